"""Notices to citizens and the pause switch: in their time, on the answers they concern, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from running_product import Citizen, Product
from sqlalchemy.orm import Session
from test_queue import Officer, account_in
from test_staff import CSRF

from bot import notices
from bot.staff.accounts import Role
from procedures.database import writing

POSTAL = "buu-chinh-cap-giay-phep"
NIGHT = "Cổng bảo trì tối nay."


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with writing(database) as opened:
        yield opened


def test_a_notice_stands_in_its_time_only(session: Session) -> None:
    made = notices.put(session, {"text": NIGHT, "begins": "2026-12-01T18:00", "ends": "2026-12-01T23:00"}, "lan")
    evening = datetime(2026, 12, 1, 18, tzinfo=UTC) - timedelta(hours=7)
    assert [one.text for one in notices.current(session, evening)] == [NIGHT]
    assert notices.current(session, evening - timedelta(minutes=1)) == []
    assert notices.current(session, evening + timedelta(hours=5)) == []
    assert made.by == "lan"


@pytest.mark.parametrize(
    ("concerns", "custom", "told"),
    [
        ("", {"kind": "answer"}, True),
        ("", {"kind": "smalltalk"}, False),
        ("online", {"kind": "answer", "aspects": ["online"]}, True),
        ("online", {"kind": "answer", "aspects": ["fee"]}, False),
        (POSTAL, {"kind": "answer", "procedure": POSTAL}, True),
        ("buu-chinh", {"kind": "answer", "procedure": POSTAL}, True),
        ("bao-chi", {"kind": "answer", "procedure": POSTAL}, False),
    ],
)
def test_it_stands_on_the_answers_it_concerns(
    session: Session, concerns: str, custom: dict[str, object], told: bool
) -> None:
    notices.put(session, {"text": NIGHT, "concerns": concerns}, "lan")
    assert notices.announced(session, custom) == ([f"📢 {NIGHT}"] if told else [])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"text": " "}, "từ 1 đến 300"),
        ({"text": "x" * 301}, "từ 1 đến 300"),
        ({"text": NIGHT, "ends": "2020-01-01T00:00"}, "phải sau"),
        ({"text": NIGHT, "begins": "mai"}, "không đọc được"),
    ],
)
def test_what_makes_no_notice_is_refused(session: Session, told: dict[str, str], why: str) -> None:
    with pytest.raises(notices.Refused, match=why):
        notices.put(session, told, "lan")


def test_the_switch_is_on_once_and_off_once(session: Session) -> None:
    made = notices.switch_off(session, "Tạm dừng.", "lan")
    with pytest.raises(notices.Refused, match="đang tạm dừng rồi"):
        notices.switch_off(session, "Tạm dừng.", "minh")
    assert notices.shown(session) == ["Tạm dừng."]
    notices.end(session, made.id)
    assert notices.pause(session) is None
    with pytest.raises(notices.Refused, match="đã kết thúc"):
        notices.end(session, made.id)


def test_an_officer_pauses_the_assistant_and_questions_are_kept(product: Product) -> None:
    account_in(product, "quan-tri", "Lê Thị Báo", Role.ADMIN)
    officer, c = Officer(product, "quan-tri"), Citizen(product.base)
    page = "/staff/thong-bao"
    csrf = CSRF.search(officer.get(page))
    assert csrf
    told = officer.post(page, csrf=csrf.group(1), act="pause", text="Trợ lý nghỉ một lát.")
    assert "do quan-tri: “Trợ lý nghỉ một lát.”" in told
    try:
        (said,) = c.ask("câu hỏi lạ lúc tạm dừng")
        assert said["text"] == "Trợ lý nghỉ một lát."
        assert c.call("GET", "/web/notices")[1] == {"notices": ["Trợ lý nghỉ một lát."]}
    finally:
        number = re.search(r'name="id" value="(\d+)"', told)
        assert number
        officer.post(page, csrf=csrf.group(1), act="end", id=number.group(1))
    assert "câu hỏi lạ lúc tạm dừng" in officer.get("/staff/queue?tim=tam+dung")
    officer.post(page, csrf=csrf.group(1), act="put", text=NIGHT, concerns=POSTAL)
    assert NIGHT in c.ask("lệ phí cấp giấy phép bưu chính")[-1]["text"]
    assert NIGHT not in c.ask("lệ phí đăng ký cơ sở in")[-1]["text"]
    number = re.search(r'name="id" value="(\d+)"', officer.get(page))
    assert number
    officer.post(page, csrf=csrf.group(1), act="end", id=number.group(1))
    assert NIGHT not in c.ask("lệ phí cấp giấy phép bưu chính")[-1]["text"]
