"""How many of what a fee is charged by: "120 trang", "45 phút", "hai hồ sơ"."""

from __future__ import annotations

import re

from nlu.dates import NUMBER, NUMBERS
from procedures.folding import fold

UNITS = {
    "trang": "trang",
    "page": "trang",
    "phut": "phút",
    "minute": "phút",
    "ho so": "hồ sơ",
    "giay phep": "giấy phép",
    "giay": "giấy",
    "the": "thẻ",
    "cuon": "cuốn",
    "quyen": "quyển",
    "to khai": "tờ khai",
}
"""As it is said, folded -> as a fee's unit begins."""
COUNTED = ("trang", "phút")
"""What says how many and never which procedure."""
NAMED = "|".join(sorted(UNITS, key=len, reverse=True))
FOUND = re.compile(rf"\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{NUMBER}) ({NAMED})s?\b(?! (?:thong tin|web|mang))")


def without_pages(folded: str) -> str:
    """Folded text without "20 trang", which is no "trang thông tin điện tử"."""
    return FOUND.sub(lambda found: " " if UNITS[found.group(2)] in COUNTED else found.group(), folded)


def quantity(text: str) -> tuple[int, str] | None:
    """(how many, of what) where the message says so; the first one counts."""
    found = FOUND.search(fold(text))
    if found is None:
        return None
    told = found.group(1)
    number = NUMBERS[told] if told in NUMBERS else int(told.replace(".", ""))
    return (number, UNITS[found.group(2)]) if number else None
