"""Tables of a decision: merged cells laid out, and what each column holds by its header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from docx.exceptions import PythonDocxError
from docx.table import Table

from procedures.folding import fold

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADERS = (
    ("order", r"stt|tt|so tt|so thu tu"),
    ("basis", r"can cu.*|ten vb.*|ten van ban.*|van ban quy dinh.*|vbqppl.*|.*van ban quy pham phap luat.*"),
    ("code", r".*(?:duoc|bi) thay the ma\b.*|ma (?:so )?(?:tthc |thu tuc (?:hanh chinh )?)?(?:duoc|bi) thay the.*"),
    ("new_code", r".*thay the ma\b.*|ma (?:so )?(?:tthc |thu tuc (?:hanh chinh )?)?thay the.*"),
    ("code", r"ma .*|ma|so ho so(?: (?:cua )?(?:tthc|thu tuc)\b.*)?"),
    ("old", r"(?:ten )?(?:thu tuc hanh chinh|tthc) (?:duoc|bi) thay the(?: ten\b.*)?"),
    ("new", r"(?:ten )?(?:thu tuc hanh chinh|tthc) thay the(?: ten\b.*)?"),
    ("name", r"ten (?:goi )?(?:thu tuc|tthc).*|danh muc (?:thu tuc|tthc).*|thu tuc hanh chinh|ten"),
    (
        "shortened",
        r"thoi (?:han|gian).*(?:sau (?:khi )?(?:cat giam|rut ngan)|(?:cat giam|rut ngan|giam) con|cam ket).*",
    ),
    ("time", r"thoi (?:han|gian)(?!.*(?:cat giam|rut ngan)).*"),  # "thời gian cắt giảm": by how much, or to how much?
    ("fee", r"(?:muc )?(?:phi|le phi).*"),
    ("channels", r"(?:cach thuc|hinh thuc|phuong thuc)(?! cong bo).*"),
    ("place", r"(?:dia diem|noi (?!dung)).*|noi"),
    ("agency", r"co quan.*|tham quyen.*"),
    ("field", r"(?:ten )?linh vuc.*"),
    ("note", r"ghi chu|noi dung (?:duoc )?(?:sua doi|bo sung|thay doi|thay the).*"),
)
"""What a header says -> what its column holds; the first that fits counts."""
DITTO = re.compile(r"[-–'\"“”. ]*(?:nt|n/t|nhu tren|-nt-)[-–'\"“”. ]*")
REPEATED = {"time", "shortened", "fee", "place", "channels", "agency", "basis", "field"}
"""Columns in which a row may say "as above"."""
TICKED = re.compile(r"[xv✓✔☑☒√●+]|có", re.IGNORECASE)
NOT_TICKED = re.compile(r"[-–—]|không|ko", re.IGNORECASE)
BARE_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS, MILLIONS = "nghìn đồng", "triệu đồng"
OWN_UNIT = re.compile(r"ngày làm việc|ngày|giờ|tháng|(?:nghìn|ngàn|triệu) đồng|đồng|USD", re.IGNORECASE)
OF_TIME = {"ngay lam viec": "ngày làm việc", "ngay": "ngày", "gio": "giờ", "thang": "tháng"}
HEAD_UNITS = {
    "time": OF_TIME,
    "shortened": OF_TIME,
    "fee": {
        "dong": "đồng",
        "vnd": "đồng",
        "nghin dong": THOUSANDS,
        "ngan dong": THOUSANDS,
        "trieu dong": MILLIONS,
        "usd": "USD",
    },
}
"""Units that a header gives, for the bare numbers below it."""


MOST_COLUMNS = 63
"""More no table of Word has."""


MOST_CELLS = 200_000
"""Of a document: read in some ten seconds."""


class UnreadableTable(Exception):
    """Cells that do not make up a table; the message says why, for the officer."""


def is_too_long(body: Any) -> bool:
    """Whether its tables have more places than a list of procedures needs, merged cells at each place they cover."""
    spans = (one.get(f"{WORD}val") or "" for one in body.iter(f"{WORD}gridSpan"))
    covered = sum(int(span) for span in spans if span.isascii() and span.isdigit())
    return covered + sum(1 for _ in body.iter(f"{WORD}tc")) > MOST_CELLS


def cells_of(table: Table) -> list[list[tuple[Any, str]]]:
    """(cell, its text) of each row, a merged cell at every place it covers."""
    spans = [one.get(f"{WORD}val") or "" for one in table._element.iter(f"{WORD}gridSpan")]
    if any(not (span.isascii() and span.isdigit() and int(span) <= MOST_COLUMNS) for span in spans):
        raise UnreadableTable(f"có ô gộp qua nhiều cột hơn {MOST_COLUMNS} hoặc không rõ bao nhiêu cột")
    try:
        return [[(cell._tc, plain(cell.text)) for cell in row.cells] for row in table.rows]
    except (ValueError, KeyError, IndexError, AttributeError, PythonDocxError):
        raise UnreadableTable("có ô gộp không khớp với hàng trên; hãy bỏ gộp rồi gộp lại trong Word") from None


class Grid:
    """A table with its merged cells laid out."""

    def __init__(self, table: Table):
        self._cells = cells_of(table)
        self._element = table._element
        self.height = len(self._cells)
        self.head_rows = self._head_rows()

    def unreadable(self) -> str | None:
        """Why what stands in a cell would be read in part only: a table in it, a formula, a symbol, a text box."""
        tags = {one.tag.rpartition("}")[2] for one in self._element.iter("*")}
        if any(one.tag.endswith("}tbl") for one in self._element.iterdescendants("*")):
            return "có bảng nằm trong một ô; hãy ghi thẳng vào ô"
        if any(_is_struck(run) for run in self._element.iter(f"{WORD}r")):
            return "có chữ gạch ngang, chữ ẩn hay chỉ số dưới; hãy xóa hẳn hoặc gõ lại thành chữ thường"
        strange = sorted(tags & {"oMath", "sym", "AlternateContent", "txbxContent", "ruby"})
        return "có ô chứa công thức, ký hiệu đặc biệt hay khung chữ; hãy gõ lại thành chữ thường" if strange else None

    def without_titles(self) -> list[str]:
        """Takes off the rows above the header that are one cell over the whole table; their texts."""
        titles = []
        while self.height > 2 and len({id(tc) for tc, _ in self._cells[0]}) == 1 and len(self._cells[0]) > 1:
            titles.append(self._cells.pop(0)[0][1])
            self.height -= 1
        if titles:
            self.head_rows = self._head_rows()
        return titles

    def _head_rows(self) -> int:
        """The header goes on while its cells reach down, or while the row below is not numbered."""
        if self.height < 2:
            return min(1, self.height)
        first = {id(tc) for tc, _ in self._cells[0]}
        rows = 1
        while rows < self.height and any(id(tc) in first for tc, _ in self._cells[rows]):
            rows += 1
        return rows

    def heads(self) -> dict[int, str]:
        """Header of each column: the distinct texts above it."""
        width = max((len(row) for row in self._cells), default=0)
        found = {}
        for column in range(width):
            texts = [self.cell(row, column) for row in range(self.head_rows)]
            found[column] = " ".join(dict.fromkeys(text for text in texts if text))
        return found

    def cell(self, row: int, column: int) -> str:
        cells = self._cells[row]
        return cells[column][1] if column < len(cells) else ""

    def texts(self) -> Iterator[str]:
        return (text for row in self._cells for _, text in row)

    def heads_apart(self, columns: list[int]) -> list[str]:
        """Headers of the columns, each cell once: one that reaches over two columns is one."""
        cells = {id(self._cells[self.head_rows - 1][column][0]): column for column in columns}
        return [self.heads()[column] for column in sorted(cells.values())] if self.head_rows else []

    def across(self, row: int) -> str | None:
        """Text of a row that is one merged cell, or names a field and nothing else: "I | Lĩnh vực Báo chí | | "."""
        cells = {id(tc): text for tc, text in self._cells[row]}
        told = [text for text in cells.values() if text]
        if len(cells) == 1 and told:
            return told[0]
        numbered = len(told) == 2 and re.fullmatch(r"[IVXLC]+\.?|[A-Z]\.?", told[0])
        if numbered and (len(cells) == 2 or fold(told[1]).startswith("linh vuc ")):
            return told[1]
        if len(told) == 1 and fold(told[0]).startswith("linh vuc "):
            return told[0]
        return None


def _is_struck(run: Any) -> bool:
    """Whether a run's text is crossed out, hidden or lowered: read as it stands it would be part of the value."""
    props = run.find(f"{WORD}rPr")
    if props is None or not "".join(one.text or "" for one in run.iter(f"{WORD}t")).strip():
        return False
    marks = [props.find(f"{WORD}{name}") for name in ("strike", "dstrike", "vanish")]
    lowered = props.find(f"{WORD}vertAlign")
    return any(one is not None and one.get(f"{WORD}val") not in ("0", "false", "none") for one in marks) or (
        lowered is not None and lowered.get(f"{WORD}val") == "subscript"
    )


