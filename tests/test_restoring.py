"""Marks are put back where they lack, and nothing that was typed is lost."""

from __future__ import annotations

import json
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.restoring import restore, restorer
from nlu.segmenting import spans
from nlu.syllables import has_marks, keeps_marks, pairs_typed_as, placed, syllables
from nlu.variants import unaccented
from procedures.folding import fold
from procedures.settings import ROOT

LETTERS = st.text(alphabet="aăâeêioôơuưyđdbcghklmnpqrstvxàáảãạấầẩẫậắếềểễệíìỉĩịốồớờợúùứừựýỳ  ,.?0123", max_size=120)
FLOOR = 0.94
"""Share of syllables of the development questions that come back right (README: 95,5 %)."""


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("giay phep buu chinh can giay to gi", "giấy phép bưu chính cần giấy tờ gì"),
        ("Le phi bao nhieu?", "Lệ phí bao nhiêu?"),
        ("đuoc cap lai khong", "được cấp lại không"),
        ("xin giấy phép buu chinh o dau", "xin giấy phép bưu chính ở đâu"),
        ("hoà bình", "hoà bình"),
        ("1.003868", "1.003868"),
        ("", ""),
    ],
)
def test_marks_come_back(typed: str, restored: str) -> None:
    assert restore(typed) == restored


@given(st.one_of(st.text(max_size=200), LETTERS))
def test_only_marks_are_added(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    found = restore(text)
    assert len(found) == len(plain)
    assert fold(found) == fold(plain)


@given(LETTERS)
def test_every_mark_that_was_typed_stays(text: str) -> None:
    for was, now in zip(syllables(text), syllables(restore(text)), strict=True):
        assert keeps_marks(now, was) or now == was


@given(st.text(max_size=200))
def test_words_of_restored_text_have_raw_places(text: str) -> None:
    found = spans(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_peoples_questions_come_back_as_a_rule() -> None:
    lines = [
        json.loads(line)["text"]
        for name in ("dev", "dev-2")
        for line in (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    same = whole = 0
    for text in lines:
        told = syllables(text)
        if sum(map(has_marks, told)) >= 0.6 * len(told):
            back = syllables(restore(unaccented(text)))
            whole += len(told)
            same += sum(a == b for a, b in zip(told, back, strict=True))
    assert same / whole >= FLOOR


def test_the_tone_has_one_place() -> None:
    assert [placed(one) for one in ("hoà", "hòa", "thuỷ", "quý", "khoẻ", "toán")] == [
        "hòa", "hòa", "thủy", "quý", "khỏe", "toán",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kept"),
    [("đặc sản Hà Nội có gì", False), ("đặc san của trường", True), ("dac san", True), ("giáy phép buư chính", True)],
)
def test_pairs_are_those_of_a_name_only_with_its_marks(text: str, kept: bool) -> None:
    names = ("đặc san", "giấy phép bưu chính")
    pairs = {("dac", "san"), ("giay", "phep"), ("phep", "buu"), ("buu", "chinh")}
    assert pairs_typed_as(text, names, pairs, restorer().knows) is kept
