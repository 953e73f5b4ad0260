"""Slips of the finger: what was meant where the language model has seen it there, and as it was typed elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.language import is_english
from nlu.normalising import normalise
from nlu.restoring import restorer
from nlu.spelling import is_a_slip, respelt
from nlu.syllables import is_syllable
from procedures.folding import clean, fold, words
from procedures.record import Record


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đăg ký hoạt độgn in", "dang ky hoat dong in"),
        ("xin giấyphép xuấtbảnphẩm", "xin giay phep xuat ban pham"),
        ("thôgn báo họp báo", "thong bao hop bao"),
        ("lệ phsi bao nhiêu", "le phi bao nhieu"),
        ("giấy chứgn nhận", "giay chung nhan"),
        ("xin giấyphép!", "xin giay phep!"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(typed: str, meant: str) -> None:
    assert fold(normalise(typed).text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "team em muốn in poster",
        "công ty ở vincom mở showroom",
        "tivi samsung thu kênh vtv",
        "sạp hàng bán bún, kẹt xe",
        "asdkjh qwe",
        "VTV và FDI",
        "đsq họp báo",
    ],
)
def test_names_and_words_of_other_languages_stay(text: str) -> None:
    assert normalise(text).text == text


def test_what_people_ask_without_a_slip_stays(records: list[Record]) -> None:
    """Of the phrasings written with their marks not one in 200 is read otherwise."""
    asked = [p for record in records for p in record.phrasings if not p.isascii() and not is_english(words(p))]
    changed = [text for text in asked if fold(normalise(text).text) != fold(clean(text))]
    assert len(changed) * 200 <= len(asked), changed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cấp liạ giấy phép in", "cấp lai giấy phép in"),
        ("ga hạn giấy phép", "gia hạn giấy phép"),
        ("giấy phép bưu chin", "giấy phép bưu chinh"),
        ("cấp cho ai", "cấp cho ai"),
        ("mua bưu thiếp", "mua bưu thiếp"),
    ],
)
def test_a_real_word_is_respelt_only_beside_its_pair(typed: str, meant: str) -> None:
    assert " ".join(respelt(typed.split())) == meant


@pytest.mark.parametrize("bare", ["nghieng", "quyen", "gia", "giup", "xinh", "khuya", "thuo", "a"])
def test_a_syllable_is_known_by_its_build(bare: str) -> None:
    assert is_syllable(bare)


@pytest.mark.parametrize("bare", ["thogn", "dag", "phsi", "team", "giayphep", "w", ""])
def test_what_cannot_be_said_is_no_syllable(bare: str) -> None:
    assert not is_syllable(bare)


@given(st.lists(st.text(alphabet="aăâeêioôơuưyđdbcghklmnpqrstvx", min_size=1, max_size=9), max_size=8))
def test_only_slips_are_respelt_and_only_as_known_words(typed: list[str]) -> None:
    found = respelt(typed)
    for word, meant in zip(typed, found, strict=True):
        assert meant == word or (is_a_slip(word) and all(map(restorer().knows, meant.split())))
