"""To a person: "gặp cán bộ", "Gửi cán bộ trả lời"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import SEND_TO_STAFF
from actions.conversation import entities, records, slot
from actions.guard import never_silent
from actions.reply import Button, Reply
from procedures.department import Department, department
from procedures.topics import ASKING_FOR_A_PERSON

NO_QUESTION = ("ask_human", "send_to_staff", "greet", "thank", "goodbye", "affirm", "deny", "session_start")


class ActionHandOff(Action):
    def name(self) -> str:
        return "action_hand_off"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        pressed = tracker.latest_message.get("intent", {}).get("name") == "send_to_staff"
        about = records(entities(tracker, "procedure") or slot(tracker, "procedures"))[:1]
        reply = _sent(_asked_something(tracker)) if pressed else _how_to_reach(department())
        reply.procedure = about[0] if about else None
        reply.send(dispatcher)
        return []


def _asked_something(tracker: Tracker) -> bool:
    """Whether the citizen has asked anything before asking for a person."""
    intents = [event["parse_data"]["intent"]["name"] for event in tracker.events if event["event"] == "user"]
    return any(intent not in NO_QUESTION for intent in intents)


def _sent(asked: bool) -> Reply:
    if not asked:
        return Reply(
            kind="handoff",
            topic=ASKING_FOR_A_PERSON,
            text="Anh/chị chưa đặt câu hỏi nào. Xin gõ câu hỏi cần gửi, rồi bấm lại nút gửi cán bộ.",
            buttons=[Button.asking(SEND_TO_STAFF, "send_to_staff")],
        )
    return Reply(
        kind="handoff",
        topic=ASKING_FOR_A_PERSON,
        text=(
            "Câu hỏi của anh/chị đã được ghi vào danh sách chờ cán bộ, số giấy tờ, điện thoại, email đã được che. Câu"
            " trả lời sẽ hiện trong khung chat này khi có cán bộ xử lý; trong lúc chờ anh/chị cứ hỏi tiếp việc khác."
        ),
    )


def _how_to_reach(here: Department) -> Reply:
    lines = [
        "Để gặp người phụ trách, anh/chị có thể:",
        f'• Bấm "{SEND_TO_STAFF}": câu hỏi gần nhất của anh/chị sẽ được gửi đi.',
        f"• Đến {here.reception}.",
        *(f"• {line}." for line in here.contact()),
    ]
    lines += [missing] if (missing := here.unknown_contact()) else []
    return Reply(
        kind="handoff",
        topic=ASKING_FOR_A_PERSON,
        text="\n".join(lines),
        buttons=[Button.asking(SEND_TO_STAFF, "send_to_staff")],
    )
