"""Puts marks back on Vietnamese that was typed wholly or partly without them, keeping every mark that was typed.

A trigram over syllables, built by ``tools/restoration_counts.py``; the likeliest row of syllables is found with a
narrow beam. The result has the same length as the text in NFC, so that places in one are places in the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from nlu.syllables import SYLLABLE, has_marks, keeps_marks, placed
from procedures.folding import fold

PATH = Path(__file__).resolve().parent / "data" / "restoration.npz"
START = "<s>"
BOUNDARY = re.compile(r"[.;:!?\n]+")
STEP = 24.0
BEAM, MOST_FORMS = 6, 8
LONGEST = 400
"""Syllables of a text that are restored; the rest stays as it was typed."""
UNKNOWN = 14.0
"""Cost of a syllable the model has never seen."""
KEPT_BARE = 5.0
"""What it costs to mark a syllable typed bare in a text whose others are all marked, falling to 0 at MARKED_TEXT."""
MARKED_TEXT = 0.45
"""Share of marked syllables up to which bare ones are thought to lack their marks."""
PAIR = 1 << 60
"""Sets the key of two syllables apart from one of three that begins with syllable 0."""


class Restorer:
    """Restores by the counts of one file."""

    def __init__(self, path: Path = PATH):
        with np.load(path) as held:
            words: list[str] = str(held["words"]).split("\n")
            self._number = {word: at for at, word in enumerate(words)}
            self._single = (held["p1"] / STEP).tolist()
            self._seen: dict[int, float] = {}
            self._left: dict[int, float] = {}
            for size in (2, 3):
                self._seen.update(_mapping(held, f"g{size}", f"p{size}"))
                self._left.update(_mapping(held, f"c{size}", f"b{size}"))
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words[1:], key=lambda one: self._single[self._number[one]]):
            if len(self._forms[fold(word)]) < MOST_FORMS:
                self._forms[fold(word)].append(word)

    def knows(self, word: str) -> bool:
        """Whether a syllable, marked or not, has been seen; a marked one must have been seen so."""
        told = placed(word.lower())
        return told in self._number or (not has_marks(told) and told in self._forms)

    @property
    def bare_words(self) -> Collection[str]:
        """Every word the counts know, folded."""
        return self._forms.keys()

    def pair_cost(self, first: str, second: str) -> float | None:
        """-log P(second | first) of the likeliest way to mark the two, None where no such pair has been seen."""
        costs = (
            self._seen.get(self._number[one] << 16 | self._number[two] | PAIR)
            for one in self._forms_of(first)
            for two in self._forms_of(second)
        )
        return min((cost for cost in costs if cost is not None), default=None)

    def _forms_of(self, word: str) -> list[str]:
        told = placed(word.lower())
        return [form for form in self._forms.get(fold(told), []) if keeps_marks(form, told)]

    def restore(self, text: str) -> str:
        """The text in NFC with its marks; its length is that of the text in NFC."""
        text = unicodedata.normalize("NFC", text)
        found = list(SYLLABLE.finditer(text))[:LONGEST]
        price = self._bare_price([match.group() for match in found])
        letters = list(text)
        for row in _rows(text, found):
            for match, word in zip(row, self._best([match.group() for match in row], price), strict=True):
                letters[match.start() : match.end()] = _in_case(match.group(), word)
        return "".join(letters)

    def _bare_price(self, typed: list[str]) -> float:
        marked = sum(map(has_marks, typed)) / len(typed) if typed else 0.0
        return KEPT_BARE * max(0.0, marked - MARKED_TEXT) / (1 - MARKED_TEXT) if marked > MARKED_TEXT else 0.0

    def _best(self, typed: list[str], price: float) -> list[str]:
        beam: list[tuple[float, int, int, list[str]]] = [(0.0, 0, 0, [])]
        for syllable in typed:
            options = self._options(syllable, price)
            grown = [
                (cost + extra + self._cost(first, second, word), second, word, [*row, form])
                for cost, first, second, row in beam
                for form, word, extra in options
            ]
            grown.sort(key=lambda one: one[0])
            beam, kept = [], set()
            for one in grown:
                if one[1:3] not in kept:
                    kept.add(one[1:3])
                    beam.append(one)
                if len(beam) == BEAM:
                    break
        return beam[0][3]

    def _options(self, syllable: str, price: float) -> list[tuple[str, int, float]]:
        """(form, number, extra cost) of what a typed syllable may stand for."""
        bare = syllable.lower()
        told = placed(bare)
        forms = [form for form in self._forms.get(fold(bare), []) if keeps_marks(form, told)]
        options = [(form, self._number[form], price if form != told else 0.0) for form in forms]
        if told not in forms:
            options.append((told, self._number.get(told, -1), UNKNOWN if forms else 0.0))
        return options

    def _cost(self, first: int, second: int, word: int) -> float:
        """-log P(word | first, second)."""
        if word < 0:
            return UNKNOWN
        pair = second << 16 | word | PAIR
        seen = self._seen.get((first << 32 | pair) ^ PAIR)
        if seen is not None:
            return seen
        left = self._left.get(first << 16 | second | PAIR, 0.0)
        told = self._seen.get(pair)
        if told is None:
            told = self._left.get(second, 0.0) + float(self._single[word])
        return left + told


@lru_cache(maxsize=1)
def restorer() -> Restorer:
    return Restorer()


def restore(text: str) -> str:
    """The text with its marks put back (Restorer.restore)."""
    return restorer().restore(text)


def _rows(text: str, found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Syllables of each sentence."""
    rows: list[list[re.Match[str]]] = []
    for at, match in enumerate(found):
        if at == 0 or BOUNDARY.search(text, found[at - 1].end(), match.start()):
            rows.append([])
        rows[-1].append(match)
    return rows


def _in_case(typed: str, word: str) -> list[str]:
    """The word's letters in the case they were typed, the tone where it was typed."""
    if placed(typed.lower()) == word:
        return list(typed)
    return [letter.upper() if was.isupper() else letter for was, letter in zip(typed, word, strict=True)]


def _mapping(held: Mapping[str, Any], grams: str, values: str) -> dict[int, float]:
    """n-gram, packed into one number -> cost."""
    rows = held[grams].reshape(len(held[values]), -1).astype(np.int64)
    keys = rows[:, 0].copy()
    for column in range(1, rows.shape[1]):
        keys = keys << 16 | rows[:, column]
    keys = keys | PAIR if rows.shape[1] == 2 else keys
    return dict(zip(keys.tolist(), (held[values] / STEP).tolist(), strict=True))
