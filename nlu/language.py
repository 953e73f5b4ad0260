"""Whether a message is asked in English, and which words say nothing in its language."""

from __future__ import annotations

from functools import lru_cache

from nlu.phrases import lexicon, stopwords
from nlu.syllables import is_syllable

ENGLISH = frozenset(lexicon("stopwords")["english"])
ASKED = frozenset(["fee", "fees", "cost", "price", "documents", "license", "licence", "permit", "certificate", "form"])
COMMON = ASKED | {word for word in ENGLISH if len(word) > 1} | {"how", "what", "the", "is", "my", "of", "for", "want"}
LEAST_THEIRS, MOST_OURS = 2, 0.35
"""Words that no Vietnamese one is built like, and the share that may be Vietnamese names, of a message in English."""


def is_english(told: list[str]) -> bool:
    """Of folded words: some can be nothing else, one of them a common one, and few are built like Vietnamese ones."""
    ours = [word for word in told if len(word) > 1 and is_syllable(word)]
    theirs = [word for word in told if word not in ours and word.isalpha()]
    either = [word for word in ours if word in COMMON]
    known = COMMON & {*theirs}  # "hs gồm j" is no English
    return len(theirs) >= LEAST_THEIRS and bool(known) and len(ours) - len(either) <= MOST_OURS * len(told)


def may_be_english(told: list[str]) -> bool:
    """Of folded words: none is Vietnamese for sure, as in "fee?", "how long", which go on with a talk in English."""
    return bool(told) and all(word in COMMON or len(word) == 1 or not is_syllable(word) for word in told)


def empty_words(spoken: list[str]) -> frozenset[str]:
    """Words that say nothing in this message: where it is English, also English ones that fold like Vietnamese."""
    return _empty_in_english() if is_english(spoken) else stopwords()


@lru_cache
def _empty_in_english() -> frozenset[str]:
    return stopwords() | ENGLISH
