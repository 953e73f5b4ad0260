"""What a message that names nothing for sure is about, given what was spoken of before it."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.conversation import entities, records, slot
from procedures.record import Record

SAME_OBJECT, SAME_FIELD = 0.12, 0.08
"""What a candidate gains that is about what is spoken of, or of its field."""
NEAR, LEAD = 0.45, 0.08
"""Link score and lead from which such a candidate is what is meant."""
NAMED = 0.6
"""Link score from which the message speaks of something else."""


def meant_in_context(tracker: Tracker) -> list[str]:
    """A neighbour of what is spoken of that the message comes near, else what is spoken of; none where neither fits."""
    spoken_of = records(slot(tracker, "procedures"))
    if not spoken_of:
        return []
    scores = _near(tracker)
    linked = records(list(scores))
    neighbour = _neighbour(linked, scores, spoken_of)
    if neighbour:
        return [neighbour.id]
    stays = entities(tracker, "aspect") and max(scores.values(), default=0.0) < NAMED
    return [record.id for record in spoken_of] if stays else []


def _near(tracker: Tracker) -> dict[str, float]:
    """Link scores of all candidates of the latest message."""
    found = [one for one in tracker.latest_message.get("entities", []) if one["entity"] == "near"]
    return {str(one["value"]): float(one["confidence_entity"]) for one in found}


def _neighbour(linked: list[Record], scores: dict[str, float], spoken_of: list[Record]) -> Record | None:
    objects, fields = {record.object for record in spoken_of}, {record.field for record in spoken_of}
    gained = {
        record.id: scores[record.id]
        + (SAME_OBJECT if record.object in objects else 0.0)
        + (SAME_FIELD if record.field in fields else 0.0)
        for record in linked
    }
    placed = sorted(linked, key=lambda record: -gained[record.id])
    if not placed or placed[0].field not in fields or scores[placed[0].id] < NEAR:
        return None
    second = gained[placed[1].id] if len(placed) > 1 else 0.0
    return placed[0] if gained[placed[0].id] - second >= LEAD else None
