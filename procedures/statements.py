"""What a record says in so many words: its sentences and papers, found by the words of a question.

For questions that no aspect answers by itself: "có cần danh sách khách mời không", "máy chủ đặt ở nước ngoài được
không".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures.folding import words
from procedures.record import Record, Sourced

SENTENCE = re.compile(r"(?<=[.;])\s+(?=\w)")
MOST = 2
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
        Statement("documents", _paper(item.name, item.note, group.case), record.documents)
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


class StatementFinder:
    """Finds among the statements of one record those that hold the words of a question."""

    def __init__(self, records: Iterable[Record], day: date):
        self._of = {record.id: [(one, set(words(one.text))) for one in statements(record, day)] for record in records}
        counts = Counter(word for told in self._of.values() for _, held in told for word in held)
        total = sum(map(len, self._of.values()))
        self._weight = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._strange = math.log(1 + total)

    def find(self, procedure: str, asked: list[str]) -> tuple[float, list[Statement]]:
        """(share of the weight of ``asked`` that the best statement holds, the best ones); 0.0 and none without any."""
        wanted = {word: self._weight.get(word, self._strange) for word in asked}
        whole = sum(wanted.values())
        scored = [
            (sum(weight for word, weight in wanted.items() if word in held) / whole, one)
            for one, held in self._of.get(procedure, [])
            if whole
        ]
        best = max((share for share, _ in scored), default=0.0)
        found = [one for share, one in sorted(scored, key=lambda pair: -pair[0]) if best and share >= ALIKE * best]
        return best, found[:MOST]


def _paper(name: str, note: str | None, case: str | None) -> str:
    told = f"{name} ({note})" if note else name
    return f"{told}, trường hợp: {case}" if case else told
