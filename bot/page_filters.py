"""How values are written on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from procedures.kinds import Standing
from procedures.names import (
    CHANGES,
    CHANNELS,
    CONFIDENCES,
    LEVELS,
    PURPOSES,
    STANDINGS,
    UNITS,
    UNKNOWN,
    copies_text,
    day_text,
    fee_amount,
    opened,
    relief_text,
    shortened_span,
    span,
    work_time,
)
from procedures.record import Document, FeeCase, TimeRule
from procedures.settings import HANOI

NOT_YET = "chưa có hiệu lực vào ngày này"
NOT_THAT_DAY = "không áp dụng vào ngày này"
LABELS: tuple[dict[Any, str], ...] = (CHANNELS, PURPOSES, STANDINGS, CONFIDENCES, CHANGES, LEVELS, UNITS)


def day(value: date | None) -> str:
    return day_text(value) if value else UNKNOWN


def moment(value: datetime) -> str:
    """ "27/11/2026 14:05" in Hà Nội."""
    at = value if value.tzinfo else value.replace(tzinfo=UTC)
    return at.astimezone(HANOI).strftime("%d/%m/%Y %H:%M")


def copies(document: Document) -> str:
    return copies_text(document) or "nguồn không ghi số bản"


def known(value: object) -> object:
    return value if value not in (None, "") else UNKNOWN


def label(value: StrEnum) -> str:
    """Vietnamese name of a channel, purpose, standing, confidence or change."""
    return next(table[value] for table in LABELS if type(next(iter(table))) is type(value))


def standing_on(rule: TimeRule | FeeCase, day: date) -> str:
    """How a rule stood on a day: what is past today may have been in force then, and what is current not yet."""
    if rule.standing == Standing.PAST and rule.effective_to and rule.holds_on(day):
        return STANDINGS[Standing.CURRENT]
    if rule.effective_from and rule.effective_from > day:
        return NOT_YET
    if rule.standing == Standing.CURRENT and not rule.holds_on(day):
        return NOT_THAT_DAY
    return STANDINGS[rule.standing]


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "span": span,
    "fee": fee_amount,
    "copies": copies,
    "relief": relief_text,
    "opened": opened,
    "known": known,
    "label": label,
    "standing_on": standing_on,
    "shortened": shortened_span,
    "work_time": work_time,
}
