"""Adds what was said to a conversation, by whomever."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.models import Message


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
    return message
