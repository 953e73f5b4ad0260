"""What an Excel or Word file must be before it is opened: a sound zip of a sensible size, without macros."""

from __future__ import annotations

import zipfile
from pathlib import Path

from procedures.yaml_file import Fault, FaultyFiles

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 200 * 2**20
MOST_PARTS = 5000
MACROS = ("vbaproject.bin", "vbadata.xml")
MACRO_SHEETS = "/macrosheets/"
"""Folder of the macros of Excel 4.0."""
CONTENT_TYPES = "[Content_Types].xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Begins a file of the binary formats (.xls, .doc), and one that is locked with a password."""


PROLOGUE = 4096
"""Bytes at the beginning of a part within which its declarations stand."""
KINDS = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx"}
"""What a packed file holds -> what it is, however it is called."""


def kind_of(path: Path) -> str:
    """ ".xlsx" or ".docx" by what a file holds; its suffix where that cannot be told; "" for a folder."""
    if not path.is_file():
        return ""
    try:
        with zipfile.ZipFile(path) as packed:
            held = set(packed.namelist())
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        return path.suffix.lower()
    return next((suffix for part, suffix in KINDS.items() if part in held), path.suffix.lower())


def check(path: Path, part: str) -> None:
    """Raises FaultyFiles with one sentence where the file must not be opened; ``part`` is what its kind holds."""
    reason = _fault(path, part)
    if reason:
        raise FaultyFiles([Fault(path, 1, "", reason)])


def _fault(path: Path, part: str) -> str | None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        return f"tệp lớn {size // 2**20} MB, tối đa {MOST_BYTES // 2**20} MB"
    with path.open("rb") as file:
        if file.read(4) == OLD_OFFICE:
            return "tệp định dạng cũ (.xls, .doc) hoặc có mật khẩu; lưu lại thành .xlsx hay .docx không mật khẩu"
    try:
        with zipfile.ZipFile(path) as packed:
            return _content_fault(packed, part)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        return "tệp bị hỏng hoặc thiếu, không mở được"


def _content_fault(packed: zipfile.ZipFile, part: str) -> str | None:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        return "tệp giải nén quá lớn, có thể là tệp nén bẫy"
    names = [one.filename for one in parts]
    if any(_is_macro(name) for name in names) or _declares_macros(packed, names):
        return "tệp có macro; lưu lại thành tệp không macro rồi nhập"
    if part not in names:
        return f"không phải tệp có {part}"
    if packed.testzip():
        return "tệp bị hỏng hoặc thiếu, không mở được"
    if any(_declares_entities(packed, one) for one in names if one.endswith((".xml", ".rels"))):
        return "tệp khai DOCTYPE hay thực thể XML, Word và Excel không ghi như vậy; có thể là tệp bẫy"
    return None


def _is_macro(name: str) -> bool:
    """Names of parts are the same in capitals."""
    return name.lower().endswith(MACROS) or MACRO_SHEETS in f"/{name.lower()}"


def _declares_macros(packed: zipfile.ZipFile, names: list[str]) -> bool:
    """Whether the kinds of the parts, however those are called, are of macros."""
    if CONTENT_TYPES not in names:
        return False
    kinds = packed.read(CONTENT_TYPES).lower()
    return any(kind in kinds for kind in (b"macroenabled", b"vbaproject", b"macrosheet"))


def _declares_entities(packed: zipfile.ZipFile, part: str) -> bool:
    with packed.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(PROLOGUE).replace(b"\0", b"").upper()
