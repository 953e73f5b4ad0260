"""A Word decision that announces procedures (new, amended, replaced, abolished), read from its tables.

What a table's columns hold is told by their headers alone; a header that is not known is refused and named, for a
column that is guessed at may be a fee. Merged cells count for every row and column they cover.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.table import Table

from procedures.decision_head import read_head
from procedures.decision_table import (
    MOST_CELLS,
    WORD,
    Grid,
    UnreadableTable,
    by_meaning,
    cells_of,
    doubled,
    is_too_long,
    meaning_of,
    plain,
    unit_of,
)
from procedures.folding import fold
from procedures.kinds import ChangeKind, Level
from procedures.office_file import check, kind_of
from procedures.yaml_file import Fault, FaultyFiles

BODY = "word/document.xml"
MOST_BODY = 30 * 2**20
"""Bytes of the text itself, unpacked: a list of thousands of procedures has less."""
CODE = re.compile(r"\b(\d\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?\b")
CODE_IN_BRACKETS = re.compile(r"\s*\((?:mã[^)]*)?\)", re.IGNORECASE)
OF_FIELD = re.compile(
    r"\b(?:trong )?(?:các )?lĩnh vực ([^.;()]+?)(?: thuộc\b| tại\b| trên\b| của\b| do\b|[.;()]|$)", re.IGNORECASE
)
TRACKED = ("ins", "del", "moveFrom", "moveTo")
"""Elements of changes that nobody has accepted yet; python-docx does not read what stands in them."""
KINDS = (
    (ChangeKind.NEW, r"moi ban hanh|ban hanh moi|cong bo moi"),
    (ChangeKind.AMENDED, r"sua doi|bo sung"),
    (ChangeKind.REPLACED, r"thay the"),
    (ChangeKind.ABOLISHED, r"bai bo|huy bo|het hieu luc|khong tiep tuc thuc hien|cham dut"),
)
LEVELS = {
    "tinh": Level.PROVINCE, "xa": Level.COMMUNE, "trung uong": Level.MINISTRY, "bo": Level.MINISTRY,
    "huyen": Level.OTHER,
}  # fmt: skip
OF_LEVEL = re.compile(rf"\bcap ({'|'.join(LEVELS)})\b")
LONGEST_HEADING = 200
ABOLISHES = re.compile(
    r"\bbãi bỏ (?:các |\d+ )?(?:thủ tục|TTHC)[^.;]*\b(?:tại|của|trong|ban hành)\b[^.;]*\d", re.IGNORECASE
)
LIMITS = re.compile(
    r"^(?:\*|ghi chú|lưu ý|chú thích)|\bchỉ áp dụng\b|\bthí điểm\b|\btạm (?:dừng|ngưng)\b", re.IGNORECASE
)
"""A sentence outside of the tables that limits what stands in them."""
DETAIL = re.compile(
    r"^\W*(?:[a-zđ]\)|\d+(?:\.\d+)*[.)]?)?\s*"
    r"(?:thời hạn giải quyết|phí,? lệ phí|lệ phí|phí|thành phần hồ sơ|thành phần, số lượng)\b[^:]{0,40}:",
    re.IGNORECASE,
)
"""Of the second part of a decision, which tells each procedure in full."""
UNCHANGED = re.compile(r"\b(?:giu nguyen|khong (?:sua doi|thay doi|bo sung))\b")
"""A heading of procedures that the decision leaves as they are."""
TOLD = ("time", "shortened", "fee", "place", "channels", "basis", "note")
"""Columns whose texts a row carries."""
FIGURE = re.compile(r"\(?\d+\)?")
NUMBERED = re.compile(r"^\d+[.)]\s+")
BULLET = re.compile(r"^[-–+*•]\s*")
CONTINUED = "…"
"""Name of a row that only goes on with the one above it."""
SECTION = re.compile(r"^(?:(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)*)\s*[.)/-]\s*)?(?:lĩnh vực\s*:?\s*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Announced:
    """One row of a table of the decision; texts are as the decision has them."""

    kind: ChangeKind
    name: str
    where: str
    code: str | None = None
    order: str | None = None
    """Its number in the table."""
    replaced_by: list[str] = field(default_factory=list)
    new_code: str | None = None
    """Of the one that replaces it, where the table gives it."""
    time: str | None = None
    shortened: str | None = None
    """The time the department commits to instead."""
    fee: str | None = None
    place: str | None = None
    channels: str | None = None
    """How it may be filed, as the decision has it."""
    basis: str | None = None
    note: str | None = None
    """Remarks, and in words what is amended: of the officer to read."""
    level: Level | None = None
    """Whose procedures these are, where a heading above says it."""
    agency: str | None = None
    field_name: str | None = None


@dataclass(frozen=True)
class DecisionFile:
    """``rows`` are one a procedure and kind of change; ``each`` are they as the tables have them."""

    number: str
    signed_on: date
    effective_from: date
    rows: list[Announced]
    each: list[Announced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What was left out of the reading, for the officer."""


