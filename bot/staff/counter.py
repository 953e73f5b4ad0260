"""The counter: an officer opens a citizen's sheet, ticks what was handed in, and tells what is missing, in one go."""

from __future__ import annotations

import asyncio

import aiohttp_jinja2
from aiohttp import web

from bot.keys import SHELF
from bot.page_filters import copies
from bot.sheet import Sheet, asked_for
from bot.staff import audit
from bot.staff.forms import form_of
from bot.staff.sessions import Officer, officers_only, staff_values
from procedures.database import writing
from procedures.interview import Needed
from procedures.names import closed, opened

ONCE = "Anh/chị bổ sung một lần các giấy tờ trên; phần đã nộp không phải nộp lại."
COMPLETE = "Hồ sơ đủ giấy tờ theo danh mục của trường hợp này."


@officers_only()
async def counter_page(request: web.Request, officer: Officer) -> web.StreamResponse:
    sheet = await asked_for(request)
    if isinstance(sheet, web.StreamResponse):
        return sheet
    return await _page(request, officer, sheet, set(), None)


@officers_only()
async def check_papers(request: web.Request, officer: Officer) -> web.StreamResponse:
    """The "còn thiếu" message: everything that is missing, in one go."""
    sheet = await asked_for(request)
    if isinstance(sheet, web.StreamResponse):
        return sheet
    form = await form_of(request)
    received = {number for number in range(len(sheet.needed)) if f"giay-{number}" in form}
    dropped = {number for number in range(len(sheet.needed)) if f"khong-can-{number}" in form} - received
    lacking = [one for number, one in enumerate(sheet.needed) if number not in received | dropped]
    await asyncio.to_thread(_note, officer, sheet, len(received), len(lacking))
    return await _page(request, officer, sheet, received, message(sheet, lacking), dropped)


def message(sheet: Sheet, lacking: list[Needed]) -> str:
    """What to tell the citizen; papers of a case that is not sure say for whom they are."""
    if not lacking:
        return COMPLETE
    sure = [one for one in lacking if not one.unless_sure]
    unsure = [one for one in lacking if one.unless_sure]
    lines = [f"{number}. {_named(one)}" for number, one in enumerate(sure, start=1)]
    head = f"Hồ sơ {sheet.record.short_name} còn thiếu {len(sure)} giấy tờ:" if sure else COMPLETE
    told = [head, *lines]
    if unsure:
        told.append("Nộp thêm nếu đúng trường hợp:")
        told += [f"- {_named(one)} ({one.why})" for one in unsure]
    sets = sheet.record.documents.sets if sheet.record.documents else None
    told += [closed(f"Số bộ: {sets}")] if sets and sure else []
    told += [ONCE] if sure else []
    return "\n".join(told)


def _named(one: Needed) -> str:
    """Name, how many of what, form and what the record notes."""
    told = [part for part in (copies(one.paper), one.paper.form, one.paper.note) if part]
    return f"{opened(one.paper.name)}: {'; '.join(told)}"


async def _page(
    request: web.Request,
    officer: Officer,
    sheet: Sheet,
    received: set[int],
    told: str | None,
    dropped: set[int] | None = None,
) -> web.StreamResponse:
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    shown = staff_values(
        officer,
        sheet=sheet,
        record=sheet.record,
        received=received,
        dropped=dropped or set(),
        told=told,
        names=contents.names,
    )
    return aiohttp_jinja2.render_template("staff_counter.html", request, shown)


def _note(officer: Officer, sheet: Sheet, received: int, lacking: int) -> None:
    with writing() as session:
        audit.note(
            session,
            officer.login,
            "counter_checked",
            sheet.record.id,
            version=sheet.version,
            case=str(sheet.case),
            received=received,
            lacking=lacking,
        )
