"""Codes with which an answer of staff is fetched on the portal, where the channel's window has closed or the widget
was left."""

from __future__ import annotations

import re
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import ReviewItem

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, 1, I and L: a code is read out and typed."""
LENGTH = 6
TYPED = re.compile(rf"[{SIGNS}]{{{LENGTH}}}")


def give_code(session: Session, item: ReviewItem) -> str:
    """The item's code; a new one where it has none."""
    while item.code is None:
        made = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if item_of(session, made) is None:
            item.code = made
    return item.code


def as_typed(text: str) -> str | None:
    """ "k7m 2qx" -> "K7M2QX"; None for what can be no code."""
    told = re.sub(r"[\s-]", "", text).upper()
    return told if TYPED.fullmatch(told) else None


def item_of(session: Session, code: str) -> ReviewItem | None:
    return session.scalars(select(ReviewItem).where(ReviewItem.code == code)).first()
