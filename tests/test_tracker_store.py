"""Conversations outlive the process, are answered from memory where nothing else wrote to them, and fail closed."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import OperationalError

from nlu import rasa_patches
from nlu.tracker_store import HISTORY, DatabaseTrackerStore
from procedures.settings import ROOT

SENDER = "a" * 32


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml")


@pytest.fixture
def stores(database: str, monkeypatch: pytest.MonkeyPatch, domain: Domain) -> tuple[DatabaseTrackerStore, ...]:
    """Those of two processes."""
    monkeypatch.setenv("DATABASE_URL", database)
    return DatabaseTrackerStore(domain), DatabaseTrackerStore(domain)


def turn(store: DatabaseTrackerStore, text: str) -> DialogueStateTracker:
    async def take() -> DialogueStateTracker:
        tracker = await store.get_or_create_tracker(SENDER, append_action_listen=False)
        tracker.update_with_events([UserUttered(text), SlotSet("procedures", [text])], store.domain)
        await store.save(tracker)
        return tracker

    return asyncio.run(take())


def said(store: DatabaseTrackerStore) -> list[str]:
    found = asyncio.run(store.retrieve(SENDER))
    assert found
    return [event.text or "" for event in found.events if isinstance(event, UserUttered)]


def test_a_conversation_goes_on_in_another_process(stores: tuple[DatabaseTrackerStore, ...]) -> None:
    one, other = stores
    for number, store in enumerate((one, other, one, one, other)):
        tracker = turn(store, f"câu {number}")
        assert tracker.get_slot("procedures") == [f"câu {number}"]
    assert said(one) == said(other) == [f"câu {number}" for number in range(5)]


def test_the_next_turn_of_the_same_process_is_answered_from_memory(stores: tuple[DatabaseTrackerStore, ...]) -> None:
    tracker = turn(stores[0], "câu 0")
    assert turn(stores[0], "câu 1") is tracker
    assert turn(stores[1], "câu 2") is not tracker
    assert turn(stores[0], "câu 3") is not tracker


def test_a_turn_that_was_not_saved_leaves_nothing(stores: tuple[DatabaseTrackerStore, ...]) -> None:
    turn(stores[0], "câu 0")
    broken = asyncio.run(stores[0].retrieve(SENDER))
    assert broken
    broken.update(UserUttered("mất điện"), stores[0].domain)
    assert said(stores[0]) == ["câu 0"]


def test_a_long_conversation_is_read_back_bounded(stores: tuple[DatabaseTrackerStore, ...]) -> None:
    for number in range(HISTORY // 2 + 20):
        turn(stores[0], f"câu {number}")
    found = asyncio.run(stores[0].retrieve(SENDER))
    assert found
    assert len(found.events) <= HISTORY + 12
    assert found.get_slot("procedures") == [f"câu {HISTORY // 2 + 19}"]


def test_a_conversation_that_cannot_be_read_is_no_new_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, domain: Domain
) -> None:
    rasa_patches.apply()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('none')}/nowhere/mot-cua.db")
    with pytest.raises(OperationalError):
        asyncio.run(FailSafeTrackerStore(DatabaseTrackerStore(domain)).retrieve(SENDER))


def test_patched_rasa_still_refuses_what_no_action_may_say() -> None:
    rasa_patches.apply()
    action = RemoteAction("action_x", None)
    assert action._validate_action_result({"events": [{"event": "slot", "name": "a", "value": 1}], "responses": []})
    with pytest.raises(Exception, match="is not of type 'array'"):
        action._validate_action_result({"events": "none", "responses": []})
    assert Event.resolve_by_type("slot") is SlotSet


def test_patches_are_for_one_version_of_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.version.__version__", "3.6.22")
    with pytest.raises(rasa_patches.OtherRasa, match="viết cho Rasa"):
        rasa_patches.apply()
