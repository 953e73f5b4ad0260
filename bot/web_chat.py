"""The widget's HTTP interface (DESIGN: what is fixed): session, messages, long poll and SSE with replay."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from bot import errors, notices, settings
from bot.conversations import UnknownButton, accept_press, accept_text, accepted, messages_after
from bot.keys import BELL, LIMITS, SESSIONS, WORKER
from bot.limits import STREAM_AGAIN_SECONDS, address_of
from bot.masking import mask
from bot.security import HEADERS, from_own_page
from bot.sessions import set_cookie
from procedures.database import reading, writing
from procedures.folding import clean

SSE_PING_SECONDS = 15.0
MADE_UP = re.compile(r"[A-Za-z]|^\d{1,8}$")
"""An id of digits alone may be somebody's number."""
UUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
"""With or without dashes: a browser without ``randomUUID`` makes the latter, where ten digits may stand in a row."""
"""Random by itself, although its digits may look like somebody's number."""
COMMAND_SIGNS = "/∕⁄ "
MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


async def open_session(request: web.Request) -> web.Response:
    only_from_here(request)
    await _room_for_a_session(request)
    conversation_id, signed = await request.app[SESSIONS].open()
    response = web.json_response({"session": conversation_id, "token": signed}, status=201)
    set_cookie(response, signed, secure=settings.public_url().startswith("https://"))
    return response


async def post_message(request: web.Request) -> web.Response:
    only_from_here(request)
    conversation_id = await request.app[SESSIONS].conversation(request)
    body = await json_body(request)
    client_msg_id = _client_msg_id(body)
    if seconds := request.app[LIMITS].message(conversation_id, address_of(request)):
        known = await asyncio.to_thread(_known, conversation_id, client_msg_id)
        if known is None:
            raise errors.TooMany(seconds)
        return web.json_response({"id": known}, status=202)
    if "action" in body:
        message_id = await asyncio.to_thread(_press, conversation_id, client_msg_id, body["action"])
    else:
        message_id = await asyncio.to_thread(_say, conversation_id, client_msg_id, typed(body.get("text")))
    request.app[WORKER].wake(conversation_id)
    request.app[BELL].ring(conversation_id)
    return web.json_response({"id": message_id}, status=202)


async def get_messages(request: web.Request) -> web.Response:
    conversation_id = await request.app[SESSIONS].conversation(request)
    after = _number(request.query.get("after", "0"))
    wait = min(_number(request.query.get("wait", "0")), settings.LONG_POLL_SECONDS)
    if not wait:
        found = await _newer(request, conversation_id, after, 0.0)
    else:
        with _held_open(request, conversation_id):
            found = await _newer(request, conversation_id, after, float(wait))
    return web.json_response({"messages": found}, headers={"Cache-Control": "no-store"})


async def get_events(request: web.Request) -> web.StreamResponse:
    """The same messages as server-sent events; a reader that comes back gets what it missed."""
    conversation_id = await request.app[SESSIONS].conversation(request)
    after = _number(request.headers.get("Last-Event-ID") or request.query.get("after", "0"))
    with _held_open(request, conversation_id):
        return await _stream(request, conversation_id, after)


@contextmanager
def _held_open(request: web.Request, conversation_id: str) -> Iterator[None]:
    """Raises TooMany where too many streams and held calls are open: an answer at once would only be asked again."""
    with request.app[LIMITS].held_open(conversation_id, address_of(request)) as room:
        if not room:
            raise errors.TooMany(STREAM_AGAIN_SECONDS)
        yield


