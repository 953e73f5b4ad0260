"""The queue of kept questions, and one question with what went before, to be answered or dismissed."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from sqlalchemy.orm import Session

from bot import consents, queue
from bot.keys import BELL, COURIER
from bot.models import Consent, ReviewItem
from bot.pages import missing
from bot.staff import audit
from bot.staff.accounts import Role
from bot.staff.forms import form_of
from bot.staff.sessions import Officer, officers_only, staff_values
from procedures.database import reading, writing
from procedures.folding import clean

MAY = (Role.ADMIN, Role.REVIEWER)
PAGE = 50
NO_QUESTION = "Không có câu hỏi này."
DONE = {
    "answer": "Đã gửi câu trả lời.",
    "dismiss": "Đã đóng câu hỏi.",
    "claim": "Anh/chị đang xử lý câu hỏi này.",
    "release": "Đã trả lại câu hỏi.",
}


@officers_only(*MAY)
async def queue_page(request: web.Request, officer: Officer) -> web.StreamResponse:
    asked = {name: clean(request.query.get(name, "")[:200]) for name in ("ly-do", "tim")}
    waiting = request.query.get("cho") == "1"
    found = await asyncio.to_thread(_groups, asked["ly-do"], asked["tim"], waiting)
    shown = staff_values(
        officer,
        groups=found[:PAGE],
        left=max(0, len(found) - PAGE),
        reasons=queue.REASONS,
        channels=queue.CHANNELS,
        reason=asked["ly-do"],
        search=asked["tim"],
        waiting=waiting,
    )
    return aiohttp_jinja2.render_template("staff_queue.html", request, shown)


@officers_only(*MAY)
async def question_page(request: web.Request, officer: Officer) -> web.StreamResponse:
    return await _question(request, officer, DONE.get(request.query.get("xong", ""), ""))


@officers_only(*MAY)
async def act_on_question(request: web.Request, officer: Officer) -> web.StreamResponse:
    form = {name: str(value) for name, value in (await form_of(request)).items()}
    act = form.get("act", "")
    if act not in DONE:
        return await _question(request, officer, "", "Không rõ việc cần làm.", 400)
    try:
        reached = await asyncio.to_thread(_act, int(request.match_info["id"]), act, form, officer)
    except queue.Refused as refused:
        return await _question(request, officer, "", str(refused), 400, form.get("text", ""))
    except LookupError:
        return missing(request, NO_QUESTION, 404)
    for conversation_id in reached:
        request.app[BELL].ring(conversation_id)
    request.app[COURIER].wake()
    raise web.HTTPSeeOther(f"/staff/queue/{request.match_info['id']}?xong={act}")


async def _question(
    request: web.Request, officer: Officer, done: str, fault: str = "", status: int = 200, draft: str = ""
) -> web.StreamResponse:
    read = await asyncio.to_thread(_read, int(request.match_info["id"]))
    if read is None:
        return missing(request, NO_QUESTION, 404)
    found, late, agreed = read
    shown = staff_values(
        officer,
        item=found.first,
        group=found,
        late=late,
        consents=agreed,
        purposes=consents.PURPOSES,
        reasons=queue.REASONS,
        channels=queue.CHANNELS,
        limit=queue.ANSWER_LIMIT,
        done=done,
        fault=fault,
        draft=draft,
    )
    return aiohttp_jinja2.render_template("staff_question.html", request, shown, status=status)


def _groups(reason: str, search: str, waiting: bool) -> list[queue.Group]:
    with reading() as session:
        return _detached(session, queue.groups(session, reason, search, waiting))


def _read(number: int) -> tuple[queue.Group, list[str], list[Consent]] | None:
    """The question asked for first, then those like it; who may not be reached any more; what the first agreed to."""
    with reading() as session:
        item = session.get(ReviewItem, number)
        if item is None:
            return None
        group = queue.group_of(session, item)
        placed = sorted(zip(group.items, group.channels, strict=True), key=lambda one: one[0].id != number)
        ordered = queue.Group([one for one, _ in placed], [channel for _, channel in placed])
        late = queue.window_warnings(session, ordered)
        agreed = consents.of_conversation(session, item.conversation_id)
        for one in agreed:
            session.expunge(one)
        return _detached(session, [ordered])[0], late, agreed


def _detached(session: Session, found: list[queue.Group]) -> list[queue.Group]:
    session.expunge_all()
    return found


def _act(number: int, act: str, form: dict[str, Any], officer: Officer) -> list[str]:
    """Conversations that got a message; raises queue.Refused, LookupError."""
    with writing() as session:
        item = session.get(ReviewItem, number)
        if item is None:
            raise LookupError(number)
        alike, reached, closed = form.get("alike") == "on", [], 1
        if act == "answer":
            queue.claim(session, item, officer.login)
            reached = queue.answer(session, item, clean_lines(form.get("text", "")), officer.login, alike)
            closed = len(reached)
        elif act == "dismiss":
            queue.claim(session, item, officer.login)
            closed = queue.dismiss(session, item, clean(form.get("why", "")), officer.login, alike)
        elif act == "claim":
            queue.claim(session, item, officer.login)
        elif item.claimed_by == officer.login or officer.may(Role.ADMIN):
            queue.release(item)
        else:
            raise queue.Refused("Chỉ người đã nhận hoặc quản trị trả lại được câu hỏi này.")
        noted = {"answer": "answered", "dismiss": "dismissed", "claim": "claimed", "release": "released"}[act]
        audit.note(session, officer.login, f"question_{noted}", str(number), count=closed)
        return reached


def clean_lines(text: str) -> str:
    """An officer's text with its line ends kept, without what no citizen can see."""
    return "\n".join(clean(line) for line in text.replace("\r\n", "\n").split("\n")).strip()
