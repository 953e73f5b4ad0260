"""What the record spoken of says to a question that asks for no aspect by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.context import told_by_the_record
from procedures.record import Record
from procedures.statements import StatementFinder, statements

DAY = date(2026, 11, 24)
PRESS, SITE = "bao-chi-hop-bao-trong-nuoc", "ttdt-icp-cap"


@pytest.fixture(scope="module")
def finder(records: list[Record]) -> StatementFinder:
    return StatementFinder(records, DAY)


@pytest.mark.parametrize(
    ("procedure", "asked", "aspect", "told"),
    [
        (PRESS, "danh sach moi", "documents", "Danh sách cơ quan báo chí được mời"),
        (SITE, "chiu trach nhiem noi dung", "conditions", "chịu trách nhiệm"),
    ],
)
def test_the_words_of_a_question_find_the_sentence(
    finder: StatementFinder, procedure: str, asked: str, aspect: str, told: str
) -> None:
    share, found = finder.find(procedure, asked.split(), asked)
    assert share > 0.9
    assert found[0].aspect == aspect
    assert told in found[0].text


def test_strange_words_find_nothing_sure(finder: StatementFinder) -> None:
    assert finder.find(PRESS, ["quan", "karaoke", "khach"], "quan karaoke khach")[0] < 0.65
    assert finder.find(PRESS, [], "") == (0.0, [])
    assert finder.find("khong-co", ["danh", "sach"], "danh sach") == (0.0, [])


def test_a_paper_of_a_later_rule_is_not_told_of_an_earlier_day(records: list[Record]) -> None:
    press = next(record for record in records if record.id == PRESS)
    before = [one.text for one in statements(press, date(2026, 6, 1))]
    assert not any("được mời" in text for text in before)
    assert any("được mời" in one.text for one in statements(press, DAY))


def asking(text: str, said: list[str], **more: Any) -> Tracker:
    told: dict[str, list[str]] = {"said": said, "whether": ["yes"], **more}
    entities = [{"entity": name, "value": value} for name, values in told.items() for value in values]
    return Tracker(
        "c", {"procedures": [PRESS]}, {"text": text, "entities": entities}, [], False, None, {}, "action_listen"
    )


@pytest.mark.usefixtures("database")
def test_only_a_question_about_the_one_spoken_of_is_told_by_its_record() -> None:
    text, said = "có cần danh sách mời không", ["danh", "sach", "moi"]
    assert told_by_the_record(asking(text, said))[0].aspect == "documents"
    assert told_by_the_record(asking(text, said, aspect=["fee"])) == ()
    assert told_by_the_record(asking(text, said, act=["lost"])) == ()
    assert told_by_the_record(asking(text, said, whether=[])) == ()
    assert told_by_the_record(asking("cấp TVRO có cần danh sách mời không", said)) == ()
