"""The queue of kept questions: alike ones together, who may act, and an answer that reaches those who asked for it."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from fake_channels import FakeChannels, post_zalo, zalo_event
from running_product import Citizen, Product
from sqlalchemy import select
from sqlalchemy.orm import Session
from test_staff import CSRF, PASSWORD, Client, acts, enter, token

from bot import conversations, queue
from bot.endings import finish_turn
from bot.main import application
from bot.models import Delivery, Message, ReviewItem
from bot.review import MOST_KEPT_A_DAY
from bot.staff.accounts import Role, create
from bot.staff.queue import clean_lines
from bot.turns import Outgoing
from procedures.database import engine, writing

AT = datetime(2026, 11, 27, 2, tzinfo=UTC)
ODD = "xin phép nuôi rồng ở hồ tây"


def ask(session: Session, question: str, channel: str = "web", user: str = "u1", wants: bool = True) -> ReviewItem:
    talk = conversations.channel_conversation(session, channel, user)
    told = [{"role": "citizen", "text": question}]
    item = ReviewItem(
        conversation_id=talk,
        question=question,
        reason="not_understood",
        context=told,
        candidates=[],
        wants_answer=wants,
        created_at=AT,
    )
    session.add(item)
    session.flush()
    return item


def said(session: Session) -> list[str]:
    return list(session.scalars(select(Message.text).where(Message.role == "staff").order_by(Message.id)))


def test_only_so_many_questions_of_a_day_are_kept_by_themselves(database: str) -> None:
    with writing(database) as session:
        talk = conversations.open_conversation(session, "web", "token")
        for number in range(MOST_KEPT_A_DAY + 3):
            conversations.accept_text(session, talk, f"m{number}", f"câu lạ {number}")
            turn = conversations.next_turn(session, talk)
            assert turn
            finish_turn(session, turn, [Outgoing("chưa rõ", [], {"kind": "unresolved"})])
        assert len(session.scalars(select(ReviewItem)).all()) == MOST_KEPT_A_DAY


def test_alike_questions_stand_together_and_who_waits_comes_first(database: str) -> None:
    with writing(database) as session:
        ask(session, "Bán bánh mì cần gì?", user="a", wants=False)
        ask(session, ODD, user="b")
        ask(session, "xin phep nuoi rong o ho tay", user="c", wants=False)
        found = queue.groups(session)
        assert [(len(group.items), group.waiting) for group in found] == [(2, 1), (1, 0)]
        assert [group.first.question for group in queue.groups(session, search="banh mi")] == ["Bán bánh mì cần gì?"]
        assert len(queue.groups(session, waiting=True)) == 1
        assert queue.groups(session, reason="bot_down") == []


def test_who_may_not_be_reached_any_more_is_told(database: str) -> None:
    with writing(database) as session:
        items = [
            ask(session, ODD, channel, user) for channel, user in (("zalo", "z1"), ("messenger", "m1"), ("web", "w"))
        ]
        for item in items:
            conversations.accept_text(session, item.conversation_id, f"m{item.id}", ODD)
        group = queue.group_of(session, items[0])
        now = datetime.now(UTC)
        assert queue.window_warnings(session, group, now + timedelta(hours=23)) == []
        (day_later,) = queue.window_warnings(session, group, now + timedelta(hours=25))
        assert day_later.startswith("1 người trên Messenger đã im lặng quá 24 giờ")
        assert len(queue.window_warnings(session, group, now + timedelta(days=8))) == 2


def test_an_answer_reaches_those_who_wait_and_closes_all_alike(database: str) -> None:
    with writing(database) as session:
        first = ask(session, ODD, user="a")
        ask(session, ODD, channel="zalo", user="z1")
        ask(session, ODD, user="c", wants=False)
        reached = queue.answer(session, first, "Không có thủ tục này.", "minh", alike=True)
        assert len(reached) == 2
        assert {item.state for item in session.scalars(select(ReviewItem))} == {"answered"}
        assert len(said(session)) == 2
        assert all(ODD in text and "Không có thủ tục này." in text for text in said(session))
        assert [row.channel for row in session.scalars(select(Delivery))] == ["zalo"]


def test_nobody_writes_back_to_who_did_not_ask_for_it(database: str) -> None:
    with writing(database) as session:
        item = ask(session, ODD, wants=False)
        with pytest.raises(queue.Refused, match="không gửi được"):
            queue.answer(session, item, "Câu trả lời", "minh", alike=True)
        assert said(session) == []
        assert queue.dismiss(session, item, "không thuộc sở", "minh", alike=True) == 1
        assert (item.state, item.outcome, item.closed_by) == ("dismiss", "không thuộc sở", "minh")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_answer_that_says_nothing_or_too_much_is_refused(database: str, text: str) -> None:
    with writing(database) as session:
        item = ask(session, ODD)
        with pytest.raises(queue.Refused):
            queue.answer(session, item, text, "minh", alike=False)
        assert item.state == "open"


def test_of_two_officers_one_gets_a_question(database: str) -> None:
    with writing(database) as session:
        item = ask(session, ODD)
        queue.claim(session, item, "minh")
        with pytest.raises(queue.Refused):
            queue.claim(session, item, "lan")
        session.refresh(item)
        queue.release(item)
        session.flush()
        queue.claim(session, item, "lan")
        session.refresh(item)
        assert item.claimed_by == "lan"


def test_an_answers_lines_are_kept() -> None:
    assert clean_lines("một\r\nhai\u200b\r\n\r\nba  ") == "một\nhai\n\nba"


@pytest_asyncio.fixture
async def client(database: str) -> AsyncIterator[Client]:
    with writing(database) as session:
        for login, role in (("lan", Role.ADMIN), ("minh", Role.REVIEWER), ("hoang", Role.REPORTER)):
            create(session, login, f"Cán bộ {login}", PASSWORD, [role], AT)
        ask(session, ODD + " <b>x</b>")
    opened: Client = TestClient(TestServer(application()))
    await opened.start_server()
    yield opened
    await opened.close()


@pytest.mark.asyncio
async def test_a_question_is_claimed_answered_and_closed_in_the_console(client: Client, database: str) -> None:
    assert await enter(client, "minh") == 303
    listed = await (await client.get("/staff/queue")).text()
    assert "nuôi rồng" in listed
    assert "<b>x</b>" not in listed
    csrf = await token(client, "/staff/queue/1")
    claimed = await client.post("/staff/queue/1", data={"csrf": csrf, "act": "claim"})
    assert "minh đang xử lý" in await claimed.text()
    empty = await client.post("/staff/queue/1", data={"csrf": csrf, "act": "answer", "text": " "})
    assert (empty.status, "đang trống" in await empty.text()) == (400, True)
    sent = await client.post("/staff/queue/1", data={"csrf": csrf, "act": "answer", "text": "Chưa có thủ tục này."})
    assert "Đã gửi câu trả lời." in await sent.text()
    assert "nuôi rồng" not in await (await client.get("/staff/queue")).text()
    assert acts(database)[-2:] == ["question_claimed", "question_answered"]
    again = await client.post("/staff/queue/1", data={"csrf": csrf, "act": "dismiss", "why": "x"})
    assert again.status == 400


@pytest.mark.asyncio
async def test_the_queue_is_for_reviewers_and_says_what_is_not_there(client: Client) -> None:
    assert await enter(client, "hoang") == 303
    assert (await client.get("/staff/queue")).status == 403
    assert (await client.get("/staff/queue/1")).status == 403
    await client.post("/staff/dang-xuat", data={"csrf": await token(client, "/staff")})
    assert await enter(client, "minh") == 303
    assert (await client.get("/staff/queue/999")).status == 404
    csrf = await token(client, "/staff/queue/1")
    assert (await client.post("/staff/queue/999", data={"csrf": csrf, "act": "claim"})).status == 404
    assert (await client.post("/staff/queue/1", data={"csrf": csrf, "act": "burn"})).status == 400
    assert (await client.post("/staff/queue/1", data={"act": "claim"})).status == 403


class Officer:
    """A browser of an officer, signed in."""

    def __init__(self, product: Product, login: str = "minh") -> None:
        self.base = product.base
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.post("/staff/dang-nhap", login=login, password=PASSWORD)

    def get(self, path: str) -> str:
        with self._http.open(self.base + path, timeout=20) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **form: str) -> str:
        with self._http.open(self.base + path, urllib.parse.urlencode(form).encode(), timeout=20) as answer:
            return str(answer.read().decode())


def account_in(product: Product, login: str, name: str, role: Role) -> None:
    """Adds an account to the running product; no connection stays open, whose locks reading the raw file would drop."""
    url = f"sqlite:///{product.var_dir / 'mot-cua.db'}"
    with writing(url) as session:
        create(session, login, name, PASSWORD, [role], AT)
    engine(url).dispose()


@pytest.fixture(scope="module")
def officer(product: Product) -> Officer:
    account_in(product, "minh", "Trần Minh", Role.REVIEWER)
    return Officer(product)


def answer_it(officer: Officer, question: str, text: str) -> None:
    listed = officer.get("/staff/queue?tim=" + urllib.parse.quote(question))
    path = listed.split(f">{question}</a>")[0].rpartition('href="')[2].split('"')[0]
    found = CSRF.search(officer.get(path))
    assert found
    assert "Đã gửi câu trả lời." in officer.post(path, csrf=found.group(1), act="answer", text=text, alike="on")


def test_an_officers_answer_reaches_the_widget_and_zalo(
    product: Product, channels: FakeChannels, officer: Officer
) -> None:
    c, question = Citizen(product.base), "văn phòng đại diện nhà xuất bản nước ngoài cần giấy tờ gì"
    asked = c.ask(question)
    press = next(b for m in asked for b in m["buttons"] if b["title"] == "Gửi cán bộ trả lời")
    c.ask(action=press["action"])
    post_zalo(product.base, zalo_event("zq1", "q1", question))
    shown = channels.wait("zq1")[0]["attachment"]["payload"]["buttons"]
    post_zalo(product.base, zalo_event("zq1", "q2", next(b["payload"] for b in shown if "cán bộ" in b["title"])))
    channels.wait("zq1", 2)
    answer_it(officer, question, "Việc này không cần giấy phép của sở.\nAnh/chị hỏi phường.")
    told: list[dict[str, Any]] = c.call("GET", f"/web/messages?after={c.after}&wait=10")[1]["messages"]
    assert [message["role"] for message in told] == ["staff"]
    assert "Việc này không cần giấy phép của sở.\nAnh/chị hỏi phường." in told[0]["text"]
    assert "Anh/chị hỏi phường." in channels.wait("zq1", 3)[2]["text"]