def doubled(grid: Grid, columns: Mapping[int, str | None]) -> str | None:
    """Why two columns say the same of a row, and nobody can tell which counts; None where none do."""
    for meaning in ("order", "code", "time", "shortened", "place"):
        heads = grid.heads_apart([column for column, held in columns.items() if held == meaning])
        if len(set(heads)) < len(heads):
            return f"cột '{heads[0]}' có hai lần, mỗi dòng hai thủ tục; hãy để mỗi thủ tục một dòng"
        if len(heads) > 1 and meaning not in ("order", "code"):
            return f"hai cột cùng một nội dung ({'; '.join(heads)}), không rõ cột nào áp dụng; hãy bỏ một cột"
    return None


def by_meaning(
    grid: Grid, row: int, columns: dict[int, str | None], units: Mapping[int, str], labels: Mapping[int, str]
) -> dict[str, str]:
    """What each kind of column says, a bare number with the unit of its header; of two of one kind both, each after
    its header where ``labels`` gives it, a cell that is only ticked as that header."""
    told: dict[str, str] = {}
    for column, meaning in columns.items():
        text = _with_unit(_said(grid, row, column, meaning), units.get(column))
        text = _labelled(text, labels[column], meaning) if text and column in labels else text
        if meaning and text not in told.get(meaning, "").splitlines():
            told[meaning] = "\n".join(filter(None, [told.get(meaning), text]))
    return told


