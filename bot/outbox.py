"""Messages on their way to Zalo and Messenger: plain functions over a session, each one step of a delivery."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import claims, settings
from bot.channels import messenger, zalo
from bot.channels.shape import Shown
from bot.claims import TakenElsewhere
from bot.models import Conversation, Delivery, Message

CHANNELS = {zalo.NAME: zalo, messenger.NAME: messenger}
NOTICE = (
    "Đây là trợ lý tự động, không thay quyết định của cơ quan. Xin đừng gửi số căn cước, số điện thoại hay ảnh giấy"
    ' tờ; số lỡ gửi được che trước khi lưu. Gõ "gặp cán bộ" khi cần người thật.'
)
"""Stands before the first answer of a conversation."""
LIST_PAGE = "/thu-tuc"
BACK_OFF = (1, 3, 10, 30, 120, 600, 3600)
"""Seconds before each further attempt; after the last the message is dead."""
SENT, WAITING, DEAD = "sent", "waiting", "dead"


@dataclass(frozen=True)
class Parcel:
    """A delivery that is due, with whom it goes to."""

    id: int
    conversation_id: str
    channel: str
    recipient: str
    body: dict[str, Any]
    attempts: int


def put(session: Session, conversation_id: str, messages: list[Message]) -> bool:
    """The messages of a turn in the shape of their channel; nothing for the widget, which reads them itself.

    Whether there is something to be sent.
    """
    conversation = session.get_one(Conversation, conversation_id)
    channel = CHANNELS.get(conversation.channel)
    if channel is None or not messages:
        return False
    shown = [Shown(message.text, [_full(button) for button in message.buttons]) for message in messages]
    if _is_first(session, conversation_id):
        shown[0] = Shown(f"{NOTICE}\n\n{shown[0].text}", shown[0].buttons)
    now = datetime.now(UTC)
    for body in channel.render(shown, f"{settings.public_url()}{LIST_PAGE}"):
        session.add(
            Delivery(
                conversation_id=conversation_id,
                channel=conversation.channel,
                body=body,
                attempts=0,
                next_at=now,
                at=now,
            )
        )
    return True


def _full(button: dict[str, str]) -> dict[str, str]:
    """With the whole address of a page of ours."""
    own = button.get("url", "").startswith("/")
    return {**button, "url": settings.public_url() + button["url"]} if own else button


def _is_first(session: Session, conversation_id: str) -> bool:
    return session.scalar(select(Delivery.id).where(Delivery.conversation_id == conversation_id).limit(1)) is None


def due(session: Session, most: int, gateway: str, under_way: Collection[str] = ()) -> list[Parcel]:
    """The oldest waiting message of each conversation, where its time has come and nobody is sending to it."""
    first = select(func.min(Delivery.id)).where(Delivery.state == WAITING).group_by(Delivery.conversation_id).subquery()
    rows = session.execute(
        select(Delivery, Conversation.recipient)
        .join(Conversation, Conversation.id == Delivery.conversation_id)
        .where(Delivery.id.in_(select(first)), Delivery.next_at <= datetime.now(UTC), Delivery.state == WAITING)
        .where(Delivery.conversation_id.not_in(under_way))
        .order_by(Delivery.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    parcels = []
    for row, recipient in rows:
        with contextlib.suppress(TakenElsewhere):
            claims.take(session, claims.sending_to(row.conversation_id), gateway)
            parcels.append(Parcel(row.id, row.conversation_id, row.channel, recipient or "", row.body, row.attempts))
    return parcels


def sent(session: Session, parcel: Parcel) -> None:
    row = session.get_one(Delivery, parcel.id)
    row.state, row.error = SENT, None


def dead(session: Session, parcel: Parcel, error: str) -> None:
    row = session.get_one(Delivery, parcel.id)
    row.state, row.error, row.attempts = DEAD, error, row.attempts + 1


def again(session: Session, parcel: Parcel, error: str, seconds: float | None = None) -> None:
    """Later, ``seconds`` from now where the service asks for it; dead where it has been tried too often."""
    if parcel.attempts >= len(BACK_OFF):
        return dead(session, parcel, error)
    row = session.get_one(Delivery, parcel.id)
    wait = seconds if seconds is not None else BACK_OFF[parcel.attempts]
    row.attempts, row.error = parcel.attempts + 1, error
    row.next_at = datetime.now(UTC) + timedelta(seconds=wait)
    return None


def dead_count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.state == DEAD)) or 0
