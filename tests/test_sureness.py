"""The order of the candidates and how sure the first one is: learned numbers that must behave."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu import ranking, sureness
from nlu.cases import CaseBook
from nlu.heard import Heard
from nlu.linking import Linker
from nlu.matters import of_agency, of_record, of_topic
from nlu.settings import INTENT_SURE
from procedures import other_agencies, topics
from procedures.record import Record
from procedures.settings import today

WIDEST = 10.0


@pytest.fixture(scope="module")
def linker(records: list[Record]) -> Linker:
    others = [*map(of_topic, topics.load()), *map(of_agency, other_agencies.load())]
    return Linker([*map(of_record, records), *others], CaseBook(records))


def heard(linker: Linker, text: str) -> Heard:
    link = linker.link(text)
    return Heard(text, link, None, "ask", INTENT_SURE, link.vocabulary, today())


def test_the_numbers_are_of_these_features() -> None:
    assert set(json.loads(ranking.PATH.read_text(encoding="utf-8"))) == set(ranking.FEATURES)
    assert json.loads(sureness.PATH.read_text(encoding="utf-8"))["features"] == list(sureness.FEATURES)


@given(
    st.lists(st.floats(-2, 8), min_size=len(sureness.FEATURES), max_size=len(sureness.FEATURES)),
    st.integers(0, len(sureness.RISING) + len(sureness.FALLING) - 1),
    st.floats(0, WIDEST),
)
def test_a_clearer_message_is_never_less_sure(row: list[float], at: int, more: float) -> None:
    clearer = [*row]
    clearer[at] += more if at < len(sureness.RISING) else -more
    forest = sureness._forest()
    assert forest.of(np.asarray(clearer)) >= forest.of(np.asarray(row)) - 1e-4  # numbers are kept to five digits


def test_a_clear_question_is_surer_than_a_stray_word(linker: Linker) -> None:
    clear = sureness.sureness(heard(linker, "lệ phí cấp giấy phép bưu chính là bao nhiêu"))
    stray = sureness.sureness(heard(linker, "bay flycam chụp ảnh cưới có phải xin phép không"))
    assert clear > 0.9
    assert stray < 0.3


def test_what_was_found_by_its_code_is_sure_and_nothing_is_not(linker: Linker) -> None:
    assert sureness.sureness(heard(linker, "thủ tục 1.003868")) == 1.0
    assert sureness.sureness(heard(linker, "zzz qqq")) == 0.0


def test_candidates_come_in_the_order_of_their_rank(linker: Linker) -> None:
    found = linker.link("giấy phép bưu chính bị mất thì làm sao").candidates
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
    assert found[0].id == "buu-chinh-cap-lai-mat-hong"


def test_a_name_said_whole_comes_first(linker: Linker) -> None:
    found = linker.link("sửa đổi, bổ sung giấy phép bưu chính").candidates
    unnamed = [replace(one, whole_name=False) for one in found]
    last = replace(unnamed[-1], whole_name=True)
    assert found[0].whole_name
    assert ranking.ranked([*unnamed[:-1], last], [])[0].id == last.id
