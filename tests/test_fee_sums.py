"""Fees worked out for so many pages or minutes: the working is shown, and what cannot be counted is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.aspects import say
from actions.filing import Filing
from actions.said import Question
from nlu.channels import channel
from nlu.quantities import quantities
from procedures.fee_sums import Quantity, sums
from procedures.interview import Case
from procedures.kinds import ChannelKind
from procedures.number_words import number
from procedures.record import FeeCase, FeeRelief, Record

DAY = date(2026, 11, 27)
BOOKS, POSTAL = "xb-tai-lieu-khong-kinh-doanh", "buu-chinh-cap-giay-phep"


def asked(records: list[Record], procedure: str, told: Quantity | None) -> Question:
    many = (told,) if told else ()
    return Question(next(r for r in records if r.id == procedure), DAY, {}, {}, quantities=many)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tài liệu 120 trang, nộp trực tuyến hết bao nhiêu", [(120, "trang")]),
        ("1.200 trang thi het nhieu tien", [(1200, "trang")]),
        ("đĩa 45 phút lệ phí bao nhiêu", [(45, "phút")]),
        ("hai hồ sơ", [(2, "hồ sơ")]),
        ("2 video mỗi cái 30 phút", [(2, "video"), (30, "phút")]),
        ("ngày 3/12/2026 tài liệu 50 trang", [(50, "trang")]),
        ("một trăm hai mươi trang", [(120, "trang")]),
        ("thế 2 tiếng rưỡi", [(150, "phút")]),
        ("phim 2 tiếng thì bao nhiêu", [(120, "phút")]),
        ("gửi trước 2 tiếng rưỡi", []),
        ("2 tài liệu, mỗi cái 60 trang", [(2, "tài liệu"), (60, "trang")]),
        ("ba mươi lăm trang", [(35, "trang")]),
        ("2 cuốn mỗi cuốn 120 trang", [(2, "cuốn"), (120, "trang")]),
        ("hai tập mỗi tập 100 trang", [(2, "tập"), (100, "trang")]),
        ("5 tờ rơi mỗi tờ 2 trang", [(5, "tờ rơi"), (2, "trang")]),
        ("3 bộ hồ sơ", [(3, "hồ sơ")]),
        ("2 tạp chí", []),
        ("fee for 30 pages", [(30, "trang")]),
        ("1 giờ 20 phút video", [(80, "phút")]),
        ("2 tiếng video lệ phí bao nhiêu", [(120, "phút")]),
        ("nộp lúc 9 giờ sáng mai", []),
        ("lệ phí bao nhiêu một trang", [(1, "trang")]),
        ("lệ phí giấy phép bưu chính", []),
        ("-5 trang", []),
        ("12,5 trang", []),
        ("0 trang", []),
    ],
)
def test_how_many_of_what(text: str, found: list[tuple[int, str]]) -> None:
    assert quantities(text) == found


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(many > 0 for many, _ in quantities(text))


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("mot tram hai muoi", 120),
        ("hai muoi lam", 25),
        ("muoi hai", 12),
        ("mot nghin hai tram", 1200),
        ("tram ruoi", 150),
        ("hai tram linh nam", 205),
        ("ba", 3),
        ("1.200", 1200),
        ("hai ba", None),
        ("linh", None),
        ("chuc", 10),
    ],
)
def test_numbers_in_words(told: str, meant: int | None) -> None:
    assert number(told) == meant


def test_the_working_is_shown_and_stands_in_the_facts(records: list[Record]) -> None:
    said = say("fee", asked(records, BOOKS, Quantity(120, "trang")))
    assert "120 trang quy chuẩn × 15.000 đồng = 1.800.000 đồng" in said.text
    assert [fact.amount_vnd for fact in said.facts if fact.label == "Tính cho 120 trang"] == [1_800_000]


def test_what_is_missing_is_said(records: list[Record]) -> None:
    assert "Cho biết số trang quy chuẩn hoặc số phút" in say("fee", asked(records, BOOKS, None)).text
    assert (
        "Chưa tính được cho 03 cuốn".replace("03", "3") in say("fee", asked(records, BOOKS, Quantity(3, "cuốn"))).text
    )
    assert "không nói mức phí này nhân theo số lượng" in say("fee", asked(records, POSTAL, Quantity(3, "trang"))).text
    assert "Cho biết" not in say("fee", asked(records, POSTAL, None)).text


@given(price=st.integers(0, 10**9), many=st.integers(1, 10**6))
def test_a_sum_is_price_times_quantity_of_the_cases_charged_so(price: int, many: int) -> None:
    cases = [
        FeeCase(amount_vnd=price, unit="trang quy chuẩn"),
        FeeCase(amount_vnd=7, unit="phút"),
        FeeCase(foreign="1 USD"),
    ]
    (found,) = sums(cases, Quantity(many, "trang"))
    assert found.total == price * many


def test_hours_of_what_is_heard_are_minutes() -> None:
    assert quantities("120 trang và 2 giờ nghe nhìn") == [(120, "trang"), (120, "phút")]


def test_pages_and_minutes_are_both_counted(records: list[Record]) -> None:
    record = next(record for record in records if record.id == BOOKS)
    both = (Quantity(120, "trang"), Quantity(15, "phút"))
    told = say("fee", Question(record, DAY, {}, {}, quantities=both)).text
    assert "1.800.000 đồng" in told
    assert "15 phút × 27.000 đồng = 405.000 đồng" in told


def test_a_reduction_counts_only_in_its_time(records: list[Record]) -> None:
    record = next(record for record in records if record.id == BOOKS)
    then = say("fee", Question(record, date(2023, 8, 1), {}, {}, quantities=(Quantity(10, "trang"),)))
    assert "Mức giảm 50%" in then.text
    assert "10 trang quy chuẩn × 7.500 đồng = 75.000 đồng" in then.text
    assert "7.500" not in say("fee", asked(records, BOOKS, Quantity(10, "trang"))).text


def relieved(records: list[Record], **relief: object) -> Record:
    record = next(record for record in records if record.id == BOOKS)
    assert record.fee
    return record.copy(update={"fee": record.fee.copy(update={"reliefs": [FeeRelief.parse_obj(relief)]})})


def test_a_reduction_for_a_way_to_file_is_counted_where_it_is_named(records: list[Record]) -> None:
    record = relieved(records, percent=50, channel="online", effective_to=date(2026, 12, 31), basis="Thông tư X")
    many = Quantity(120, "trang")
    online = say("fee", Question(record, DAY, {}, {}, quantities=(many,), channel=ChannelKind.ONLINE))
    assert "= 1.800.000 đồng; giảm 50 %: 900.000 đồng" in online.text
    assert [fact.amount_vnd for fact in online.facts if fact.label.startswith("Tính cho")] == [900_000]
    unsaid = say("fee", Question(record, DAY, {}, {}, quantities=(many,))).text
    assert "giảm 50 %: 900.000" not in unsaid
    assert "Miễn, giảm: Nộp trực tuyến: giảm 50 %, đến 31/12/2026 (Thông tư X)." in unsaid
    later = Question(
        record, DAY, {}, {}, quantities=(many,), channel=ChannelKind.ONLINE, filing=Filing(date(2027, 1, 4))
    )
    assert "giảm" not in say("fee", later).text


def test_a_reduction_of_a_fee_by_the_dossier_needs_no_quantity(records: list[Record]) -> None:
    record = relieved(records, percent=50, channel="online")
    assert record.fee
    by_dossier = record.fee.copy(update={"items": [FeeCase(amount_vnd=100_000, unit="hồ sơ")]})
    record = record.copy(update={"fee": by_dossier})
    online = say("fee", Question(record, DAY, {}, {}, channel=ChannelKind.ONLINE))
    assert "1 hồ sơ × 100.000 đồng = 100.000 đồng; giảm 50 %: 50.000 đồng" in online.text
    assert [fact.amount_vnd for fact in online.facts if fact.label == "Tính cho 1 hồ sơ"] == [50_000]
    assert "giảm" not in say("fee", Question(record, DAY, {}, {}, channel=ChannelKind.DIRECT)).text


def test_an_exemption_of_some_people_is_told_and_not_counted(records: list[Record]) -> None:
    record = relieved(records, percent=100, who="người khuyết tật")
    told = say("fee", Question(record, DAY, {}, {}, quantities=(Quantity(10, "trang"),))).text
    assert "Miễn, giảm: Người khuyết tật: được miễn." in told
    assert "10 trang quy chuẩn × 15.000 đồng = 150.000 đồng\n" in told + "\n"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("tài liệu 120 trang, nộp trực tuyến hết bao nhiêu", "online"),
        ("nop truc tiep le phi", "direct"),
        ("gửi qua bưu điện thì phí bao nhiêu", "postal"),
        ("nộp trực tiếp hay trực tuyến rẻ hơn", None),
        ("lệ phí giấy phép bưu chính", None),
    ],
)
def test_which_way_it_is_filed(text: str, way: str | None) -> None:
    assert channel(text) == way


def test_one_price_of_all_channels_is_told_once(records: list[Record]) -> None:
    record = next(record for record in records if record.id == POSTAL)
    assert record.fee
    by_channel = [FeeCase(amount_vnd=50_000, channel=channel) for channel in ChannelKind]
    same = record.copy(update={"fee": record.fee.copy(update={"items": by_channel})})
    assert say("fee", Question(same, DAY, {}, {})).text.count("50.000") == 1
    cheaper = [*by_channel[:2], FeeCase(amount_vnd=25_000, channel=ChannelKind.ONLINE)]
    differing = record.copy(update={"fee": record.fee.copy(update={"items": cheaper})})
    told = say("fee", Question(differing, DAY, {}, {})).text
    assert "50.000 đồng (trực tiếp, bưu chính công ích)" in told
    assert "25.000 đồng (trực tuyến)" in told


def test_a_case_that_was_said_leaves_no_quantity_uncounted(records: list[Record]) -> None:
    record = next(r for r in records if r.id == BOOKS)
    video = Case({0: 1})
    both = (Quantity(100, "trang"), Quantity(20, "phút"))
    told = say("fee", Question(record, DAY, {}, {}, quantities=both, said=video)).text
    assert ("1.500.000 đồng" in told, "540.000 đồng" in told) == (True, True)
    assert "số trang quy chuẩn; khổ giấy khác" in told
