"""Brings a Word decision in as drafts: every row becomes a version of its procedure, or the whole file is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures import catalogue, settings
from procedures import models as m
from procedures.comparing import summary
from procedures.decision_cells import REFERS, UNCHANGED, fees_of, times_of
from procedures.decision_file import Announced, DecisionFile, read_decision
from procedures.folding import fold
from procedures.importing import Report, write_record
from procedures.interview import still_asked
from procedures.kinds import ChangeKind, ChannelKind, Confidence, Level, Policy, Purpose
from procedures.mapping import Entry
from procedures.names import AGENCY_LEVELS
from procedures.national_record import UNKNOWN_AGENCY, faults_of, name_in_a_sentence, what_is_done
from procedures.record import Record
from procedures.yaml_file import Fault, FaultyFiles

CHANNELS = (
    (ChannelKind.DIRECT, r"trực tiếp"),
    (ChannelKind.POSTAL, r"bưu chính|bưu điện|\bBCCI\b"),
    (ChannelKind.ONLINE, r"trực tuyến|qua mạng|dịch vụ công|toàn trình|một phần"),
)
"""What a column of ways to file may say."""
EXCEPT = re.compile(r"\b(?:không|trừ|ngoài|chỉ)\b", re.IGNORECASE)
"""Beside ways to file it says that some of those named are none."""
SAYS_WHERE = re.compile(r"\btại\b|\bđến\b", re.IGNORECASE)
OTHER_KIND = re.compile(r"\((?:bị )?(?:bãi bỏ|hủy bỏ|thay thế|mới ban hành|ban hành mới)[^)]*\)", re.IGNORECASE)
SHORT_FORM = re.compile(r"\b(?:GP|XBP|TTHC|GCN|TTĐT|NXB|VPĐD|BC)\b")
COUNTER = re.compile(r"phuc vu hanh chinh cong|mot cua")
"""In a place that is the department's own counter."""
CELLS = ("time", "shortened", "fee", "place", "channels", "basis")
"""Columns of a row that set a value."""
LAW_NUMBER = re.compile(r"(?:\d+\.)?\d+/\d{4}/[A-ZĐ][\w-]*")


@dataclass(frozen=True)
class _Known:
    """Procedures of the catalogue on the day the decision takes effect, by code and by name (an alias is no name)."""

    by_code: dict[str, Record]
    by_name: dict[str, Record]
    laws: dict[str, str]
    """Key in our table of each law by its number."""

    def find(self, code: str | None, name: str) -> Record | None:
        """The procedure of a row; raises _Unplaced where its code is one's and its name another's."""
        coded, named = self.by_code.get(code) if code else None, self.by_name.get(_key(name))
        if coded and named and coded.id != named.id:
            raise _Unplaced(f"mã {code} là của “{coded.name}”, tên là của “{named.name}” (mã {named.code.value})")
        return coded or named


def import_decision(session: Session, path: Path, entry: Entry) -> Report:
    """Raises FaultyFiles, naming each row, where one cannot be placed; nothing is written then."""
    decision = read_decision(path)
    known = _known(session, decision.effective_from)
    source = _source(session, decision)
    drafts, faults, notes = [], [], [*decision.notes]
    described = _new_ones_described(session, decision, known)
    decision = replace(decision, rows=[*decision.rows, *described])
    for row in decision.rows:
        own = {_key(one) for one in row.replaced_by} & {_key(one.name) for one in described}
        notes += [*([] if own else _of_the_new_one(row)), *_unread(row, known)]
        try:
            draft = _draft(session, decision, row, known, source)
            without = _without_old_steps(draft)
            if without is not draft:
                notes.append(f"{row.where}, “{row.name}”: các bước nội bộ cũ không cộng thành thời hạn mới, đã bỏ ra.")
            drafts.append(Record.parse_obj(without))
        except _Unplaced as refused:
            faults.append(Fault(path, 1, row.where, f"“{row.name}”: {refused}"))
        except ValidationError as error:
            faults += [Fault(path, 1, row.where, f"“{row.name}”: {one.reason}") for one in faults_of(error, path, 1)]
    twice = [one for one, count in Counter(record.id for record in drafts).items() if count > 1]
    faults += [Fault(path, 1, one, "có ở nhiều bảng của cùng quyết định, mỗi bảng một kiểu thay đổi") for one in twice]
    if faults:
        raise FaultyFiles(faults)
    report = Report()
    for record in drafts:
        write_record(session, record, report, entry)
        if record.id in report.added:
            report.told[record.id] = summary(record)
    day = decision.effective_from
    report.notes[:0] = [
        f"Quyết định {decision.number}, hiệu lực từ {day:%d/%m/%Y}: {len(drafts)} thủ tục.",
        *dict.fromkeys(notes),
    ]
    return report