def is_decision(path: Path) -> bool:
    """Told by what it holds; what cannot be opened by its name."""
    return kind_of(path) in (".docx", ".docm", ".doc")


def read_decision(path: Path) -> DecisionFile:
    """Raises FaultyFiles, naming table, row and column, for what cannot be read for certain."""
    check(path, BODY)
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo(BODY).file_size
    if size > MOST_BODY:
        reason = f"nội dung dài {size // 2**20} MB, tối đa {MOST_BODY // 2**20} MB; hãy tách thành nhiều tệp"
        raise FaultyFiles([Fault(path, 1, "", reason)])
    try:
        document = docx.Document(str(path))
    except (KeyError, ValueError, SyntaxError, AttributeError, PythonDocxError) as error:
        raise FaultyFiles([Fault(path, 1, "", f"không đọc được tệp Word: {error}")]) from None
    if is_too_long(document.element.body):
        raise FaultyFiles([Fault(path, 1, "bảng", f"hơn {MOST_CELLS} ô; hãy tách thành nhiều tệp")])
    _unwrap(document.element.body)
    try:
        return _Reader(path).read(list(document.iter_inner_content()))
    except UnreadableTable as error:
        raise FaultyFiles([Fault(path, 1, "bảng", str(error))]) from None


def _unwrap(body: Any) -> None:
    """Takes what stands in content controls, smart tags and fields out of them: python-docx does not read there.

    A raised figure behind a number is a footnote's, and no part of it.
    """
    for run in [one for one in body.iter(f"{WORD}r") if _is_a_raised_figure(one)]:
        run.getparent().remove(run)
    for tag in ("sdt", "smartTag", "fldSimple"):
        for wrapper in [one for one in body.iter("*") if one.tag == f"{WORD}{tag}"][::-1]:
            inside = wrapper.find(f"{WORD}sdtContent") if tag == "sdt" else wrapper
            kept = [one for one in inside if not one.tag.endswith("Pr")] if inside is not None else []
            for one in kept:
                wrapper.addprevious(one)
            wrapper.getparent().remove(wrapper)


def _is_a_raised_figure(run: Any) -> bool:
    raised = run.find(f"{WORD}rPr/{WORD}vertAlign")
    text = "".join(one.text or "" for one in run.iter(f"{WORD}t")).strip()
    before = run.getprevious()
    told = "".join(one.text or "" for one in before.iter(f"{WORD}t")) if before is not None else ""
    of_note = raised is not None and raised.get(f"{WORD}val") == "superscript"
    return of_note and text.strip("()*").isdigit() and told.rstrip()[-1:].isdigit()


