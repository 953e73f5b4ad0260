"""Several procedures fit: they are named, and pressing one answers what was asked."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import settings
from actions.answering import SEND_TO_STAFF
from actions.conversation import (
    all_records,
    answers,
    entities,
    named_details,
    records,
    remember,
    scored_procedures,
    slot,
)
from actions.guard import never_silent
from actions.kept import kept
from actions.links import ANOTHER, PROCEDURE_LIST, list_button, procedure_buttons
from actions.reply import Button, Reply
from actions.wording import ASPECT_LABELS, fitting, lower_first
from procedures.names import opened
from procedures.record import Record
from procedures.topics import Topic, find

MOST = 3
WHICH = "Anh/chị hỏi thủ tục nào dưới đây ạ?"


class ActionListProcedures(Action):
    """The fields we serve, or the procedures of the one that is named, with the page that lists them."""

    def name(self) -> str:
        return "action_list_procedures"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        named = records(entities(tracker, "procedure"))
        if named:
            _of_field(named[0].field).send(dispatcher)
            return []
        Reply(
            kind="choices",
            text=(
                f"Trợ lý đang có {len(all_records())} thủ tục thuộc các lĩnh vực: {'; '.join(kept().fields.values())}."
                " Anh/chị bấm nút dưới để xem, hoặc gõ việc cần làm."
            ),
            links=[PROCEDURE_LIST],
            buttons=[list_button()],
        ).send(dispatcher)
        return []


def _of_field(field: str) -> Reply:
    own = [opened(record.short_name) for record in all_records() if record.field == field]
    shown = fitting(own, settings.LIST_CHARACTERS)
    left = f"\n… còn {len(own) - len(shown)} thủ tục ở trang danh sách." if len(shown) < len(own) else ""
    name = kept().fields[field]
    page = f"{PROCEDURE_LIST['url']}?linh-vuc={field}"
    return Reply(
        kind="choices",
        text=f"Lĩnh vực {lower_first(name)} có {len(own)} thủ tục:\n" + "\n".join(f"• {one}" for one in shown) + left,
        links=[{"label": name, "url": page}],
        buttons=[Button("Xem trang danh sách", url=page)],
    )


def offer(dispatcher: CollectingDispatcher, tracker: Tracker, ids: list[str], aspects: list[str]) -> list[EventType]:
    """Names up to three procedures as buttons; without any the common ones of different fields."""
    nothing_else = not slot(tracker, "procedures") and not slot(tracker, "candidates")
    if nothing_else and (topics := [topic for one in entities(tracker, "near_topic") if (topic := find(one))]):
        _of_topics(topics).send(dispatcher)
        return []
    scores = dict(scored_procedures(tracker))
    listed = (records([*dict.fromkeys(ids)]) or _first_of_each_field())[:MOST]
    about = f" để xem {ASPECT_LABELS[aspects[0]].lower()}" if aspects else ""
    one = len(listed) == 1
    asking = f"Có phải anh/chị hỏi thủ tục này không ạ? Bấm chọn{about}" if one else f"{WHICH} Bấm chọn một{about}"
    Reply(
        kind="choices",
        text=f"{asking}, hoặc gõ rõ hơn tên giấy tờ.\n"
        + "\n".join(f"• {opened(record.short_name)}" for record in listed),
        aspects=aspects,
        links=[PROCEDURE_LIST],
        candidates=[candidate(record, scores.get(record.id)) for record in listed],
        buttons=[*procedure_buttons(listed, aspects, named_details(tracker)), list_button(ANOTHER)],
    ).send(dispatcher)
    return [
        *remember(tracker, slot(tracker, "procedures"), aspects, [record.id for record in listed]),
        SlotSet("acts", entities(tracker, "act") or slot(tracker, "acts")),
        SlotSet("details", named_details(tracker)),
    ]


def _of_topics(topics: list[Topic]) -> Reply:
    """General questions, where the message names none of our procedures."""
    return Reply(
        kind="choices",
        text="Anh/chị hỏi điều nào dưới đây ạ? Bấm chọn một, hoặc gõ tên giấy tờ cần làm.\n"
        + "\n".join(f"• {topic.title}" for topic in topics),
        links=[PROCEDURE_LIST],
        buttons=[
            *(Button.asking(topic.title, "ask_topic", topic=topic.id) for topic in topics),
            list_button("Hỏi về một thủ tục"),
        ],
    )


def unsure_which(tracker: Tracker, ids: list[str]) -> Reply:
    """ "tôi không rõ" to the choices: they stand on, and a colleague can tell which it is."""
    listed, scores = records(ids), dict(scored_procedures(tracker))
    return Reply(
        kind="choices",
        text=(
            "Không sao ạ. Anh/chị tả giúp việc đang cần làm bằng vài chữ, hoặc bấm"
            f' "{SEND_TO_STAFF}" để cán bộ xem giúp anh/chị thuộc thủ tục nào.'
        ),
        links=[PROCEDURE_LIST],
        candidates=[candidate(record, scores.get(record.id)) for record in listed],
        buttons=[Button.asking(SEND_TO_STAFF, "send_to_staff"), *procedure_buttons(listed, slot(tracker, "aspects"))],
    )


def denied(dispatcher: CollectingDispatcher, tracker: Tracker, listed: list[str], named: list[str]) -> list[EventType]:
    """ "không", "không phải bưu chính" to what was named: those left are named again, or nothing is meant of it."""
    if left := [one for one in listed if named and one not in named]:
        return offer(dispatcher, tracker, left, slot(tracker, "aspects"))
    Reply(
        kind="choices",
        text=(
            "Vâng, vậy không phải thủ tục vừa nêu. Anh/chị tả giúp việc đang cần làm bằng vài chữ, hoặc bấm"
            f' "{SEND_TO_STAFF}" để cán bộ trả lời.'
        ),
        links=[PROCEDURE_LIST],
        buttons=[Button.asking(SEND_TO_STAFF, "send_to_staff"), list_button()],
    ).send(dispatcher)
    return [SlotSet("candidates", []), SlotSet("acts", [])]


def tell(
    dispatcher: CollectingDispatcher, tracker: Tracker, ids: list[str], aspects: list[str], whole: bool = False
) -> list[EventType]:
    """Answers each procedure, which are spoken of from then on."""
    replies = answers(tracker, ids, aspects, whole)
    if not replies:
        return offer(dispatcher, tracker, [], aspects)
    for reply in replies:
        reply.send(dispatcher)
    return remember(tracker, [reply.procedure.id for reply in replies if reply.procedure], aspects)


def tell_or_offer(
    dispatcher: CollectingDispatcher, tracker: Tracker, ids: list[str], aspects: list[str]
) -> list[EventType]:
    """Answers the one, or names the several to choose from."""
    return tell(dispatcher, tracker, ids, aspects) if len(ids) == 1 else offer(dispatcher, tracker, ids, aspects)


def candidate(record: Record, score: float | None) -> dict[str, Any]:
    return {"procedure": record.id, "name": record.name, "score": score if score is not None else 0.0}


def _first_of_each_field() -> list[Record]:
    """The first licence of each field, for a citizen who said only "xin giấy phép"."""
    first: dict[str, Record] = {}
    for record in all_records():
        if record.action in ("issue", "register"):
            first.setdefault(record.field, record)
    return list(first.values())