def _new_ones_described(session: Session, decision: DecisionFile, known: _Known) -> list[Announced]:
    """Procedures that only a table of replacements describes: by their name, code, time and fee beside the old one."""
    told = {_key(row.name) for row in decision.rows if row.kind == ChangeKind.NEW}
    fields = {field.id: field.name for field in catalogue.fields(session)}
    found: dict[str, Announced] = {}
    for row in decision.each:
        if row.kind != ChangeKind.REPLACED or len(row.replaced_by) != 1 or not (row.new_code or row.time):
            continue
        name = _flat(row.replaced_by[0])
        old = known.by_code.get(row.code or "") or known.by_name.get(_key(row.name))
        if old is None or _key(name) in told or known.by_name.get(_key(name)) or known.by_code.get(row.new_code or ""):
            continue
        own = replace(row, kind=ChangeKind.NEW, name=name, code=row.new_code, replaced_by=[], new_code=None)
        found.setdefault(_key(name), replace(own, field_name=row.field_name or fields.get(old.field)))
    return list(found.values())


class _Unplaced(Exception):
    """The row belongs to nothing that is known."""


def _known(session: Session, day: date) -> _Known:
    records = catalogue.records_on(session, day)
    names = [(name, record) for record in records for name in (record.name, record.short_name)]
    return _Known(
        {code: r for r in records for code in (r.code.value, *r.code.former) if code},
        {_key(name): record for name, record in reversed(names)},
        {law.number: law.key for law in catalogue.laws(session).values() if law.number},
    )


def _key(name: str) -> str:
    told = re.sub(r"^(?:thu tuc )(?:hanh chinh )?", "", fold(name))
    return re.sub(r"[^a-z0-9]+", " ", told).strip()


def _of_the_new_one(row: Announced) -> list[str]:
    """What a table of replaced procedures says of the new one, which is a procedure of its own."""
    told = [text for text in (row.time, row.shortened, row.fee, row.place, row.channels) if text]
    if row.kind != ChangeKind.REPLACED or not told:
        return []
    named = "; ".join(" ".join(text.split()) for text in told)
    return [f"! {row.where}: “{named}” là của thủ tục thay thế, không nạp từ dòng này; hãy sửa ở thủ tục ấy."]


def _unread(row: Announced, known: _Known) -> list[str]:
    """What of a row is not brought in: ways to file that name none we know, remarks, another agency than before."""
    found = []
    told = row.channels or ""
    if told and not SAYS_WHERE.search(told) and (not _channels_named(told) or EXCEPT.search(told)):
        found.append(f"! {row.where}: cách thức “{_flat(told)}” chưa đọc được, không nạp.")
    if row.note:
        found.append(f"! {row.where}: “{_flat(row.note)}” không nạp; anh/chị đọc và sửa ở thủ tục nếu cần.")
    unknown = [number for number in LAW_NUMBER.findall(row.basis or "") if number not in known.laws]
    if unknown or (row.basis and not LAW_NUMBER.search(row.basis)):
        told = ", ".join(dict.fromkeys(unknown)) or _flat(row.basis or "")[:120]
        found.append(f"! {row.where}: văn bản “{told}” chưa có trong bảng văn bản, không nạp làm căn cứ.")
    target = known.by_code.get(row.code or "") or known.by_name.get(_key(row.name))
    if row.agency and target and row.kind == ChangeKind.AMENDED:
        named = {_key(one.name) for one in target.agencies.items}
        if not any(_key(row.agency) in one or one in _key(row.agency) for one in named):
            found.append(f"! {row.where}: cơ quan “{_flat(row.agency)}” khác dữ liệu đang có, không nạp.")
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _channels_named(text: str) -> list[ChannelKind]:
    return [kind for kind, pattern in CHANNELS if re.search(pattern, text, re.IGNORECASE)]


def _source(session: Session, decision: DecisionFile) -> str:
    key = f"qd-{re.sub(r'[^a-z0-9]+', '-', fold(decision.number)).strip('-')}"[:64]
    title = f"Quyết định {decision.number} ngày {decision.signed_on:%d/%m/%Y}"
    if session.get(m.SourceRow, key) is None:
        session.add(m.SourceRow(key=key, title=title, url=None, checked_on=settings.today()))
        session.flush()
    return key


def _without_old_steps(told: dict[str, Any]) -> dict[str, Any]:
    """The draft; without the internal steps where they do not add up to the time that the decision sets."""
    if not told.get("process"):
        return told
    try:
        Record.parse_obj(told)
    except ValidationError as error:
        if any(one["loc"][0] == "process" for one in error.errors()):
            return {**told, "process": []}
    return told


