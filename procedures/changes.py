"""Changes of the catalogue: drafts wait for approval, an approved version is in force from its date, none is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures import catalogue
from procedures import models as m
from procedures.catalogue import WHOLE
from procedures.coming import coming_steps
from procedures.comparing import Changed, compare
from procedures.kinds import ChangeKind, Policy, VersionState
from procedures.mapping import to_record
from procedures.names import CHANGES, day_text
from procedures.record import Decision, Record
from procedures.settings import HANOI

MOST_NAMED = 3


class NotADraft(Exception):
    """The version does not exist or has been decided on."""


@dataclass(frozen=True)
class Event:
    """One approved change as the public sees it: the version, what it did and what differs from the one before."""

    day: date
    """When it takes effect; of a correction when it was approved."""
    record: Record
    kind: ChangeKind | None
    """None: the first version, which says nothing of a change."""
    approved_at: datetime
    by: str
    why: str | None
    changed: list[Changed] = field(default_factory=list)
    correction: bool = False
    """The law stays as it was: what we say of it is put right."""
    withdrawn: bool = False
    """It had been announced for ``record.effective_from`` and was taken back before that day."""
    dated: bool = False
    """A value the version had held from the start begins or ends on this day; no decision was made for it."""

    @property
    def told(self) -> str:
        """What happened, in Vietnamese."""
        if self.withdrawn:
            what = CHANGES[self.kind] if self.kind else "thay đổi"
            return f"đã rút thông báo {what} từ {day_text(self.record.effective_from)}"
        if self.correction:
            return "đính chính dữ liệu"
        if self.dated:
            return "thay đổi theo ngày đã định"
        return CHANGES[self.kind] if self.kind else "có trong danh mục"

    @property
    def successors(self) -> list[str]:
        """Ids of what is used instead of a procedure that ended."""
        return self.record.change.successors if self.record.change and not (self.withdrawn or self.dated) else []

    @property
    def caveat(self) -> str | None:
        """What the values told stand under, while no agency has confirmed the record."""
        if self.record.verified_on or not self.changed:
            return None
        old = self.record.answer_policy == Policy.OLD_RULE
        return f"Chưa được cơ quan xác nhận. {self.record.standing if old else ''}".strip()

    @property
    def decision(self) -> Decision | None:
        """The decision that published what is told."""
        return None if self.dated else self.record.decision

    @property
    def reason(self) -> str | None:
        """Why the version says that it changes something."""
        return self.record.change.reason if self.record.change and not self.dated else None


def drafts(session: Session) -> list[m.VersionRow]:
    """What waits for approval, oldest first."""
    return list(
        session.scalars(
            select(m.VersionRow)
            .where(m.VersionRow.state == VersionState.DRAFT)
            .order_by(m.VersionRow.recorded_at, m.VersionRow.id)
        )
    )


def approve(session: Session, version: int, by: str, at: datetime) -> m.VersionRow:
    """Makes a draft the version in force from its ``effective_from`` on.

    Raises NotADraft, also where another version was approved since the draft was written: a draft is a whole record
    and would undo that change unseen.
    """
    row = _draft(session, version)
    since = session.scalars(
        select(m.VersionRow)
        .where(
            m.VersionRow.procedure_id == row.procedure_id,
            m.VersionRow.state == VersionState.APPROVED,
            m.VersionRow.effective_from <= row.effective_from,
            m.VersionRow.approved_at > row.recorded_at,
        )
        .order_by(m.VersionRow.approved_at.desc())
    ).first()
    if since:
        raise NotADraft(
            f"Bản số {version} ({row.procedure_id}) được ghi trước khi bản số {since.id} được duyệt và sẽ hoàn tác"
            " thay đổi của bản ấy; hãy rút bản này (make withdraw) rồi nhập lại trên dữ liệu mới."
        )
    if undone := _undone_later(session, row):
        later, what = undone
        raise NotADraft(
            f"Bản số {later.id} từ {day_text(later.effective_from)} đã được duyệt mà không mang theo thay đổi này"
            f" ({what}) và sẽ trả lại giá trị cũ từ ngày ấy; hãy rút bản số {later.id} (make withdraw), duyệt bản này"
            " rồi nhập lại bản kia trên dữ liệu mới."
        )
    row.state, row.approved_at, row.approved_by = VersionState.APPROVED, at, by
    return row


def _undone_later(session: Session, row: m.VersionRow) -> tuple[m.VersionRow, str] | None:
    """The approved version that follows and takes back what this one changes, with what that is; None where none does.

    One that was written with the change in sight says what comes after it, and takes nothing back unseen.
    """
    later = session.scalars(
        select(m.VersionRow)
        .where(
            m.VersionRow.procedure_id == row.procedure_id,
            m.VersionRow.state == VersionState.APPROVED,
            m.VersionRow.effective_from > row.effective_from,
        )
        .order_by(m.VersionRow.effective_from, m.VersionRow.revision.desc())
    ).first()
    before = catalogue.record_on(session, row.procedure_id, row.effective_from - timedelta(days=1))
    if later is None or before is None:
        return None
    draft, after, laws = to_record(row), to_record(later), catalogue.laws(session)
    if draft.ended or after.ended:
        return None
    then = {one.label: one.after for one in compare(draft, after, laws=laws)}
    back = [str(one) for one in compare(before, draft, laws=laws) if then.get(one.label) == one.before]
    return (later, "; ".join(back[:MOST_NAMED])) if back else None


def withdraw(session: Session, version: int, by: str, at: datetime) -> m.VersionRow:
    """A draft, or an approved version before its day, that will not take effect; it is kept. Raises NotADraft."""
    row = session.get(m.VersionRow, version)
    announced = row is not None and row.state == VersionState.APPROVED and row.effective_from > at.date()
    row = row if row is not None and announced else _draft(session, version)
    row.state, row.withdrawn_at, row.withdrawn_by = VersionState.WITHDRAWN, at, by
    return row


def _draft(session: Session, version: int) -> m.VersionRow:
    row = session.get(m.VersionRow, version)
    if row is None:
        raise NotADraft(f"Không có bản số {version}.")
    if row.state != VersionState.DRAFT:
        raise NotADraft(f"Bản số {version} ({row.procedure_id}) không còn là bản nháp.")
    return row


def history(session: Session, procedure_id: str | None = None) -> list[Event]:
    """Every approved change, of one procedure or of all, newest day first; those too that were taken back since."""
    rows = session.scalars(
        select(m.VersionRow)
        .where(
            m.VersionRow.approved_at.is_not(None),
            *([m.VersionRow.procedure_id == procedure_id] if procedure_id else []),
        )
        .order_by(m.VersionRow.procedure_id, m.VersionRow.effective_from, m.VersionRow.revision)
        .options(*WHOLE)
    ).all()
    laws, approved = catalogue.laws(session), (row for row in rows if row.state == VersionState.APPROVED)
    found = [
        event
        for _, of_one in groupby(approved, key=lambda row: row.procedure_id)
        for event in _events(list(of_one), laws)
    ]
    found += [_taken_back(row) for row in rows if row.state == VersionState.WITHDRAWN]
    return sorted(found, key=lambda event: (event.day, event.approved_at), reverse=True)


def _events(rows: Sequence[m.VersionRow], laws: Mapping[str, m.LawRow]) -> Iterator[Event]:
    """Of the versions of one procedure, in their order."""
    before: Record | None = None
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        record = to_record(row)
        kind = record.change.kind if record.change else ChangeKind.AMENDED if before else None
        told = compare(before, record, laws=laws) if before and not record.ended else []
        at = row.approved_at or row.recorded_at
        corrects = before is not None and before.effective_from == record.effective_from < _day(at)
        day = _day(at) if corrects else record.effective_from
        yield Event(day, record, kind, at, row.recorded_by, row.recorded_why, told, corrects)
        yield from _within(record, following.effective_from if following else date.max, row, laws)
        before = record


def _within(record: Record, until: date, row: m.VersionRow, laws: Mapping[str, m.LawRow]) -> Iterator[Event]:
    """What begins or ends by its own date while the version stands: an agency, a fee, a relief."""
    at = row.approved_at or row.recorded_at
    for step in [] if record.ended else coming_steps(record, record.effective_from, [], laws):
        if step.day < until:
            yield Event(step.day, record, None, at, row.recorded_by, row.recorded_why, step.changed, dated=True)


def _taken_back(row: m.VersionRow) -> Event:
    """What had been announced and will not come: people have read of it, so it is told on the day it was withdrawn."""
    record, at = to_record(row), row.withdrawn_at or row.recorded_at
    kind = record.change.kind if record.change else None
    return Event(_day(at), record, kind, at, row.withdrawn_by or row.recorded_by, row.recorded_why, withdrawn=True)


def _day(at: datetime) -> date:
    return (at.astimezone(HANOI) if at.tzinfo else at).date()


def differences(old: Record, new: Record) -> list[tuple[str, str | None, str | None]]:
    """(dotted name, before, after) of every value that differs; None where there was or is none."""
    return list(_differing(old.dict(), new.dict()))


def _differing(old: object, new: object, name: str = "") -> Iterator[tuple[str, str | None, str | None]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**new, **old}:
            yield from _differing(old.get(key), new.get(key), f"{name}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list):
        for number, before, after in _aligned(old, new):
            yield from _differing(before, after, f"{name}.{number}")
    else:
        before, after = dict(_values(old, name)), dict(_values(new, name))
        for one in dict.fromkeys([*after, *before]):
            if before.get(one) != after.get(one):
                yield one, before.get(one), after.get(one)


def _aligned(old: list[Any], new: list[Any]) -> Iterator[tuple[int, Any, Any]]:
    """(place, before, after) of the items that differ: one that was taken out makes no change of those behind it."""
    before_told, after_told = ([json.dumps(one, default=str, sort_keys=True) for one in items] for items in (old, new))
    matched = SequenceMatcher(None, before_told, after_told, autojunk=False)
    for what, begin, end, start, stop in matched.get_opcodes():
        if what != "equal":
            pairs = zip_longest(range(begin, end), range(start, stop))
            for at, place in pairs:
                before, after = None if at is None else old[at], None if place is None else new[place]
                yield (at or 0) if place is None else place, before, after


def _values(held: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every single value of a record with its dotted name."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield from _values(value, f"{name}.{key}".lstrip("."))
    elif isinstance(held, list):
        for number, value in enumerate(held):
            yield from _values(value, f"{name}.{number}")
    elif held is not None:
        yield name, str(held)
