"""Vietnamese text as people compare it: one spelling for one word, with or without marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LOOKALIKES = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ɖ": "D", "ɖ": "d", "ı": "i"})
WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")


IGNORED = frozenset(map(chr, (0x034F, 0x115F, 0x1160, 0x3164, *range(0xFE00, 0xFE10), 0x20E3)))
"""Characters that are printed as nothing although their category does not say so."""
LONGEST_FORM = 4
"""Letters a character may stand for; U+FDFA is one character in a bounded text and eighteen when it is folded."""
WORD_LENGTH = 24
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def clean(text: str) -> str:
    """NFC in plain characters: no control, format, surrogate or unseen ones, every digit 0-9, single blanks."""
    kept = "".join(" " if char.isspace() else _plain(char) for char in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _plain(char: str) -> str:
    if char in IGNORED or unicodedata.category(char).startswith("C"):
        return ""
    if len(unicodedata.normalize("NFKD", char)) > LONGEST_FORM:
        return ""
    if char.isdigit() and not char.isascii():
        return str(unicodedata.digit(char))
    return char.translate(FULL_WIDTH)


def fold(text: str) -> str:
    """Lower case without marks: ``"Lệ phí Đăng ký"`` -> ``"le phi dang ky"``."""
    if text.isascii():
        return " ".join(text.lower().split())
    return _fold_word(text) if len(text) <= WORD_LENGTH else _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(LOOKALIKES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.lower().translate(LOOKALIKES).split())


_fold_word = lru_cache(20_000)(_fold)
"""Words come again and again; texts do not."""


def words(text: str) -> list[str]:
    """Folded words and dotted codes: ``"GP 1.003868?"`` -> ``["gp", "1.003868"]``."""
    return WORD.findall(fold(text))
