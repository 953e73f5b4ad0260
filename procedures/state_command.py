"""``make procedures``: the state of the catalogue, one line a procedure."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.exc import SQLAlchemyError

from procedures import catalogue
from procedures.database import reading
from procedures.department import department
from procedures.kinds import Confidence
from procedures.migrate import HERE, upgrade
from procedures.models import LawRow
from procedures.names import CONFIDENCES, LEVELS, UNKNOWN, day_text
from procedures.record import Record, Sourced
from procedures.settings import BadSetting, private, stale_after, today

TOLD = {
    "documents": "hồ sơ",
    "time": "thời hạn",
    "fee": "phí",
    "place": "nơi nộp",
    "steps": "trình tự",
    "applicants": "đối tượng",
    "result": "kết quả",
    "conditions": "điều kiện",
    "online": "trực tuyến",
}
"""Parts a published procedure has (NĐ 63/2010 Đ.8)."""
HEAD = ("thủ tục", "bản từ", "tin cậy", "xác nhận", "nguồn xem", "trực tuyến", "thiếu", "văn bản mới")


def missing(record: Record) -> list[str]:
    """Vietnamese names of the parts that are not known."""
    parts = [told for name, told in TOLD.items() if getattr(record, name) is None]
    return [*parts, *(["mã"] if record.code.value is None else []), *([] if record.decision else ["quyết định"])]


def weakest(record: Record) -> str:
    """The lowest confidence of any of its parts."""
    parts = [getattr(record, name) for name in record.__fields__]
    held = {part.confidence.value for part in [*parts, record.code] if hasattr(part, "confidence")}
    return next(level for level in ("low", "medium", "high") if level in held)


def _warnings(record: Record) -> list[str]:
    """What the parts of a record warn of; a law may be named there that it does not cite yet."""
    parts = (getattr(record, name) for name in record.__fields__)
    return [part.warning for part in parts if isinstance(part, Sourced) and part.warning]


def newer_laws(record: Record, laws: Mapping[str, LawRow]) -> list[LawRow]:
    """Laws that began or ended after the record was sourced and that it cites, or that change one it cites."""
    cited = {item.law for item in record.legal_basis.items}
    named = " ".join([record.standing or "", *_warnings(record)])
    touching = [
        law
        for law in laws.values()
        if law.key in cited or cited & set(law.amends) or (law.number is not None and law.number in named)
    ]
    return [law for law in touching if _after(law.effective_from, record) or _after(law.effective_to, record)]


def _after(day: date | None, record: Record) -> bool:
    return day is not None and day > (record.verified_on or record.sourced_on)


def is_stale(record: Record, day: date, days: int) -> bool:
    """Whether nobody has read its source or confirmed it for more than ``days`` days."""
    return (record.verified_on or record.sourced_on) + timedelta(days=days) < day


def rows(records: list[Record], laws: Mapping[str, LawRow], day: date, days: int) -> list[tuple[str, ...]]:
    return [
        (
            record.id + (" (đã hết)" if record.ended else ""),
            day_text(record.effective_from),
            CONFIDENCES[Confidence(weakest(record))],
            day_text(record.verified_on) if record.verified_on else "chưa",
            day_text(record.sourced_on) + (" CŨ" if is_stale(record, day, days) else ""),
            _level(record, day),
            ", ".join(missing(record)) or "đủ",
            "; ".join(law.title for law in newer_laws(record, laws)) or "-",
        )
        for record in records
    ]


def _level(record: Record, day: date) -> str:
    level = record.online.level_on(day) if record.online else None
    return LEVELS[level] if level else UNKNOWN


def table(lines: list[tuple[str, ...]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def main() -> None:
    private()
    try:
        upgrade(HERE)
        with reading() as session:
            records, laws = catalogue.records_on(session, today()), catalogue.laws(session)
            days = stale_after()
            told = rows(records, laws, today(), days)
    except BadSetting as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        sys.exit(f"Không đọc được cơ sở dữ liệu: {getattr(error, 'orig', error)}")
    print(table([HEAD, *told]))
    stale = sum(is_stale(record, today(), days) for record in records)
    touched = sum(bool(newer_laws(record, laws)) for record in records)
    confirmed = sum(record.verified_on is not None for record in records)
    if gaps := department().gaps():
        print(f"data/department.yml còn thiếu: {', '.join(gaps.values())} ({', '.join(gaps)}).")
    print(f"{len(records)} thủ tục, {confirmed} đã xác nhận, {stale} quá {days} ngày, {touched} có văn bản mới.")


if __name__ == "__main__":
    main()
