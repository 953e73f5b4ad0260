"""Questions to the procedure database, each a plain function over a session.

A version is in force on a day when its dates hold it; of several revisions of one date the highest counts.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from procedures import models as m
from procedures.kinds import VersionState
from procedures.mapping import to_record
from procedures.record import Record

WHOLE = (
    selectinload(m.VersionRow.procedure),
    selectinload(m.VersionRow.labels),
    selectinload(m.VersionRow.channels),
    selectinload(m.VersionRow.parts).selectinload(m.PartRow.sources),
    selectinload(m.VersionRow.agencies),
    selectinload(m.VersionRow.times),
    selectinload(m.VersionRow.fees),
    selectinload(m.VersionRow.reliefs),
    selectinload(m.VersionRow.document_groups).selectinload(m.DocumentGroupRow.items),
    selectinload(m.VersionRow.citations),
    selectinload(m.VersionRow.levels),
    selectinload(m.VersionRow.process),
    selectinload(m.VersionRow.case_options),
)


APPROVED = m.VersionRow.state == VersionState.APPROVED


def record_on(session: Session, procedure_id: str, day: date, known: datetime | None = None) -> Record | None:
    """The version of a procedure that is in force on ``day``; None where there is none.

    The newest version begun by that day decides, also where it has ended: an older one does not come back.
    With ``known`` only what had been approved by that moment counts: what a citizen would have been told then.
    """
    version = version_on(session, procedure_id, day, known)
    return to_record(version) if version else None


def version_on(session: Session, procedure_id: str, day: date, known: datetime | None = None) -> m.VersionRow | None:
    """The row behind ``record_on``."""
    begun = APPROVED if known is None else APPROVED & (m.VersionRow.approved_at <= known)
    version = session.scalars(
        select(m.VersionRow)
        .where(m.VersionRow.procedure_id == procedure_id, m.VersionRow.effective_from <= day, begun)
        .order_by(m.VersionRow.effective_from.desc(), m.VersionRow.revision.desc())
        .limit(1)
        .options(*WHOLE)
    ).first()
    return version if version and not _ended(version, day) else None


def version_token(row: m.VersionRow) -> str:
    """ "2026-12-15.2": the day a version takes effect and its revision, as ``version_named`` takes them."""
    return f"{row.effective_from}.{row.revision}"


def version_named(session: Session, procedure_id: str, effective_from: date, revision: int) -> m.VersionRow | None:
    """The approved version of a day and revision; None where there is none."""
    return session.scalars(
        select(m.VersionRow)
        .where(
            m.VersionRow.procedure_id == procedure_id,
            m.VersionRow.effective_from == effective_from,
            m.VersionRow.revision == revision,
            APPROVED,
        )
        .options(*WHOLE)
    ).first()


def record_after(session: Session, procedure_id: str, day: date) -> Record | None:
    """The approved version that takes effect next after ``day``; None where nothing is announced."""
    return next(iter(records_after(session, procedure_id, day)), None)


def records_after(session: Session, procedure_id: str, day: date) -> list[Record]:
    """The approved versions that take effect after ``day``, in their order, of one day the newest."""
    later = [record for record in newest_of_each_day(session, procedure_id) if record.effective_from > day]
    return later[::-1]


def records_on(session: Session, day: date) -> list[Record]:
    """Every procedure's version in force on ``day``, in the order of field and id."""
    versions = session.scalars(
        select(m.VersionRow)
        .join(m.ProcedureRow)
        .join(m.FieldRow)
        .where(m.VersionRow.effective_from <= day, APPROVED)
        .order_by(
            m.FieldRow.position,
            m.VersionRow.procedure_id,
            m.VersionRow.effective_from.desc(),
            m.VersionRow.revision.desc(),
        )
        .options(*WHOLE)
    )
    newest: dict[str, m.VersionRow] = {}
    for version in versions:
        newest.setdefault(version.procedure_id, version)
    return [to_record(version) for version in newest.values() if not _ended(version, day)]


def _ended(version: m.VersionRow, day: date) -> bool:
    return version.effective_to is not None and version.effective_to < day


def procedure_of_code(session: Session, code: str) -> str | None:
    """Id of the procedure that an approved version has given this national code; None where there is none."""
    held = select(m.VersionRow.procedure_id).where(m.VersionRow.code == code, APPROVED).limit(1)
    return session.scalars(held).first()


def versions_of(session: Session, procedure_id: str) -> list[m.VersionRow]:
    """Every approved version of a procedure, newest first."""
    return list(
        session.scalars(
            select(m.VersionRow)
            .where(m.VersionRow.procedure_id == procedure_id, APPROVED)
            .order_by(m.VersionRow.effective_from.desc(), m.VersionRow.revision.desc())
            .options(*WHOLE)
        )
    )


def newest_of_each_day(session: Session, procedure_id: str) -> list[Record]:
    """What the approved versions of a procedure say, of several revisions of one day the last."""
    newest: dict[date, m.VersionRow] = {}
    for version in versions_of(session, procedure_id):
        newest.setdefault(version.effective_from, version)
    return [to_record(version) for version in newest.values()]


def fields(session: Session) -> list[m.FieldRow]:
    """Fields that hold an approved procedure, in their order."""
    held = select(m.ProcedureRow.field_id).join(m.VersionRow).where(APPROVED)
    return list(session.scalars(select(m.FieldRow).where(m.FieldRow.id.in_(held)).order_by(m.FieldRow.position)))


def laws(session: Session) -> dict[str, m.LawRow]:
    return {law.key: law for law in session.scalars(select(m.LawRow))}


def sources(session: Session) -> dict[str, m.SourceRow]:
    return {source.key: source for source in session.scalars(select(m.SourceRow))}


def edition(session: Session) -> tuple[object, ...]:
    """Changes whenever a version, a link's health or a table does: tells an index that it is behind."""
    checked = select(func.max(m.LinkCheckRow.checked_at)).scalar_subquery()
    loaded = select(func.max(m.SeedRow.loaded_at)).scalar_subquery()
    newest = select(func.max(m.VersionRow.approved_at), func.count(m.VersionRow.id), loaded, checked).where(APPROVED)
    return tuple(session.execute(newest).one())


def is_empty(session: Session) -> bool:
    """Whether nothing can be answered yet; drafts alone do not count."""
    return session.scalar(select(func.count(m.VersionRow.id)).where(APPROVED)) == 0
