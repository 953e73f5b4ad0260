"""How many of what a fee is charged by, and which way it is filed: "120 trang", "hai hồ sơ", "nộp trực tuyến"."""

from __future__ import annotations

import re

from nlu.numbers import IN_WORDS, number
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
FOUND = re.compile(
    rf"(?<![-\d.,])\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{IN_WORDS}) ({NAMED})s?\b(?! (?:thong tin|web|mang|nao))"
)


CHANNELS = {
    "online": re.compile(r"\b(?:truc tuyen|online|qua mang|tren mang|dich vu cong)\b"),
    "direct": re.compile(r"\b(?:truc tiep|tai quay|tai cho|tan noi)\b"),
    "postal": re.compile(r"\bqua (?:buu dien|buu chinh|duong buu dien)\b"),
}
"""Ways to file, as they are said, folded."""


def channel(text: str) -> str | None:
    """The one way to file that a message names; None where it names none or several."""
    found = [way for way, said in CHANNELS.items() if said.search(fold(text))]
    return found[0] if len(found) == 1 else None


def without_pages(folded: str) -> str:
    """Folded text without "20 trang", which is no "trang thông tin điện tử"."""
    return FOUND.sub(lambda found: " " if UNITS[found.group(2)] in COUNTED else found.group(), folded)


def quantities(text: str) -> list[tuple[int, str]]:
    """(how many, of what) of every quantity a message names, in its order."""
    found = [(number(match.group(1)), UNITS[match.group(2)]) for match in FOUND.finditer(fold(text))]
    return [(many, what) for many, what in found if many]
