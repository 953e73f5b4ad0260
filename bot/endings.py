"""How a turn ends: its answers, buttons, kept question and code are stored together, late ones as well."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import notices, outbox, settings
from bot.answer_codes import give_code
from bot.channels.shape import titled
from bot.forgetting import FORGOTTEN, forget
from bot.messages import add_message
from bot.models import ButtonToken, Inbound, Message
from bot.rasa_client import EMPTY_REPLY
from bot.review import answered_late, keep_question
from bot.takeover import OVER, has_just_ended
from bot.turns import Outgoing, Turn

LABEL = "Mã câu hỏi"
LATE = "Trợ lý trả lời câu hỏi lúc gián đoạn, “{}”:"
LATE_KINDS = ("answer", "comparison", "choices", "case_question", "handoff", "wrong_agency", "safety")
"""Kinds of a late answer that are worth a message of their own."""
QUOTED = 80


def finish_turn(session: Session, turn: Turn, replies: list[Outgoing], missed: bool = False) -> bool:
    """Answer, buttons, kept question and the end of the turn are stored together; whether something is to be sent.

    A turn that another worker has ended meanwhile, or that was forgotten, is left as it is. ``missed``: Rasa does not
    know of it yet.
    """
    inbound = session.get(Inbound, turn.inbound_id, with_for_update=True)
    if inbound is None or inbound.state != "new":
        return False
    inbound.state = "missed" if missed else "done"
    if replies and has_just_ended(session, turn.conversation_id):
        replies = [replace(replies[0], text=f"{OVER}\n\n{replies[0].text}"), *replies[1:]]
    said = _say(session, turn, replies)
    sent = keep_question(session, turn, replies)
    if sent and said:  # nothing is said where a person has the conversation
        _tell_the_code(said[-1], give_code(session, sent))
    return outbox.put(session, turn.conversation_id, said)


def caught_up(session: Session, turn: Turn, replies: list[Outgoing]) -> None:
    """Rasa has been told of what it missed up to this turn; a late answer that tells something is said after all."""
    inbound = session.get(Inbound, turn.inbound_id, with_for_update=True)
    if inbound is None or inbound.state != "missed":
        return
    session.execute(
        update(Inbound)
        .where(Inbound.conversation_id == turn.conversation_id, Inbound.state == "missed", Inbound.id <= inbound.id)
        .values(state="done")
    )
    asked_staff = (turn.payload or "").startswith("/send_to_staff")  # has been told that it was sent
    telling = [one for one in replies if (one.custom or {}).get("kind") in LATE_KINDS and not asked_staff]
    if telling and datetime.now(UTC) - turn.received_at < timedelta(seconds=settings.LATE_SECONDS):
        first = replace(telling[0], text=f"{LATE.format(titled(turn.question, QUOTED))}\n\n{telling[0].text}")
        outbox.put(session, turn.conversation_id, _say(session, turn, [first, *telling[1:]]))
        answered_late(session, turn)


def forget_conversation(session: Session, turn: Turn) -> None:
    """The turn that asked for it goes too; what is said of it is all that the conversation holds then."""
    forget(session, turn.conversation_id)
    told = {**EMPTY_REPLY, "forgotten": True}
    said = add_message(
        session, turn.conversation_id, "assistant", FORGOTTEN, custom=told, in_reply_to=turn.client_msg_id
    )
    outbox.put(session, turn.conversation_id, [said])


def _say(session: Session, turn: Turn, replies: list[Outgoing]) -> list[Message]:
    """The replies as messages of the turn, each under the notices that concern it."""
    return [
        add_message(
            session,
            turn.conversation_id,
            "assistant",
            "\n\n".join([*notices.announced(session, reply.custom), reply.text]),
            buttons=[_tokenised(session, turn, button) for button in reply.buttons],
            custom=reply.custom,
            in_reply_to=turn.client_msg_id,
            last=number == len(replies),
        )
        for number, reply in enumerate(replies, start=1)
    ]


def _tell_the_code(message: Message, code: str) -> None:
    page = f"/tra-loi?ma={code}"
    message.text += f"\n\nMã câu hỏi của anh/chị: {code}. Nhập mã ở {settings.public_url()}/tra-loi để xem câu trả lời."
    message.buttons = [*message.buttons, {"title": "Xem câu trả lời theo mã", "url": page}]
    told = message.custom or {}
    message.custom = {**told, "facts": [*told.get("facts", []), {"aspect": "overview", "label": LABEL, "value": code}]}


def _tokenised(session: Session, turn: Turn, button: dict[str, str]) -> dict[str, str]:
    if "url" in button:
        return {"title": button["title"], "url": button["url"]}
    token = secrets.token_urlsafe(18)
    session.add(
        ButtonToken(
            token=token,
            conversation_id=turn.conversation_id,
            title=button["title"],
            payload=button["payload"],
            about=turn.client_msg_id,
        )
    )
    return {"title": button["title"], "action": token}
