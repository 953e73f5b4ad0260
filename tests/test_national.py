"""Records of the national portal: what is told apart is right, the rest stays text, and nothing is half-written."""

from __future__ import annotations

import fcntl
import json
import lzma
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from procedures import catalogue, portal_import, settings, staging
from procedures import portal_tables as tables
from procedures.changes import approve, drafts, withdraw
from procedures.database import reading, writing
from procedures.importing import Report
from procedures.kinds import ChannelKind, TimeUnit, VersionState
from procedures.mapping import Entry, to_record
from procedures.models import Base, FieldRow, LawRow, VersionRow
from procedures.national import Tally, read_portal
from procedures.national_record import _other_times
from procedures.passing_fees import passing_fee
from procedures.portal_import import import_portal
from procedures.settings import HANOI
from procedures.yaml_file import FaultyFiles
from tools.national_sample import digest, sample

SAMPLE = Path(__file__).parent / "national_sample.jsonl"
AT = datetime(2026, 11, 27, 9, tzinfo=HANOI)
HEAD = tables.CHANNEL_HEAD


def raw(**told: Any) -> dict[str, Any]:
    """A record as the portal gives it, with made-up content."""
    return {
        "ma_thu_tuc": "1.999001",
        "detail_url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x",
        "ten_thu_tuc": "Thủ tục cấp lại thẻ thử nghiệm",
        "so_quyet_dinh": "12/QĐ-BTN",
        "cap_thuc_hien": "Cấp tỉnh",
        "linh_vuc": "Thử nghiệm",
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "co_quan_co_tham_quyen": "",
        "dia_chi_tiep_nhan": "",
        "trinh_tu_thuc_hien": "Nộp rồi nhận.",
        "cach_thuc_thuc_hien": (
            f"{HEAD}Trực tuyến5 Ngày làm việc50,000 VNĐ(50.000 đồng/thẻ)Trực tiếp5 Ngày làm việcMiễn phí"
        ),
        "thanh_phan_ho_so": f"--{tables.PAPER_HEAD}Đơn đề nghị1 bản chínhẢnh thẻ0 bản chính,2 bản sao",
        "can_cu_phap_ly": f"{tables.LAW_HEAD}Luật Thử nghiệm99/2024/QH15",
        "co_quan_thuc_hien": "Sở Thử nghiệm",
        "yeu_cau_dieu_kien": "Không",
        "ket_qua_xu_ly": "Thẻ thử nghiệmMã: KQ.G99.000001Từ khóaKhông có thông tin",
        **told,
    }


def portal_file(folder: Path, *records: Any) -> Path:
    path = folder / "cong.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records), encoding="utf-8")
    return path


def bring_in(url: str, path: Path, at: datetime = AT) -> Report:
    assert url == settings.database_url()
    return import_portal(path, Entry(at, "test", None, VersionState.DRAFT), lambda _: None)


def draft_of(url: str) -> Any:
    with reading(url) as session:
        return to_record(drafts(session)[0])


@pytest.mark.parametrize(
    ("cell", "amount", "unit"),
    [
        ("30 Ngày làm việc", 30, TimeUnit.WORKING_DAY),
        ("07 Ngày", 7, TimeUnit.DAY),
        ("01 Giờ", 1, TimeUnit.HOUR),
        ("2 Tháng", 2, TimeUnit.MONTH),
        ("1 Năm", 12, TimeUnit.MONTH),
        ("2 Tuần", 14, TimeUnit.DAY),
        ("3", 3, None),
        ("0", None, None),
        ("1.5 Ngày làm việc", None, None),
        ("2 Giờ làm việc", None, None),
        ("Không quy định", None, None),
    ],
)
def test_times(cell: str, amount: int | None, unit: TimeUnit | None) -> None:
    found = tables.read_time(cell)
    assert (found.amount, found.unit) == (amount, unit)
    assert found.unit or found.doubt


