"""Whether what names a matter was typed as its names are."""

from __future__ import annotations

from collections.abc import Iterable

from nlu.heard import Heard
from nlu.matching import Candidate
from nlu.matters import Matter
from nlu.phrases import is_english
from nlu.syllables import has_marks, keeps_marks, syllables
from procedures.folding import fold

MOST_NAMED = 5
"""Words named by a message short enough for each of them to count."""
STRANGE = 0.25
"""Share of what is named that another agency's matter may have no word for."""
MOSTLY_TYPED = 3
"""Words of a name of which one may be typed with another mark by mistake."""


def keeps_its_marks(heard: Heard, candidate: Candidate) -> bool:
    """Whether what names the candidate was typed with the marks that its names have: "thuê bảo vệ" was not.

    Nor is it meant where a short message names what it has no word for: "nuôi chó" is no adoption.
    """
    return not _is_strange(heard, candidate.matter) and typed_as(heard, candidate.matter.called, heard.topical)


def _is_strange(heard: Heard, matter: Matter) -> bool:
    """Whether a short message names what the matter has no word for."""
    if len(heard.named) > MOST_NAMED or is_english(heard.spoken):
        return False
    known = {one for text in (*matter.called, *matter.phrasings, *matter.told) for one in syllables(text)}
    known |= {fold(one) for one in known}
    return sum(word not in known for word in heard.named) > STRANGE * len(heard.named)


def typed_as(heard: Heard, names: Iterable[str], naming: Iterable[str]) -> bool:
    """A word may be typed twice, each time another one: "giấy phép lái xe … xin cấp lại"."""
    typed: dict[str, set[str]] = {}
    for one in filter(has_marks, syllables(heard.text)):
        typed.setdefault(fold(one), set()).add(one)
    forms = {form for name in names for form in syllables(name)}
    told = [word for word in naming if word in typed and any(fold(form) == word for form in forms)]
    kept = [word for word in told if any(keeps_marks(form, one) for form in forms for one in typed[word])]
    slips = len(told) - len(kept)
    return slips == 0 or (slips == 1 and len(told) > MOSTLY_TYPED)
