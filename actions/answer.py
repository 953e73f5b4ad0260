"""Questions about a procedure: named, or meant by "thế lệ phí?" and "còn cấp lại thì sao"."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import settings
from actions.case_question import asked_again
from actions.choices import denied, offer, tell, tell_or_offer, unsure_which
from actions.context import (
    asks_how_many,
    charged_otherwise,
    meant_in_context,
    named_of_the_listed,
    names_another,
    pairs,
    picked_by_words,
    spoken_of_before,
)
from actions.conversation import all_records, entities, objects_of, records, scored_procedures, slot, twins_of
from actions.foreign import is_excluded, names_only_what_is_theirs, speaks_of_something_else
from actions.guard import never_silent
from actions.quoting import unless_the_record_says
from actions.reply import Reply
from actions.scope import not_understood, still_elsewhere
from actions.topics import send_topic
from actions.turning import PAPERS, turned_to, twins_named
from procedures.acts import CHANGES, FIRST_GRANTS, SAME_ACT, fit
from procedures.folding import fold, words
from procedures.record import Record

AGREED = "Vâng. Anh/chị muốn xem thêm hồ sơ, lệ phí, thời hạn hay nơi nộp của thủ tục nào ạ?"
LINKED = 0.5
"""Link score from which a follow-up's own words choose among the procedures of one object."""
TURNING = re.compile(r"^(?:con|the con|vay con) |\b(?:thi|la) sao\W*$")
""" "họp báo thì sao" after a fee asks the fee of that."""
REASON = re.compile(r"^(?:do|vi|tai|boi vi)\b")
""" "do đổi địa chỉ" after a reissue: why it is needed, and no turn to another paper."""
FEW_WORDS = 9
"""Up to which a message after a choice only names what was asked of: "đăng ký cơ sở in"."""


class ActionAnswerProcedure(Action):
    def name(self) -> str:
        return "action_answer_procedure"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        ids, aspects = entities(tracker, "procedure"), entities(tracker, "aspect")
        message, listed = tracker.latest_message.get("text") or "", slot(tracker, "candidates")
        names_it = bool(listed) and len(words(message)) <= FEW_WORDS
        corrects = TURNING.search(fold(message)) or entities(tracker, "corrects")
        if not aspects and (names_it or corrects or set(ids) & set(listed)):
            aspects = slot(tracker, "aspects")
        if of_the_offer := _with_the_act_of_the_offer(tracker, ids):
            return tell(dispatcher, tracker, of_the_offer, aspects or slot(tracker, "aspects"))
        if entities(tracker, "points") and listed and not set(ids) & set(listed):
            pointed = picked_by_words(tracker) or listed
            return tell_or_offer(dispatcher, tracker, pointed, aspects or slot(tracker, "aspects"))
        if carried := _with_the_act_carried(tracker, ids):
            if entities(tracker, "aspect"):  # "còn giấy phép bưu chính thì mất mấy ngày": of either
                return offer(dispatcher, tracker, [*carried, *ids], aspects)
            return tell_or_offer(dispatcher, tracker, carried, aspects or slot(tracker, "aspects"))
        if _changes_subject_unsaid(tracker, ids):
            return offer(dispatcher, tracker, [*slot(tracker, "procedures"), *ids], aspects or slot(tracker, "aspects"))
        if changed := _the_same_change(tracker, ids):
            return offer(dispatcher, tracker, [*changed, *ids], aspects or slot(tracker, "aspects"))
        ids = _with_the_act_corrected(tracker, ids) or ids
        return tell(dispatcher, tracker, _of_the_occasion_told(tracker, ids), aspects)