@pytest.mark.parametrize(
    ("cell", "note", "doubt"),
    [
        ("7 Ngày", "07 ngày làm việc, kể từ ngày nhận đủ hồ sơ", "mô tả ghi 7 ngày làm việc"),
        ("5 Ngày", "Trong thời hạn 05 (năm) ngày làm việc", "mô tả ghi 5 ngày làm việc"),
        ("1 Ngày", "không quy định cụ thể thời gian", "mô tả ghi không quy định thời hạn"),
        ("7 Ngày", "27 ngày làm việc; hoặc 7 ngày", None),
        ("7 Ngày làm việc", "07 ngày làm việc", None),
    ],
)
def test_a_time_that_its_own_description_contradicts_stays_text(cell: str, note: str, doubt: str | None) -> None:
    found = tables.time_against_note(tables.read_time(cell), note)
    assert (found.amount is None) == bool(doubt)
    assert (doubt or "") in (found.doubt or "")


@pytest.mark.parametrize(
    ("cell", "note", "vnd", "foreign", "unit"),
    [
        ("50.000 Đồng", "", 50_000, None, None),
        ("40,000 Việt Nam Đồng", "", 40_000, None, None),
        ("Phí : 2.000.000 Đồng", "", 2_000_000, None, None),
        ("70,000 VNĐ", "70.000 đồng/giấy", 70_000, None, "giấy"),
        ("80,000 Việt Nam Đồng", "/hồ sơ (Thông tư số 61/2023/TT-BTC)", 80_000, None, "hồ sơ"),
        ("10 USD", "10 USD/người", None, "10 USD", "người"),
        ("Miễn phí", "", 0, None, None),
        ("Miễn phí", "Miễn hoàn toàn", 0, None, None),
        ("Miễn phí", "- Miễn lệ phí (Thông tư số 47/2019/TT-BTC).", 0, None, None),
        ("Miễn phí", "Phí thẩm định", 0, None, None),
        ("Miễn phí", "Chưa quy định.", None, None, None),
        ("Miễn phí", "Mục III, Phí kiểm dịch thực vật kèm theo Thông tư số 33/2021/TT-BTC", None, None, None),
        ("Miễn phí", "Miễn lệ phí đối với những trường hợp sau: + Người có công", None, None, None),
        ("Miễn phí", "Lệ phí cấp giấy: 40.000 đồng/giấy", None, None, None),
        ("Miễn phí", "Mức thu do Hội đồng nhân dân quyết định", None, None, None),
        ("Theo quy định", "", None, None, None),
        ("Lệ phí :  Đồng", "", None, None, None),
    ],
)
def test_fees(cell: str, note: str, vnd: int | None, foreign: str | None, unit: str | None) -> None:
    found = tables.read_fee(cell, note)
    assert (found.amount_vnd, found.foreign, found.unit) == (vnd, foreign, unit)
    assert found.parsed or found.doubt


def test_rows_of_a_flattened_table_are_told_apart() -> None:
    cell = (
        f"{HEAD}Trực tuyến3 Ngày làm việc100,000 VNĐ(mức 1 (một))70,000 VNĐ(mức 2)Nộp Trực tuyến tại cổng."
        "Dịch vụ bưu chính10 NgàyMiễn phíTrực tiếpKhông có thông tinKhông có thông tinTại quầy"
    )
    online, postal, direct = tables.read_channels(cell)
    assert [(fee.amount_vnd, fee.note) for fee in online.fees] == [(100_000, "mức 1 (một)"), (70_000, "mức 2")]
    assert online.note == "Nộp Trực tuyến tại cổng."
    assert (postal.time.amount, postal.time.unit, postal.fees[0].amount_vnd) == (10, TimeUnit.DAY, 0)
    assert (direct.channel, direct.time.stated, direct.fees[0].stated) == (ChannelKind.DIRECT, False, False)


