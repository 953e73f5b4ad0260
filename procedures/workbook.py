"""The catalogue as an Excel workbook: one row a procedure, child sheets for what it has several of.

Every column is headed "nhãn [đường.dẫn]"; the path in brackets says which value of the record it holds, so that what
is written can be read back without a difference. Reading refuses what it does not know, naming sheet, row and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from pydantic import ValidationError
from pydantic.fields import ModelField

from procedures import record as r
from procedures.office_file import check, kind_of
from procedures.record import Record
from procedures.workbook_cells import JOINED, NAMED, value_of
from procedures.yaml_file import Fault, FaultyFiles, content_hash, sentence

MAIN = "Thủ tục"
PAPERS = "Giấy tờ"
WORDS = "Cách gọi"
INTERVIEW = "Hỏi trường hợp"
LONG = "Chữ dài"
IN_PIECES = "(xem trang Chữ dài)"
MOST_CHARACTERS = 32_000
"""Of one cell; Excel cuts at 32,767."""
BOOK = "xl/workbook.xml"
MOST_ROWS = 200_000
HEADER = re.compile(r".*\[([\w.]+)\]\s*$", re.DOTALL)
BASE = ("base",)
"""Column that says which content a row was written from: what another officer changes since is not undone unseen."""
BASE_DIGITS = 12
LABELS = {
    "id": "mã nội bộ", "name": "tên", "short_name": "tên trong câu", "field": "lĩnh vực", "level": "cấp, mức",
    "action": "việc", "object": "đối tượng của việc", "code": "mã", "answer_policy": "cách trả lời",
    "standing": "việc còn phải kiểm tra", "effective_from": "có hiệu lực từ", "effective_to": "hết hiệu lực",
    "sourced_on": "ngày xem nguồn", "verified_on": "ngày xác nhận", "verified_by": "người xác nhận",
    "decision": "quyết định", "change": "thay đổi", "online_url": "liên kết nộp", "agencies": "cơ quan",
    "applicants": "đối tượng", "documents": "hồ sơ", "time": "thời hạn", "submit_before": "khi nào phải nộp",
    "fee": "phí", "place": "nơi nộp", "online": "trực tuyến", "steps": "trình tự", "conditions": "điều kiện",
    "result": "kết quả", "exempt": "không phải làm", "out_of_scope": "không thuộc thẩm quyền",
    "legal_basis": "căn cứ", "confidence": "tin cậy", "confidence_note": "chú thích tin cậy", "sources": "nguồn",
    "warning": "cảnh báo", "text": "nội dung", "amount": "số", "amount_max": "số đến", "unit": "đơn vị",
    "purpose": "thời hạn của việc", "channel": "cách nộp", "basis": "căn cứ", "case": "trường hợp",
    "amount_vnd": "đồng", "foreign": "ngoại tệ", "note": "ghi chú", "law": "văn bản", "article": "điều",
    "original": "bản chính", "copy": "bản sao", "form": "mẫu", "form_url": "liên kết mẫu", "certified": "chứng thực",
    "kind": "loại", "group": "nhóm", "role": "vai trò", "number": "số", "issued_on": "ngày ký", "value": "giá trị",
    "verified": "đã kiểm chứng", "reason": "lý do", "status": "tình trạng", "local_code": "mã địa phương",
    "occasion": "dịp", "whom_to_ask": "hỏi ai", "event": "sự kiện", "before": "trước sự kiện", "sets": "số bộ",
    "in_charge": "người, phòng phụ trách", "shortened": "số rút ngắn",
    "validity": "hiệu lực", "at_reception": "tại điểm tiếp nhận", "why": "để làm gì", "question": "câu số",
    "who": "cho ai", "percent": "giảm %", "ask": "câu hỏi", "label": "câu trả lời",
    "cases": "trường hợp áp dụng", "words": "từ đã nói lên", "paper": "giấy tờ",
    "base": "bản lúc xuất, không sửa",
}  # fmt: skip


@dataclass(frozen=True)
class Child:
    """A sheet of what a procedure has several of."""

    sheet: str
    path: tuple[str, ...]
    part: type[r.Part]


CHILDREN = (
    Child("Cơ quan", ("agencies", "items"), r.Agency),
    Child("Phí, lệ phí", ("fee", "items"), r.FeeCase),
    Child("Miễn, giảm", ("fee", "reliefs"), r.FeeRelief),
    Child("Thời hạn", ("time", "items"), r.TimeRule),
    Child("Cách nộp", ("channels",), r.Channel),
    Child("Căn cứ", ("legal_basis", "items"), r.Citation),
    Child("Mức trực tuyến", ("online", "levels"), r.LevelOnDates),
    Child("Quy trình nội bộ", ("process",), r.ProcessStep),
)
TEXT_LISTS = (
    ("aliases",),
    ("phrasings",),
    ("excludes",),
    ("requires",),
    ("code", "former"),
    ("applicants", "kinds"),
    ("change", "successors"),
)
"""Lists of short texts, one row each on the sheet of words."""
ELSEWHERE = {*(child.path for child in CHILDREN), *TEXT_LISTS, ("documents", "groups"), ("interview",)}


def columns(part: type[r.Part], at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ModelField]]:
    """(path, field) of every single value of a part; lists that have a sheet of their own are left out."""
    for field in part.__fields__.values():
        path = (*at, field.alias)
        if path in ELSEWHERE:
            continue
        held = field.outer_type_
        if isinstance(held, type) and issubclass(held, r.Part):
            yield from columns(held, path)
        else:
            yield path, field


MAIN_COLUMNS = dict(columns(Record))
PAPER_COLUMNS = dict(columns(r.Document))
OPTION_COLUMNS = dict(columns(r.CaseOption))
COUNT, TEXT = r.TimeRule.__fields__["amount"], Record.__fields__["name"]
"""Fields whose kind a column of the sheets' own takes."""
GROUP_COLUMNS = ("case", "effective_from", "effective_to")


