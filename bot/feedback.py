"""Thumbs of the widget: kept with their reason, and a thumb down puts the question before staff."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import errors
from bot.keys import LIMITS, SESSIONS
from bot.limits import address_of
from bot.masking import mask
from bot.models import Feedback, Inbound, Message
from bot.review import keep_disliked
from bot.web_chat import json_body, only_from_here
from procedures.database import writing
from procedures.folding import clean

REASON_LIMIT = 300
LAST_ID = 2**63 - 1
"""No database counts further."""


async def post_feedback(request: web.Request) -> web.Response:
    """``{"message_id", "helpful": true|false, "reason"?}`` on a message of the assistant in this conversation."""
    only_from_here(request)
    conversation_id = await request.app[SESSIONS].conversation(request)
    body = await json_body(request)
    if seconds := request.app[LIMITS].message(conversation_id, address_of(request)):
        raise errors.TooMany(seconds)
    number, helpful, reason = body.get("message_id"), body.get("helpful"), body.get("reason", "")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= LAST_ID:
        raise errors.BadFeedback
    if not isinstance(helpful, bool):
        raise errors.BadFeedback
    if not isinstance(reason, str) or len(reason) > REASON_LIMIT:
        raise errors.BadFeedback
    await asyncio.to_thread(_keep, conversation_id, number, helpful, mask(clean(reason)))
    return web.json_response({"ok": True})


def _keep(conversation_id: str, number: int, helpful: bool, reason: str) -> None:
    with writing() as session:
        message = session.get(Message, number)
        if message is None or message.conversation_id != conversation_id or message.role != "assistant":
            raise errors.BadFeedback
        keep(session, message, helpful, reason)


def keep(session: Session, message: Message, helpful: bool, reason: str) -> None:
    said = session.get(Feedback, message.id) or Feedback(message_id=message.id, conversation_id=message.conversation_id)
    said.helpful, said.reason, said.at = helpful, reason or None, datetime.now(UTC)
    session.add(said)
    question = session.scalars(
        select(Inbound).where(
            Inbound.conversation_id == message.conversation_id, Inbound.client_msg_id == message.in_reply_to
        )
    ).first()
    if question and not helpful:
        told: dict[str, Any] = message.custom or {}
        keep_disliked(session, question, told.get("candidates", []), reason)
