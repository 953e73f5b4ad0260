"""A question that the record spoken of answers in its own words, before anything else is made of it."""

from __future__ import annotations

from functools import wraps
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import charged_otherwise, names_another, told_by_the_record
from actions.conversation import answers, entities, records, remember, slot
from actions.guard import Run
from procedures.record import Record
from procedures.statements import Statement


def unless_the_record_says(run: Run) -> Run:
    """Quotes the record where it answers, and runs the action elsewhere."""

    @wraps(run)
    async def quoting(
        action: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        charged = charged_otherwise(tracker, records(slot(tracker, "procedures")))
        if charged and not names_another(tracker):
            return _tell(dispatcher, tracker, charged, ["fee"])
        named_elsewhere = entities(tracker, "other_agency") and not entities(tracker, "whether")
        told = None if named_elsewhere else told_by_the_record(tracker)  # "đăng ký nhãn hiệu thì sao"
        if told is None:
            return await run(action, dispatcher, tracker, domain)
        record, about = told
        aspects = list(dict.fromkeys(one.aspect for one in about))
        return _tell(dispatcher, tracker, record, aspects, about)

    return quoting


def _tell(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    record: Record,
    aspects: list[str],
    about: tuple[Statement, ...] = (),
) -> list[EventType]:
    for reply in answers(tracker, [record.id], aspects, about=about):
        reply.send(dispatcher)
    return remember(tracker, [record.id], aspects)