def test_a_time_glued_to_a_price_is_told_apart_only_on_evidence() -> None:
    (known,) = tables.read_channels(f"{HEAD}Trực tuyến120,000 VNĐ(mức thu là 20.000 VNĐ/tờ khai)")
    assert (known.time.amount, known.time.unit, known.fees[0].amount_vnd) == (1, None, 20_000)
    (unknown,) = tables.read_channels(f"{HEAD}Trực tuyến125 VNĐ")
    assert unknown.time.amount is None
    assert unknown.time.stated


def test_papers_by_case_with_their_counts_and_forms() -> None:
    cell = (
        f"a) Cấp mới:{tables.PAPER_HEAD}Đơn theo mẫu;Mau 05.docx1 bản chínhThông tư năm 20241 bản chính,2 bản sao"
        f"b) Cấp lại:{tables.PAPER_HEAD}Phụ lục 11 bản chính"
    )
    new, again = tables.read_papers(cell)
    assert (new.case, again.case) == ("a) Cấp mới:", "b) Cấp lại:")
    form, year = new.items
    assert (form.name, form.form, form.original, form.copy) == ("Đơn theo mẫu;", "Mau 05.docx", 1, 0)
    assert (year.name, year.original, year.copy) == ("Thông tư năm 2024", 1, 2)
    (glued,) = again.items
    assert (glued.name, glued.original, bool(glued.doubt)) == ("Phụ lục 11", None, True)


def test_no_word_of_the_papers_is_lost() -> None:
    groups = tables.read_papers(
        f"--{tables.PAPER_HEAD}- Biên bản nghiệm thu.\t1 bản chính- Văn bản đề nghị\t1 bản chính"
    )
    assert [(paper.name, paper.original) for paper in groups[0].items] == [
        ("- Biên bản nghiệm thu.", 1),
        ("- Văn bản đề nghị", 1),
    ]
    groups = tables.read_papers(f"--{tables.PAPER_HEAD}Đơn đề nghị1 bản chínhTrường hợp nộp trực tuyến thì kê khai.")
    assert [(paper.name, paper.doubt) for paper in groups[0].items] == [
        ("Đơn đề nghị", None),
        ("Trường hợp nộp trực tuyến thì kê khai.", tables.NOT_APART),
    ]
    [group] = tables.read_papers("Nộp hồ sơ theo mẫu của cơ quan")
    assert [(paper.name, paper.doubt) for paper in group.items] == [
        ("Nộp hồ sơ theo mẫu của cơ quan", tables.NOT_APART)
    ]
    assert [tables.read_papers(cell) for cell in ("--", "", "----", tables.NONE)] == [[], [], [], []]


def test_laws_and_their_numbers() -> None:
    cell = (
        f"{tables.LAW_HEAD}Luật 54/2014/QH1354/2014/QH13Nghị định số 92/2024/NĐ-CP của Chính phủ92/2024/NĐ-CP"
        "Luật Nhà ở năm 202056/2020/QH14"
    )
    assert tables.read_laws(cell) == [
        ("Luật 54/2014/QH13", "54/2014/QH13"),
        ("Nghị định số 92/2024/NĐ-CP của Chính phủ", "92/2024/NĐ-CP"),
        ("Luật Nhà ở năm 2020", "56/2020/QH14"),
    ]


def test_a_number_in_its_own_cell_ends_a_law_though_a_blank_follows() -> None:
    cell = f"{tables.LAW_HEAD}Thông tư của Bộ Tư pháp08/2025/TT-BTP Nghị định quy định hộ tịch87/2020/NĐ-CP"
    assert tables.read_laws(cell) == [
        ("Thông tư của Bộ Tư pháp", "08/2025/TT-BTP"),
        ("Nghị định quy định hộ tịch", "87/2020/NĐ-CP"),
    ]


def test_a_title_in_capitals_keeps_its_first_letters() -> None:
    cell = f"{tables.LAW_HEAD}Quy định mẫu giấy tờ04/2015/TT-BCAQUY ĐỊNH MỨC THU25/2021/TT-BTC"
    assert tables.read_laws(cell) == [
        ("Quy định mẫu giấy tờ", "04/2015/TT-BCA"),
        ("QUY ĐỊNH MỨC THU", "25/2021/TT-BTC"),
    ]


