"""Words of a Vietnamese text by underthesea, with offsets into the raw text.

underthesea knows words with their marks, so it is given the text with its marks put back. It normalises its input;
its words are laid back onto the raw text letter by letter, and where that does not come out even (RASA.md, trap 5)
the words between blanks serve.
"""

from __future__ import annotations

import re

from underthesea import word_tokenize

from nlu.restoring import restore
from procedures.folding import clean, fold

BLANK = re.compile(r"\S+")


def spans(text: str) -> list[tuple[int, int]]:
    """Ordered, non-overlapping (start, end) of the words of ``text``."""
    try:
        segmented = word_tokenize(restore(clean(text)))
    except Exception:  # underthesea raises ValueError, KeyError and others on odd input
        segmented = []
    return _laid_back(text, segmented) or [match.span() for match in BLANK.finditer(text)]


def _laid_back(text: str, segmented: list[str]) -> list[tuple[int, int]]:
    """Places of underthesea's words in the raw text; empty where a letter does not match."""
    letters = [(at, letter) for at, char in enumerate(text) for letter in fold(char).replace(" ", "")]
    found: list[tuple[int, int]] = []
    position = 0
    for word in segmented:
        wanted = fold(word).replace(" ", "")
        if not wanted:
            continue
        taken = letters[position : position + len(wanted)]
        if "".join(letter for _, letter in taken) != wanted:
            return []
        start, end = taken[0][0], taken[-1][0] + 1
        while end < len(text) and not fold(text[end]) and not text[end].isspace():
            end += 1
        found.append((start, end))
        position += len(wanted)
    return found if position == len(letters) else []
