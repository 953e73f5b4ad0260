"""Vietnamese syllables: their marks, one spelling of the tone's place, and which marks a typed one already has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from itertools import pairwise

from procedures.folding import fold

SYLLABLE = re.compile(r"[^\W\d_]+")
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below."""
NEW_PLACE = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")
"""Tone on the second vowel of an open oa, oe, uy ("hoà"); the older place ("hòa") is the one we write."""

MOSTLY_TYPED = 3
"""Words of a name of which one may be typed with another mark by mistake."""
ONSETS_WRITTEN = "b c d g h k l m n p r s t v x ch gh gi kh ng nh ph qu th tr ngh"
RHYMES_WRITTEN = """
a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oat oay oc oe oen oeo oet oi om on ong ooc oong op ot
u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu
uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu
"""
ONSETS = ("", *ONSETS_WRITTEN.split())
WORDS_KNOWN = 4096
"""Words that are remembered to be syllables or none."""
RHYMES = frozenset(RHYMES_WRITTEN.split())
"""Of every Vietnamese syllable, folded."""


@lru_cache(WORDS_KNOWN)
def is_syllable(bare: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable, be it one that is used or not."""
    return any(bare.startswith(onset) and bare[len(onset) :] in RHYMES for onset in ONSETS)


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


def typed_as(text: str, names: Iterable[str], naming: Iterable[str]) -> bool:
    """Whether the words of ``naming`` (folded) were typed with the marks that they have in one of the names.

    A word may be typed twice, each time another one: "giấy phép lái xe … xin cấp lại".
    """
    typed: dict[str, set[str]] = {}
    for one in filter(has_marks, syllables(text)):
        typed.setdefault(fold(one), set()).add(one)
    forms = {form for name in names for form in syllables(name)}
    told = [word for word in naming if word in typed and any(fold(form) == word for form in forms)]
    kept = [word for word in told if any(keeps_marks(form, one) for form in forms for one in typed[word])]
    slips = len(told) - len(kept)
    return slips == 0 or (slips == 1 and len(told) > MOSTLY_TYPED)


def pairs_typed_as(
    text: str, names: tuple[str, ...], pairs: Collection[tuple[str, str]], known: Callable[[str], bool]
) -> bool:
    """Whether most of the folded ``pairs`` that stand in the text were typed as they are written in the names.

    A syllable that is not ``known`` is a slip of the finger and tells nothing.
    """
    told = [pair for pair in pairwise(syllables(text)) if (fold(pair[0]), fold(pair[1])) in pairs]
    told = [pair for pair in told if any(map(has_marks, pair)) and all(map(known, pair))]
    if not told:
        return True
    written = _written_pairs(names)
    kept = [
        any(
            keeps_marks(left, typed[0]) and keeps_marks(right, typed[1])
            for left, right in written.get((fold(typed[0]), fold(typed[1])), ())
        )
        for typed in told
    ]
    return 2 * sum(kept) >= len(kept)


@lru_cache(256)
def _written_pairs(names: tuple[str, ...]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Folded neighbours -> how they are written in the names."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for left, right in {pair for name in names for pair in pairwise(syllables(name))}:
        found.setdefault((fold(left), fold(right)), set()).add((left, right))
    return found


def _shape(syllable: str) -> tuple[list[str], str]:
    """(letters without tone, tone)."""
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    tone = next((char for char in decomposed if char in TONES), "")
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    return list(bare), tone
