"""A question about a year gone by, or about a day that no calendar has: what holds today is told as today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.reply import Button, Reply
from actions.wording import fee_line, lower_first
from procedures.names import day_text
from procedures.record import Record

NO_LUNAR = "Trợ lý chưa tính được theo ngày âm lịch; anh/chị cho ngày dương lịch giúp ạ."


def as_of_today(reply: Reply, year: int, kept: bool) -> Reply:
    """``kept``: whether the catalogue has a version in force at the end of ``year``."""
    record = reply.procedure
    if reply.kind != "answer" or record is None:
        return reply
    where = "xem ở nút bên dưới" if kept else "trợ lý không có dữ liệu"
    note = f"Dưới đây là nội dung trợ lý có cho hôm nay, không phải cho năm {year}; quy định khi đó {where}."
    if "fee" in reply.aspects and (former := _fees_of(record, year)):
        note += f"\nTrong năm {year} từng áp dụng: {'; '.join(former)}."
    page = Button(f"Quy định năm {year}", url=f"/thu-tuc/{record.id}?ngay={date(year, 12, 31).isoformat()}")
    return replace(
        reply,
        text=f"{note}\n\n{reply.text}",
        warning=" ".join(part for part in (note, reply.warning) if part),
        buttons=[*([page] if kept else []), *reply.buttons],
    )


def _fees_of(record: Record, year: int) -> list[str]:
    """Fees that were asked for a time within the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        lower_first(fee_line(case))
        for case in (record.fee.items if record.fee else [])
        if case.effective_to and first <= case.effective_to and (case.effective_from or first) <= last
    ]


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


def with_no_such_day(reply: Reply, days: list[str]) -> Reply:
    """Says first that the day asked for ("31/2") does not exist; nothing was counted from it."""
    note = "Lịch không có ngày {} nên trợ lý chưa tính theo ngày đó; anh/chị kiểm tra lại ngày giúp ạ."
    return _noted_first(reply, note.format(days[0])) if days else reply


def with_no_lunar_day(reply: Reply, days: list[str]) -> Reply:
    """Says first that a day of the lunar calendar was not counted from."""
    return _noted_first(reply, NO_LUNAR) if days else reply


def _noted_first(reply: Reply, note: str) -> Reply:
    return replace(reply, text=f"{note}\n\n{reply.text}", warning=" ".join(filter(None, (note, reply.warning))))
