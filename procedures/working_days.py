"""Which days are worked: weekends, public holidays, swaps and make-up Saturdays of ``data/holidays.yml``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import holidays

from procedures.kinds import Confidence
from procedures.record import Part
from procedures.settings import ROOT
from procedures.yaml_file import Fault, FaultyFiles, line_of, read_part

FILE = ROOT / "data" / "holidays.yml"
SATURDAY = 5
ONE = timedelta(days=1)


class HolidayKind(StrEnum):
    DAY_OFF = "day_off"
    MAKEUP = "makeup"
    """A Saturday that is worked in exchange for a day off; whether it counts is the agency's to confirm."""


class Holiday(Part):
    date: date
    kind: HolidayKind
    name: str
    basis: str
    confidence: Confidence


class Yearly(Part):
    """A day off of every year from ``first_year`` on that the library ``holidays`` does not know."""

    class Config:
        frozen = True

    month: int
    day: int
    first_year: int
    name: str
    basis: str


class _Listed(Part):
    years: list[int]
    yearly: list[Yearly] = []
    holidays: list[Holiday]


class WorkingDays:
    """Answers for any day; ``doubts`` says what of a span is not certain."""

    def __init__(self, listed: list[Holiday], years: list[int], yearly: list[Yearly] | None = None):
        self._named = {holiday.date: holiday for holiday in listed}
        self._years = frozenset(years)
        self._yearly = yearly or []

    def holiday_on(self, day: date) -> Holiday | None:
        """What the file says of the day; in a year it does not hold what the law gives every year."""
        return self._named.get(day) if day.year in self._years else _lawful(day.year, tuple(self._yearly)).get(day)

    def is_worked(self, day: date) -> bool:
        holiday = self.holiday_on(day)
        if holiday:
            return holiday.kind == HolidayKind.MAKEUP
        return day.weekday() < SATURDAY

    def on_or_after(self, day: date) -> date:
        while not self.is_worked(day):
            day += ONE
        return day

    def on_or_before(self, day: date) -> date:
        while not self.is_worked(day):
            day -= ONE
        return day

    def after(self, day: date, count: int) -> date:
        """The ``count``-th worked day after ``day``; ``day`` itself is not counted."""
        for _ in range(count):
            day = self.on_or_after(day + ONE)
        return day

    def before(self, day: date, count: int) -> date:
        """The ``count``-th worked day before ``day``."""
        for _ in range(count):
            day = self.on_or_before(day - ONE)
        return day

    def off_between(self, first: date, last: date) -> list[Holiday]:
        """Holidays and make-up days from ``first`` to ``last``, in order; weekends are not named."""
        return [found for day in _days(first, last) if (found := self.holiday_on(day))]

    def doubts(self, first: date, last: date) -> list[str]:
        """Sentences on what may still change: a year without data, a day of low confidence."""
        missing = [year for year in range(first.year, last.year + 1) if year not in self._years]
        told = [f"Chưa có lịch nghỉ lễ năm {year}, nên ngày tính ra có thể lệch." for year in missing]
        unsure = [h for h in self.off_between(first, last) if h.confidence == Confidence.LOW]
        if unsure:
            named = ", ".join(dict.fromkeys(holiday.name for holiday in unsure))
            told.append(f"Lịch nghỉ {named} chưa có thông báo chính thức, ngày tính ra có thể lệch.")
        if any(holiday.kind == HolidayKind.MAKEUP for holiday in self.off_between(first, last)):
            told.append("Thứ bảy làm bù được tính là ngày làm việc; cơ quan tiếp nhận có thể tính khác.")
        return told


@lru_cache
def _lawful(year: int, yearly: tuple[Yearly, ...]) -> dict[date, Holiday]:
    """Days off of the law in a year, those of the lunar calendar as ``holidays`` reckons them; no swaps."""
    found = {
        day: Holiday(
            date=day,
            kind=HolidayKind.DAY_OFF,
            name=name,
            basis="Bộ luật Lao động 2019, Điều 112",
            confidence=Confidence.MEDIUM,
        )
        for day, name in holidays.country_holidays("VN", years=year, language="vi").items()
    }
    for one in yearly:
        if one.first_year <= year:
            day = date(year, one.month, one.day)
            found[day] = Holiday(
                date=day, kind=HolidayKind.DAY_OFF, name=one.name, basis=one.basis, confidence=Confidence.MEDIUM
            )
    return found


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE


@lru_cache
def working_days(path: Path = FILE) -> WorkingDays:
    """The calendar of this copy; raises FaultyFiles where the file is not of the schema."""
    listed = read_part(path, _Listed)
    faults = [
        Fault(path, line_of(path, ("holidays", number)), f"holidays.{number}.{field}", reason)
        for number, holiday in enumerate(listed.holidays)
        for field, reason in _wrong(holiday, listed, number)
    ]
    if faults:
        raise FaultyFiles(faults)
    return WorkingDays(listed.holidays, listed.years, listed.yearly)


def _wrong(holiday: Holiday, listed: _Listed, number: int) -> Iterator[tuple[str, str]]:
    if holiday.date.year not in listed.years:
        yield "date", f"năm {holiday.date.year} chưa có trong years"
    if holiday.date in [other.date for other in listed.holidays[:number]]:
        yield "date", "ngày này lặp lại"
    if holiday.kind == HolidayKind.MAKEUP and holiday.date.weekday() < SATURDAY:
        yield "kind", "ngày làm bù phải là thứ bảy hoặc Chủ nhật"
