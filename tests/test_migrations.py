"""A database filled under an older schema keeps its records when it is brought up to date, and can go back."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from procedures import catalogue
from procedures.database import engine, reading
from procedures.migrate import HERE, downgrade, upgrade
from procedures.settings import today

REVISIONS = sorted(path.name[:4] for path in (HERE / "migrations" / "versions").glob("[0-9]*.py"))


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_going_back_and_forth_keeps_every_record(database: str, revision: str) -> None:
    with reading(database) as session:
        before = {record.id: record for record in catalogue.records_on(session, today())}
    downgrade(HERE, revision, database)
    upgrade(HERE, database)
    with reading(database) as session:
        after = catalogue.records_on(session, today())
    assert [record.id for record in after] == list(before)
    for record in after:
        assert record.fee == before[record.id].fee
        assert record.time == before[record.id].time
        assert record.documents == before[record.id].documents


def test_the_standing_of_filing_rules_is_read_from_an_old_database(database: str) -> None:
    with reading(database) as session:
        before = {r.id: r.submit_before for r in catalogue.records_on(session, today())}
    downgrade(HERE, "0001", database)
    assert "standing" not in {column["name"] for column in inspect(engine(database)).get_columns("part")}
    upgrade(HERE, database)
    with reading(database) as session:
        after = {r.id: r.submit_before for r in catalogue.records_on(session, today())}
    assert after == before
