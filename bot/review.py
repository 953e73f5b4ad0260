"""Questions kept for staff: which turns are kept, and what the question really was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import consents
from bot.models import Inbound, Message, ReviewItem
from bot.turns import Outgoing, Turn
from procedures.topics import ASKING_FOR_A_PERSON

CONTEXT_MESSAGES = 8
MOST_KEPT_A_DAY = 10
"""Questions of one conversation that are kept by themselves (CHANNELS.md, "Limits to start from")."""
BY_ITSELF = "trợ lý"
REVIEWED = {"unresolved": "not_understood", "error": "bot_down"}
"""Kinds of reply whose question is kept for staff, and why."""


def keep_question(session: Session, turn: Turn, replies: list[Outgoing]) -> ReviewItem | None:
    """The kept question where this turn sent it to staff to be answered."""
    pressed = bool(turn.payload and turn.payload.startswith("/send_to_staff"))
    kinds = [(reply.custom or {}).get("kind", "") for reply in replies]
    reason = "asked_staff" if pressed else next((REVIEWED[kind] for kind in kinds if kind in REVIEWED), None)
    if reason is None:
        return None
    question = _question_before(session, turn) if pressed else turn.text
    if question is None:
        return None
    if not pressed and _has_kept_enough(session, turn.conversation_id):
        return None
    item = _open_item(session, turn.conversation_id, question)
    item.reason, item.context = reason, _said_until(session, session.get_one(Inbound, turn.inbound_id))
    item.candidates = item.candidates or [c for r in replies for c in (r.custom or {}).get("candidates", [])]
    item.wants_answer = item.wants_answer or pressed
    if pressed:
        consents.agreed(session, turn.conversation_id, consents.STAFF_ANSWER)
    return item if pressed else None


def _has_kept_enough(session: Session, conversation_id: str) -> bool:
    """Of one citizen's day; what they send to staff themselves always counts."""
    since = datetime.now(UTC) - timedelta(days=1)
    kept = select(func.count()).where(ReviewItem.conversation_id == conversation_id, ReviewItem.created_at > since)
    return (session.scalar(kept) or 0) >= MOST_KEPT_A_DAY


def answered_late(session: Session, turn: Turn) -> None:
    """The question of an outage waits for nobody any more, unless somebody asked staff for it."""
    found = session.scalars(
        select(ReviewItem).where(
            ReviewItem.conversation_id == turn.conversation_id,
            ReviewItem.question == turn.text,
            ReviewItem.reason == "bot_down",
            ReviewItem.state == "open",
            ReviewItem.wants_answer.is_(False),
        )
    )
    for item in found:
        item.state, item.closed_by, item.closed_at = "dismiss", BY_ITSELF, datetime.now(UTC)
        item.outcome = "Trợ lý đã trả lời khi hoạt động lại."


def keep_disliked(session: Session, question: Inbound, candidates: list[Any], why: str) -> None:
    """The question whose answer a citizen found of no help, with what they say of it."""
    item = _open_item(session, question.conversation_id, question.text)
    consents.agreed(session, question.conversation_id, consents.IMPROVING)
    item.reason = item.reason or "disliked"
    item.context = [*_said_until(session, question), *([{"role": "citizen", "text": f"👎 {why}"}] if why else [])]
    item.candidates = item.candidates or candidates


def _open_item(session: Session, conversation_id: str, question: str) -> ReviewItem:
    """The open item of this question in this conversation, so that pressing a button does not make a second one."""
    found = session.scalars(
        select(ReviewItem).where(
            ReviewItem.conversation_id == conversation_id,
            ReviewItem.question == question,
            ReviewItem.state == "open",
        )
    ).first()
    if found is None:
        found = ReviewItem(
            conversation_id=conversation_id,
            question=question,
            reason="",
            context=[],
            candidates=[],
            wants_answer=False,
            created_at=datetime.now(UTC),
        )
        session.add(found)
    return found


def _question_before(session: Session, turn: Turn) -> str | None:
    """The question under whose answer the button stood, else the last one; None where there is no question yet."""
    earlier = session.execute(
        select(Inbound.client_msg_id, Inbound.text, Inbound.about, Message.custom)
        .join(Message, (Message.in_reply_to == Inbound.client_msg_id) & (Message.role == "assistant"))
        .where(
            Inbound.conversation_id == turn.conversation_id,
            Message.conversation_id == turn.conversation_id,
            Inbound.id < turn.inbound_id,
        )
        .order_by(Inbound.id.desc(), Message.id.desc())
    )
    asked: dict[str, str] = {}
    led_from: dict[str, str | None] = {}
    for client_msg_id, text, about, custom in earlier:
        led_from.setdefault(client_msg_id, about)
        if _is_question(custom or {}):
            asked.setdefault(client_msg_id, text)
    pressed_under = turn.about
    while pressed_under and pressed_under not in asked:
        pressed_under = led_from.get(pressed_under)
    return asked[pressed_under] if pressed_under else next(iter(asked.values()), None)


def _is_question(custom: dict[str, Any]) -> bool:
    """Whether the message that got this reply was a question about a matter."""
    return custom.get("kind") not in ("smalltalk", "safety") and custom.get("topic") != ASKING_FOR_A_PERSON


def _said_until(session: Session, last: Inbound) -> list[dict[str, Any]]:
    """The last messages up to this one and its answers, oldest first, as staff will read them."""
    later = select(Inbound.client_msg_id).where(Inbound.conversation_id == last.conversation_id, Inbound.id > last.id)
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == last.conversation_id)
        .where(Message.in_reply_to.is_(None) | Message.in_reply_to.not_in(later))
        .order_by(Message.id.desc())
        .limit(CONTEXT_MESSAGES)
    )
    return [{"role": row.role, "text": row.text} for row in reversed(list(rows))]
