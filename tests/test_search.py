"""The list of the catalogue and its search."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import catalogue
from procedures.database import reading
from procedures.entries import Entry, entries_on
from procedures.search import Finder

DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def entries(filled: str) -> list[Entry]:
    with reading(filled) as session:
        return entries_on(session, DAY)


def test_the_list_is_the_catalogue(filled: str, entries: list[Entry]) -> None:
    with reading(filled) as session:
        records = catalogue.records_on(session, DAY)
    told = [(e.id, e.field, e.name, e.code, e.aliases, e.former_codes, e.answer_policy) for e in entries]
    assert told == [
        (r.id, r.field, r.name, r.code.value, tuple(r.aliases), tuple(r.code.former), r.answer_policy) for r in records
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("cấp giấy phép bưu chính", "buu-chinh-cap-giay-phep"),
        ("cap giay phep buu chinh", "buu-chinh-cap-giay-phep"),
        ("1.003868", "xb-tai-lieu-khong-kinh-doanh"),
        ("2.001885", "game-diem-cap"),
        ("giay fep buu chnh", "buu-chinh-cap-giay-phep"),
        ("đặc san", "bao-chi-dac-san"),
    ],
)
def test_what_is_looked_for_stands_first(entries: list[Entry], query: str, first: str) -> None:
    assert Finder(entries).find(query)[0].id == first


def test_nothing_is_found_for_what_is_nowhere(entries: list[Entry]) -> None:
    assert Finder(entries).find("xyzzy qwrtp") == []
    assert Finder([]).find("giấy phép") == []


@given(st.text(max_size=80))
def test_no_query_breaks_the_search(entries: list[Entry], query: str) -> None:
    found = Finder(entries[:5]).find(query, 3)
    assert len(found) <= 3


def test_each_procedure_is_found_by_its_own_name(entries: list[Entry]) -> None:
    finder = Finder(entries)
    assert [entry.id for entry in entries if finder.find(entry.name)[0].id != entry.id] == []
