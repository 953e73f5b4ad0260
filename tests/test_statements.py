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


def asking(text: str, said: list[str], spoken_of: str | None = PRESS, **more: Any) -> Tracker:
    told: dict[str, list[str]] = {"said": said, "whether": ["yes"], **more}
    entities = [{"entity": name, "value": value} for name, values in told.items() for value in values]
    slots = {"procedures": [spoken_of] if spoken_of else []}
    return Tracker("c", slots, {"text": text, "entities": entities}, [], False, None, {}, "action_listen")


def aspects_told(tracker: Tracker) -> list[tuple[str, str]] | None:
    told = told_by_the_record(tracker)
    return [(told[0].id, one.aspect) for one in told[1]] if told else None


@pytest.mark.usefixtures("database")
def test_only_a_question_about_the_one_spoken_of_is_told_by_its_record() -> None:
    text, said = "có cần danh sách mời không", ["danh", "sach", "moi"]
    assert (aspects_told(asking(text, said)) or [])[0] == (PRESS, "documents")
    assert aspects_told(asking(text, said, aspect=["fee"])) is None
    assert aspects_told(asking(text, said, act=["lost"])) is None
    assert aspects_told(asking("cần cả thư mời", ["ca", "thu", "moi"], whether=[])) is None
    assert aspects_told(asking("cấp TVRO có cần danh sách mời không", said)) is None


@pytest.mark.usefixtures("database")
def test_a_paper_asked_of_the_procedure_that_is_named_is_told_by_its_record() -> None:
    text, said = "họp báo có cần danh sách khách mời không", ["họp", "báo", "danh", "sách", "mời"]
    named: dict[str, Any] = {"procedure": [PRESS], "aspect": ["conditions"]}
    assert (aspects_told(asking(text, said, None, **named)) or [])[0] == (PRESS, "documents")
    assert aspects_told(asking(text, said, None, **{**named, "aspect": ["time"]})) is None
    assert aspects_told(asking("họp báo có cần chó đua không", ["chó", "đua"], None, **named)) is None


@pytest.mark.usefixtures("database")
def test_what_the_record_says_word_for_word_needs_no_whether() -> None:
    text, said = "máy chủ đặt ở đâu", ["máy", "chủ", "đặt"]
    asked: dict[str, Any] = {"aspect": ["place"], "whether": []}
    assert aspects_told(asking(text, said, SITE, **asked)) == [(SITE, "conditions")]
    assert aspects_told(asking("nộp ở đâu", ["nộp"], SITE, **asked)) is None


@pytest.mark.parametrize(("message", "unheard"), [("điều kiện vay vốn", ["vay"]), ("dieu kien vay von", [])])
def test_a_bare_word_is_another_one_only_where_the_rest_has_its_marks(
    finder: StatementFinder, message: str, unheard: list[str]
) -> None:
    assert finder.unheard(["buu-chinh-cap-giay-phep"], ["vay"], message) == unheard
