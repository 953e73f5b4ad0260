"""Reads our YAML files; a fault is told by file, line and field, and nothing of a faulty file is used."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from procedures.os_errors import os_reason
from procedures.record import Record

Entry = TypeVar("Entry", bound=BaseModel)
SENTENCES = {
    "value_error.missing": "thiếu trường này",
    "value_error.extra": "trường lạ, không có trong lược đồ",
    "type_error.none.not_allowed": "không được để trống",
    "value_error.any_str.min_length": "quá ngắn hoặc để trống",
    "value_error.list.min_items": "phải có ít nhất một mục",
    "value_error.number.not_ge": "phải từ 0 trở lên",
    "value_error.number.not_gt": "phải lớn hơn 0",
    "value_error.number.not_le": "lớn quá mức có thể",
    "type_error.integer": "phải là số nguyên",
    "type_error.enum": "giá trị không thuộc danh sách cho phép",
    "value_error.date": "ngày phải theo dạng NNNN-TT-NN",
    "value_error.str.regex": "sai dạng",
    "type_error.str": "phải là chữ",
    "type_error.list": "phải là danh sách",
    "type_error.dict": "phải là nhóm trường",
}
MAX_BYTES = 1_000_000
NAMES = {"int": "số nguyên", "float": "số", "timestamp": "ngày", "bool": "có hay không", "binary": "tệp"}
"""Kinds of a value in YAML, as a fault tells them."""
TEXT_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "timestamp")}


@dataclass(frozen=True)
class Fault:
    path: Path
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.field or '(cả tệp)'}: {self.reason}"


class FaultyFiles(Exception):
    """One or more files cannot be used; ``faults`` says where and why."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UniqueKeyLoader(yaml.SafeLoader):
    """Refuses a key that stands twice; leaves dates, fractions and numbers with a leading 0 as the text they are."""


UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in TEXT_TAGS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
UniqueKeyLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9]\d*)$"), list("-0123456789"))


def _mapping(loader: UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, "tên trường phải là chữ", key_node.start_mark)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"trường '{key}' lặp lại", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _plain(kind: str) -> Callable[[UniqueKeyLoader, yaml.ScalarNode], Any]:
    """PyYAML's own reading of a kind of value; what it cannot make one of ("!!int abc") is a fault of its line."""
    construct = getattr(yaml.SafeLoader, f"construct_yaml_{kind}")

    def read_value(loader: UniqueKeyLoader, node: yaml.ScalarNode) -> Any:
        try:
            return construct(loader, node)
        except (ValueError, AttributeError, KeyError):
            reason = f"“{str(node.value)[:40]}” không đọc được thành {NAMES[kind]}"
            raise yaml.constructor.ConstructorError(None, None, reason, node.start_mark) from None

    return read_value


for _kind in NAMES:
    UniqueKeyLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", _plain(_kind))


