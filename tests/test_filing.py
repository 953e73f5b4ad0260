"""Due dates inside an answer: dated facts, the working, doubt, and the latest day before an event."""

from __future__ import annotations

from datetime import date, time

import pytest

from actions.deadline import counted_reply
from actions.filing import Filing, count
from procedures.deadlines import Span
from procedures.kinds import DayOf, TimeUnit
from procedures.record import Record

DAY = date(2026, 11, 24)


def by_id(records: list[Record], procedure: str) -> Record:
    return next(record for record in records if record.id == procedure)


def test_a_result_has_its_day_as_a_dated_fact(records: list[Record]) -> None:
    counted = count(by_id(records, "in-dang-ky-co-so-in"), Filing(date(2026, 12, 22)))
    assert [fact.date for fact in counted.facts] == ["2026-12-25"]
    assert "thứ sáu 25/12/2026" in counted.lines[0]
    assert counted.lines[1].startswith("Cách tính: ")


def test_a_day_that_has_passed_is_said_to_have(records: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOW", "2026-11-30T10:00")
    record = by_id(records, "in-dang-ky-co-so-in")
    over = "Ngày này đã qua: chưa có kết quả thì anh/chị hỏi nơi nhận hồ sơ."
    assert over in count(record, Filing(date(2026, 11, 20))).lines[0]
    assert over not in count(record, Filing(date(2026, 11, 30))).lines[0]


def test_sources_that_disagree_are_both_counted(records: list[Record]) -> None:
    counted = count(by_id(records, "buu-chinh-cap-giay-phep"), Filing(date(2026, 11, 23)))
    assert len(counted.facts) >= 2
    assert len({fact.date for fact in counted.facts}) == len(counted.facts)


def test_renewal_is_counted_back_from_the_expiry(records: list[Record]) -> None:
    counted = count(by_id(records, "buu-chinh-cap-lai-het-han"), Filing(date(2027, 3, 15), DayOf.EVENT))
    assert counted.facts[0].date == "2027-02-12"
    assert counted.lines[0].startswith("Muộn nhất nộp: thứ sáu 12/02/2027")


@pytest.mark.parametrize("procedure", ["in-cap-lai-giay-phep", "in-thay-doi-dang-ky", "buu-chinh-cap-lai-het-han"])
def test_a_wanted_result_is_counted_back_by_the_time_and_no_rule_of_an_event(
    records: list[Record], procedure: str
) -> None:
    filing = Filing(date(2026, 12, 19), DayOf.RESULT)
    lines = count(by_id(records, procedure), filing).lines
    assert lines[0].startswith("Muốn có kết quả chậm nhất thứ bảy 19/12/2026")
    assert not any(line.startswith("Muộn nhất nộp") for line in lines)


def test_what_happened_is_counted_from_by_a_rule_of_so_many_days_after_only(records: list[Record]) -> None:
    filing = Filing(date(2026, 12, 10), DayOf.HAPPENED)
    assert (
        count(by_id(records, "in-cap-lai-giay-phep"), filing).lines[0].startswith("Muộn nhất nộp: thứ hai 21/12/2026")
    )
    assert not count(by_id(records, "buu-chinh-cap-lai-het-han"), filing).lines


def test_a_press_conference_is_counted_back_by_its_notice(records: list[Record]) -> None:
    counted = count(by_id(records, "bao-chi-hop-bao-trong-nuoc"), Filing(date(2026, 12, 10), DayOf.EVENT))
    assert counted.facts[0].date == "2026-12-09"


@pytest.mark.parametrize("of", DayOf)
def test_every_procedure_counts_or_says_nothing(records: list[Record], of: DayOf) -> None:
    for record in records:
        counted = count(record, Filing(date(2026, 11, 25), of))
        assert bool(counted.lines) == bool(counted.facts)
        assert all(fact.date for fact in counted.facts)


def test_a_span_without_a_procedure() -> None:
    reply = counted_reply(Filing(date(2026, 11, 20)), Span(7, TimeUnit.WORKING_DAY))
    assert "02/12/2026" in reply.text
    assert reply.facts[0].date == "2026-12-02"
    assert "24/11/2026 (Ngày Văn hóa Việt Nam)" in reply.text


def test_what_another_place_says_is_counted_beside_what_is_not_confirmed(records: list[Record]) -> None:
    counted = count(by_id(records, "xb-nhap-khau-khong-kinh-doanh"), Filing(date(2026, 11, 23)))
    assert [fact.date for fact in counted.facts] == ["2026-12-08", "2026-12-15"]
    assert any("Điện Biên" in line for line in counted.lines)


def test_a_rule_that_bound_on_the_day_is_counted(records: list[Record]) -> None:
    counted = count(by_id(records, "bao-chi-ban-tin-cap"), Filing(date(2026, 2, 10)))
    assert any("30 ngày" in line for line in counted.lines)
    assert not any("30 ngày" in line for line in count(by_id(records, "bao-chi-ban-tin-cap"), Filing(DAY)).lines)


def test_after_hours_the_other_day_is_counted_too(records: list[Record]) -> None:
    record, day = by_id(records, "in-dang-ky-co-so-in"), date(2026, 12, 22)
    morning, evening = (count(record, Filing(day, clock=time(hour, 15))) for hour in (9, 17))
    assert len(evening.lines) == len(morning.lines) + 1
    assert evening.facts == morning.facts
    assert "nếu 17:15 đã hết giờ nhận thì tính là nộp thứ tư 23/12/2026, hẹn trả thứ hai 28/12/2026" in evening.lines[2]


def test_hours_filed_on_a_day_off_say_when_else_they_begin() -> None:
    told = counted_reply(Filing(date(2026, 12, 26), clock=time(23, 30)), Span(24, TimeUnit.HOUR)).text
    assert "nếu nơi nhận không trực thì tính từ lúc hồ sơ được nhận, thứ hai 28/12/2026" in told
