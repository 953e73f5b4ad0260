"""Brings records of the national portal in as drafts: all or nothing, an identical file changes nothing."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from procedures import catalogue, staging
from procedures import models as m
from procedures.changes import differences
from procedures.database import reading, writing
from procedures.importing import Report, lines_of
from procedures.kinds import VersionState
from procedures.mapping import Entry, to_record, to_rows
from procedures.national import NAMELESS, PortalRecord, Tally, read_portal
from procedures.national_record import as_record, faults_of
from procedures.record import Record
from procedures.settings import BadSetting, var_dir
from procedures.yaml_file import Fault, FaultyFiles, content_hash

INCOMING = VersionState.INCOMING
EVERY = 500
"""Records between two lines of progress."""
AT_ONCE = 50
"""Records written in one transaction, which takes the embedded database from all other writers."""
PAUSE = 0.15
"""Seconds between two of them: SQLite's waiters look again every 0.1 s."""
DATES = {"effective_from", "sourced_on"}
"""What differs between two readings of one record."""
KEPT = ("id", "short_name", "field", "action", "occasion", "object", "answer_policy")
KEPT_WORDS = ("aliases", "phrasings", "excludes", "requires")
"""What a record of ours that the portal knows by the same code keeps."""
NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ][\w-]*")
FIRST_POSITION = 1000
"""Fields of the portal stand behind our own."""


def import_portal(path: Path, entry: Entry, say: Callable[[str], None], dry: bool = False) -> Report:
    """Every new or different record becomes a draft; raises FaultyFiles, naming each refused line, before any write.

    Citizens are answered meanwhile: the database is held for a few records at a time, and what is brought in stands
    as INCOMING, which nothing shows, until one last statement makes drafts of it. What an import that was cut off
    left of that is removed by the next one.
    """
    found = _read(path, say)
    with reading() as session:
        laws = _numbers(session)
    records = _records(path, found, entry.at.date(), laws)
    if dry:
        return _compared(found, records, entry)[0]
    with _alone():
        staging.sweep(INCOMING)
        report, changed = _compared(found, records, entry)
        _bring_in(found, records, laws, changed, entry, say)
    return report


@dataclass(frozen=True)
class Changed:
    """A record that is new or differs from what is held."""

    record: Record
    revision: int
    digest: str


@contextmanager
def _alone() -> Iterator[None]:
    with (var_dir() / "import.lock").open("wb") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BadSetting("Một lượt nạp từ Cổng khác đang chạy; hãy đợi lượt ấy xong.") from None
        yield


def _compared(
    found: list[tuple[int, PortalRecord]], records: list[Record], entry: Entry
) -> tuple[Report, list[Changed]]:
    report, tally, changed = Report(), Tally(), []
    with reading() as session:
        ours, newest, revisions = _ours_by_code(session, entry.at.date()), _newest(session), _revisions(session)
        for (_, portal), record in zip(found, records, strict=True):
            tally.add(portal)
            adopted = _adopted(record, ours.get(portal.code))
            digest = content_hash(adopted.json(ensure_ascii=False, exclude=DATES).encode())
            if _differs(adopted, digest, newest.get(adopted.id), report):
                revision = revisions.get((adopted.id, adopted.effective_from), 0) + 1
                changed.append(Changed(adopted, revision, digest))
    report.notes = tally.lines()
    return report, changed


def _bring_in(
    found: list[tuple[int, PortalRecord]],
    records: list[Record],
    laws: dict[str, str],
    changed: list[Changed],
    entry: Entry,
    say: Callable[[str], None],
) -> None:
    with writing() as session:
        _write_tables(session, [portal for _, portal in found], records, laws)
    incoming = replace(entry, state=INCOMING)
    try:
        for start in range(0, len(changed), AT_ONCE):
            some = changed[start : start + AT_ONCE]
            rows = [to_rows(one.record, one.revision, one.digest, incoming) for one in some]
            with writing() as session:
                _known_procedures(session, [one.record for one in some])
                session.add_all(rows)
            if (start + len(some)) % EVERY == 0:
                say(f"  {start + len(some)}/{len(changed)} bản ghi")
            time.sleep(PAUSE)
    except BaseException:
        staging.sweep(INCOMING)
        raise
    with writing() as session:
        session.execute(update(m.VersionRow).where(m.VersionRow.state == INCOMING).values(state=entry.state))


def _known_procedures(session: Session, records: list[Record]) -> None:
    held = set(session.scalars(select(m.ProcedureRow.id).where(m.ProcedureRow.id.in_([one.id for one in records]))))
    session.add_all(m.ProcedureRow(id=one.id, field_id=one.field) for one in records if one.id not in held)
    session.flush()


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
        .where(m.VersionRow.state.not_in((VersionState.WITHDRAWN, INCOMING)))
        .group_by(m.VersionRow.procedure_id)
    )
    rows = session.scalars(select(m.VersionRow).where(m.VersionRow.id.in_(last)))
    return {row.procedure_id: row for row in rows}


def _revisions(session: Session) -> dict[tuple[str, date], int]:
    """The last of each procedure's day, withdrawn ones too."""
    kept = (m.VersionRow.procedure_id, m.VersionRow.effective_from)
    rows = session.execute(select(*kept, func.max(m.VersionRow.revision)).group_by(*kept)).tuples()
    return {(procedure, day): revision for procedure, day, revision in rows}


def _differs(record: Record, digest: str, known: m.VersionRow | None, report: Report) -> bool:
    """Whether it says anything that the version held does not; reports what."""
    if known and known.content_hash == digest:
        report.unchanged += 1
        return False
    if known:
        told = [one for one in differences(to_record(known), record) if one[0] not in DATES]
        report.changed[record.id] = lines_of(told)
    else:
        report.added.append(f"{record.id} {record.name[:100]}")
    return True
