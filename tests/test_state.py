"""What ``make procedures`` tells of each procedure."""

from __future__ import annotations

from datetime import date

import pytest

from procedures.department import department
from procedures.models import LawRow
from procedures.record import Record
from procedures.state_command import HEAD, is_stale, missing, newer_laws, rows, table, weakest

POSTAL = "buu-chinh-cap-giay-phep"
DAY = date(2026, 11, 27)


@pytest.fixture
def postal(records: list[Record]) -> Record:
    return next(record for record in records if record.id == POSTAL)


def test_every_law_named_as_amended_stands_in_the_table(laws: dict[str, LawRow]) -> None:
    named = {key for law in laws.values() for key in law.amends}
    assert named
    assert named <= set(laws)


def test_a_law_that_changes_a_cited_one_touches_the_record(postal: Record, laws: dict[str, LawRow]) -> None:
    told = newer_laws(postal, laws)
    assert [law.key for law in told] == ["NQ6618"], "named in the record's warning, and ends after the source was read"
    new = LawRow(key="N99", title="Nghị định mới", effective_from=date(2027, 1, 1), amends=["N47"])
    assert newer_laws(postal, {**laws, "N99": new}) == [*told, new]
    other = LawRow(key="N98", title="Nghị định khác", effective_from=date(2027, 1, 1), amends=["N72"])
    assert newer_laws(postal, {**laws, "N98": other}) == told
    confirmed = postal.copy(update={"verified_on": date(2027, 3, 1)})
    assert newer_laws(confirmed, {**laws, "N99": new}) == []


def test_an_old_source_is_stale_until_it_is_confirmed(postal: Record) -> None:
    assert not is_stale(postal, DAY, 180)
    assert is_stale(postal, date(2027, 11, 27), 180)
    assert not is_stale(postal.copy(update={"verified_on": date(2027, 11, 1)}), date(2027, 11, 27), 180)


def test_what_is_missing_is_named(postal: Record) -> None:
    assert missing(postal.copy(update={"fee": None, "steps": None})) == ["phí", "trình tự", "quyết định"]
    assert weakest(postal) in ("low", "medium")


def test_the_table_has_a_line_a_procedure(records: list[Record], laws: dict[str, LawRow]) -> None:
    told = table([HEAD, *rows(records, laws, DAY, 180)]).splitlines()
    assert len(told) == 53
    assert all(record.id in told[at] for at, record in enumerate(records, start=1))


def test_what_the_departments_file_lacks_is_listed() -> None:
    held = department().copy(update={"address": "1 Phố X", "hours": None})
    assert "hours" in held.gaps()
    assert "address" not in held.gaps()
