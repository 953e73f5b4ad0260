"""Deletes what a conversation left behind: when the citizen asks for it, and when it has grown old."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import column, delete, func, select, table
from sqlalchemy.orm import Session

from bot.models import ButtonToken, Consent, Conversation, Delivery, Feedback, Inbound, Message, ReviewItem

FORGET_ACTION, FORGET, FORGET_TITLE = "xoa-du-lieu", "/forget_me", "Xóa dữ liệu của tôi"
"""The token every conversation may press, what it means, and how the press is shown."""
FORGOTTEN = (
    "Đã xóa toàn bộ hội thoại này cùng các câu hỏi đã gửi cán bộ. Bản sao lưu cũ hết hạn theo lịch; bản sao lưu tới"
    " không còn dữ liệu này."
)
TRACKER = table("tracker_event", column("sender_id"))
"""What Rasa remembers stands in the same database (nlu/conversation_events.py); the rooms share the table's name."""
OF_A_CONVERSATION = (Consent, Feedback, ButtonToken, Delivery, ReviewItem, Inbound, Message)


def forget(session: Session, conversation_id: str) -> None:
    """Everything said, asked, answered and remembered; only the address to answer to is left."""
    for kind in OF_A_CONVERSATION:
        session.execute(delete(kind).where(kind.conversation_id == conversation_id))
    session.execute(delete(TRACKER).where(TRACKER.c.sender_id == conversation_id))


def forget_older_than(session: Session, moment: datetime, most: int) -> int:
    """Conversations silent since then, address and all, whose questions nobody waits for; how many went."""
    said = select(func.max(Message.at)).where(Message.conversation_id == Conversation.id).scalar_subquery()
    waiting = select(ReviewItem.conversation_id).where(ReviewItem.state == "open", ReviewItem.wants_answer)
    old = select(Conversation.id).where(func.coalesce(said, Conversation.created_at) < moment)
    found = list(session.scalars(old.where(Conversation.id.not_in(waiting)).limit(most)))
    for conversation_id in found:
        forget(session, conversation_id)
    session.execute(delete(Conversation).where(Conversation.id.in_(found)))
    return len(found)
