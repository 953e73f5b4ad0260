"""What an action reads of the tracker and of the database, and the slots it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions import settings
from actions.announced import Beside, successor_ids
from actions.answering import answer
from actions.checklist import GO_ON, start_button
from actions.filing import Filing
from actions.kept import Version, Versions, kept
from actions.past import as_formerly, as_of_today, as_sourced, before_the_record, with_no_lunar_day, with_no_such_day
from actions.reply import Button, Reply
from actions.said import Question
from procedures.deadlines import Span
from procedures.fee_sums import Quantity, sums
from procedures.interview import Case, next_question, questions
from procedures.kinds import ChannelKind, DayOf, TimeUnit
from procedures.record import Record
from procedures.settings import today
from procedures.statements import Statement

PIECES = ("cuốn", "quyển", "tập", "tờ", "tờ rơi", "tờ gấp", "bộ", "bộ tài liệu", "tài liệu", "video")
"""How many documents: told beside the pages of one, which the fee is charged by."""
DETAILS = ("day", "day_of", "span", "clock", "past_year", "formerly", "quantity", "channel")
"""Entities that say for which day or how many an answer is asked."""


def entities(tracker: Tracker, name: str) -> list[str]:
    """Values of an entity in the latest message, in order and without repeats."""
    found = [entity["value"] for entity in tracker.latest_message.get("entities", []) if entity["entity"] == name]
    return list(dict.fromkeys(str(value) for value in found))


def is_in_english(tracker: Tracker) -> bool:
    """The latest message is in English, or is a word or two that go on so: "fee?", "how long"."""
    said = [event["parse_data"]["entities"] for event in tracker.events if event["event"] == "user"]
    for found in [tracker.latest_message.get("entities", []), *reversed(said)]:
        language = next((one["value"] for one in found if one["entity"] == "language"), None)
        if language != "en?":
            return language == "en"
    return False


def named_details(tracker: Tracker) -> dict[str, list[str]]:
    """Those of the latest message; where it only names what was offered, those of the question it was offered for."""
    named = {name: found for name in DETAILS if (found := entities(tracker, name))}
    asks_more = set(entities(tracker, "aspect")) - set(slot(tracker, "aspects"))
    return named if named or asks_more else dict(tracker.get_slot("details") or {})


def detail(tracker: Tracker, name: str) -> list[str]:
    """One of DETAILS."""
    return named_details(tracker).get(name, [])


def filing_of(tracker: Tracker) -> Filing | None:
    """The day and span of the latest message; None where it names no day."""
    day, spans = detail(tracker, "day"), detail(tracker, "span")
    if not day:
        return None
    amount, _, unit = spans[0].partition(" ") if spans else ("", "", "")
    span = Span(int(amount), TimeUnit(unit)) if unit else None
    clock = detail(tracker, "clock")
    at = time.fromisoformat(clock[0]) if clock else None
    of = next(iter(detail(tracker, "day_of")), DayOf.FILING)
    return Filing(date.fromisoformat(day[0]), DayOf(of), span, at)


def quantities_of(tracker: Tracker, record: Record) -> tuple[Quantity, ...]:
    """How many pages, minutes … the latest message names: those the record's fee is charged by, else the first."""
    told = [one.partition(" ") for one in detail(tracker, "quantity")]
    found = [Quantity(int(amount), unit) for amount, _, unit in told if amount.isdigit() and unit]
    charged = [one for one in found if record.fee and sums(record.fee.items, one)]
    pieces = [one for one in found if one not in charged and one.unit in PIECES] if charged else found[:1]
    return (*charged, *pieces)


def channel_of(tracker: Tracker) -> ChannelKind | None:
    """How the citizen says in the latest message that they file."""
    told = detail(tracker, "channel")
    return ChannelKind(told[0]) if told else None


def scored(tracker: Tracker, name: str) -> dict[str, float]:
    """Link scores of an entity's values in the latest message, in their order."""
    found = [one for one in tracker.latest_message.get("entities", []) if one["entity"] == name]
    return {str(one["value"]): float(one.get("confidence_entity") or 1.0) for one in found}


def scored_procedures(tracker: Tracker) -> list[tuple[str, float]]:
    """(procedure id, link score) of the latest message."""
    return list(scored(tracker, "procedure").items())


def objects_of(told: list[Record]) -> set[str]:
    """What the procedures are about; twins share it."""
    return {record.object for record in told}


def twins_of(told: list[Record]) -> list[Record]:
    """All that is in force about the same, the procedures told among them."""
    objects = objects_of(told)
    return [record for record in all_records() if record.object in objects] if objects else []


def slot(tracker: Tracker, name: str) -> list[str]:
    return list(tracker.get_slot(name) or [])


def records(ids: list[str]) -> list[Record]:
    """Versions in force today of the procedures that exist, in the order given."""
    found = [kept().record_on(procedure, today()) for procedure in ids]
    return [record for record in found if record]


def all_records() -> list[Record]:
    """Versions in force today."""
    return kept().records