def test_a_title_with_another_laws_number_glued_in_is_not_told() -> None:
    cell = f"{tables.LAW_HEAD}Về biển03/2024/TT-BGTVT; Áp dụng sửa đổi27/2011/TT-BGTVT"
    assert tables.read_laws(cell) == [("Văn bản số 27/2011/TT-BGTVT", "27/2011/TT-BGTVT")]


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("5.000 đồng/giấy thông hành xuất, nhập cảnh", None),
        ("5.000 đồng/giấy, mức khác", None),
        ("5.000 đồng/tấn Đồng", "tấn"),
        ("5.000 đồng/hồ sơ.", "hồ sơ"),
    ],
)
def test_the_beginning_of_a_unit_is_none(note: str, unit: str | None) -> None:
    assert tables.read_fee("5,000 Đồng", note).unit == unit


def fees_read(database: str, folder: Path, cell: str) -> Any:
    bring_in(database, portal_file(folder, raw(cach_thuc_thuc_hien=f"{HEAD}{cell}")))
    return draft_of(database).fee


def test_rows_that_their_notes_tell_apart_are_cases(database: str, tmp_path: Path) -> None:
    cell = "Trực tuyến5 Ngày15,000,000 VNĐ(Đối với sân bay)Trực tiếp5 Ngày40,000,000 VNĐ(Đối với cảng hàng không)"
    found = [(one.case, one.amount_vnd, one.channel) for one in fees_read(database, tmp_path, cell).items]
    assert found == [("Đối với sân bay", 15_000_000, None), ("Đối với cảng hàng không", 40_000_000, None)]


def test_a_fee_whose_note_names_another_amount_is_in_doubt(database: str, tmp_path: Path) -> None:
    cell = "Trực tiếp5 Ngày200,000 VNĐ(200.000 đồng/thẻ. Trường hợp bị mất: 400.000 đồng/thẻ)"
    fee = fees_read(database, tmp_path, cell)
    assert [(one.amount_vnd, one.standing, one.unit) for one in fee.items] == [(200_000, "uncertain", None)]
    assert "400.000 đồng" in fee.warning


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("400,000 VNĐ( Đồng (Sát hạch lý thuyết)  Phí: 1700000 Đồng (Sát hạch thực hành))", "1.700.000 đồng"),
        ("400,000 VNĐ(Sát hạch lý thuyết, Phí: 1,700,000 Sát hạch thực hành)", "1.700.000 đồng"),
        ("275,000 VNĐ(275.000 đ/tấn cho tàu bay, 200000 đ/tấn đối với công nhận)", "200.000 đồng"),
        ("1,000,000 VNĐ(* Theo quy định tại Thông tư 25/2022/TT-BTC: 02 triệu đồng/lần cấp.)", "2.000.000 đồng"),
    ],
)
def test_another_amount_is_seen_however_it_is_written(database: str, tmp_path: Path, cell: str, other: str) -> None:
    fee = fees_read(database, tmp_path, f"Trực tiếp5 Ngày{cell}")
    assert [one.standing for one in fee.items] == ["uncertain"]
    assert other in fee.warning


@pytest.mark.parametrize(("more", "standing"), [("", "current"), (" theo quy định." * 30, "uncertain")])
def test_a_fee_of_one_case_is_told_with_it(database: str, tmp_path: Path, more: str, standing: str) -> None:
    note = f"Đối với trường hợp cấp đổi: 35.000.000 đồng + Đối với trường hợp cấp bổ sung: Không{more}"
    [fee] = fees_read(database, tmp_path, f"Trực tiếp5 Ngày35,000,000 VNĐ({note})").items
    assert (fee.amount_vnd, fee.standing, fee.case or fee.note) == (35_000_000, standing, note.strip())


