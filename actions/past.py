"""A question about a year gone by, or about a day that no calendar has: what holds today is told as today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from actions.reply import Button, Reply


def as_of_today(reply: Reply, year: int, kept: bool) -> Reply:
    """``kept``: whether the catalogue has a version in force at the end of ``year``."""
    record = reply.procedure
    if reply.kind != "answer" or record is None:
        return reply
    where = "xem ở nút bên dưới" if kept else "trợ lý không có dữ liệu"
    note = f"Dưới đây là nội dung trợ lý có cho hôm nay, không phải cho năm {year}; quy định khi đó {where}."
    page = Button(f"Quy định năm {year}", url=f"/thu-tuc/{record.id}?ngay={date(year, 12, 31).isoformat()}")
    return replace(
        reply,
        text=f"{note}\n\n{reply.text}",
        warning=" ".join(part for part in (note, reply.warning) if part),
        buttons=[*([page] if kept else []), *reply.buttons],
    )


def with_no_such_day(reply: Reply, days: list[str]) -> Reply:
    """Says first that the day asked for ("31/2") does not exist; nothing was counted from it."""
    if not days:
        return reply
    note = f"Lịch không có ngày {days[0]} nên trợ lý chưa tính theo ngày đó; anh/chị kiểm tra lại ngày giúp ạ."
    return replace(reply, text=f"{note}\n\n{reply.text}", warning=" ".join(filter(None, (note, reply.warning))))