class _Reader:
    def __init__(self, path: Path):
        self.path = path
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._level: Level | None = None
        self._field: str | None = None
        """Of all procedures, where the title names one."""
        self._details: list[str] = []
        """Paragraphs that tell a procedure's values outside of the tables."""
        self._labels: dict[int, str] = {}
        """Headers that stand before what its cells say (_labels)."""
        self._columns: dict[int, str | None] = {}
        """What the columns of the last table of procedures hold: a table without a header goes on with it."""

    def read(self, blocks: list[Any]) -> DecisionFile:
        texts = [text for block in blocks for text in _texts(block)]
        self._unclear(blocks)
        head = read_head(self.path, texts)
        self.faults += head.faults
        self.notes += head.notes
        self._field = found.group(1).strip() if (found := OF_FIELD.search(head.title)) else None
        rows = [row for row in self._rows(blocks, _heading_kind(head.title)) if row]
        self.faults += _told_twice(self.path, rows)
        if not rows and not self.faults:
            self.faults.append(Fault(self.path, 1, "", "không có bảng thủ tục nào"))
        if self.faults or head.number is None or head.signed_on is None or head.effective_from is None:
            raise FaultyFiles(self.faults)
        if self._details:
            self.notes.append(
                f"! Ngoài bảng: {len(self._details)} đoạn nêu thời hạn, phí hay hồ sơ (“{self._details[0][:120]}” …)"
                " không nạp; anh/chị đọc và sửa ở thủ tục nếu cần."
            )
        return DecisionFile(head.number, head.signed_on, head.effective_from, _joined(rows), rows, self.notes)

    def _unclear(self, blocks: list[Any]) -> None:
        """What would be read wrong or not at all."""
        tags = {element.tag.rpartition("}")[2] for block in blocks for element in block._element.iter("*")}
        if tags & set(TRACKED):
            reason = "còn thay đổi chưa chấp nhận (Track Changes); hãy chấp nhận hoặc bỏ hết rồi nạp lại"
            self.faults.append(Fault(self.path, 1, "thay đổi", reason))

    def _rows(self, blocks: list[Any], only: ChangeKind | None) -> Iterator[Announced | None]:
        kind, number, listed = only, 0, True
        for block in blocks:
            if isinstance(block, Table):
                number, listed = number + 1, True
                yield from self._table(Grid(block), number, kind)
                continue
            text = plain(block.text)
            told = _heading_kind(text)
            self._level = _level_of(text, self._level)
            if (ABOLISHES.search(text) or LIMITS.search(text)) and not told:
                self.notes.append(f"! Ngoài bảng: “{text[:160]}” không nạp; anh/chị đọc và sửa ở thủ tục nếu cần.")
            if DETAIL.match(text):
                self._details.append(text)
            kind, listed = told or (None if _leaves_as_is(text) else kind), listed and not told
            if kind == ChangeKind.ABOLISHED and not listed and not told and NUMBERED.match(text):
                self.faults.append(Fault(self.path, 1, f"“{text[:80]}”", "thủ tục nêu ngoài bảng; hãy đưa vào bảng"))

    def _table(self, grid: Grid, number: int, kind: ChangeKind | None) -> Iterator[Announced | None]:
        for above in grid.without_titles():
            kind = _heading_kind(above) or kind
        heads = grid.heads()
        columns = {column: meaning_of(head) for column, head in heads.items()}
        if not {"name", "old"} & set(columns.values()):
            if not self._goes_on(grid):
                self._left_out(grid, heads, columns, number)
                return  # a table of the letterhead, of signatures, or of something else
            heads, columns, grid.head_rows = {}, self._columns, 0
        kind = next((named for head in heads.values() if (named := _heading_kind(head))), kind)
        unknown = {heads[column] for column, meaning in columns.items() if meaning is None and heads[column]}
        for head in sorted(unknown):
            self.faults.append(Fault(self.path, 1, f"bảng {number}, cột '{head}'", "không biết cột này"))
        if reason := grid.unreadable() or doubled(grid, columns):
            self.faults.append(Fault(self.path, 1, f"bảng {number}", reason))
        if unknown or reason:
            return
        self._columns = columns
        if heads:
            self._labels = _labels(grid, columns)
        units = {column: unit for column, head in heads.items() if (unit := unit_of(head, columns[column]))}
        section: str | None = None
        for row in range(grid.head_rows, grid.height):
            where = f"bảng {number}, dòng {row + 1}"
            if (title := grid.across(row)) is not None:
                kind = _heading_kind(title) or (None if _leaves_as_is(title) else kind)
                self._level = _level_of(title, self._level)
                section = section if _heading_kind(title) else _section(title)
                continue
            told = by_meaning(grid, row, columns, units, self._labels)
            again = bool(heads) and all(grid.cell(row, column) == heads[column] for column in columns)
            texts = [grid.cell(row, column) for column, meaning in columns.items() if meaning]
            if again or all(FIGURE.fullmatch(line) for text in texts for line in text.splitlines()):
                continue  # the header again on a new page, the columns' numbers, or an empty row
            yield self._row(told, where, kind, section)

    def _left_out(self, grid: Grid, heads: dict[int, str], columns: dict[int, str | None], number: int) -> None:
        """A table without a column of names: refused where it may list procedures, else told of."""
        coded = any(CODE.search(text) for text in grid.texts())
        if (grid.height < 2 or len(heads) < 3) and not coded:
            return
        if coded or {"code", "fee", "basis"} & set(columns.values()):
            reason = "không thấy cột tên thủ tục trong các cột " + ", ".join(f"'{head}'" for head in heads.values())
            self.faults.append(Fault(self.path, 1, f"bảng {number}", reason))
        else:
            self.notes.append(f"bảng {number} không phải bảng thủ tục, không đọc.")

    def _goes_on(self, grid: Grid) -> bool:
        """Whether the table has no header of its own and begins with a numbered row of the last one's shape."""
        orders = [column for column, meaning in self._columns.items() if meaning == "order"]
        same = bool(self._columns) and len(grid.heads()) == len(self._columns)
        return same and bool(orders) and grid.cell(0, orders[0]).rstrip(".").isdigit()

    def _row(self, told: dict[str, str], where: str, kind: ChangeKind | None, section: str | None) -> Announced | None:
        name = told.get("old") or told.get("name") or ""
        if not name and not told.get("order"):
            return Announced(ChangeKind.NEW, CONTINUED, where, **_texts_of(told))
        if kind is None:
            self.faults.append(Fault(self.path, 1, where, "không rõ mới, sửa đổi, thay thế hay bãi bỏ"))
            return None
        if not name:
            self.faults.append(Fault(self.path, 1, where, "thiếu tên thủ tục"))
            return None
        if len(named := set(CODE.findall(" ".join([told.get("code", ""), name])))) > 1:
            told_codes = ", ".join(sorted(named))
            self.faults.append(
                Fault(self.path, 1, where, f"nhiều mã trong một dòng ({told_codes}); hãy tách mỗi thủ tục một dòng")
            )
            return None
        code = CODE.search(" ".join([told.get("code", ""), name]))
        new = told.get("new") or (told.get("name", "") if told.get("old") else "")
        after = [NUMBERED.sub("", line) for line in _numbered(new)]
        return Announced(
            kind,
            CODE_IN_BRACKETS.sub("", CODE.sub("", name)).strip(" -\n"),
            where,
            code.group(1) if code else None,
            told.get("order") or None,
            after if kind == ChangeKind.REPLACED else [],
            found.group(1) if (found := CODE.search(told.get("new_code", ""))) else None,
            agency=told.get("agency") or None,
            field_name=told.get("field") or section or self._field,
            level=self._level,
            **_texts_of(told),
        )


