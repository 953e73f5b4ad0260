"""Days and spans as people write them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dates import When, when
from procedures.deadlines import Span
from procedures.kinds import DayOf, TimeUnit

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nộp ngày 31/2 bao giờ có", "31/2"),
        ("nộp 29/2/2027 thì hẹn ngày nào", "29/2/2027"),
        ("nộp ngày 32/1/2027 bao giờ có", "32/1/2027"),
        ("nộp ngày 30/11 bao giờ có", None),
        ("nghị định 47/2011/NĐ-CP nói gì", None),
        ("mở 24/7 được không", None),
    ],
)
def test_a_day_that_no_calendar_has_is_named(text: str, told: str | None) -> None:
    assert when(text, TODAY).impossible == told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nộp ngày 20/11/2026", "2026-11-20"),
        ("nop 22-12-2026", "2026-12-22"),
        ("nộp 5.1.2027 thì sao", "2027-01-05"),
        ("nộp 20/11/26", "2026-11-20"),
        ("nộp 2026-12-01", "2026-12-01"),
        ("ngày 5 tháng 1 năm 2027", "2027-01-05"),
        ("ngày 5 tháng 1", "2027-01-05"),
        ("ngày 23/11 thì ngày nào lấy", "2026-11-23"),
        ("hết hạn 15/3", "2027-03-15"),
        ("nộp hôm nay bao giờ có", "2026-11-25"),
        ("bữa ni nộp khi mô có", "2026-11-25"),
        ("nộp cấp lại giấy phép bưu chính bị hỏng hôm nay bao giờ có", "2026-11-25"),
        ("nộp hồ sơ sửa đổi TVRO ngày 7/12/2026 thì ngày nào lấy", "2026-12-07"),
        ("mai nộp thì sao", "2026-11-26"),
        ("ngày mai nộp", "2026-11-26"),
        ("chiều mai", "2026-11-26"),
        ("hôm qua tôi nộp", "2026-11-24"),
        ("ngày kia", "2026-11-27"),
        ("thứ sáu nộp", "2026-11-27"),
        ("thứ 6 tuần sau", "2026-12-04"),
        ("thứ hai", "2026-11-30"),
        ("Chủ nhật này", "2026-11-29"),
        ("chủ nhật tuần sau", "2026-12-06"),
        ("nộp chiều thứ sáu tuần trước thì khi nào có", "2026-11-20"),
        ("thứ hai vừa rồi", "2026-11-23"),
        ("thứ hai tuần này", "2026-11-23"),
        ("nộp thứ sáu trước ngày nghỉ", "2026-11-27"),
        ("nộp hồ sơ cách đây 3 ngày", "2026-11-22"),
        ("nộp hai tuần trước", "2026-11-11"),
        ("mồng 5 nộp được không", "2026-12-05"),
        ("ngày 28 nộp", "2026-11-28"),
        ("ba ngày nữa nộp", "2026-11-28"),
        ("2 tuần nữa", "2026-12-09"),
        ("filed today", "2026-11-25"),
        ("nộp thứ 6 tuần này bao giờ lấy", "2026-11-27"),
        ("nộp t6 tuần này", "2026-11-27"),
        ("nop mai bao gio lay", "2026-11-26"),
        ("nộp tối nay qua mạng", "2026-11-25"),
        ("nộp ngày 20/11 giờ đã quá hạn chưa", "2026-11-20"),
        ("giấy phép còn 2 tháng nữa hết hạn", "2027-01-25"),
        ("muốn lấy trước tết dương lịch thì nộp muộn nhất hôm nào", "2026-12-31"),
        ("cấp ngày 10/3/2017 hết hạn ngày 10/3/2027 thì nộp muộn nhất ngày nào", "2027-03-10"),
        ("nộp ngày 20/2/2027 cho giấy phép hết hạn 15/3/2027 có kịp không", "2027-03-15"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert when(text, TODAY).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "nộp sau ngày nữa thì bao giờ lấy",
        "nộp sau 0912345678 ngày nữa",
        "nộp ngày 01/01/0001",
        "31/2/2026",
        "45/13",
        "mất mấy ngày",
        "bao nhiêu ngày",
        "7 ngày làm việc",
        "nghị định 47/2011/NĐ-CP",
        "1.003659",
    ],
)
def test_no_day(text: str) -> None:
    assert when(text, TODAY).day is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("hạn 7 ngày làm việc", Span(7, TimeUnit.WORKING_DAY)),
        ("han bay ngay lam viec", Span(7, TimeUnit.WORKING_DAY)),
        ("15 ngày", Span(15, TimeUnit.DAY)),
        ("hai tháng", Span(2, TimeUnit.MONTH)),
        ("trước 24 giờ", Span(24, TimeUnit.HOUR)),
        ("hạn 2 tuần", Span(14, TimeUnit.DAY)),
        ("trong 16 giờ làm việc", Span(2, TimeUnit.WORKING_DAY)),
        ("trong 4 giờ làm việc", None),
        ("hạn hai mươi lăm ngày làm việc", Span(25, TimeUnit.WORKING_DAY)),
        ("7 ngày làm việc sau là ngày nào", Span(7, TimeUnit.WORKING_DAY)),
        ("hạn 3 tháng rưỡi", None),
    ],
)
def test_spans(text: str, span: Span | None) -> None:
    assert when(text, TODAY).span == span


@pytest.mark.parametrize(
    "text",
    [
        "nộp thứ 6 tuần này",
        "nộp 1 tuần trước thì bao giờ có",
        "nộp ngày 20/11 giờ đã quá hạn chưa",
        "thứ 3 tuần này nộp",
        "nộp vào thứ sáu ngày 18/12 thì hôm nào lấy được",
        "nop thu hai ngay 7/12 thi bao gio co",
        "nộp tháng ba ngày 5/3/2027 thì khi nào có",
        "nộp mùng năm ngày 5/12 thì khi nào có",
    ],
)
def test_a_day_that_was_read_is_no_span(text: str) -> None:
    assert when(text, TODAY).span is None


@pytest.mark.parametrize(
    "text",
    [
        "giấy phép bưu chính bị mất hôm 20/11 thì nộp cấp lại bao lâu",
        "tôi làm rơi giấy phép bưu chính hôm thứ sáu vừa rồi, xin cấp lại mất mấy ngày",
        "văn bản xác nhận bưu chính bị rách hôm qua, làm lại bao lâu có",
        "công ty thành lập ngày 1/10/2026 xin giấy phép bưu chính mất bao lâu",
        "máy photo màu mua ngày 20/11 đăng ký mất bao lâu",
        "nhà in khai trương ngày 15/12, đăng ký cơ sở in mất mấy ngày",
        "giấy phép bưu chính cấp ngày 10/3/2017 thời hạn 10 năm, bao giờ phải xin lại",
    ],
)
def test_a_day_of_something_else_is_none_of_filing(text: str) -> None:
    assert when(text, TODAY).day is None


def test_a_day_from_which_something_holds_is_told_apart() -> None:
    found = when("từ 1/7/2026 đăng ký cơ sở in mất bao lâu", TODAY)
    assert (found.day, found.since) == (date(2026, 7, 1), True)


@pytest.mark.parametrize(
    ("text", "day", "backwards"),
    [
        ("đã nộp cấp lại giấy phép hôm 16/10, giấy phép hết hạn 10/12, bao giờ có kết quả", date(2026, 10, 16), False),
        ("giấy phép hết hạn ngày 12/12, hồ sơ em nộp hôm 2/11 rồi, chừng nào có", date(2026, 11, 2), False),
        ("giấy phép hết hạn ngày 12/12, nộp hôm 2/11 có kịp không", date(2026, 12, 12), True),
        ("mất giấy phép, mai nộp cấp lại thì bao giờ có", date(2026, 11, 26), False),
    ],
)
def test_the_day_of_filing_beside_another(text: str, day: date, backwards: bool) -> None:
    found = when(text, TODAY)
    assert (found.day, found.backwards) == (day, backwards)


@pytest.mark.parametrize(
    ("text", "clock"),
    [("nộp tối nay bao giờ có", time(20)), ("nop toi nay bao gio co", time(20)), ("tôi nay nộp bao giờ có", None)],
)
def test_filed_in_the_evening_is_after_hours(text: str, clock: time | None) -> None:
    assert when(text, TODAY).clock == clock


def test_an_hour_behind_its_part_of_the_day() -> None:
    assert when("nộp chiều nay 4h bao giờ có", TODAY).clock == time(16)


@pytest.mark.parametrize(
    ("text", "formerly", "year"),
    [
        ("lệ phí cấp lại trước đây là bao nhiêu", True, None),
        ("trước đây lệ phí cấp lại bao nhiêu", True, None),
        ("phí cũ là bao nhiêu", True, None),
        ("trước đây tôi có giấy phép, nay xin cấp lại phí bao nhiêu", False, None),
        ("lệ phí năm 2019", False, 2019),
        ("hồi trước 2020 phí mấy", False, 2019),
        ("nộp bao nhiêu ngày trước khi hết hạn", False, None),
        ("bao nhiêu ngày trước", False, None),
    ],
)
def test_what_held_once(text: str, formerly: bool, year: int | None) -> None:
    found = when(text, TODAY)
    assert (found.formerly, found.past_year) == (formerly, year)


@pytest.mark.parametrize("text", ["lúc 14:30 ngày 20/12/2026", "9 giờ 30 ngày 5/12", "25:99 ngày 20/11/2026"])
def test_minutes_of_a_clock_are_no_days(text: str) -> None:
    assert when(text, TODAY).span is None


def test_a_clock_with_a_colon_is_an_hour() -> None:
    assert when("họp báo lúc 14:30 ngày 20/12/2026 thì gửi trước khi nào", TODAY).clock == time(14, 30)


@pytest.mark.parametrize("text", ["ba ngày nữa nộp", "5 tháng 1", "mấy ngày xong", "0 ngày", "999 ngày"])
def test_no_span(text: str) -> None:
    found = when(text, TODAY).span
    assert found is None or found.unit == TimeUnit.MONTH


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("nộp hồ sơ ngày 8/12/2026 thì thời hạn bao lâu", False),
        ("nộp ngày 8/12/2026 thời hạn báo kết quả bao giờ", False),
        ("họp báo 8/12/2026 hạn báo trước là ngày nào", True),
        ("thời hạn nộp hồ sơ họp báo 8/12/2026", True),
        ("cần có trước ngày 11/1/2027", True),
        ("thế trước 5/2/2027 thì sao", True),
        ("nộp trước 24/12 thì khi nào có", False),
        ("giấy phép hết hạn 15/3 thì nộp gia hạn muộn nhất ngày nào", True),
        ("họp báo ngày 5/12 thì phải gửi trước ngày nào", True),
        ("tổ chức triển lãm ngày 20/12 nộp chậm nhất khi nào", True),
        ("nộp ngày 20/11/2026 thì hạn 7 ngày làm việc là ngày mấy", False),
    ],
)
def test_counting_back_from_an_event(text: str, backwards: bool) -> None:
    assert when(text, TODAY).backwards is backwards


@given(st.text(max_size=80), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_any_text_is_read_without_failing(text: str, today: date) -> None:
    assert isinstance(when(text, today), When)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_a_full_date_is_read_back(day: date) -> None:
    assert when(f"nộp ngày {day:%d/%m/%Y} thì bao giờ có", TODAY).day == day


@given(st.integers(-60, 290))
def test_a_day_without_year_is_the_near_one(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert when(f"nộp ngày {day:%d/%m}", TODAY).day == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("năm 2023 lệ phí bao nhiêu", 2023),
        ("hồi 2019 thu bao nhiêu tiền", 2019),
        ("năm ngoái lệ phí bao nhiêu", 2025),
        ("phi nam kia", 2024),
        ("năm 2026 lệ phí bao nhiêu", None),
        ("05 năm trước khi hết hạn", None),
        ("luật báo chí năm 2016 còn áp dụng không", None),
        ("nộp ngày 5 tháng 1 năm 2025", None),
        ("cấp ngày 12/3/2020", None),
    ],
)
def test_a_year_gone_by(text: str, year: int | None) -> None:
    assert when(text, TODAY).past_year == year


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("họp báo mai 9h sáng, hôm nay gửi còn kịp không", "2026-11-26", time(9)),
        ("mai họp báo gửi hôm nay kịp ko", "2026-11-26", None),
        ("họp báo hôm nay 20h, gửi giờ được không", "2026-11-25", time(20)),
        ("họp báo 15 giờ 26/11/2026", "2026-11-26", time(15)),
        ("hop bao luc 2h30 chieu 27/11/2026 han gui", "2026-11-27", time(14, 30)),
    ],
)
def test_the_day_and_hour_of_an_event(text: str, day: str, clock: time | None) -> None:
    found = when(text, TODAY)
    assert (found.day, found.clock, found.backwards, found.span) == (date.fromisoformat(day), clock, True, None)


@pytest.mark.parametrize("text", ["nộp ngày 31/12/9999", "9999-12-31", "1/1/1500"])
def test_a_day_that_nobody_means_is_none(text: str) -> None:
    assert when(text, TODAY).day is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("nộp chiều nay lúc 16 giờ thì hôm nào có", "16:00"),
        ("nộp lúc 4 giờ chiều mai bao giờ lấy được", "16:00"),
        ("nộp lúc 16h30 ngày 30/11 thì hôm nào có kết quả", "16:30"),
        ("nộp 8 giờ sáng ngày 30/11", "08:00"),
    ],
)
def test_an_hour_of_filing_is_no_span(text: str, clock: str) -> None:
    found = when(text, TODAY)
    assert found.span is None
    assert found.clock
    assert f"{found.clock:%H:%M}" == clock
    assert not found.backwards


def test_a_span_of_hours_stays_one() -> None:
    found = when("nộp ngày 30/11, giải quyết trong 24 giờ thì bao giờ xong", TODAY)
    assert found.span == Span(24, TimeUnit.HOUR)


def test_before_a_day_means_the_day_before_at_the_latest() -> None:
    assert when("cần có trước ngày 24/12 thì nộp muộn nhất hôm nào", TODAY).day == date(2026, 12, 23)
    assert when("cần có ngày 24/12 thì nộp muộn nhất hôm nào", TODAY).day == date(2026, 12, 24)
    assert when("hết hạn 15/3 thì nộp muộn nhất ngày nào", TODAY).day == date(2027, 3, 15)


def test_what_is_filed_today_is_no_event_of_today() -> None:
    assert not when("triển lãm sách nộp hôm nay bao giờ có", TODAY).backwards
    assert when("triển lãm sách ngày 20/12 thì nộp muộn nhất ngày nào", TODAY).backwards
    assert when("đổi địa chỉ từ 20/11 thì hạn nộp đến ngày nào", TODAY).backwards


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nộp thứ tư 9/12/2026 khi nào xong", date(2026, 12, 9)),
        ("nộp thứ hai ngày 21/12/2026 bao giờ xong", date(2026, 12, 21)),
        ("nop thu 5, ngay 10/12 thi hom nao co", date(2026, 12, 10)),
        ("chủ nhật 6/12 nộp được không", date(2026, 12, 6)),
    ],
)
def test_a_weekday_before_a_date_is_its_name(text: str, day: date) -> None:
    assert when(text, date(2026, 11, 27)).day == day


@pytest.mark.parametrize("text", ["nộp chiều thứ sáu thì tính từ ngày nào", "tinh tu ngay nao", "sau ngày nộp"])
def test_from_a_day_on_is_no_span(text: str) -> None:
    assert when(text, date(2026, 11, 27)).span is None


def test_an_hour_of_filing_is_no_events() -> None:
    assert not when("họp báo trong nước nộp 8h ngày 24/11 bao giờ trả lời", date(2026, 11, 20)).backwards


def test_what_is_held_before_a_day_is_held_the_day_before() -> None:
    assert when("họp báo trước 1/7/2026 cần gì", date(2026, 11, 27)).day == date(2026, 6, 30)
    assert when("họp báo ngày 1/7/2026 cần gì", date(2026, 11, 27)).day == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("text", "day", "backwards"),
    [
        ("trước 15/3/2027 30 ngày làm việc là ngày nào", "2027-03-15", True),
        ("30 ngày làm việc trước ngày 15/3/2027 là ngày nào", "2027-03-15", True),
        ("trước ngày 5/12/2026 lệ phí bao nhiêu", "2026-12-04", False),
        ("cần có kết quả trước 24/12/2026, làm 10 ngày thì nộp muộn nhất hôm nào", "2026-12-23", True),
    ],
)
def test_before_a_day(text: str, day: str, backwards: bool) -> None:
    found = when(text, TODAY)
    assert (found.day and found.day.isoformat(), found.backwards) == (day, backwards)


@pytest.mark.parametrize(
    ("text", "clock", "hours"),
    [
        ("nộp 16h thứ sáu 20/11/2026 thời hạn 24 giờ thì khi nào xong", time(16), 24),
        ("nộp lúc 16 giờ 20/11/2026, hạn 24 giờ", time(16), 24),
        ("hạn 48 giờ, nộp 14h30 ngày 20/11/2026", time(14, 30), 48),
        ("nộp 10h sáng 20/11/2026 hạn 24 tiếng", time(10), 24),
        ("nộp 20/11/2026 hạn 24 giờ", None, 24),
    ],
)
def test_an_hour_of_filing_beside_a_span_of_hours(text: str, clock: time | None, hours: int) -> None:
    found = when(text, TODAY)
    assert (found.clock, found.span) == (clock, Span(hours, TimeUnit.HOUR))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 10 tháng này tôi nộp", "2026-11-10"),
        ("nộp ngày 10 tháng trước bao giờ có", "2026-10-10"),
        ("nộp hôm 3 tháng sau", "2026-12-03"),
        ("20/11 nộp thì bao giờ có", "2026-11-20"),
        ("triển lãm khai mạc 20/12", "2026-12-20"),
        ("14h30 20/12 họp báo", "2026-12-20"),
    ],
)
def test_a_day_of_the_month_that_is_named(text: str, day: str) -> None:
    assert when(text, TODAY).day == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "đặc san 20/11 của trường xin phép thế nào",
        "đặc san tết dương lịch 1/1 làm thủ tục gì",
        "đặc san 8/3 nộp ở đâu, bao lâu",
    ],
)
def test_an_occasion_is_no_day_of_filing(text: str) -> None:
    assert when(text, TODAY).day is None


@pytest.mark.parametrize(
    "text",
    [
        "nộp mùng 6 tết thì bao giờ có",
        "nộp 28 tết",
        "nộp ngày 10/3 âm lịch",
        "nộp mùng 10 tháng giêng thì bao giờ lấy",
        "nộp ngày 23 tháng chạp hạn 5 ngày làm việc",
    ],
)
def test_a_lunar_day_is_not_taken_for_a_solar_one(text: str) -> None:
    found = when(text, TODAY)
    assert found.lunar
    assert found.day is None
    assert found.span in (None, Span(5, TimeUnit.WORKING_DAY))


def test_the_day_of_a_month_is_no_span_and_half_a_number_none() -> None:
    assert when("nộp ngày 5 tháng này hạn 5 ngày làm việc", TODAY).span == Span(5, TimeUnit.WORKING_DAY)
    assert when("nộp ngày 25/12 hạn 2,5 ngày làm việc", TODAY).span is None
    assert when("3 tháng trước khi hết hạn", TODAY).span == Span(3, TimeUnit.MONTH)


@pytest.mark.parametrize(
    "text",
    [
        "nộp ngày 25/11/2026 17h hạn 24 giờ",
        "nộp 25/11 lúc mười bảy giờ hạn 24 giờ",
        "nộp 25/11 17 giờ thì khi nào xong",
    ],
)
def test_an_hour_behind_the_day_is_the_hour_of_filing(text: str) -> None:
    assert when(text, TODAY).clock == time(17)


def test_the_day_of_sending_is_not_the_day_of_the_conference() -> None:
    assert not when("gửi thông báo họp báo hôm nay thì khi nào được họp", TODAY).backwards
    assert when("nộp hồ sơ họp báo chiều nay mai họp được không", TODAY).day == date(2026, 11, 26)


def test_what_is_wanted_by_a_day_is_counted_back() -> None:
    assert when("cần có giấy phép vào 15/1/2027 thì nộp khi nào", TODAY).backwards
    assert not when("nộp 15/1/2027 thì bao giờ có", TODAY).backwards


@pytest.mark.parametrize(
    "text",
    [
        "cấp lại giấy phép hoạt động in cần có trước ngày 20/12/2026 thì nộp muộn nhất khi nào",
        "tài liệu không kinh doanh cần trước 20/12/2026 thì nộp ngày nào",
        "bao giờ phải nộp để có giấy phép tài liệu không kinh doanh trước 20/12/2026",
        "phải nộp từ hôm nào để kịp có giấy phép in gia công trước 20/12/2026",
        "cấp lại giấy phép bưu chính khi hết hạn cần có trước ngày 20/12/2026 thì nộp muộn nhất khi nào",
        "muốn lấy vào 19/12/2026 thì nộp muộn nhất hôm nào",
        "cần giấy phép in sách trước 20/12 thì nộp khi nào",
        "em cần giấy phép bưu chính trước ngày 20/12 thì phải nộp khi nào",
        "cần giấy phép bản tin trước 20/12 nộp khi nào",
    ],
)
def test_a_day_by_which_a_result_is_wanted_is_no_event(text: str) -> None:
    found = when(text, TODAY)
    assert (found.day, found.backwards, found.of) == (date(2026, 12, 19), True, DayOf.RESULT)


@pytest.mark.parametrize(
    "text",
    [
        "giấy phép hết hạn 15/12 thì nộp gia hạn muộn nhất ngày nào",
        "họp báo ngày 20/12 thì nộp muộn nhất khi nào",
        "cần nộp lại khi giấy phép hết hạn 15/12, muộn nhất ngày nào",
    ],
)
def test_an_event_is_no_day_by_which_a_result_is_wanted(text: str) -> None:
    assert when(text, TODAY).backwards
    assert when(text, TODAY).of != DayOf.RESULT


@pytest.mark.parametrize(
    "text",
    [
        "đặc san chào mừng ngày 20/11 xin phép mấy ngày",
        "làm đặc san 20/11 thì bao lâu có giấy phép",
        "ra đặc san nhân ngày 8/3 thì xin giấy phép mất mấy ngày",
        "đặc san mừng 10 năm thành lập trường xin phép mất mấy ngày",
        "họp báo kỷ niệm 20/10 phải báo trước bao lâu",
    ],
)
def test_a_day_that_is_celebrated_is_none_of_filing(text: str) -> None:
    assert when(text, TODAY).day is None


@pytest.mark.parametrize("text", ["đặc san nộp ngày 20/11 thì bao giờ có", "nộp 20/11 thì nhận ngày nào"])
def test_a_day_of_filing_beside_an_occasion_is_one(text: str) -> None:
    assert when(text, date(2026, 11, 1)).day == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "giấy phép hoạt động in mất ngày 10/12/2026 thì nộp cấp lại muộn nhất khi nào",
        "cơ sở in đổi địa chỉ ngày 10/12/2026 thì phải báo chậm nhất ngày nào",
    ],
)
def test_a_day_on_which_something_happened_begins_the_time_to_file(text: str) -> None:
    found = when(text, TODAY)
    assert (found.day, found.of) == (date(2026, 12, 10), DayOf.HAPPENED)
    assert when("giấy phép mất ngày 10/12/2026 cần giấy tờ gì", TODAY).of == DayOf.FILING


@pytest.mark.parametrize(
    "text",
    [
        "giấy xác nhận phát hành sách cấp ngày 1/2/2025, đổi địa chỉ nộp ở đâu",
        "giấy phép bưu chính số 77/GP-STTTT ngày 5/6/2023 sửa tên thì nộp ở đâu",
        "văn bản xác nhận bưu chính số 15 ngày 9/9/2024 sửa đổi nộp ở đâu",
        "giấy phép icp ngày 15/10/2022 gia hạn hồ sơ gồm gì",
        "giấy phép hoạt động in số 99/GP-STTTT ngày 7/7/2020 bị rách, cấp lại ở đâu",
    ],
)
def test_the_day_of_a_paper_is_not_the_one_asked_of(text: str) -> None:
    assert when(text, TODAY).day is None


@pytest.mark.parametrize(
    "text", ["đặc san ra ngày 22/12, nộp hôm nay có kịp không", "tài liệu phát hội nghị 15/12, nộp hôm nay kịp không"]
)
def test_whether_it_comes_in_time_is_counted_from_the_day_of_filing(text: str) -> None:
    found = when(text, TODAY)
    assert (found.day, found.backwards) == (TODAY, False)


def test_a_day_to_file_on_is_not_counted_back_from() -> None:
    assert when("đăng ký cơ sở in 3 ngày nữa nộp thì khi nào có", TODAY).of == DayOf.FILING
