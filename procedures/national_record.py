"""A record of the national portal as a draft of ours: what its reader left in doubt is marked and not counted with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from procedures import record as r
from procedures.folding import fold
from procedures.kinds import Action, Confidence, Level, Policy, Standing, TimeUnit
from procedures.names import money
from procedures.national import Law, PortalRecord
from procedures.passing_fees import Ended, passing_fee
from procedures.portal_tables import NOT_APART, SAYS_FREE, ChannelLine, Fee, PaperGroup, amounts_in
from procedures.yaml_file import Fault

STANDING = (
    "Bản ghi nhập từ Cổng Dịch vụ công quốc gia, chưa được cán bộ đối chiếu với quyết định công bố."
    " Phải đối chiếu mức phí, thời hạn, thành phần hồ sơ và cơ quan giải quyết trước khi duyệt."
)
UNKNOWN_AGENCY = "Cơ quan giải quyết chưa nêu trong nguồn"
LEVELS = {"Cấp tỉnh": Level.PROVINCE, "Cấp xã": Level.COMMUNE, "Cấp bộ": Level.MINISTRY, "Cấp Bộ": Level.MINISTRY}
ACTS = (
    (r"cap lai|cap bu", Action.REISSUE),
    (r"cap doi|doi the|doi giay", Action.EXCHANGE),
    (r"gia han", Action.EXTEND),
    (r"sua doi|dieu chinh|thay doi|bo sung|cap nhat", Action.AMEND),
    (r"chuyen nhuong|chuyen quyen", Action.TRANSFER),
    (r"thong bao|khai bao|bao cao", Action.NOTIFY),
    (r"dang ky", Action.REGISTER),
    (r"chap thuan|phe duyet|cong nhan|tham dinh", Action.APPROVE),
    (r"cap ", Action.ISSUE),
)
"""First words of a name -> what is done; the earliest one in the name counts."""
SPAN = re.compile(r"\b(\d{1,3}) ?(?:\([^)]{1,20}\) ?)?(ngày làm việc|ngày|giờ|tháng)\b")
OF_A_CASE = re.compile(r"\b(?:đối với|trường hợp|dưới \d|trên \d|cho mỗi|với quỹ)\b", re.IGNORECASE)
"""A fee's note that says for whom, or for what size, it is: told with the fee, never left beside it."""
UNCLEAR = "Số bản của vài giấy tờ không tách được từ nguồn."
LONGEST_CASE = 240
"""Characters of a price's own note, up to which it names the case of one of several prices."""
MOST_OTHER_TIMES = 4
"""Of those that a description names, told in a warning."""


def as_record(portal: PortalRecord, day: date, known_laws: Mapping[str, str]) -> r.Record:
    """The record as a draft that begins on ``day``; ``known_laws`` gives the key of a number we hold already.

    Raises pydantic's ValidationError for what no record may hold.
    """
    sourced = {"confidence": Confidence.MEDIUM, "sources": [portal.id]}
    return r.Record.parse_obj(
        {
            "id": portal.id,
            "name": portal.name,
            "short_name": name_in_a_sentence(portal.name),
            "field": portal.field_id,
            "level": next((level for name, level in LEVELS.items() if name in portal.levels), Level.OTHER),
            "action": what_is_done(portal.name),
            "object": portal.id,
            "code": {"value": portal.code, "confidence": Confidence.HIGH, "verified": False},
            "answer_policy": Policy.ANSWER,
            "standing": STANDING,
            "effective_from": day,
            "sourced_on": day,
            "decision": {"number": portal.decision} if portal.decision else None,
            "channels": list({line.channel: {"kind": line.channel} for line in portal.channels}.values()),
            "agencies": {**sourced, "items": [{"name": name} for name in portal.agencies[:1] or [UNKNOWN_AGENCY]]},
            "applicants": _text(sourced, "; ".join(portal.applicants), kinds=portal.applicants),
            "documents": _documents(sourced, portal.groups),
            "time": _times(sourced, portal.channels),
            "fee": _fees(sourced, portal.channels, day),
            "place": _text(sourced, portal.place),
            "steps": _text(sourced, portal.steps),
            "conditions": _text(sourced, portal.conditions),
            "result": _result(sourced, portal.results),
            "legal_basis": {**sourced, "items": _citations(portal.laws, known_laws)},
        }
    )


def name_in_a_sentence(name: str) -> str:
    """ "Thủ tục cấp lại thẻ" -> "cấp lại thẻ"."""
    told = re.sub(r"^thủ tục (?:hành chính )?", "", name, flags=re.IGNORECASE).strip() or name
    return told[:1].lower() + told[1:] if told[1:2].islower() else told


