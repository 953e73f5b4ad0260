"""A span and a day without a procedure: "nộp ngày 20/11 thì hạn 7 ngày làm việc là ngày mấy"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import filing_of
from actions.filing import Filing, count_span
from actions.guard import never_silent
from actions.reply import Button, Reply
from actions.scope import not_understood
from procedures.deadlines import Span
from procedures.topics import find

COUNTING = "cach-tinh-ngay"


class ActionComputeDeadline(Action):
    def name(self) -> str:
        return "action_compute_deadline"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        filing = filing_of(tracker)
        (counted_reply(filing, filing.span) if filing and filing.span else not_understood(tracker)).send(dispatcher)
        return []


def counted_reply(filing: Filing, span: Span) -> Reply:
    counted, rule = count_span(filing, span), find(COUNTING)
    doubt = " ".join(counted.doubts)
    return Reply(
        kind="answer",
        text="\n".join([*counted.lines, *([f"⚠ {doubt}"] if doubt else [])]),
        topic=COUNTING,
        aspects=["time"],
        facts=counted.facts,
        sourced_on=rule.sourced_on if rule else None,
        citations=[{"title": "Bộ luật Dân sự 2015", "article": "Điều 147, Điều 148"}],
        warning=doubt or None,
        buttons=[Button.asking("Cách tính thời hạn", "ask_topic", topic=COUNTING)],
    )
