"""Brings our YAML files into the database: all or nothing, nothing overwritten, an identical file changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import Field
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from procedures import catalogue, settings
from procedures import models as m
from procedures.changes import differences
from procedures.kinds import VersionState
from procedures.mapping import Entry, to_record, to_rows
from procedures.names import CHANGES, day_text
from procedures.record import SLUG, Part, Record
from procedures.workbook import AGAIN, BASE, FaultAt, Sheets, base_of, read_sheets
from procedures.yaml_file import Fault, FaultyFiles, content_hash, line_of, read_entries, read_records


class FieldEntry(Part):
    id: str = Field(regex=SLUG)
    name: str
    description: str | None = None


class SourceEntry(Part):
    key: str
    title: str
    url: str | None = Field(default=None, regex=r"^https?://")
    checked_on: date | None = None


class LawEntry(Part):
    key: str
    title: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    amends: list[str] = []
    """Laws that this one amends or replaces."""
    note: str | None = None


KINDS: dict[str, tuple[type[Part], type[m.Base], str]] = {
    "fields": (FieldEntry, m.FieldRow, "id"),
    "sources": (SourceEntry, m.SourceRow, "key"),
    "laws": (LawEntry, m.LawRow, "key"),
}
SEEDED_FROM = "data/procedures"
MOST_NAMED = 5
"""Procedures named in a line of a report."""
SUCCESSOR = "thủ tục thay thế"
UNORDERED = (("time", "items"), ("fee", "items"), ("fee", "reliefs"), ("agencies", "items"), ("legal_basis", "items"))
"""Lists whose order says nothing: a sheet of them that was sorted is not changed."""
TABLES = tuple(f"{name}.yml" for name in KINDS)


@dataclass
class Report:
    """What an import would change or has changed."""

    tables: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    told: dict[str, list[str]] = field(default_factory=dict)
    """What a new procedure says, where it is shown before it is written."""
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        told = [f"~ bảng {entry}" for entry in self.tables]
        told += [f"! {procedure}: không còn tệp; muốn kết thúc thì ghi effective_to" for procedure in self.absent]
        for procedure in self.added:
            told += [f"+ {procedure}", *(f"    {line}" for line in self.told.get(procedure, []))]
        for procedure, values in self.changed.items():
            told += [f"~ {procedure}", *(f"    {line}" for line in values)]
        return [
            *told,
            *self.notes,
            f"{len(self.added)} thủ tục mới, {len(self.changed)} thay đổi, {self.unchanged} giữ nguyên",
        ]


def yaml_paths(place: Path) -> list[Path]:
    """Record files under the top folder or one field's folder, or the one file given."""
    if place.is_file():
        return [place]
    return sorted(place.glob("*/*.yml") if place == _top(place) else place.glob("*.yml"))


def _top(place: Path) -> Path:
    """The folder that holds the tables and one folder a field."""
    if place.is_file():
        return place.parent.parent
    return place if any((place / name).is_file() for name in TABLES) else place.parent


def _refuse_misplaced(place: Path, paths: list[Path]) -> None:
    """A file that lies where it would be overlooked is named instead."""
    if place != _top(place):
        return
    expected = {*paths, *(place / name for name in TABLES)}
    found = {path for pattern in ("*.yml", "*.yaml") for path in place.rglob(pattern) if path.is_file()}
    if found - expected:
        reason = "nằm sai chỗ: thủ tục phải ở <lĩnh vực>/<id>.yml"
        raise FaultyFiles([Fault(path, 1, "", reason) for path in sorted(found - expected)])


def import_yaml(session: Session, place: Path, entry: Entry | None = None) -> Report:
    """Adds what is new or different as versions of its own; raises FaultyFiles before anything is written."""
    entry = entry or Entry(settings.now(), "make run", f"nạp {SEEDED_FROM}")
    paths = yaml_paths(place)
    if not paths:
        raise FaultyFiles([Fault(place, 1, "", "không có tệp thủ tục nào")])
    _refuse_misplaced(place, paths)
    records = read_records(paths)
    tables = _top(place)
    report = Report()
    catalogue_folder = not place.is_file() or bool(_tables(tables))
    if catalogue_folder:
        _write_tables(session, tables, report)
    path_of = {record.id: path for path, record in zip(paths, records, strict=True)}

    def fault_at(procedure: str, where: tuple[str | int, ...], reason: str) -> Fault:
        path = path_of[procedure]
        return Fault(path, line_of(path, where), ".".join(map(str, where)), reason)

    _check_references(session, records, fault_at)
    _check_sense(session, records, fault_at)
    if place == tables:
        known = set(session.scalars(select(m.VersionRow.procedure_id).where(catalogue.APPROVED)))
        report.absent = sorted(known - {record.id for record in records})
    for record in records:
        write_record(session, record, report, entry)
    if catalogue_folder:  # one file by itself refers to the tables of the database
        _remember_files(session, [*paths, *_tables(tables)], tables, forget=place == tables)
    return report


