"""Whether a message speaks of a matter that what is spoken of has nothing of."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.conversation import entities, records, slot, twins_of
from actions.kept import kept

HALF = 0.5
"""Share of what is named that is foreign to the procedures, from which none of them is told unasked."""
THIRD = 0.35
"""The same of one breath that holds several words the record has nowhere."""
FOREIGN = 0.4
"""Share of what a message names that is foreign to what is spoken of, from which it speaks of something else."""
NAMED_FOR_SURE = 0.75
"""The same where the message asks an aspect and names nothing else that is known."""


def speaks_of_something_else(tracker: Tracker, about: list[str] | None = None) -> bool:
    """ "visa mấy ngày" after a licence: what it asks about stands nowhere in what is spoken of, nor in its twins.

    ``about`` are procedures that are meant instead of those spoken of.

    What is told beside a question ("kế toán em hỏi …") is no such matter, foreign as its words may be.
    """
    if entities(tracker, "of_goods"):
        return True
    said = entities(tracker, "said")
    spoken_of = about if about is not None else slot(tracker, "procedures") or slot(tracker, "candidates")
    if not said or not spoken_of:
        return False
    twins = [record.id for record in twins_of(records(spoken_of))]
    scores = near_scores(tracker)
    near_none = max(scores.values(), default=0.0) >= NAMED_FOR_SURE and not set(scores) & set(twins)
    asked_first = names_first(tracker) and _foreign(tracker, twins) >= FOREIGN
    return asked_first or near_none or _asks_of_nothing_it_has(tracker, twins)


def _asks_of_nothing_it_has(tracker: Tracker, ids: list[str]) -> bool:
    """ "xe buýt từ Mỹ Đình có mất phí không": half of what stands in one breath with what is asked is foreign."""
    asked_of, message = entities(tracker, "asked_of"), tracker.latest_message.get("text") or ""
    strange = {word for word in asked_of if kept().statements.foreign(ids, [word]) == 1.0}
    return bool(strange) and kept().statements.foreign(ids, asked_of, message) >= (THIRD if len(strange) > 1 else HALF)


def names_what_it_has_not(tracker: Tracker, ids: list[str]) -> bool:
    """ "chuyển nhượng xe máy" after a copier: half of what it names stands nowhere in those procedures."""
    return bool(ids) and _foreign(tracker, ids) >= HALF


def _foreign(tracker: Tracker, ids: list[str]) -> float:
    """Share of what the message names that stands nowhere in those procedures."""
    return kept().statements.foreign(ids, entities(tracker, "said"), tracker.latest_message.get("text") or "")


def names_first(tracker: Tracker) -> bool:
    return bool(entities(tracker, "names_first"))


def is_excluded(tracker: Tracker) -> bool:
    """ "để bán thì sao" after the import of books that are not for sale: all that is spoken of is excluded."""
    spoken_of = slot(tracker, "procedures")
    return bool(spoken_of) and set(spoken_of) <= set(entities(tracker, "ruled_out"))


def near_scores(tracker: Tracker) -> dict[str, float]:
    """Link scores of all candidates of the latest message."""
    found = [one for one in tracker.latest_message.get("entities", []) if one["entity"] == "near"]
    return {str(one["value"]): float(one["confidence_entity"]) for one in found}