def test_a_draft_says_nothing_of_the_fee_before_it_begins(database: str, tmp_path: Path) -> None:
    note = "từ ngày 01/7/2025 đến hết ngày 31/12/2026 mức thu lệ phí bằng 50% mức thu nêu trên"
    fee = fees_read(database, tmp_path, f"Trực tuyến7 Ngày làm việc70,000 Việt Nam Đồng({note})")
    assert [(one.amount_vnd, one.effective_from, one.effective_to) for one in fee.items] == [
        (35_000, date(2025, 7, 1), date(2026, 12, 31)),
        (70_000, date(2027, 1, 1), None),
    ]


def test_a_fee_that_its_note_says_has_ended_is_no_amount_of_today(database: str, tmp_path: Path) -> None:
    cell = "Trực tiếp5 Ngày160,000 VNĐ(160.000đ/thẻ, áp dụng đến hết ngày 31/12/2023)"
    fee = fees_read(database, tmp_path, cell)
    assert fee.items == []
    assert "áp dụng đến 31/12/2023" in fee.warning


def test_a_while_of_nothing_to_pay_ends_no_fee(database: str, tmp_path: Path) -> None:
    cell = "Trực tiếp5 Ngày160,000 VNĐ(Miễn phí từ ngày 07/4/2026 đến 30/6/2026)"
    assert [one.amount_vnd for one in fees_read(database, tmp_path, cell).items] == [160_000]


def test_a_table_cut_in_the_note_of_a_fee_is_put_together_again() -> None:
    cells = tables.cut_in_a_note(
        f"{tables.CHANNEL_HEAD}Trực tuyến1 Ngày100,000 VNĐ(", ": TT 1/2016.)Trực tiếp2 NgàyMiễn phí"
    )
    assert [line.time.amount for line in tables.read_channels(cells[0])] == [1, 2]
    assert tables.read_laws(cells[1]) == []
    whole = ("Hình thức", f"{tables.LAW_HEAD}Luật A1/2016/QH13")
    assert tables.cut_in_a_note(*whole) == whole


def test_a_time_that_its_description_contradicts_is_in_doubt(database: str, tmp_path: Path) -> None:
    cell = f"{HEAD}Trực tiếp30 Ngày làm việcMiễn phí20 ngày làm việc, kể từ ngày nhận đủ hồ sơ"
    bring_in(database, portal_file(tmp_path, raw(cach_thuc_thuc_hien=cell)))
    time = draft_of(database).time
    assert time.items[0].standing == "uncertain"
    assert "bảng ghi 30 Ngày làm việc, mô tả ghi 20 ngày làm việc" in time.warning


def test_the_next_section_is_no_law() -> None:
    cell = f"{tables.LAW_HEAD}Luật Nhà ở08/2017/QH14Cơ quan thực hiệnSở Xây dựng"
    assert tables.read_laws(cell) == [("Luật Nhà ở", "08/2017/QH14")]


def test_a_description_broken_over_lines_says_what_it_says() -> None:
    cell = f"{tables.CHANNEL_HEAD}Trực tiếp20 Ngày làm việcMiễn phíTrường hợp thứ nhất: 20 ngày làm \nviệc."
    (line,) = tables.read_channels(cell)
    assert "20 ngày làm việc" in line.note


def test_a_title_that_begins_small_keeps_no_letter_of_the_number() -> None:
    cell = f"{tables.LAW_HEAD}sửa đổi một số điều05/2020/TT-BTTTTsửa đổi Quyết định22/2005/QĐ-TTgquy định41/2013/QH13"
    assert tables.read_laws(cell) == [
        ("sửa đổi một số điều", "05/2020/TT-BTTTT"),
        ("sửa đổi Quyết định", "22/2005/QĐ-TTg"),
        ("quy định", "41/2013/QH13"),
    ]


def test_a_time_that_only_the_description_gives_is_warned_of() -> None:
    head, note = tables.CHANNEL_HEAD, "12 ngày làm việc; 15 ngày làm việc khi có hơn 3 loại cây trồng"
    lines = tables.read_channels(f"{head}Trực tiếp12 Ngày làm việcMiễn phí{note}")
    assert _other_times(lines) == ["15 ngày làm việc"]
    assert _other_times(tables.read_channels(f"{head}Trực tiếp12 Ngày làm việcMiễn phíNộp tại bộ phận một cửa")) == []