def import_workbook(session: Session, path: Path, entry: Entry) -> Report:
    """The records of an Excel workbook, under the same rules; fields, sources and laws are those of the database.

    A row that changes a procedure must have been written from what is newest of it.
    """
    sheets = read_sheets(path)
    records, report = sheets.records, Report()
    _check_references(session, records, sheets.fault_at)
    _check_sense(session, records, sheets.fault_at)
    touched = _touched(session, sheets)
    report.unchanged = len(records) - len(touched)
    for record in touched:
        write_record(session, record, report, entry)
    held = set(session.scalars(select(m.VersionRow.procedure_id).where(catalogue.APPROVED)))
    if left := sorted(held - {record.id for record in records}):
        few = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        report.notes.append(f"{len(left)} thủ tục của danh mục không có trong bảng tính, giữ nguyên: {few}")
    return report


def _touched(session: Session, sheets: Sheets) -> list[Record]:
    """Records whose rows somebody has edited or written; raises FaultyFiles for an edit of what has changed since.

    Such an edit would undo the other change unseen. A row that nobody touched changes nothing, however old it is.
    """
    known = set(session.scalars(select(m.VersionRow.procedure_id).where(catalogue.APPROVED)))
    differing = [one for one in sheets.records if sheets.bases.get(one.id) != base_of(one) or one.id not in known]
    read = [_ordered_as_held(session, one) for one in differing]
    edited = [one for one in read if sheets.bases.get(one.id) != base_of(one) or one.id not in known]
    faults = []
    for record in edited:
        held = {base_of(one) for one in catalogue.newest_of_each_day(session, record.id)}
        base = sheets.bases.get(record.id)
        if held and not held & {base, base_of(record)}:
            why = "đã đổi sau khi bảng tính này được xuất" if base else "đã có, mà dòng không cho biết sửa từ bản nào"
            faults.append(sheets.fault_at(record.id, BASE, f"{record.id}: thủ tục {why}; {AGAIN}"))
    if faults:
        raise FaultyFiles(faults)
    return edited


def _ordered_as_held(session: Session, record: Record) -> Record:
    """The record with such lists in the order that is held, where they say the same."""
    held = catalogue.newest_of_each_day(session, record.id)
    before = next((one for one in held if one.effective_from == record.effective_from), None)
    told, same = record.dict(by_alias=True), before.dict(by_alias=True) if before else {}
    for part, name in UNORDERED:
        now, was = ((one.get(part) or {}).get(name) for one in (told, same))
        if now and was and now != was and sorted(map(repr, now)) == sorted(map(repr, was)):
            told[part][name] = was
    return Record.parse_obj(told)


def _tables(folder: Path) -> list[Path]:
    return [folder / name for name in TABLES if (folder / name).is_file()]


def _write_tables(session: Session, folder: Path, report: Report) -> None:
    """Fields, sources and laws are one row a key; a change is reported, and rows are not removed."""
    for name, (kind, row, identity) in KINDS.items():
        path = folder / f"{name}.yml"
        if not path.is_file():
            raise FaultyFiles([Fault(path, 1, "", "thiếu tệp này")])
        for position, entry in enumerate(read_entries(path, name, kind, identity)):
            told = {**entry.dict(), **({"position": position} if name == "fields" else {})}
            known = session.get(row, getattr(entry, identity))
            if known is None or any(getattr(known, key) != value for key, value in told.items()):
                report.tables.append(f"{name}.{getattr(entry, identity)}")
                session.merge(row(**told))
    session.flush()


def _check_references(session: Session, records: list[Record], fault_at: FaultAt) -> None:
    known = {
        SUCCESSOR: {*session.scalars(select(m.ProcedureRow.id)), *(record.id for record in records)},
        "lĩnh vực": set(session.scalars(select(m.FieldRow.id))),
        "nguồn": set(session.scalars(select(m.SourceRow.key))),
        "văn bản": set(session.scalars(select(m.LawRow.key))),
    }
    faults = [
        fault_at(record.id, where, f"{record.id}: {kind} '{key}' {_absent(kind)}")
        for record in records
        for kind, where, key in _references(record)
        if key not in known[kind]
    ]
    if faults:
        raise FaultyFiles(faults)


def _check_sense(session: Session, records: list[Record], fault_at: FaultAt) -> None:
    """What no single value shows to be wrong."""
    faults: list[Fault] = []
    coded: dict[str, str] = {}
    for record in records:
        if record.verified_on and record.verified_on > settings.today():
            faults.append(fault_at(record.id, ("verified_on",), f"{record.id}: ngày xác nhận chưa đến"))
        if record.verified_on and not record.verified_by:
            faults.append(
                fault_at(record.id, ("verified_by",), f"{record.id}: có ngày xác nhận mà thiếu người xác nhận")
            )
        if record.change and record.id in record.change.successors:
            reason = f"{record.id}: thủ tục không thể được thay bằng chính nó"
            faults.append(fault_at(record.id, ("change", "successors"), reason))
        code = record.code.value
        other = (coded.get(code) or catalogue.procedure_of_code(session, code)) if code and not record.ended else None
        if other and other != record.id:
            faults.append(fault_at(record.id, ("code", "value"), f"{record.id}: mã {code} đã là của thủ tục '{other}'"))
        if code and not record.ended:
            coded[code] = record.id
    if faults:
        raise FaultyFiles(faults)


