"""To a person: "gặp cán bộ", "Gửi cán bộ trả lời", and where a filed dossier can be looked up."""

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


class ActionHandOff(Action):
    def name(self) -> str:
        return "action_hand_off"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        pressed = tracker.latest_message.get("intent", {}).get("name") == "send_to_staff"
        about = records(entities(tracker, "procedure") or slot(tracker, "procedures"))[:1]
        reply = _sent() if pressed else _how_to_reach(department())
        reply.procedure = about[0] if about else None
        reply.send(dispatcher)
        return []


class ActionTrackDossier(Action):
    def name(self) -> str:
        return "action_track_dossier"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        portal = department().portal
        Reply(
            kind="answer",
            topic="tra-cuu-ho-so",
            text=(
                "Tra cứu hồ sơ đã nộp bằng mã số hồ sơ ghi trên giấy tiếp nhận và hẹn trả kết quả, tại"
                f" {portal.title} hoặc hỏi điểm tiếp nhận nơi anh/chị đã nộp.\n\n"
                "Trợ lý không xem được hồ sơ cá nhân, nên anh/chị không cần gửi mã hồ sơ, số căn cước hay số điện thoại ở đây.\n\n"
                "⚠ Cách tra cứu theo Nghị định 61/2018/NĐ-CP (hết hiệu lực 30/06/2025); quy định thay thế chưa được đối chiếu."
            ),
            links=[{"label": portal.title, "url": portal.url}],
            citations=[{"title": "Nghị định 61/2018/NĐ-CP (đến 30/06/2025)"}],
            warning="Cách tra cứu theo Nghị định 61/2018/NĐ-CP, hết hiệu lực 30/06/2025; quy định thay thế chưa được đối chiếu.",
            buttons=[
                Button("Mở Cổng Dịch vụ công", url=portal.url),
                Button.asking("Gặp cán bộ", "ask_human"),
            ],
        ).send(dispatcher)
        return []


def _sent() -> Reply:
    return Reply(
        kind="handoff",
        text=(
            "Câu hỏi của anh/chị đã được ghi vào danh sách chờ cán bộ, thông tin cá nhân đã được che. Câu trả lời sẽ hiện"
            " trong khung chat này khi có cán bộ xử lý; anh/chị có thể hỏi tiếp việc khác trong lúc chờ."
        ),
    )


def _how_to_reach(here: Department) -> Reply:
    lines = [
        "Anh/chị muốn gặp người thật, tôi xin chuyển câu hỏi:",
        f'• Bấm "{SEND_TO_STAFF}" để câu hỏi vừa rồi được gửi tới cán bộ.',
        f"• Trực tiếp: {here.reception}. Địa chỉ: {here.address or 'chưa có thông tin'}."
        f" Giờ tiếp nhận: {here.hours or 'chưa có thông tin'}.",
        f"• Điện thoại: {here.hotline or 'chưa có thông tin'}.",
    ]
    return Reply(
        kind="handoff",
        text="\n".join(lines),
        buttons=[Button.asking(SEND_TO_STAFF, "send_to_staff")],
    )
