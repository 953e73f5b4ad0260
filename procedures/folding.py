"""Vietnamese text as people compare it: one spelling for one word, with or without marks."""

from __future__ import annotations

import re
import unicodedata

LOOKALIKES = str.maketrans({"Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Ɖ": "D", "ɖ": "d", "ı": "i"})
WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")


def clean(text: str) -> str:
    """NFC without control, format, surrogate or private characters; runs of blanks become one."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _printable(char))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _printable(char: str) -> bool:
    return not unicodedata.category(char).startswith("C")


def fold(text: str) -> str:
    """Lower case without marks: ``"Lệ phí Đăng ký"`` -> ``"le phi dang ky"``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LOOKALIKES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.lower().translate(LOOKALIKES).split())


def words(text: str) -> list[str]:
    """Folded words and dotted codes: ``"GP 1.003868?"`` -> ``["gp", "1.003868"]``."""
    return WORD.findall(fold(text))
