from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import mask


def test_the_cases_of_the_facts(shared: Callable[[str], Any]) -> None:
    cases = shared("facts/pii-cases.json")
    assert {text: mask(text) for text in cases["positive"]} == cases["positive"]
    assert {text: mask(text) for text in cases["negative"]} == {text: text for text in cases["negative"]}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("cmnd 012 345 678", "cmnd [CMND]"),
        ("cccd 001.099.012.345", "cccd [CCCD]"),
        ("căn cước của tôi 001099012345 nhé", "căn cước của tôi [CCCD] nhé"),
        ("stk 1903 6789 0123 45 ngân hàng", "stk [TAI_KHOAN] ngân hàng"),
        ("số tài khoản: 0011004123456", "số tài khoản: [TAI_KHOAN]"),
        ("gọi 0912345678 hoặc a@b.vn", "gọi [SDT] hoặc [EMAIL]"),
    ],
)
def test_spaced_dotted_and_bank_forms(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text", ["lệ phí 10.750.000 đồng", "từ ngày 01/07/2026", "Nghị định 47/2011/NĐ-CP", "mã 1.003868", "120 trang"]
)
def test_amounts_dates_and_numbers_of_law_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert mask(mask(text)) == mask(text)
