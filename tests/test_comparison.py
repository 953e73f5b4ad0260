"""Procedures side by side: every value from the records, what is withheld stays withheld."""

from __future__ import annotations

import re

import pytest

from actions.comparison import NOT_TOLD, compare
from procedures.kinds import Policy
from procedures.record import Record

MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+) đồng")


def pair(records: list[Record], *ids: str) -> list[Record]:
    return [next(record for record in records if record.id == one) for one in ids]


def test_both_are_told_and_stand_in_the_payload(records: list[Record]) -> None:
    found = pair(records, "buu-chinh-cap-giay-phep", "buu-chinh-xac-nhan-thong-bao")
    reply = compare(found, [], {})
    told = reply.payload()
    assert told["kind"] == "comparison"
    assert [one["procedure"] for one in told["candidates"]] == [record.id for record in found]
    assert "10.750.000 đồng" in reply.text
    assert "1.250.000 đồng" in reply.text
    assert "chưa kiểm chứng" in reply.text
    assert "chưa được cơ quan xác nhận" in reply.text
    assert {fact["aspect"] for fact in told["facts"]} == {"overview", "documents", "time", "fee", "place"}
    assert "như nhau, Sở Khoa học và Công nghệ Hà Nội" in reply.text


def test_only_what_is_asked_is_compared(records: list[Record]) -> None:
    reply = compare(pair(records, "bao-chi-dac-san", "bao-chi-ban-tin-cap"), ["fee"], {})
    assert "Lệ phí" in reply.text
    assert "Hồ sơ" not in reply.text


def test_what_is_withheld_is_not_compared(records: list[Record]) -> None:
    reply = compare(pair(records, "in-xbp-cap-lai", "in-xbp-doi"), ["documents"], {})
    assert f"{NOT_TOLD}" in reply.text


@pytest.mark.parametrize("first", range(0, 52, 7))
def test_no_comparison_states_a_sum_that_is_not_a_records(records: list[Record], first: int) -> None:
    for other in records:
        found = [records[first], other]
        sums = {int(told.replace(".", "")) for told in MONEY.findall(compare(found, [], {}).text)}
        may = [r for r in found if r.fee and r.answer_policy in (Policy.ANSWER, Policy.OLD_RULE)]
        assert sums <= {case.amount_vnd for r in may if r.fee for case in r.fee.items}