def test_commas_in_brackets_do_not_part() -> None:
    assert tables.outside_brackets("Công dân, Tổ chức (không gồm doanh nghiệp, HTX)") == [
        "Công dân",
        "Tổ chức (không gồm doanh nghiệp, HTX)",
    ]


@given(st.text(alphabet="Trực tuyếnp0123456789.,() NgàylmviệcMiễfhíVNĐ\n/", max_size=200))
def test_any_cell_is_read_without_failing_and_nothing_negative(text: str) -> None:
    for line in tables.read_channels(text):
        assert line.time.amount is None or line.time.amount > 0
        assert all(fee.amount_vnd is None or fee.amount_vnd >= 0 for fee in line.fees)
    tables.read_papers(tables.PAPER_HEAD + text)
    tables.read_laws(text)
    tables.read_results(text)


def test_a_record_becomes_a_draft_that_is_not_told(database: str, tmp_path: Path) -> None:
    report = bring_in(database, portal_file(tmp_path, raw()))
    assert len(report.added) == 1
    with reading(database) as session:
        assert len(catalogue.records_on(session, date(2026, 12, 1))) == 52
        assert all(not field.id.startswith("qg-") for field in catalogue.fields(session))
    record = draft_of(database)
    assert record.short_name == "cấp lại thẻ thử nghiệm"
    assert record.action == "reissue"
    assert [(case.amount_vnd, case.unit) for case in record.fee.items] == [(50_000, "thẻ"), (0, None)]
    assert [paper.copy_ for _, paper in record.papers_on(AT.date())] == [0, 2]
    assert record.applicants.kinds[1] == "Tổ chức (không bao gồm doanh nghiệp, HTX)"
    assert (record.conditions, record.verified_on, record.decision.number) == (None, None, "12/QĐ-BTN")


def test_an_approved_record_is_told(database: str, tmp_path: Path) -> None:
    bring_in(database, portal_file(tmp_path, raw()))
    with writing(database) as session:
        approve(session, drafts(session)[0].id, "Trần Văn B", AT)
        assert catalogue.record_on(session, "qg-1-999001", AT.date())
        assert "Thử nghiệm" in [field.name for field in catalogue.fields(session)]


def test_the_same_file_on_another_day_changes_nothing(database: str, tmp_path: Path) -> None:
    path = portal_file(tmp_path, raw())
    bring_in(database, path)
    again = bring_in(database, path, datetime(2026, 12, 24, tzinfo=HANOI))
    assert (again.added, again.changed, again.unchanged) == ([], {}, 1)
    changed = bring_in(database, portal_file(tmp_path, raw(co_quan_thuc_hien="Sở Khác")))
    assert changed.changed == {"qg-1-999001": ["agencies.items.0.name: Sở Thử nghiệm -> Sở Khác"]}


def test_an_import_cut_off_leaves_nothing_that_is_seen_and_the_next_one_takes_it_away(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal_import, "AT_ONCE", 1)
    path = portal_file(tmp_path, raw(), raw(ma_thu_tuc="1.999002"))
    monkeypatch.setattr(time, "sleep", lambda _: 1 / 0)
    monkeypatch.setattr(staging, "sweep", lambda _: 0)  # as where the process is killed
    with pytest.raises(ZeroDivisionError):
        bring_in(database, path)
    with reading(database) as session:
        assert session.scalar(select(func.count(VersionRow.id))) == 53
        assert drafts(session) == []
    monkeypatch.undo()
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert len(bring_in(database, path).added) == 2
    with reading(database) as session:
        assert session.scalar(select(func.count(VersionRow.id))) == 54
        assert len(drafts(session)) == 2


