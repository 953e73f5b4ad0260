"""Amounts that hold for a while only, as notes of the portal's fees tell them: "400.000 đồng … đến hết 31/12/2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = r"(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})"
SPAN = re.compile(rf"(?:từ\s+{DAY}\s+)?đến\s+(?:hết\s+)?{DAY}", re.IGNORECASE)
AMOUNT_BEFORE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)\s*(?:đồng|đ\b|vnđ)[^.;]{0,80}$", re.IGNORECASE)
"""The amount that the same clause names last before the span."""
SHARE_AFTER = re.compile(
    r"^[^.;%]{0,80}bằng (\d{1,2}) ?% mức (?:thu|(?:lệ )?phí)[a-zà-ỹ ]{0,9} nêu trên", re.IGNORECASE
)
MOST_PERCENT = 90
"""More is no reduction."""
OTHER_SHARE = re.compile(r"bằng \d{1,2} ?% mức", re.IGNORECASE)


ANY_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+")
CLAUSE = re.compile(r";|\.\s")
FREE_THEN = re.compile(r"miễn[^.;]{0,60}$", re.IGNORECASE)
""" "Miễn phí từ ngày 07/4/2026 đến 30/6/2026": the while in which nothing was charged."""


class Ended(ValueError):
    """The amount is the one that the note says held until a day gone by."""


@dataclass(frozen=True)
class PassingFee:
    """VND from ``begins`` (None: not said) to ``ends``, both included."""

    amount_vnd: int
    begins: date | None
    ends: date

    @property
    def after(self) -> date:
        """The first day that it no longer holds."""
        return self.ends + timedelta(days=1)


def passing_fee(amount_vnd: int, note: str, day: date) -> PassingFee | None:
    """What is charged for a while instead of ``amount_vnd``, or None where the note names no while that lasts on a day.

    Raises Ended for an amount whose while is over, ValueError for one whose amount cannot be told for certain: it is
    half the amount or so many percent of it ("bằng 50% mức thu nêu trên"), or the very amount. A share of a fee for
    which no while is given raises as well.
    """
    spans = list(_spans(note))
    if not spans and (share := OTHER_SHARE.search(note)):
        raise ValueError(f"chú thích ghi “{share.group()}…” không nói đến ngày nào")
    ended = next((span for span in spans if span[2] < day and _is_of(amount_vnd, note, span[0])), None)
    spans = sorted((span for span in spans if span[2] >= day), key=lambda span: span[2])
    if not spans and ended:
        raise Ended(f"chú thích nói mức này áp dụng đến {ended[2]:%d/%m/%Y}")
    if not spans:
        return None
    found, begins, ends = spans[-1]
    told = _amount(amount_vnd, note[: found.start()], note[found.end() :])
    if told is None or len(spans) > 1:
        raise ValueError(f"chú thích nêu mức áp dụng đến {ends:%d/%m/%Y} không tách được")
    return PassingFee(told, begins, ends)


def _is_of(amount_vnd: int, note: str, span: re.Match[str]) -> bool:
    """Whether the clause around a span names this amount, or none; not where the span is one of nothing charged."""
    before, after = note[: span.start()], note[span.end() :]
    clause = f"{CLAUSE.split(before)[-1]} {CLAUSE.split(after)[0]}"
    named = {int(told.replace(".", "")) for told in ANY_AMOUNT.findall(clause)}
    return not FREE_THEN.search(before) and (not named or amount_vnd in named)


def _spans(note: str) -> Iterator[tuple[re.Match[str], date | None, date]]:
    for found in SPAN.finditer(note):
        first, last = found.groups()[:3], found.groups()[3:]
        try:
            ends = date(*map(int, reversed(last)))
            begins = date(*map(int, reversed(first))) if first[0] else None
        except ValueError:
            continue  # "31/11": no day
        yield found, begins, ends


def _amount(whole: int, before: str, after: str) -> int | None:
    if share := SHARE_AFTER.match(after):
        percent = int(share.group(1))
        return whole * percent // 100 if 0 < percent <= MOST_PERCENT else None
    named = AMOUNT_BEFORE.search(before)
    told = int(named.group(1).replace(".", "")) if named else 0
    return told if told in (whole, whole // 2) and told else None
