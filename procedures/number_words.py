"""Vietnamese numbers in words, folded: "mot tram hai muoi" is 120, "ba muoi lam" 35."""

from __future__ import annotations

import re

ONES = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9,
}  # fmt: skip
TENS = {"muoi": 10, "chuc": 10}
SCALES = {"tram": 100, "nghin": 1000, "ngan": 1000}
MILLION = "trieu"
FILLERS = ("linh", "le")
WORDS = "|".join([*ONES, *TENS, *SCALES, *FILLERS, "ruoi"])
FIRST = "|".join([*(word for word in ONES if word not in ("khong", "lam", "tu")), *TENS, "tram"])
"""Words a number may begin with: "lăm" only ends one, and folds like "làm"."""
IN_WORDS = rf"(?:{FIRST})(?: (?:{WORDS}))*"
"""A row of number words, for patterns on folded text."""
DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")


def number(told: str) -> int | None:
    """The number of digits ("1.200") or words; None where the words make none."""
    if DIGITS.fullmatch(told):
        return int(told.replace(".", ""))
    total, current, any_said = 0, 0, False
    for word in told.split():
        if word in ONES:
            if current % 10:
                return None  # "hai ba": two numbers
            current += ONES[word]
        elif word in TENS:
            last = current % 10
            current += (last or 1) * 10 - last
        elif word == "tram":
            current = (current or 1) * 100
        elif word in ("nghin", "ngan"):
            total, current = total + (current or 1) * 1000, 0
        elif word == MILLION:
            total, current = (total + (current or 1)) * 1_000_000, 0
        elif word == "ruoi" and current and current % 100 == 0:
            current += 50
        elif word not in FILLERS:
            return None
        any_said = any_said or word not in FILLERS
    return total + current if any_said else None