def what_is_done(name: str) -> Action:
    """The act that a name begins with."""
    folded = fold(name)
    found = [(at.start(), action) for pattern, action in ACTS if (at := re.search(rf"\b(?:{pattern})", folded))]
    return min(found, key=lambda one: one[0])[1] if found else Action.OTHER


def _text(sourced: Mapping[str, Any], text: str | None, **more: Any) -> dict[str, Any] | None:
    return {**sourced, "text": text, **more} if text else None


def _documents(sourced: Mapping[str, Any], groups: list[PaperGroup]) -> dict[str, Any] | None:
    if not groups:
        return None
    doubts = {paper.doubt for group in groups for paper in group.items if paper.doubt}
    told = [
        {
            "case": group.case,
            "items": [
                {
                    "name": paper.name,
                    "form": paper.form,
                    "original": paper.original,
                    "copy": paper.copy,
                    "note": paper.doubt,
                }
                for paper in group.items
            ],
        }
        for group in groups
    ]
    warnings = [UNCLEAR] if doubts - {NOT_APART} else []
    warnings += ["Có phần không tách thành từng giấy tờ được."] if NOT_APART in doubts else []
    return {**sourced, "groups": told, "warning": " ".join(warnings) or None}


def _times(sourced: Mapping[str, Any], lines: list[ChannelLine]) -> dict[str, Any] | None:
    items = [_time_rule(line, lines) for line in lines if line.time.amount is not None]
    kept = [line.time.text for line in lines if line.time.stated and line.time.amount is None and line.time.text]
    doubts = dict.fromkeys(doubt for line in lines if (doubt := _time_doubt(line)))
    if others := _other_times(lines):
        doubts[f"mô tả của nguồn còn nêu {', '.join(others)} cho trường hợp hay bước khác"] = None
    if not items and not kept:
        return None
    warning = f"Chưa chắc: {'; '.join(doubts)}." if doubts else None
    return {**sourced, "items": _once(items), "text": "; ".join(dict.fromkeys(kept)) or None, "warning": warning}


def _time_rule(line: ChannelLine, lines: list[ChannelLine]) -> dict[str, Any]:
    """Where one channel has several times, the row's own description says which is which."""
    several = sum(other.channel == line.channel for other in lines) > 1
    doubt = _time_doubt(line)
    return {
        "amount": line.time.amount,
        "unit": line.time.unit or TimeUnit.UNSTATED,
        "channel": line.channel,
        "standing": Standing.UNCERTAIN if doubt else Standing.CURRENT,
        "confidence": Confidence.LOW if doubt else None,
        "basis": " ".join(line.note.split())[:200] or None if several else None,
    }


def _other_times(lines: list[ChannelLine]) -> list[str]:
    """Times that a row's description gives and no row's cell: of another case or of a stage, the source decides."""
    held = {line.time.amount for line in lines}
    told = [SPAN.finditer(line.note) for line in lines if line.time.amount is not None]
    found = dict.fromkeys(f"{one[1]} {one[2]}" for spans in told for one in spans if int(one[1]) not in held)
    return list(found)[:MOST_OTHER_TIMES]


def _time_doubt(line: ChannelLine) -> str | None:
    """Why the time of a row is in doubt: its own reason, or a description that gives the number another unit."""
    if line.time.doubt or line.time.unit not in (TimeUnit.DAY, TimeUnit.WORKING_DAY):
        return line.time.doubt
    number = rf"\b0?{line.time.amount} ?(?:\([^)]{{1,20}}\) ?)?"
    told = set(re.findall(rf"{number}(ngày làm việc|ngày)", line.note))
    if (others := set(SPAN.findall(line.note))) and len(others) == 1 and not told:
        number, unit = others.pop()
        if int(number) != line.time.amount:
            return f"bảng ghi {line.time.text}, mô tả ghi {int(number)} {unit}"
    cell = "ngày làm việc" if line.time.unit == TimeUnit.WORKING_DAY else "ngày"
    if len(told) != 1 or cell in told:
        return None
    return f"bảng ghi {line.time.text}, mô tả ghi {line.time.amount} {told.pop()}"


