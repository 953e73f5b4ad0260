"""What a citizen may do with a conversation beside asking: rate, fetch an answer by its code, have it all deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot import consents, feedback, queue
from bot import conversations as c
from bot.answer_codes import LENGTH, SIGNS, as_typed, item_of
from bot.endings import finish_turn, forget_conversation
from bot.forgetting import FORGET_ACTION, OF_A_CONVERSATION, TRACKER, forget, forget_older_than
from bot.limits import GUESSES, Limits
from bot.models import Conversation, Feedback, Message, ReviewItem
from bot.turns import Outgoing
from nlu.conversation_events import EventRow
from procedures.database import writing

SEND = {"title": "Gửi cán bộ trả lời", "payload": "/send_to_staff{}"}


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    with writing(database) as opened:
        yield opened


def asked(session: Session, token: str, text: str = "câu lạ") -> str:
    """A conversation with one question that was not understood."""
    talk = c.open_conversation(session, "web", token)
    c.accept_text(session, talk, "m1", text)
    answer(session, talk, Outgoing("chưa hiểu", [SEND], {"kind": "unresolved"}))
    return talk


def answer(session: Session, talk: str, reply: Outgoing) -> None:
    turn = c.next_turn(session, talk)
    assert turn
    finish_turn(session, turn, [reply])


def sent_to_staff(session: Session, token: str) -> tuple[str, Message]:
    """The conversation and the reply that carries the code."""
    talk = asked(session, token)
    c.accept_press(session, talk, "m2", c.messages_after(session, talk, 0)[-1]["buttons"][0]["action"])
    answer(session, talk, Outgoing("đã ghi", [], {"kind": "handoff"}))
    said = select(Message).where(Message.conversation_id == talk, Message.role == "assistant")
    return talk, session.scalars(said.order_by(Message.id.desc())).all()[0]


def rows(session: Session, talk: str) -> int:
    """How much is kept of a conversation, by whichever room."""
    told = [
        session.scalar(select(func.count()).select_from(k).where(k.conversation_id == talk)) for k in OF_A_CONVERSATION
    ]
    tracked = session.scalar(select(func.count()).select_from(EventRow).where(EventRow.sender_id == talk))
    return sum(one or 0 for one in [*told, tracked])


def test_who_sends_a_question_to_staff_gets_a_code_for_the_answer(session: Session) -> None:
    _, told = sent_to_staff(session, "a")
    item = session.scalars(select(ReviewItem)).one()
    assert item.code
    assert item.code in told.text
    assert told.custom
    assert told.custom["facts"][-1]["value"] == item.code
    assert told.buttons[-1]["url"] == f"/tra-loi?ma={item.code}"
    queue.answer(session, item, "Nộp ở quầy số 3.", "lan", alike=False)
    found = item_of(session, item.code)
    assert found
    assert found.outcome == "Nộp ở quầy số 3."


def test_a_press_while_a_person_has_the_talk_ends_without_a_word(session: Session) -> None:
    talk = asked(session, "a")
    c.accept_press(session, talk, "m2", c.messages_after(session, talk, 0)[-1]["buttons"][0]["action"])
    turn = c.next_turn(session, talk)
    assert turn
    finish_turn(session, turn, [])
    assert session.scalars(select(ReviewItem)).one().wants_answer
    assert c.next_turn(session, talk) is None


def test_a_question_that_is_only_kept_has_no_code(session: Session) -> None:
    asked(session, "a")
    assert session.scalars(select(ReviewItem)).one().code is None


@given(st.text(alphabet=SIGNS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_as_people_type_it(code: str) -> None:
    assert as_typed(f" {code[:3].lower()}-{code[3:]} ") == code


@pytest.mark.parametrize("text", ["", "ABC", "ABCDEFG", "O0O0O0", "ĐĐĐĐĐĐ"])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert as_typed(text) is None


def test_wrong_codes_are_counted_by_address() -> None:
    limits = Limits(off=True, exempt=[])
    for _ in range(GUESSES[0].count):
        assert not limits.guesses_spent("203.0.113.7")
        limits.guessed("203.0.113.7")
    assert limits.guesses_spent("203.0.113.7")
    assert not limits.guesses_spent("203.0.113.8")


def test_a_thumb_down_puts_the_question_before_staff(session: Session) -> None:
    talk = c.open_conversation(session, "web", "a")
    c.accept_text(session, talk, "m1", "lệ phí bưu chính")
    answer(session, talk, Outgoing("10.750.000 đồng", [], {"kind": "answer", "candidates": []}))
    said = session.scalars(select(Message).where(Message.role == "assistant")).one()
    feedback.keep(session, said, helpful=False, reason="")
    feedback.keep(session, said, helpful=False, reason="Sai thông tin")
    item = session.scalars(select(ReviewItem)).one()
    assert (item.question, item.reason, item.wants_answer) == ("lệ phí bưu chính", "disliked", False)
    assert item.context[-1]["text"] == "👎 Sai thông tin"
    assert session.scalars(select(Feedback)).one().reason == "Sai thông tin"
    feedback.keep(session, said, helpful=True, reason="")
    assert session.scalars(select(Feedback)).one().helpful


def test_what_a_press_agrees_to_is_kept_in_its_words_and_goes_with_the_rest(session: Session) -> None:
    talk, _ = sent_to_staff(session, "a")
    kept_only = asked(session, "b")
    (proof,) = consents.of_conversation(session, talk)
    assert (proof.purpose, proof.wording) == (consents.STAFF_ANSWER, consents.WORDINGS[consents.STAFF_ANSWER])
    assert consents.of_conversation(session, kept_only) == []
    forget(session, talk)
    assert consents.of_conversation(session, talk) == []


def test_rasa_and_the_gateway_mean_the_same_table() -> None:
    assert TRACKER.name == EventRow.__tablename__
    assert TRACKER.c.sender_id.name in EventRow.__table__.c


def test_deleting_leaves_nothing_of_the_one_and_all_of_the_other(session: Session) -> None:
    talk, told = sent_to_staff(session, "a")
    other, _ = sent_to_staff(session, "b")
    feedback.keep(session, told, helpful=True, reason="")
    for sender in (talk, other):
        session.execute(insert(EventRow).values(sender_id=sender, kind="user", at=1.0, data="{}"))
    before = rows(session, other)
    c.accept_press(session, talk, "m9", FORGET_ACTION)
    turn = c.next_turn(session, talk)
    assert turn
    forget_conversation(session, turn)
    (left,) = c.messages_after(session, talk, 0)
    assert left["custom"]["forgotten"]
    assert left["in_reply_to"] == "m9"
    assert rows(session, talk) == 1
    assert rows(session, other) == before
    finish_turn(session, turn, [Outgoing("trả lời muộn", [], {"kind": "answer"})])
    assert rows(session, talk) == 1


def test_old_conversations_go_and_those_somebody_waits_in_stay(session: Session) -> None:
    old, new, waiting = asked(session, "a"), asked(session, "b"), sent_to_staff(session, "c")[0]
    then = datetime.now(UTC) - timedelta(days=40)
    for message in session.scalars(select(Message).where(Message.conversation_id.in_([old, waiting]))):
        message.at = then
    assert forget_older_than(session, datetime.now(UTC) - timedelta(days=30), 10) == 1
    assert set(session.scalars(select(Conversation.id))) == {new, waiting}
    assert rows(session, old) == 0
