"""Reads our YAML files; a fault is told by file, line and field, and nothing of a faulty file is used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from procedures.record import Record

SENTENCES = {
    "value_error.missing": "thiếu trường này",
    "value_error.extra": "trường lạ, không có trong lược đồ",
    "type_error.none.not_allowed": "không được để trống",
    "type_error.integer": "phải là số nguyên",
    "type_error.enum": "giá trị không thuộc danh sách cho phép",
    "value_error.date": "ngày phải theo dạng NNNN-TT-NN",
    "value_error.str.regex": "sai dạng",
    "type_error.str": "phải là chữ",
    "type_error.list": "phải là danh sách",
    "type_error.dict": "phải là nhóm trường",
}
MAX_BYTES = 1_000_000


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
    """Refuses a key that stands twice, which YAML itself would let pass silently."""


def _mapping(loader: UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"trường '{key}' lặp lại", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def content_hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def read(path: Path) -> Any:
    """The file's content; raises FaultyFiles for what is not YAML of a sensible size."""
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise FaultyFiles([Fault(path, 1, "", f"tệp lớn hơn {MAX_BYTES} byte")])
    try:
        return yaml.load(raw.decode("utf-8"), Loader=UniqueKeyLoader)  # noqa: S506 (a SafeLoader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultyFiles([Fault(path, line, "", "không phải UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "không phải YAML"
        raise FaultyFiles([Fault(path, mark.line + 1 if mark else 1, "", str(reason))]) from None


def read_record(path: Path) -> Record:
    content = read(path)
    if not isinstance(content, dict):
        raise FaultyFiles([Fault(path, 1, "", "phải là nhóm trường của một thủ tục")])
    try:
        record = Record.parse_obj(content)
    except ValidationError as error:
        raise FaultyFiles(_faults(path, error)) from None
    if record.id != path.stem or record.field != path.parent.name:
        reason = f"tệp phải đứng tại {record.field}/{record.id}.yml"
        raise FaultyFiles([Fault(path, _line(path, ("id",)), "id", reason)])
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


def _faults(path: Path, error: ValidationError) -> list[Fault]:
    return [
        Fault(path, _line(path, fault["loc"]), ".".join(str(step) for step in fault["loc"]), _sentence(fault))
        for fault in error.errors()
    ]


def _sentence(fault: Any) -> str:
    told = SENTENCES.get(fault["type"])
    return told if told else str(fault["msg"])


def _line(path: Path, loc: tuple[int | str, ...]) -> int:
    """Line of the deepest part of ``loc`` that stands in the file."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = 1
    for step in loc:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: Any, step: int | str) -> tuple[int, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
