"""Table of the conversation events that Rasa keeps."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData()


class EventRow(Base):
    __tablename__ = "tracker_event"
    __table_args__ = (Index("ix_tracker_event_sender", "sender_id", "kind", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(32))
    at: Mapped[float]
    data: Mapped[str] = mapped_column(Text)