def write(records: Iterable[Record], path: Path) -> int:
    """Writes the workbook; returns how many procedures stand in it."""
    told = list(records)
    held = [record.dict(by_alias=True) for record in told]
    book = Workbook(write_only=True)
    rows = (
        [*(_at(one, column) for column in MAIN_COLUMNS), base_of(record)]
        for record, one in zip(told, held, strict=True)
    )
    _sheet(book, MAIN, [*MAIN_COLUMNS, BASE], rows)
    for child in CHILDREN:
        own = list(dict(columns(child.part)))
        rows = ([one["id"], *(_at(item, c) for c in own)] for one in held for item in _at(one, child.path) or [])
        _sheet(book, child.sheet, [("id",), *own], rows)
    papers = [("id",), ("group",), *((name,) for name in GROUP_COLUMNS), *PAPER_COLUMNS_IN_SHEET]
    _sheet(book, PAPERS, papers, _paper_rows(held))
    _sheet(book, INTERVIEW, [("id",), ("question",), ("ask",), *OPTION_COLUMNS], _interview_rows(held))
    _sheet(book, WORDS, [("id",), ("kind",), ("text",)], _word_rows(held))
    _sheet(book, LONG, [("id",), ("kind",), ("text",)], _long_rows(held))
    packed = BytesIO()
    book.save(packed)  # whole in memory first: a file half written would take the place of the last one
    path.write_bytes(packed.getvalue())
    return len(held)


def base_of(record: Record) -> str:
    """What a workbook remembers of the content it was written from."""
    return content_hash(record.json(ensure_ascii=False).encode())[:BASE_DIGITS]


PAPER_COLUMNS_IN_SHEET = [("paper", *path) for path in PAPER_COLUMNS]


