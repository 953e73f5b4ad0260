"""A span and a day without a procedure: "nộp ngày 20/11 thì hạn 7 ngày làm việc là ngày mấy"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import filing_of
from actions.filing import counted_reply
from actions.guard import never_silent
from actions.scope import not_understood


class ActionComputeDeadline(Action):
    def name(self) -> str:
        return "action_compute_deadline"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        filing = filing_of(tracker)
        (counted_reply(filing, filing.span) if filing and filing.span else not_understood(tracker)).send(dispatcher)
        return []
