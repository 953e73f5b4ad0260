"""Brings records of the national portal in as drafts: all or nothing, an identical file changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procedures import catalogue
from procedures import models as m
from procedures.changes import differences
from procedures.importing import Report, lines_of
from procedures.kinds import VersionState
from procedures.mapping import Entry, to_record, to_rows
from procedures.national import NAMELESS, PortalRecord, Tally, read_portal
from procedures.national_record import as_record, faults_of
from procedures.record import Record
from procedures.yaml_file import Fault, FaultyFiles, content_hash

EVERY = 500
"""Records between two lines of progress."""
DATES = {"effective_from", "sourced_on"}
"""What differs between two readings of one record."""
KEPT = ("id", "short_name", "field", "action", "occasion", "object", "answer_policy")
KEPT_WORDS = ("aliases", "phrasings", "excludes", "requires")
"""What a record of ours that the portal knows by the same code keeps."""
NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*")
FIRST_POSITION = 1000
"""Fields of the portal stand behind our own."""


def import_portal(session: Session, path: Path, entry: Entry, say: Callable[[str], None]) -> Report:
    """Every new or different record becomes a draft; raises FaultyFiles, naming each refused line, before any write."""
    found = _read(path, say)
    report, tally = Report(), Tally()
    laws = _numbers(session)
    records = _records(path, found, entry.at.date(), laws)
    _write_tables(session, [portal for _, portal in found], records, laws)
    ours, newest = _ours_by_code(session, entry.at.date()), _newest(session)
    for number, ((_, portal), record) in enumerate(zip(found, records, strict=True), start=1):
        tally.add(portal)
        _write(session, _adopted(record, ours.get(portal.code)), report, entry, newest)
        if number % EVERY == 0:
            session.flush()
            say(f"  {number}/{len(found)} bản ghi")
    session.flush()
    report.notes = tally.lines()
    return report


def _read(path: Path, say: Callable[[str], None]) -> list[tuple[int, PortalRecord]]:
    faults: list[Fault] = []
    found = list(read_portal(path, faults))
    seen: dict[str, int] = {}
    for line, portal in found:
        if portal.code in seen:
            faults.append(Fault(path, line, "ma_thu_tuc", f"mã {portal.code} đã có ở dòng {seen[portal.code]}"))
        seen.setdefault(portal.code, line)
    if faults:
        raise FaultyFiles(faults)
    if not found:
        raise FaultyFiles([Fault(path, 1, "", "không có bản ghi nào")])
    say(f"Đọc {len(found)} bản ghi của Cổng Dịch vụ công.")
    return found


def _records(path: Path, found: list[tuple[int, PortalRecord]], day: date, laws: dict[str, str]) -> list[Record]:
    records, faults = [], []
    for line, portal in found:
        try:
            records.append(as_record(portal, day, laws))
        except ValidationError as error:
            faults += faults_of(error, path, line)
    if faults:
        raise FaultyFiles(faults)
    return records


def _numbers(session: Session) -> dict[str, str]:
    """Number of a law -> its key in our table."""
    known: dict[str, str] = {}
    for law in catalogue.laws(session).values():
        told = NUMBER.search(law.title)
        number = law.number or (told.group() if told and not law.key.startswith(NAMELESS) else None)
        if number:
            known.setdefault(number, law.key)
    return known


def _write_tables(session: Session, found: list[PortalRecord], records: list[Record], laws: dict[str, str]) -> None:
    """Fields, sources and laws that are not there yet; what is there is left as it is."""
    fields = set(session.scalars(select(m.FieldRow.id)))
    position = max(FIRST_POSITION, session.scalar(select(func.max(m.FieldRow.position))) or 0)
    sources, keys = set(session.scalars(select(m.SourceRow.key))), set(session.scalars(select(m.LawRow.key)))
    for portal, record in zip(found, records, strict=True):
        if portal.field_id not in fields:
            fields.add(portal.field_id)
            position += 1
            session.add(m.FieldRow(id=portal.field_id, name=portal.field[:200], position=position))
        if portal.id not in sources:
            sources.add(portal.id)
            title = f"Cổng Dịch vụ công quốc gia, bản ghi {portal.code}"
            session.add(m.SourceRow(key=portal.id, title=title, url=portal.url, checked_on=record.sourced_on))
        for law in portal.laws:
            if law.key not in keys and (law.number or "") not in laws:
                keys.add(law.key)
                told = {"number": law.number and law.number[:64], "issued_on": law.issued_on, "issuer": law.issuer}
                session.add(m.LawRow(key=law.key, title=law.title, **told))
    session.flush()


def _ours_by_code(session: Session, day: date) -> dict[str, Record]:
    """Procedures of our own, by the code the portal knows them by."""
    held = select(m.VersionRow.code, m.VersionRow.procedure_id).where(
        catalogue.APPROVED, m.VersionRow.code.is_not(None), m.VersionRow.procedure_id.not_like("qg-%")
    )
    rows = session.execute(held).tuples().all()
    found = {code: catalogue.record_on(session, procedure, day) for code, procedure in rows if code}
    return {code: record for code, record in found.items() if record}


def _adopted(record: Record, ours: Record | None) -> Record:
    """The portal's values under our own id, names and ways of asking."""
    if ours is None:
        return record
    return record.copy(update={name: getattr(ours, name) for name in (*KEPT, *KEPT_WORDS)})


def _newest(session: Session) -> dict[str, m.VersionRow]:
    """The version of each procedure that was brought in last and not withdrawn."""
    last = (
        select(func.max(m.VersionRow.id))
        .where(m.VersionRow.state != VersionState.WITHDRAWN)
        .group_by(m.VersionRow.procedure_id)
    )
    rows = session.scalars(select(m.VersionRow).where(m.VersionRow.id.in_(last)))
    return {row.procedure_id: row for row in rows}


def _write(session: Session, record: Record, report: Report, entry: Entry, newest: dict[str, m.VersionRow]) -> None:
    digest = content_hash(record.json(ensure_ascii=False, exclude=DATES).encode())
    known = newest.get(record.id)
    if known and known.content_hash == digest:
        report.unchanged += 1
        return
    if known:
        told = [one for one in differences(to_record(known), record) if one[0] not in DATES]
        report.changed[record.id] = lines_of(told)
    else:
        report.added.append(f"{record.id} {record.name[:100]}")
        session.add(m.ProcedureRow(id=record.id, field_id=record.field))
    begun = known is not None and known.effective_from == record.effective_from
    session.add(to_rows(record, known.revision + 1 if known and begun else 1, digest, entry))
