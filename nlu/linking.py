"""Which matter a message is about: our procedures, and beside them general topics and other agencies' business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from nlu.dates import without_days
from nlu.matching import Match, MatterIndex, acts_of, content_words, full_words, object_words
from nlu.matters import NO_FAMILY, Kind, Matter
from nlu.phrases import (
    actions,
    aspects,
    covered,
    fillers,
    generic_words,
    spoken_words,
    stopwords,
    without_contrast,
    without_greeting,
)
from procedures.acts import HOLDING

TOP = 8


@dataclass(frozen=True)
class Candidate:
    """A matter that may be meant; the numbers are those of its match (nlu/matching.py)."""

    id: str
    name: str
    score: float
    named: float
    act: float
    reason: str
    object: str
    family: tuple[str, str] = NO_FAMILY


@dataclass(frozen=True)
class Link:
    """``candidates`` are procedures, best first; ``topics`` and ``agencies`` what else may be meant."""

    candidates: list[Candidate]
    content: list[str]
    """Words that may say which procedure is meant."""
    acts: list[str]
    topics: list[Candidate] = field(default_factory=list)
    agencies: list[Candidate] = field(default_factory=list)
    vocabulary: frozenset[str] = frozenset()
    """Every word the catalogue knows."""
    naming: frozenset[str] = frozenset()
    """Words that stand in a name or alias of some procedure."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Neighbouring words of the message that are neighbours in some procedure's name too."""

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


class Linker:
    """Links messages to the matters as they stood when it was made."""

    def __init__(self, matters: Iterable[Matter]):
        known = list(matters)
        procedures = [matter for matter in known if matter.kind == Kind.PROCEDURE]
        self._codes = {code: matter for matter in procedures for code in matter.codes}
        self._index = MatterIndex([m for m in known if m.kind != Kind.TOPIC], content_words)
        self._topics = MatterIndex([m for m in known if m.kind == Kind.TOPIC], full_words)
        self._vocabulary = self._index.vocabulary | self._topics.vocabulary
        self._naming = frozenset(word for words in object_words(procedures).values() for word in words)
        named = [spoken_words(name) for matter in procedures for name in matter.called]
        self._pairs = frozenset(pair for spoken in named for pair in _naming_pairs(spoken))

    def link(self, text: str) -> Link:
        spoken = spoken_words(without_greeting(without_days(without_contrast(text))))
        content, acts = content_words(spoken), [act for act in acts_of(spoken) if act != HOLDING]
        by_code = dict.fromkeys(self._codes[word].id for word in spoken if word in self._codes)
        if by_code:
            told = {matter.id: matter for matter in self._codes.values()}
            found = [_exact(told[procedure]) for procedure in by_code]
            return Link(found, content, acts, vocabulary=self._vocabulary, naming=self._naming)
        matches = self._index.matches(spoken, len(self._index.matters))
        pairs = self._pairs & set(_naming_pairs([self._index.nearest(word) or word for word in spoken]))
        return Link(
            [_candidate(match) for match in matches if match.matter.kind == Kind.PROCEDURE][:TOP],
            content,
            acts,
            [_candidate(match) for match in self._topics.matches(spoken, TOP)],
            [_candidate(match) for match in matches if match.matter.kind == Kind.AGENCY][:TOP],
            self._vocabulary,
            self._naming,
            pairs,
        )


def _candidate(match: Match) -> Candidate:
    matter = match.matter
    return Candidate(
        matter.id, matter.name, match.score, match.named, match.act, match.reason, matter.object, matter.family
    )


def _exact(matter: Matter) -> Candidate:
    return Candidate(matter.id, matter.name, 1.0, 1.0, 1.0, "đúng mã thủ tục", matter.object, matter.family)


def _naming_pairs(spoken: list[str]) -> list[tuple[str, str]]:
    """Neighbouring words that name a matter: no act, aspect or empty word, and not both of them generic."""
    empty = covered(spoken, actions(), aspects(), fillers())
    return [
        (left, right)
        for at, (left, right) in enumerate(pairwise(spoken))
        if not {at, at + 1} & empty and not {left, right} & stopwords() and not {left, right} <= generic_words()
    ]