def _absent(kind: str) -> str:
    return "không có trong danh mục" if kind == SUCCESSOR else "chưa có trong bảng"


def _references(record: Record) -> list[tuple[str, tuple[str | int, ...], str]]:
    """(table, place in the file, key) of everything a record refers to."""
    found: list[tuple[str, tuple[str | int, ...], str]] = [("lĩnh vực", ("field",), record.field)]
    for number, other in enumerate(record.change.successors if record.change else []):
        found.append((SUCCESSOR, ("change", "successors", number), other))
    for number, citation in enumerate(record.legal_basis.items):
        found.append(("văn bản", ("legal_basis", "items", number, "law"), citation.law))
    for name in record.__fields__:
        keys = getattr(getattr(record, name), "sources", [])
        found += [("nguồn", (name, "sources", number), key) for number, key in enumerate(keys)]
    return found


def write_record(session: Session, record: Record, report: Report, entry: Entry) -> None:
    """Adds the record as a version of its own where it differs from the newest one of its day."""
    procedure = session.get(m.ProcedureRow, record.id)
    if procedure is None:
        session.add(m.ProcedureRow(id=record.id, field_id=record.field))
    elif procedure.field_id != record.field:
        _move(procedure, record, report, entry)
    of_that_day = session.scalars(
        select(m.VersionRow)
        .where(m.VersionRow.procedure_id == record.id, m.VersionRow.effective_from == record.effective_from)
        .order_by(m.VersionRow.revision.desc())
    ).all()
    states = (entry.state, VersionState.APPROVED)  # a draft that says what is in force already is no draft
    newest = next((row for row in of_that_day if row.state in states), None)
    digest = content_hash(record.json(ensure_ascii=False).encode())
    # The digest covers the fields' names too: a record read before the schema grew has another one and the same values.
    told = lines_of(differences(to_record(newest), record)) if newest and newest.content_hash != digest else []
    if newest and not told:
        report.unchanged += 1
        return
    if newest:
        report.changed[record.id] = told
    elif procedure is None:
        report.added.append(record.id)
    else:
        report.changed[f"{record.id}: bản mới từ {day_text(record.effective_from)}"] = _against_the_one_before(
            session, record
        )
    later = catalogue.record_after(session, record.id, record.effective_from)
    if later:
        report.notes.append(
            f"! {record.id}: bản từ {day_text(later.effective_from)} đã được duyệt và không mang theo thay đổi này"
        )
    session.add(to_rows(record, of_that_day[0].revision + 1 if of_that_day else 1, digest, entry))
    session.flush()


def _move(procedure: m.ProcedureRow, record: Record, report: Report, entry: Entry) -> None:
    """To another field, which is the procedure's and no version's: at once, or said not to be done by a draft."""
    if entry.state == VersionState.APPROVED:
        report.changed[f"{record.id}: lĩnh vực"] = [f"field: {procedure.field_id} -> {record.field}"]
        procedure.field_id = record.field
    else:
        report.notes.append(f"! {record.id}: bản nháp không chuyển lĩnh vực ({procedure.field_id} -> {record.field})")


def _against_the_one_before(session: Session, record: Record) -> list[str]:
    """What the version does to the one it follows, value by value."""
    before = catalogue.record_on(session, record.id, record.effective_from)
    kind = [f"thủ tục {CHANGES[record.change.kind]}"] if record.change else []
    if before is None:
        return [*kind, "bản đầu tiên của thủ tục vào ngày ấy"]
    return [*kind, *lines_of(differences(before, record))]


def lines_of(told: list[tuple[str, str | None, str | None]]) -> list[str]:
    """One line a value that differs: ``fee.items.0.amount_vnd: 10750000 -> 9000000``."""
    return [f"{name}: {before or '(không có)'} -> {after or '(không có)'}" for name, before, after in told]


def _remember_files(session: Session, paths: list[Path], folder: Path, forget: bool) -> None:
    if forget:
        session.execute(delete(m.SeedRow))
    for path in paths:
        session.merge(
            m.SeedRow(
                path=path.resolve().relative_to(folder.resolve()).as_posix(),
                content_hash=content_hash(path.read_bytes()),
                loaded_at=settings.now(),
            )
        )


def unread_files(session: Session, folder: Path) -> list[str]:
    """Files under ``folder`` that differ from what the database was last given."""
    known = dict(session.execute(select(m.SeedRow.path, m.SeedRow.content_hash)).tuples().all())
    found = {path.relative_to(folder).as_posix(): path for path in [*yaml_paths(folder), *_tables(folder)]}
    changed = [name for name, path in found.items() if known.get(name) != content_hash(path.read_bytes())]
    return sorted({*changed, *(f"{name} (đã xóa)" for name in known if name not in found)})


def count_versions(session: Session) -> int:
    return session.scalar(select(func.count(m.VersionRow.id))) or 0
