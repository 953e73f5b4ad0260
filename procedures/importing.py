"""Brings our YAML files into the database: all or nothing, nothing overwritten, an identical file changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procedures import models as m
from procedures import settings
from procedures.mapping import to_record, to_rows
from procedures.record import Part, Record
from procedures.yaml_file import Fault, FaultyFiles, content_hash, read, read_records

TABLES = ("fields.yml", "sources.yml", "laws.yml")


class FieldEntry(Part):
    id: str
    name: str
    description: str | None = None


class SourceEntry(Part):
    key: str
    title: str
    url: str | None = None


class LawEntry(Part):
    key: str
    title: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    note: str | None = None


@dataclass
class Report:
    """What an import would change or has changed."""

    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0

    def lines(self) -> list[str]:
        told = [f"+ {procedure}" for procedure in self.added]
        for procedure, differences in self.changed.items():
            told += [f"~ {procedure}", *(f"    {line}" for line in differences)]
        return [
            *told,
            f"{len(self.added)} thủ tục mới, {len(self.changed)} thay đổi, {self.unchanged} giữ nguyên",
        ]


def yaml_paths(place: Path) -> list[Path]:
    """Record files under a folder, or the one file given."""
    if place.is_file():
        return [place]
    return sorted(path for path in place.glob("*/*.yml"))


def import_yaml(session: Session, place: Path) -> Report:
    """Adds what is new or different as versions of its own; raises FaultyFiles before anything is written."""
    paths = yaml_paths(place)
    if not paths:
        raise FaultyFiles([Fault(place, 1, "", "không có tệp thủ tục nào")])
    records = read_records(paths)
    tables = place if place.is_dir() else place.parent.parent
    _write_tables(session, tables)
    _check_references(session, dict(zip(paths, records, strict=True)))
    report = Report()
    for record in records:
        _write_record(session, record, report)
    _remember_files(session, [*paths, *_tables(tables)], tables)
    return report


def _tables(folder: Path) -> list[Path]:
    return [folder / name for name in TABLES if (folder / name).is_file()]


def _entries(path: Path, kind: type[BaseModel]) -> list[Any]:
    content = read(path)
    listed = content.get(path.stem) if isinstance(content, dict) else None
    if not isinstance(listed, list):
        raise FaultyFiles([Fault(path, 1, path.stem, "phải là danh sách")])
    try:
        return [kind.parse_obj(entry) for entry in listed]
    except ValidationError as error:
        fault = error.errors()[0]
        raise FaultyFiles([Fault(path, 1, str(fault["loc"][0]), str(fault["msg"]))]) from None


def _write_tables(session: Session, folder: Path) -> None:
    kinds: dict[str, type[BaseModel]] = {"fields": FieldEntry, "sources": SourceEntry, "laws": LawEntry}
    rows: dict[str, type[m.Base]] = {"fields": m.FieldRow, "sources": m.SourceRow, "laws": m.LawRow}
    for path in _tables(folder):
        for position, entry in enumerate(_entries(path, kinds[path.stem])):
            extra = {"position": position} if path.stem == "fields" else {}
            session.merge(rows[path.stem](**entry.dict(), **extra))
    session.flush()


def _check_references(session: Session, records: dict[Path, Record]) -> None:
    known = {
        "lĩnh vực": set(session.scalars(select(m.FieldRow.id))),
        "nguồn": set(session.scalars(select(m.SourceRow.key))),
        "văn bản": set(session.scalars(select(m.LawRow.key))),
    }
    faults = [
        Fault(path, 1, name, f"{kind} '{key}' chưa có trong bảng")
        for path, record in records.items()
        for kind, name, key in _references(record)
        if key not in known[kind]
    ]
    if faults:
        raise FaultyFiles(faults)


def _references(record: Record) -> list[tuple[str, str, str]]:
    found = [("lĩnh vực", "field", record.field)]
    found += [("văn bản", "legal_basis.items.law", citation.law) for citation in record.legal_basis.items]
    for name in record.__fields__:
        part = getattr(record, name)
        found += [("nguồn", f"{name}.sources", key) for key in getattr(part, "sources", [])]
    return found


def _write_record(session: Session, record: Record, report: Report) -> None:
    if session.get(m.ProcedureRow, record.id) is None:
        session.add(m.ProcedureRow(id=record.id, field_id=record.field))
    newest = session.scalars(
        select(m.VersionRow)
        .where(m.VersionRow.procedure_id == record.id, m.VersionRow.effective_from == record.effective_from)
        .order_by(m.VersionRow.revision.desc())
        .limit(1)
    ).first()
    digest = content_hash(record.json(ensure_ascii=False).encode())
    if newest and newest.content_hash == digest:
        report.unchanged += 1
        return
    if newest:
        report.changed[record.id] = differences(to_record(newest), record)
    else:
        report.added.append(record.id)
    session.add(to_rows(record, newest.revision + 1 if newest else 1, digest, settings.now()))
    session.flush()


def differences(old: Record, new: Record) -> list[str]:
    """One line a field that differs: ``field: old -> new``."""
    before, after = old.dict(), new.dict()
    return [f"{name}: {before[name]!s} -> {after[name]!s}" for name in after if before[name] != after[name]]


def _remember_files(session: Session, paths: list[Path], folder: Path) -> None:
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
    return sorted(name for name, path in found.items() if known.get(name) != content_hash(path.read_bytes()))


def count_versions(session: Session) -> int:
    return session.scalar(select(func.count(m.VersionRow.id))) or 0
