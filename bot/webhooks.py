"""Webhooks of Zalo and Messenger: verified on the raw bytes, stored once, and answered 200 whatever Rasa does.

Raw bodies are neither stored nor logged. A service whose secrets are not set has no webhook.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from typing import Any

from aiohttp import web
from sqlalchemy.exc import IntegrityError

from bot import errors, settings
from bot.channels import messenger, zalo
from bot.channels.shape import Event, What
from bot.conversations import (
    accept_event,
    accept_press,
    accept_text,
    accepted,
    channel_conversation,
    is_button,
)
from bot.keys import COURIER, LIMITS, WORKER
from bot.limits import Limits
from bot.masking import mask
from bot.takeover import take_over
from bot.web_chat import COMMAND_SIGNS
from procedures.database import writing
from procedures.folding import clean

WELCOME = (
    "Chào anh/chị. Anh/chị hỏi về thủ tục nào thì gõ tên giấy tờ hoặc việc cần làm, ví dụ:"
    ' "giấy phép bưu chính cần giấy tờ gì".'
)
ONLY_TEXT = "Trợ lý chỉ đọc được tin nhắn chữ, chưa xem được ảnh, tệp hay tin thoại. Anh/chị gõ câu hỏi giúp."
TOO_OFTEN = "Anh/chị gửi hơi nhanh nên trợ lý chưa đọc kịp. Vui lòng chờ một phút rồi gửi lại câu hỏi."
LABELS = {What.ATTACHMENT: "[tệp gửi kèm]", What.FOLLOW: "[quan tâm trang]"}
ANSWERS = {What.ATTACHMENT: ONLY_TEXT, What.FOLLOW: WELCOME}
EVENT_ID = 64
"""Characters of an event's id that are kept as they are; a longer one is kept as its hash."""


async def zalo_event(request: web.Request) -> web.Response:
    if not (settings.zalo_app_id() and settings.zalo_oa_secret()):
        raise errors.NotFound
    raw, body = await _body(request)
    signature = request.headers.get(zalo.SIGNATURE, "")
    if not zalo.is_signed(raw, body, signature, settings.zalo_app_id(), settings.zalo_oa_secret()):
        raise errors.Forged
    return await _accepted(request, zalo.NAME, zalo.events(body))


async def messenger_handshake(request: web.Request) -> web.Response:
    """Meta's check of the address: the challenge comes back where the token is ours."""
    ours, told = settings.messenger_verify_token(), request.query.get("hub.verify_token", "")
    same = hmac.compare_digest(ours.encode(), told.encode("utf-8", "replace"))
    if not ours or not same or request.query.get("hub.mode") != "subscribe":
        raise errors.Forged
    return web.Response(text=request.query.get("hub.challenge", ""))


async def messenger_events(request: web.Request) -> web.Response:
    if not settings.messenger_app_secret():
        raise errors.NotFound
    raw, body = await _body(request)
    if not messenger.is_signed(raw, request.headers.get(messenger.SIGNATURE, ""), settings.messenger_app_secret()):
        raise errors.Forged
    return await _accepted(request, messenger.NAME, messenger.events(body, settings.messenger_app_id()))


async def _body(request: web.Request) -> tuple[bytes, dict[str, Any]]:
    """The raw bytes and what they say; a body that says nothing readable is refused before it is believed."""
    wide = request.clone(client_max_size=settings.WEBHOOK_LIMIT)
    try:
        async with asyncio.timeout(settings.BODY_SECONDS):
            raw = await wide.read()
        body = json.loads(raw.decode("utf-8"))
    except TimeoutError:
        raise errors.TooSlow from None
    except (ValueError, RecursionError):
        raise errors.NotJson from None
    if not isinstance(body, dict):
        raise errors.NotJson
    return raw, body


async def _accepted(request: web.Request, channel: str, events: list[Event]) -> web.Response:
    for event in events:
        conversation_id = await asyncio.to_thread(_store, channel, event, request.app[LIMITS])
        request.app[WORKER].wake(conversation_id)
    if events:
        request.app[COURIER].wake()
    return web.json_response({"ok": True})


def _store(channel: str, event: Event, limits: Limits) -> str:
    try:
        return _stored(channel, event, limits)
    except IntegrityError:  # the same event came twice at once, or another first message of this user did
        return _stored(channel, event, limits)


def _stored(channel: str, event: Event, limits: Limits) -> str:
    plain = len(event.id) <= EVENT_ID and event.id.isascii() and event.id.isprintable()
    event_id = event.id if plain else hashlib.sha256(event.id.encode("utf-8", "replace")).hexdigest()
    text = said(event.text)
    with writing() as session:
        conversation_id = channel_conversation(session, channel, event.user)
        if event.what == What.STAFF:
            if accepted(session, conversation_id, event_id) is None:
                take_over(session, conversation_id, event_id, text or LABELS[What.ATTACHMENT])
        elif event.what != What.TEXT or not text:
            what = event.what if event.what != What.TEXT else What.ATTACHMENT
            accept_event(session, conversation_id, event_id, LABELS[what], ANSWERS[what])
        elif accepted(session, conversation_id, event_id) is None and limits.user(conversation_id):
            told = TOO_OFTEN if limits.tells(conversation_id) else None
            accept_event(session, conversation_id, event_id, text, told)
        elif is_button(session, conversation_id, event.text):
            accept_press(session, conversation_id, event_id, event.text)
        else:
            accept_text(session, conversation_id, event_id, text)
    return conversation_id


def said(text: str) -> str:
    """Cleaned, cut, masked, never a command; empty where nothing is left."""
    return mask(clean(text[: settings.CHANNEL_TEXT_LIMIT])).lstrip(COMMAND_SIGNS)
