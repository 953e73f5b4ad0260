"""Inbox and outbox: plain functions over a session, each one step of a message's way."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import notices, outbox, settings
from bot.answer_codes import give_code
from bot.forgetting import FORGET, FORGET_ACTION, FORGET_TITLE, FORGOTTEN, forget
from bot.models import ButtonToken, Conversation, Inbound, Message
from bot.rasa_client import EMPTY_REPLY
from bot.review import answered_late, keep_question
from bot.takeover import OVER, has_just_ended, is_with_staff
from bot.turns import Outgoing, Turn
from procedures.models import ProcedureRow

LABEL = "Mã câu hỏi"
LATE = "Trợ lý trả lời câu hỏi lúc gián đoạn, “{}”:"
LATE_KINDS = ("answer", "comparison", "choices", "case_question", "handoff", "wrong_agency", "safety")
"""Kinds of a late answer that are worth a message of their own."""
QUOTED = 80


def shortened(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"


class UnknownButton(Exception):
    """The token is not one of this conversation's buttons."""


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_conversation(session: Session, channel: str, token: str) -> str:
    conversation = Conversation(
        id=secrets.token_hex(16), channel=channel, token_hash=token_hash(token), created_at=datetime.now(UTC)
    )
    session.add(conversation)
    return conversation.id


def channel_conversation(session: Session, channel: str, user: str) -> str:
    """Id of the one conversation with a user of Zalo or Messenger, opened with their first message."""
    token = f"{channel} {user}"
    known = conversation_of(session, token)
    if known is not None:
        return known
    opened = open_conversation(session, channel, token)
    session.flush()
    session.get_one(Conversation, opened).recipient = user
    return opened


def conversation_of(session: Session, token: str) -> str | None:
    return session.scalar(select(Conversation.id).where(Conversation.token_hash == token_hash(token)))


def accept_text(session: Session, conversation_id: str, client_msg_id: str, text: str) -> int:
    """Id of the citizen's message; the same ``client_msg_id`` again gives the same id and no second turn."""
    return _accept(session, conversation_id, client_msg_id, text, None)


def accept_press(session: Session, conversation_id: str, client_msg_id: str, token: str) -> int:
    known = accepted(session, conversation_id, client_msg_id)
    if known is not None:
        return known
    if token == FORGET_ACTION:
        return _accept(session, conversation_id, client_msg_id, FORGET_TITLE, FORGET)
    button = session.get(ButtonToken, token)
    if button is None or button.conversation_id != conversation_id:
        raise UnknownButton
    return _accept(session, conversation_id, client_msg_id, button.title, button.payload, button.about)


def is_button(session: Session, conversation_id: str, token: str) -> bool:
    """Whether a text is the token of one of the conversation's buttons, as channels send a press back."""
    button = session.get(ButtonToken, token)
    return token == FORGET_ACTION or (button is not None and button.conversation_id == conversation_id)


def accept_event(session: Session, conversation_id: str, event_id: str, label: str, answer: str | None) -> None:
    """What needs no turn with Rasa, a picture or a first hello: kept, and answered with a fixed sentence, once.

    ``answer`` None: kept, and nothing is said.
    """
    if accepted(session, conversation_id, event_id) is not None:
        return
    _accept(session, conversation_id, event_id, label, None)
    inbound = session.scalars(
        select(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.client_msg_id == event_id)
    ).one()
    turn = _turn(inbound)
    replies = [Outgoing(answer, [], {**EMPTY_REPLY, "kind": "smalltalk"})] if answer else []
    finish_turn(session, turn, replies)


def accepted(session: Session, conversation_id: str, client_msg_id: str) -> int | None:
    """Id of the message that came under this id before; None where none did."""
    return session.scalar(
        select(Inbound.message_id).where(
            Inbound.conversation_id == conversation_id, Inbound.client_msg_id == client_msg_id
        )
    )


def _accept(
    session: Session, conversation_id: str, client_msg_id: str, text: str, payload: str | None, about: str | None = None
) -> int:
    known = accepted(session, conversation_id, client_msg_id)
    if known is not None:
        return known
    said = Message(
        conversation_id=conversation_id,
        role="citizen",
        text=text,
        buttons=[],
        custom=None,
        in_reply_to=client_msg_id,
        last=False,
        at=datetime.now(UTC),
    )
    session.add(said)
    session.flush()
    session.add(
        Inbound(
            conversation_id=conversation_id,
            client_msg_id=client_msg_id,
            text=text,
            payload=payload,
            about=about,
            message_id=said.id,
            received_at=said.at,
        )
    )
    return said.id


