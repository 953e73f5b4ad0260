"""Removes what a long import wrote and never finished."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ForeignKey, delete, select

from procedures import models as m
from procedures.database import reading, writing
from procedures.kinds import VersionState

AT_ONCE = 50
"""Versions removed in one transaction."""
VERSIONS = m.VersionRow.__table__


def sweep(state: VersionState) -> int:
    """Versions of that state, with all that hangs on them and the procedures that have no other; returns how many."""
    with reading() as session:
        left = list(session.scalars(select(m.VersionRow.id).where(m.VersionRow.state == state)))
    for start in range(0, len(left), AT_ONCE):
        _remove(left[start : start + AT_ONCE])
    if left:
        with writing() as session:
            bare = m.ProcedureRow.id.not_in(select(m.VersionRow.procedure_id))
            session.execute(delete(m.ProcedureRow).where(bare))
    return len(left)


def _remove(versions: list[int]) -> None:
    with writing() as session:
        for table in reversed(m.Base.metadata.sorted_tables):
            for key in table.foreign_keys:
                if (hanging := _hangs_on(key, versions)) is not None:
                    session.execute(delete(table).where(hanging))
        session.execute(delete(m.VersionRow).where(m.VersionRow.id.in_(versions)))


def _hangs_on(key: ForeignKey, versions: list[int]) -> ColumnElement[bool] | None:
    """Rows whose key leads to one of the versions, at once or over one table between; None where it leads elsewhere."""
    above = key.column.table
    if above is VERSIONS:
        return key.parent.in_(versions)
    for further in above.foreign_keys:
        if further.column.table is VERSIONS:
            return key.parent.in_(select(key.column).where(further.parent.in_(versions)))
    return None