def _with_the_act_corrected(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "là giấy in xuất bản phẩm ấy" after the reissue of another paper: the same act on the paper that is meant."""
    before, named = records(slot(tracker, "procedures")), records(ids)
    if not entities(tracker, "corrects") or entities(tracker, "act") or len(before) != 1 or len(named) != 1:
        return []
    wanted = (named[0].object, before[0].action, before[0].occasion)
    return [one.id for one in all_records() if (one.object, one.action, one.occasion) == wanted]


def _the_same_change(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "còn đổi tên cơ sở in thì sao" after a licence to print books: that licence may be what is changed as well.

    All that is named is named in what is spoken of too.
    """
    acts, spoken_of, named = entities(tracker, "act"), records(slot(tracker, "procedures")), records(ids)
    message = tracker.latest_message.get("text") or ""
    says_which = set(PAPERS) & pairs(message) or not TURNING.search(fold(message))
    if not acts or says_which or not set(acts) <= CHANGES or objects_of(spoken_of) & objects_of(named):
        return []
    own = twins_of(spoken_of)
    return [record.id for record in _best_fit(own, acts)] if names_only_what_is_theirs(tracker, own) else []


def _with_the_act_carried(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "còn giấy phép bưu chính thì sao" after a lost printing licence: what is lost may be that one too."""
    before, named = records(slot(tracker, "procedures")), records(ids)
    acts = {record.occasion or record.action for record in before}
    turns = TURNING.search(fold(tracker.latest_message.get("text") or ""))
    if len(acts) != 1 or not turns or entities(tracker, "act") or acts & set(FIRST_GRANTS):
        return []
    objects = dict.fromkeys(record.object for record in named if record.action in FIRST_GRANTS)
    others = [one for one in objects if one not in objects_of(before)]
    twins = [[record for record in all_records() if record.object == one] for one in others]
    return [record.id for of_one in twins for record in _best_fit(of_one, [*acts])]


class ActionAnswerFollowUp(Action):
    """The message names no procedure: it goes on about those spoken of, or about their twins with another act."""

    def name(self) -> str:
        return "action_answer_follow_up"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        spoken_of, listed = slot(tracker, "procedures"), slot(tracker, "candidates")
        aspects = entities(tracker, "aspect") or slot(tracker, "aspects")
        acts = entities(tracker, "act")
        if entities(tracker, "goes_back"):
            return tell_or_offer(dispatcher, tracker, spoken_of_before(tracker), aspects)
        if picked := picked_by_words(tracker):
            return tell(dispatcher, tracker, picked, aspects)
        beside = [one for one in spoken_of if one not in listed]
        if listed and not acts and (len(listed) > 1 or beside):
            return offer(dispatcher, tracker, [*beside, *listed], aspects)  # what was offered, nobody chose yet
        goes_on = bool(entities(tracker, "aspect")) and not entities(tracker, "elliptic")
        ids = _meant(listed or spoken_of, acts, SAME_ACT if goes_on else 1.0)
        now = records(ids)
        if charged := charged_otherwise(tracker, now or records(spoken_of)):
            return tell(dispatcher, tracker, [charged.id], ["fee"])
        if _asks_what_is_not_told(tracker) or is_excluded(tracker):
            not_understood(tracker, spoken_of).send(dispatcher)
            return [SlotSet("strayed", True)]
        if acts and (nearer := _nearer_twin(tracker, ids)):
            ids = nearer
        elif acts and set(acts) <= CHANGES and (named := twins_named(tracker, ids)):
            return offer(dispatcher, tracker, [*named, *ids], aspects or slot(tracker, "aspects"))
        spread = len({record.field for record in records(listed)}) > 1
        if spread and not set(ids) & set(listed) and (others := _linked_elsewhere(tracker, ids)):
            return offer(dispatcher, tracker, [*others, *ids], aspects)
        reason = REASON.match(fold(tracker.latest_message.get("text") or "")) and spoken_of
        if not reason and (turned := turned_to(tracker, ids)):
            return tell_or_offer(dispatcher, tracker, turned, aspects)
        if not ids and reason:
            return tell(dispatcher, tracker, spoken_of, aspects)
        if not ids and (listed or spoken_of):
            not_understood(tracker, listed or spoken_of).send(dispatcher)  # no procedure of ours does that act
            return [SlotSet("strayed", True)]
        if not ids and (elsewhere := still_elsewhere(tracker)):
            elsewhere.send(dispatcher)
            return []
        if entities(tracker, "topic") and (not ids or _asks_to_certify(tracker)):
            send_topic(dispatcher, tracker, entities(tracker, "topic"))
            return []
        if not ids or len(ids) > settings.MOST_PROCEDURES:
            return offer(dispatcher, tracker, ids or entities(tracker, "procedure"), aspects)
        if listed and len(objects_of(records(ids))) > 1:
            return offer(dispatcher, tracker, ids, aspects)  # of several papers that were named, nobody chose one
        if tracker.get_slot("strayed"):
            return offer(dispatcher, tracker, ids, aspects)  # "lệ phí" after a drone that nobody here knows of
        return tell(dispatcher, tracker, ids, aspects)


class ActionOfferChoices(Action):
    """Several procedures fit: they are named, unless one of them is the act just asked for on what is spoken of."""

    def name(self) -> str:
        return "action_offer_choices"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        listed = slot(tracker, "candidates")
        ids, aspects = entities(tracker, "procedure") or listed, entities(tracker, "aspect")
        intent = tracker.latest_message.get("intent", {}).get("name")
        if listed and intent == "not_sure":
            unsure_which(tracker, listed).send(dispatcher)
            return []
        if listed and intent == "deny":
            return denied(dispatcher, tracker, listed, named_of_the_listed(tracker))
        if not aspects and (asked := asked_again(tracker, ids if entities(tracker, "act") else [])):
            asked.send(dispatcher)
            return []
        if entities(tracker, "some_permit") and aspects:
            return offer(dispatcher, tracker, [*slot(tracker, "procedures"), *ids], aspects)
        if picked := picked_by_words(tracker):
            return tell(dispatcher, tracker, picked, aspects or slot(tracker, "aspects"))
        of_the_offer = _with_the_act_of_the_offer(tracker, entities(tracker, "procedure"))
        if len(of_the_offer) == 1:
            return tell(dispatcher, tracker, of_the_offer, aspects or slot(tracker, "aspects"))
        ids = of_the_offer or ids
        if carried := _with_the_act_carried(tracker, ids):
            return offer(dispatcher, tracker, carried, aspects or slot(tracker, "aspects"))
        acts, objects = entities(tracker, "act"), objects_of(records(slot(tracker, "procedures")))
        meant = [r.id for r in records(ids) if acts and r.object in objects and _fits(r, acts) == 1.0]
        theirs = len(meant) == 1 and names_only_what_is_theirs(tracker, twins_of(records(meant)))
        if not theirs and speaks_of_something_else(tracker):
            return [*offer(dispatcher, tracker, ids, aspects), SlotSet("strayed", True)]
        if len(meant) == 1:
            return tell(dispatcher, tracker, meant, aspects or slot(tracker, "aspects"))
        if len(ids) == 1 and ids[0] in {*slot(tracker, "candidates"), *slot(tracker, "procedures")}:
            return tell(dispatcher, tracker, ids, aspects or slot(tracker, "aspects"))
        if turned := turned_to(tracker, []):
            return tell_or_offer(dispatcher, tracker, turned, aspects or slot(tracker, "aspects"))
        if in_context := meant_in_context(tracker):
            return tell(dispatcher, tracker, in_context, aspects or slot(tracker, "aspects"))
        if ids and _changes_subject_unsaid(tracker, ids):
            return offer(dispatcher, tracker, [*slot(tracker, "procedures"), *ids], aspects or slot(tracker, "aspects"))
        return offer(dispatcher, tracker, ids, aspects)


class ActionAnswerPick(Action):
    """ "cái thứ 2", "cả hai": of the procedures named last, with the aspect asked before."""

    def name(self) -> str:
        return "action_answer_pick"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        listed, aspects = slot(tracker, "candidates") or slot(tracker, "procedures"), slot(tracker, "aspects")
        number = int(entities(tracker, "pick")[0])
        if not -1 <= number <= len(listed) or not listed:
            return offer(dispatcher, tracker, listed, aspects)
        picked = listed if number == 0 else [listed[number - 1 if number > 0 else -1]]
        return tell(dispatcher, tracker, picked, aspects)


class ActionTakeOffer(Action):
    """ "đúng rồi" to the one procedure that was named; without one it is a "vâng" that asks nothing."""

    def name(self) -> str:
        return "action_take_offer"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        listed = slot(tracker, "candidates")
        if len(listed) == 1:
            return tell(dispatcher, tracker, listed, slot(tracker, "aspects"))
        Reply(kind="smalltalk", text=AGREED).send(dispatcher)
        return []


class ActionShowMore(Action):
    """The rest of a shortened answer."""

    def name(self) -> str:
        return "action_show_more"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        if topics := entities(tracker, "topic"):
            send_topic(dispatcher, tracker, topics, whole=True)
            return []
        ids = entities(tracker, "procedure") or slot(tracker, "procedures")
        aspects = entities(tracker, "aspect") or slot(tracker, "aspects") or ["documents"]
        if not ids:
            return offer(dispatcher, tracker, [], aspects)
        return tell(dispatcher, tracker, ids[:1], aspects, whole=True)


def _asks_what_is_not_told(tracker: Tracker) -> bool:
    """ "có cần nộp lưu chiểu không": of a matter that the record has no word of; its conditions are no answer."""
    asked, said, acts = entities(tracker, "aspect"), entities(tracker, "said"), entities(tracker, "act")
    if speaks_of_something_else(tracker):
        return True
    if acts:
        return False
    if not entities(tracker, "whether"):
        return False
    counts = asked == ["fee"] and asks_how_many(tracker) and not entities(tracker, "quantity")
    return (asked == ["conditions"] and len(said) > 1) or (counts and bool(said))


def _asks_to_certify(tracker: Tracker) -> bool:
    """ "có cần công chứng không": the record says nothing of it, else it had been quoted; its topic does."""
    return bool(entities(tracker, "whether") and entities(tracker, "detail"))


def _changes_subject_unsaid(tracker: Tracker, ids: list[str]) -> bool:
    """ "thế của chi nhánh thì sao" sounds like what is spoken of, but is linked, not surely, to something else."""
    spoken_of = records(slot(tracker, "procedures"))
    if not entities(tracker, "elliptic") or not spoken_of or names_another(tracker):
        return False
    return not objects_of(records(ids)) & objects_of(spoken_of)


def _of_the_occasion_told(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "xin cấp lại nộp gì" asks for the expired one where that is spoken of, and not for the lost one beside it."""
    spoken_of = set(slot(tracker, "procedures"))
    return [procedure for procedure in ids if procedure in spoken_of] or ids


def _with_the_act_of_the_offer(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "mất giấy phép" was offered several; "bưu chính" then means the lost one of that object."""
    acts, pressed = slot(tracker, "acts"), set(ids) & set(slot(tracker, "candidates"))
    if not acts or pressed or entities(tracker, "act"):
        return []
    return [record.id for record in _best_fit(twins_of(records(ids)), acts) if record.id not in ids]


def _nearer_twin(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "thế đổi trụ sở": the procedure on the same object that the message itself is linked to, where it is another."""
    objects = objects_of(records(ids))
    linked = [one for one, score in scored_procedures(tracker)[:1] if score >= LINKED]
    return [record.id for record in records(linked) if record.object in objects and record.id not in ids]


def _linked_elsewhere(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "hết hạn" after three reissues: what it is linked to first, where that is on none of their objects."""
    objects = objects_of(records(ids))
    linked = [one for one, score in scored_procedures(tracker)[:1] if score >= LINKED]
    return [record.id for record in records(linked) if record.object not in objects]


def _meant(spoken_of: list[str], acts: list[str], least: float) -> list[str]:
    """Procedures a follow-up is about: those spoken of, or the ones of the same object whose act is named; or none.

    ``least`` is the fit from which the act named is that of what is spoken of.
    """
    now = records(spoken_of)
    fitting = [record for record in now if not acts or _fits(record, acts) >= least]
    if fitting:
        return [record.id for record in fitting]
    return [record.id for record in _best_fit(twins_of(now), acts)]


def _best_fit(twins: list[Record], acts: list[str]) -> list[Record]:
    best = max((_fits(record, acts) for record in twins), default=0.0)
    return [record for record in twins if _fits(record, acts) == best >= SAME_ACT]


def _fits(record: Record, acts: list[str]) -> float:
    return fit(acts, record.action, record.occasion)
