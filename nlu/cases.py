"""What a message says of the citizen's own case: answers to a procedure's questions, given before they are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from nlu.matching import NEGATIONS
from nlu.phrases import Match, PhraseBook
from nlu.spoken import spoken_words
from procedures.record import Record

NEGATED_WITHIN = 3
"""A negation so many words before takes the answer back: "không phải tiếng nước ngoài"."""
BETWEEN = frozenset(
    {"lien", "quan", "gi", "den", "toi", "dinh", "thuoc", "he", "phai", "la", "cua", "ve", "dang", "cho"}
)
"""Words over which a negation reaches further: "không liên quan gì đến quân đội"."""
JOINERS = frozenset({"hay", "hoac", "va", "cung"})
"""What stands between the things that one negation takes back together: "quân đội hay lịch sử đảng"."""
BARE = ("có", "không")
"""First words of labels that say nothing by themselves."""


class CaseBook:
    """Words of the options of every record; an answer is ``"<procedure>:<question>:<option>"``, counted from 0."""

    def __init__(self, records: Iterable[Record]):
        answers: dict[str, list[str]] = defaultdict(list)
        for record in records:
            for at, question in enumerate(record.interview):
                for number, option in enumerate(question.options):
                    own = [] if option.label.lower().startswith(BARE) else [option.label]
                    for told in [*option.words, *own]:
                        answers[" ".join(spoken_words(told))].append(f"{record.id}:{at}:{number}")
        self._answers = dict(answers)
        self._book = PhraseBook({told: [told] for told in answers})

    def matches(self, spoken: list[str]) -> list[Match]:
        """Where an answer stands in the words; those that are negated left out."""
        found = self._book.find(spoken)
        told = set(chain.from_iterable(range(match.start, match.end) for match in found))
        kept: list[Match] = []
        denied_until = None
        for match in sorted(found, key=lambda one: one.start):
            goes_on = denied_until is not None and JOINERS.issuperset(spoken[denied_until : match.start])
            if goes_on or self._negated(spoken, match.start, told):
                denied_until = match.end
            else:
                kept.append(match)
        return kept

    @staticmethod
    def _negated(spoken: list[str], at: int, told: set[int]) -> bool:
        """ "không kinh doanh" is part of a name, and what is ``told`` in another answer denies none: "lần đầu"."""
        start = at
        while start and spoken[start - 1] in BETWEEN:
            start -= 1
        before = range(max(min(start - 1, at - NEGATED_WITHIN), 0), at)
        return any(
            spoken[one] in NEGATIONS and one not in told and spoken[one + 1 : one + 2] != ["kinh"] for one in before
        )

    def answers(self, matches: list[Match]) -> list[str]:
        """Answers of what ``matches`` found, of whichever procedure; two to one question are none."""
        found = dict.fromkeys(chain.from_iterable(self._answers[match.label] for match in matches))
        questions = [answer.rpartition(":")[0] for answer in found]
        return [answer for answer in found if questions.count(answer.rpartition(":")[0]) == 1]
