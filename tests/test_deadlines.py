"""Due dates: the vectors of the facts, and laws that hold for every day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.deadline import working_day_reply
from procedures.deadlines import Span, due, latest_filing, latest_for_result, received_on
from procedures.kinds import TimeUnit
from procedures.settings import HANOI
from procedures.working_days import WorkingDays, working_days
from procedures.yaml_file import FaultyFiles

CALENDAR = working_days()
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 1))
UNITS = {"ngày làm việc": TimeUnit.WORKING_DAY, "ngày": TimeUnit.DAY}


def filed(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour))


def test_the_vectors_of_the_facts(shared: Callable[[str], Any]) -> None:
    vectors = shared("facts/holidays.json")["test_vectors"]
    assert len(vectors) == 14
    for vector in vectors:
        span = Span(vector["n"], UNITS[vector["unit"]])
        found = due(filed(date.fromisoformat(vector["received"])), span, CALENDAR)
        assert found.day.isoformat() == vector["due"], vector["note"]


def test_the_holidays_are_those_of_the_facts(shared: Callable[[str], Any]) -> None:
    for told in shared("facts/holidays.json")["holidays"]:
        day = date.fromisoformat(told["date"])
        assert CALENDAR.is_worked(day) == (told["kind"] == "makeup_workday"), told["name"]


@given(DAYS, st.integers(1, 60))
def test_a_due_day_is_worked_and_holds_so_many_worked_days(day: date, count: int) -> None:
    found = due(filed(day), Span(count, TimeUnit.WORKING_DAY), CALENDAR).day
    start, _ = received_on(filed(day), CALENDAR)
    between = (start + timedelta(days=n) for n in range(1, (found - start).days + 1))
    assert CALENDAR.is_worked(found)
    assert sum(CALENDAR.is_worked(one) for one in between) == count


@given(DAYS, st.integers(1, 60), st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.DAY]))
def test_more_days_are_never_due_earlier(day: date, count: int, unit: TimeUnit) -> None:
    assert due(filed(day), Span(count, unit), CALENDAR).day <= due(filed(day), Span(count + 1, unit), CALENDAR).day


@given(DAYS, st.integers(1, 60))
def test_calendar_days_end_on_the_first_worked_day_from_the_last(day: date, count: int) -> None:
    start, _ = received_on(filed(day), CALENDAR)
    found = due(filed(day), Span(count, TimeUnit.DAY), CALENDAR).day
    assert found == CALENDAR.on_or_after(start + timedelta(days=count))


@given(DAYS, st.integers(1, 40))
def test_filing_on_the_latest_day_leaves_enough_worked_days(event: date, count: int) -> None:
    latest = latest_filing(event, Span(count, TimeUnit.WORKING_DAY), CALENDAR).day
    assert CALENDAR.is_worked(latest)
    assert CALENDAR.after(latest, count) <= CALENDAR.on_or_after(event)
    day_after = CALENDAR.on_or_after(latest + timedelta(days=1))
    assert CALENDAR.after(day_after, count) > event


def test_a_day_moved_past_holidays_names_them() -> None:
    may = due(filed(date(2027, 3, 31)), Span(1, TimeUnit.MONTH), CALENDAR)
    back = latest_filing(date(2027, 6, 1), Span(30, TimeUnit.DAY), CALENDAR)
    assert back.day == date(2027, 4, 29)
    assert "nghỉ lễ 30/04/2027 (" in " ".join(back.working)
    forward = " ".join(may.working)
    assert "nghỉ lễ 30/04/2027 (" in forward
    assert "03/05/2027 (Nghỉ bù 1/5" in forward
    weekend = " ".join(latest_filing(date(2026, 12, 15), Span(30, TimeUnit.DAY), CALENDAR).working)
    assert "là ngày nghỉ, nên nộp trước" in weekend
    assert "nghỉ lễ" not in weekend


@pytest.mark.parametrize(
    ("received", "amount", "expected"),
    [("2026-01-30", 1, "2026-03-02"), ("2026-11-30", 3, "2027-03-01"), ("2025-11-26", 12, "2026-11-26")],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(received: str, amount: int, expected: str) -> None:
    """30/1 + 1 month is 28/2, a Saturday; 30/11 + 3 months is 28/2/2027, a Sunday."""
    found = due(filed(date.fromisoformat(received)), Span(amount, TimeUnit.MONTH), CALENDAR)
    assert found.day.isoformat() == expected


@pytest.mark.parametrize(
    ("event", "span", "expected"),
    [
        ("2026-03-15", Span(30, TimeUnit.DAY), "2026-02-13"),
        ("2026-12-01", Span(5, TimeUnit.WORKING_DAY), "2026-11-23"),
        ("2026-11-27", Span(24, TimeUnit.HOUR), "2026-11-26"),
        ("2026-12-31", Span(2, TimeUnit.MONTH), "2026-10-30"),
    ],
)
def test_backwards_from_an_event(event: str, span: Span, expected: str) -> None:
    assert latest_filing(date.fromisoformat(event), span, CALENDAR).day.isoformat() == expected


def test_after_the_reception_has_closed_the_next_worked_day_counts() -> None:
    friday = datetime(2026, 11, 20, 16, 45)
    assert received_on(friday, CALENDAR, closes=time(16, 30))[0] == date(2026, 11, 23)
    assert received_on(friday, CALENDAR)[0] == date(2026, 11, 20)


def test_doubt_is_told() -> None:
    tet = due(filed(date(2027, 2, 1)), Span(10, TimeUnit.WORKING_DAY), CALENDAR)
    assert any("chưa có thông báo chính thức" in doubt for doubt in tet.doubts)
    beyond = due(filed(date(2027, 12, 30)), Span(5, TimeUnit.WORKING_DAY), CALENDAR)
    assert any("2028" in doubt for doubt in beyond.doubts)
    assert due(filed(date(2026, 11, 16)), Span(3, TimeUnit.WORKING_DAY), CALENDAR).doubts == []
    makeup = due(filed(date(2026, 1, 8)), Span(2, TimeUnit.WORKING_DAY), CALENDAR)
    assert any("làm bù" in doubt for doubt in makeup.doubts)


def test_the_working_is_shown() -> None:
    shown = " ".join(due(filed(date(2026, 11, 24)), Span(5, TimeUnit.WORKING_DAY), CALENDAR).working)
    assert "thứ ba 24/11/2026 là ngày nghỉ, coi là tiếp nhận vào thứ tư 25/11/2026" in shown


@pytest.mark.parametrize(
    ("unit", "told"), [(TimeUnit.WORKING_DAY, True), (TimeUnit.DAY, False), (TimeUnit.MONTH, False)]
)
def test_only_working_days_leave_weekends_out(unit: TimeUnit, told: bool) -> None:
    shown = " ".join(due(filed(date(2026, 11, 16)), Span(2, unit), CALENDAR).working)
    assert ("không tính cuối tuần" in shown) is told


def test_hours_before_an_event_are_told_beside_the_day() -> None:
    shown = " ".join(latest_filing(date(2026, 12, 10), Span(24, TimeUnit.HOUR), CALENDAR).working)
    assert "trước giờ của sự kiện ít nhất 24 giờ" in shown


def test_an_empty_calendar_knows_weekends_only() -> None:
    assert due(filed(date(2026, 11, 20)), Span(1, TimeUnit.WORKING_DAY), WorkingDays([], [])).day == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{ date: 2026-01-09, kind: makeup, name: a, basis: b, confidence: high }", "kind"),
        ("{ date: 2031-01-01, kind: day_off, name: a, basis: b, confidence: high }", "date"),
        ("{ date: 2026-13-01, kind: day_off, name: a, basis: b, confidence: high }", "date"),
    ],
)
def test_a_faulty_calendar_names_line_and_field(tmp_path: Path, line: str, field: str) -> None:
    path = tmp_path / "holidays.yml"
    path.write_text(f"years: [2026]\nholidays:\n  - {line}\n", encoding="utf-8")
    with pytest.raises(FaultyFiles, match=rf"holidays\.yml:3: holidays\.0\.{field}"):
        working_days(path)


def test_clock_hours_before_an_event_run_over_days_off() -> None:
    found = latest_filing(date(2026, 11, 25), Span(24, TimeUnit.HOUR), CALENDAR, time(20))
    assert found.at == datetime(2026, 11, 24, 20)
    assert found.day == date(2026, 11, 24)
    assert "24/11/2026 là ngày nghỉ" in " ".join(found.working)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 11, 24), "Thứ ba 24/11/2026 là ngày nghỉ: Ngày Văn hóa Việt Nam"),
        (date(2026, 11, 25), "Thứ tư 25/11/2026 là ngày làm việc"),
        (date(2026, 11, 28), "Thứ bảy 28/11/2026 là ngày nghỉ cuối tuần"),
        (date(2031, 3, 4), "Chưa có lịch nghỉ lễ năm 2031"),
    ],
)
def test_whether_a_day_is_worked(day: date, told: str) -> None:
    reply = working_day_reply(day)
    assert told in reply.text
    assert reply.facts[0].date == day.isoformat()


def test_a_year_without_data_has_the_laws_days_off() -> None:
    days = working_days()
    assert not days.is_worked(date(2029, 1, 1))
    assert not days.is_worked(date(2028, 1, 26))  # Tết Mậu Thân
    assert not days.is_worked(date(2028, 11, 24))
    assert days.doubts(date(2028, 12, 20), date(2029, 1, 4))


@given(
    wanted=st.dates(date(2026, 1, 1), date(2027, 11, 30)),
    amount=st.integers(1, 60),
    unit=st.sampled_from([TimeUnit.WORKING_DAY, TimeUnit.DAY, TimeUnit.MONTH]),
)
def test_what_is_filed_on_the_latest_day_is_done_by_the_day_wanted(wanted: date, amount: int, unit: TimeUnit) -> None:
    span = Span(amount, unit)
    latest = latest_for_result(wanted, span, CALENDAR).day
    assert CALENDAR.is_worked(latest)
    assert due(filed(latest), span, CALENDAR).day <= wanted
    later = CALENDAR.on_or_after(latest + timedelta(days=1))
    if unit == TimeUnit.WORKING_DAY:
        assert due(filed(later), span, CALENDAR).day > wanted


def test_a_result_for_a_sunday_is_filed_for_on_time() -> None:
    found = latest_for_result(date(2026, 12, 20), Span(10, TimeUnit.WORKING_DAY), CALENDAR)
    assert found.day == date(2026, 12, 4)
    assert "thứ sáu 18/12/2026" in found.working[0]


def test_hours_that_run_out_on_a_day_off_end_with_the_next_worked_day() -> None:
    found = due(datetime(2026, 11, 27, 16, tzinfo=HANOI), Span(24, TimeUnit.HOUR), CALENDAR)
    assert (found.day, found.at) == (date(2026, 11, 30), None)
    assert "16:00" in found.working[0]
    assert "16:00 thứ bảy 28/11/2026" in found.working[1]
    worked = due(datetime(2026, 11, 26, 16, tzinfo=HANOI), Span(24, TimeUnit.HOUR), CALENDAR)
    assert worked.at == datetime(2026, 11, 27, 16, tzinfo=HANOI)
