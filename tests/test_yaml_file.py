from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from procedures import settings
from procedures.yaml_file import FaultyFiles, read_record, read_records

GOOD = settings.SEED / "buu-chinh" / "buu-chinh-cap-giay-phep.yml"
Edit = Callable[[str], str]


def spoiled(tmp_path: Path, edit: Edit) -> Path:
    path = tmp_path / "buu-chinh" / GOOD.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(edit(GOOD.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("answer_policy: answer_with_warning", "answer_policy: maybe", "answer_policy"),
        ("effective_from: ", "effective_from: hôm qua # ", "effective_from"),
        ("amount_vnd: 10750000", "amount_vnd: mười triệu", "fee.items.0.amount_vnd"),
        ("amount_vnd: 10750000", "amount_vnd: -5", "fee.items.0.amount_vnd"),
        ("level: province", "levle: province", "levle"),
        ("sourced_on: ", "sourced_on: 2026-13-45 # ", "sourced_on"),
        ("sourced_on: ", "sourced_on: 20261123 # ", "sourced_on"),
        ("sourced_on: ", "sourced_on: 2099-01-01 # ", "sourced_on"),
        ("amount_vnd: 10750000", "amount_vnd: 010750", "fee.items.0.amount_vnd"),
        ("amount_vnd: 10750000", "amount_vnd: true", "fee.items.0.amount_vnd"),
        ("amount_vnd: 10750000", "amount_vnd: 10750000.9", "fee.items.0.amount_vnd"),
        ("short_name: ", 'short_name: "   " # ', "short_name"),
        ('  - "giấy phép bưu chính"', '  - ""', "aliases.0"),
        ("    - amount: 30", "    - amount: 99999999999999999999999", "time.items.0.amount"),
        ("short_name: ", 'short_name: "\\ud800 hỏng" # ', "short_name"),
        ("short_name: ", 'short_name: "\\0 hỏng" # ', "short_name"),
        ("short_name: ", 'short_name: "cấp \\u202Eđảo" # ', "short_name"),
        ("short_name: ", 'short_name: "cấp \\u200Bẩn" # ', "short_name"),
    ],
)
def test_a_fault_is_told_by_file_line_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    path = spoiled(tmp_path, lambda text: text.replace(old, new, 1))
    with pytest.raises(FaultyFiles) as caught:
        read_record(path)
    fault = next(fault for fault in caught.value.faults if fault.field == field)
    assert (fault.path, fault.line) == (path, line_of(path, new))
    assert fault.reason


@pytest.mark.parametrize(
    "broken", ["\n  : [", "\n\tx: 1", "\n1: c", "\n? [a, b]\n: c", "\nx: " + "[" * 5000, "\n- a", "\nx: y: z"]
)
def test_broken_yaml_names_the_line(tmp_path: Path, broken: str) -> None:
    with pytest.raises(FaultyFiles) as caught:
        read_record(spoiled(tmp_path, lambda text: text + broken))
    assert caught.value.faults[0].line >= 1


def test_a_range_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    path = spoiled(tmp_path, lambda text: text.replace("    - amount: 30", "    - amount: 30\n      amount_max: 5", 1))
    with pytest.raises(FaultyFiles, match="số đến phải từ số trở lên"):
        read_record(path)


@pytest.mark.parametrize("value", ["9" * 5000, '!!int "abc"', '!!float "zz"', '!!timestamp "zz"'])
def test_a_value_that_is_none_of_its_kind_is_refused_in_its_line(tmp_path: Path, value: str) -> None:
    path = spoiled(tmp_path, lambda text: text.replace("amount_vnd: 10750000", f"amount_vnd: {value}", 1))
    with pytest.raises(FaultyFiles, match="không đọc được thành") as caught:
        read_record(path)
    assert caught.value.faults[0].line == line_of(path, value)


def test_a_version_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    path = spoiled(tmp_path, lambda text: text.replace("sourced_on: ", "effective_to: 2010-01-01\nsourced_on: ", 1))
    with pytest.raises(FaultyFiles, match="effective_to: effective_to đứng trước"):
        read_record(path)


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = spoiled(tmp_path, lambda text: text + "\nlevel: commune\n")
    with pytest.raises(FaultyFiles, match="lặp lại"):
        read_record(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "buu-chinh" / "x.yml"
    path.parent.mkdir()
    path.write_bytes(b"id: x\nname: \xff\xfe")
    with pytest.raises(FaultyFiles) as caught:
        read_record(path)
    assert caught.value.faults[0].line == 2


def test_a_file_in_the_wrong_place_is_refused(tmp_path: Path) -> None:
    path = spoiled(tmp_path, lambda text: text.replace("field: buu-chinh", "field: bao-chi"))
    with pytest.raises(FaultyFiles, match="bao-chi/buu-chinh-cap-giay-phep"):
        read_record(path)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = spoiled(tmp_path, lambda text: text.replace("level: province", "level: planet"))
    second = tmp_path / "buu-chinh" / "second.yml"
    second.write_text("[]", encoding="utf-8")
    with pytest.raises(FaultyFiles) as caught:
        read_records([first, second])
    assert {fault.path for fault in caught.value.faults} == {first, second}