def answers(
    tracker: Tracker,
    ids: list[str],
    aspects: list[str],
    whole: bool = False,
    case: Case | None = None,
    about: tuple[Statement, ...] = (),
) -> list[Reply]:
    """A reply for each of the procedures, on the day and for the year that the latest message names.

    ``case`` is the citizen's; without it the one they have answered for to the end. ``about`` is what the record
    says to a question that asks for no aspect.
    """
    filing, years = filing_of(tracker), [int(year) for year in detail(tracker, "past_year")]
    day = filing.day if filing and (not filing.backwards or filing.day < today()) else today()
    found = [_version(procedure, day) for procedure in ids[: settings.MOST_PROCEDURES]]
    asked = [replace(_question(tracker, one, day, whole, case), about=about) for one in found if one]
    replies = [_noted(tracker, one, aspects, day, years) for one in asked]
    if case is None and replies:
        replies[-1].buttons[:0] = going_on(tracker)
    return replies


def _noted(tracker: Tracker, question: Question, aspects: list[str], day: date, years: list[int]) -> Reply:
    """The answer with what must be said before it, which takes of its room."""

    def told(asked: Question) -> tuple[Reply, int]:
        plain = answer(asked, aspects, beside(kept(), asked.record, asked.day))
        reply = as_sourced(before_the_record(_as_asked(plain, years), day), day)
        reply = as_formerly(reply) if detail(tracker, "formerly") else reply
        reply = with_no_such_day(reply, entities(tracker, "impossible_day"))
        reply = with_no_lunar_day(reply, entities(tracker, "lunar_day"))
        return reply, len(reply.text) - len(plain.text)

    reply, before = told(question)
    return told(replace(question, noted=before))[0] if before else reply


def _question(tracker: Tracker, version: Version, day: date, whole: bool, case: Case | None) -> Question:
    """A version with all that the citizen has said of how they file and of their case."""
    record = version.record
    return Question(
        record,
        day,
        kept().laws,
        kept().sources,
        whole,
        quantities=quantities_of(tracker, record),
        dead=kept().dead,
        case=case or finished_case(tracker, record),
        said=case_of(record, _cases_meant(tracker, record)),
        version=version.token,
        channel=channel_of(tracker),
        filing=filing_of(tracker),
    )


def _cases_meant(tracker: Tracker, record: Record) -> list[str]:
    """What was said of the case; nothing where the latest message speaks of another one in words no question knows."""
    now = [case for case in entities(tracker, "case") if case.partition(":")[0] == record.id]
    another = not now and entities(tracker, "said")
    return [] if another else said_cases(tracker)


def _version(procedure: str, day: date) -> Version | None:
    """The version in force on the day asked, else the first one, which may hold rules of that day too."""
    if found := kept().version_on(procedure, day):
        return found
    first = next(iter(kept().records_after(procedure, day)), None)
    begun = first is not None and first.effective_from <= today()
    return kept().version_on(procedure, first.effective_from if first and begun else today())


def going_on(tracker: Tracker) -> list[Button]:
    """The way back into the questions about the citizen's case, where they were left midway."""
    found = records([tracker.get_slot("interview")]) if tracker.get_slot("interview") else []
    return [start_button(record, GO_ON) for record in found]


def said_cases(tracker: Tracker) -> list[str]:
    """What the citizen has said of their case by now, newest last."""
    return list(dict.fromkeys([*slot(tracker, "cases"), *entities(tracker, "case")]))


def case_of(record: Record, said: list[str]) -> Case:
    """Answers to the record's questions among what was said; the newest of one question counts."""
    asked = questions(record, today())
    told = [answer.split(":") for answer in said]
    given = {
        int(at): int(option) if option.isdigit() else None
        for procedure, at, option in (one for one in told if len(one) == 3)
        if procedure == record.id and at.isdigit()
    }
    case = Case(given)
    return case if case.fits(asked) else Case()


def finished_case(tracker: Tracker, record: Record) -> Case | None:
    """The citizen's case where they were asked for it to the end."""
    if record.id not in slot(tracker, "listed_for"):
        return None
    case, asked = case_of(record, said_cases(tracker)), questions(record, today())
    return case if asked and next_question(asked, case) is None else None


def beside(versions: Versions, record: Record, day: date) -> Beside:
    """What an answer on ``day`` may point to beside the record."""
    coming = [] if record.ended else versions.records_after(record.id, max(day, record.effective_from))
    last = record if record.ended else next((version for version in coming if version.ended), None)
    later = last.effective_from if last and not record.ended else day
    found = [versions.record_on(other, later) for other in successor_ids(last)]
    return Beside(coming, [other for other in found if other])


def _as_asked(reply: Reply, years: list[int]) -> Reply:
    if not years or reply.procedure is None:
        return reply
    known = kept().record_on(reply.procedure.id, date(years[0], 12, 31)) is not None
    return as_of_today(reply, years[0], known)


def remember(
    tracker: Tracker, procedures: list[str], aspects: list[str], candidates: list[str] | None = None
) -> list[EventType]:
    told: dict[str, Any] = {
        "procedures": procedures,
        "aspects": aspects,
        "candidates": candidates or [],
        "cases": said_cases(tracker)[-settings.MOST_CASES :],
        "asking_case": False,
        "acts": [],
        "details": {},
        "agency": None,
        "strayed": False,
    }
    return [SlotSet(name, value) for name, value in told.items()]
