"""One gateway at a time takes the turns of a conversation and sends its messages, where several share a database.

A claim is a lease: it ends by itself where its gateway was killed, and a gateway that starts again gives back what it
held before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, text
from sqlalchemy.orm import Session

from bot.models import Claim, Moment

HELD = timedelta(seconds=45)
"""Longer than any one step takes (the longest: a message to Zalo with a fresh token); each step takes it anew."""
TAKE = text(
    "INSERT INTO claim (what, owner, until) VALUES (:what, :owner, :until)"
    " ON CONFLICT (what) DO UPDATE SET owner = excluded.owner, until = excluded.until"
    " WHERE claim.owner = excluded.owner OR claim.until < :now RETURNING what"
).bindparams(bindparam("until", type_=Moment), bindparam("now", type_=Moment))
"""One statement, in SQLite as in PostgreSQL, so that of two gateways one gets it."""


class TakenElsewhere(Exception):
    """Another gateway has it now."""


def turns_of(conversation_id: str) -> str:
    return f"turns {conversation_id}"


def sending_to(conversation_id: str) -> str:
    return f"sending {conversation_id}"


def take(session: Session, what: str, owner: str, now: datetime | None = None) -> None:
    """Takes it, or takes it anew; raises TakenElsewhere."""
    at = now or datetime.now(UTC)
    told = {"what": what, "owner": owner, "until": at + HELD, "now": at}
    if session.execute(TAKE, told).first() is None:
        raise TakenElsewhere


def give_back(session: Session, owner: str, what: str | None = None) -> None:
    """One thing, or all that the gateway holds."""
    held = delete(Claim).where(Claim.owner == owner)
    session.execute(held if what is None else held.where(Claim.what == what))
