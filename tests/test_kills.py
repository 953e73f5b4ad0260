"""Processes killed at random points under load: no message is lost, each is answered, in order, and remembered.

A few kills here; ``make test-long`` sets KILLS to 200.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import threading
import time
import urllib.error
from typing import Any

import pytest
from fake_channels import FakeChannels, post_zalo, zalo_event
from running_product import Product
from sqlalchemy import text

from procedures.database import reading

KILLS = int(os.environ.get("KILLS", "5"))
SENDERS = 4
SCRIPT = ("giấy phép bưu chính cần giấy tờ gì", "thế lệ phí?", "thời hạn bao lâu", "đăng ký cơ sở in nộp ở đâu")
ANSWERED = 240.0
"""Seconds after the last kill within which everything must be answered and sent."""


def deliver(product: Product, user: str, event_id: str, text: str) -> None:
    """As Zalo does: again until it is taken."""
    while True:
        with contextlib.suppress(OSError, urllib.error.URLError):
            if post_zalo(product.base, zalo_event(user, event_id, text)) == 200:
                return
        time.sleep(0.3)


def talk(product: Product, user: str, over: threading.Event, asked: list[str]) -> None:
    """Asks the script over and over, without waiting for answers; ends with a whole script."""
    rng, number = random.Random(user), 0
    while not over.is_set() or number % len(SCRIPT):
        event_id = f"{user}-{number}"
        asked.append(event_id)
        deliver(product, user, event_id, SCRIPT[number % len(SCRIPT)])
        number += 1
        time.sleep(rng.uniform(0.3, 3.0))


def kill_at_random(product: Product, kills: int) -> dict[str, int]:
    """How often which process was killed."""
    rng, done = random.Random(7), dict.fromkeys(("gateway", "rasa", "actions"), 0)
    ports = {"gateway": product.port, "rasa": product.rasa_port, "actions": product.actions_port}
    while sum(done.values()) < kills:
        time.sleep(rng.uniform(0.1, 4.0))
        name = rng.choice(list(ports))
        with contextlib.suppress(AssertionError, ProcessLookupError):  # it is down already
            os.kill(rng.choice(product.listeners(ports[name])), signal.SIGKILL)
            done[name] += 1
            print(f"  {sum(done.values())}/{kills} {name}", flush=True)
    return done


def rows(product: Product, query: str, **values: Any) -> list[Any]:
    with reading(product.database_url) as session:
        return list(session.execute(text(query), values).all())


def answers(product: Product, asked: list[str]) -> dict[str, Any]:
    """The real answer to each event, as its payload: a menu shown because Rasa was away is none."""
    told = rows(product, "select in_reply_to, custom from message where role = 'assistant' order by id")
    read = [(event, as_json(custom) or {}) for event, custom in told]
    return {event: custom for event, custom in read if event in asked and custom.get("kind") == "answer"}


def unanswered(product: Product, asked: list[str]) -> list[str]:
    told = answers(product, asked)
    return [event for event in asked if event not in told]


def calm_answers(product: Product, channels: FakeChannels, user: str) -> list[Any]:
    """What the script is answered where nothing is disturbed."""
    asked = [f"{user}-{number}" for number in range(len(SCRIPT))]
    for number, event_id in enumerate(asked):
        deliver(product, user, event_id, SCRIPT[number])
        channels.wait(user, number + 1)
    told = answers(product, asked)
    return [told[event_id] for event_id in asked]


def heard_by_rasa(product: Product, user: str) -> list[str]:
    """What the tracker holds of the citizen, in order; what was asked again after a crash once."""
    told = rows(
        product,
        "select data from tracker_event where kind = 'user' and sender_id ="
        " (select id from conversation where recipient = :user) order by id",
        user=user,
    )
    return without_repeats([json.loads(data)["text"] for (data,) in told])


def as_json(told: Any) -> Any:
    """SQLite gives JSON as text."""
    return json.loads(told) if isinstance(told, str) else told


def unsent(product: Product) -> list[Any]:
    return rows(product, "select id, error from outbox where state <> 'sent' and conversation_id in"
                " (select id from conversation where recipient like 'storm-%')")  # fmt: skip


def wait_for_quiet(product: Product, asked: list[str]) -> None:
    until = time.monotonic() + ANSWERED
    while (unanswered(product, asked) or unsent(product)) and time.monotonic() < until:
        time.sleep(1)


def without_repeats(texts: list[str]) -> list[str]:
    return [text for at, text in enumerate(texts) if at == 0 or text != texts[at - 1]]


@pytest.mark.parametrize(("setup", "services"), [("product", "channels"), ("scaled", "scaled_channels")])
def test_kills_under_load_lose_nothing(setup: str, services: str, request: pytest.FixtureRequest) -> None:
    """On SQLite with one gateway, and on PostgreSQL with two."""
    channels: FakeChannels = request.getfixturevalue(services)
    product: Product = request.getfixturevalue(setup)
    calm = calm_answers(product, channels, f"storm-{setup}-calm")
    over, asked = threading.Event(), {f"storm-{setup}-{at}": list[str]() for at in range(SENDERS)}
    senders = [threading.Thread(target=talk, args=(product, user, over, told)) for user, told in asked.items()]
    for sender in senders:
        sender.start()
    done = kill_at_random(product, KILLS)
    over.set()
    for sender in senders:
        sender.join(180)
    product.wait_ready(180)
    every = [event for told in asked.values() for event in told]
    wait_for_quiet(product, every)
    assert unanswered(product, every) == []
    assert unsent(product) == []
    told = answers(product, every)
    assert [event for event in every if told[event] != calm[int(event.rpartition("-")[2]) % len(SCRIPT)]] == []
    repeated = 0
    for user in asked:
        held = rows(
            product,
            "select body from outbox where conversation_id = (select id from conversation where recipient = :user)"
            " order by id",
            user=user,
        )
        meant = [as_json(body)["message"]["text"] for (body,) in held]
        got = [message["text"] for message in channels.sent[user]]
        assert without_repeats(got) == without_repeats(meant)
        repeated += len(got) - len(meant)
    assert 0 <= repeated <= sum(done.values())
    for user, events in asked.items():
        assert heard_by_rasa(product, user) == [SCRIPT[at % len(SCRIPT)] for at in range(len(events))]
        before = len(channels.sent[user])
        post_zalo(product.base, zalo_event(user, f"{user}-last", "thế lệ phí?"))
        assert "cơ sở in" in channels.wait(user, before + 1)[-1]["text"], events[-1]
