"""Nothing behind an action may leave the citizen without an answer (RASA.md, production rule 4)."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import is_in_english
from actions.english import in_english
from actions.kept import one_edition
from actions.links import PROCEDURE_LIST, list_button
from actions.reply import Reply

log = logging.getLogger(__name__)
Run = Callable[[Any, CollectingDispatcher, Tracker, dict[str, Any]], Awaitable[list[EventType]]]


def never_silent(run: Run) -> Run:
    """Turns any failure of an action into an honest sentence; the question is kept by the gateway."""

    @functools.wraps(run)
    async def guarded(
        self: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        try:
            with one_edition():
                events = await run(self, dispatcher, tracker, domain)
        except Exception:
            log.exception("Hành động %s hỏng", self.name())
            dispatcher.messages.clear()
            failure().send(dispatcher)
            events = []
        if is_in_english(tracker):
            in_english(dispatcher.messages)
        return events

    return guarded


def failure() -> Reply:
    return Reply(
        kind="error",
        text="Xin lỗi, dữ liệu thủ tục tạm thời chưa đọc được. Câu hỏi đã được giữ lại; anh/chị thử lại sau ít phút.",
        links=[PROCEDURE_LIST],
        buttons=[list_button()],
    )
