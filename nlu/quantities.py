"""How many of what a fee is charged by: "120 trang", "45 phút", "hai hồ sơ"."""

from __future__ import annotations

import re

from procedures.folding import clean, fold
from procedures.number_words import IN_WORDS, number

UNITS = {
    "trang": "trang",
    "page": "trang",
    "phut": "phút",
    "minute": "phút",
    "ho so": "hồ sơ",
    "bo ho so": "hồ sơ",
    "giay phep": "giấy phép",
    "giay": "giấy",
    "the": "thẻ",
    "tai lieu": "tài liệu",
    **dict.fromkeys(("video", "clip", "phim"), "video"),
    "cuon": "cuốn",
    "quyen": "quyển",
    "tap": "tập",
    "to": "tờ",
    "to roi": "tờ rơi",
    "to gap": "tờ gấp",
    "bo": "bộ",
    "bo tai lieu": "bộ tài liệu",
    "van ban xac nhan": "văn bản xác nhận",
    "to khai": "tờ khai",
    "chi nhanh": "chi nhánh",
    "van phong dai dien": "văn phòng đại diện",
}
"""As it is said, folded -> as a fee's unit begins."""
COUNTED = ("trang", "phút")
"""What says how many and never which procedure."""
MEASURES = frozenset([*map(fold, COUNTED), "tieng", "gio", "to", "tap", "cuon", "quyen", "moi"])
"""Words of a quantity that is told: "phim 2 tiếng" names a film."""
UNIT_WORDS = frozenset(word for unit in UNITS for word in unit.split())
NAMED = "|".join(sorted(UNITS, key=len, reverse=True))
FOUND = re.compile(
    rf"(?<![-\d.,/])\b(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{IN_WORDS}) ({NAMED})s?\b"
    r"(?! (?:thong tin|web|mang|nao|chi\b|the\b))"
)


RECORDING = "(?:video|audio|ghi am|ghi hinh|phim|bang|dia|nghe|xem|clip)"
HOURS = re.compile(
    r"(?<![-\d.,])(?<!truoc )\b(\d{1,2}) (?:gio|tieng)"
    rf"(?: (\d{{1,2}}) phut| (ruoi)\b|(?= {RECORDING}))"
)
FILM_OF_HOURS = re.compile(
    rf"(?<=\b)(?:{RECORDING} )(?:dai )?(\d{{1,2}}) (?:gio|tieng)(?: (\d{{1,2}}) phut| (ruoi)\b)?"
)
""" "1 giờ 20 phút", "2 tiếng rưỡi", "2 tiếng video"; not an hour of the day."""


SECONDS = re.compile(r"\d+ ?gi[âa]y\b", re.IGNORECASE)
""" "90 giây": seconds, which fold like papers."""


def _in_minutes(told: re.Match[str]) -> str:
    hours, minutes, half = told.groups()
    return f"{int(hours) * 60 + int(minutes or 0) + (30 if half else 0)} phut"


def without_pages(folded: str) -> str:
    """Folded text without "20 trang", which is no "trang thông tin điện tử"."""
    return FOUND.sub(lambda found: " " if UNITS[found.group(2)] in COUNTED else found.group(), folded)


def quantities(text: str) -> list[tuple[int, str]]:
    """(how many, of what) of every quantity a message names, in its order."""
    text = SECONDS.sub(" ", clean(text))
    told = HOURS.sub(_in_minutes, FILM_OF_HOURS.sub(_in_minutes, fold(text)))
    found = [(number(match.group(1)), UNITS[match.group(2)]) for match in FOUND.finditer(told)]
    return [(many, what) for many, what in found if many]
