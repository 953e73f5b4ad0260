"""Finds phrases of a lexicon in folded text: longest first, none inside another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from procedures.folding import fold, words

LEXICONS = Path(__file__).resolve().parent / "lexicons"


ENGLISH = frozenset(
    ["the", "is", "are", "how", "what", "where", "which", "we", "our", "my", "do", "does", "of", "for", "want"]
)
"""Two of these make a message English."""
GREETING = re.compile(
    r"^\W*(?:(?:da|em|minh|toi|chau|con) )?(?:xin )?chao\b\W*(?!thu|ve|tvro|parabol|anten|truyen|bat|nay)"
    r"(?:(?:anh|chi|em|ad|admin|ban|shop|co|chu|bac|so|cac|quy|can bo|co quan|nha|a)\W+)*(?=\w)"
)
BREAKS_BEFORE = frozenset(["bi", "mat", "hu", "neu", "lam", "do", "vi", "rach"])
BREAKS_AFTER = frozenset(["thi", "roi", "nat", "het"])
"""Beside these "hong" is "hỏng" (broken), elsewhere the Southern "hông" (not)."""
CONTRAST = re.compile(
    r"(?:\bchu|[,(;])\s*(?:khong|ko|k|hong|hok|hem) phai (?!(?:lam|xin|nop|dang|mat|tra|dong|co)\b)[^,.;:()?!]*"
)
""" "…, không phải do hết hạn", "… chứ không phải đặc san": what is not meant."""


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
        self._longest = max((len(phrase) for phrase in self._labels), default=0)

    def find(self, spoken: list[str]) -> list[Match]:
        found: list[Match] = []
        at = 0
        while at < len(spoken):
            match = self._longest_at(spoken, at)
            if match:
                found.append(match)
            at = match.end if match else at + 1
        return found

    def _longest_at(self, spoken: list[str], at: int) -> Match | None:
        for length in range(min(self._longest, len(spoken) - at), 0, -1):
            label = self._labels.get(tuple(spoken[at : at + length]))
            if label:
                return Match(label, at, at + length)
        return None


@lru_cache
def lexicon(name: str) -> Any:
    return yaml.safe_load((LEXICONS / f"{name}.yml").read_text(encoding="utf-8"))


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


def covered(spoken: list[str], *books: PhraseBook) -> set[int]:
    """Places of the words that a phrase of one of the books covers."""
    return {at for book in books for match in book.find(spoken) for at in range(match.start, match.end)}


@lru_cache
def stopwords() -> frozenset[str]:
    return frozenset(lexicon("stopwords")["words"])


def empty_words(spoken: list[str]) -> frozenset[str]:
    """Words that say nothing in this message: where it is English, also English ones that fold like Vietnamese."""
    english = frozenset(lexicon("stopwords")["english"])
    telling = sum(word in ENGLISH for word in spoken)
    return stopwords() | english if telling >= 2 else stopwords()


@lru_cache
def generic_words() -> frozenset[str]:
    """Words of any permit: giấy, phép, xác, nhận …"""
    return frozenset(lexicon("stopwords")["generic"])


@lru_cache
def _short_forms() -> dict[str, list[str]]:
    return {fold(short): words(full) for short, full in lexicon("short_forms").items()}


def without_contrast(text: str) -> str:
    """Folded, without the things the citizen says are not meant."""
    return CONTRAST.sub(" ", fold(text))


def without_greeting(folded: str) -> str:
    """ "chào anh chị, giấy phép …" without its greeting; "chảo thu", which folds alike, is a dish."""
    return GREETING.sub("", folded)


def spoken_words(text: str) -> list[str]:
    """Folded words of a message with short forms written out; "hỏng" is no "hông" where something broke."""
    told = words(text)
    return [full for at, word in enumerate(told) for full in _written_out(told, at, word)]


def _written_out(told: list[str], at: int, word: str) -> list[str]:
    broke = word == "hong" and ({*told[max(at - 1, 0) : at]} & BREAKS_BEFORE or {*told[at + 1 : at + 2]} & BREAKS_AFTER)
    return [word] if broke else _short_forms().get(word, [word])