async def _stream(request: web.Request, conversation_id: str, after: int) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={**HEADERS, "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    await response.prepare(request)
    while True:
        found = await _newer(request, conversation_id, after, SSE_PING_SECONDS)
        for message in found:
            after = message["id"]
            data = json.dumps(message, ensure_ascii=False)
            await response.write(f"id: {after}\nevent: message\ndata: {data}\n\n".encode())
        if not found:
            await response.write(b": ping\n\n")


async def _newer(request: web.Request, conversation_id: str, after: int, seconds: float) -> list[dict[str, Any]]:
    """Messages after ``after``, waiting up to ``seconds`` for the first."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while True:
        found = await asyncio.to_thread(_read, conversation_id, after)
        left = until - loop.time()
        if found or left <= 0:
            return found
        await request.app[BELL].wait(conversation_id, min(left, settings.RECHECK_SECONDS))


async def _room_for_a_session(request: web.Request) -> None:
    """A session beyond the limit of its address waits; it is told to come back where that takes too long."""
    limits, address = request.app[LIMITS], address_of(request)
    if not (seconds := limits.session(address)):
        return
    if seconds <= settings.SESSION_WAIT_SECONDS:
        await asyncio.sleep(seconds)
        seconds = limits.session(address)
    if seconds:
        raise errors.TooMany(seconds)


async def get_notices(_request: web.Request) -> web.Response:
    """What the department tells everybody now: ``{"notices": ["Cổng bảo trì tối nay"]}``."""
    return web.json_response({"notices": await asyncio.to_thread(_notices)}, headers={"Cache-Control": "no-store"})


def _notices() -> list[str]:
    with reading() as session:
        return notices.shown(session)


def _known(conversation_id: str, client_msg_id: str) -> int | None:
    with reading() as session:
        return accepted(session, conversation_id, client_msg_id)


def only_from_here(request: web.Request) -> None:
    """Raises AnotherSite; a cookie goes along from any page; a token in the header is sent by who holds it."""
    if "Authorization" not in request.headers and not from_own_page(request):
        raise errors.AnotherSite


async def json_body(request: web.Request) -> dict[str, Any]:
    """The body as an object; raises errors.Refused with what is wrong."""
    encoded = request.headers.get("Content-Encoding", "identity").lower() != "identity"
    if request.content_type != "application/json" or encoded:
        raise errors.WrongContentType
    if (request.content_length or 0) > settings.BODY_LIMIT:
        raise errors.TooLarge
    try:
        async with asyncio.timeout(settings.BODY_SECONDS):
            body = json.loads((await request.read()).decode("utf-8"))
    except TimeoutError:
        raise errors.TooSlow from None
    except (ValueError, RecursionError):
        raise errors.NotJson from None
    if not isinstance(body, dict):
        raise errors.NotJson
    return body


def _client_msg_id(body: dict[str, Any]) -> str:
    told = body.get("client_msg_id")
    if not isinstance(told, str) or not MESSAGE_ID.fullmatch(told) or not MADE_UP.search(told):
        raise errors.BadMessageId
    if not UUID.fullmatch(told) and mask(told) != told:
        raise errors.BadMessageId
    return told


def typed(text: Any) -> str:
    """A citizen's text as it is stored and sent on: cleaned, bounded, masked, never a command."""
    if not isinstance(text, str):
        raise errors.Empty
    if len(text) > settings.TEXT_LIMIT:
        raise errors.TooLarge
    kept = mask(clean(text)).lstrip(COMMAND_SIGNS)
    if len(kept) > settings.TEXT_LIMIT:
        raise errors.TooLarge
    if not kept:
        raise errors.Empty
    return kept


def _number(told: str) -> int:
    if not told.isascii() or not told.isdigit() or len(told) > 18:
        raise errors.BadNumber
    return int(told)


def _say(conversation_id: str, client_msg_id: str, text: str) -> int:
    with writing() as session:
        return accept_text(session, conversation_id, client_msg_id, text)


def _press(conversation_id: str, client_msg_id: str, token: Any) -> int:
    if not isinstance(token, str) or len(token) > 64 or not token.isascii():
        raise errors.BadAction
    try:
        with writing() as session:
            return accept_press(session, conversation_id, client_msg_id, token)
    except UnknownButton:
        raise errors.BadAction from None


def _read(conversation_id: str, after: int) -> list[dict[str, Any]]:
    with reading() as session:
        return messages_after(session, conversation_id, after)
