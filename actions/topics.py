"""General topics: what belongs to no single procedure, each sentence with its validity and how sure it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import settings
from actions.answering import ASK_HUMAN, SEND_TO_STAFF
from actions.choices import candidate, tell
from actions.conversation import entities, named_details, records, scored, scored_procedures, slot
from actions.foreign import speaks_of_something_else
from actions.guard import never_silent
from actions.links import HOME_OF_PORTAL, procedure_buttons
from actions.quoting import unless_the_record_says
from actions.reply import Button, Fact, Reply
from actions.scope import not_understood
from actions.wording import fitting, lower_first
from procedures.department import department
from procedures.folding import fold, words
from procedures.kinds import Confidence
from procedures.names import closed, day_text, opened
from procedures.record import Record
from procedures.settings import today
from procedures.statements import ASKING
from procedures.topics import HOLIDAYS, PRIVACY, TRACKING, Topic, TopicFact, find
from procedures.working_days import Holiday, working_days

MOST_RELATED = 2
WHAT_IS = ("sao", "nghia", "do")
"""Words of "mức độ 4 nghĩa là sao" that name nothing."""
WHICH_DAYS = re.compile(
    r"\blich nghi\b|\bnghi (?:\w+ )?(?:may|bao nhieu|tu|den|nhung|vao|hom nao|ngay nao)\b|\bmay ngay\b"
)
"""Asks on which days the holidays are."""
YEAR_AHEAD = timedelta(days=365)
OF_A_RECORD = ("documents", "fee", "time", "form", "legal_basis", "result")
"""Aspects that the record spoken of tells better than a topic: "có mẫu không", "quy định ở văn bản nào"."""
BEYOND_DOUBT, LIKELY = 0.97, 0.72
"""Link scores from which the topic is meant all the same, and from which a longer message that asks no aspect does."""
FEW_WORDS = 5
""" "trễ thì sao", "giấy đó có hạn không": too little to leave the procedure that is spoken of."""
RECEPTION = ("dia-diem-mot-cua", "gio-lam-viec", "noi-nop-va-kenh-nop")
"""Topics that the department's own address, hours and telephone answer where it has given them."""
DONE_ON_THE_PORTAL = (TRACKING, "nop-truc-tuyen", "vneid-dang-nhap", "phan-anh-kien-nghi")
"""Topics whose next step is a page of the portal."""
LOW = "Nội dung này chưa được kiểm chứng; anh/chị nên hỏi lại nơi tiếp nhận."
NOT_YET = "Chưa có quy định nào về việc này có hiệu lực trong dữ liệu của trợ lý."
MEDIUM = "Nội dung này phù hợp nhiều nguồn nhưng chưa đối chiếu từng điều khoản."


class ActionAnswerTopic(Action):
    def name(self) -> str:
        return "action_answer_topic"

    @never_silent
    @unless_the_record_says
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        asked, ids = entities(tracker, "aspect"), entities(tracker, "topic")[:1]
        spoken_of = [] if entities(tracker, "procedure") else slot(tracker, "procedures")
        only_where = asked == ["place"] and not entities(tracker, "asked_of")  # "nộp ở chỗ nào hả cháu"
        told = [one for one in asked if one in OF_A_RECORD or (_score(tracker) < LIKELY and one != "overview")]
        told = asked if only_where else told
        doubtful = only_where or _score(tracker) < BEYOND_DOUBT
        if told and spoken_of and doubtful and not speaks_of_something_else(tracker, spoken_of):
            return tell(dispatcher, tracker, spoken_of, told)
        few = len(words(tracker.latest_message.get("text") or "")) <= FEW_WORDS
        if spoken_of and _score(tracker) < (BEYOND_DOUBT if few else LIKELY) and (topic := find(ids[0])):
            _either(topic, records(spoken_of)).send(dispatcher)
            return []
        send_topic(dispatcher, tracker, ids)
        return [SlotSet("agency", None)]


def _either(topic: Topic, spoken_of: list[Record]) -> Reply:
    """A word or two of a topic, while a procedure is spoken of: the citizen says which of them they ask about."""
    return Reply(
        kind="choices",
        text="Anh/chị hỏi chuyện chung hay hỏi về thủ tục đang nói ạ? Bấm chọn một, hoặc gõ rõ hơn giúp tôi.\n"
        + "\n".join(f"• {opened(name)}" for name in (topic.title, *(record.short_name for record in spoken_of))),
        candidates=[candidate(record, None) for record in spoken_of],
        buttons=[
            Button.asking(topic.title, "ask_topic", topic=topic.id),
            *procedure_buttons(spoken_of, []),
            Button.asking(SEND_TO_STAFF, "send_to_staff"),
        ],
    )


def _score(tracker: Tracker) -> float:
    """Link score of the topic of the latest message."""
    return next(iter(scored(tracker, "topic").values()), 0.0)


class ActionTrackDossier(Action):
    """Where a filed dossier can be looked up; the assistant itself sees nobody's."""

    def name(self) -> str:
        return "action_track_dossier"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        send_topic(dispatcher, tracker, [TRACKING])
        return []


def send_topic(dispatcher: CollectingDispatcher, tracker: Tracker, ids: list[str], whole: bool = False) -> None:
    """Answers the first of ``ids``; an id that no file holds is a question not understood."""
    found = find(ids[0]) if ids else None
    asked = tracker.latest_message.get("text") or ""
    reply = topic_answer(found, today(), whole, asked) if found else not_understood(tracker)
    if found:
        beside = records(entities(tracker, "procedure"))
        reply.candidates = [candidate(record, dict(scored_procedures(tracker)).get(record.id)) for record in beside]
        reply.buttons[:0] = procedure_buttons(beside, entities(tracker, "aspect"), named_details(tracker))
    reply.send(dispatcher)


