"""A person of the department who writes in a conversation by hand: the assistant is silent, and comes back by itself.

Told by the echoes that Zalo and Messenger send of what was written in their own inboxes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot import settings
from bot.messages import add_message
from bot.models import Conversation, Inbound

OVER = "Cán bộ đã rời cuộc trò chuyện, trợ lý tự động trả lời tiếp."
"""Stands before the first answer of the assistant after a person left."""


def take_over(session: Session, conversation_id: str, event_id: str, text: str, now: datetime | None = None) -> None:
    """The person has the conversation for a while from what they just wrote, which is kept masked, once."""
    at = now or datetime.now(UTC)
    session.get_one(Conversation, conversation_id).staff_until = at + timedelta(minutes=settings.takeover_minutes())
    said = add_message(session, conversation_id, "staff", text, at=at)
    seen = {"client_msg_id": event_id, "message_id": said.id, "state": "done", "received_at": at}
    session.add(Inbound(conversation_id=conversation_id, text=text, **seen))


def is_with_staff(session: Session, conversation_id: str, now: datetime | None = None) -> bool:
    """Whether a person has it now."""
    until = session.get_one(Conversation, conversation_id).staff_until
    return until is not None and until > (now or datetime.now(UTC))


def has_just_ended(session: Session, conversation_id: str) -> bool:
    """Whether a person had it and no more; told once."""
    conversation = session.get_one(Conversation, conversation_id)
    if conversation.staff_until is None or is_with_staff(session, conversation_id):
        return False
    conversation.staff_until = None
    return True
