"""How often one may ask: windows that slide, nobody locked out, webhooks never refused."""

from __future__ import annotations

import asyncio
import ipaddress
import sqlite3
from contextlib import ExitStack
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.channels.shape import Event, What
from bot.limits import (
    CHANNEL_USER,
    OPEN_OF_ADDRESS,
    OPEN_OF_SESSION,
    SESSION,
    Counter,
    Limit,
    Limits,
    address_of,
)
from bot.main import application
from bot.models import Inbound, Message
from bot.settings import check_test_settings
from bot.webhooks import TOO_OFTEN, _store
from procedures.database import reading
from procedures.migrate import upgrade
from procedures.settings import ROOT, BadSetting

ANYONE = "203.0.113.7"


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(1, 5), st.integers(1, 60))
def test_no_window_ever_holds_more_than_its_count(pauses: list[int], count: int, seconds: int) -> None:
    clock = Clock()
    counter = Counter((Limit(count, seconds),), clock)
    let_in: list[float] = []
    for pause in pauses:
        clock.at += pause
        wait = counter.wait("a")
        if wait == 0.0:
            let_in.append(clock.at)
            assert sum(clock.at - one < seconds for one in let_in) <= count
        else:
            clock.at += wait  # who waits as long as they are told is let in
            assert counter.wait("a") == 0.0
            let_in.append(clock.at)


def test_one_does_not_count_for_another() -> None:
    counter = Counter((Limit(1, 10),), Clock())
    assert counter.wait("a") == counter.wait("b") == 0.0
    assert counter.wait("a") == 10.0


def test_a_shared_address_is_not_counted_its_sessions_are() -> None:
    limits = Limits(False, [ipaddress.ip_network("203.0.113.0/24")])
    assert not any(limits.session(ANYONE) for _ in range(50))
    asked = [limits.message("one", ANYONE) for _ in range(SESSION[0].count + 1)]
    assert asked[:-1] == [0.0] * SESSION[0].count
    assert asked[-1] > 0
    assert not any(limits.message(f"s{number}", ANYONE) for number in range(200))


@pytest.mark.parametrize(
    ("told", "trusted", "address"),
    [
        ("", "", "10.0.0.9"),
        ("198.51.100.4", "", "10.0.0.9"),
        ("198.51.100.4", "10.0.0.0/8", "198.51.100.4"),
        ("1.1.1.1, 198.51.100.4", "10.0.0.0/8", "198.51.100.4"),
        ("nonsense, 10.1.1.1", "10.0.0.0/8", "nonsense"),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    monkeypatch: pytest.MonkeyPatch, told: str, trusted: str, address: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", trusted)
    transport: Any = type("T", (), {"get_extra_info": lambda *_: ("10.0.0.9", 1)})()
    request = make_mocked_request("GET", "/", headers={"X-Forwarded-For": told}, transport=transport)
    assert address_of(request) == address


@pytest.mark.parametrize(
    ("name", "value", "more"),
    [
        ("RATE_LIMITS", "off", {"TRUSTED_PROXIES": "10.0.0.1"}),
        ("RATE_LIMITS", "off", {"ZALO_APP_ID": "1", "ZALO_API_URL": "https://openapi.zalo.me"}),
        ("NOW", "2026-11-24T09:00", {"MESSENGER_PAGE_TOKEN": "t", "MESSENGER_API_URL": ""}),
        ("RATE_LIMITS", "maybe", {}),
        ("SHARED_ADDRESSES", "kiosk", {}),
    ],
)
def test_settings_for_tests_are_refused_on_a_copy_that_serves_others(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, more: dict[str, str]
) -> None:
    for key, told in {name: value, **more}.items():
        monkeypatch.setenv(key, told)
    with pytest.raises(BadSetting):
        check_test_settings()


def test_a_database_that_is_away_is_said_to_be_and_when_to_come_back(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    upgrade(ROOT / "bot", database)

    def full(*_: object) -> None:
        raise OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))

    async def talk() -> tuple[int, str | None, str]:
        async with TestClient(TestServer(application())) as client:
            opened = await (await client.post("/web/session", json={})).json()
            head, body = {"Authorization": f"Bearer {opened['token']}"}, {"client_msg_id": "so-1", "text": "xin chào"}
            monkeypatch.setattr("bot.web_chat.writing", full)
            async with client.post("/web/messages", json=body, headers=head) as answer:
                return answer.status, answer.headers.get("Retry-After"), (await answer.json())["error"]["code"]

    assert asyncio.run(talk()) == (503, "10", "unavailable")


def test_a_hasty_citizen_is_told_to_wait_and_a_retry_is_still_known(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    upgrade(ROOT / "bot", database)

    async def talk() -> list[tuple[int, str | None]]:
        async with TestClient(TestServer(application())) as client:
            opened = await (await client.post("/web/session", json={})).json()
            head = {"Authorization": f"Bearer {opened['token']}"}
            told = []
            for number in [*range(SESSION[0].count + 1), 0]:
                body = {"client_msg_id": f"so-{number}-a", "text": "xin chào"}
                async with client.post("/web/messages", json=body, headers=head) as answer:
                    told.append((answer.status, answer.headers.get("Retry-After")))
            return told

    told = asyncio.run(talk())
    assert [status for status, _ in told] == [202] * SESSION[0].count + [429, 202]
    assert int(told[-2][1] or 0) >= 1


def test_a_hasty_user_of_a_channel_loses_nothing_and_is_told_once(database: str) -> None:
    upgrade(ROOT / "bot", database)
    limits = Limits(False, [])
    many = CHANNEL_USER[0].count + 5
    for number in range(many):
        _store("zalo", Event(What.TEXT, "nguoi-1", f"e{number}", f"câu {number}"), limits)
    with reading(database) as session:
        kept = session.scalars(select(Inbound.state)).all()
        notices = session.scalars(select(Message).where(Message.text == TOO_OFTEN)).all()
    assert len(kept) == many
    assert kept.count("new") == CHANNEL_USER[0].count
    assert len(notices) == 1


def test_streams_of_one_session_and_one_address_are_bounded() -> None:
    limits = Limits(False, [])
    with ExitStack() as stack:
        rooms = [stack.enter_context(limits.held_open("s", "1.2.3.4")) for _ in range(OPEN_OF_SESSION + 1)]
        assert rooms == [True] * OPEN_OF_SESSION + [False]
        assert stack.enter_context(limits.held_open("another", "1.2.3.4"))
    with limits.held_open("s", "1.2.3.4") as room:
        assert room, "what was closed counts no more"
    with ExitStack() as stack:
        rooms = [stack.enter_context(limits.held_open(f"s{n}", "1.2.3.4")) for n in range(OPEN_OF_ADDRESS + 1)]
        assert rooms == [True] * OPEN_OF_ADDRESS + [False]
    shared = Limits(False, [ipaddress.ip_network("1.2.3.0/24")])
    with ExitStack() as stack:
        rooms = [stack.enter_context(shared.held_open(f"s{n}", "1.2.3.4")) for n in range(OPEN_OF_ADDRESS + 1)]
        assert all(rooms)
