"""A question about a year gone by, or about a day that no calendar has: what holds today is told as today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from actions.reply import Button, Reply
from actions.wording import ASPECT_LABELS, lower_first
from procedures.kinds import Purpose, Standing
from procedures.names import day_text, fee_amount, span
from procedures.record import FeeCase, Record, TimeRule
from procedures.settings import today

UNDATED = ("place", "documents", "steps", "form", "conditions", "legal_basis", "result", "overview")
"""Aspects of which a record mostly does not say since when they hold."""
NAME_THE_YEAR = "Anh/chị nói năm nào (ví dụ “năm 2019”) thì trợ lý xem quy định năm ấy."
NO_LUNAR = "Trợ lý chưa tính được theo ngày âm lịch; anh/chị cho ngày dương lịch giúp ạ."


def as_of_today(reply: Reply, year: int, kept: bool) -> Reply:
    """``kept``: whether the catalogue has a version in force at the end of ``year``."""
    record = reply.procedure
    if reply.kind != "answer" or record is None:
        return reply
    former = _former(record, reply.aspects, date(year, 1, 1), date(year, 12, 31))
    where = "xem ở nút bên dưới" if kept else "trợ lý không có dữ liệu"
    note = f"Dưới đây là nội dung trợ lý có cho hôm nay, không phải cho năm {year}; quy định khi đó {where}."
    if former:
        note = f"Trong năm {year} từng áp dụng {former}.\nPhần dưới đây là nội dung trợ lý có cho hôm nay."
    page = Button(f"Quy định năm {year}", url=f"/thu-tuc/{record.id}?ngay={date(year, 12, 31).isoformat()}")
    return replace(
        reply,
        text=f"{note}\n\n{reply.text}",
        warning=" ".join(part for part in (note, reply.warning) if part),
        buttons=[*([page] if kept else []), *reply.buttons],
    )


def as_formerly(reply: Reply) -> Reply:
    """Of "trước đây", without a year: what the record holds of former rules, and that the rest is today's."""
    record = reply.procedure
    if reply.kind != "answer" or record is None:
        return reply
    former = _former(record, reply.aspects, date.min, today() - timedelta(days=1))
    told = f" Trước đây từng áp dụng {former}." if former else ""
    note = f"Dưới đây là nội dung trợ lý có cho hôm nay, không phải của trước đây.{told} {NAME_THE_YEAR}"
    return _noted_first(reply, note)


def _former(record: Record, aspects: list[str], first: date, last: date) -> str:
    """Fees and times that ended within the days from ``first`` to ``last``, or that held then and have ended since.

    By the day each held until; empty where there is none.
    """
    fees = record.fee.items if record.fee and "fee" in aspects else []
    times = record.time.items if record.time and "time" in aspects else []
    told: dict[date | None, list[str]] = {}
    for case in fees:
        if _held(case, first, last):
            told.setdefault(case.effective_to, []).append(_fee(case))
    for rule in times:
        if rule.purpose == Purpose.PROCESSING and _held(rule, first, last):
            told.setdefault(rule.effective_to, []).append(span(rule))
    until = {day: f"đến {day_text(day)}: " if day else "(chưa rõ đến khi nào): " for day in told}
    return "; ".join(until[day] + "; ".join(of_it) for day, of_it in told.items())


def _held(part: FeeCase | TimeRule, first: date, last: date) -> bool:
    """A rule whose end nobody wrote down held at some time, but in no certain year."""
    if part.effective_to is None:
        return part.standing == Standing.PAST and first == date.min
    return first <= part.effective_to < today() and (part.effective_from or date.min) <= last


def _fee(case: FeeCase) -> str:
    return f"{lower_first(case.case)}: {fee_amount(case)}" if case.case else fee_amount(case)


def before_the_record(reply: Reply, day: date) -> Reply:
    """Says first that the record begins after the day asked of; what it holds of former rules is told as that."""
    record = reply.procedure
    if reply.kind != "answer" or record is None or day >= record.effective_from:
        return reply
    note = (
        f"Dữ liệu của trợ lý về thủ tục này bắt đầu từ {day_text(record.effective_from)}, nên với ngày {day_text(day)}"
        " phần dưới đây có thể thiếu quy định khi đó; anh/chị hỏi lại cơ quan."
    )
    return _noted_first(reply, note)


def as_sourced(reply: Reply, day: date) -> Reply:
    """Says first of a day before the source was read that what carries no dates of its own is that source's."""
    record = reply.procedure
    if reply.kind != "answer" or record is None or not record.effective_from <= day < record.sourced_on:
        return reply
    told = [ASPECT_LABELS[one].lower() for one in reply.aspects if one in UNDATED]
    if not told or day == today():
        return reply
    note = (
        f"Phần {', '.join(told)} dưới đây ghi như nguồn xem ngày {day_text(record.sourced_on)}; ngày {day_text(day)}"
        " có thể khác, anh/chị hỏi lại cơ quan."
    )
    return _noted_first(reply, note)


def with_no_such_day(reply: Reply, days: list[str]) -> Reply:
    """Says first that the day asked for ("31/2") does not exist; nothing was counted from it."""
    note = (
        "Lịch không có ngày {0}, hoặc ngày ấy xa quá, nên trợ lý chưa tính theo ngày đó; anh/chị kiểm tra lại giúp ạ."
    )
    return _noted_first(reply, note.format(days[0])) if days else reply


def with_no_lunar_day(reply: Reply, days: list[str]) -> Reply:
    """Says first that a day of the lunar calendar was not counted from."""
    return _noted_first(reply, NO_LUNAR) if days else reply


def _noted_first(reply: Reply, note: str) -> Reply:
    return replace(reply, text=f"{note}\n\n{reply.text}", warning=" ".join(filter(None, (note, reply.warning))))
