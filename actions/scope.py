"""What is not ours, or not understood: whom to ask instead, or the question kept for staff."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import SEND_TO_STAFF
from actions.case_question import asked_again
from actions.choices import candidate, offer, tell
from actions.context import meant_in_context, picked_by_words, still_listed
from actions.conversation import entities, going_on, named_details, records, remember, scored_procedures, slot
from actions.guard import never_silent
from actions.links import PROCEDURE_LIST, list_button, procedure_buttons
from actions.quoting import unless_the_record_says
from actions.reply import Button, Fact, Reply
from actions.wording import lower_first
from procedures.folding import fold
from procedures.kinds import Confidence
from procedures.names import closed, opened
from procedures.other_agencies import OtherAgency, find

NEEDED = re.compile(r"\bco (?:can|phai)\b|\b(?:can|phai) (?:co|nop|kem) .*\b(?:khong|ko|k)\b")
OUT_OF_SCOPE = (
    "Việc này nằm ngoài phạm vi của trợ lý nên tôi xin không trả lời để tránh sai. Tôi chỉ nắm các thủ tục trong"
    ' danh mục trên trang này; anh/chị gõ "danh sách thủ tục" để xem.'
)


class ActionNameOtherAgency(Action):
    def name(self) -> str:
        return "action_name_other_agency"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        spoken_of = slot(tracker, "procedures")
        if len(spoken_of) == 1 and NEEDED.search(fold(tracker.latest_message.get("text") or "")):
            not_understood(tracker, spoken_of).send(dispatcher)  # "có cần hợp đồng thuê không" asks of ours
            return []
        aspects = entities(tracker, "aspect")
        if spoken_of and aspects and not entities(tracker, "asked_of"):
            return offer(dispatcher, tracker, spoken_of, aspects)  # "bác đi xe máy lên, nộp hồ sơ ở đâu cháu"
        named = entities(tracker, "other_agency")
        entry = find(named[0]) if named else None
        (_other_agency(entry, perhaps=bool(entities(tracker, "perhaps"))) if entry else not_understood(tracker)).send(
            dispatcher
        )
        agency = SlotSet("agency", entry.thing if entry else None)
        return [*remember(tracker, [], []), agency]  # "lệ phí bao nhiêu" now asks about that matter, not about ours


class ActionKeepQuestion(Action):
    """Not understood: says so, names what may be meant, and offers to send the question to staff."""

    def name(self) -> str:
        return "action_keep_question"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if (goes_on := _goes_on(dispatcher, tracker)) is not None:
            return goes_on
        if listed := still_listed(tracker):
            return offer(dispatcher, tracker, listed, entities(tracker, "aspect"))
        spoken_of = [] if scored_procedures(tracker) else slot(tracker, "procedures")
        not_understood(tracker, spoken_of).send(dispatcher)
        near = [one for one, _ in scored_procedures(tracker)]
        kept = remember(tracker, slot(tracker, "procedures"), slot(tracker, "aspects"), near) if near else []
        return [*kept, SlotSet("strayed", bool(entities(tracker, "said")))]


class ActionTellScope(Action):
    """Nobody's business here, unless it goes on about what is spoken of."""

    def name(self) -> str:
        return "action_tell_scope"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if (goes_on := _goes_on(dispatcher, tracker)) is not None:
            return goes_on
        Reply(kind="out_of_scope", text=OUT_OF_SCOPE).send(dispatcher)
        return [SlotSet("strayed", True)]


def still_elsewhere(tracker: Tracker) -> Reply | None:
    """ "lệ phí bao nhiêu" after another agency's business: whom to ask once more; None where none was spoken of."""
    thing = tracker.get_slot("agency")
    entry = find(thing) if thing and not entities(tracker, "act") else None
    return _other_agency(entry) if entry else None


def _goes_on(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType] | None:
    """Events of an answer about what is spoken of: its open question again, or what is meant in its context."""
    if asked := asked_again(tracker):
        asked.send(dispatcher)
        return []
    if meant := picked_by_words(tracker) or meant_in_context(tracker):
        return tell(dispatcher, tracker, meant, entities(tracker, "aspect") or slot(tracker, "aspects"))
    return None


def _other_agency(entry: OtherAgency, *, perhaps: bool = False) -> Reply:
    """``perhaps``: told from how it is said, and not by the matter's name."""
    sure = entry.confidence == Confidence.HIGH
    note = f" {closed(opened(entry.note))}" if entry.note else ""
    return Reply(
        kind="wrong_agency",
        text=(
            f"Nếu anh/chị hỏi về việc này: {lower_first(entry.thing)}, thì không thuộc"
            if perhaps
            else f"{opened(entry.thing)} không thuộc"
        )
        + " danh mục thủ tục của trợ lý này."
        + f" Anh/chị hỏi tại: {closed(entry.agency)}"
        + note
        + ("" if sure else "\n\nNơi giải quyết nêu trên chưa được đối chiếu với văn bản, anh/chị nên hỏi lại."),
        facts=[Fact("place", "Nơi giải quyết", entry.agency)],
        citations=[{"title": entry.source}],
        warning=None if sure else "Nơi giải quyết chưa được đối chiếu với văn bản.",
    )


def not_understood(tracker: Tracker, spoken_of: list[str] | None = None) -> Reply:
    """The question is kept; named beside it are the procedures linked, or those spoken of before."""
    scores = dict(scored_procedures(tracker))
    near = records(spoken_of or list(scores))
    told = (
        "Tôi chưa chắc hiểu đúng ý anh/chị nên xin không trả lời bừa. Câu hỏi đã được giữ lại"
        " (đã che số giấy tờ, điện thoại, email) để cán bộ xem."
    )
    asked = (
        " Có phải anh/chị hỏi một trong các thủ tục dưới đây không?"
        if near
        else " Anh/chị thử gõ tên giấy tờ hoặc việc cần làm, hoặc xem danh sách thủ tục."
    )
    return Reply(
        kind="unresolved",
        text=told + asked,
        candidates=[candidate(record, scores.get(record.id)) for record in near],
        links=[PROCEDURE_LIST],
        buttons=[
            *(going_on(tracker)),
            *procedure_buttons(near, [], named_details(tracker)),
            Button.asking(SEND_TO_STAFF, "send_to_staff"),
            list_button(),
        ],
    )