def _fees(sourced: Mapping[str, Any], lines: list[ChannelLine], day: date) -> dict[str, Any] | None:
    stated = [(line, fee) for line in lines for fee in line.fees if fee.stated]
    doubts = dict.fromkeys(fee.doubt for _, fee in stated if fee.doubt)
    apart, items, kept = _told_apart_by_notes(stated), list[dict[str, Any]](), dict[str, None]()
    for line, fee in stated:
        cases, doubt = _fee_cases(line, fee, day) if fee.parsed else ([], None)
        named = {"case": _case_in(fee), "note": None, "channel": None} if apart else {}
        items += [{**case, **named} for case in cases]
        doubts |= {doubt: None} if doubt else {}
        kept |= {} if cases else {f"{fee.text} ({fee.note})" if fee.note else fee.text: None}
    if not items and not kept:
        return None
    warning = f"Chưa chắc: {'; '.join(doubts)}." if doubts else None
    return {**sourced, "items": _once(items), "text": "; ".join(kept) or None, "warning": warning}


def _case_in(fee: Fee) -> str | None:
    """The note as the name of a case; none where it only says again that nothing is charged."""
    return None if fee.amount_vnd == 0 and SAYS_FREE.fullmatch(fee.note or "") else fee.note


def _told_apart_by_notes(stated: list[tuple[ChannelLine, Fee]]) -> bool:
    """Whether the rows are cases and no ways to file: "Đối với sân bay trực thăng", "Đối với cảng hàng không khác"."""
    amounts: dict[str, set[int | None]] = {}
    for _, fee in stated:
        amounts.setdefault(fee.note or "", set()).add(fee.amount_vnd)
    each_once = all(len(held) == 1 for held in amounts.values())
    several = len({fee.amount_vnd for _, fee in stated}) > 1 and len({line.channel for line, _ in stated}) > 1
    return several and each_once and "" not in amounts and all(len(note) <= LONGEST_CASE for note in amounts)


def _fee_cases(line: ChannelLine, fee: Fee, day: date) -> tuple[list[dict[str, Any]], str | None]:
    """The fee, before and after an amount that its note says holds for a while; why it is in doubt, if it is.

    None where the note says that the fee has ended; in doubt where it names an amount that the row does not hold.
    """
    note = fee.note or ""
    several = len({one.note for one in line.fees if one.parsed and one.note}) > 1
    of_a_case = bool(OF_A_CASE.search(note)) and bool(fee.amount_vnd)
    named = (several or of_a_case) and bool(note) and len(note) <= LONGEST_CASE
    case = {
        "case": fee.note if named else None,
        "amount_vnd": fee.amount_vnd,
        "foreign": fee.foreign,
        "unit": (fee.unit or "")[:64] or None,
        "channel": line.channel,
        "note": None if named else fee.note,
        "confidence": Confidence.LOW if fee.doubt else None,
    }
    unsure = {**case, "confidence": Confidence.LOW, "standing": Standing.UNCERTAIN}
    try:
        passing = passing_fee(fee.amount_vnd, note, day) if fee.amount_vnd else None
    except Ended as error:
        return [], str(error)
    except ValueError as error:
        return [{**case, "confidence": Confidence.LOW}], str(error)
    if passing is None:
        others = amounts_in(note) - {one.amount_vnd for one in line.fees} if fee.amount_vnd else set()
        if not others and of_a_case and not named:
            return [unsure], "chú thích nêu mức của từng trường hợp"
        if not others:
            return [case], None
        told = {"case": note, "note": None} if len(note) <= LONGEST_CASE else {}
        return [{**unsure, **told, "unit": None}], f"chú thích còn nêu {', '.join(map(money, sorted(others)))}"
    cases = [{**case, "amount_vnd": passing.amount_vnd, "effective_from": passing.begins, "effective_to": passing.ends}]
    if passing.amount_vnd != fee.amount_vnd:
        cases.append({**case, "effective_from": passing.after})
        later = passing.begins and passing.begins > day  # what was charged before the draft begins is none of its
        cases += [{**case, "effective_to": passing.begins - timedelta(days=1)}] if passing.begins and later else []
    return cases, None


def _once(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for at, item in enumerate(items) if item not in items[:at]]


def _result(sourced: Mapping[str, Any], results: list[tuple[str, str | None]]) -> dict[str, Any] | None:
    named = [(name, code) for name, code in results if name]
    codes = [code for _, code in named if code]
    return _text(sourced, "; ".join(name for name, _ in named), code=codes[0][:64] if len(codes) == 1 else None)


def _citations(laws: list[Law], known: Mapping[str, str]) -> list[dict[str, str]]:
    keys = dict.fromkeys(known.get(law.number or "") or law.key for law in laws)
    return [{"law": key} for key in keys]


def faults_of(error: ValidationError, path: Path, line: int) -> list[Fault]:
    return [Fault(path, line, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
