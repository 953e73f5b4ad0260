"""Vietnamese syllables: their marks, one spelling of the tone's place, and which marks a typed one already has."""

from __future__ import annotations

import re
import unicodedata

from procedures.folding import fold

SYLLABLE = re.compile(r"[^\W\d_]+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below."""
NEW_PLACE = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")
"""Tone on the second vowel of an open oa, oe, uy ("hoà"); the older place ("hòa") is the one we write."""


def syllables(text: str) -> list[str]:
    """Lower-case syllables of a text, the tone in its older place."""
    return [placed(found) for found in SYLLABLE.findall(unicodedata.normalize("NFC", text).lower())]


def placed(syllable: str) -> str:
    """ "hoà" -> "hòa", "thuỷ" -> "thủy"; "quý" stays, for its u belongs to the q."""
    found = NEW_PLACE.search(syllable)
    if not found:
        return syllable
    vowels = found.group()
    second = unicodedata.normalize("NFD", vowels[1])
    return syllable[: found.start()] + unicodedata.normalize("NFC", vowels[0] + second[1]) + second[0]


def keeps_marks(candidate: str, typed: str) -> bool:
    """Whether a fully marked candidate has every mark that was typed: "được" keeps "đuoc" and "dược", not "dước"."""
    if fold(candidate) != fold(typed) or len(candidate) != len(typed):
        return False
    (shape, tone), (wanted, told) = _shape(candidate), _shape(typed)
    if told and told != tone:
        return False
    return all(want in (bare, have) for have, want, bare in zip(shape, wanted, fold(typed), strict=True))


def has_marks(syllable: str) -> bool:
    return fold(syllable) != syllable.lower()


def _shape(syllable: str) -> tuple[list[str], str]:
    """(letters without tone, tone)."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    tone = next((char for char in decomposed if char in TONES), "")
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    return list(bare), tone
