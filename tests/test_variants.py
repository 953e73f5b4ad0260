"""Variants of held-out questions: other typing, the same question, and the same again on every run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.variants import VARIANTS, half_accented, is_accented, mistyped, unaccented
from procedures.folding import clean, fold

TEXT = st.text(alphabet="aăâđeêưnghkmBÔ ỹ?,.1", max_size=60).map(clean)


@given(TEXT)
def test_only_marks_are_taken(text: str) -> None:
    assert fold(unaccented(text)) == fold(half_accented(text)) == fold(text)
    assert not is_accented(unaccented(text)) or not fold(text)


@given(TEXT)
def test_a_variant_is_the_same_on_every_run_and_keeps_its_words(text: str) -> None:
    for typed in VARIANTS.values():
        assert typed(text) == typed(text)
        assert len(typed(text).split()) == len(text.split())


@pytest.mark.parametrize(
    ("typed", "text", "got"),
    [
        (unaccented, "Cấp giấy phép ĐỘC LẬP", "Cap giay phep DOC LAP"),
        (unaccented, "lệ phí 50.000đ?", "le phi 50.000d?"),
    ],
)
def test_capitals_and_signs_stay(typed: object, text: str, got: str) -> None:
    assert callable(typed)
    assert typed(text) == got


def test_slips_are_made() -> None:
    text = "xin cấp giấy phép hoạt động ngành nghề thương mại chuyên nghiệp trong nước"
    assert mistyped(text) != text
    assert half_accented(text) not in (text, unaccented(text))
