"""Several gateways on one database: each turn and each message is one gateway's, and all hear of every answer."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from postgres import Postgres
from running_product import Citizen, Product
from sqlalchemy import select

from bot import claims, outbox
from bot.bell import Bell, announce, hear_the_others
from bot.claims import TakenElsewhere
from bot.conversations import accept_text, channel_conversation, open_conversation
from bot.messages import add_message
from bot.models import Delivery, Inbound
from procedures.database import reading, writing
from procedures.migrate import upgrade
from procedures.settings import ROOT

Fresh = Callable[[], str]
NAMES = iter(range(1000))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with the gateway's tables."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path / 'gateway.db'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        made = server.database(f"gateway{next(NAMES)}")
    upgrade(ROOT / "bot", made)
    return made


def takes(url: str, what: str, owner: str, now: datetime | None = None) -> bool:
    try:
        with writing(url) as session:
            claims.take(session, what, owner, now)
    except TakenElsewhere:
        return False
    return True


def test_what_one_has_the_other_gets_when_it_is_given_back(url: str) -> None:
    assert takes(url, "turns a", "một")
    assert takes(url, "turns a", "một")
    assert not takes(url, "turns a", "hai")
    assert takes(url, "turns b", "hai")
    with writing(url) as session:
        claims.give_back(session, "một", "turns b")  # not its own
        claims.give_back(session, "một", "turns a")
    assert takes(url, "turns a", "hai")
    assert not takes(url, "turns b", "một")


def test_what_a_killed_gateway_had_is_free_after_a_while_or_when_it_starts_again(url: str) -> None:
    now = datetime.now(UTC)
    assert takes(url, "turns a", "một", now)
    assert takes(url, "turns b", "một", now)
    assert not takes(url, "turns a", "hai", now + claims.HELD)
    assert takes(url, "turns a", "hai", now + claims.HELD + timedelta(seconds=1))
    with writing(url) as session:
        claims.give_back(session, "một")
    assert takes(url, "turns b", "hai", now)


def test_of_many_at_once_one_gets_it(url: str) -> None:
    got, gate = list[str](), threading.Barrier(8)

    def race(owner: str) -> None:
        gate.wait()
        if takes(url, "turns a", owner):
            got.append(owner)

    racers = [threading.Thread(target=race, args=(str(number),)) for number in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert len(got) == 1


def test_a_message_that_comes_twice_at_once_is_one(url: str) -> None:
    with writing(url) as session:
        talk = open_conversation(session, "web", "token")
    got, gate = list[int](), threading.Barrier(6)

    def send() -> None:
        gate.wait()
        with writing(url) as session:
            got.append(accept_text(session, talk, "m1", "xin chào"))

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    with reading(url) as session:
        assert len(session.scalars(select(Inbound)).all()) == 1
    assert (len(got), len(set(got))) == (6, 1)


def test_two_couriers_never_take_the_same_message(url: str) -> None:
    with writing(url) as session:
        for user in range(12):
            talk = channel_conversation(session, "zalo", f"u{user}")
            for number in range(2):
                outbox.put(session, talk, [add_message(session, talk, "assistant", f"tin {number}")])
    taken, gate = list[int](), threading.Barrier(4)

    def fetch(gateway: str) -> None:
        gate.wait()
        with writing(url) as session:
            taken.extend(parcel.id for parcel in outbox.due(session, 20, gateway))

    couriers = [threading.Thread(target=fetch, args=(str(number),)) for number in range(4)]
    for courier in couriers:
        courier.start()
    for courier in couriers:
        courier.join()
    with reading(url) as session:
        first = {row.conversation_id: row.id for row in session.scalars(select(Delivery).order_by(Delivery.id.desc()))}
    assert sorted(taken) == sorted(first.values())


def test_the_bell_rings_in_every_gateway(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.database(f"gateway{next(NAMES)}")
    monkeypatch.setenv("DATABASE_URL", url)

    async def heard() -> bool:
        bell = Bell()
        listening = asyncio.create_task(hear_the_others(bell))
        woken = asyncio.create_task(bell.wait("cuộc hỏi", 20))
        began = asyncio.get_running_loop().time()
        while not woken.done() and asyncio.get_running_loop().time() - began < 15:
            await asyncio.to_thread(ring)
            await asyncio.sleep(0.2)
        listening.cancel()
        woken.cancel()
        return woken.done() and not woken.cancelled()

    def ring() -> None:
        with writing() as session:
            announce(session, "cuộc hỏi")

    assert asyncio.run(heard())


def test_two_gateways_answer_each_question_once_and_in_order(scaled: Product) -> None:
    """Every question comes over a connection of its own, so either gateway may take it."""
    assert len(set(scaled.listeners(scaled.port))) == 2
    talkers = [Citizen(scaled.base) for _ in range(6)]
    questions = ("giấy phép bưu chính cần giấy tờ gì", "thế lệ phí?", "thời hạn bao lâu", "cảm ơn")
    asked = {talker: [str(uuid.uuid4()) for _ in questions] for talker in talkers}
    for number, question in enumerate(questions):
        for talker in talkers:
            body = {"client_msg_id": asked[talker][number], "text": question}
            status, got = talker.call("POST", "/web/messages", body)
            assert status == 202, got
    for talker, ids in asked.items():
        until, answered = time.monotonic() + 60, list[str]()
        while len(answered) < len(questions) and time.monotonic() < until:
            _, page = talker.call("GET", "/web/messages?after=0&wait=0")
            answered = [one["in_reply_to"] for one in page["messages"] if one["role"] == "assistant" and one["last"]]
            time.sleep(0.2)
        assert answered == ids
        procedures = {(one["custom"] or {}).get("procedure") for one in page["messages"] if one["role"] == "assistant"}
        assert procedures == {"buu-chinh-cap-giay-phep", None}


def test_a_conversation_read_at_one_gateway_hears_what_the_other_answered(scaled: Product) -> None:
    """A held call comes back with the answer, whoever took the question: many tries, so both kinds occur."""
    c = Citizen(scaled.base)
    for _ in range(6):
        assert c.ask("lệ phí giấy phép bưu chính")[-1]["last"]
    with urllib.request.urlopen(scaled.base + "/readyz", timeout=10) as answer:
        assert json.loads(answer.read())["ready"]
