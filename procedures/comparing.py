"""Two versions of a procedure side by side, in the words a citizen reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from procedures.kinds import Purpose
from procedures.models import LawRow
from procedures.names import (
    CHANNELS,
    LEVELS,
    PURPOSES,
    UNITS,
    copies_text,
    fee_amount,
    relief_text,
    span,
    work_time,
)
from procedures.record import FeeCase, Record, Text

NOTHING = "không có"
NEW, NO_LONGER = "chưa ghi mức này", "không còn ghi mức này"
EVERYBODY = "lệ phí"
"""The fee of who is in no case by name."""
WORDS = "lệ phí bằng lời"
LAW = "căn cứ "
SENTENCE_END = re.compile(r"[.;:]\s+")
LONGEST_TOLD = 160
"""Characters of a text that is told as it was and as it will be."""


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
    old: Record,
    new: Record,
    aspects: list[str] | None = None,
    day: date | None = None,
    before: date | None = None,
    *,
    laws: Mapping[str, LawRow],
) -> list[Changed]:
    """What differs in the aspects (all where none are named) on ``day``, else when the new version takes effect.

    ``before``: the day of the old one, where values within a version change too; the same day where none is given.
    ``laws``: those that are named by their titles.
    """
    on = day or new.effective_from
    return [
        _by_its_title(one, laws)
        for aspect in (TOLD if aspects is None else aspects)
        for one in _compare(aspect, (old, before or on), (new, on))
    ]


def _by_its_title(one: Changed, laws: Mapping[str, LawRow]) -> Changed:
    key = one.label.removeprefix(LAW)
    return replace(one, label=f"{LAW}{laws[key].title}") if one.aspect == "legal_basis" and key in laws else one


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
    before, after = VALUES[aspect](*old), VALUES[aspect](*new)
    return [
        _changed(aspect, name, before.get(name), after.get(name))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name) and not (name in BESIDE and not (name in before and name in after))
    ]


def _changed(aspect: str, name: str, before: str | None, after: str | None) -> Changed:
    """Long texts are told from the sentence on in which they part: in full they stand on the page."""
    alike = 0
    if before and after and max(len(before), len(after)) > LONGEST_TOLD:
        apart = (at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
        same = next(apart, min(len(before), len(after)))
        alike = max((end.end() for end in SENTENCE_END.finditer(before, 0, same)), default=0)
    told = (value and _from(value, alike) for value in (before, after))
    return Changed(aspect, name, *(value or NOTHING for value in told))


def _from(text: str, begin: int) -> str:
    """At most LONGEST_TOLD characters, and that there are more before and behind."""
    rest = text[begin:]
    kept = rest if len(rest) <= LONGEST_TOLD else f"{rest[:LONGEST_TOLD].rpartition(' ')[0]} …"
    return f"… {kept}" if begin else kept


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
    ended, begun = _without_renamed(gone, come, after.get(EVERYBODY))
    if ended and begun and (len(ended) == len(begun) == 1 or WORDS in {*ended, *begun}):
        changed.append(Changed("fee", EVERYBODY, _listed(gone), _listed(come)))
    else:
        changed += [Changed("fee", name, value, NO_LONGER) for name, value in ended.items()]
        changed += [Changed("fee", name, NEW, value) for name, value in begun.items()]
    reliefs = [_reliefs(*one) for one in (old, new)]
    return [*changed, *([Changed("fee", "miễn, giảm lệ phí", *reliefs)] if reliefs[0] != reliefs[1] else [])]


def _without_renamed(
    gone: Mapping[str, str], come: Mapping[str, str], everybody: str | None
) -> tuple[dict[str, str], dict[str, str]]:
    """Without the cases that cost the same as before under another name, or as everybody does now."""
    ended, begun = {name: value for name, value in gone.items() if value != everybody}, dict(come)
    for name, value in list(ended.items()):
        if renamed := next((other for other, amount in begun.items() if amount == value), None):
            del ended[name], begun[renamed]
    return ended, begun


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
    words = record.time.text if record.time else None
    told = " hoặc ".join(dict.fromkeys(spans)) or (f"ghi theo văn bản “{words}”" if words else "")
    rules = record.times_on(day)
    others = {
        _named(purpose): " hoặc ".join(dict.fromkeys(span(one) for one in rules if one.purpose == purpose))
        for purpose in Purpose
        if purpose != Purpose.PROCESSING
    }
    committed = [f"{one.shortened:02d} {UNITS[one.unit]}" for one in rules if one.shortened]
    return _said(
        {
            "thời hạn": told,
            "thời hạn cơ quan cam kết": " hoặc ".join(dict.fromkeys(committed)),
            **others,
            "khi nào phải nộp": record.submit_before.text if record.submit_before else None,
            "thời hạn, phần bằng lời": words if spans else None,
        }
    )


def _named(purpose: Purpose) -> str:
    return PURPOSES[purpose][:1].lower() + PURPOSES[purpose][1:]


def _papers(record: Record, day: date) -> Mapping[str, str]:
    """What is said of each paper, of one that stands in several cases once each."""
    found: dict[str, list[str]] = {}
    for case, paper in record.papers_on(day):
        form, of_case = paper.form and f"mẫu: {paper.form}", case and f"trường hợp: {case}"
        told = [part for part in ("phải nộp", copies_text(paper), form, of_case) if part]
        found.setdefault(f"giấy tờ “{paper.name}”", []).append(", ".join(told))
    papers = {name: "; ".join(told) for name, told in found.items()}
    return {**papers, **_said({"số bộ hồ sơ": record.documents.sets if record.documents else None})}


def _place(record: Record, day: date) -> Mapping[str, str]:
    agency = record.agency_on(day)
    return _said(
        {
            "cơ quan giải quyết": agency.name if agency else None,
            "nơi nộp": _text(record.place),
            "cách nộp": ", ".join(dict.fromkeys(CHANNELS[one.kind] for one in record.channels)),
        }
    )


def _online(record: Record, day: date) -> Mapping[str, str]:
    level = record.online.level_on(day) if record.online else None
    return _said(
        {
            "mức trực tuyến": LEVELS[level] if level else None,
            "nộp trực tuyến": _text(record.online),
            "đường nộp trực tuyến": record.online_url,
        }
    )


def _steps(record: Record, _day: date) -> Mapping[str, str]:
    steps = "; ".join(f"{one.name} ({one.in_charge}): {work_time(one, record.works_in)}" for one in record.process)
    return _said({"trình tự": _text(record.steps), "quy trình nội bộ": steps})


def _conditions(record: Record, _day: date) -> Mapping[str, str]:
    return _said({"điều kiện": _text(record.conditions), "không phải làm": _text(record.exempt)})


def _applicants(record: Record, _day: date) -> Mapping[str, str]:
    return _said({"đối tượng": _text(record.applicants)})


def _result(record: Record, _day: date) -> Mapping[str, str]:
    return _said(
        {"kết quả": _text(record.result), "hiệu lực của kết quả": record.result.validity if record.result else None}
    )


def _text(part: Text | None) -> str | None:
    return part.text if part else None


def _said(told: Mapping[str, str | None]) -> dict[str, str]:
    """Without what the record does not say."""
    return {name: value for name, value in told.items() if value}


def _laws(record: Record, _day: date) -> Mapping[str, str]:
    return {f"{LAW}{item.law}": item.article or "có" for item in record.legal_basis.items}


def _name(record: Record, _day: date) -> Mapping[str, str]:
    return _said({"tên thủ tục": record.name, "mã thủ tục": record.code.value})


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
BESIDE = frozenset(
    [*(_named(purpose) for purpose in Purpose if purpose != Purpose.PROCESSING), "thời hạn, phần bằng lời", "cách nộp"]
)
"""What a record may leave out: that it is written down for the first time is no change."""
VALUES: dict[str, Callable[[Record, date], Mapping[str, str]]] = {
    "overview": _name,
    "time": _times,
    "documents": _papers,
    "place": _place,
    "online": _online,
    "steps": _steps,
    "conditions": _conditions,
    "applicants": _applicants,
    "result": _result,
    "legal_basis": _laws,
}
