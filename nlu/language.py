"""Whether a message is asked in English."""

from __future__ import annotations

import re
import unicodedata

from nlu.phrases import ENGLISH, lexicon
from nlu.syllables import has_marks, is_syllable

WORD = re.compile(r"\w+")
ASKED = frozenset(["fee", "fees", "cost", "price", "documents", "license", "licence", "permit", "certificate", "form"])
COMMON = ENGLISH | ASKED | {word for word in lexicon("stopwords")["english"] if len(word) > 1}
LEAST_THEIRS, MOST_OURS = 2, 0.35
"""Words that no Vietnamese one is built like, and the share that may be Vietnamese names, of a message in English."""


def in_english(text: str) -> bool:
    """Some words can be nothing else, one of them a common one, and few are built like Vietnamese ones."""
    told = WORD.findall(unicodedata.normalize("NFC", text).lower())
    ours = [word for word in told if has_marks(word) or (is_syllable(word) and len(word) > 1)]
    theirs = [word for word in told if word not in ours and word.isalpha()]
    either = [word for word in ours if word in COMMON]
    known = COMMON & {*theirs}  # "hs gồm j" is no English
    return len(theirs) >= LEAST_THEIRS and bool(known) and len(ours) - len(either) <= MOST_OURS * len(told)