def _draft(session: Session, decision: DecisionFile, row: Announced, known: _Known, source: str) -> dict[str, Any]:
    target = known.find(row.code, row.name)
    if target is None and row.kind != ChangeKind.NEW:
        raise _Unplaced("không có trong danh mục, theo mã cũng như theo tên")
    if target and row.kind == ChangeKind.NEW and row.code and row.code not in (target.code.value, *target.code.former):
        raise _Unplaced(f"ghi là mới với mã {row.code}, nhưng tên là của “{target.id}” (mã {target.code.value})")
    if target and row.level and row.level != target.level:
        ours = AGENCY_LEVELS[target.level]
        raise _Unplaced(f"mục ghi {AGENCY_LEVELS[row.level]} mà thủ tục “{target.id}” trong danh mục là của {ours}")
    row = _without_unchanged(row, target)
    told = target.dict(by_alias=True) if target else _new(session, row, source)
    imported = f"Nhập từ bảng của Quyết định {decision.number}, chưa có cán bộ xác nhận từng giá trị."
    told |= {
        "effective_from": decision.effective_from,
        "effective_to": None,
        "sourced_on": target.sourced_on if target else settings.today(),  # the rest was read when it was read
        "verified_on": None,
        "verified_by": None,
        "decision": {"number": decision.number, "issued_on": decision.signed_on},
        "change": {"kind": row.kind, "successors": _successors(row, known, decision), "reason": None},
        "standing": imported,
    }
    if target and row.kind == ChangeKind.AMENDED and target.standing:
        # What was in doubt of the rest still is, and where that is its rule it comes first.
        both = [target.standing, imported] if target.answer_policy == Policy.OLD_RULE else [imported, target.standing]
        told["standing"] = target.standing if imported in target.standing else " ".join(both)
    if row.kind in (ChangeKind.NEW, ChangeKind.AMENDED):
        told |= _values(known, row, source)
        told |= _channels_of(row, told.get("channels", []))
        if target and row.kind == ChangeKind.AMENDED:
            told |= _kept(target, told) | _laws_beside(target, told)
            told["name"] = _name_now(target, row)
    if target:
        told["interview"] = [question.dict() for question in still_asked(target.interview, _cases(told))]
    return told


def _without_unchanged(row: Announced, target: Record | None) -> Announced:
    """The row without its cells "Giữ nguyên"; raises _Unplaced where nothing stood before, or a row is pointed at."""
    told = {name: " ".join(fold(text).split()) for name in CELLS if (text := getattr(row, name))}
    for name, text in told.items():
        if REFERS.fullmatch(text):
            raise _Unplaced(f"ô “{_flat(getattr(row, name))}” chỉ sang dòng khác; cần ghi rõ giá trị ở dòng này")
        if UNCHANGED.fullmatch(text) and (target is None or row.kind != ChangeKind.AMENDED):
            raise _Unplaced(f"ô “{_flat(getattr(row, name))}” nhưng thủ tục này chưa có giá trị nào trước đó")
    kept: dict[str, Any] = {name: None for name, text in told.items() if UNCHANGED.fullmatch(text)}
    return replace(row, **kept)


def _name_now(target: Record, row: Announced) -> str:
    """The name that the row gives; what it has where only the writing differs: capitals, short forms, a bracket.

    Raises _Unplaced where a bracket says another kind of change than the table.
    """
    name = " ".join(row.name.split())
    if said := OTHER_KIND.search(name):
        raise _Unplaced(f"tên kèm “{said.group()}”, khác loại của bảng")
    written_otherwise = name.isupper() or SHORT_FORM.search(name) or "\u00ad" in name or "(" in name
    same = _key(name) == _key(target.name) or _key(name) == _key(target.short_name)
    return target.name if same or written_otherwise or len(name) < 5 else name


def _cases(told: Mapping[str, Any]) -> set[str | None]:
    """Cases of the papers and fees of a record that is being made."""
    groups = (told.get("documents") or {}).get("groups", [])
    return {one.get("case") for one in [*groups, *(told.get("fee") or {}).get("items", [])]}


def _kept(target: Record, told: Mapping[str, Any]) -> dict[str, Any]:
    """What an amended procedure's row does not speak of: spans beside the one it takes, the department's counter."""
    kept: dict[str, Any] = {}
    items = (told.get("time") or {}).get("items")
    if items and target.time and told["time"] != target.time.dict():
        beside = [rule.dict() for rule in target.time.items if rule.purpose != Purpose.PROCESSING]
        kept["time"] = {**told["time"], "items": [*items, *beside]}
    place = told.get("place")
    if place and target.place and target.place.at_reception and COUNTER.search(_key(place["text"])):
        kept["place"] = {**place, "at_reception": True}
    return kept