def test_an_import_that_fails_leaves_no_row(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def counts() -> dict[str, int]:
        with reading(database) as session:
            tables = [one for one in Base.metadata.sorted_tables if one.name not in {"field", "source", "law"}]
            return {one.name: session.scalar(select(func.count()).select_from(one)) or 0 for one in tables}

    before = counts()
    monkeypatch.setattr(time, "sleep", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_in(database, portal_file(tmp_path, raw()))
    assert counts() == before


def test_a_withdrawn_draft_is_brought_in_anew(database: str, tmp_path: Path) -> None:
    path = portal_file(tmp_path, raw())
    bring_in(database, path)
    with writing(database) as session:
        withdraw(session, drafts(session)[0].id, "Trần Văn B", AT)
    assert len(bring_in(database, path).added) == 1


def test_one_import_at_a_time(database: str, tmp_path: Path) -> None:
    path = portal_file(tmp_path, raw())
    with (tmp_path / "import.lock").open("wb") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        with pytest.raises(settings.BadSetting, match="khác đang chạy"):
            bring_in(database, path)


def test_a_record_we_hold_under_the_same_code_keeps_our_names(database: str, tmp_path: Path) -> None:
    bring_in(database, portal_file(tmp_path, raw(ma_thu_tuc="1.003659")))
    record = draft_of(database)
    assert record.id == "buu-chinh-cap-giay-phep"
    assert record.aliases
    assert record.fee.items[0].amount_vnd == 50_000


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", ":2: (cả tệp): không phải JSON"),
        ("[1]", ":2: ma_thu_tuc: không phải bản ghi"),
        ('{"a": 1}', ":2: ma_thu_tuc: không phải bản ghi"),
        (json.dumps({**raw(), "linh_vuc": None, "ma_thu_tuc": "1.999002"}), ":2: (cả tệp): trường có kiểu"),
        (json.dumps(raw(ma_thu_tuc="12")), ":2: code.value: mã thủ tục phải có dạng"),
        (json.dumps(raw()), ":2: ma_thu_tuc: mã 1.999001 đã có ở dòng 1"),
    ],
)
def test_a_refused_line_is_named_and_nothing_is_written(database: str, tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(FaultyFiles) as refused:
        bring_in(database, portal_file(tmp_path, raw(), line))
    assert told in str(refused.value)
    with reading(database) as session:
        assert session.scalar(select(func.count(VersionRow.id))) == 52
        assert session.scalar(select(func.count(FieldRow.id))) == 5
        assert session.get(LawRow, "99-2024-QH15") is None


def test_a_truncated_archive_is_refused(database: str, tmp_path: Path) -> None:
    path = tmp_path / "cong.jsonl.xz"
    packed = lzma.compress(json.dumps(raw()).encode() * 50)
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(FaultyFiles, match="hỏng"):
        bring_in(database, path)


def test_an_archive_that_unpacks_to_too_much_is_refused(database: str, tmp_path: Path) -> None:
    path = tmp_path / "cong.jsonl.xz"
    path.write_bytes(lzma.compress(b"a" * (3 * 2**20)))
    with pytest.raises(FaultyFiles, match="dài hơn"):
        bring_in(database, path)


@pytest.mark.parametrize(("name", "records", "times"), [("national", 2642, 0.95), ("defence", 207, 0.94)])
def test_the_whole_corpus_is_read(name: str, records: int, times: float) -> None:
    path = SHARED / "corpora" / f"{name}_procedures.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"{path} không có cạnh dự án")
    faults: list[Any] = []
    found = list(read_portal(path, faults))
    assert (len(found), faults) == (records, [])
    tally = Tally()
    for _, portal in found:
        tally.add(portal)
    assert tally.counts["times"] >= times * tally.counts["time rows"]
    assert tally.counts["fees"] >= 0.85 * tally.counts["fee rows"]


def test_the_sample_checked_by_eye_is_what_is_read_today() -> None:
    """50 random records, each value compared with its source by a person's eye; a change of the reader shows here."""
    verdicts = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    assert len(verdicts) == 50
    right, values = sum(one["right"] for one in verdicts), sum(one["values"] for one in verdicts)
    assert right >= 0.97 * values
    path = SHARED / "corpora" / "national_procedures.jsonl.xz"
    if not path.is_file():
        pytest.skip(f"{path} không có cạnh dự án")
    assert {portal.code: digest(portal) for portal in sample(path)} == {one["code"]: one["digest"] for one in verdicts}


@pytest.mark.parametrize(
    ("cell", "note", "amount", "doubt"),
    [
        ("150 VNĐ", "150.000 đồng/lần/thẻ.", 150_000, "bảng ghi 150 VNĐ, mô tả ghi 150.000 đồng"),
        ("25 VNĐ", "25.000.000đ/giấy thông hành", None, "mức 25 VNĐ quá nhỏ, có thể thiếu đơn vị nghìn hoặc ngoại tệ"),
        ("50 VNĐ", "50USD/chuyến bay", None, "mức 50 VNĐ quá nhỏ, có thể thiếu đơn vị nghìn hoặc ngoại tệ"),
        ("100 VNĐ", "", None, "mức 100 VNĐ quá nhỏ, có thể thiếu đơn vị nghìn hoặc ngoại tệ"),
        ("5.000 Đồng", "", 5_000, None),
    ],
)
def test_a_fee_too_small_to_be_one_is_not_believed(cell: str, note: str, amount: int | None, doubt: str | None) -> None:
    fee = tables.read_fee(cell, note)
    assert (fee.amount_vnd, fee.doubt) == (amount, doubt)


@pytest.mark.parametrize(
    ("note", "amount", "begins"),
    [
        ("áp dụng mức phí 400.000 đồng/hồ sơ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026", 400_000, date(2025, 7, 1)),
        ("800.000đ/tem (biểu cũ). - 400.000đ/tem (áp dụng đến hết ngày 31/12/2026 theo văn bản)", 400_000, None),
        ("Từ 01/07/2025 đến 31/12/2026, mức lệ phí bằng 25% mức phí nêu trên", 200_000, date(2025, 7, 1)),
        ("kể từ ngày 01 tháng 7 năm 2025 đến hết ngày 31 tháng 12 năm 2025 chỉ thu 400.000 đồng", None, None),
        ("/hồ sơ", None, None),
    ],
)
def test_a_fee_that_its_note_sets_for_a_while(note: str, amount: int | None, begins: date | None) -> None:
    found = passing_fee(800_000, note, date(2026, 11, 30))
    assert (found and found.amount_vnd, found and found.begins) == (amount, begins)
    assert found is None or found.after == date(2027, 1, 1)


@pytest.mark.parametrize(
    "note",
    [
        "40.000.000đ (áp dụng đến hết ngày 31/12/2026)",
        "từ ngày 01/7/2025 đến hết ngày 31/12/2026: bằng 50% mức thu tại điểm 2 Biểu phí",
        "Bằng 50% mức thu quy định tại điểm 1",
        "100.000 đồng đến 30/11/2026; 400.000 đồng đến 31/12/2026",
    ],
)
def test_a_fee_for_a_while_that_cannot_be_told_is_doubtful(note: str) -> None:
    with pytest.raises(ValueError, match="chú thích"):
        passing_fee(800_000, note, date(2026, 11, 30))


def test_a_draft_holds_the_fee_of_now_and_the_one_after(database: str, tmp_path: Path) -> None:
    note = "(áp dụng mức phí 25.000 đồng/thẻ kể từ ngày 01/7/2025 đến hết ngày 31/12/2026)"
    bring_in(
        database,
        portal_file(
            tmp_path, raw(cach_thuc_thuc_hien=f"{HEAD}Trực tuyến5 Ngày làm việc50,000 VNĐ{note}Trực tiếpMiễn phí")
        ),
    )
    record = draft_of(database)
    fees = [[one.amount_vnd for one in record.fees_on(date(year, 12, 31)) if one.amount_vnd] for year in (2026, 2027)]
    assert fees == [[25_000], [50_000]]
