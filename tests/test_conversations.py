from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import conversations as c
from bot.endings import finish_turn
from bot.models import Inbound, Message, ReviewItem
from bot.turns import Outgoing, Turn
from procedures.database import writing
from procedures.topics import ASKING_FOR_A_PERSON


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with writing(database) as opened:
        yield opened


@pytest.fixture
def talk(session: Session) -> str:
    return c.open_conversation(session, "web", "token")


def answered(session: Session, talk: str, reply: Outgoing) -> None:
    turn = c.next_turn(session, talk)
    assert turn
    finish_turn(session, turn, [reply])


def test_a_message_sent_twice_is_one_turn(session: Session, talk: str) -> None:
    first, second = (c.accept_text(session, talk, "m1", "xin chào") for _ in range(2))
    assert first == second
    assert len(session.scalars(select(Inbound)).all()) == 1


def test_the_token_itself_is_not_stored(session: Session, talk: str) -> None:
    assert c.conversation_of(session, "token") == talk
    assert c.conversation_of(session, c.token_hash("token")) is None


def test_turns_are_taken_in_order(session: Session, talk: str) -> None:
    for number in range(3):
        c.accept_text(session, talk, f"m{number}", f"câu {number}")
    taken = []
    while turn := c.next_turn(session, talk):
        taken.append(turn.text)
        finish_turn(session, turn, [Outgoing("ừ", [], {"kind": "smalltalk"})])
    assert taken == ["câu 0", "câu 1", "câu 2"]


def test_a_button_is_a_token_of_its_conversation_only(session: Session, talk: str) -> None:
    c.accept_text(session, talk, "m1", "xin giấy phép")
    answered(session, talk, Outgoing("chọn", [{"title": "A", "payload": "/ask_procedure{}"}], {"kind": "choices"}))
    shown = c.messages_after(session, talk, 0)[-1]["buttons"][0]
    assert set(shown) == {"title", "action"}
    stranger = c.open_conversation(session, "web", "other")
    with pytest.raises(c.UnknownButton):
        c.accept_press(session, stranger, "s1", shown["action"])
    c.accept_press(session, talk, "m2", shown["action"])
    turn = c.next_turn(session, talk)
    assert turn
    assert (turn.text, turn.payload) == ("A", "/ask_procedure{}")


def test_an_unresolved_question_is_kept_with_its_context(session: Session, talk: str) -> None:
    c.accept_text(session, talk, "m1", "câu lạ")
    reply = Outgoing(
        "chưa hiểu", [], {"kind": "unresolved", "candidates": [{"procedure": "p", "name": "P", "score": 0.4}]}
    )
    answered(session, talk, reply)
    item = session.scalars(select(ReviewItem)).one()
    assert (item.question, item.reason, item.wants_answer, item.state) == ("câu lạ", "not_understood", False, "open")
    assert [said["role"] for said in item.context] == ["citizen", "assistant"]
    assert item.candidates[0]["procedure"] == "p"


def test_sending_to_staff_keeps_the_question_before_the_press(session: Session, talk: str) -> None:
    c.accept_text(session, talk, "m1", "câu lạ")
    send = {"title": "Gửi cán bộ trả lời", "payload": "/send_to_staff{}"}
    answered(session, talk, Outgoing("chưa hiểu", [send], {"kind": "unresolved"}))
    c.accept_press(session, talk, "m2", c.messages_after(session, talk, 0)[-1]["buttons"][0]["action"])
    answered(session, talk, Outgoing("đã ghi", [], {"kind": "handoff"}))
    item = session.scalars(select(ReviewItem)).one()
    assert (item.question, item.reason, item.wants_answer) == ("câu lạ", "asked_staff", True)


def test_asking_for_a_person_is_not_itself_the_question(session: Session, talk: str) -> None:
    person = {"kind": "handoff", "topic": ASKING_FOR_A_PERSON}
    send = {"title": "Gửi cán bộ trả lời", "payload": "/send_to_staff{}"}
    for number, (text, custom) in enumerate([("mở quán net lệ phí", {"kind": "wrong_agency"}), ("gặp cán bộ", person)]):
        c.accept_text(session, talk, f"m{number}", text)
        answered(session, talk, Outgoing("trả lời", [send], custom))
    c.accept_press(session, talk, "m9", c.messages_after(session, talk, 0)[-1]["buttons"][0]["action"])
    answered(session, talk, Outgoing("đã ghi", [], person))
    assert session.scalars(select(ReviewItem)).one().question == "mở quán net lệ phí"


def test_sending_without_a_question_keeps_nothing(session: Session, talk: str) -> None:
    send = {"title": "Gửi cán bộ trả lời", "payload": "/send_to_staff{}"}
    c.accept_text(session, talk, "m1", "gặp cán bộ")
    answered(session, talk, Outgoing("cách gặp", [send], {"kind": "handoff", "topic": ASKING_FOR_A_PERSON}))
    c.accept_press(session, talk, "m2", c.messages_after(session, talk, 0)[-1]["buttons"][0]["action"])
    answered(session, talk, Outgoing("chưa có câu hỏi", [], {"kind": "handoff", "topic": ASKING_FOR_A_PERSON}))
    assert session.scalars(select(ReviewItem)).all() == []


def test_a_turn_ends_with_the_last_of_its_messages(session: Session, talk: str) -> None:
    c.accept_text(session, talk, "m1", "hai thủ tục")
    turn = c.next_turn(session, talk)
    assert turn
    finish_turn(session, turn, [Outgoing(text, [], {"kind": "answer"}) for text in ("một", "hai")])
    said = session.scalars(select(Message).where(Message.role == "assistant").order_by(Message.id)).all()
    assert [(m.text, m.last, m.in_reply_to) for m in said] == [("một", False, "m1"), ("hai", True, "m1")]


@given(marks=st.text(alphabet=" ,.;:!?-/∕⁄[]", max_size=6), label=st.sampled_from(["", "[SDT] ", "CCCD [CCCD], "]))
def test_no_text_is_a_command_to_rasa(marks: str, label: str) -> None:
    text = f"{label}{marks}/restart"
    turn = Turn(1, "c", "m", text, None, None, datetime.now(UTC))
    assert not turn.message.lstrip(" ").startswith("/")
    assert replace(turn, payload="/greet").message == "/greet"
