"""How an aspect of a record is said: short, courteous Vietnamese; every number comes from the record."""

from __future__ import annotations

import re
from datetime import date

from procedures.kinds import Standing
from procedures.names import UNKNOWN, closed, copies_text, day_text, fee_amount, opened
from procedures.record import Document, FeeCase, Record, TimeRule

SENTENCE_END = re.compile(r"[.;](?= [A-ZĐÀ-Ỹ])")
ASPECT_LABELS = {
    "documents": "Hồ sơ",
    "fee": "Lệ phí",
    "time": "Thời hạn",
    "place": "Nơi nộp",
    "steps": "Trình tự",
    "form": "Mẫu đơn",
    "conditions": "Điều kiện",
    "legal_basis": "Căn cứ pháp lý",
    "result": "Kết quả",
    "online": "Nộp trực tuyến",
    "overview": "Tổng quan",
}
NOT_CONFIRMED = "Thông tin chưa được cơ quan xác nhận, anh/chị nên hỏi lại trước khi nộp."
ZERO_UNCONFIRMED = "dữ liệu ghi 0 đồng, chưa được xác nhận"


def unknown(aspect: str, titled: str) -> str:
    return f"{ASPECT_LABELS[aspect]} của {titled}: {UNKNOWN} trong dữ liệu của trợ lý."


def origin(rule: TimeRule) -> str:
    """Where a span comes from and until when, in brackets; empty where nothing is known."""
    told = [part for part in (rule.basis, rule.place) if part]
    if rule.standing == Standing.PAST and rule.effective_to:
        told.append(f"đến {day_text(rule.effective_to)}")
    return f" ({', '.join(told)})" if told else ""


def fee_line(case: FeeCase) -> str:
    if case.amount_vnd == 0 and case.standing != Standing.CURRENT:
        said = ZERO_UNCONFIRMED
    elif case.amount_vnd == 0:
        said = "không thu (0 đồng)"
    else:
        said = fee_amount(case) + ("" if case.standing == Standing.CURRENT else " (chưa kiểm chứng)")
    return f"{opened(case.case)}: {said}" if case.case else opened(said)


def shortened(text: str, room: int, rest: str = "(còn nữa)") -> str:
    """At most ``room`` characters, cut at the end of a clause or word; says that it goes on, and where."""
    if len(text) <= room:
        return closed(text)
    end = max(text.rfind(mark, 0, room) for mark in ("; ", ". ", ", "))
    end = end if end > room // 2 else text.rfind(" ", 0, room)
    kept = text[: end if end > 0 else room]
    opens = kept.rfind("(")
    if opens > room // 3 and ")" not in kept[opens:]:
        kept = kept[:opens]  # half of what stands in brackets says nothing
    return f"{kept.rstrip(';., ')} … {rest}".rstrip()


def fitting(lines: list[str], room: int) -> list[str]:
    """The first lines that fit into ``room`` characters, at least one."""
    shown: list[str] = []
    for line in lines:
        if shown and sum(map(len, shown)) + len(line) > room:
            break
        shown.append(line)
    return shown


def first_sentence(text: str) -> str:
    """The first sentence; the whole text stands on the procedure's page."""
    ends = (end.start() for end in SENTENCE_END.finditer(text))
    whole = next((end for end in ends if text.count("(", 0, end) == text.count(")", 0, end)), len(text))
    return closed(text[:whole])


def to_ask(standing: str) -> str:
    """What an officer has to be asked, where the text says so in a sentence; else its first sentence."""
    sentences = re.split(r"(?<=[.;]) (?=[A-ZĐÀ-Ỹ])", standing)
    return closed(next((one for one in sentences if one.startswith(("Cần hỏi", "Phải hỏi"))), first_sentence(standing)))


SAID_TWICE = re.compile(r" \(\d{1,2} bản(?: chính| sao)?\)$")
"""Copies in the paper's own name, told behind it as well."""


def document_line(document: Document, case: str | None, in_full: bool = True) -> str:
    """Name, copies, form and case; ``in_full=False`` leaves out copies and form."""
    notes = [part for part in (copies_text(document), document.form and _lowered(document.form)) if part and in_full]
    name = SAID_TWICE.sub("", document.name) if notes and copies_text(document) else document.name
    told = name + (f" ({'; '.join(notes)})" if notes else "")
    return f"{told}, {_lowered(case)}" if case else told


def _lowered(text: str) -> str:
    """With a small first letter, unless it is an abbreviation or a form's or appendix's own name."""
    kept = text.startswith(("Mẫu", "Phụ lục")) or not text[1:2].islower()
    return text if kept else text[:1].lower() + text[1:]


def footer(record: Record, cited: list[str], read_on: date | None = None) -> str:
    """Citation, the day the source was read (of the record where no other is given), and the standing, in one line."""
    basis = f"Căn cứ: {'; '.join(cited)}. " if cited else ""
    if record.verified_on:
        return f"{basis}Cơ quan xác nhận ngày {day_text(record.verified_on)}."
    return f"{basis}Nguồn xem ngày {day_text(read_on or record.sourced_on)}, chưa được cơ quan xác nhận."


PROPER = ("Sở ", "Ủy ban", "Bộ ", "Trung tâm", "Cổng", "Nghị ", "Luật", "Thông tư", "Hà Nội", "Việt Nam")
"""Beginnings that keep their capital inside a sentence."""


def lower_first(text: str) -> str:
    """As it stands after a colon inside a sentence."""
    return text[:1].lower() + text[1:] if text[1:2].islower() and not text.startswith(PROPER) else text


def counted_papers(listed: list[tuple[str | None, Document]]) -> str:
    """ "7 giấy tờ, thêm 4 tùy trường hợp": nobody is to think that all are for everyone."""
    common = sum(case is None for case, _ in listed)
    if common in (0, len(listed)):
        return f"{len(listed)} giấy tờ"
    return f"{common} giấy tờ, thêm {len(listed) - common} tùy trường hợp"
