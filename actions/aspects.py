"""The aspects a citizen can ask about, each with the function that says it."""

from __future__ import annotations

from collections.abc import Callable

from actions.fees import fee
from actions.links import online
from actions.papers import documents, form
from actions.said import Question, Said
from actions.texts import conditions, legal_basis, overview, place, sentence, steps
from actions.times import time

ASPECTS: dict[str, Callable[[Question], Said]] = {
    "documents": documents,
    "fee": fee,
    "time": time,
    "place": place,
    "steps": steps,
    "form": form,
    "conditions": conditions,
    "legal_basis": legal_basis,
    "result": sentence("result", lambda record: record.result),
    "online": online,
    "overview": overview,
}


def say(aspect: str, question: Question) -> Said:
    return ASPECTS[aspect](question)
