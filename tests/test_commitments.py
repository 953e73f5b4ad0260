"""Shortened times, online levels by date, and internal steps that add up to the published time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from actions.aspects import say
from actions.filing import Filing
from actions.said import Question
from procedures import catalogue
from procedures.database import writing
from procedures.importing import Report, write_record
from procedures.kinds import OnlineLevel, TimeUnit
from procedures.mapping import Entry
from procedures.record import Record
from procedures.settings import HANOI

PRINT = "in-dang-ky-co-so-in"
DAY = date(2026, 11, 24)
STEPS = [
    {"name": "Tiếp nhận", "in_charge": "Bộ phận Một cửa", "amount": 1, "unit": "working_day"},
    {"name": "Thẩm định, ký", "in_charge": "Phòng chuyên môn", "amount": 1, "unit": "working_day"},
]


def committed(records: list[Record], **more: Any) -> Record:
    """Three working days by law, two promised."""
    told = next(record for record in records if record.id == PRINT).dict(by_alias=True)
    told["time"]["items"][0]["shortened"] = 2
    told["process"] = STEPS
    told["online"]["levels"] = [
        {"level": "level_3", "effective_to": date(2022, 8, 14)},
        {"level": "full", "effective_from": date(2022, 8, 15)},
    ]
    return Record.parse_obj({**told, **more})


def test_both_times_and_the_saving_are_told(records: list[Record]) -> None:
    said = say("time", Question(committed(records), DAY, {}, {}))
    assert "03 ngày làm việc. Cơ quan cam kết: 02 ngày làm việc (rút ngắn 01 ngày làm việc)." in said.text


def test_both_due_days_are_counted(records: list[Record]) -> None:
    said = say("time", Question(committed(records), DAY, {}, {}, filing=Filing(date(2026, 12, 1))))
    assert [fact.date for fact in said.facts if fact.date] == ["2026-12-04", "2026-12-03"]
    assert "cơ quan cam kết" in said.text


@pytest.mark.parametrize(("day", "level"), [(date(2020, 1, 1), OnlineLevel.LEVEL_3), (DAY, OnlineLevel.FULL)])
def test_the_level_is_that_of_the_day(records: list[Record], day: date, level: OnlineLevel) -> None:
    online = committed(records).online
    assert online
    assert online.level_on(day) == level


def test_the_level_is_told(records: list[Record]) -> None:
    assert "trực tuyến toàn trình" in say("online", Question(committed(records), DAY, {}, {})).text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"process": [*STEPS, {**STEPS[0], "amount": 5}]}, "các bước cộng lại 7, thời hạn công bố là 2 hoặc 3"),
        ({"process": [STEPS[0], {**STEPS[1], "unit": "hour"}]}, "các bước cộng lại 1.125, thời hạn công bố là 2"),
        ({"process": [STEPS[0], {**STEPS[1], "unit": "month"}]}, "cùng một đơn vị"),
        ({"process": [STEPS[0], {**STEPS[1], "amount": 0.3}]}, "số nguyên"),
        ({"process": [{**STEPS[0], "unit": "day"}, {**STEPS[1], "unit": "day"}]}, "đơn vị khác với thời hạn công bố"),
    ],
)
def test_steps_that_do_not_add_up_are_refused(records: list[Record], more: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        committed(records, **more)


@pytest.mark.parametrize(
    "amounts",
    [[(0.5, "working_day"), (1.5, "working_day")], [(4, "hour"), (12, "hour")], [(4, "hour"), (1.5, "working_day")]],
)
def test_parts_of_a_day_add_up_as_hours_of_work(records: list[Record], amounts: list[tuple[float, str]]) -> None:
    steps = [{**step, "amount": amount, "unit": unit} for step, (amount, unit) in zip(STEPS, amounts, strict=True)]
    assert [step.amount for step in committed(records, process=steps).process] == [4, 12]


def test_a_promise_that_is_no_shorter_is_refused(records: list[Record]) -> None:
    told = committed(records).dict(by_alias=True)
    told["time"]["items"][0]["shortened"] = 3
    with pytest.raises(ValueError, match="phải ngắn hơn"):
        Record.parse_obj(told)


def test_all_of_it_is_stored(records: list[Record], database: str) -> None:
    record = committed(records, effective_from=date(2026, 12, 1))
    with writing(database) as session:
        write_record(session, record, Report(), Entry(datetime(2026, 11, 27, tzinfo=HANOI), "test"))
        stored = catalogue.record_on(session, PRINT, date(2026, 12, 1))
    assert stored == record
    assert stored.process[0].unit == TimeUnit.WORKING_DAY
