"""General topics: what stands is told first, what ended says so, doubt is warned of, a long answer is cut."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.topics import LOW, MEDIUM, ActionAnswerTopic, topic_answer
from procedures.topics import Topic, find, load
from procedures.yaml_file import FaultyFiles

DAY = date(2026, 11, 25)


def made(*facts: dict[str, Any], **more: Any) -> Topic:
    rest = {"valid_from": None, "valid_to": None, "source": "Nguồn", "confidence": "high"}
    told: dict[str, Any] = {"id": "thu", "title": "Thử", "sourced_on": "2026-11-24", "verified_on": None}
    return Topic.parse_obj({**told, "whom_to_ask": None, **more, "facts": [{**rest, **fact} for fact in facts]})


def test_what_ended_comes_last_and_names_what_replaced_it() -> None:
    old = {"text": "Quy định cũ.", "valid_to": "2025-06-30", "replaced_by": "Nghị định 118/2025/NĐ-CP"}
    reply = topic_answer(made(old, {"text": "Quy định mới."}), DAY)
    assert reply.text.index("Quy định mới.") < reply.text.index("Quy định cũ.")
    assert "hết hiệu lực sau 30/06/2025; nay theo Nghị định 118/2025/NĐ-CP" in reply.text
    assert next(fact.value for fact in reply.facts) == "Quy định mới."


def test_on_an_earlier_day_the_same_rule_stands() -> None:
    old = {"text": "Quy định cũ.", "valid_to": "2025-06-30"}
    new = {"text": "Quy định mới.", "valid_from": "2025-07-01"}
    reply = topic_answer(made(old, new), date(2025, 6, 30))
    assert "Hết hiệu lực" not in reply.text
    assert "Quy định mới." not in reply.text


@pytest.mark.parametrize(("confidence", "warning"), [("low", LOW), ("medium", MEDIUM), ("high", None)])
def test_doubt_is_warned_of(confidence: str, warning: str | None) -> None:
    assert topic_answer(made({"text": "Một.", "confidence": confidence}), DAY).warning == warning


def test_an_officers_confirmation_lifts_the_warning() -> None:
    reply = topic_answer(made({"text": "Một.", "confidence": "low"}, verified_on="2026-11-25"), DAY)
    assert reply.warning is None
    assert "chưa được cơ quan xác nhận" not in reply.text


def test_a_rule_that_ended_without_another_is_warned_of() -> None:
    assert "hết hiệu lực" in str(topic_answer(made({"text": "Cũ.", "valid_to": "2025-06-30"}), DAY).warning)


@pytest.mark.parametrize("topic", load(), ids=lambda topic: topic.id)
def test_every_topic_answers_shortly_and_in_full_on_request(topic: Topic) -> None:
    short, whole = topic_answer(topic, DAY), topic_answer(topic, DAY, whole=True)
    assert len(short.text) <= 900
    assert (short.topic, short.kind, short.procedure) == (topic.id, "answer", None)
    assert short.citations
    for fact in whole.facts:
        assert fact.value in whole.text
    cut = len(short.text) < len(whole.text)
    assert cut == ("Xem đủ" in [button.title for button in short.buttons])
    assert [other for other in topic.related if find(other) is None] == []


def test_which_days_are_off_is_told_first_where_it_is_asked() -> None:
    topic = find("nghi-le")
    assert topic
    first = topic_answer(topic, DAY, asked="tết nghỉ mấy ngày").text
    assert first.startswith("Ngày nghỉ một năm tới: 01/01/2027, tết Dương lịch; 05/02 đến 11/02/2027")
    assert "còn có thể đổi" in first
    assert "Ngày nghỉ một năm tới" not in topic_answer(topic, DAY).text


def test_rules_that_have_not_begun_are_not_told() -> None:
    topic = load()[0]
    later = topic.copy(update={"facts": [fact.copy(update={"valid_from": date(2030, 1, 1)}) for fact in topic.facts]})
    reply = topic_answer(later, date(2029, 12, 31))
    assert "Chưa có quy định" in reply.text
    assert topic.facts[0].text not in reply.text


def test_a_faulty_topic_names_file_line_and_field(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("id: x\ntitle: X\nfacts: []\n", encoding="utf-8")
    with pytest.raises(FaultyFiles, match=r"x\.yml:3: facts"):
        load(tmp_path)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("text", "score", "spoken_of", "kind"),
    [
        ("trễ thì sao", 0.81, ["buu-chinh-cap-giay-phep"], "choices"),
        ("trễ thì sao", 0.81, [], "answer"),
        ("phiếu xin lỗi", 1.0, ["buu-chinh-cap-giay-phep"], "answer"),
        ("giấy hẹn ghi hôm qua mà chưa có kết quả thì sao", 0.81, ["buu-chinh-cap-giay-phep"], "answer"),
    ],
)
def test_a_word_or_two_of_a_topic_do_not_leave_the_procedure_spoken_of(
    text: str, score: float, spoken_of: list[str], kind: str
) -> None:
    said = [{"entity": "topic", "value": "qua-han-xin-loi", "confidence_entity": score}]
    tracker = Tracker("c", {"procedures": spoken_of}, {"text": text, "entities": said}, [], False, None, {}, "")
    dispatcher = CollectingDispatcher()

    async def run() -> None:
        await ActionAnswerTopic().run(dispatcher, tracker, {})

    asyncio.run(run())
    reply = dispatcher.messages[0]
    assert reply["custom"]["kind"] == kind
    assert ("Hồ sơ trễ hẹn và phiếu xin lỗi" in [button["title"] for button in reply["buttons"]]) == (kind == "choices")
