from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.folding import clean, fold, words

ANY = st.text(max_size=200)


@pytest.mark.parametrize(
    ("told", "folded"),
    [
        ("Lệ phí Đăng ký", "le phi dang ky"),
        ("Ðơn đề nghị", "don de nghi"),
        ("UỶ BAN  nhân\tdân", "uy ban nhan dan"),
        (unicodedata.normalize("NFD", "Giấy phép bưu chính"), "giay phep buu chinh"),
    ],
)
def test_fold_gives_one_spelling(told: str, folded: str) -> None:
    assert fold(told) == folded


@given(ANY)
def test_fold_is_its_own_fixed_point(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_fold_does_not_see_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(ANY)
def test_clean_leaves_no_control_character(text: str) -> None:
    assert not any(unicodedata.category(char).startswith("C") for char in clean(text))


def test_clean_removes_what_cannot_be_seen() -> None:
    assert clean("lệ\u200b phí\x00 bưu\ud800 chính\n\nnhé ") == "lệ phí bưu chính nhé"


def test_words_keep_a_code_in_one_piece() -> None:
    assert words("GP 1.003868?") == ["gp", "1.003868"]
