"""Notices to citizens, and the pause switch."""

from __future__ import annotations

import asyncio

import aiohttp_jinja2
from aiohttp import web

from bot import notices
from bot.keys import SHELF
from bot.models import Notice
from bot.staff import audit
from bot.staff.accounts import Role
from bot.staff.forms import form_of, number_of
from bot.staff.sessions import Officer, officers_only, staff_values
from procedures.database import reading, writing
from procedures.folding import clean

DONE = {"put": "Đã đăng thông báo.", "end": "Đã kết thúc.", "pause": "Trợ lý đã tạm dừng."}
NOTED = {"put": "notice_put", "end": "notice_ended", "pause": "bot_paused"}


@officers_only(Role.ADMIN)
async def notices_page(request: web.Request, officer: Officer) -> web.StreamResponse:
    return await _page(request, officer, DONE.get(request.query.get("xong", ""), ""))


@officers_only(Role.ADMIN)
async def change_notices(request: web.Request, officer: Officer) -> web.StreamResponse:
    form = {name: clean(str(value)) for name, value in (await form_of(request)).items()}
    act = form.get("act", "")
    if act not in DONE:
        return await _page(request, officer, "", "Không rõ việc cần làm.", 400)
    try:
        await asyncio.to_thread(_act, act, form, officer)
    except notices.Refused as refused:
        return await _page(request, officer, "", str(refused), 400, form.get("text", ""))
    raise web.HTTPSeeOther(f"/staff/thong-bao?xong={act}")


def _act(act: str, form: dict[str, str], officer: Officer) -> None:
    with writing() as session:
        if act == "put":
            done = notices.put(session, form, officer.login)
        elif act == "pause":
            done = notices.switch_off(session, form.get("text", ""), officer.login)
        else:
            number = form.get("id", "")
            done = notices.end(session, number_of(number) or 0)
        audit.note(session, officer.login, NOTED[act], done.text[:200], pauses=done.pauses)


async def _page(
    request: web.Request, officer: Officer, done: str, fault: str = "", status: int = 200, draft: str = ""
) -> web.StreamResponse:
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    told, off = await asyncio.to_thread(_read)
    shown = staff_values(
        officer,
        notices=[(one, notices.is_over(one)) for one in told],
        off=off,
        fields=contents.fields,
        procedures=contents.entries,
        limit=notices.TEXT_LIMIT,
        done=done,
        fault=fault,
        draft=draft,
    )
    return aiohttp_jinja2.render_template("staff_notices.html", request, shown, status=status)


def _read() -> tuple[list[Notice], Notice | None]:
    with reading() as session:
        found = notices.recent(session), notices.pause(session)
        session.expunge_all()
        return found
