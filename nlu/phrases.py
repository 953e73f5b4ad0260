"""Finds phrases of a lexicon in folded text: longest first, none inside another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from procedures.department import department
from procedures.folding import fold, words

CITY = re.compile(r"^(?:thành phố|tỉnh) ", re.IGNORECASE)
MESSAGES = 64
"""Messages and parts of them whose phrases a book remembers."""
LEXICONS = Path(__file__).resolve().parent / "lexicons"


@dataclass(frozen=True)
class Match:
    """``words[start:end]`` of the message says ``label``."""

    label: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


class PhraseBook:
    def __init__(self, phrases: dict[str, Iterable[str]]):
        self._labels: dict[tuple[str, ...], str] = {}
        for label, texts in phrases.items():
            for text in texts:
                self._labels.setdefault(tuple(words(text)), label)
        self._longest: dict[str, int] = {}
        """First word -> words of the longest phrase that begins with it."""
        for phrase in self._labels:
            if phrase:
                self._longest[phrase[0]] = max(self._longest.get(phrase[0], 0), len(phrase))

        self._found = lru_cache(MESSAGES)(self._search)

    def find(self, spoken: Sequence[str]) -> Sequence[Match]:
        """The phrases of a message; asked again and again of the same one while it is understood."""
        return self._found(tuple(spoken))

    def _search(self, spoken: tuple[str, ...]) -> tuple[Match, ...]:
        found: list[Match] = []
        at = 0
        while at < len(spoken):
            match = self._longest_at(spoken, at)
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return tuple(found)

    def _longest_at(self, spoken: tuple[str, ...], at: int) -> Match | None:
        for length in range(min(self._longest.get(spoken[at], 0), len(spoken) - at), 0, -1):
            label = self._labels.get(spoken[at : at + length])
            if label:
                return Match(label, at, at + length)
        return None


@lru_cache
def lexicon(name: str) -> Any:
    text = (LEXICONS / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (of words alone: "no" and "on" are two)


@lru_cache
def aspects() -> PhraseBook:
    return PhraseBook(lexicon("aspects"))


@lru_cache
def actions() -> PhraseBook:
    return PhraseBook(lexicon("actions"))


@lru_cache
def fillers() -> PhraseBook:
    return PhraseBook({"filler": lexicon("stopwords")["fillers"]})


@lru_cache
def safety() -> PhraseBook:
    return PhraseBook(lexicon("safety"))


@lru_cache
def fixed_matters() -> PhraseBook:
    return PhraseBook(lexicon("fixed_matters"))


@lru_cache
def places() -> PhraseBook:
    """Places by ``elsewhere`` and ``here``; the department's own city is here, whatever the list says."""
    named, own = lexicon("places"), [fold(CITY.sub("", department().city))]
    return PhraseBook(
        {
            "elsewhere": [one for one in named["elsewhere"] if fold(one) not in own],
            "no_place": named["no_place"],
            "here": [*named["here"], *named["here_by_business"], *own],
        }
    )


@lru_cache
def _whereabouts() -> tuple[PhraseBook, frozenset[str]]:
    """Names of places, and words before which they are no part of another name."""
    named = lexicon("places")
    names = [*named["elsewhere"], *named["here"], fold(CITY.sub("", department().city))]
    return PhraseBook({"place": names}), frozenset(words(before)[-1] for before in (*named["before"], *named["street"]))


def whereabouts(spoken: list[str]) -> set[int]:
    """Places in the message of the words that only say where: "ở Hải Phòng", "đường Hòa Bình"."""
    names, before = _whereabouts()
    said = [match for match in names.find(spoken) if {*spoken[max(match.start - 1, 0) : match.start]} & before]
    return {at for match in said for at in range(match.start - 1, match.end)}


def covered(spoken: list[str], *books: PhraseBook) -> set[int]:
    """Places of the words that a phrase of one of the books covers."""
    return {at for book in books for match in book.find(spoken) for at in range(match.start, match.end)}


@lru_cache
def stopwords() -> frozenset[str]:
    return frozenset(lexicon("stopwords")["words"])


@lru_cache
def generic_words() -> frozenset[str]:
    """Words of any permit: giấy, phép, xác, nhận …"""
    return frozenset(lexicon("stopwords")["generic"])


def telling(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of a name's words that are not those of any permit: not "giấy phép", but "phép bưu" and "bưu chính"."""
    return [pair for pair in pairs if not set(pair) <= generic_words()]