def topic_answer(topic: Topic, day: date, whole: bool = False, asked: str = "") -> Reply:
    """What stands on ``day`` first, then what ended; the rest of a long answer waits behind a button.

    ``asked``: the question; a sentence that has all that it names goes before the others, and the days themselves
    where it asks which days are off.
    """
    dates_first = WHICH_DAYS.search(fold(asked)) is not None
    said = words_asked(asked)
    ordered = sorted(
        topic.facts,
        key=lambda fact: (fact.begins_after(day), not (said and said <= set(words(fact.text))), fact.ended_before(day)),
    )
    told = [_told(fact, day) for fact in ordered if not fact.begins_after(day)] or [NOT_YET]
    if topic.id == HOLIDAYS:
        told = [*coming_holidays(day), *told] if dates_first else [*told, *coming_holidays(day)]
    shown = told if whole else _shown(told)
    warning = _warning(topic, ordered, day)
    contact = [closed(line) for line in department().contact()] if topic.id in RECEPTION else []
    parts = [*contact, "\n".join(f"• {line}" for line in shown) if len(shown) > 1 else shown[0]]
    parts += [f"… còn {len(told) - len(shown)} ý."] if len(shown) < len(told) else []
    parts += [f"Hỏi thêm: {closed(topic.whom_to_ask)}"] if topic.whom_to_ask else []
    parts += [f"⚠ {warning}"] if warning else []
    standing = "" if topic.verified_on else ", chưa được cơ quan xác nhận"
    parts.append(f"Nguồn xem ngày {day_text(topic.sourced_on)}{standing}.")
    portal = department().portal
    more = [Button.asking("Xem đủ", "show_more", topic=topic.id)] if len(shown) < len(told) else []
    if topic.id == PRIVACY:
        more.append(Button.asking("Xóa dữ liệu của tôi", "forget_me"))
    if topic.id in DONE_ON_THE_PORTAL:
        more.append(Button(HOME_OF_PORTAL, url=portal.url))
    return Reply(
        kind="answer",
        text="\n".join(parts),
        topic=topic.id,
        aspects=["overview"],
        sourced_on=topic.sourced_on,
        verified_on=topic.verified_on,
        facts=[Fact("overview", topic.title, line) for line in [*contact, *told]],
        links=[{"label": portal.title, "url": portal.url}],
        citations=[{"title": source} for source in dict.fromkeys(fact.source for fact in ordered)],
        warning=warning,
        buttons=[*more, *_related(topic), Button.asking(ASK_HUMAN, "ask_human")],
    )


def words_asked(asked: str) -> set[str]:
    """What a question names, folded; empty for one that names a word or less."""
    said = {word for word in words(asked) if word not in ASKING and word not in WHAT_IS}
    return said if len(said) > 1 else set()


def coming_holidays(day: date) -> list[str]:
    """The days off of the year ahead as the calendar of ``data/holidays.yml`` has them, one run of days each."""
    ahead = working_days().off_between(day, day + YEAR_AHEAD)
    runs: list[list[Holiday]] = []
    for one in ahead:
        if runs and runs[-1][-1].name == one.name:
            runs[-1].append(one)
        else:
            runs.append([one])
    told = "; ".join(f"{_days_of(run)}, {lower_first(run[0].name)}" for run in runs)
    unsure = any(one.confidence == Confidence.LOW for one in ahead)
    doubt = " Ngày chưa có thông báo chính thức thì còn có thể đổi." if unsure else ""
    return [f"Ngày nghỉ một năm tới: {told}.{doubt}"] if told else []


def _days_of(run: list[Holiday]) -> str:
    first, last = run[0].date, run[-1].date
    return day_text(first) if first == last else f"{first:%d/%m} đến {day_text(last)}"


def _shown(told: list[str]) -> list[str]:
    """What fits; a single short sentence is not left out."""
    shown = fitting(told, settings.LIST_CHARACTERS)
    last_fits = len(told) - len(shown) == 1 and sum(map(len, told)) <= settings.LIST_WITH_LAST_CHARACTERS
    return told if last_fits else shown


def _told(fact: TopicFact, day: date) -> str:
    """An ended sentence says so and names what replaced it."""
    if not fact.ended_before(day) or fact.valid_to is None:
        return fact.text
    after = f"; nay theo {fact.replaced_by}" if fact.replaced_by else ""
    return f"{fact.text} (Quy định dẫn ở đây hết hiệu lực sau {day_text(fact.valid_to)}{after}.)"


def _warning(topic: Topic, facts: list[TopicFact], day: date) -> str | None:
    if topic.verified_on:
        return None
    standing = [fact for fact in facts if not fact.ended_before(day)]
    if not standing:
        return "Quy định nêu trên đã hết hiệu lực; quy định thay thế chưa được đối chiếu."
    if any(fact.confidence == Confidence.LOW for fact in standing):
        return LOW
    return MEDIUM if any(fact.confidence == Confidence.MEDIUM for fact in standing) else None


def _related(topic: Topic) -> list[Button]:
    found = [find(other) for other in topic.related]
    return [Button.asking(other.title, "ask_topic", topic=other.id) for other in found if other][:MOST_RELATED]