def _level_of(text: str, before: Level | None) -> Level | None:
    """Whose procedures a heading of procedures lists; what stood before where it says nothing or several."""
    told = fold(text)
    named = {LEVELS[one] for one in OF_LEVEL.findall(told)} if len(told) < LONGEST_HEADING else set()
    listing = "thu tuc" in told or "tthc" in told or told.split(" ")[0].rstrip(".").isalnum()
    return named.pop() if len(named) == 1 and listing else before


def _leaves_as_is(text: str) -> bool:
    told = fold(text)
    return bool(UNCHANGED.search(told)) and ("thu tuc" in told or "tthc" in told or "danh muc" in told)


def _heading_kind(text: str) -> ChangeKind | None:
    """The one kind a heading names; a sentence that names several says nothing of the next table."""
    if _leaves_as_is(text):
        return None
    if "thu tuc" not in fold(text) and "tthc" not in fold(text) and "danh muc" not in fold(text):
        return None
    named = [kind for kind, pattern in KINDS if re.search(rf"\b(?:{pattern})\b", fold(text))]
    return named[0] if len(named) == 1 else None


def _labels(grid: Grid, columns: dict[int, str | None]) -> dict[int, str]:
    """Headers of columns that share a meaning: of fees, and of the ways to file that are ticked one by one."""
    fees = [column for column, held in columns.items() if held == "fee"]
    ways = [column for column, held in columns.items() if held == "channels"]
    heads = grid.heads()
    told = {column: heads[column] for column in fees} if len(grid.heads_apart(fees)) > 1 else {}
    if len(grid.heads_apart(ways)) > 1:
        told |= {column: grid.cell(grid.head_rows - 1, column) for column in ways}
    return told