def content_hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def read(path: Path) -> Any:
    """The file's content; raises FaultyFiles for what is not YAML of a sensible size."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FaultyFiles([Fault(path, 1, "", f"không đọc được tệp: {os_reason(error)}")]) from None
    if len(raw) > MAX_BYTES:
        raise FaultyFiles([Fault(path, 1, "", f"tệp lớn hơn {MAX_BYTES} byte")])
    if raw.startswith(b"%PDF"):
        raise FaultyFiles(
            [Fault(path, 1, "", "tệp PDF; chỉ nhận YAML, bảng tính .xlsx, quyết định .docx, bản ghi .jsonl.xz")]
        )
    try:
        return yaml.load(raw.decode("utf-8"), Loader=UniqueKeyLoader)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultyFiles([Fault(path, line, "", "không phải UTF-8")]) from None
    except RecursionError:
        raise FaultyFiles([Fault(path, 1, "", "lồng nhau quá sâu")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FaultyFiles([Fault(path, mark.line + 1 if mark else 1, "", _syntax(error))]) from None


def read_record(path: Path) -> Record:
    content = read(path)
    if not isinstance(content, dict):
        raise FaultyFiles([Fault(path, 1, "", "phải là nhóm trường của một thủ tục")])
    try:
        record = Record.parse_obj(content)
    except ValidationError as error:
        raise FaultyFiles(faults_of(path, error)) from None
    late = [name for name in ("sourced_on", "verified_on") if (getattr(record, name) or date.min) > date.today()]
    if late:
        raise FaultyFiles([Fault(path, line_of(path, (name,)), name, "là ngày trong tương lai") for name in late])
    if record.id != path.stem or record.field != path.parent.name:
        reason = f"tệp phải đứng tại {record.field}/{record.id}.yml"
        raise FaultyFiles([Fault(path, line_of(path, ("id",)), "id", reason)])
    return record


def read_records(paths: list[Path]) -> list[Record]:
    """All files or none: every fault of every file is collected before anything is refused."""
    records: list[Record] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            records.append(read_record(path))
        except FaultyFiles as error:
            faults += error.faults
    if faults:
        raise FaultyFiles(faults)
    return records


def faults_of(path: Path, error: ValidationError, under: tuple[int | str, ...] = ()) -> list[Fault]:
    """A fault each, with its line and field; ``under`` is where in the file the checked part stands."""
    return [
        Fault(
            path,
            line_of(path, (*under, *fault["loc"])),
            ".".join(str(step) for step in (*under, *fault["loc"])),
            sentence(fault),
        )
        for fault in error.errors()
    ]


def sentence(fault: Any) -> str:
    """What pydantic says of a fault, in Vietnamese."""
    if fault["type"] == "type_error.enum":
        allowed = ", ".join(str(value.value) for value in fault["ctx"]["enum_values"])
        return f"chỉ nhận một trong: {allowed}"
    told = SENTENCES.get(fault["type"]) or SENTENCES.get(fault["type"].rpartition(".")[0])
    return told if told else str(fault["msg"])


def _syntax(error: yaml.YAMLError) -> str:
    """What is wrong with the YAML, in Vietnamese where it is one of the usual slips."""
    problem = str(getattr(error, "problem", None) or "")
    if "\\t" in problem:
        return "có dấu tab; YAML chỉ nhận dấu cách"
    if any(ours in problem for ours in ("lặp lại", "phải là chữ", "không đọc được thành")):
        return problem
    if "mapping values are not allowed" in problem:
        return "dấu hai chấm đứng sai chỗ; đặt cả câu trong ngoặc kép"
    return "không đúng cú pháp YAML; xem lại ngoặc, dấu hai chấm, dấu nháy và thụt dòng quanh đây"


def line_of(path: Path, loc: tuple[int | str, ...]) -> int:
    """Line of the deepest part of ``loc`` that stands in the file."""
    node, line = _composed(path.read_text(encoding="utf-8")), 1
    for step in loc:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


@lru_cache(maxsize=1)
def _composed(text: str) -> Any:
    """The file's nodes, kept for the next fault of the same file."""
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _child(node: Any, step: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def read_entries(path: Path, key: str, kind: type[Entry], identity: str) -> list[Entry]:
    """The list under the file's one key, each entry checked; ``identity`` names the field that may not repeat."""
    content = read(path)
    if not isinstance(content, dict) or set(content) != {key} or not isinstance(content[key], list):
        raise FaultyFiles([Fault(path, 1, key, f"tệp phải có đúng một trường '{key}' là danh sách")])
    entries: list[Entry] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, entry in enumerate(content[key]):
        try:
            entries.append(kind.parse_obj(entry))
        except ValidationError as error:
            faults += faults_of(path, error, (key, number))
            continue
        named = str(getattr(entries[-1], identity))
        if named in seen:
            faults.append(Fault(path, line_of(path, (key, number)), f"{key}.{number}.{identity}", f"'{named}' lặp lại"))
        seen.add(named)
    if faults:
        raise FaultyFiles(faults)
    return entries


def read_part(path: Path, kind: type[Entry]) -> Entry:
    """The file as one checked part."""
    content = read(path)
    if not isinstance(content, dict):
        raise FaultyFiles([Fault(path, 1, "", "phải là nhóm trường")])
    try:
        return kind.parse_obj(content)
    except ValidationError as error:
        raise FaultyFiles(faults_of(path, error)) from None
