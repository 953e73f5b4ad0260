"""What is known to change: approved versions that take effect later, and values that begin or end within one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from procedures.comparing import Changed, compare
from procedures.models import LawRow
from procedures.record import Dated, Record

MOST_STEPS = 4
"""Days of change that are told ahead."""


@dataclass(frozen=True)
class Step:
    """``version`` is the record of ``day``; ``changed`` is what differs from the day before (none where it ends)."""

    day: date
    version: Record
    changed: list[Changed]


def coming_steps(
    record: Record, day: date, later: list[Record], laws: Mapping[str, LawRow], aspects: list[str] | None = None
) -> list[Step]:
    """Days after ``day`` on which something of the aspects (all where none are named) changes, the nearest first.

    ``later`` are the versions that follow, in order; the first that ends the procedure is the last that counts.
    """
    steps: list[Step] = []
    before = (record, day)
    for now, version in _days(record, day, later):
        changed = [] if version.ended else compare(before[0], version, aspects, now, before[1], laws=laws)
        if changed or version.ended:
            steps.append(Step(now, version, changed))
        if version.ended or len(steps) == MOST_STEPS:
            break
        before = (version, now)
    return steps


def _days(record: Record, day: date, later: list[Record]) -> Iterator[tuple[date, Record]]:
    starts = [version.effective_from for version in later]
    for version, first, end in zip([record, *later], [day, *starts], [*starts, date.max], strict=True):
        if version is not record:
            yield first, version
        for turn in sorted(one for one in _turns(version) if first < one < end):
            yield turn, version


def _turns(record: Record) -> set[date]:
    """Days on which a fee, a relief, a time, a group of papers, a level or an agency begins or has ended."""
    fee, time, papers = record.fee, record.time, record.documents
    dated: list[Dated] = [
        *(fee.items if fee else []),
        *(fee.reliefs if fee else []),
        *(time.items if time else []),
        *(papers.groups if papers else []),
        *record.agencies.items,
        *(record.online.levels if record.online else []),
    ]
    begun = {one.effective_from for one in dated if one.effective_from}
    return begun | {one.effective_to + timedelta(days=1) for one in dated if one.effective_to}
