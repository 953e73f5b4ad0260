"""Two versions of a procedure side by side, in the words a citizen reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from procedures.kinds import Purpose
from procedures.names import fee_amount, relief_text, span
from procedures.record import Record, Text

NOTHING = "không có"
NEW_TEXT = ("nội dung cũ", "nội dung mới")


@dataclass(frozen=True)
class Changed:
    """One value that differs: ``label`` says which, ``before`` and ``after`` are told as on the page."""

    aspect: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}: {self.before} -> {self.after}"


def compare(old: Record, new: Record, aspects: list[str] | None = None) -> list[Changed]:
    """What differs in the aspects (all where none are named) on the day the new version takes effect."""
    return [one for aspect in aspects or TOLD for one in _compare(aspect, old, new)]


def _compare(aspect: str, old: Record, new: Record) -> list[Changed]:
    if aspect in VALUES:
        day = new.effective_from
        before, after = VALUES[aspect](old, day), VALUES[aspect](new, day)
        names = dict.fromkeys([*before, *after])
        return [
            Changed(aspect, name, before.get(name, NOTHING), after.get(name, NOTHING))
            for name in names
            if before.get(name) != after.get(name)
        ]
    part, newer = getattr(old, aspect, None), getattr(new, aspect, None)
    texts = [one.text if isinstance(one, Text) else None for one in (part, newer)]
    return [Changed(aspect, TOLD[aspect], *NEW_TEXT)] if texts[0] != texts[1] else []


def _fees(record: Record, day: date) -> Mapping[str, str]:
    told = {f"lệ phí ({case.case})" if case.case else "lệ phí": fee_amount(case) for case in record.fees_on(day)}
    reliefs = [relief_text(one) for one in record.reliefs_on(day)]
    return {**told, **({"miễn, giảm lệ phí": "; ".join(reliefs)} if reliefs else {})}


def _times(record: Record, day: date) -> Mapping[str, str]:
    spans = [span(rule) for rule in record.times_on(day) if rule.purpose == Purpose.PROCESSING]
    return {"thời hạn": " hoặc ".join(dict.fromkeys(spans))} if spans else {}


def _papers(record: Record, day: date) -> Mapping[str, str]:
    return {f"giấy tờ “{paper.name}”": "phải nộp" for _, paper in record.papers_on(day)}


def _agency(record: Record, day: date) -> Mapping[str, str]:
    agency = record.agency_on(day)
    return {"cơ quan giải quyết": agency.name} if agency else {}


def _laws(record: Record, _day: date) -> Mapping[str, str]:
    return {f"căn cứ {item.law}": item.article or "có" for item in record.legal_basis.items}


def _name(record: Record, _day: date) -> Mapping[str, str]:
    return {"tên thủ tục": record.name}


TOLD = {
    "overview": "tên thủ tục",
    "fee": "lệ phí",
    "time": "thời hạn",
    "documents": "hồ sơ",
    "place": "nơi nộp",
    "online": "nộp trực tuyến",
    "steps": "trình tự",
    "conditions": "điều kiện",
    "applicants": "đối tượng",
    "result": "kết quả",
    "legal_basis": "căn cứ",
}
VALUES: dict[str, Callable[[Record, date], Mapping[str, str]]] = {
    "overview": _name,
    "fee": _fees,
    "time": _times,
    "documents": _papers,
    "place": _agency,
    "legal_basis": _laws,
}
