"""The case interview: at most three short questions, then the citizen's own list of papers."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswerFollowUp, ActionAnswerProcedure, ActionOfferChoices
from actions.case_question import case_question
from actions.choices import offer
from actions.conversation import answers, case_of, entities, records, remember, said_cases, slot
from actions.guard import never_silent
from actions.scope import ActionKeepQuestion, ActionNameOtherAgency, ActionTellScope
from actions.topics import ActionAnswerTopic
from procedures.interview import UNSURE, next_question, questions
from procedures.record import Record
from procedures.settings import today

YES, NO = "có", "không"
OTHERWISE = {
    "ask_procedure": ActionAnswerProcedure().run,
    "ask_unclear": ActionOfferChoices().run,
    "unresolved": ActionKeepQuestion().run,
    "other_agency": ActionNameOtherAgency().run,
    "ask_topic": ActionAnswerTopic().run,
    "out_of_scope": ActionTellScope().run,
}


class ActionAskCase(Action):
    """Asks the first question that what was said by now does not answer; none left: the list."""

    def name(self) -> str:
        return "action_ask_case"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        going_on = [tracker.get_slot("interview")] if tracker.get_slot("interview") else []
        named = entities(tracker, "procedure")
        ids = going_on if set(going_on) & set(named) else named or going_on or slot(tracker, "procedures")
        found = records(ids)
        if len(found) != 1:
            return offer(dispatcher, tracker, ids, ["documents"])
        said = said_cases(tracker)
        if entities(tracker, "again"):
            said = _without(said, found[0])
        return _go_on(dispatcher, tracker, found[0], said)


class ActionTakeCase(Action):
    """Takes an answer, by button, number, yes or no, or in the citizen's words; asks again where none fits."""

    def name(self) -> str:
        return "action_take_case"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        found = records([tracker.get_slot("interview") or ""])
        pressed = entities(tracker, "case")
        if not found and pressed:
            found = records([pressed[0].partition(":")[0]])
        if not found:
            return offer(dispatcher, tracker, slot(tracker, "procedures"), ["documents"])
        record, said = found[0], said_cases(tracker)
        if entities(tracker, "again"):
            return _go_on(dispatcher, tracker, record, _without(said, record))
        if not any(one.startswith(f"{record.id}:") for one in pressed):
            if "ask_procedure" in entities(tracker, "otherwise") and record.id not in entities(tracker, "procedure"):
                return await ActionAnswerProcedure().run(dispatcher, tracker, domain)  # of another procedure's case
            option = _meant(tracker, record)
            if option is None:
                return _go_on(dispatcher, tracker, record, said, again=True)
            said = [*said, f"{record.id}:{option}"]
        return _go_on(dispatcher, tracker, record, said)


class ActionAnswerUntoldCase(Action):
    """What may be said of a case, while nothing was asked: taken for what else it says."""

    def name(self) -> str:
        return "action_answer_untold_case"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        just_listed = [one for one in records(slot(tracker, "procedures")) if one.id in slot(tracker, "listed_for")]
        if entities(tracker, "again") and len(just_listed) == 1:
            return _go_on(dispatcher, tracker, just_listed[0], _without(said_cases(tracker), just_listed[0]))
        meant = next(iter(entities(tracker, "otherwise")), "")
        return await OTHERWISE.get(meant, ActionAnswerFollowUp().run)(dispatcher, tracker, domain)


def _without(said: list[str], record: Record) -> list[str]:
    """What was said of other procedures' cases."""
    return [one for one in said if not one.startswith(f"{record.id}:")]


def _meant(tracker: Tracker, record: Record) -> str | None:
    """ "<question>:<option>" of a number, a yes or no, or "không rõ" to the question that was asked."""
    asked = questions(record, today())
    at = next_question(asked, case_of(record, said_cases(tracker)))
    if at is None:
        return None
    intent = tracker.latest_message.get("intent", {}).get("name")
    if intent == "not_sure":
        return f"{at}:{UNSURE}"
    labels = [option.label.lower() for option in asked[at].options]
    picked = entities(tracker, "pick")
    if picked:
        number = int(picked[0]) - 1 if int(picked[0]) > 0 else len(labels) - 1
        if number == len(labels):
            return f"{at}:{UNSURE}"
        return f"{at}:{number}" if number < len(labels) else None
    word = {"affirm": YES, "deny": NO}.get(intent or "")
    fitting = [number for number, label in enumerate(labels) if word and label.startswith(word)]
    return f"{at}:{fitting[0]}" if len(fitting) == 1 else None


def _go_on(
    dispatcher: CollectingDispatcher, tracker: Tracker, record: Record, said: list[str], again: bool = False
) -> list[EventType]:
    asked = questions(record, today())
    case = case_of(record, said)
    at = next_question(asked, case)
    if at is None:
        for reply in answers(tracker, [record.id], ["documents"], case=case if asked else None):
            reply.send(dispatcher)
        return [
            *remember(tracker, [record.id], ["documents"]),
            SlotSet("cases", said),
            SlotSet("interview", None),
            SlotSet("listed_for", list(dict.fromkeys([*slot(tracker, "listed_for"), record.id]))),
        ]
    case_question(record, asked, at, case, again).send(dispatcher)
    return [
        *remember(tracker, [record.id], ["documents"]),
        SlotSet("cases", said),
        SlotSet("interview", record.id),
        SlotSet("listed_for", [one for one in slot(tracker, "listed_for") if one != record.id]),
        SlotSet("asking_case", True),
    ]
