"""Adds what was said to a conversation, by whomever."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bell import announce
from bot.models import Conversation, Message


def alone_in(session: Session, conversation_id: str) -> None:
    """Until the transaction ends nobody else adds to the conversation.

    A message that is seen before one with a smaller id would hide that one from readers. SQLite has one writer at all.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    session.execute(select(Conversation.id).where(Conversation.id == conversation_id).with_for_update(key_share=True))


def add_message(
    session: Session,
    conversation_id: str,
    role: str,
    text: str,
    *,
    buttons: list[dict[str, str]] | None = None,
    custom: dict[str, Any] | None = None,
    in_reply_to: str | None = None,
    last: bool = True,
    at: datetime | None = None,
) -> Message:
    """The message with its id; ``at`` is now where none is given."""
    alone_in(session, conversation_id)
    message = Message(
        conversation_id=conversation_id,
        role=role,
        text=text,
        buttons=buttons or [],
        custom=custom,
        in_reply_to=in_reply_to,
        last=last,
        at=at or datetime.now(UTC),
    )
    session.add(message)
    session.flush()
    announce(session, conversation_id)
    return message
