"""What a record says in so many words: its sentences and papers, found by the words of a question.

For questions that no aspect answers by itself: "có cần danh sách khách mời không", "máy chủ đặt ở nước ngoài được
không".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from procedures.folding import clean, fold, words
from procedures.names import copies_text
from procedures.record import Document, Record, Sourced

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w)")
ASKING = frozenset(
    [
        *["co", "can", "phai", "duoc", "khong", "chua", "thi", "la", "gi", "bao", "nhieu", "lau", "may", "nao", "o"],
        *["dau", "cua", "cho", "va", "neu", "toi", "minh", "em", "nop", "a", "vay", "nhi", "the"],
    ]
)
"""Words around what is asked that name nothing."""
MOST = 2
HALF_FOREIGN = 0.5
CAREFUL = 0.5
"""Share of marked words of a message typed with its marks; two thirds of all Vietnamese words have any."""
ALIKE = 0.9
"""Share of the best statement's weight from which another one is told beside it."""


@dataclass(frozen=True)
class Statement:
    """``text`` as the record has it; ``part`` carries its confidence and doubt."""

    aspect: str
    text: str
    part: Sourced


def statements(record: Record, day: date) -> list[Statement]:
    """Papers of ``day`` and the sentences of every part that is told to citizens."""
    told = [
        Statement("documents", _paper(item, group.case), record.documents)
        for group in (record.documents.groups if record.documents else [])
        if group.holds_on(day)
        for item in group.items
        if record.documents
    ]
    parts = (
        ("conditions", record.conditions),
        ("conditions", record.applicants),
        ("conditions", record.exempt),
        ("conditions", record.out_of_scope),
        ("time", record.time),
        ("time", record.submit_before),
        ("fee", record.fee),
        ("steps", record.steps),
        ("result", record.result),
        ("online", record.online),
    )
    told += [
        Statement(aspect, sentence, part)
        for aspect, part in parts
        if part and part.text
        for sentence in SENTENCE.split(part.text)
    ]
    return told


class _Held:
    """The words of a statement: folded, as they are marked, and neighbour by neighbour."""

    def __init__(self, text: str):
        self.marked = set(WORD.findall(clean(text).lower()))
        self.pairs = set(pairwise(words(text)))
        self.folded = set(words(text))

    def holds(self, word: str, careful: bool = False) -> bool:
        """Whether it says a word with the marks that were typed, those of a ``careful`` message being all there are."""
        return word in (self.marked if careful or word != fold(word) else self.folded)


def typed_carefully(message: str) -> bool:
    """Whether so many words have their marks that the others have none: "vay vốn" is no "vậy"."""
    told = [word for word in WORD.findall(clean(message).lower()) if word.isalpha()]
    return bool(told) and sum(word != fold(word) for word in told) >= CAREFUL * len(told)


class StatementFinder:
    """Finds among the statements of one record those that hold the words of a question."""

    def __init__(self, records: Iterable[Record], day: date):
        told = list(records)
        self._of = {record.id: [(one, _Held(one.text)) for one in statements(record, day)] for record in told}
        self._own = {record.id: _Held(_everything(record, day)) for record in told}
        self._asked = {record.id: _Held(" . ".join(record.phrasings)) for record in told}
        counts = Counter(word for told in self._of.values() for _, held in told for word in held.folded)
        total = sum(map(len, self._of.values()))
        self._weight = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._strange = math.log(1 + total)

    def foreign(self, procedures: Collection[str], said: Iterable[str], message: str = "") -> float:
        """Share of the weight of ``said`` that none of the procedures holds, 0..1; 0.0 where nothing is said.

        How a procedure is asked for does not count: people tell of their shop and their lorry there. A word that the
        procedures hold, but beside none of the words of ``said`` it stands beside in the ``message``, is half foreign:
        "thuê mặt bằng" is not of who has "bằng tiếng Việt" somewhere.
        """
        weights = {word: self._weight.get(fold(word), self._strange) for word in said}
        held = [self._own[one] for one in procedures if one in self._own]
        careful = typed_carefully(message)
        folded = {fold(word) for word in weights}
        beside = [pair for pair in pairwise(words(message)) if set(pair) <= folded]
        known = {pair for pair in beside if any(pair in own.pairs for own in held)}
        unknown = 0.0
        for word, weight in weights.items():
            own_pairs = {pair for pair in beside if fold(word) in pair}
            if not any(own.holds(word, careful) for own in held):
                unknown += weight
            elif own_pairs and not own_pairs & known:
                unknown += weight * HALF_FOREIGN
        return unknown / sum(weights.values()) if weights else 0.0

    def unheard(self, procedures: Collection[str], said: Iterable[str], message: str) -> list[str]:
        """Words of ``said`` that none of the procedures holds, and nobody asks for them with."""
        held = [self._own[one] for one in procedures if one in self._own]
        held += [self._asked[one] for one in procedures if one in self._asked]
        careful = typed_carefully(message)
        return [word for word in said if not any(own.holds(word, careful) for own in held)]

    def find(self, procedure: str, asked: list[str], message: str) -> tuple[float, list[Statement]]:
        """(share of the weight of ``asked`` that the best statement holds, the best ones); 0.0 and none without any.

        Of words of ``asked`` that stand side by side in the ``message``, it must say two so: "chứng chỉ" is neither
        "chứng thực" nor "chỉ một phần".
        """
        wanted = {word: self._weight.get(fold(word), self._strange) for word in asked}
        folded = {fold(word) for word in asked}
        matter = {word for word in words(message) if word not in ASKING}
        beside = {pair for pair in pairwise(words(message)) if set(pair) & folded and set(pair) <= matter}
        whole = sum(wanted.values())
        scored = [
            (sum(weight for word, weight in wanted.items() if held.holds(word)) / whole, one)
            for one, held in self._of.get(procedure, [])
            if whole and (not beside or beside & held.pairs)
        ]
        if len(wanted) == 1 and sum(share > 0 for share, _ in scored) > MOST:
            return 0.0, []  # "có cần dịch không": a word that the record uses all over says nothing by itself
        best = max((share for share, _ in scored), default=0.0)
        found = [one for share, one in sorted(scored, key=lambda pair: -pair[0]) if best and share >= ALIKE * best]
        return best, found[:MOST]


def _everything(record: Record, day: date) -> str:
    called = [record.name, record.short_name, *record.aliases]
    cases = [f"{item.case or ''} {item.unit or ''}" for item in (record.fee.items if record.fee else [])]
    options = [option for one in record.interview for option in one.options]
    asked = [*(one.ask for one in record.interview), *(text for one in options for text in (one.label, *one.words))]
    agencies = [agency.name for agency in record.agencies.items]
    return " . ".join([*called, *cases, *asked, *agencies, *(one.text for one in statements(record, day))])


def _paper(paper: Document, case: str | None) -> str:
    notes = "; ".join(part for part in (copies_text(paper), paper.note) if part)
    told = f"{paper.name} ({notes})" if notes else paper.name
    return f"{told}, trường hợp: {case}" if case else told