def _labelled(text: str, head: str, meaning: str | None) -> str:
    """ "x" below "Trực tiếp" is that way, a dash is none."""
    if meaning == "channels" and TICKED.fullmatch(text):
        return head
    return "" if meaning == "channels" and NOT_TICKED.fullmatch(text) else f"{head}: {text}"


def _said(grid: Grid, row: int, column: int, meaning: str | None) -> str:
    """The cell; for "nt", "Như trên" what stands above it, but never another procedure's name or code."""
    text = grid.cell(row, column)
    while meaning in REPEATED and DITTO.fullmatch(fold(text)) and row > grid.head_rows:
        row -= 1
        text = grid.cell(row, column)
    return text


def unit_of(head: str, meaning: str | None) -> str | None:
    """The unit in brackets of a header of times or fees: "Thời hạn giải quyết (ngày làm việc)"."""
    bracket = re.search(r"\(([^()]*)\)\s*$", head)
    units = HEAD_UNITS.get(meaning or "", {})
    return units.get(fold(bracket.group(1)).strip()) if bracket else None


def _with_unit(text: str, unit: str | None) -> str:
    """A bare number with the unit of its header; what contradicts that with both said, so that neither is taken."""
    noughts = {THOUSANDS: ".000", MILLIONS: ".000.000"}.get(unit or "")
    if unit is None:
        return text
    if not BARE_NUMBER.fullmatch(text):
        own = OWN_UNIT.search(text)
        same = own is None or own.group().lower() == unit or (unit == "đồng" and "đồng" in own.group().lower())
        return text if same else f"{text} (cột ghi {unit})"
    if noughts and "." in text:
        return f"{text} (cột ghi {unit})"
    whole = text.isdigit() or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text)
    return f"{text}{noughts} đồng" if noughts and whole else f"{text} {unit}"


def meaning_of(head: str) -> str | None:
    """What a header says its column holds, as HEADERS names it; None for one that is not known."""
    told = re.sub(r"[()]", " ", fold(head))
    told = " ".join(told.split())
    return next((meaning for meaning, pattern in HEADERS if re.fullmatch(pattern, told)), None)


def plain(text: str) -> str:
    """NFC, plain blanks; line ends are kept."""
    lines = unicodedata.normalize("NFC", text).replace("\xa0", " ").splitlines()
    return "\n".join(line for raw in lines if (line := " ".join(raw.split())))
