"""What the channels have in common: an event that came in, and a reply cut to a channel's limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Any

SENTENCE_END = re.compile(r"(?<=[.!?…])\s|\n")
ELLIPSIS = "…"
USER_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")


class What(Enum):
    """``TEXT`` may be a typed question or the token of a pressed button, ``STAFF`` is what a person of the department
    wrote by hand to the user; the others have no text."""

    TEXT = "text"
    ATTACHMENT = "attachment"
    FOLLOW = "follow"
    STAFF = "staff"


@dataclass(frozen=True)
class Event:
    """One message of a citizen; ``id`` is the service's, the same when the event is sent again."""

    what: What
    user: str
    id: str
    text: str = ""


@dataclass(frozen=True)
class Shown:
    """A message as it was stored: ``buttons`` have a title and an ``action`` (token) or a full ``url``."""

    text: str
    buttons: list[dict[str, str]]


Body = dict[str, Any]
"""What is posted to a send API, without the recipient."""


def is_user(told: str) -> bool:
    """Whether it can be a user's id; both services' ids are strings of digits."""
    return USER_ID.fullmatch(told) is not None


def titled(title: str, most: int) -> str:
    """A title or a quotation within ``most`` characters."""
    return title if len(title) <= most else title[: most - 1].rstrip() + ELLIPSIS


def parts(text: str, most: int) -> list[str]:
    """``text`` in pieces of at most ``most`` characters, cut at the ends of sentences where there are any."""
    left, found = unicodedata.normalize("NFC", text).strip(), []
    while len(left) > most:
        ends = [match.start() for match in SENTENCE_END.finditer(left, 0, most + 1)]
        at = ends[-1] if ends and ends[-1] > most // 3 else left.rfind(" ", 0, most + 1)
        at = at if at > 0 else most
        found.append(left[:at].rstrip())
        left = left[at:].lstrip()
    return [*found, left] if left else found


def first_part(text: str, most: int, more: str) -> str:
    """The beginning of ``text`` with ``more`` behind it, where it does not fit."""
    whole = unicodedata.normalize("NFC", text).strip()
    return whole if len(whole) <= most else f"{parts(whole, most - len(more) - 1)[0]}\n{more}"
