"""Where Rasa keeps conversations: the one database, so that a conversation goes on after any process restarts.

Rasa's own SQLTrackerStore does not run on SQLAlchemy 2.0 and ends the process on bad input (RASA.md); this one
keeps one row an event, bounds what it reads back and works off the event loop. What it answered last it holds in
memory, and reads it again only where the database has gone on without it.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, func, select

from nlu.conversation_events import EventRow
from procedures.database import reading, writing

UNKEPT = "canary"
"""Sender of the gateway's test question; its conversation is not stored."""
HISTORY = 400
"""Events read back: about 40 turns, far more than the rules look at."""
EARLIER_SLOTS = 12
"""Slot events from before that: a few sets of all slots."""
STORED = "_events_stored"
"""Attribute of a tracker: how many of its events the database holds."""
MOST_HELD = 500
"""Conversations held in memory."""


class DatabaseTrackerStore(TrackerStore):
    def __init__(self, domain: Domain, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        kwargs.pop("host", None)
        super().__init__(domain, event_broker, **kwargs)
        self._held: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()
        """Conversations as they were saved, each with its newest event's id; out of here while a turn changes them."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        if tracker.sender_id == UNKEPT:
            return
        events = list(tracker.events)
        new = events[getattr(tracker, STORED, 0) :]
        newest = await asyncio.to_thread(_append, tracker.sender_id, [event.as_dict() for event in new])
        setattr(tracker, STORED, len(events))
        if new and len(events) <= HISTORY:
            self._held[tracker.sender_id] = newest, tracker
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        newest, tracker = self._held.pop(sender_id, (0, None))
        if tracker is not None and await asyncio.to_thread(_newest, sender_id) == newest:
            return tracker
        events = await asyncio.to_thread(_read, sender_id)
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, STORED, len(tracker.events))
        return tracker

    async def keys(self) -> Iterable[str]:
        return await asyncio.to_thread(_senders)

    async def delete(self, sender_id: str) -> None:
        self._held.pop(sender_id, None)
        await asyncio.to_thread(_forget, sender_id)


def _append(sender_id: str, events: list[dict[str, Any]]) -> int:
    """Id of the last one."""
    with writing() as session:
        rows = [
            EventRow(
                sender_id=sender_id,
                kind=event["event"],
                at=event["timestamp"],
                data=json.dumps(event, ensure_ascii=False),
            )
            for event in events
        ]
        session.add_all(rows)
        session.flush()
        return max((row.id for row in rows), default=0)


def _newest(sender_id: str) -> int:
    with reading() as session:
        return session.scalar(select(func.max(EventRow.id)).where(EventRow.sender_id == sender_id)) or 0


def _read(sender_id: str) -> list[dict[str, Any]]:
    """The newest events, and before them the last slots set earlier, so that nothing remembered is lost."""
    own = select(EventRow.id, EventRow.data).where(EventRow.sender_id == sender_id).order_by(EventRow.id.desc())
    with reading() as session:
        newest = list(session.execute(own.limit(HISTORY)).all())
        if len(newest) == HISTORY:
            earlier = own.where(EventRow.kind == "slot", EventRow.id < newest[-1][0]).limit(EARLIER_SLOTS)
            newest += session.execute(earlier).all()
    return [json.loads(data) for _, data in reversed(newest)]


def _senders() -> list[str]:
    with reading() as session:
        return list(session.scalars(select(EventRow.sender_id).distinct()))


def _forget(sender_id: str) -> None:
    with writing() as session:
        session.execute(delete(EventRow).where(EventRow.sender_id == sender_id))
