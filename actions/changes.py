""" "giấy phép bưu chính có gì thay đổi không", "thủ tục nào bị bãi bỏ": what will change, and where it all stands."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import settings
from actions.announced import coming_changes
from actions.choices import offer
from actions.conversation import beside, entities, records, remember, slot
from actions.guard import never_silent
from actions.kept import kept
from actions.links import page_button, page_link
from actions.reply import Button, Reply
from actions.said import Question
from actions.wording import footer
from procedures.folding import fold
from procedures.names import day_text, opened
from procedures.record import Record
from procedures.settings import today

CHANGES_PAGE = {"label": "Thay đổi thủ tục", "url": "/thay-doi"}
OF_ANY = re.compile(r"\b(?:thu tuc|tthc) (?:nao|gi)\b|\b(?:nhung|cac) (?:thu tuc|tthc)\b")
""" "thủ tục nào bị bãi bỏ": not of the one spoken of."""
RULES_DIFFER = "quy-dinh-thay-doi"


class ActionTellChanges(Action):
    def name(self) -> str:
        return "action_tell_changes"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        named = entities(tracker, "procedure")
        of_any = OF_ANY.search(fold(tracker.latest_message.get("text") or ""))
        found = records(named or ([] if of_any else slot(tracker, "procedures")))
        if not found:
            of_all().send(dispatcher)
            return []
        if len(found) > 1:
            return offer(dispatcher, tracker, [record.id for record in found], ["overview"])
        of_one(found[0]).send(dispatcher)
        return remember(tracker, [found[0].id], [])


def of_one(record: Record) -> Reply:
    """What is approved and has not begun; what is behind stands on the procedure's page."""
    question = Question(record, today(), kept().laws, kept().sources)
    lines, facts = coming_changes(question, ["overview"], beside(kept(), record, today()))
    shown = lines[: settings.MOST_CHANGES]
    if not lines:
        told = (
            f"{opened(record.short_name)}: trợ lý chưa có thay đổi nào đã duyệt mà chưa tới ngày có hiệu lực."
            f" Nội dung đang trả lời có hiệu lực từ {day_text(record.effective_from)}."
        )
    else:
        left = f"\n… còn {len(lines) - len(shown)} thay đổi, xem ở trang thủ tục." if len(shown) < len(lines) else ""
        told = f"Thay đổi sắp có hiệu lực của {record.short_name}:\n" + "\n".join(f"• {one}" for one in shown) + left
    warning = None if record.verified_on else record.standing
    return Reply(
        kind="answer",
        text=f"{told}\nCác lần thay đổi trước xem ở trang thủ tục.\n\n{footer(record, [])}",
        procedure=record,
        aspects=["overview"],
        facts=facts,
        links=[page_link(record), CHANGES_PAGE],
        warning=warning,
        buttons=[page_button(record), Button(CHANGES_PAGE["label"], url=CHANGES_PAGE["url"])],
    )


def of_all() -> Reply:
    return Reply(
        kind="answer",
        text=(
            "Thủ tục mới, sửa đổi, được thay thế hay bãi bỏ được ghi theo ngày ở trang Thay đổi thủ tục."
            " Anh/chị cho biết tên thủ tục thì trợ lý nói riêng thủ tục ấy sắp thay đổi gì."
        ),
        topic=RULES_DIFFER,
        aspects=["overview"],
        links=[CHANGES_PAGE],
        buttons=[
            Button(CHANGES_PAGE["label"], url=CHANGES_PAGE["url"]),
            Button.asking("Khi quy định cũ và mới khác nhau", "ask_topic", topic=RULES_DIFFER),
        ],
    )