def _section(title: str) -> str | None:
    return SECTION.sub("", title).strip() or None


def _texts_of(told: dict[str, str]) -> dict[str, Any]:
    return {name: told.get(name) or None for name in TOLD}


def _numbered(text: str) -> list[str]:
    """ "1. Cấp …", "2. Sửa đổi …" in one cell are two; a name that goes on in the next line is one."""
    lines = text.splitlines()
    if len(lines) > 1 and all(NUMBERED.match(line) for line in lines):
        return lines
    if len(lines) > 1 and all(BULLET.match(line) for line in lines):
        return [BULLET.sub("", line) for line in lines]
    return [text] if lines else []


def _with_rest(row: Announced, rest: Announced) -> Announced:
    """A row whose texts go on below it; what both say is said once."""
    more: dict[str, Any] = {}
    for name in TOLD:
        said = (getattr(row, name) or "").splitlines()
        added = [line for line in (getattr(rest, name) or "").splitlines() if line not in said]
        if added:
            more[name] = "\n".join([*said, *added])
    return replace(row, **more)


def _told_twice(path: Path, rows: list[Announced]) -> list[Fault]:
    """A procedure in two numbered rows that say different things of it: nobody can tell which holds."""
    first: dict[tuple[ChangeKind, str | None, str], Announced] = {}
    faults = []
    for row in rows:
        known = first.setdefault((row.kind, row.code, fold(row.name)), row)
        apart = known.order and row.order and known.order != row.order and not row.replaced_by
        if apart and any(getattr(known, name) != getattr(row, name) for name in ("time", "shortened", "fee")):
            reason = f"“{row.name}” đã có ở {known.where} với thời hạn hay phí khác"
            faults.append(Fault(path, 1, row.where, reason))
    return faults


def _joined(rows: list[Announced]) -> list[Announced]:
    """A procedure that two others replace stands in two rows, and a long one goes on in an unnumbered row."""
    found: dict[tuple[ChangeKind, str | None, str], Announced] = {}
    last = None
    for row in rows:
        if row.name == CONTINUED:
            if last:
                found[last] = _with_rest(found[last], row)
            continue
        key = last = (row.kind, row.code, fold(row.name))
        if key in found and row.replaced_by:
            known = found[key]
            after = [*known.replaced_by, *(one for one in row.replaced_by if one not in known.replaced_by)]
            found[key] = replace(known, replaced_by=after)
        elif key in found:
            found[key] = _with_rest(found[key], row)  # a name that reaches over several rows, or told twice
        else:
            found[key] = row
    return list(found.values())


def _texts(block: Any) -> Iterator[str]:
    if isinstance(block, Table):
        yield from dict.fromkeys(text for row in cells_of(block) for _, text in row)
    else:
        yield plain(block.text)
