"""Due dates: from the receipt of a dossier to the result, and back from an event to the latest day to file.

The rules are those of the Civil Code 2015, articles 147 and 148: the day of receipt is not counted, a span in hours
starts at once, a span that ends on a day off ends with the next worked day. A dossier filed online on a day off, or
after the reception has closed, counts as received on the next worked day.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from procedures.kinds import TimeUnit
from procedures.names import UNITS, day_text
from procedures.working_days import Holiday, WorkingDays

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "Chủ nhật")


@dataclass(frozen=True)
class Span:
    """How long: ``amount`` of ``unit``."""

    amount: int
    unit: TimeUnit

    def __str__(self) -> str:
        return f"{self.amount:02d} {UNITS[self.unit]}"


@dataclass(frozen=True)
class Due:
    """``day`` with the working shown; ``at`` only where the span is in hours."""

    day: date
    working: list[str]
    doubts: list[str]
    at: datetime | None = None


def received_on(moment: datetime, days: WorkingDays, closes: time | None = None) -> tuple[date, str | None]:
    """The day that counts as receipt, and why it is not the day of filing where it is not."""
    day = moment.date()
    if not days.is_worked(day):
        counted = days.on_or_after(day)
        holidays = _holidays_told(days, day, counted)
        return counted, f"{spoken_day(day)} là ngày nghỉ, coi là tiếp nhận vào {spoken_day(counted)}{holidays}"
    if closes and moment.time() > closes:
        counted = days.on_or_after(day + timedelta(days=1))
        return counted, f"nộp sau {closes:%H:%M}, coi là tiếp nhận vào {spoken_day(counted)}"
    return day, None


def due(moment: datetime, span: Span, days: WorkingDays, closes: time | None = None) -> Due:
    """When a dossier filed at ``moment`` is due.

    ``closes`` is the hour the reception closes, None where it is not known: then any hour of the day counts.
    """
    if span.unit == TimeUnit.HOUR:
        return _due_in_hours(moment, span, days)
    start, why = received_on(moment, days, closes)
    working = [why] if why else []
    working.append(f"{spoken_day(start)} là ngày tiếp nhận, không tính")
    if span.unit == TimeUnit.WORKING_DAY:
        end = days.after(start, span.amount)
        working += _off_told(days, start, end)
    else:
        end = _on_a_working_day(_plainly_after(start, span), days, working)
    return Due(end, working, days.doubts(min(moment.date(), start), end))


def _on_a_working_day(named: date, days: WorkingDays, working: list[str]) -> date:
    """The day itself or the next that is worked, which is told among the ``working``."""
    end = days.on_or_after(named)
    if end != named:
        holidays = _holidays_told(days, named, end)
        working.append(f"ngày cuối {spoken_day(named)} là ngày nghỉ, lùi sang {spoken_day(end)}{holidays}")
    return end


def latest_after(event: date, span: Span, days: WorkingDays) -> Due:
    """The last of the days within which something must be filed after ``event`` (a change, a loss)."""
    if span.unit == TimeUnit.HOUR:
        return _due_in_hours(datetime.combine(event, time()), span, days)
    working = [f"đếm {span} sau {spoken_day(event)}, không tính ngày đó"]
    if span.unit == TimeUnit.WORKING_DAY:
        end = days.after(event, span.amount)
        working += _off_told(days, event, end)
    else:
        end = _on_a_working_day(_plainly_after(event, span), days, working)
    return Due(end, working, days.doubts(event, end))


def latest_filing(event: date, span: Span, days: WorkingDays, clock: time | None = None) -> Due:
    """The latest day to file where at least ``span`` must lie before ``event`` (an expiry, a press conference).

    Hours are counted by the clock, days off too; ``clock`` is the event's hour where it is known.
    """
    if span.unit == TimeUnit.HOUR:
        return _hours_before(event, span, days, clock)
    if span.unit == TimeUnit.WORKING_DAY:
        named = days.before(event, span.amount)
    elif span.unit == TimeUnit.MONTH:
        named = months_from(event, -span.amount)
    else:
        named = event - timedelta(days=span.amount)
    end = days.on_or_before(named)
    working = [f"đếm ngược {span} từ {spoken_day(event)}"]
    if end != named:
        holidays = _holidays_told(days, end, named)
        working.append(f"{spoken_day(named)} là ngày nghỉ, nên nộp trước vào {spoken_day(end)}{holidays}")
    working += _off_told(days, end, event) if span.unit == TimeUnit.WORKING_DAY else []
    return Due(end, working, days.doubts(end, event))


def latest_for_result(wanted: date, span: Span, days: WorkingDays, clock: time | None = None) -> Due:
    """The latest day to file so that what takes ``span`` is done by ``wanted``; on a day off nothing is handed out."""
    if span.unit == TimeUnit.HOUR:
        return latest_filing(wanted, span, days, clock)
    base = days.on_or_before(wanted)
    found = latest_filing(base, span, days)
    why = (
        [f"{spoken_day(wanted)} là ngày nghỉ, nên tính để có kết quả vào {spoken_day(base)}"] if base != wanted else []
    )
    return Due(found.day, [*why, *found.working], days.doubts(found.day, wanted))


def _hours_before(event: date, span: Span, days: WorkingDays, clock: time | None) -> Due:
    latest = datetime.combine(event, clock or time(0)) - timedelta(hours=span.amount)
    named = latest.date() if clock else event - timedelta(days=-(-span.amount // 24))
    told = f" lúc {clock:%H:%M}" if clock else ""
    working = [f"đếm ngược {span} theo đồng hồ từ {spoken_day(event)}{told}, tính cả ngày nghỉ"]
    if not clock:
        working.append(f"trong ngày ấy phải gửi trước giờ của sự kiện ít nhất {span}")
    if days.on_or_before(named) != named:
        working.append(f"{spoken_day(named)} là ngày nghỉ, anh/chị nên gửi sớm hơn hoặc hỏi nơi nhận có trực không")
    return Due(named, working, days.doubts(named, event), latest if clock else None)


def spoken_day(day: date) -> str:
    """``"thứ ba 24/11/2026"``."""
    return f"{WEEKDAYS[day.weekday()]} {day_text(day)}"


def _due_in_hours(moment: datetime, span: Span, days: WorkingDays) -> Due:
    at = moment + timedelta(hours=span.amount)
    working = [f"thời hạn tính bằng giờ, bắt đầu ngay khi nộp, lúc {moment:%H:%M}"]
    if not days.is_worked(moment.date()):
        opens = spoken_day(days.on_or_after(moment.date()))
        working.append(f"nộp vào ngày nghỉ, nếu nơi nhận không trực thì tính từ lúc hồ sơ được nhận, {opens}")
    if days.is_worked(at.date()):
        return Due(at.date(), working, days.doubts(moment.date(), at.date()), at)
    end = days.on_or_after(at.date())
    working.append(
        f"hết {span} vào {at:%H:%M} {spoken_day(at.date())} là ngày nghỉ, nên tính hết ngày {spoken_day(end)}"
        + _holidays_told(days, at.date(), end)
    )
    return Due(end, working, days.doubts(moment.date(), end))


def _plainly_after(start: date, span: Span) -> date:
    return months_from(start, span.amount) if span.unit == TimeUnit.MONTH else start + timedelta(days=span.amount)


def months_from(day: date, months: int) -> date:
    """The same day of another month; its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _named_days(name: str, holidays: list[Holiday]) -> str:
    first, last = holidays[0].date, holidays[-1].date
    told = day_text(first) if first == last else f"{day_text(first)} đến {day_text(last)}"
    return f"{told} ({name})"


def _off_told(days: WorkingDays, first: date, last: date) -> list[str]:
    """What a span of working days leaves out, its holidays by name."""
    told = _holidays_between(days, first, last)
    return [f"không tính cuối tuần và ngày nghỉ {told}" if told else "không tính cuối tuần"]


def _holidays_told(days: WorkingDays, first: date, last: date) -> str:
    """Why an end moved further than over a weekend: the holidays passed over, by name."""
    told = _holidays_between(days, first, last)
    return f"; nghỉ lễ {told}" if told else ""


def _holidays_between(days: WorkingDays, first: date, last: date) -> str:
    named = [holiday for holiday in days.off_between(first, last) if not days.is_worked(holiday.date)]
    return ", ".join(_named_days(name, list(same)) for name, same in groupby(named, key=lambda holiday: holiday.name))
