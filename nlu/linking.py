"""Which matter a message is about: our procedures, and beside them general topics and other agencies' business."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from nlu.cases import CaseBook
from nlu.matching import Candidate, MatterIndex, acts_of, content_words, full_words, object_words
from nlu.matters import Kind, Matter
from nlu.phrases import (
    PhraseBook,
    actions,
    aspects,
    covered,
    fillers,
    generic_words,
    stopwords,
)
from nlu.ranking import ranked
from nlu.spoken import asking_words, clauses_of, spoken_words
from nlu.syllables import has_marks, syllables
from procedures.acts import HOLDING
from procedures.folding import fold

TOP = 8


@dataclass(frozen=True)
class Link:
    """``candidates`` are procedures, best first; ``topics`` and ``agencies`` what else may be meant."""

    spoken: list[str]
    """Words of the message that say what is asked."""
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
    clauses: list[tuple[str, Link]] = field(default_factory=list)
    """Each clause of a message of several, linked by itself."""
    cases: list[str] = field(default_factory=list)
    """What the message says of the citizen's case (nlu/cases.py)."""
    corrected: list[str] = field(default_factory=list)
    """The words said, misspelt ones as the known words they are taken for."""
    ruled_out: frozenset[str] = frozenset()
    """Procedures that the message excludes."""
    case_words: frozenset[int] = frozenset()
    """Places of the words that say it."""

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


class Linker:
    """Links messages to the matters as they stood when it was made."""

    def __init__(self, matters: Iterable[Matter], cases: CaseBook | None = None):
        known = list(matters)
        self._cases = cases or CaseBook([])
        procedures = [matter for matter in known if matter.kind == Kind.PROCEDURE]
        self._codes = {code: matter for matter in procedures for code in matter.codes}
        self._index = MatterIndex([m for m in known if m.kind != Kind.TOPIC], content_words)
        self._topics = MatterIndex([m for m in known if m.kind == Kind.TOPIC], full_words)
        self._vocabulary = self._index.vocabulary | self._topics.vocabulary
        self._naming = frozenset(word for words in object_words(procedures).values() for word in words)
        joined = {m.id: [name for name in m.called if len(clauses_of(name)) > 1] for m in procedures}
        self._joined_names = PhraseBook({m: [_in_clauses(clauses_of(n)) for n in names] for m, names in joined.items()})
        self._pairs_of = {
            m.id: frozenset(pair for name in m.called for pair in _naming_pairs(spoken_words(name))) for m in procedures
        }
        self._pairs = frozenset(chain.from_iterable(self._pairs_of.values()))

    def link(self, text: str) -> Link:
        clauses, whole = self._with_names_whole(clauses_of(text)), self._with_cases(self._link(text))
        if len(clauses) < 2:
            return whole
        return replace(whole, clauses=[(one, self._with_cases(self._link(one))) for one in clauses])

    def _paired(self, candidate: Candidate, pairs: Collection[tuple[str, str]]) -> Candidate:
        own = sum(pair in self._pairs_of[candidate.id] for pair in pairs)
        return replace(candidate, paired=own / len(pairs)) if pairs else candidate

    def _with_names_whole(self, clauses: list[str]) -> list[str]:
        """ "thay đổi trụ sở, văn phòng, nơi đặt máy chủ" is one name and one clause."""
        for size in range(2, len(clauses) + 1):
            for at in range(len(clauses) - size + 1):
                parts, joined = clauses[at : at + size], ", ".join(clauses[at : at + size])
                if self._names_joined(joined) > sum(map(self._names_joined, parts)):
                    return self._with_names_whole([*clauses[:at], joined, *clauses[at + size :]])
        return clauses

    def _names_joined(self, text: str) -> int:
        """How many names with commas a text holds."""
        return len(self._joined_names.find(spoken_words(text)))

    def _with_cases(self, link: Link) -> Link:
        said = self._cases.matches(link.spoken)
        places = frozenset(chain.from_iterable(range(match.start, match.end) for match in said))
        return replace(link, cases=self._cases.answers(said), case_words=places)

    def _link(self, text: str) -> Link:
        spoken = asking_words(text)
        content, acts = content_words(spoken), [act for act in acts_of(spoken) if act != HOLDING]
        by_code = dict.fromkeys(self._codes[word].id for word in spoken if word in self._codes)
        if by_code:
            told = {matter.id: matter for matter in self._codes.values()}
            found = [_exact(told[procedure]) for procedure in by_code]
            return Link(spoken, found, content, acts, vocabulary=self._vocabulary, naming=self._naming)
        typed = {fold(one): one for one in syllables(text) if has_marks(one)}
        found = self._index.candidates(spoken, TOP, typed)
        corrected = [self._index.meant(word, typed) or word for word in spoken]
        pairs = self._pairs & set(_naming_pairs(corrected))
        ours = [one for one in found if one.matter.kind == Kind.PROCEDURE]
        return Link(
            spoken,
            ranked([self._paired(one, pairs) for one in ours], acts),
            content,
            acts,
            self._topics.candidates(spoken, TOP, typed),
            [one for one in found if one.matter.kind == Kind.AGENCY],
            self._vocabulary,
            self._naming,
            pairs,
            corrected=corrected,
            ruled_out=self._index.ruled_out(spoken),
        )


def _in_clauses(clauses: list[str]) -> str:
    """The words of clauses, without the commas and small words between them."""
    return " ".join(spoken_words(" ".join(clauses)))


def _exact(matter: Matter) -> Candidate:
    return Candidate(matter, 1.0, 1.0, 1.0, whole_name=True)


def _naming_pairs(spoken: list[str]) -> list[tuple[str, str]]:
    """Neighbouring words that name a matter: no act, aspect or empty word, and not both of them generic."""
    empty = covered(spoken, actions(), aspects(), fillers())
    return [
        (left, right)
        for at, (left, right) in enumerate(pairwise(spoken))
        if not {at, at + 1} & empty and not {left, right} & stopwords() and not {left, right} <= generic_words()
    ]
