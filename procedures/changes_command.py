"""``make changes`` lists what waits and what is announced; ``make approve`` and ``make withdraw`` decide on a draft."""

from __future__ import annotations

import sys
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures import catalogue
from procedures import models as m
from procedures.changes import NotADraft, approve, drafts, history, withdraw
from procedures.comparing import compare, summary
from procedures.database import reading, writing
from procedures.kinds import VersionState
from procedures.mapping import to_record
from procedures.migrate import HERE, upgrade
from procedures.names import CHANGES, day_text
from procedures.settings import BadSetting, decision_request, now, private, today


def waiting(session: Session) -> list[str]:
    """A line a draft, a line a version that is approved and has not begun, a line a value that changes by its date."""
    coming = session.scalars(
        select(m.VersionRow)
        .where(m.VersionRow.state == VersionState.APPROVED, m.VersionRow.effective_from > today())
        .order_by(m.VersionRow.effective_from)
    )
    told = [line for row in drafts(session) for line in (f"nháp   {_line(row)}", *_changes(session, row))]
    told += [line for row in coming for line in (f"sắp tới {_line(row)}", *_changes(session, row))]
    told += [
        f"đã định từ {day_text(one.day)}  {one.record.id}: {change}"
        for one in reversed(history(session))
        if one.dated and one.day > today()
        for change in one.changed
    ]
    return told or ["Không có bản nháp hay thay đổi nào sắp có hiệu lực."]


def _changes(session: Session, row: m.VersionRow) -> list[str]:
    """What the version changes of the one before it, in the words of the page."""
    record = to_record(row)
    before = catalogue.record_on(session, row.procedure_id, row.effective_from - timedelta(days=1))
    kind = [f"         thủ tục {CHANGES[record.change.kind]}"] if record.change else []
    changed = compare(before, record, laws=catalogue.laws(session)) if before and not record.ended else []
    told = [str(one) for one in changed] if before else summary(record)
    return [*kind, *(f"         {one}" for one in told)]


def _line(row: m.VersionRow) -> str:
    number = f", QĐ {row.decision_number}" if row.decision_number else ""
    why = f" ({row.recorded_why})" if row.recorded_why else ""
    day = day_text(row.effective_from)
    return f"{row.id:>6}  {row.procedure_id}  từ {day}{number}  {row.recorded_by}, {row.recorded_at:%d/%m/%Y}{why}"


def main() -> None:
    private()
    try:
        act, versions, by = decision_request()
        upgrade(HERE)
        if act == "list":
            with reading() as session:
                print("\n".join(waiting(session)))
            return
        with writing() as session:
            for version in versions:
                row = (
                    approve(session, version, by, now()) if act == "approve" else withdraw(session, version, by, now())
                )
                told = f"có hiệu lực từ {day_text(row.effective_from)}" if act == "approve" else "đã rút, vẫn được giữ"
                print(f"Bản số {row.id} của {row.procedure_id}: {told}.")
    except (NotADraft, BadSetting) as error:
        sys.exit(f"{error} Chưa có gì thay đổi.")


if __name__ == "__main__":
    main()
