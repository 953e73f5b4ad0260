"""Which language a message is in."""

from __future__ import annotations

import pytest

from nlu.language import is_english, may_be_english
from procedures.folding import words


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How do I apply for a postal license?", True),
        ("What documents are needed for họp báo", True),
        ("any fee?", True),
        ("how to get a driving license", True),
        ("postal licence fee", True),
        ("in sach cho khach my, giay to do o dau", False),
        ("hs gồm j", False),
        ("tks b, the may ngay tra", False),
        ("asdkjh qwe zxmn 88", False),
        ("nộp online ở đâu", False),
    ],
)
def test_english_is_told_from_words_without_marks(text: str, english: bool) -> None:
    assert is_english(words(text)) is english


@pytest.mark.parametrize(
    ("text", "maybe"), [("fee?", True), ("and how long", True), ("hồ sơ?", False), ("lệ phí", False), ("?", False)]
)
def test_a_word_or_two_may_go_on_in_english(text: str, maybe: bool) -> None:
    assert may_be_english(words(text)) is maybe
