"""Two versions of a procedure side by side, in the words a citizen reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from procedures.kinds import Purpose
from procedures.names import CHANNELS, fee_amount, relief_text, span
from procedures.record import FeeCase, Record, Text

NOTHING = "không có"
NEW, NO_LONGER = "chưa ghi mức này", "không còn ghi mức này"
WORDS = "lệ phí bằng lời"
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


def compare(
    old: Record, new: Record, aspects: list[str] | None = None, day: date | None = None, before: date | None = None
) -> list[Changed]:
    """What differs in the aspects (all where none are named) on ``day``, else when the new version takes effect.

    ``before``: the day of the old one, where values within a version change too; the same day where none is given.
    """
    on = day or new.effective_from
    return [
        one
        for aspect in (TOLD if aspects is None else aspects)
        for one in _compare(aspect, (old, before or on), (new, on))
    ]


def summary(record: Record) -> list[str]:
    """Name, times, fees and papers of a procedure, a line each."""
    day = record.effective_from
    told = {**_name(record, day), **_times(record, day), **_fees(record, day)}
    papers = [paper.name for _, paper in record.papers_on(day)]
    words = {"thời hạn (bằng lời)": record.time.text} if record.time and record.time.text else {}
    lines = [f"{name}: {value}" for name, value in {**told, **words}.items()]
    return [*lines, *([f"giấy tờ: {'; '.join(papers)}"] if papers else [])]


def _compare(aspect: str, old: tuple[Record, date], new: tuple[Record, date]) -> list[Changed]:
    if aspect == "fee":
        return _fee_changes(old, new)
    if aspect in VALUES:
        before, after = VALUES[aspect](*old), VALUES[aspect](*new)
        names = dict.fromkeys([*before, *after])
        return [
            Changed(aspect, name, before.get(name, NOTHING), after.get(name, NOTHING))
            for name in names
            if before.get(name) != after.get(name)
        ]
    part, newer = getattr(old[0], aspect, None), getattr(new[0], aspect, None)
    texts = [one.text if isinstance(one, Text) else None for one in (part, newer)]
    return [Changed(aspect, TOLD[aspect], *NEW_TEXT)] if texts[0] != texts[1] else []


def _fee_changes(old: tuple[Record, date], new: tuple[Record, date]) -> list[Changed]:
    """A case by another name is no change, and a fee that is told in words only is not "none"."""
    before, after = _fees(*old), _fees(*new)
    gone = {name: value for name, value in before.items() if name not in after}
    come = {name: value for name, value in after.items() if name not in before}
    changed = [
        Changed("fee", name, before[name], after[name])
        for name in before
        if after.get(name, NEW) not in (NEW, before[name])
    ]
    for name, value in list(gone.items()):
        if renamed := next((other for other, amount in come.items() if amount == value), None):
            del gone[name], come[renamed]
    if gone and come and (len(gone) == len(come) == 1 or WORDS in {*gone, *come}):
        changed.append(Changed("fee", "lệ phí", _listed(gone), _listed(come)))
    else:
        changed += [Changed("fee", name, value, NO_LONGER) for name, value in gone.items()]
        changed += [Changed("fee", name, NEW, value) for name, value in come.items()]
    reliefs = [_reliefs(*one) for one in (old, new)]
    return [*changed, *([Changed("fee", "miễn, giảm lệ phí", *reliefs)] if reliefs[0] != reliefs[1] else [])]


def _fees(record: Record, day: date) -> dict[str, str]:
    """Amount by case; what is told in words only under WORDS."""
    cases = record.fees_on(day)
    told = {_fee_name(case, cases): fee_amount(case) for case in cases}
    words = record.fee.text if record.fee and not told else None
    return {WORDS: f"ghi theo văn bản “{words}”"} if words else told


def _fee_name(case: FeeCase, cases: list[FeeCase]) -> str:
    """ "lệ phí (giấy phép, trực tuyến)": the channel where it makes a difference."""
    same = {fee_amount(one) for one in cases if one.case == case.case}
    told = [part for part in (case.case, case.channel and len(same) > 1 and CHANNELS[case.channel]) if part]
    return f"lệ phí ({', '.join(told)})" if told else "lệ phí"


def _listed(fees: Mapping[str, str]) -> str:
    """One amount by itself, several each by its case."""
    if len(fees) == 1:
        return next(iter(fees.values()))
    return "; ".join(f"{name.removeprefix('lệ phí ').strip('()')} {value}" for name, value in fees.items())


def _reliefs(record: Record, day: date) -> str:
    return "; ".join(relief_text(one) for one in record.reliefs_on(day)) or NOTHING


def _times(record: Record, day: date) -> Mapping[str, str]:
    spans = [span(rule) for rule in record.times_on(day) if rule.purpose == Purpose.PROCESSING]
    words = record.time.text if record.time and not spans else None
    told = " hoặc ".join(dict.fromkeys(spans)) or (f"ghi theo văn bản “{words}”" if words else "")
    return {"thời hạn": told} if told else {}


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
    "time": _times,
    "documents": _papers,
    "place": _agency,
    "legal_basis": _laws,
}
