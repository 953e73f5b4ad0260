from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.segmenting import spans

HARD = [
    "Uỷ ban nhân dân xã Hoà Khánh",
    unicodedata.normalize("NFD", "Uỷ ban nhân dân xã Hoà Khánh cấp giấy phép"),
    "lệ\u200b phí\u00ad cấp",
    "😀🙏 ok",
    "<b>x</b> 1.003868/QĐ-UBND",
    "ﬁne ½ ①",
    "\x00\ud800",
]
TEXTS = st.one_of(
    st.text(max_size=60), st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ .,/\u0301\u200b", max_size=60)
)


def obeys_the_law(text: str) -> None:
    found = spans(text)
    assert all(start < end for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(start >= 0 and end <= len(text) for start, end in found)
    assert all(text[start:end].strip() for start, end in found)


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_keep_raw_offsets(text: str) -> None:
    obeys_the_law(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_tokens_are_ordered_and_do_not_overlap(text: str) -> None:
    obeys_the_law(text)


def test_every_visible_letter_is_in_a_token() -> None:
    text = "Cấp giấy phép bưu chính (cấp tỉnh)"
    covered = "".join(text[start:end] for start, end in spans(text))
    assert covered.replace(" ", "") == text.replace(" ", "")
