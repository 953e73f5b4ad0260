"""A message as it was meant to be typed, with the place of every letter in what was typed.

NFC in plain characters, look-alike letters of other scripts, stretched words ("giấyyyy phépppp"), keys that the
typing method left raw ("giaays phesp", "giay61 phep1") and slips of the finger (nlu/spelling.py). What is no such slip
stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nlu.language import is_english
from nlu.phrases import lexicon
from nlu.restoring import restorer
from nlu.spelling import respelt
from nlu.syllables import has_marks
from procedures.folding import clean, fold

WORD = re.compile(r"\S+")
VOWEL_LETTERS = frozenset("aeiouy")
STRETCHED = re.compile(r"([^\W\d])\1{2,}")
DOUBLED = re.compile(r"([^\W\d])\1")
TELEX_SHAPES = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("dd", "đ"))
TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
VNI_WORD = 3
VNI_SHAPES = {"6": "aeo", "7": "uo", "8": "a", "9": "d"}
SHAPED = {
    ("6", "a"): "â", ("6", "e"): "ê", ("6", "o"): "ô",
    ("7", "u"): "ư", ("7", "o"): "ơ", ("8", "a"): "ă", ("9", "d"): "đ",
}  # fmt: skip
RAW = re.compile(r"[^\W\d_][^\W_]{1,9}")
VOWELS = "aăâeêioôơuưy"
LETTERS = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ѕ": "s", "ј": "j", "һ": "h",
    "ԁ": "d", "ɡ": "g", "ո": "n", "ν": "v", "ο": "o", "α": "a", "ι": "i", "κ": "k", "ρ": "p", "τ": "t", "υ": "u",
}  # fmt: skip
"""Cyrillic, Armenian and Greek letters that look like Latin ones."""
LOOKALIKES = str.maketrans({**LETTERS, **{a.upper(): b.upper() for a, b in LETTERS.items() if a.upper() != a}})


@dataclass(frozen=True)
class Normalised:
    """``places[n]`` is where the letter ``n`` of ``text`` stands in what was typed."""

    text: str
    places: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Span of the raw text that ``text[start:end]`` came from."""
        if start >= end:
            at = self.places[start] if start < len(self.places) else (self.places[-1] + 1 if self.places else 0)
            return at, at
        return self.places[start], self.places[end - 1] + 1


def normalise(text: str) -> Normalised:
    """Never raises, whatever the text."""
    letters, places = _plain(text)
    plain = "".join(letters)
    keys_left = _keys_left(plain)
    typed = list(WORD.finditer(plain))
    told: list[str] = []
    where: list[int] = []
    end = 0
    for match, word in zip(typed, _respelt([mended(match.group(), keys_left) for match in typed]), strict=True):
        gap = plain[end : match.start()]
        told += [gap, word]
        where += places[end : match.start()]
        own = places[match.start() : match.end()]
        where += [own[at * len(own) // len(word)] for at in range(len(word) - 1)] + own[-1:]
        end = match.end()
    return Normalised("".join(told), tuple(where))


def _plain(text: str) -> tuple[list[str], list[int]]:
    """Letters of ``clean(text)`` with look-alikes replaced, and their places in the raw text."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in clean(text[at:end]) or (" " if text[at].isspace() else ""):
            if char != " " or (letters and letters[-1] != " "):
                letters.append(char.translate(LOOKALIKES))
                places.append(at)
        at = end
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return letters, places


def _keys_left(text: str) -> bool:
    """Whether the typing method seems to have been off: two words that make sense only as keys, or one among marked
    ones; English words look like keys ("news")."""
    words = [STRETCHED.sub(r"\1", _core(word)[1]) for word in text.split()]
    if is_english([word.lower() for word in words]):
        return False
    raw = sum(not _known(word) and any(map(_known, _from_keys(word))) for word in words if word)
    return raw > 1 or (raw == 1 and (has_marks(text) or len(words) == 1))


def _from_keys(word: str) -> list[str]:
    return [one for one in (_from_telex(word), _from_vni(word)) if one]


@lru_cache(maxsize=4096)
def mended(word: str, keys_left: bool) -> str:
    """One word without its slip; a word that is known, or makes no known one, stays as it is, and so does a short form
    people write: "cccd" is no stretched "cd"."""
    lead, core, tail = _core(word)
    if not core:
        return word
    if core.lower() in lexicon("short_forms") or not set(fold(core)) & VOWEL_LETTERS:
        return word  # "pccc", "tttt": letters of names, not a key held down
    shorter = STRETCHED.sub(r"\1", core)
    if _known(shorter):
        return lead + shorter + tail
    for candidate in (*(_from_keys(shorter) if keys_left else []), DOUBLED.sub(r"\1", shorter)):
        if _known(candidate):
            return lead + candidate + tail
    return lead + shorter + tail


def _respelt(words: list[str]) -> list[str]:
    """Words without their slips of the finger, the signs around them kept."""
    cores = [_core(word) for word in words]
    found = respelt([core for _, core, _ in cores])
    return [f"{lead}{one}{tail}" for (lead, _, tail), one in zip(cores, found, strict=True)]


def _core(word: str) -> tuple[str, str, str]:
    """(signs before, letters and digits, signs behind)."""
    start = next((at for at, char in enumerate(word) if char.isalnum()), len(word))
    end = len(word) - next((at for at, char in enumerate(reversed(word)) if char.isalnum()), len(word) - start)
    return word[:start], word[start:end], word[end:]


def _known(word: str) -> bool:
    return restorer().knows(word)


def _from_telex(word: str) -> str | None:
    """ "giaays" -> "giấy"; None where no key was left raw."""
    told = word.lower()
    if not RAW.fullmatch(told) or not told.isalpha():
        return None
    tone = ""
    for at in range(len(told) - 1, 1, -1):
        if told[at] in TELEX_TONES and any(char in VOWELS for char in told[:at]):
            tone, told = TELEX_TONES[told[at]], told[:at] + told[at + 1 :]
            break
    for keys, letter in TELEX_SHAPES:
        told = told.replace(keys, letter)
    told = re.sub(r"uo(?=\w*w)|ưo", "ươ", told).replace("w", "") if "w" in told or "ưo" in told else told
    found = _toned(told, tone)
    return found if found != word.lower() else None


def _from_vni(word: str) -> str | None:
    """ "giay61" -> "giấy"; None where no digit is a key: "G1" is a kind of game, "A4" a size of paper."""
    told = word.lower()
    if len(told) < VNI_WORD or not RAW.fullmatch(told) or not any(char.isdigit() for char in told):
        return None
    letters: list[str] = []
    tone = ""
    for char in told:
        if char in VNI_TONES:
            tone = VNI_TONES[char]
        elif char in VNI_SHAPES:
            for at in range(len(letters) - 1, -1, -1):
                if (char, letters[at]) in SHAPED:
                    letters[at] = SHAPED[char, letters[at]]
                    if char == "7" and at and letters[at - 1] == "u":
                        letters[at - 1] = "ư"
                    break
            else:
                return None
        else:
            letters.append(char)
    return _toned("".join(letters), tone)


def _toned(bare: str, tone: str) -> str | None:
    """The known syllable with that tone on one of its vowels, None without a vowel; without a tone the letters."""
    if not tone:
        return bare
    toned = [
        unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])
        for at, char in enumerate(bare)
        if char in VOWELS
    ]
    return next((one for one in toned if _known(one)), toned[-1] if toned else None)