def _paper_rows(held: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for one in held:
        for number, group in enumerate(_at(one, ("documents", "groups")) or [], start=1):
            for paper in group["items"]:
                own = [_at(paper, path) for path in PAPER_COLUMNS]
                yield [one["id"], number, *(group[name] for name in GROUP_COLUMNS), *own]


def _interview_rows(held: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for one in held:
        for number, question in enumerate(one["interview"], start=1):
            for option in question["options"]:
                yield [one["id"], number, question["ask"], *(_at(option, path) for path in OPTION_COLUMNS)]


def _word_rows(held: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for one in held:
        for path in TEXT_LISTS:
            for text in _at(one, path) or []:
                yield [one["id"], ".".join(path), text]


def _sheet(book: Any, title: str, paths: list[tuple[str, ...]], rows: Iterable[list[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    labels = LABELS if title == MAIN else {**LABELS, "standing": "tình trạng áp dụng"}
    heads = [WriteOnlyCell(sheet, value=_head(path, labels)) for path in paths]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _long_rows(held: list[dict[str, Any]]) -> Iterator[list[Any]]:
    """What is longer than a cell may hold, piece by piece."""
    for one in held:
        for path in MAIN_COLUMNS:
            text = _at(one, path)
            if isinstance(text, str) and len(text) > MOST_CHARACTERS:
                for begin in range(0, len(text), MOST_CHARACTERS):
                    yield [one["id"], ".".join(path), text[begin : begin + MOST_CHARACTERS]]


def _head(path: tuple[str, ...], labels: Mapping[str, str]) -> str:
    return f"{', '.join(labels.get(name, name) for name in path)} [{'.'.join(path)}]"


def _cell(sheet: Any, value: Any) -> Any:
    """Text stays text also where it begins like a formula; a value of a closed list stands by its Vietnamese name."""
    if isinstance(value, list):
        value = JOINED.join(map(str, map(_named, value)))
    value = _named(value)
    if isinstance(value, str):
        value = IN_PIECES if len(value) > MOST_CHARACTERS else value
        cell = WriteOnlyCell(sheet, value=str(value))
        cell.data_type = "s"
        return cell
    return value


def _named(value: Any) -> Any:
    return NAMED.get(type(value), {}).get(value, value)


def _at(held: Mapping[str, Any] | None, path: tuple[str, ...]) -> Any:
    found: Any = held
    for name in path:
        if found is None:
            return None
        found = found[name]
    return found


def is_workbook(path: Path) -> bool:
    """Told by what it holds; what cannot be opened by its name."""
    return kind_of(path) in (".xlsx", ".xlsm", ".xls")


def read(path: Path) -> list[Record]:
    """The records of a workbook; raises FaultyFiles, which names sheet, row and column of everything refused."""
    return read_sheets(path).records


def read_sheets(path: Path) -> Sheets:
    """The records with where they stand; raises FaultyFiles like ``read``."""
    check(path, BOOK)
    reader = _Reader(path)
    try:
        reader.read()
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        if not reader.faults:
            reader.fault("", 1, "", f"không đọc được bảng tính: {error}")
    if reader.faults:
        raise FaultyFiles(reader.faults)
    return Sheets(reader.records(), reader.bases, reader.fault_at)


FaultAt = Callable[[str, tuple[str | int, ...], str], Fault]


@dataclass(frozen=True)
class Sheets:
    """What a workbook holds."""

    records: list[Record]
    bases: dict[str, str]
    """Procedure -> the content its row was written from (``base_of``); none where a row was written by hand."""
    fault_at: FaultAt
    """Makes a fault of (procedure, path of a value, reason) with its sheet, row and column."""


AGAIN = "xuất lại bằng make export rồi sửa trên bản đó"


class _Reader:
    """Collects what the sheets say of each procedure, and every cell that is refused."""

    def __init__(self, path: Path):
        self.path = path
        self.faults: list[Fault] = []
        self.bases: dict[str, str] = {}
        self._held: dict[str, dict[str, Any]] = {}
        self._row: dict[str, int] = {}
        self._places: dict[tuple[str | int, ...], tuple[str, int]] = {}
        """(procedure, path …, number) of what a child sheet holds -> its sheet and row."""

    def fault(self, sheet: str, row: int, column: str, reason: str) -> None:
        where = f"trang '{sheet}', cột {column}" if column else f"trang '{sheet}'"
        self.faults.append(Fault(self.path, row, where, reason))

    def fault_at(self, procedure: str, loc: tuple[str | int, ...], reason: str) -> Fault:
        sheet, row, column = self._place(procedure, loc)
        return Fault(self.path, row, f"trang '{sheet}', cột {column}", reason)

    def read(self) -> None:
        # From its content: openpyxl goes by the name, and a file may be called anything.
        book = load_workbook(BytesIO(self.path.read_bytes()), read_only=True, data_only=False, keep_links=False)
        known = {MAIN, PAPERS, WORDS, INTERVIEW, LONG, *(child.sheet for child in CHILDREN)}
        for name in book.sheetnames:
            if name not in known:
                self.fault(name, 1, "", f"không biết trang này; các trang là {', '.join(sorted(known))}")
        lacking = [name for name in (MAIN, *(c.sheet for c in CHILDREN), PAPERS, INTERVIEW, WORDS) if name not in book]
        for name in lacking:  # a sheet left out would empty that part of every procedure
            self.fault(name, 1, "", f"thiếu trang này; {AGAIN}")
        if lacking:
            return
        self._main(book[MAIN])
        for child in CHILDREN:
            self._child(book[child.sheet], child)
        self._papers(book[PAPERS])
        self._interview(book[INTERVIEW])
        self._words(book[WORDS])
        if LONG in book:
            self._long(book[LONG])

    def records(self) -> list[Record]:
        found = []
        for procedure, held in self._held.items():
            try:
                found.append(Record.parse_obj(_without_empty_parts(held)))
            except ValidationError as error:
                for one in error.errors():
                    sheet, row, column = self._place(procedure, one["loc"])
                    self.fault(sheet, row, column, f"{procedure}: {sentence(one)}")
        if self.faults:
            raise FaultyFiles(self.faults)
        return found

    def _place(self, procedure: str, loc: tuple[str | int, ...]) -> tuple[str, int, str]:
        """Sheet, row and column of a value of the record; one of several in a cell is its cell's."""
        for length in range(len(loc), 0, -1):
            found = self._places.get((procedure, *loc[:length]))
            if found:
                rest = [str(step) for step in loc[length:] if step != "__root__"]
                return *found, ".".join(rest) or "cả dòng"
        named = loc[:-1] if len(loc) > 1 and isinstance(loc[-1], int) else loc
        return MAIN, self._row[procedure], ".".join(map(str, named))

    def _main(self, sheet: Any) -> None:
        for row, told in self._rows(sheet, {**MAIN_COLUMNS, BASE: TEXT}):
            procedure, base = told.get(("id",)), told.pop(BASE, None)
            if not isinstance(procedure, str):
                self.fault(sheet.title, row, "id", "thiếu mã nội bộ")
            elif procedure in self._held:
                self.fault(sheet.title, row, "id", f"'{procedure}' đã có ở dòng {self._row[procedure]}")
            else:
                self._held[procedure], self._row[procedure] = {}, row
                if base:
                    self.bases[procedure] = base
                for path, value in told.items():
                    _put(self._held[procedure], path, value)

    def _child(self, sheet: Any, child: Child) -> None:
        own = dict(columns(child.part))
        for row, told in self._rows(sheet, {("id",): None, **own}):
            held = self._of(sheet, row, told)
            if held is not None:
                item: dict[str, Any] = {}
                for path in own:
                    if path in told:
                        _put(item, path, told[path])
                items = _list(held, child.path)
                if item in items:
                    self.fault(sheet.title, row, "", f"trùng nguyên một dòng ở trên của '{told[('id',)]}'")
                self._places[str(told[("id",)]), *child.path, len(items)] = (sheet.title, row)
                items.append(item)

    def _papers(self, sheet: Any) -> None:
        known: dict[tuple[str, ...], ModelField | None] = {("id",): None, ("group",): COUNT}
        known |= {(name,): r.DocumentGroup.__fields__[name] for name in GROUP_COLUMNS}
        known |= {("paper", *path): field for path, field in PAPER_COLUMNS.items()}
        places: dict[tuple[str, int], int] = {}
        for row, told in self._rows(sheet, known):
            held = self._of(sheet, row, told)
            if held is None:
                continue
            key, groups = (str(told[("id",)]), told.get(("group",)) or 1), _list(held, ("documents", "groups"))
            if key not in places:
                places[key] = len(groups)
                groups.append({**{name: told.get((name,)) for name in GROUP_COLUMNS}, "items": []})
            group = places[key]
            papers = groups[group]["items"]
            self._places[key[0], "documents", "groups", group, "items", len(papers)] = (sheet.title, row)
            papers.append({path[-1]: value for path, value in told.items() if path[0] == "paper"})

    def _interview(self, sheet: Any) -> None:
        known: dict[tuple[str, ...], ModelField | None] = {("id",): None, ("question",): COUNT, ("ask",): TEXT}
        questions: dict[tuple[str, int], dict[str, Any]] = {}
        for row, told in self._rows(sheet, {**known, **OPTION_COLUMNS}):
            held = self._of(sheet, row, told)
            if held is None:
                continue
            key = (str(told[("id",)]), told.get(("question",)) or 1)
            if key not in questions:
                questions[key] = {"ask": told.get(("ask",)), "options": []}
                _list(held, ("interview",)).append(questions[key])
            questions[key]["options"].append({path[-1]: told[path] for path in OPTION_COLUMNS if path in told})

    def _words(self, sheet: Any) -> None:
        kinds = {".".join(path): path for path in TEXT_LISTS}
        for row, told in self._rows(sheet, {("id",): None, ("kind",): TEXT, ("text",): TEXT}):
            held = self._of(sheet, row, told)
            if held is None:
                continue
            if told.get(("kind",)) not in kinds:
                self.fault(sheet.title, row, "kind", f"loại phải là một trong {', '.join(kinds)}")
            else:
                _list(held, kinds[told[("kind",)]]).append(told.get(("text",)))

    def _long(self, sheet: Any) -> None:
        """Puts the pieces of long texts where their cells say IN_PIECES."""
        pieces: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for row, told in self._rows(sheet, {("id",): None, ("kind",): TEXT, ("text",): TEXT}):
            if self._of(sheet, row, told) is not None:
                path = tuple(str(told.get(("kind",), "")).split("."))
                pieces.setdefault((str(told[("id",)]), path), []).append(str(told.get(("text",), "")))
        for (procedure, path), found in pieces.items():
            if path in MAIN_COLUMNS and _at(self._held[procedure], path) == IN_PIECES:
                _put(self._held[procedure], path, "".join(found))

    def _of(self, sheet: Any, row: int, told: Mapping[tuple[str, ...], Any]) -> dict[str, Any] | None:
        """What is held of the procedure that a row of a child sheet belongs to."""
        named = told.get(("id",))
        held = self._held.get(str(named))
        if held is None:
            reason = f"trang '{MAIN}' không có thủ tục '{named}'" if named else "ô trống; ô gộp phải tách ra trước"
            self.fault(sheet.title, row, "id", reason)
        return held

    def _rows(
        self, sheet: Any, known: Mapping[tuple[str, ...], ModelField | None]
    ) -> Iterator[tuple[int, dict[tuple[str, ...], Any]]]:
        """(row number, value by path) of every row that is not empty."""
        heads: list[tuple[str, ...] | None] = []
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_ROWS:
                self.fault(sheet.title, number, "", f"nhiều hơn {MOST_ROWS} dòng")
                return
            if number == 1:
                heads = [self._head_of(sheet.title, cell, known) for cell in row]
                for path in {path for path in heads if path and heads.count(path) > 1}:
                    self.fault(sheet.title, 1, ".".join(path), "cột này có hai lần; xóa bớt một")
                for path in known:
                    if path not in heads:
                        self.fault(sheet.title, 1, ".".join(path), f"thiếu cột này; {AGAIN}")
            elif any(cell.value is not None for cell in row):
                yield number, self._told(sheet.title, number, zip(heads, row, strict=False), known)

    def _head_of(
        self, sheet: str, cell: Any, known: Mapping[tuple[str, ...], ModelField | None]
    ) -> tuple[str, ...] | None:
        if cell.value is None:
            return None
        found = HEADER.match(str(cell.value))
        path = tuple((found.group(1) if found else str(cell.value)).split("."))
        if path in known:
            return path
        self.fault(sheet, 1, str(cell.value), "không biết cột này")
        return None

    def _told(
        self,
        sheet: str,
        row: int,
        cells: Iterable[tuple[tuple[str, ...] | None, Any]],
        known: Mapping[tuple[str, ...], ModelField | None],
    ) -> dict[tuple[str, ...], Any]:
        told: dict[tuple[str, ...], Any] = {}
        for path, cell in cells:
            if path is None and cell.value is not None and str(cell.value).strip():
                column = getattr(cell, "column_letter", "")
                self.fault(sheet, row, column, "ô có chữ nhưng cột không có tên; đặt tên cột hoặc xóa ô")
            if path is None or cell.value is None:
                continue
            try:
                told[path] = value_of(cell, known[path])
            except ValueError as error:
                self.fault(sheet, row, ".".join(path), str(error))
        return told


def _put(held: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        held = held.setdefault(name, {})
    held[path[-1]] = value


def _list(held: dict[str, Any], path: tuple[str, ...]) -> list[Any]:
    for name in path[:-1]:
        held = held.setdefault(name, {})
    found: list[Any] = held.setdefault(path[-1], [])
    return found


def _without_empty_parts(held: dict[str, Any]) -> dict[str, Any]:
    """A part of which no cell says anything is unknown; one without a row of its child sheet has an empty list."""
    told = {name: value for name, value in held.items() if value != {}}
    for part, *rest in (child.path for child in CHILDREN):
        if rest and isinstance(told.get(part), dict):
            told[part].setdefault(rest[0], [])
    return told
