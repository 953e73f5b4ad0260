from __future__ import annotations

from typing import Any

from bot.rasa_client import paired


def test_paragraphs_and_payload_become_one_message() -> None:
    said: list[dict[str, Any]] = [
        {"recipient_id": "x", "text": "Một."},
        {"recipient_id": "x", "text": "Hai.", "buttons": [{"title": "A", "payload": "/a"}]},
        {"recipient_id": "x", "custom": {"kind": "answer", "procedure": "p"}},
        {"recipient_id": "x", "text": "Ba."},
        {"recipient_id": "x", "custom": {"kind": "choices"}},
    ]
    first, second = paired(said)
    assert (first.text, len(first.buttons)) == ("Một.\n\nHai.", 1)
    assert first.custom
    assert (first.custom["kind"], first.custom["facts"]) == ("answer", [])
    assert (second.text, (second.custom or {})["kind"]) == ("Ba.", "choices")


def test_words_without_payload_are_kept() -> None:
    assert [reply.text for reply in paired([{"text": "Chào."}])] == ["Chào."]


def test_silence_stays_silence() -> None:
    assert paired([]) == []
    assert paired([{"custom": {"kind": "answer"}}]) == []
