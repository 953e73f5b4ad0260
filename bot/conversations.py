"""Inbox and outbox: plain functions over a session, each one step of a message's way."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import notices, settings
from bot.endings import finish_turn
from bot.forgetting import FORGET, FORGET_ACTION, FORGET_TITLE
from bot.messages import add_message, alone_in
from bot.models import ButtonToken, Conversation, Inbound, Message
from bot.rasa_client import EMPTY_REPLY
from bot.takeover import is_with_staff
from bot.turns import Outgoing, Turn


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
    alone_in(session, conversation_id)
    known = accepted(session, conversation_id, client_msg_id)
    if known is not None:
        return known
    said = add_message(session, conversation_id, "citizen", text, in_reply_to=client_msg_id, last=False)
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
    open_ones = select(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.state.in_(("new", "missed")))
    rows = session.scalars(open_ones.order_by(Inbound.id)).all()
    row = next((one for one in rows if one.state == "new"), None)
    if row is None:
        return None
    off = notices.pause(session)
    return replace(
        _turn(row),
        behind=any(one.state == "missed" for one in rows),
        paused=off.text if off else None,
        with_staff=is_with_staff(session, conversation_id),
    )


def is_behind(session: Session, conversation_id: str) -> bool:
    """Whether something was answered without Rasa that Rasa has not been told of."""
    missed = select(Inbound.id).where(Inbound.conversation_id == conversation_id, Inbound.state == "missed")
    return session.scalar(missed.limit(1)) is not None


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


def waiting_conversations(session: Session, missed_too: bool = False) -> list[str]:
    """Those with a message that has no answer yet; ``missed_too``: or whose answer Rasa can give now."""
    states = ["new", *(["missed"] if missed_too and not notices.pause(session) else [])]
    return list(session.scalars(select(Inbound.conversation_id).where(Inbound.state.in_(states)).distinct()))


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
