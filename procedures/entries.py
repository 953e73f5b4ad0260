"""The catalogue as a list: what a page names of each procedure, light enough to hold tens of thousands in memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from procedures import models as m
from procedures.catalogue import APPROVED
from procedures.kinds import ChangeKind, Policy

V = m.VersionRow
COLUMNS = (
    V.id, V.procedure_id, m.ProcedureRow.field_id, V.name, V.short_name, V.object, V.code, V.code_verified,
    V.answer_policy, V.verified_on, V.change_kind, V.effective_to,
)  # fmt: skip
ENDED = (ChangeKind.ABOLISHED, ChangeKind.REPLACED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure as its version in force names it; ``ended_as`` is how it ended, where it has."""

    id: str
    field: str
    name: str
    short_name: str
    object: str
    code: str | None
    code_verified: bool
    answer_policy: Policy
    verified_on: date | None
    ended_as: ChangeKind | None
    aliases: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()


def entries_on(session: Session, day: date) -> list[Entry]:
    """Every procedure's entry on ``day``, in the order of field and id (as ``catalogue.records_on``)."""
    begun = (
        select(*COLUMNS)
        .join(m.ProcedureRow, m.ProcedureRow.id == V.procedure_id)
        .join(m.FieldRow, m.FieldRow.id == m.ProcedureRow.field_id)
        .where(V.effective_from <= day, APPROVED)
        .order_by(m.FieldRow.position, V.procedure_id, V.effective_from.desc(), V.revision.desc())
    )
    newest: dict[str, Row[tuple[object, ...]]] = {}
    for row in session.execute(begun):
        newest.setdefault(row.procedure_id, row)
    held = {row.id for row in newest.values()}
    texts: dict[tuple[int, str], list[str]] = defaultdict(list)
    labels = select(m.LabelRow.version_id, m.LabelRow.kind, m.LabelRow.text)
    for version, kind, text in session.execute(
        labels.where(m.LabelRow.kind.in_(("alias", "former_code"))).order_by(m.LabelRow.id)
    ):
        if version in held:
            texts[version, kind].append(text)
    return [
        _entry(row, texts[row.id, "alias"], texts[row.id, "former_code"])
        for row in newest.values()
        if row.effective_to is None or row.effective_to >= day
    ]


def _entry(row: Row[tuple[object, ...]], aliases: list[str], former_codes: list[str]) -> Entry:
    return Entry(
        id=row.procedure_id,
        field=row.field_id,
        name=row.name,
        short_name=row.short_name,
        object=row.object,
        code=row.code,
        code_verified=row.code_verified,
        answer_policy=Policy(row.answer_policy),
        verified_on=row.verified_on,
        ended_as=ChangeKind(row.change_kind) if row.change_kind in ENDED else None,
        aliases=tuple(aliases),
        former_codes=tuple(former_codes),
    )
