"""Who is answering, in whose name."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.guard import never_silent
from actions.links import list_button
from actions.reply import Reply
from procedures.department import department


class ActionSayWho(Action):
    def name(self) -> str:
        return "action_say_who"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        here = department()
        Reply(
            kind="smalltalk",
            text=(
                f"Tôi là {here.assistant} của {here.name}: phần mềm trả lời tự động, không phải cán bộ. Tôi trả lời về"
                " hồ sơ, lệ phí, thời hạn, nơi nộp, mẫu đơn và căn cứ của các thủ tục trong danh mục trên trang này,"
                " lấy từ dữ liệu có ghi nguồn; câu trả lời không thay quyết định của cơ quan."
                ' Khi cần người thật, anh/chị gõ "gặp cán bộ".'
            ),
            buttons=[list_button()],
        ).send(dispatcher)
        return []
