"""Whether what names a matter was typed as its names are."""

from __future__ import annotations

from nlu.heard import Heard
from nlu.language import is_english
from nlu.matching import Candidate
from nlu.matters import Matter
from nlu.restoring import restorer
from nlu.syllables import pairs_typed_as, syllables, typed_as
from procedures.folding import fold

MOST_NAMED = 5
"""Words named by a message short enough for each of them to count."""
STRANGE = 0.25
"""Share of what is named that a matter which is not ours may have no word for."""


def keeps_its_marks(heard: Heard, candidate: Candidate) -> bool:
    """Whether what names the candidate was typed with the marks that its names have: "thuê bảo vệ" was not.

    Nor is it meant where a short message names what it has no word for: "nuôi chó" is no adoption.
    """
    return not is_strange(heard, candidate.matter) and typed_as(heard.text, candidate.matter.called, heard.topical)


def keeps_marks_of_pairs(heard: Heard, candidate: Candidate) -> bool:
    """Whether the neighbours that name the candidate in a short message were typed as they are written for it."""
    if len(heard.named) > MOST_NAMED:
        return True
    return pairs_typed_as(heard.text, candidate.matter.asked_with, heard.link.pairs, restorer().knows)


def is_strange(heard: Heard, matter: Matter) -> bool:
    """Whether a short message names what the matter has no word for."""
    return len(strange_words(heard, matter)) > STRANGE * len(heard.named)


def strange_words(heard: Heard, matter: Matter) -> list[str]:
    """What a short message names that the matter has no word for; none of a long or an English one."""
    if len(heard.named) > MOST_NAMED or is_english(heard.spoken):
        return []
    known = {one for text in (*matter.called, *matter.phrasings, *matter.told) for one in syllables(text)}
    known |= {fold(one) for one in known}
    return [word for word in heard.named if word not in known]
