"""Word decisions: tables with merged cells are read row by row, and a header that is not known is refused and named."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import docx.oxml.ns
import pytest
from sqlalchemy.orm import Session

from actions.answering import answer
from actions.reply import Reply
from actions.said import Question
from procedures import catalogue
from procedures.changes import approve, drafts
from procedures.database import reading, writing
from procedures.decision_cells import fees_of, times_of
from procedures.decision_file import Announced, read_decision
from procedures.decision_import import import_decision
from procedures.folding import fold
from procedures.kinds import ChangeKind, ChannelKind, Level, Purpose, TimeUnit, VersionState
from procedures.mapping import Entry, to_record
from procedures.record import Record
from procedures.settings import HANOI, today
from procedures.yaml_file import FaultyFiles

ENTRY = Entry(datetime(2026, 12, 16, 9, tzinfo=HANOI), "Nguyễn Thị A", None, VersionState.DRAFT)
POSTAL = "buu-chinh-cap-giay-phep"
SAMPLES = sorted((Path(__file__).parent / "decisions").glob("*.docx"))
Rows = list[list[str]]


def decision(path: Path, *tables: tuple[str, Rows], effective: str = "kể từ ngày 01/01/2027") -> Path:
    """A decision with a letterhead and one table under each heading; equal neighbours in a row are merged."""
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 123/QĐ-UBND", "Hà Nội, ngày 15 tháng 12 năm 2026"
    document.add_paragraph("QUYẾT ĐỊNH")
    document.add_paragraph(f"Điều 2. Quyết định này có hiệu lực {effective}.")
    for heading, rows in tables:
        document.add_paragraph(heading)
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
            if len(set(row)) == 1:
                merged = table.cell(at, 0).merge(table.cell(at, len(row) - 1))
                merged.text = row[0]
    document.save(str(path))
    return path


AMENDED = (
    "II. DANH MỤC THỦ TỤC HÀNH CHÍNH SỬA ĐỔI, BỔ SUNG",
    [
        ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Phí, lệ phí (nếu có)", "Căn cứ pháp lý"],
        ["Lĩnh vực Bưu chính"] * 6,
        [
            "1",
            "1.003659.000.00.00.H26",
            "Cấp giấy phép bưu chính (cấp tỉnh)",
            "20 ngày làm việc",
            "- Cấp mới: 9.000.000 đồng/giấy phép\n- Chuyển nhượng: 4.000.000 đồng",
            "Nghị định 25/2022/NĐ-CP",
        ],
    ],
)
CODED = (
    "II. Thủ tục hành chính được sửa đổi, bổ sung",
    [["STT", "Mã thủ tục", "Tên thủ tục hành chính", "Thời hạn giải quyết"]],
)
ABOLISHED = (
    "III. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ",
    [
        ["TT", "Tên TTHC", "Tên VBQPPL quy định việc bãi bỏ", "Cơ quan thực hiện"],
        ["1", "Đăng ký sử dụng máy photocopy màu", "Nghị định 72/2022/NĐ-CP", "Sở Văn hóa và Thể thao"],
    ],
)
REPLACED = (
    "IV. Thủ tục hành chính được thay thế",
    [
        ["STT", "Tên thủ tục hành chính được thay thế", "Tên thủ tục hành chính thay thế"],
        [
            "1",
            "Cấp giấy phép hoạt động in (sản phẩm phải có giấy phép, không phải xuất bản phẩm)",
            "Đăng ký hoạt động in",
        ],
        [
            "1",
            "Cấp giấy phép hoạt động in (sản phẩm phải có giấy phép, không phải xuất bản phẩm)",
            "Đăng ký hoạt động cơ sở in",
        ],
    ],
)
NEW = (
    "I. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
    [
        ["STT", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn", "Lệ phí"],
        ["1", "Đăng ký hoạt động in", "Xuất bản, In và Phát hành", "05 ngày", "Không"],
    ],
)


def bring_in(url: str, path: Path) -> dict[str, Record]:
    """The drafts that a decision becomes, by id."""
    with writing(url) as session:
        import_decision(session, path, ENTRY)
        return {row.procedure_id: to_record(row) for row in drafts(session)}


def test_each_kind_becomes_a_draft(database: str, tmp_path: Path) -> None:
    found = bring_in(database, decision(tmp_path / "a.docx", NEW, AMENDED, ABOLISHED, REPLACED))
    postal = found[POSTAL]
    assert postal.effective_from == date(2027, 1, 1)
    assert postal.decision
    assert (postal.decision.number, postal.decision.issued_on) == ("123/QĐ-UBND", date(2026, 12, 15))
    assert postal.change
    assert postal.change.kind == ChangeKind.AMENDED
    assert postal.fee
    assert [(case.case, case.amount_vnd, case.unit) for case in postal.fee.items] == [
        ("Cấp mới", 9_000_000, "giấy phép"),
        ("Chuyển nhượng", 4_000_000, None),
    ]
    assert postal.time
    waited = [rule for rule in postal.time.items if rule.purpose == Purpose.PROCESSING]
    assert [(rule.amount, rule.unit) for rule in waited] == [(20, TimeUnit.WORKING_DAY)]
    assert len(postal.time.items) > len(waited)  # spans that the decision does not speak of stay
    assert postal.aliases
    assert found["in-photocopy-mau"].ended
    replaced = found["in-cap-giay-phep"]
    assert replaced.change
    assert replaced.change.successors == ["dang-ky-hoat-dong-in", "in-dang-ky-co-so-in"]
    new = found["dang-ky-hoat-dong-in"]
    assert (new.field, new.change and new.change.kind) == ("xuat-ban-in-phat-hanh", ChangeKind.NEW)


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "Như trên", "như trên."])
def test_as_above_is_what_stands_above(database: str, tmp_path: Path, ditto: str) -> None:
    heading, rows = AMENDED
    place = "Trung tâm Phục vụ hành chính công thành phố Hà Nội, chi nhánh số 1"
    rows = [
        ["STT", "Mã TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Địa điểm thực hiện"],
        ["1", "1.003659.000.00.00.H26", "Cấp giấy phép bưu chính (cấp tỉnh)", "20 ngày làm việc", place],
        ["2", "", "Cấp giấy phép xuất bản tài liệu không kinh doanh", ditto, ditto],
    ]
    found = bring_in(database, decision(tmp_path / "nt.docx", (heading, rows)))
    second = found["xb-tai-lieu-khong-kinh-doanh"]
    assert second.place
    assert second.place.text == place
    assert second.time
    assert [rule.amount for rule in second.time.items if rule.purpose == "processing"] == [20]


@pytest.mark.parametrize("cell", ["Giữ nguyên", "Không thay đổi", "Như cũ.", "giữ nguyên như hiện hành"])
def test_what_is_said_to_stay_stays(database: str, tmp_path: Path, records: list[Record], cell: str) -> None:
    rows = [
        ["STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Phí, lệ phí"],
        ["1", "Cấp giấy phép xuất bản tài liệu không kinh doanh", "05 ngày làm việc", cell],
    ]
    found = bring_in(database, decision(tmp_path / "u.docx", (AMENDED[0], rows)))["xb-tai-lieu-khong-kinh-doanh"]
    before = next(one for one in records if one.id == "xb-tai-lieu-khong-kinh-doanh")
    assert found.fee == before.fee
    assert found.interview == before.interview
    assert found.time
    assert found.time.items[0].amount == 5


@pytest.mark.parametrize(("heading", "cell"), [(AMENDED[0], "Như mục 1"), (NEW[0], "Giữ nguyên")])
def test_a_cell_that_gives_no_value_is_refused(database: str, tmp_path: Path, heading: str, cell: str) -> None:
    name = "Cấp giấy phép xuất bản tài liệu không kinh doanh" if heading == AMENDED[0] else "Đăng ký in tranh"
    rows = [
        ["STT", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí"],
        ["1", name, "Xuất bản, in và phát hành", "05 ngày làm việc", cell],
    ]
    with pytest.raises(FaultyFiles, match=cell):
        bring_in(database, decision(tmp_path / "r.docx", (heading, rows)))


@pytest.mark.parametrize("row", [["I", "Lĩnh vực Bưu chính", "", ""], ["", "", "Lĩnh vực Bưu chính", ""]])
def test_a_row_of_a_field_needs_no_merged_cells(database: str, tmp_path: Path, row: list[str]) -> None:
    rows = [
        ["STT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Phí, lệ phí"],
        row,
        ["1", "Đăng ký nhượng quyền bưu chính", "05 ngày làm việc", "Không"],
    ]
    found = bring_in(database, decision(tmp_path / "f.docx", (NEW[0], rows)))
    assert [one.field for one in found.values()] == ["buu-chinh"]


def test_nothing_is_told_before_approval(database: str, tmp_path: Path) -> None:
    bring_in(database, decision(tmp_path / "a.docx", AMENDED))
    with reading(database) as session:
        assert catalogue.record_after(session, POSTAL, date(2026, 12, 20)) is None


def test_the_same_decision_again_changes_nothing(database: str, tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED, ABOLISHED)
    bring_in(database, path)
    with writing(database) as session:
        report = import_decision(session, path, ENTRY)
    assert (report.added, report.changed, report.unchanged) == ([], {}, 2)


def with_column(head: str) -> tuple[str, Rows]:
    title, rows = ABOLISHED
    return title, [[*row, head if at == 0 else "x"] for at, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ([with_column("Thời gian cắt giảm")], "bảng 2, cột 'Thời gian cắt giảm': không biết cột này"),
        ([with_column("Số hồ sơ phát sinh mỗi năm")], "bảng 2, cột 'Số hồ sơ phát sinh mỗi năm': không biết cột này"),
        ([with_column("Mức độ hài lòng")], "bảng 2, cột 'Mức độ hài lòng': không biết cột này"),
        ([("Danh mục kèm theo", ABOLISHED[1])], "bảng 2, dòng 2: không rõ mới, sửa đổi, thay thế hay bãi bỏ"),
        (
            [(ABOLISHED[0], [ABOLISHED[1][0], ["1", "Thủ tục không ai biết", "", ""]])],
            "bảng 2, dòng 2: “Thủ tục không ai biết”: không có trong danh mục",
        ),
        ([(NEW[0], [NEW[1][0], ["1", "Cấp thẻ săn bắn", "Lâm nghiệp", "", ""]])], "lĩnh vực “Lâm nghiệp” chưa có"),
        ([], "không có bảng thủ tục nào"),
        (
            [(CODED[0], [CODED[1][0], ["1", "1.003868", "Cấp giấy phép bưu chính (cấp tỉnh)", "20 ngày làm việc"]])],
            "mã 1.003868 là của “Cấp giấy phép xuất bản tài liệu không kinh doanh”, tên là của “Cấp giấy phép",
        ),
    ],
)
def test_what_cannot_be_placed_is_named_and_nothing_is_written(
    database: str, tmp_path: Path, tables: list[tuple[str, Rows]], told: str
) -> None:
    path = decision(tmp_path / "a.docx", *tables)
    with pytest.raises(FaultyFiles) as refused, writing(database) as session:
        import_decision(session, path, ENTRY)
    assert told in str(refused.value)
    with reading(database) as session:
        assert drafts(session) == []
        assert not any(key.startswith("qd-") for key in catalogue.sources(session))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("kể từ ngày ký", date(2026, 12, 15)),
        ("từ ngày 15 tháng 01 năm 2027", date(2027, 1, 15)),
        ("kể từ ngày 01/02/2027", date(2027, 2, 1)),
    ],
)
def test_the_day_it_takes_effect(tmp_path: Path, text: str, day: date) -> None:
    assert read_decision(decision(tmp_path / "a.docx", ABOLISHED, effective=text)).effective_from == day


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Không", [0]),
        ("Không thu phí.", [0]),
        ("0 đồng", [0]),
        ("40,000 Việt Nam Đồng", [40_000]),
        ("1.500.000 Đồng (Một triệu năm trăm nghìn đồng)", [1_500_000]),
        ("1.500.000 đồng (một triệu bốn trăm nghìn đồng)", []),
        ("1,234.567 đồng", []),
        ("50.000 đồng/hồ sơ", [50_000]),
        ("- Cấp mới: 200.000 đồng/giấy; - Cấp lại: 100.000 đồng", [200_000, 100_000]),
        ("Theo quy định của Bộ Tài chính", []),
        ("200.000 đồng (giảm 50% đến hết năm)", []),
    ],
)
def test_fees_are_told_apart_whole_or_kept_as_text(text: str, amounts: list[int]) -> None:
    told = fees_of(text)
    assert [item["amount_vnd"] for item in told.get("items", [])] == amounts
    assert amounts or told["text"] == text


def test_several_spans_are_kept_as_text() -> None:
    assert times_of("07 (bảy) ngày làm việc")["items"][0]["amount"] == 7
    assert "items" not in times_of("05 ngày kiểm tra, 10 ngày thẩm định")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [truncated, empty])
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = decision(tmp_path / "a.docx", ABOLISHED)
    spoil(path)
    with pytest.raises(FaultyFiles, match="hỏng hoặc thiếu"):
        read_decision(path)


def compared(row: Announced) -> tuple[Any, ...]:
    return row.kind.value, row.code, fold(row.name), [fold(name) for name in row.replaced_by]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_decisions_written_by_others(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if expected["refuse_headers"]:
        with pytest.raises(FaultyFiles) as refused:
            read_decision(path)
        assert all(head in str(refused.value) for head in expected["refuse_headers"])
        return
    found = read_decision(path)
    assert found.number == expected["number"]
    assert found.signed_on.isoformat() == expected["signed_on"]
    assert found.effective_from.isoformat() == expected["effective_from"]
    rows = [
        (row["kind"], row["code"], fold(row["name"]), [fold(name) for name in row["replaced_by"]])
        for row in expected["rows"]
    ]
    assert sorted(map(str, map(compared, found.rows))) == sorted(map(str, rows))


def test_what_replaces_a_procedure_must_be_known(database: str, tmp_path: Path) -> None:
    with pytest.raises(FaultyFiles, match="Đăng ký hoạt động in"):
        bring_in(database, decision(tmp_path / "a.docx", REPLACED))


def test_what_is_amended_is_no_place_of_filing(database: str, tmp_path: Path) -> None:
    title, rows = AMENDED
    noted = (title, [[*rows[0], "Nội dung sửa đổi"], [*rows[2], "Thời hạn"]])
    postal = bring_in(database, decision(tmp_path / "a.docx", noted))[POSTAL]
    assert postal.place
    assert postal.place.at_reception
    assert postal.place.text != "Thời hạn"


@pytest.mark.parametrize(
    "text",
    [
        "0,5 ngày",
        "2,5 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "1.5 ngày làm việc",
        "1,5 tháng",
        "1/2 ngày làm việc",
        "Từ 05 đến 10 ngày làm việc",
        "03-05 ngày làm việc",
        "24 giờ làm việc",
        "Ngay trong ngày; nhận sau 15 giờ thì trả hôm sau",
        "05 ngày làm việc (trường hợp phức tạp: 10 ngày làm việc)",
        "02 tuần",
        "Mười ngày",
    ],
)
def test_a_time_that_is_no_one_whole_number_is_kept_as_text(text: str) -> None:
    assert times_of(text) == {"text": text, "warning": "Thời hạn ghi như quyết định, chưa tách được."}


def test_a_column_of_shortened_times_stands_beside_the_statutory_one(tmp_path: Path) -> None:
    row = ["Tên TTHC", "Thời hạn giải quyết theo quy định", "Thời hạn giải quyết sau cắt giảm"]
    told = ["Cấp giấy phép bưu chính", "05 ngày làm việc", "03 ngày làm việc"]
    (found,) = read_decision(decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [row, told]))).rows
    assert (found.time, found.shortened) == ("05 ngày làm việc", "03 ngày làm việc")
    (rule,) = times_of(found.time or "", found.shortened)["items"]
    assert (rule["amount"], rule["shortened"]) == (5, 3)


@pytest.mark.parametrize(
    ("effective", "day"),
    [
        ("sau 05 ngày kể từ ngày ký", date(2026, 12, 20)),
        ("thi hành sau 15 ngày, kể từ ngày ký ban hành", date(2026, 12, 30)),
        ("sau 07 (bảy) ngày kể từ ngày ký", date(2026, 12, 22)),
        ("từ ngày 05.01.2027", date(2027, 1, 5)),
        ("từ ngày 01 tháng 01năm 2027", date(2027, 1, 1)),
        ("kể từ ngày ký", date(2026, 12, 15)),
        ("từ ngày 01 tháng 02 năm 2027", date(2027, 2, 1)),
    ],
)
def test_the_day_a_decision_takes_effect(tmp_path: Path, effective: str, day: date) -> None:
    assert read_decision(decision(tmp_path / "a.docx", AMENDED, effective=effective)).effective_from == day


@pytest.mark.parametrize(
    ("effective", "reason"),
    [
        ("kể từ ngày 31 tháng 02 năm 2027", "không có ngày “ngày 31 tháng 02 năm 2027”"),
        ("sau 07 ngày làm việc kể từ ngày ký", "tính bằng ngày làm việc"),
        ("kể từ ngày 01/01/2027. Riêng thủ tục số 2 có hiệu lực từ ngày 01/3/2027", "ngày hiệu lực riêng"),
    ],
)
def test_a_day_of_effect_that_is_not_certain_is_refused(tmp_path: Path, effective: str, reason: str) -> None:
    with pytest.raises(FaultyFiles, match=reason):
        read_decision(decision(tmp_path / "a.docx", AMENDED, effective=effective))


def test_the_day_of_a_law_it_rests_on_is_not_the_day_of_signing(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED)
    document = docx.Document(str(path))
    document.tables[0].cell(1, 1).text = "Hà Nội, ngày      tháng 12 năm 2026"
    document.paragraphs[0].insert_paragraph_before(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    )
    document.save(str(path))
    with pytest.raises(FaultyFiles, match="không thấy ngày ký"):
        read_decision(path)


def test_what_a_decision_says_outside_of_its_tables_or_twice_is_not_lost(tmp_path: Path) -> None:
    heads = ["STT", "Danh mục thủ tục bị bãi bỏ", "Căn cứ pháp lý"]
    (found,) = read_decision(
        decision(tmp_path / "a.docx", ("Danh mục", [heads, ["1", "Cấp giấy phép bưu chính", "Luật"]]))
    ).rows
    assert found.kind == ChangeKind.ABOLISHED

    path = decision(tmp_path / "b.docx", AMENDED)
    document = docx.Document(str(path))
    document.add_paragraph("III. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ")
    document.add_paragraph("1. Cấp giấy phép bưu chính (1.003659)")
    document.save(str(path))
    with pytest.raises(FaultyFiles, match="nêu ngoài bảng"):
        read_decision(path)

    twice = [["Tên TTHC", "Thời hạn giải quyết", "Phí"], ["Cấp giấy phép bưu chính", "10 ngày", "50.000 đồng"]]
    twice.append(["Cấp giấy phép bưu chính", "12 ngày", "40.000 đồng"])
    (both,) = read_decision(decision(tmp_path / "c.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", twice))).rows
    assert "items" not in times_of(both.time or "")
    assert "items" not in fees_of(both.fee or "")


def test_a_table_without_a_known_column_of_names_is_refused(tmp_path: Path) -> None:
    rows = [["STT", "Mã số", "Nội dung công việc"], ["1", "1.003659", "Cấp giấy phép bưu chính"]]
    with pytest.raises(FaultyFiles, match="không thấy cột tên thủ tục"):
        read_decision(decision(tmp_path / "a.docx", AMENDED, ("DANH MỤC TTHC BỊ BÃI BỎ", rows)))


def test_changes_that_nobody_accepted_are_refused(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED)
    document = docx.Document(str(path))
    document.paragraphs[0]._p.append(document.paragraphs[0]._p.makeelement(f"{{{docx.oxml.ns.nsmap['w']}}}ins", {}))
    document.save(str(path))
    with pytest.raises(FaultyFiles, match="Track Changes"):
        read_decision(path)


def test_two_days_of_effect_are_refused_and_named(tmp_path: Path) -> None:
    told = "kể từ ngày 01/01/2027; bãi bỏ các thủ tục tại Phụ lục II kể từ ngày 01/07/2027"
    with pytest.raises(FaultyFiles, match=r"nêu 2 ngày hiệu lực khác nhau \(ngày 01/01/2027, ngày 01/07/2027\)"):
        read_decision(decision(tmp_path / "a.docx", ABOLISHED, effective=told))


AMENDED_POSTAL = ["1", "1.003659", "Cấp giấy phép bưu chính (cấp tỉnh)"]


def amended(database: str, path: Path, column: str, text: str) -> Record:
    """The draft that a decision with one more column makes of the postal licence."""
    table = ("Thủ tục hành chính sửa đổi, bổ sung", [["STT", "Mã", "Tên thủ tục", column], [*AMENDED_POSTAL, text]])
    with writing(database) as session:
        import_decision(session, decision(path, table), ENTRY)
    with reading(database) as session:
        return to_record(drafts(session)[0])


def test_the_ways_to_file_are_no_place(database: str, tmp_path: Path, records: list[Record]) -> None:
    before = next(record for record in records if record.id == POSTAL)
    draft = amended(database, tmp_path / "a.docx", "Cách thức thực hiện", "Trực tiếp, trực tuyến, BCCI")
    assert draft.place == before.place
    assert {one.kind for one in draft.channels} == {ChannelKind.DIRECT, ChannelKind.ONLINE, ChannelKind.POSTAL}


@pytest.mark.parametrize(
    ("cells", "ways"),
    [
        (["x", "Toàn trình", "x"], {ChannelKind.DIRECT, ChannelKind.ONLINE, ChannelKind.POSTAL}),
        (["X", "-", "có"], {ChannelKind.DIRECT, ChannelKind.POSTAL}),
        (["", "✓", ""], {ChannelKind.ONLINE}),
    ],
)
def test_ways_to_file_may_be_ticked_column_by_column(
    database: str, tmp_path: Path, cells: list[str], ways: set[ChannelKind]
) -> None:
    heads = [f"Cách thức thực hiện: {way}" for way in ("trực tiếp", "trực tuyến", "BCCI")]
    rows = [["STT", "Mã", "Tên thủ tục", *heads], [*AMENDED_POSTAL, *cells]]
    with writing(database) as session:
        import_decision(session, decision(tmp_path / "a.docx", ("Thủ tục hành chính sửa đổi, bổ sung", rows)), ENTRY)
    with reading(database) as session:
        assert {one.kind for one in to_record(drafts(session)[0]).channels} == ways


def test_what_amends_stands_beside_the_laws_before(database: str, tmp_path: Path, records: list[Record]) -> None:
    before = next(record for record in records if record.id == POSTAL)
    head = "Tên VBQPPL quy định nội dung sửa đổi, bổ sung"
    draft = amended(database, tmp_path / "a.docx", head, "Nghị định 138/2025/NĐ-CP")
    assert {one.law for one in draft.legal_basis.items} == {*(one.law for one in before.legal_basis.items), "N138"}


def test_two_columns_of_codes_say_whose_each_is(tmp_path: Path) -> None:
    heads = ["STT", "Mã TTHC được thay thế", "Tên TTHC được thay thế", "Mã TTHC thay thế", "Tên TTHC thay thế"]
    row = ["1", "1.003659", "Cấp giấy phép bưu chính", "1.099010", "Đăng ký bưu chính điện tử"]
    (found,) = read_decision(decision(tmp_path / "a.docx", ("Thủ tục hành chính được thay thế", [heads, row]))).rows
    assert (found.code, found.new_code, found.replaced_by) == ("1.003659", "1.099010", ["Đăng ký bưu chính điện tử"])


def test_a_dash_of_words_own_is_a_hyphen(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED)
    document = docx.Document(str(path))
    document.tables[0].cell(1, 0).text = "Số: 123/QĐ–UBND"
    document.save(str(path))
    assert read_decision(path).number == "123/QĐ-UBND"


@pytest.mark.parametrize(
    ("tag", "value", "told"),
    [
        ("gridSpan", "abc", "không rõ bao nhiêu cột"),
        ("gridSpan", "64", "hơn 63"),
        ("gridSpan", "2000000000", "hãy tách thành nhiều tệp"),
        ("vMerge", "continue", "không khớp với hàng trên"),
    ],
)
def test_merged_cells_that_make_no_table_are_refused(tmp_path: Path, tag: str, value: str, told: str) -> None:
    path = decision(tmp_path / "a.docx", AMENDED)
    document = docx.Document(str(path))
    cell = document.tables[1]._tbl.tr_lst[0].tc_lst[0].get_or_add_tcPr()
    space = docx.oxml.ns.nsdecls("w")
    cell.append(docx.oxml.parse_xml(f'<w:{tag} {space} w:val="{value}"/>'))
    document.save(str(path))
    with pytest.raises(FaultyFiles, match=told):
        read_decision(path)


def test_a_text_of_millions_of_lines_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procedures.decision_file.MOST_BODY", 1000)
    with pytest.raises(FaultyFiles, match="hãy tách thành nhiều tệp"):
        read_decision(decision(tmp_path / "a.docx", AMENDED))


def test_the_time_of_a_replacing_procedure_is_not_lost_in_silence(database: str, tmp_path: Path) -> None:
    heads = ["STT", "Tên TTHC được thay thế", "Tên TTHC thay thế", "Thời hạn giải quyết"]
    row = ["1", "Cấp giấy phép bưu chính (cấp tỉnh)", "Đăng ký hoạt động cơ sở in", "03 ngày làm việc"]
    with writing(database) as session:
        table = ("Thủ tục hành chính được thay thế", [heads, row])
        report = import_decision(session, decision(tmp_path / "a.docx", table), ENTRY)
    assert any("“03 ngày làm việc” là của thủ tục thay thế" in note for note in report.notes)


def test_a_replacement_whose_header_has_two_rows(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", ("Thủ tục hành chính thay thế", [["a", "b", "c", "d", "e", "g"]] * 3))
    document = docx.Document(str(path))
    table = document.tables[1]
    rows = [
        ["STT", "Thủ tục hành chính được thay thế", "", "Thủ tục hành chính thay thế", "", "Thời hạn"],
        ["", "Mã", "Tên", "Mã", "Tên", ""],
        ["1", "1.003729", "Cấp đổi giấy phép hoạt động in", "1.099010", "Đổi giấy phép in", "03 ngày làm việc"],
    ]
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(at, column).text = text
    for first, last in (((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0)), ((0, 5), (1, 5))):
        table.cell(*first).merge(table.cell(*last))
    document.save(str(path))
    (row,) = read_decision(path).rows
    assert (row.kind, row.code, row.name) == (ChangeKind.REPLACED, "1.003729", "Cấp đổi giấy phép hoạt động in")
    assert (row.replaced_by, row.time) == (["Đổi giấy phép in"], "03 ngày làm việc")


@pytest.mark.parametrize(
    ("text", "kinds", "note"),
    [
        ("Trực tuyến toàn trình", {ChannelKind.ONLINE}, None),
        ("Theo quy định", set(), "cách thức “Theo quy định” chưa đọc được, không nạp."),
    ],
)
def test_a_new_procedure_has_its_ways_to_file(
    database: str, tmp_path: Path, text: str, kinds: set[ChannelKind], note: str | None
) -> None:
    heads = ["STT", "Mã", "Tên thủ tục", "Lĩnh vực", "Cách thức thực hiện"]
    row = ["1", "2.999001", "Cấp thẻ cộng tác viên bưu chính", "Bưu chính", text]
    with writing(database) as session:
        table = ("Thủ tục hành chính mới ban hành", [heads, row])
        report = import_decision(session, decision(tmp_path / "a.docx", table), ENTRY)
    with reading(database) as session:
        assert {one.kind for one in to_record(drafts(session)[0]).channels} == kinds
    assert [one for one in report.notes if note and note in one] or note is None


def test_the_day_of_an_older_decision_is_no_second_day_of_effect(tmp_path: Path) -> None:
    told = "kể từ ngày 01/01/2027, thay thế Quyết định số 12/QĐ-UBND có hiệu lực từ ngày 01/07/2025"
    assert read_decision(decision(tmp_path / "a.docx", ABOLISHED, effective=told)).effective_from == date(2027, 1, 1)


ROW = ["1", "1.003659", "Cấp giấy phép bưu chính", "15 ngày làm việc", "50.000 đồng"]
HEADS = ["STT", "Mã TTHC", "Tên TTHC", "Thời hạn giải quyết", "Phí, lệ phí"]


def wrapped(path: Path, tag: str, find: str) -> Path:
    """The decision with the first run that says ``find`` inside a content control or a smart tag."""
    document = docx.Document(str(path))
    run = next(one for one in document.element.body.iter(docx.oxml.ns.qn("w:t")) if one.text == find).getparent()
    wrapper = docx.oxml.parse_xml(
        f"<w:{tag} {docx.oxml.ns.nsdecls('w')}>" + ("<w:sdtContent/>" if tag == "sdt" else "") + f"</w:{tag}>"
    )
    run.addprevious(wrapper)
    (wrapper[0] if tag == "sdt" else wrapper).append(run)
    document.save(str(path))
    return path


@pytest.mark.parametrize("tag", ["sdt", "smartTag", "fldSimple"])
def test_what_stands_in_a_control_or_a_tag_is_read(tmp_path: Path, tag: str) -> None:
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]))
    (row,) = read_decision(wrapped(path, tag, "15 ngày làm việc")).rows
    assert row.time == "15 ngày làm việc"


@pytest.mark.parametrize(
    ("heads", "row", "told"),
    [
        (["STT", "Mã", "Tên TTHC", "STT", "Mã"], ["1", "1.003659", "Cấp giấy phép", "2", "1.003687"], "có hai lần"),
        (HEADS, ["1", "1.003659\n1.003687", "Cấp giấy phép bưu chính", "", ""], "nhiều mã trong một dòng"),
    ],
)
def test_two_procedures_in_a_row_are_refused(tmp_path: Path, heads: list[str], row: list[str], told: str) -> None:
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC BỊ BÃI BỎ", [heads, row]))
    with pytest.raises(FaultyFiles, match=told):
        read_decision(path)


def test_a_table_that_goes_on_in_another_shape_is_refused(tmp_path: Path) -> None:
    more = ["2", "1.003687", "Sửa đổi giấy phép bưu chính", "5 ngày"]
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]), ("", [more]))
    with pytest.raises(FaultyFiles, match="không thấy cột tên thủ tục"):
        read_decision(path)


@pytest.mark.parametrize(
    ("effective", "told"),
    [
        ("từ ngày 01/01/2027 đến hết ngày 28/02/2027", "có ngày hết hiệu lực"),
        ("kể từ ngày ký. Riêng mục 1 thì thực hiện từ 01/03/2027", "ngày hiệu lực"),
        ("kể từ ngày ký. Đối với thủ tục số 1, thực hiện từ 01/03/2027", "2 ngày hiệu lực"),
        ("kể từ ngày 01/01/2025", "hãy kiểm tra lại hai ngày"),
        ("kể từ ngày 01/01/2206", "hãy kiểm tra lại hai ngày"),
        ("từ ngày 15 tháng Giêng năm 2027", "không đọc chắc"),
        ("từ ngày 31/12", "không đọc chắc"),
        ("từ ngày 01/2027", "không đọc chắc"),
        ("sau bảy ngày kể từ ngày ký", "không đọc chắc"),
        ("sau 01 tháng kể từ ngày ký", "không đọc chắc"),
        ("kể từ ngày ký; các thủ tục tại Phụ lục thực hiện kể từ ngày 01/7/2026", "2 ngày hiệu lực"),
        ("kể từ ngày ký. Thời điểm áp dụng các thủ tục: 01/01/2027", "2 ngày hiệu lực"),
        ("từ ngày 15/12/2026, trừ các thủ tục tại mục 2 Phụ lục", "ngày hiệu lực riêng"),
    ],
)
def test_a_time_of_effect_that_one_day_does_not_tell_is_refused(tmp_path: Path, effective: str, told: str) -> None:
    with pytest.raises(FaultyFiles, match=told):
        read_decision(decision(tmp_path / "a.docx", AMENDED, effective=effective))


@pytest.mark.parametrize(
    ("unit", "bare", "fee"), [("nghìn đồng", "500", "500.000 đồng"), ("triệu đồng", "9", "9.000.000 đồng")]
)
def test_the_unit_of_a_header_belongs_to_its_bare_numbers(tmp_path: Path, unit: str, bare: str, fee: str) -> None:
    heads = [*HEADS[:3], "Thời hạn giải quyết (ngày làm việc)", f"Phí, lệ phí ({unit})"]
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [heads, [*ROW[:3], "5", bare]]))
    (row,) = read_decision(path).rows
    assert (row.time, row.fee) == ("5 ngày làm việc", fee)


@pytest.mark.parametrize("text", ["15 ngày (làm việc)", "07 ngày (không kể ngày nghỉ, ngày lễ)", "15 ngày làm viêc"])
def test_days_that_may_be_of_work_stay_text(text: str) -> None:
    assert "items" not in times_of(text)


@pytest.mark.parametrize(
    "text",
    [
        *("15 ngày l.việc", "Tối đa 10 ngày LV", "l5 ngày làm việc", "2 tháng rưỡi", "07 (05) ngày làm việc"),
        *("Tối thiểu 05 ngày làm việc", "Sau 05 ngày làm việc", "05 ngày làm việc trở lên"),
        *("20 (hai mươi lăm) ngày làm việc", "Trong 15 ( mười ) ngày"),
    ],
)
def test_a_time_with_anything_strange_around_it_stays_text(text: str) -> None:
    assert "items" not in times_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Trong vòng 05 ngày làm việc",
        "Thời hạn giải quyết: không quá 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ.",
        "05 (năm) ngày làm việc (kể từ ngày nhận hồ sơ)",
        *("05 ngày làm việc từ khi nhận hồ sơ", "- Tối đa 05 ngày làm việc/hồ sơ", "05 ngày làm việc (tại Sở)."),
    ],
)
def test_a_time_in_its_usual_words_is_read(text: str) -> None:
    assert [(one["amount"], one["unit"]) for one in times_of(text)["items"]] == [(5, TimeUnit.WORKING_DAY)]


@pytest.mark.parametrize(
    ("unit", "time", "fee"),
    [
        ("nghìn đồng", "15 ngày", "500.000"),
        ("nghìn đồng", "15 ngày", "500.000 đồng"),
        ("đồng", "2 tháng", "5 triệu đồng"),
    ],
)
def test_a_cell_that_contradicts_its_header_stays_text(tmp_path: Path, unit: str, time: str, fee: str) -> None:
    heads = [*HEADS[:3], "Thời hạn giải quyết (ngày làm việc)", f"Phí, lệ phí ({unit})"]
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [heads, [*ROW[:3], time, fee]]))
    (row,) = read_decision(path).rows
    assert "items" not in times_of(row.time or "")
    assert "items" not in fees_of(row.fee or "")


def test_headings_that_end_or_keep_procedures(tmp_path: Path) -> None:
    ended = ("DANH MỤC TTHC HẾT HIỆU LỰC, KHÔNG TIẾP TỤC THỰC HIỆN", [HEADS[:3], ROW[:3]])
    (row,) = read_decision(decision(tmp_path / "a.docx", ended)).rows
    assert row.kind == ChangeKind.ABOLISHED
    kept = ("DANH MỤC TTHC GIỮ NGUYÊN, KHÔNG SỬA ĐỔI", [HEADS[:3], ROW[:3]])
    with pytest.raises(FaultyFiles, match="không rõ mới"):
        read_decision(decision(tmp_path / "b.docx", AMENDED, kept))


def test_a_new_code_over_an_old_name_and_two_kinds_of_change_are_refused(database: str, tmp_path: Path) -> None:
    renamed = ["1", "1.099200", "Cấp giấy phép bưu chính (cấp tỉnh)", "15 ngày làm việc", "50.000 đồng"]
    new = decision(tmp_path / "a.docx", ("DANH MỤC TTHC MỚI BAN HÀNH", [HEADS, renamed]))
    both = decision(
        tmp_path / "b.docx",
        ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]),
        ("DANH MỤC TTHC BỊ BÃI BỎ", [HEADS[:3], ROW[:3]]),
    )
    for path, told in ((new, "ghi là mới với mã 1.099200"), (both, "có ở nhiều bảng")):
        with writing(database) as session, pytest.raises(FaultyFiles, match=told):
            import_decision(session, path, ENTRY)


def test_two_columns_of_one_thing(tmp_path: Path) -> None:
    times = [*HEADS[:3], "Thời hạn giải quyết hiện hành", "Thời hạn giải quyết sau sửa đổi"]
    table = ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [times, [*ROW[:3], "5 ngày", "4 ngày"]])
    with pytest.raises(FaultyFiles, match="không rõ cột nào áp dụng"):
        read_decision(decision(tmp_path / "a.docx", table))
    fees = [*HEADS[:3], "Phí trực tiếp", "Phí trực tuyến"]
    table = ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [fees, [*ROW[:3], "200.000 đồng", "100.000 đồng"]])
    (row,) = read_decision(decision(tmp_path / "b.docx", table)).rows
    assert [case["case"] for case in fees_of(row.fee or "")["items"]] == ["Phí trực tiếp", "Phí trực tuyến"]


def test_fees_by_date_stay_text() -> None:
    assert "items" not in fees_of("Từ 01/01/2027: 300.000 đồng; trước đó: 150.000 đồng")


def test_a_new_procedure_that_only_the_replacing_table_describes_is_a_draft(database: str, tmp_path: Path) -> None:
    heads = [
        "STT",
        "TTHC được thay thế Mã",
        "TTHC được thay thế Tên",
        "TTHC thay thế Mã",
        "TTHC thay thế Tên",
        "Thời hạn",
    ]
    row = ["1", "1.003659", "Cấp giấy phép bưu chính", "1.099010", "Đăng ký bưu chính điện tử", "03 ngày làm việc"]
    with writing(database) as session:
        path = decision(tmp_path / "a.docx", ("Thủ tục hành chính được thay thế", [heads, row]))
        import_decision(session, path, ENTRY)
    with reading(database) as session:
        old, new = sorted((to_record(row) for row in drafts(session)), key=lambda one: one.id)
    assert (old.id, old.change and old.change.successors) == (POSTAL, [new.id])
    assert (new.code.value, new.field) == ("1.099010", "buu-chinh")
    assert new.time
    assert new.time.items[0].amount == 3


def test_what_was_in_doubt_of_an_amended_procedure_still_is(
    database: str, tmp_path: Path, records: list[Record]
) -> None:
    before = next(record for record in records if record.id == POSTAL)
    draft = amended(database, tmp_path / "a.docx", "Địa điểm", "Trung tâm Phục vụ hành chính công")
    assert before.standing
    assert draft.standing.endswith(before.standing)


def told_on(session: Session, procedure: str, day: date, aspect: str) -> Reply:
    record = catalogue.record_on(session, procedure, day)
    assert record
    return answer(Question(record, day, catalogue.laws(session), catalogue.sources(session)), [aspect])


def test_what_a_decision_sets_in_an_old_rule_is_new_and_the_rest_stays_old(
    database: str, tmp_path: Path, records: list[Record]
) -> None:
    before = next(record for record in records if record.id == "bao-chi-ban-tin-cap")
    rows = [["STT", "Tên thủ tục", "Phí"], ["1", before.name, "70.000 đồng"]]
    path = decision(tmp_path / "a.docx", ("Thủ tục hành chính sửa đổi, bổ sung", rows))
    day, at = date(2027, 1, 1), ENTRY.at + timedelta(minutes=5)
    with writing(database) as session:
        import_decision(session, path, ENTRY)
        approve(session, drafts(session)[0].id, "Trần Văn B", at)
        session.flush()
        assert import_decision(session, path, ENTRY).changed == {}  # nor is what was in doubt told twice
        fee, time = (told_on(session, before.id, day, aspect) for aspect in ("fee", "time"))
    assert "70.000" in fee.text
    assert fee.text.startswith("⚠ Lệ phí theo Quyết định 123/QĐ-UBND; các phần khác của thủ tục này theo quy định cũ.")
    assert fee.warning
    assert before.standing.split(".")[0] in fee.warning
    assert time.text.startswith("⚠ Phần dưới đây theo quy định cũ.")
    assert (fee.sourced_on, time.sourced_on) == (today(), before.sourced_on)


def test_a_footnotes_figure_is_no_part_of_a_number(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]))
    document = docx.Document(str(path))
    cell = document.tables[-1].cell(1, 3)
    cell.text = "15"
    cell.paragraphs[0].add_run("1").font.superscript = True
    cell.paragraphs[0].add_run(" ngày làm việc")
    document.save(str(path))
    assert read_decision(path).rows[0].time == "15 ngày làm việc"


def test_a_table_or_a_formula_in_a_cell_is_refused(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]))
    document = docx.Document(str(path))
    document.tables[-1].cell(1, 4).add_table(1, 2).cell(0, 0).text = "100.000 đồng"
    document.save(str(path))
    with pytest.raises(FaultyFiles, match="bảng nằm trong một ô"):
        read_decision(path)


@pytest.mark.parametrize(("level", "told"), [("XÃ", "cấp xã"), ("HUYỆN", "cấp khác")])
def test_procedures_of_another_level_are_not_abolished(database: str, tmp_path: Path, level: str, told: str) -> None:
    heading = f"DANH MỤC THỦ TỤC HÀNH CHÍNH CẤP {level} BỊ BÃI BỎ"
    path = decision(tmp_path / "a.docx", (heading, [["STT", "Mã", "Tên thủ tục"], AMENDED_POSTAL]))
    with writing(database) as session, pytest.raises(FaultyFiles, match=f"mục ghi {told}"):
        import_decision(session, path, ENTRY)


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("Ghi chú", "Thực hiện đến hết năm sau", "“Thực hiện đến hết năm sau” không nạp"),
        ("Cơ quan thực hiện", "UBND cấp xã", "cơ quan “UBND cấp xã” khác dữ liệu"),
        ("Căn cứ pháp lý", "Nghị định số 300/2026/NĐ-CP", "văn bản “300/2026/NĐ-CP” chưa có trong bảng"),
        ("Cách thức thực hiện", "Không nộp trực tiếp; chỉ trực tuyến", "chưa đọc được, không nạp"),
    ],
)
def test_what_is_not_brought_in_is_named(database: str, tmp_path: Path, column: str, text: str, told: str) -> None:
    table = ("Thủ tục hành chính sửa đổi, bổ sung", [["STT", "Mã", "Tên thủ tục", column], [*AMENDED_POSTAL, text]])
    with writing(database) as session:
        report = import_decision(session, decision(tmp_path / "a.docx", table), ENTRY)
        channels = to_record(drafts(session)[0]).channels
    assert any(told in note for note in report.notes)
    assert len(channels) == 3


@pytest.mark.parametrize("mark", ["strike", "hidden", "subscript"])
def test_text_that_does_not_count_is_refused(tmp_path: Path, mark: str) -> None:
    path = decision(tmp_path / "a.docx", ("DANH MỤC TTHC SỬA ĐỔI, BỔ SUNG", [HEADS, ROW]))
    document = docx.Document(str(path))
    run = document.tables[-1].cell(1, 3).paragraphs[0].insert_paragraph_before().add_run("1")
    setattr(run.font, mark, True)
    document.save(str(path))
    with pytest.raises(FaultyFiles, match="gạch ngang, chữ ẩn"):
        read_decision(path)


def test_another_provinces_draft_and_what_limits_a_table_are_named(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED, ("Ghi chú: thủ tục số 1 chỉ áp dụng đến hết năm.", [["a"], ["b"]]))
    document = docx.Document(str(path))
    document.tables[0].cell(0, 0).text = "ỦY BAN NHÂN DÂN TỈNH BẮC NINH"
    document.tables[0].cell(1, 0).text = "DỰ THẢO\nSố: 123/QĐ-UBND"
    document.save(str(path))
    notes = " ".join(read_decision(path).notes)
    assert all(one in notes for one in ("TỈNH BẮC NINH", "DỰ THẢO", "Ghi chú: thủ tục số 1"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [("CẤP GIẤY PHÉP BƯU CHÍNH", True), ("Cấp GP bưu chính", True), ("Cấp giấy phép bưu chính nội tỉnh", False)],
)
def test_a_name_that_is_only_written_otherwise_is_kept(
    database: str, tmp_path: Path, records: list[Record], name: str, kept: bool
) -> None:
    before = next(record for record in records if record.id == POSTAL).name
    table = ("Thủ tục hành chính sửa đổi, bổ sung", [["STT", "Mã", "Tên thủ tục"], ["1", "1.003659", name]])
    assert bring_in(database, decision(tmp_path / "a.docx", table))[POSTAL].name == (before if kept else name)


def test_the_field_of_the_title_is_that_of_a_new_procedure(database: str, tmp_path: Path) -> None:
    rows = [["STT", "Tên thủ tục hành chính", "Thời hạn"], ["1", "Đăng ký hoạt động in lụa", "05 ngày"]]
    path = decision(tmp_path / "a.docx", ("DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH", rows))
    document = docx.Document(str(path))
    title = "Về việc công bố thủ tục hành chính mới ban hành lĩnh vực xuất bản, in và phát hành của thành phố"
    document.paragraphs[0].insert_paragraph_before(title)
    document.save(str(path))
    assert bring_in(database, path)["dang-ky-hoat-dong-in-lua"].field == "xuat-ban-in-phat-hanh"


def test_a_new_procedure_is_of_the_level_its_heading_names(database: str, tmp_path: Path) -> None:
    commune = decision(tmp_path / "a.docx", ("DANH MỤC TTHC CẤP XÃ MỚI BAN HÀNH", NEW[1]))
    assert bring_in(database, commune)["dang-ky-hoat-dong-in"].level == Level.COMMUNE


def test_a_title_inside_the_table_tells_the_kind(tmp_path: Path) -> None:
    title = ["DANH MỤC THỦ TỤC HÀNH CHÍNH SỬA ĐỔI, BỔ SUNG"] * len(HEADS)
    (row,) = read_decision(decision(tmp_path / "a.docx", ("Phụ lục", [title, HEADS, ROW]))).rows
    assert (row.kind, row.time) == (ChangeKind.AMENDED, "15 ngày làm việc")


SPLIT = "DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC THAY THẾ"
SPLIT_HEADS = ["STT", "Tên thủ tục hành chính được thay thế", "Tên thủ tục hành chính thay thế", "Thời hạn", "Phí"]


def test_one_procedure_that_two_new_ones_replace(database: str, tmp_path: Path) -> None:
    old = "Cấp lại giấy phép bưu chính khi hết hạn"
    rows = [
        ["1", old, "Gia hạn giấy phép bưu chính loại A", "03 ngày làm việc", "Không"],
        ["2", old, "Gia hạn giấy phép bưu chính loại B", "04 ngày làm việc", "1.500.000 đồng"],
    ]
    found = bring_in(database, decision(tmp_path / "a.docx", (SPLIT, [SPLIT_HEADS, *rows])))
    a, b = "gia-han-giay-phep-buu-chinh-loai-a", "gia-han-giay-phep-buu-chinh-loai-b"
    ended = found["buu-chinh-cap-lai-het-han"].change
    assert ended
    assert ended.successors == [a, b]
    assert [one.time and one.time.items[0].amount for one in (found[a], found[b])] == [3, 4]


@pytest.mark.parametrize("told", ["{}; {}", "- {}\n- {}", "{}\n{}", "1. {}\n2. {}"])
def test_two_successors_in_one_cell(database: str, tmp_path: Path, told: str) -> None:
    names = ("Gia hạn giấy phép bưu chính loại A", "Gia hạn giấy phép bưu chính loại B")
    new = [
        ["STT", "Tên thủ tục hành chính", "Lĩnh vực"],
        *([str(at), name, "Bưu chính"] for at, name in enumerate(names)),
    ]
    replaced = [SPLIT_HEADS[:3], ["1", "Cấp lại giấy phép bưu chính khi hết hạn", told.format(*names)]]
    path = decision(tmp_path / "a.docx", (NEW[0], new), (SPLIT, replaced))
    change = bring_in(database, path)["buu-chinh-cap-lai-het-han"].change
    assert change
    assert len(change.successors) == 2


def test_a_procedure_told_twice_with_other_values_is_refused(tmp_path: Path) -> None:
    rows = [["1", "Đăng ký hoạt động cơ sở in", "05 ngày"], ["2", "Đăng ký hoạt động cơ sở in", "06 ngày"]]
    heads = ["STT", "Tên thủ tục hành chính", "Thời hạn giải quyết"]
    with pytest.raises(FaultyFiles, match="đã có ở bảng 2, dòng 2"):
        read_decision(decision(tmp_path / "a.docx", (AMENDED[0], [heads, *rows])))


def test_a_fee_by_the_way_to_file_is_that_ways() -> None:
    items = fees_of("Trực tiếp: 50.000đ/hồ sơ; trực tuyến: 25.000đ/hồ sơ")["items"]
    assert [(one["channel"], one["amount_vnd"]) for one in items] == [("direct", 50_000), ("online", 25_000)]
    assert fees_of("Cấp mới: 50.000 đồng")["items"][0]["case"] == "Cấp mới"


def test_a_law_named_again_keeps_its_article(database: str, tmp_path: Path, records: list[Record]) -> None:
    procedure = "xb-tai-lieu-khong-kinh-doanh"
    before = next(record for record in records if record.id == procedure)
    articles = {one.law: one.article for one in before.legal_basis.items}
    heads = ["STT", "Tên thủ tục hành chính", "Căn cứ pháp lý"]
    row = ["1", before.name, "Nghị định 138/2025/NĐ-CP; Nghị quyết 66.18/2026/NQ-CP"]
    found = bring_in(database, decision(tmp_path / "a.docx", (AMENDED[0], [heads, row])))[procedure]
    after = {one.law: one.article for one in found.legal_basis.items}
    assert articles["N138"]
    assert {law: after[law] for law in articles} == articles


def test_the_second_part_of_a_decision_is_told_of(tmp_path: Path) -> None:
    path = decision(tmp_path / "a.docx", AMENDED)
    document = docx.Document(str(path))
    document.add_paragraph("1.4. Thời hạn giải quyết: 05 ngày làm việc.")
    document.add_paragraph("c) Phí, lệ phí (nếu có): 50.000 đồng")
    document.save(str(path))
    assert any("2 đoạn nêu thời hạn" in note for note in read_decision(path).notes)


def test_a_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    sound, trap = decision(tmp_path / "a.docx", AMENDED), tmp_path / "b.docx"
    with zipfile.ZipFile(sound) as packed, zipfile.ZipFile(trap, "w") as changed:
        for part in packed.namelist():
            told = packed.read(part)
            if part == "word/document.xml":
                told = told.replace(
                    b"<w:document", b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document', 1
                )
            changed.writestr(part, told)
    with pytest.raises(FaultyFiles, match="DOCTYPE"):
        read_decision(trap)


def test_a_comment_in_the_xml_is_no_text(tmp_path: Path) -> None:
    sound, other = decision(tmp_path / "a.docx", AMENDED), tmp_path / "b.docx"
    with zipfile.ZipFile(sound) as packed, zipfile.ZipFile(other, "w") as changed:
        for part in packed.namelist():
            changed.writestr(part, packed.read(part).replace(b"<w:tbl>", b"<!-- x --><w:tbl><!-- y -->"))
    assert [compared(row) for row in read_decision(other).rows] == [compared(row) for row in read_decision(sound).rows]
