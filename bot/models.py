"""Tables of the gateway: conversations, inbox, outbox, buttons, and questions kept for staff."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC; SQLite gives times back without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData()
    type_annotation_map: ClassVar = {datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON}


class Conversation(Base):
    """``token_hash`` is the SHA-256 of what the citizen's browser holds; the token itself is not stored.

    On Zalo and Messenger it is that of the channel and the user's id there, which stands in ``recipient`` to be
    answered.
    """

    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    recipient: Mapped[str | None] = mapped_column(String(128))
    created_at: Mapped[datetime]
    staff_until: Mapped[datetime | None]
    """A person of the department has it until then (bot/takeover.py)."""


class Inbound(Base):
    """A citizen's message, masked; taken in order of ``id`` within a conversation.

    ``state`` goes new -> done, or new -> missed -> done where it was answered without Rasa.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_msg_id"),
        Index("ix_inbox_state", "state", "conversation_id"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    client_msg_id: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    """What a pressed button means to Rasa; None for typed text."""
    about: Mapped[str | None] = mapped_column(String(64))
    """``client_msg_id`` of the message under whose answer the button stood."""
    message_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="new")
    received_at: Mapped[datetime]


class Claim(Base):
    """The gateway that has it until then (bot/claims.py); a row only while it has."""

    __tablename__ = "claim"
    what: Mapped[str] = mapped_column(String(48), primary_key=True)
    owner: Mapped[str] = mapped_column(String(128))
    until: Mapped[datetime]


class Message(Base):
    """One message as the citizen sees it."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_conversation", "conversation_id", "id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[Any]]
    custom: Mapped[dict[str, Any] | None]
    in_reply_to: Mapped[str | None] = mapped_column(String(64))
    last: Mapped[bool]
    at: Mapped[datetime]


class Delivery(Base):
    """A message on its way to Zalo or Messenger; sent in order of ``id`` within a conversation.

    ``state`` goes waiting -> sent, or waiting -> dead, which staff see with its ``error``.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state", "state", "next_at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]]
    """What is posted, without the recipient."""
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class ChannelToken(Base):
    """The pair of tokens of a channel that rotates them; ``leased_until`` is held by who refreshes it."""

    __tablename__ = "channel_token"
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    access_token: Mapped[str] = mapped_column(Text)
    refresh_token: Mapped[str] = mapped_column(Text)
    refreshed_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]


class ButtonToken(Base):
    """What a button means stays here; the citizen holds only the token."""

    __tablename__ = "button"
    token: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(String(64))


class Pulse(Base):
    """One row, written by every canary: a database that takes no write is not ready."""

    __tablename__ = "gateway_pulse"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ReviewItem(Base):
    """A question that staff should see: what was asked (masked), why it is here, and what went before."""

    __tablename__ = "review_item"
    __table_args__ = (Index("ix_review_item_state", "state", "created_at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    question: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(String(24))
    context: Mapped[list[Any]]
    candidates: Mapped[list[Any]]
    wants_answer: Mapped[bool]
    """The citizen pressed "Gửi cán bộ trả lời"."""
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open -> answered or dismissed."""
    created_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    """Login of the officer who works on it."""
    closed_by: Mapped[str | None] = mapped_column(String(64))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    """The answer that was sent, or why it was dismissed."""
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    """What who asked was given to fetch the answer with (bot/answer_codes.py)."""


class Notice(Base):
    """What citizens are told from ``begins`` to ``ends`` (None: until ended); ``pauses``: the assistant is off."""

    __tablename__ = "notice"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    concerns: Mapped[str] = mapped_column(String(128))
    pauses: Mapped[bool]
    begins: Mapped[datetime]
    ends: Mapped[datetime | None]
    by: Mapped[str] = mapped_column(String(64))
    """Login of the officer."""
    at: Mapped[datetime]


class Consent(Base):
    """A press with which the citizen agreed to something (bot/consents.py), in the words they were told."""

    __tablename__ = "consent"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    wording: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Feedback(Base):
    """What the citizen says of one message of the assistant; said again, the last counts."""

    __tablename__ = "feedback"
    message_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    helpful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
