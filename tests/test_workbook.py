"""A workbook that we wrote reads back without a difference; what is not ours is refused by sheet, row and column."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from procedures import catalogue, decision_file, import_command, office_file, workbook
from procedures.changes import differences
from procedures.database import reading, writing
from procedures.importing import import_workbook
from procedures.kinds import TimeUnit
from procedures.mapping import Entry
from procedures.record import Record
from procedures.settings import HANOI
from procedures.yaml_file import FaultyFiles

ENTRY = Entry(datetime(2026, 11, 27, 9, tzinfo=HANOI), "Nguyễn Thị A")
POSTAL, OTHER = "buu-chinh-cap-giay-phep", "in-xbp-cap"
Edit = Callable[[Any], None]


@pytest.fixture
def written(records: list[Record], tmp_path: Path) -> Path:
    path = tmp_path / "danh-muc.xlsx"
    workbook.write(records, path)
    return path


def edited(path: Path, change: Edit) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def cell(book: Any, sheet: str, column: str, row: int) -> Any:
    heads = [str(one.value) for one in book[sheet][1]]
    return book[sheet].cell(row, next(at for at, head in enumerate(heads, start=1) if head.endswith(f"[{column}]")))


def row_of(book: Any, sheet: str, procedure: str) -> int:
    return int(next(one[0].row for one in book[sheet].iter_rows() if one[0].value == procedure))


def test_what_was_written_reads_back_without_a_difference(records: list[Record], written: Path) -> None:
    back = {record.id: record for record in workbook.read(written)}
    assert {r.id: differences(r, back[r.id]) for r in records if differences(r, back[r.id])} == {}
    assert len(back) == len(records)


def test_an_export_of_the_database_imports_without_a_change(database: str, tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.xlsx"
    with reading(database) as session:
        assert workbook.write(catalogue.records_on(session, date(2026, 11, 27)), path) == 52
    with writing(database) as session:
        report = import_workbook(session, path, ENTRY)
    assert (report.added, report.changed, report.unchanged) == ([], {}, 52)


def test_a_workbook_that_changes_what_is_told_says_who_and_why(
    database: str, written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dearer(book: Any) -> None:
        cell(book, "Phí, lệ phí", "amount_vnd", row_of(book, "Phí, lệ phí", POSTAL)).value = 11_000_000

    monkeypatch.setenv("FILE", str(written))
    import_command.main()
    assert "0 thay đổi" in capsys.readouterr().out
    edited(written, dearer)
    with pytest.raises(SystemExit, match=r"Chưa ghi gì.*BY="):
        import_command.main()
    with reading(database) as session:
        assert "11000000" not in str(catalogue.record_on(session, POSTAL, date(2026, 11, 27)))
    monkeypatch.setenv("BY", "Nguyễn Thị A")
    monkeypatch.setenv("WHY", "theo Thông tư mới")
    import_command.main()
    with reading(database) as session:
        assert "11000000" in str(catalogue.record_on(session, POSTAL, date(2026, 11, 27)))


@settings(max_examples=30, deadline=None)
@given(text=st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable() and "\x7f" not in text))
def test_any_text_survives(text: str, tmp_path_factory: pytest.TempPathFactory, records: list[Record]) -> None:
    path = tmp_path_factory.mktemp("text") / "a.xlsx"
    record = records[0].copy(update={"standing": text})
    workbook.write([record], path)
    assert workbook.read(path)[0].standing == text


def test_an_edited_fee_is_one_difference(database: str, written: Path) -> None:
    def dearer(book: Any) -> None:
        row = row_of(book, "Phí, lệ phí", POSTAL)
        cell(book, "Phí, lệ phí", "amount_vnd", row).value = 11_000_000

    edited(written, dearer)
    with writing(database) as session:
        report = import_workbook(session, written, ENTRY)
    assert report.changed == {POSTAL: ["fee.items.0.amount_vnd: 10750000 -> 11000000"]}


def test_a_sheet_that_was_only_sorted_changes_nothing_and_a_wrong_name_is_no_matter(
    database: str, written: Path, tmp_path: Path
) -> None:
    def sort(book: Any) -> None:
        sheet = book["Thời hạn"]
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
        for at, values in enumerate(reversed(rows), start=2):
            for column, value in enumerate(values, start=1):
                sheet.cell(at, column).value = value

    called = edited(written, sort).rename(tmp_path / "danh-muc.docx")
    with writing(database) as session:
        report = import_workbook(session, called, ENTRY)
    assert (report.added, report.changed, report.unchanged) == ([], {}, 52)


def dearer(book: Any, amount: int) -> None:
    cell(book, "Phí, lệ phí", "amount_vnd", row_of(book, "Phí, lệ phí", POSTAL)).value = amount


def shorter_named(book: Any) -> None:
    cell(book, "Thủ tục", "short_name", row_of(book, "Thủ tục", OTHER)).value = "tên người khác đặt"


def test_a_row_that_nobody_edited_is_known_by_its_content(records: list[Record], written: Path) -> None:
    sheets = workbook.read_sheets(written)
    assert {one.id: workbook.base_of(one) for one in sheets.records} == sheets.bases
    assert len(sheets.bases) == len(records)


def test_closed_lists_stand_by_their_vietnamese_names_and_codes_are_read_too(
    records: list[Record], written: Path
) -> None:
    book = load_workbook(written)
    units = {cell(book, "Thời hạn", "unit", row).value for row in range(2, book["Thời hạn"].max_row + 1)}
    assert "ngày làm việc" in units
    assert "working_day" not in units
    row = next(n for n in range(2, 60) if cell(book, "Thời hạn", "unit", n).value == "ngày làm việc")
    cell(book, "Thời hạn", "unit", row).value = "working_day"
    book.save(written)
    assert {one.id: workbook.base_of(one) for one in workbook.read(written)} == {
        one.id: workbook.base_of(one) for one in records
    }
    cell(book, "Thời hạn", "unit", row).value = "ngày công"
    book.save(written)
    with pytest.raises(FaultyFiles, match=r"không có 'ngày công'; ghi một trong: ngày làm việc, ngày, giờ, tháng"):
        workbook.read(written)


def test_a_column_that_stands_twice_is_refused(written: Path) -> None:
    def again(book: Any) -> None:
        book["Phí, lệ phí"].cell(1, 60).value = "đồng [amount_vnd]"

    with pytest.raises(FaultyFiles, match="cột amount_vnd: cột này có hai lần"):
        workbook.read(edited(written, again))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http//sai-dang", "https://khongcham"])
def test_what_is_no_web_address_is_refused(written: Path, link: str) -> None:
    def linked(book: Any) -> None:
        cell(book, "Giấy tờ", "paper.form_url", 2).value = link

    with pytest.raises(FaultyFiles, match="form_url"):
        workbook.read(edited(written, linked))


def test_two_officers_on_two_procedures_both_keep_their_edits(database: str, written: Path, tmp_path: Path) -> None:
    second = tmp_path / "thu-hai.xlsx"
    second.write_bytes(written.read_bytes())
    with writing(database) as session:
        import_workbook(session, edited(written, lambda book: dearer(book, 11_000_000)), ENTRY)
    with writing(database) as session:
        report = import_workbook(session, edited(second, shorter_named), ENTRY)
    assert list(report.changed) == [OTHER]
    with reading(database) as session:
        assert "11000000" in str(catalogue.record_on(session, POSTAL, date(2026, 11, 27)))


def test_an_edit_of_what_another_officer_changed_since_the_export_is_refused(
    database: str, written: Path, tmp_path: Path
) -> None:
    late = tmp_path / "cu.xlsx"
    late.write_bytes(written.read_bytes())
    edited(late, lambda book: dearer(book, 9_000_000))
    with writing(database) as session:
        import_workbook(session, edited(written, lambda book: dearer(book, 11_000_000)), ENTRY)
    with writing(database) as session, pytest.raises(FaultyFiles) as refused:
        import_workbook(session, late, ENTRY)
    assert "trang 'Thủ tục', cột base" in str(refused.value)
    assert f"{POSTAL}: thủ tục đã đổi sau khi bảng tính này được xuất" in str(refused.value)


def test_a_row_by_hand_for_a_known_procedure_must_say_what_it_was_written_from(database: str, written: Path) -> None:
    def by_hand(book: Any) -> None:
        dearer(book, 9_000_000)
        cell(book, "Thủ tục", "base", row_of(book, "Thủ tục", POSTAL)).value = None

    with writing(database) as session, pytest.raises(FaultyFiles, match="không cho biết sửa từ bản nào"):
        import_workbook(session, edited(written, by_hand), ENTRY)


def put(sheet: str, column: str, value: Any) -> Edit:
    def change(book: Any) -> None:
        cell(book, sheet, column, 2).value = value

    return change


def add_sheet(book: Any) -> None:
    book.create_sheet("Bí mật")


def add_column(book: Any) -> None:
    book["Thủ tục"].cell(1, 200).value = "Cột lạ [la]"


def twice(book: Any) -> None:
    cell(book, "Thủ tục", "id", 3).value = cell(book, "Thủ tục", "id", 2).value


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put("Phí, lệ phí", "amount_vnd", "=1+1"), ":2: trang 'Phí, lệ phí', cột amount_vnd: ô là công thức"),
        (put("Phí, lệ phí", "amount_vnd", "năm mươi"), "amount_vnd: bao-chi"),
        (put("Phí, lệ phí", "amount_vnd", -5), "amount_vnd"),
        (put("Phí, lệ phí", "id", "khong-co"), ":2: trang 'Phí, lệ phí', cột id: trang 'Thủ tục' không có thủ tục"),
        (put("Thủ tục", "code.value", 1.003659), ":2: trang 'Thủ tục', cột code.value: phải là chữ"),
        (put("Thủ tục", "effective_from", "mai"), ":2: trang 'Thủ tục', cột effective_from"),
        (put("Thủ tục", "code.verified", "có"), "phải là TRUE hoặc FALSE"),
        (put("Cách gọi", "kind", "biệt danh"), ":2: trang 'Cách gọi', cột kind: loại phải là một trong"),
        (add_sheet, "trang 'Bí mật': không biết trang này"),
        (add_column, ":1: trang 'Thủ tục', cột Cột lạ [la]: không biết cột này"),
        (twice, ":3: trang 'Thủ tục', cột id:"),
    ],
)
def test_a_refused_cell_is_named_and_nothing_is_written(database: str, written: Path, change: Edit, told: str) -> None:
    edited(written, change)
    with reading(database) as session:
        before = catalogue.edition(session)
    with pytest.raises(FaultyFiles) as refused, writing(database) as session:
        import_workbook(session, written, ENTRY)
    assert told in str(refused.value)
    with reading(database) as session:
        assert catalogue.edition(session) == before


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def with_macro(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")


def with_a_macro_sheet(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("xl/macrosheets/sheet1.xml", b"x")


def with_a_macro_by_another_name(path: Path) -> None:
    kind = b'<Override PartName="/xl/code.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    with zipfile.ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/a.bin", bytes(office_file.MOST_UNPACKED + 1))


def huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(200 * 2**20)


def old_format(path: Path) -> None:
    path.write_bytes(office_file.OLD_OFFICE + bytes(600))


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")


def entities(path: Path) -> None:
    """A workbook whose XML defines entities that grow without end."""
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x"}">' for n in range(12))
    with zipfile.ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    parts["xl/workbook.xml"] = f"<?xml version='1.0'?><!DOCTYPE w [{lines}]><w>&a11;</w>".encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


@pytest.mark.parametrize(
    ("told", "amount"),
    [("9.000.000", 9_000_000), ("9,000,000 đ", 9_000_000), ("9.000.000\xa0VNĐ", 9_000_000), ("50.000 Đồng", 50_000),
     ("Miễn phí", 0)],
)  # fmt: skip
def test_a_sum_typed_as_text_is_read(written: Path, told: str, amount: int) -> None:
    row = row_of(load_workbook(written), "Phí, lệ phí", POSTAL)
    edited(written, lambda book: setattr(cell(book, "Phí, lệ phí", "amount_vnd", row), "value", told))
    fee = next(one for one in workbook.read(written) if one.id == POSTAL).fee
    assert fee
    assert fee.items[0].amount_vnd == amount


def test_days_and_names_are_read_as_officers_type_them(written: Path) -> None:
    def typed(book: Any) -> None:
        cell(book, "Thủ tục", "effective_from", row_of(book, "Thủ tục", POSTAL)).value = "15/12/2026"
        cell(book, "Thời hạn", "unit", row_of(book, "Thời hạn", POSTAL)).value = "Ngay Lam Viec"

    edited(written, typed)
    found = next(one for one in workbook.read(written) if one.id == POSTAL)
    assert found.time
    assert (found.effective_from, found.time.items[0].unit) == (date(2026, 12, 15), TimeUnit.WORKING_DAY)


@pytest.mark.parametrize("told", [9, 9.0, "9", "9.5", "9.00.000", "chín triệu", "9.000.000 USD"])
def test_a_sum_that_may_be_another_one_is_refused(written: Path, told: Any) -> None:
    row = row_of(load_workbook(written), "Phí, lệ phí", POSTAL)
    edited(written, lambda book: setattr(cell(book, "Phí, lệ phí", "amount_vnd", row), "value", told))
    with pytest.raises(FaultyFiles, match="cột amount_vnd"):
        workbook.read(written)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (truncated, "hỏng hoặc thiếu"),
        (with_macro, "macro"),
        (with_a_macro_sheet, "macro"),
        (with_a_macro_by_another_name, "macro"),
        (bomb, "giải nén quá lớn"),
        (huge, "tệp lớn 200 MB"),
        (old_format, "định dạng cũ"),
        (other_zip, "không phải tệp có xl/workbook.xml"),
        (entities, "DOCTYPE"),
    ],
)
def test_a_dangerous_or_broken_file_is_refused_with_a_sentence(
    written: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(written)
    with pytest.raises(FaultyFiles, match=told):
        workbook.read(written)


def test_a_missing_sheet_or_column_is_named_and_nothing_is_emptied(written: Path) -> None:
    def without_times(book: Any) -> None:
        del book["Thời hạn"]

    edited(written, without_times)
    with pytest.raises(FaultyFiles, match="trang 'Thời hạn': thiếu trang này"):
        workbook.read(written)


def test_a_missing_column_is_named(written: Path) -> None:
    def without_amounts(book: Any) -> None:
        book["Phí, lệ phí"].delete_cols(cell(book, "Phí, lệ phí", "amount_vnd", 1).column)

    edited(written, without_amounts)
    with pytest.raises(FaultyFiles, match="trang 'Phí, lệ phí', cột amount_vnd: thiếu cột này"):
        workbook.read(written)


@pytest.mark.parametrize(
    ("sheet", "column", "value", "reason"),
    [
        ("Thủ tục", "field", "dat-dai", "lĩnh vực 'dat-dai' chưa có trong bảng"),
        ("Thủ tục", "fee.sources", "khong-co", "nguồn 'khong-co' chưa có trong bảng"),
        ("Căn cứ", "law", "luat-khong-co", "văn bản 'luat-khong-co' chưa có trong bảng"),
    ],
)
def test_an_unknown_key_is_named_with_its_sheet_and_row(
    database: str, written: Path, sheet: str, column: str, value: str, reason: str
) -> None:
    def change(book: Any) -> None:
        cell(book, sheet, column, row_of(book, sheet, POSTAL)).value = value

    edited(written, change)
    with writing(database) as session, pytest.raises(FaultyFiles, match=f"trang '{sheet}', cột .*{reason}"):
        import_workbook(session, written, ENTRY)


def test_a_record_without_laws_and_one_with_a_very_long_text_come_back_whole(
    records: list[Record], tmp_path: Path
) -> None:
    path, long = tmp_path / "a.xlsx", "rất dài, " * 8000
    told = records[0].dict(by_alias=True)
    told["legal_basis"]["items"] = []
    told["steps"] = {"confidence": "medium", "sources": told["legal_basis"]["sources"], "text": long}
    record = Record.parse_obj(told)
    workbook.write([record], path)
    (back,) = workbook.read(path)
    assert differences(record, back) == []


def test_what_would_be_dropped_or_counted_twice_is_refused(written: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Phí, lệ phí"]
        sheet.cell(2, sheet.max_column + 2).value = "ghi chú của tôi"
        sheet.append([one.value for one in sheet[2]])

    with pytest.raises(FaultyFiles) as refused:
        workbook.read(edited(written, change))
    assert "cột không có tên" in str(refused.value)
    assert "trùng nguyên một dòng" in str(refused.value)


def test_a_file_is_told_by_what_it_holds(written: Path, tmp_path: Path) -> None:
    for name in ("quyet-dinh.docx", "khong-duoi"):
        path = tmp_path / name
        path.write_bytes(written.read_bytes())
        assert workbook.is_workbook(path)
        assert not decision_file.is_decision(path)


def test_what_makes_no_sense_together_is_refused(database: str, written: Path) -> None:
    def change(book: Any) -> None:
        row = row_of(book, "Thủ tục", POSTAL)
        cell(book, "Thủ tục", "verified_on", row).value = date(2098, 1, 1)
        other = row_of(book, "Thủ tục", "buu-chinh-xac-nhan-thong-bao")
        cell(book, "Thủ tục", "code.value", row).value = cell(book, "Thủ tục", "code.value", other).value

    with writing(database) as session, pytest.raises(FaultyFiles) as refused:
        import_workbook(session, edited(written, change), ENTRY)
    assert "ngày xác nhận chưa đến" in str(refused.value)
    assert "thiếu người xác nhận" in str(refused.value)
    assert "đã là của thủ tục 'buu-chinh-xac-nhan-thong-bao'" in str(refused.value)