def _channels_of(row: Announced, held: list[dict[str, Any]]) -> dict[str, Any]:
    """The ways to file that the row names, with what is noted of those that were known; none where it names none."""
    told = row.channels or ""
    named = [] if EXCEPT.search(told) else _channels_named(told)
    noted = {one["kind"]: one for one in held}
    return {"channels": [noted.get(kind, {"kind": kind}) for kind in named]} if named else {}


def _laws_beside(target: Record, told: Mapping[str, Any]) -> dict[str, Any]:
    """An amending row names what amends: it stands beside the laws the procedure rests on."""
    known = {one.law: one.dict() for one in target.legal_basis.items}
    named = [known.get(one["law"], one) for one in told["legal_basis"]["items"]]  # with the article it had
    items = [held for law, held in known.items() if law not in {one["law"] for one in named}]
    sources = [*told["legal_basis"]["sources"]]
    sources += [one for one in target.legal_basis.sources if one not in sources]
    whole = {**target.legal_basis.dict(), **told["legal_basis"]}
    return {"legal_basis": {**whole, "items": [*items, *named], "sources": sources}}


def _successors(row: Announced, known: _Known, decision: DecisionFile) -> list[str]:
    """Ids of what replaces the procedure: of the catalogue, or as the same decision's new rows will be called.

    Raises _Unplaced where it is neither."""
    new = {_key(one.name): _id(one.code, one.name) for one in decision.rows if one.kind == ChangeKind.NEW}
    found = []
    for told in row.replaced_by:
        parts = [part for part in re.split(r"[;\n]", told) if part.strip()]
        each = all(known.find(None, part) or _key(part) in new for part in parts)
        for name in parts if each else [_flat(told)]:  # a name may go on in the next line
            one = known.find(None, name)
            if one is None and _key(name) not in new:
                raise _Unplaced(f"thủ tục thay thế “{name}” không có trong danh mục, cũng không là thủ tục mới ở đây")
            found.append(one.id if one else new[_key(name)])
    return found


def _id(code: str | None, name: str) -> str:
    return f"tthc-{code.replace('.', '-')}" if code else _key(name).replace(" ", "-")[:96].strip("-")


def _new(session: Session, row: Announced, source: str) -> dict[str, Any]:
    sourced = {"confidence": Confidence.MEDIUM, "sources": [source]}
    procedure = _id(row.code, row.name)
    return {
        "id": procedure,
        "name": row.name,
        "short_name": name_in_a_sentence(row.name),
        "field": _field(session, row),
        "level": row.level or Level.PROVINCE,
        "action": what_is_done(row.name),
        "object": procedure,
        "code": {"value": row.code, "confidence": Confidence.MEDIUM, "verified": False},
        "answer_policy": Policy.ANSWER,
        "agencies": {**sourced, "items": [{"name": row.agency or UNKNOWN_AGENCY}]},
        "legal_basis": {**sourced, "items": []},
    }


def _field(session: Session, row: Announced) -> str:
    told = _key(row.field_name or "")
    fields = session.scalars(select(m.FieldRow).order_by(m.FieldRow.position)).all()
    found = next((one for one in fields if told and (told in _key(one.name) or _key(one.name) in told)), None)
    if found is None:
        raise _Unplaced(f"lĩnh vực “{row.field_name or 'không ghi'}” chưa có trong bảng lĩnh vực")
    return found.id


def _values(known: _Known, row: Announced, source: str) -> dict[str, Any]:
    """Time, fee, place and laws where the row has them; what cannot be told apart stays as text with a warning."""
    sourced = {"confidence": Confidence.MEDIUM, "sources": [source]}
    told: dict[str, Any] = {}
    if row.time:
        told["time"] = {**sourced, **times_of(row.time, row.shortened)}
    if row.fee:
        told["fee"] = {**sourced, **fees_of(row.fee)}
    place = row.place or (row.channels if row.channels and SAYS_WHERE.search(row.channels) else None)
    if place:
        told["place"] = {**sourced, "text": " ".join(place.split())}
    if row.basis and (cited := _laws(known, row.basis)):
        told["legal_basis"] = {**sourced, "items": cited}
    return told


def _laws(known: _Known, text: str) -> list[dict[str, str]]:
    """Laws of our table that the text names by number."""
    return [{"law": known.laws[one]} for one in dict.fromkeys(LAW_NUMBER.findall(text)) if one in known.laws]