def next_turn(session: Session, conversation_id: str) -> Turn | None:
    """The oldest message of a conversation that has no answer yet."""
    row = session.scalars(
        select(Inbound)
        .where(Inbound.conversation_id == conversation_id, Inbound.state == "new")
        .order_by(Inbound.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    off = notices.pause(session)
    return replace(_turn(row), paused=off.text if off else None, with_staff=is_with_staff(session, conversation_id))


def _turn(row: Inbound) -> Turn:
    return Turn(row.id, row.conversation_id, row.client_msg_id, row.text, row.payload, row.about, row.received_at)


def missed_turns(session: Session, conversation_id: str) -> list[Turn]:
    """The last messages that were answered without Rasa and that Rasa has not been told of, oldest first.

    None while the assistant is paused or a person has the conversation: a late answer would talk into that.
    """
    if notices.pause(session) or is_with_staff(session, conversation_id):
        return []
    rows = session.scalars(
        select(Inbound)
        .where(Inbound.conversation_id == conversation_id, Inbound.state == "missed")
        .order_by(Inbound.id.desc())
        .limit(settings.MOST_MISSED)
    )
    return [_turn(row) for row in reversed(rows.all())]


def caught_up(session: Session, turn: Turn, replies: list[Outgoing]) -> None:
    """Rasa has been told of what it missed up to this turn; a late answer that tells something is said after all."""
    inbound = session.get(Inbound, turn.inbound_id)
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
        first = replace(telling[0], text=f"{LATE.format(shortened(turn.question))}\n\n{telling[0].text}")
        outbox.put(session, turn.conversation_id, _say(session, turn, [first, *telling[1:]]))
        answered_late(session, turn)


def waiting_conversations(session: Session, missed_too: bool = False) -> list[str]:
    """Those with a message that has no answer yet; ``missed_too``: or whose answer Rasa can give now."""
    states = ["new", *(["missed"] if missed_too and not notices.pause(session) else [])]
    return list(session.scalars(select(Inbound.conversation_id).where(Inbound.state.in_(states)).distinct()))


def finish_turn(session: Session, turn: Turn, replies: list[Outgoing], missed: bool = False) -> None:
    """Answer, buttons, kept question and the end of the turn are stored together.

    A turn that another worker has ended meanwhile, or that was forgotten, is left as it is. ``missed``: Rasa does not
    know of it yet.
    """
    inbound = session.get(Inbound, turn.inbound_id)
    if inbound is None or inbound.state != "new":
        return
    inbound.state = "missed" if missed else "done"
    if replies and has_just_ended(session, turn.conversation_id):
        replies = [replace(replies[0], text=f"{OVER}\n\n{replies[0].text}"), *replies[1:]]
    said = _say(session, turn, replies)
    sent = keep_question(session, turn, replies)
    if sent and said:  # nothing is said where a person has the conversation
        _tell_the_code(said[-1], give_code(session, sent))
    outbox.put(session, turn.conversation_id, said)


def _say(session: Session, turn: Turn, replies: list[Outgoing]) -> list[Message]:
    """The replies as messages of the turn, each under the notices that concern it."""
    said = []
    for number, reply in enumerate(replies, start=1):
        told = notices.announced(session, reply.custom, _field_of(session, reply.custom))
        message = Message(
            conversation_id=turn.conversation_id,
            role="assistant",
            text="\n\n".join([*told, reply.text]),
            buttons=[_tokenised(session, turn, button) for button in reply.buttons],
            custom=reply.custom,
            in_reply_to=turn.client_msg_id,
            last=number == len(replies),
            at=datetime.now(UTC),
        )
        session.add(message)
        session.flush()
        said.append(message)
    return said


def forget_conversation(session: Session, turn: Turn) -> None:
    """The turn that asked for it goes too; what is said of it is all that the conversation holds then."""
    forget(session, turn.conversation_id)
    said = Message(
        conversation_id=turn.conversation_id,
        role="assistant",
        text=FORGOTTEN,
        buttons=[],
        custom={**EMPTY_REPLY, "forgotten": True},
        in_reply_to=turn.client_msg_id,
        last=True,
        at=datetime.now(UTC),
    )
    session.add(said)
    session.flush()
    outbox.put(session, turn.conversation_id, [said])


def _field_of(session: Session, custom: dict[str, Any] | None) -> str | None:
    """Field of the procedure that an answer is about."""
    procedure = (custom or {}).get("procedure")
    row = session.get(ProcedureRow, procedure) if procedure else None
    return row.field_id if row else None


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


def last_procedure(session: Session, conversation_id: str) -> str | None:
    """The procedure that the newest reply of the assistant about one is about."""
    told = session.scalars(
        select(Message.custom)
        .where(Message.conversation_id == conversation_id, Message.role == "assistant")
        .order_by(Message.id.desc())
        .limit(settings.PAGE_SIZE)
    )
    return next((custom["procedure"] for custom in told if custom and custom.get("procedure")), None)


def messages_after(session: Session, conversation_id: str, after: int) -> list[dict[str, Any]]:
    """Messages newer than ``after`` in the shape of the widget's interface."""
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.id > after)
        .order_by(Message.id)
        .limit(settings.PAGE_SIZE)
    )
    return [_shown(row) for row in rows]


def _shown(row: Message) -> dict[str, Any]:
    return {
        "id": row.id,
        "role": row.role,
        "text": row.text,
        "buttons": row.buttons,
        "custom": row.custom,
        "in_reply_to": row.in_reply_to,
        "last": row.last,
        "at": row.at.isoformat(),
    }
