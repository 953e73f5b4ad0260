"""Questions that wait for staff: alike ones together, claimed, answered to those who asked for it, or dismissed.

Plain functions over a session. Who pressed "Gửi cán bộ trả lời" is answered in their own channel; to the others
nobody writes back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot import outbox
from bot.channels.shape import titled
from bot.messages import add_message
from bot.models import Conversation, Inbound, ReviewItem
from procedures.folding import words

REASONS = {
    "not_understood": "không hiểu",
    "bot_down": "trợ lý gián đoạn",
    "asked_staff": "người dân gửi cán bộ",
    "disliked": "người dân chê",
}
CHANNELS = {"web": "trang cổng", "zalo": "Zalo", "messenger": "Messenger"}
WINDOWS = {"zalo": timedelta(days=7), "messenger": timedelta(hours=24)}
"""So long after the citizen's last word a channel takes an answer (CHANNELS.md)."""
OPEN, ANSWERED, DISMISSED = "open", "answered", "dismiss"
ANSWER_LIMIT = 2000
QUOTED = 120
"""Characters of the question that stand before its answer."""


class Refused(Exception):
    """What was wanted with a question cannot be done; the sentence says why."""


@dataclass(frozen=True)
class Group:
    """Open questions that are alike with or without marks, the oldest first."""

    items: list[ReviewItem]
    channels: list[str]

    @property
    def first(self) -> ReviewItem:
        return self.items[0]

    @property
    def waiting(self) -> int:
        """How many of those who asked wait for an answer."""
        return sum(item.wants_answer for item in self.items)


def groups(session: Session, reason: str = "", search: str = "", waiting: bool = False) -> list[Group]:
    """Open questions, those that somebody waits for first, then the oldest first."""
    rows = session.execute(
        select(ReviewItem, Conversation.channel)
        .join(Conversation, Conversation.id == ReviewItem.conversation_id)
        .where(ReviewItem.state == OPEN)
        .order_by(ReviewItem.id)
    ).all()
    wanted = words(search)
    found: dict[str, list[tuple[ReviewItem, str]]] = defaultdict(list)
    for item, channel in rows:
        told = words(item.question)
        if (not reason or item.reason == reason) and set(wanted) <= set(told):
            found[" ".join(told)].append((item, channel))
    made = [Group([item for item, _ in alike], [channel for _, channel in alike]) for alike in found.values()]
    kept = [group for group in made if group.waiting or not waiting]
    return sorted(kept, key=lambda group: (not group.waiting, group.first.id))


def group_of(session: Session, item: ReviewItem) -> Group:
    """The open questions that are like this one; the item alone where it is closed."""
    alike = [group for group in groups(session) if any(one.id == item.id for one in group.items)]
    if alike:
        return alike[0]
    channel = session.get_one(Conversation, item.conversation_id).channel
    return Group([item], [channel])


def window_warnings(session: Session, group: Group, now: datetime | None = None) -> list[str]:
    """Who of those waiting may not be reached in their channel any more; they have their code."""
    at, late = now or datetime.now(UTC), Counter[str]()
    for item, channel in zip(group.items, group.channels, strict=True):
        if not item.wants_answer or channel not in WINDOWS:
            continue
        last = session.scalar(
            select(func.max(Inbound.received_at)).where(Inbound.conversation_id == item.conversation_id)
        )
        if last and at - last > WINDOWS[channel]:
            late[channel] += 1
    return [
        f"{count} người trên {CHANNELS[channel]} đã im lặng quá {_told(WINDOWS[channel])}: tin có thể không tới,"
        " họ vẫn xem được bằng mã câu hỏi ở /tra-loi."
        for channel, count in late.items()
    ]


def _told(window: timedelta) -> str:
    return f"{window.days} ngày" if window.days > 1 else f"{int(window.total_seconds() // 3600)} giờ"


def claim(session: Session, item: ReviewItem, login: str) -> None:
    """Raises Refused where another officer has it; of two at once one gets it."""
    taken = session.execute(
        update(ReviewItem)
        .where(ReviewItem.id == item.id, ReviewItem.state == OPEN)
        .where(ReviewItem.claimed_by.is_(None) | (ReviewItem.claimed_by == login))
        .values(claimed_by=login)
        .returning(ReviewItem.id)
    ).first()
    if taken is None:
        raise Refused("Câu hỏi này đã có người nhận hoặc đã đóng.")


def release(item: ReviewItem) -> None:
    item.claimed_by = None


def answer(session: Session, item: ReviewItem, text: str, login: str, alike: bool) -> list[str]:
    """Sends the answer to who asked, with ``alike`` to all who asked the same; conversations that got it."""
    told = text.strip()
    if not told:
        raise Refused("Câu trả lời đang trống.")
    if len(told) > ANSWER_LIMIT:
        raise Refused(f"Câu trả lời dài quá {ANSWER_LIMIT} ký tự.")
    found = [one for one in (group_of(session, item).items if alike else [item]) if one.state == OPEN]
    if not found:
        raise Refused("Câu hỏi này đã đóng.")
    waiting = [one for one in found if one.wants_answer]
    if not waiting:
        raise Refused("Không ai trong số người hỏi bấm “Gửi cán bộ trả lời”, nên không gửi được.")
    for one in waiting:
        _send(session, one, told)
    for one in found:
        _close(one, ANSWERED, told, login)
    return [one.conversation_id for one in waiting]


def dismiss(session: Session, item: ReviewItem, why: str, login: str, alike: bool) -> int:
    """Closes without an answer, and says why; how many were closed."""
    if not why.strip():
        raise Refused("Cần ghi lý do đóng câu hỏi.")
    found = [one for one in (group_of(session, item).items if alike else [item]) if one.state == OPEN]
    for one in found:
        _close(one, DISMISSED, why.strip()[:ANSWER_LIMIT], login)
    return len(found)


def _send(session: Session, item: ReviewItem, text: str) -> None:
    told = f"Trả lời câu hỏi “{titled(item.question, QUOTED)}”:\n\n{text}"
    message = add_message(session, item.conversation_id, "staff", told)
    outbox.put(session, item.conversation_id, [message])


def _close(item: ReviewItem, state: str, outcome: str, login: str) -> None:
    item.state, item.outcome, item.closed_by, item.closed_at = state, outcome, login, datetime.now(UTC)
