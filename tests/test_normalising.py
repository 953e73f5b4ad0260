"""A message as it was meant to be typed, and where each of its letters stands in what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalising import normalise
from procedures.folding import clean, fold
from procedures.record import Record

SLIPS = st.text(alphabet="aăâeêioôơuưyđdbcghklmnpqrstvxjfwzàáảãạ123456789 ,.?а\u0301\u200b", max_size=80)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giaays phesp buwu chisnh", "giấy phép bưu chính"),
        ("giay61 phep1 buu chinh1", "giấy phép buu chính"),
        ("d9uoc75 khong6", "được không"),
        ("giấyyyy phépppp bưu chính ơiiiii", "giấy phép bưu chính ơi"),
        ("ddăng kys cow sowr in", "đăng ký cơ sở in"),
        ("lệ phí bao nhiêuuu?", "lệ phí bao nhiêu?"),
        ("mấy ngayf xong", "mấy ngày xong"),
        ("giаy phеp", "giay phep"),
        ("đc ko ạ", "đc ko ạ"),
        ("web shop online free news", "web shop online free news"),
        ("where to file news for the permits", "where to file news for the permits"),
        ("2.001885", "2.001885"),
        ("a\u0300o", "ào"),
        ("  hai   chữ ", "hai chữ"),
    ],
)
def test_slips_are_mended_and_nothing_else(typed: str, meant: str) -> None:
    assert normalise(typed).text == meant


@given(st.one_of(st.text(max_size=200), SLIPS))
def test_every_letter_has_its_place(text: str) -> None:
    found = normalise(text)
    assert len(found.places) == len(found.text)
    assert all(0 <= place < len(text) for place in found.places)
    assert list(found.places) == sorted(found.places)
    assert found.text == found.text.strip()


@given(SLIPS)
def test_what_is_normal_stays(text: str) -> None:
    once = normalise(text).text
    assert fold(normalise(once).text) == fold(once) or len(normalise(once).text) < len(once)


def test_a_span_leads_back_to_what_was_typed() -> None:
    text = "xin\u200b  giaaysss phesp"
    found = normalise(text)
    assert found.text == "xin giấy phép"
    start, end = found.raw(4, 8)
    assert text[start:end] == "giaaysss"


@given(st.text(max_size=200))
def test_without_a_slip_it_is_the_clean_text(text: str) -> None:
    plain = clean(text)
    if plain.isascii() and not any(char.isalpha() for char in plain):
        assert normalise(text).text == plain


@pytest.mark.parametrize("text", ["game G1 và G2", "in khổ A4", "máy in B1", "file mp3"])
def test_a_letter_with_a_number_is_no_raw_key(text: str) -> None:
    assert normalise(text).text == text


def test_what_a_procedure_is_called_stays(records: list[Record]) -> None:
    called = [name for record in records for name in (record.name, *record.aliases)]
    assert {name: normalise(name).text for name in called} == {name: clean(name) for name in called}
