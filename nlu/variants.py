"""The same question as other people would have typed it: without marks, with half of them, with slips of the finger.

Deterministic: the same text and seed give the same variant, so that figures can be compared.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable

from procedures.folding import LOOKALIKES, fold

NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo", "k": "jl",
    "l": "ko", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip
"""Keys beside each other on a keyboard."""
TYPO_SHARE = 0.18
"""Share of the longer words that get a slip."""


def unaccented(text: str) -> str:
    return " ".join(_bare(word) for word in text.split())


def half_accented(text: str) -> str:
    """Every other word, chosen by chance, without marks."""
    chance = _chance(text, "half")
    return " ".join(_bare(word) if chance.random() < 0.5 else word for word in text.split())


def mistyped(text: str) -> str:
    """Some words of four letters and more with a letter swapped, lost, doubled or struck beside."""
    chance = _chance(text, "typo")
    return " ".join(
        _slip(word, chance) if len(word) >= 4 and word.isalpha() and chance.random() < TYPO_SHARE else word
        for word in text.split()
    )


VARIANTS: dict[str, Callable[[str], str]] = {
    "unaccented": unaccented,
    "half": half_accented,
    "typo": mistyped,
}


def is_accented(text: str) -> bool:
    """Whether the marks are there to be taken away: at least a third of the words carry one."""
    told = text.lower().split()
    return sum(fold(word) != word for word in told) * 3 >= len(told)


def _bare(word: str) -> str:
    """Without marks, its capitals kept."""
    bare = fold(word)
    return (
        "".join(b.upper() if w.isupper() else b for b, w in zip(bare, word.translate(LOOKALIKES), strict=False)) or bare
    )


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("swap", "lose", "double", "beside"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "lose":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    struck = chance.choice(NEIGHBOURS.get(fold(word[at]), word[at]))
    return word[:at] + struck + word[at + 1 :]


def _chance(text: str, name: str) -> random.Random:
    return random.Random(zlib.crc32(f"{name}:{text}".encode()))  # noqa: S311 (no secret)
