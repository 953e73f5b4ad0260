"""Zalo and Messenger: replies within their limits, events read, tokens that rotate, deliveries that fail."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from fake_channels import (
    FB_VERIFY,
    FakeChannels,
    messenger_event,
    messenger_fault,
    post,
    post_messenger,
    post_zalo,
    zalo_event,
    zalo_fault,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running_product import Product
from sqlalchemy import select

from bot import conversations, outbox, takeover
from bot.channels import messenger, zalo
from bot.channels.shape import Shown, What, first_part, parts
from bot.courier import Courier
from bot.endings import finish_turn
from bot.models import Delivery, Inbound
from bot.profile_command import profile, put
from bot.turns import Outgoing
from bot.webhooks import said
from procedures.database import writing

FEE = "lệ phí cấp giấy phép bưu chính là bao nhiêu"
ANSWER = {"kind": "answer"}
titles = st.text(min_size=1, max_size=120).filter(lambda told: bool(told.strip()))
buttons = st.one_of(
    st.fixed_dictionaries({"title": titles, "action": st.just("t" * 24)}),
    st.fixed_dictionaries({"title": titles, "url": st.just("https://mot-cua.example/thu-tuc")}),
)
replies = st.lists(
    st.builds(
        Shown, st.text(min_size=1, max_size=5000).filter(lambda t: bool(t.strip())), st.lists(buttons, max_size=9)
    ),
    min_size=1,
    max_size=4,
)


@given(replies)
def test_zalo_accepts_whatever_is_rendered(shown: list[Shown]) -> None:
    bodies = zalo.render(shown, "https://mot-cua.example/thu-tuc")
    assert len(bodies) <= 2
    assert [zalo_fault(body["message"]) for body in bodies] == [None] * len(bodies)


@given(replies)
def test_messenger_accepts_whatever_is_rendered(shown: list[Shown]) -> None:
    bodies = messenger.render(shown, "")
    assert [messenger_fault(body["message"]) for body in bodies] == [None] * len(bodies)


@given(st.text(max_size=3000), st.integers(20, 400))
def test_parts_lose_no_word(text: str, most: int) -> None:
    found = parts(text, most)
    assert all(0 < len(one) <= most for one in found)
    letters = "".join("".join(found).split())
    assert letters == "".join("".join(parts(text, 10_000)).split())


def test_a_long_text_is_cut_at_a_sentence_and_says_where_the_rest_is() -> None:
    cut = first_part("Một câu. " * 20, 100, "Xem thêm: https://x")
    assert len(cut) <= 100
    assert cut.endswith("câu.\nXem thêm: https://x")


def test_zalo_events_are_told_apart() -> None:
    said_so = zalo.events(zalo_event("7", "m1", "xin chào"))
    assert [(one.what, one.user, one.id, one.text) for one in said_so] == [(What.TEXT, "7", "m1", "xin chào")]
    picture = zalo_event("7", "m2", "", event_name="user_send_image")
    assert [one.what for one in zalo.events(picture)] == [What.ATTACHMENT]
    assert [one.user for one in zalo.events({"event_name": "follow", "follower": {"id": "9"}})] == ["9"]
    for name in ("user_seen_message", "oa_send_text", "something_new", ["user_send_text"]):
        assert zalo.events(zalo_event("7", "m3", "x", event_name=name)) == []


def test_messenger_reads_every_entry_and_no_echo() -> None:
    batch = messenger_event(("7", "m1", "một"), ("8", "m2", "hai"))
    assert [(one.user, one.text) for one in messenger.events(batch)] == [("7", "một"), ("8", "hai")]
    batch["entry"][0]["messaging"][0]["message"]["is_echo"] = True
    assert [one.user for one in messenger.events(batch)] == ["8"]
    press = {"sender": {"id": "7"}, "postback": {"mid": "m4", "payload": "token"}}
    assert [one.text for one in messenger.events({"object": "page", "entry": [{"messaging": [press]}]})] == ["token"]


def test_what_staff_write_by_hand_is_told_from_our_own_echoes() -> None:
    by_hand = zalo_event("oa", "m5", "để tôi xem", event_name="oa_send_text", admin_id="1", recipient={"id": "7"})
    assert [(one.what, one.user, one.text) for one in zalo.events(by_hand)] == [(What.STAFF, "7", "để tôi xem")]
    batch = messenger_event(("page", "m6", "để tôi xem"))
    echo = batch["entry"][0]["messaging"][0]
    echo["recipient"], echo["message"] = {"id": "8"}, {**echo["message"], "is_echo": True, "app_id": 99}
    assert [(one.what, one.user) for one in messenger.events(batch, "42")] == [(What.STAFF, "8")]
    assert messenger.events(batch, "99") == []
    assert messenger.events(batch) == []


def test_a_persons_word_keeps_the_assistant_silent_for_a_while(configured: FakeChannels) -> None:
    now = datetime.now(UTC)
    with writing() as session:
        talk = conversations.channel_conversation(session, "zalo", "u9")
        takeover.take_over(session, talk, "e1", "để tôi xem", now - timedelta(minutes=5))
        assert takeover.is_with_staff(session, talk)
        assert conversations.accepted(session, talk, "e1")
        assert takeover.is_with_staff(session, talk, now + timedelta(minutes=20))
        assert not takeover.is_with_staff(session, talk, now + timedelta(minutes=26))
        takeover.take_over(session, talk, "e2", "xong nhé", now - timedelta(minutes=31))
    queue("zalo", "u9", "một", "hai")
    deliver(until=lambda: len(configured.sent["u9"]) == 2)
    first, second = (message["text"] for message in configured.sent["u9"])
    assert takeover.OVER in first
    assert takeover.OVER not in second


def test_the_page_gets_its_menu_and_what_it_offers_is_understood(configured: FakeChannels) -> None:
    body = profile()
    assert asyncio.run(put(body)) is None
    assert configured.profile == body
    with writing() as session:
        talk = conversations.channel_conversation(session, "messenger", "u3")
        payloads = [one.get("payload", "") for one in body["persistent_menu"][0]["call_to_actions"]]
        assert [conversations.is_button(session, talk, one) for one in payloads] == [False, False, True]
    body["ice_breakers"][0]["call_to_actions"] *= 2
    assert asyncio.run(put(body)) == "100 refused"


def test_the_assistant_does_not_talk_over_a_person(product: Product, channels: FakeChannels) -> None:
    by_hand = zalo_event("oa", "h1", "chào bác", event_name="oa_send_text", admin_id="1", recipient={"id": "z77"})
    assert post_zalo(product.base, by_hand) == 200
    assert post_zalo(product.base, zalo_event("z77", "h2", FEE)) == 200
    assert post_zalo(product.base, zalo_event("z78", "h3", FEE)) == 200
    assert channels.wait("z78")
    until, states = time.monotonic() + 20, list[Any]()
    while states != [("done",)] and time.monotonic() < until:
        with contextlib.closing(sqlite3.connect(product.var_dir / "mot-cua.db", timeout=30)) as database:
            states = database.execute("select state from inbox where client_msg_id = 'h2'").fetchall()
    assert states == [("done",)]
    assert channels.sent["z77"] == []


def test_numbers_are_masked_and_nothing_is_a_command() -> None:
    assert said("/restart sđt 0912345678") == "restart sđt [SDT]"
    assert len(said("a" * 5000)) == 2000


@pytest.fixture
def fake() -> Iterator[FakeChannels]:
    running = FakeChannels()
    yield running
    running.close()


@pytest.fixture
def configured(fake: FakeChannels, database: str, monkeypatch: pytest.MonkeyPatch) -> FakeChannels:
    for name, value in {**fake.environment(), "DATABASE_URL": database}.items():
        monkeypatch.setenv(name, value)
    return fake


def queue(channel: str, user: str, *texts: str) -> None:
    """Answers waiting for a user, each of a turn of its own."""
    with writing() as session:
        talk = conversations.channel_conversation(session, channel, user)
        for number, text in enumerate(texts):
            conversations.accept_text(session, talk, f"{user}-{number}", "câu hỏi")
            turn = conversations.next_turn(session, talk)
            assert turn
            finish_turn(session, turn, [Outgoing(text, [], dict(ANSWER))])


def deliver(seconds: float = 6, until: Any = None) -> None:
    """Runs a courier until ``until()`` holds or the time is over."""

    async def run() -> None:
        async with aiohttp.ClientSession() as http:
            task = asyncio.create_task(Courier(http).run())
            for _ in range(int(seconds * 10)):
                await asyncio.sleep(0.1)
                if until and until():
                    break
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


def states() -> list[tuple[str, str | None]]:
    with writing() as session:
        return [(row.state, row.error) for row in session.scalars(select(Delivery).order_by(Delivery.id))]


def test_answers_come_in_order_and_the_first_says_who_speaks(configured: FakeChannels) -> None:
    queue("zalo", "u1", "một", "hai", "ba")
    deliver(until=lambda: len(configured.sent["u1"]) == 3)
    texts = [message["text"] for message in configured.sent["u1"]]
    assert [text.splitlines()[-1] for text in texts] == ["một", "hai", "ba"]
    assert texts[0].startswith(outbox.NOTICE)
    assert outbox.NOTICE not in texts[1]


def test_a_refused_token_is_refreshed_once_for_all(configured: FakeChannels) -> None:
    queue("zalo", "u1", "một")
    deliver(until=lambda: configured.sent["u1"])
    configured.access_token = "revoked by Zalo"
    for number in range(5):
        queue("zalo", f"v{number}", "hai")
    deliver(until=lambda: all(configured.sent[f"v{number}"] for number in range(5)))
    assert (configured.rotations, configured.refusals) == (2, [])


@pytest.mark.parametrize(("channel", "user"), [("zalo", "busy1"), ("zalo", "down1"), ("messenger", "busy1")])
def test_a_service_that_is_busy_is_tried_again(configured: FakeChannels, channel: str, user: str) -> None:
    queue(channel, user, "một")
    deliver(until=lambda: configured.sent[user])
    deliver(0.5)
    assert states() == [("sent", None)]


@pytest.mark.parametrize(
    ("channel", "user", "why"),
    [
        ("zalo", "late1", "ngoài thời hạn Zalo cho trả lời"),
        ("zalo", "blocked1", "người dùng bị khóa"),
        ("messenger", "late1", "ngoài thời hạn Messenger cho trả lời"),
    ],
)
def test_what_can_never_be_sent_is_dead_and_holds_nobody_up(
    configured: FakeChannels, channel: str, user: str, why: str
) -> None:
    queue(channel, user, "một")
    queue(channel, "u2", "hai")
    deliver(until=lambda: configured.sent["u2"] and states()[0][0] == "dead")
    assert states()[0] == ("dead", why)
    with writing() as session:
        assert outbox.dead_count(session) == 1


def test_a_service_that_stays_away_ends_dead_after_the_last_attempt(configured: FakeChannels) -> None:
    queue("zalo", "u1", "một")
    with writing() as session:
        for _ in range(len(outbox.BACK_OFF) + 1):
            row = session.scalars(select(Delivery)).one()
            assert row.state == "waiting"
            outbox.again(
                session,
                outbox.Parcel(row.id, row.conversation_id, "zalo", "u1", row.body, row.attempts),
                "không gửi được",
            )
        assert session.scalars(select(Delivery)).one().state == "dead"
    assert configured.sent == {}


def test_a_picture_is_answered_once_without_a_turn(configured: FakeChannels) -> None:
    with writing() as session:
        talk = conversations.channel_conversation(session, "zalo", "u1")
        for _ in range(2):
            conversations.accept_event(session, talk, "m1", "[tệp gửi kèm]", "Trợ lý chỉ đọc được tin nhắn chữ.")
    with writing() as session:
        assert [row.state for row in session.scalars(select(Inbound))] == ["done"]
        assert len(session.scalars(select(Delivery)).all()) == 1
    assert configured.sent == {}


def test_webhooks_are_answered_through_the_whole_path(product: Product, channels: FakeChannels) -> None:
    for _ in range(2):  # both services send an event again
        assert post_zalo(product.base, zalo_event("z1", "zm1", FEE)) == 200
        assert post_messenger(product.base, messenger_event(("f1", "fm1", FEE), ("f2", "fm2", FEE))) == 200
    for user in ("z1", "f1", "f2"):
        channels.wait(user)
        assert "10.750.000" in channels.texts(user), user
        assert len(channels.sent[user]) == 1
    assert channels.refusals == []


def test_a_pressed_button_comes_back_as_its_token(product: Product, channels: FakeChannels) -> None:
    post_zalo(product.base, zalo_event("z5", "a1", "lệ phí xin giấy phép"))
    offered = channels.wait("z5")[0]["attachment"]["payload"]["buttons"]
    post_zalo(product.base, zalo_event("z5", "a2", offered[0]["payload"]))
    assert "Lệ phí" in channels.wait("z5", 2)[1]["text"]
    post_messenger(product.base, messenger_event(("f5", "b1", "lệ phí xin giấy phép")))
    quick = channels.wait("f5")[0]["quick_replies"]
    press = messenger_event(("f5", "b2", "x"))
    press["entry"][0]["messaging"][0]["message"]["quick_reply"] = {"payload": quick[0]["payload"]}
    post_messenger(product.base, press)
    assert "Lệ phí" in json.dumps(channels.wait("f5", 2)[1], ensure_ascii=False)


def test_what_is_forged_or_broken_reaches_nobody(product: Product, channels: FakeChannels) -> None:
    assert post_zalo(product.base, zalo_event("zbad", "x1", FEE), secret="wrong") == 403
    assert post_messenger(product.base, messenger_event(("fbad", "x2", FEE)), secret="wrong") == 403
    assert post(product.base + "/webhooks/zalo", b"{broken", {}) == 400
    assert post(product.base + "/webhooks/messenger", b"x" * (1024 * 1024 + 1), {}) == 413
    with sqlite3.connect(product.var_dir / "mot-cua.db") as database:
        assert database.execute("select count(*) from conversation where recipient like '%bad'").fetchone() == (0,)
    assert "zbad" not in channels.sent


def test_meta_is_answered_its_challenge_for_our_token_only(product: Product) -> None:
    def told(token: str) -> tuple[int, str]:
        return product.get(f"/webhooks/messenger?hub.mode=subscribe&hub.challenge=77&hub.verify_token={token}")

    assert told(FB_VERIFY) == (200, "77")
    assert told("guess")[0] == 403


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("event_name", "sender", "message", "timestamp", "follower", "object", "entry", "user_send_text")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6), JSON, JSON)
def test_signed_nonsense_is_no_error(product: Product, event: dict[str, Any], one: Any, other: Any) -> None:
    odd = {**event, "event_name": "user_send_text", "sender": {"id": one}, "message": {"text": other, "msg_id": one}}
    batch = {"object": "page", "entry": [{"messaging": [{"sender": {"id": one}, "message": {"mid": other}}, one]}, one]}
    for body in (event, odd):
        assert post_zalo(product.base, body) in (200, 400)
    for body in (event, batch):
        assert post_messenger(product.base, body) in (200, 400)
