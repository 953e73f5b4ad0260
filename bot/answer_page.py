"""The page where a citizen fetches the answer of staff with the code they were given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp_jinja2
from aiohttp import web

from bot.answer_codes import as_typed, item_of
from bot.keys import LIMITS
from bot.limits import address_of
from procedures.database import reading

UNKNOWN = "Không có câu hỏi nào mang mã này. Anh/chị kiểm tra lại từng ký tự giúp."
SPENT = "Anh/chị đã thử nhiều mã không đúng. Vui lòng quay lại sau một giờ."


@dataclass(frozen=True)
class Found:
    question: str
    state: str
    outcome: str | None


async def answer_page(request: web.Request) -> web.Response:
    """``?ma=``; wrong codes of one address are counted, so that nobody reads others' answers by guessing."""
    told = request.query.get("ma", "")[:40]
    code, limits, address = as_typed(told), request.app[LIMITS], address_of(request)
    if told and limits.guesses_spent(address):
        return _page(request, told, None, SPENT, 429)
    found = await asyncio.to_thread(_found, code) if code else None
    if told and found is None:
        limits.guessed(address)
        return _page(request, told, None, UNKNOWN, 404)
    return _page(request, told, found, "", 200)


def _page(request: web.Request, told: str, found: Found | None, fault: str, status: int) -> web.Response:
    shown = {"told": told, "found": found, "fault": fault}
    response = aiohttp_jinja2.render_template("answer.html", request, shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(code: str) -> Found | None:
    with reading() as session:
        item = item_of(session, code)
        return Found(item.question, item.state, item.outcome) if item else None
