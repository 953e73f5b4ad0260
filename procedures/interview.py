"""At most three questions from a procedure to the citizen's case, and what the answers leave of its papers and fees.

A record may bring its own questions; without any they are made from the cases of its papers. An answer keeps the
cases of its option and drops those that only the question's other options name. What is not answered, or answered
with "tôi không rõ", keeps every branch, marked by its case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from procedures.record import CaseOption, CaseQuestion, Document, FeeCase, Record

MOST_QUESTIONS, MOST_OPTIONS = 3, 6
UNSURE, UNASKED = "x", "-"
EVERYBODY = "mọi hồ sơ đều cần"
SITUATION = re.compile(r"(?:khi|trường hợp|đối với|với|nếu(?! có$)) ?\w", re.IGNORECASE)
"""How a case begins that a citizen can say yes or no to; "tùy nội dung", "theo hướng dẫn cũ" are none."""


@dataclass(frozen=True)
class Case:
    """The answers by the number of the question, both from 0; None: "tôi không rõ"."""

    answers: Mapping[int, int | None] = field(default_factory=dict)

    @classmethod
    def parse(cls, told: str) -> Case:
        """Of ``"2x-"``: the second option, not sure, not asked; raises ValueError for anything else."""
        if len(told) > MOST_QUESTIONS or any(sign not in f"{UNSURE}{UNASKED}123456" for sign in told):
            raise ValueError(f"câu trả lời '{told[:20]}' không đọc được")
        given = {at: None if sign == UNSURE else int(sign) - 1 for at, sign in enumerate(told) if sign != UNASKED}
        return cls(given)

    def __str__(self) -> str:
        told = [self.answers.get(at, UNASKED) for at in range(max(self.answers, default=-1) + 1)]
        return "".join(UNSURE if one is None else one if isinstance(one, str) else str(one + 1) for one in told)

    @property
    def sure(self) -> list[tuple[int, int]]:
        """(question, option) of the answers that say something."""
        return [(at, given) for at, given in sorted(self.answers.items()) if given is not None]

    def fits(self, asked: list[CaseQuestion]) -> bool:
        """Whether every answer is one of the questions' own."""
        return all(
            at < len(asked) and (given is None or given < len(asked[at].options)) for at, given in self.answers.items()
        )


@dataclass(frozen=True)
class Needed:
    """A paper of the checklist; ``unless_sure`` is the case it stands or falls with, where that is not known."""

    paper: Document
    why: str
    case: str | None = None
    unless_sure: bool = False


def questions(record: Record, day: date) -> list[CaseQuestion]:
    """What is asked for the version's papers of a day; none where the record may not tell them or has no cases."""
    if record.ended or not record.is_told:
        return []
    return record.interview or _made_from_cases(record, day)


def next_question(asked: list[CaseQuestion], case: Case) -> int | None:
    """Number of the first question without an answer."""
    return next((at for at in range(len(asked)) if at not in case.answers), None)


def checklist(record: Record, asked: list[CaseQuestion], case: Case, day: date) -> list[Needed]:
    """The papers of the case in the record's order, those of cases that fell away left out."""
    chosen, dropped = _chosen(asked, case), _dropped(asked, case)
    return [
        Needed(paper, _why(paper, of, chosen), of, unless_sure=of is not None and of not in chosen)
        for of, paper in record.papers_on(day)
        if of not in dropped
    ]


def fees_of_case(fees: list[FeeCase], asked: list[CaseQuestion], case: Case) -> list[FeeCase]:
    """Fees without those of cases that fell away."""
    dropped = _dropped(asked, case)
    return [fee for fee in fees if fee.case not in dropped]


def answered(asked: list[CaseQuestion], case: Case) -> list[str]:
    """The citizen's answers in a few words, without those that are not sure."""
    return [told(asked[at], given) for at, given in case.sure]


def told(question: CaseQuestion, option: int) -> str:
    """An answer that says by itself what it says: its label, or for a bare yes or no the case behind it."""
    label = question.options[option].label
    if label not in YES_NO:
        return label
    about = next((option.cases[0] for option in question.options if option.cases), question.ask)
    return f"{label}: {about[:1].lower()}{about[1:]}"


YES_NO = ("Có", "Không")


def still_asked(asked: list[CaseQuestion], cases: Collection[str | None]) -> list[CaseQuestion]:
    """Questions without the cases that a change has taken away; one that is left without any is not asked."""
    kept = [
        question.copy(
            update={
                "options": [
                    option.copy(update={"cases": [case for case in option.cases if case in cases]})
                    for option in question.options
                ]
            }
        )
        for question in asked
    ]
    return [question for question in kept if question.cases]


def _why(paper: Document, case: str | None, chosen: Mapping[str, str]) -> str:
    if paper.why:
        return paper.why
    if case is None:
        return EVERYBODY
    return f"vì anh/chị chọn “{chosen[case]}”" if case in chosen else case[:1].lower() + case[1:]


def _chosen(asked: list[CaseQuestion], case: Case) -> dict[str, str]:
    """Case -> the citizen's words for it."""
    return {name: told(asked[at], given) for at, given in case.sure for name in asked[at].options[given].cases}


def _dropped(asked: list[CaseQuestion], case: Case) -> set[str | None]:
    sure = {at: given for at, given in case.answers.items() if given is not None}
    return {
        name for at, given in sure.items() for name in asked[at].cases if name not in asked[at].options[given].cases
    }


def _made_from_cases(record: Record, day: date) -> list[CaseQuestion]:
    """Each added case asked with yes or no; where nothing is common to all, the cases are the options."""
    cases = list(dict.fromkeys(case for case, _ in record.papers_on(day)))
    named = [case for case in cases if case is not None and not _dated(record, case)]
    if None in cases:
        return [_yes_or_no(case) for case in named if SITUATION.match(case)][:MOST_QUESTIONS]
    if not 2 <= len(named) <= MOST_OPTIONS:
        return []
    options = [CaseOption(label=case, cases=[case], words=[]) for case in named]
    return [CaseQuestion(ask="Anh/chị thuộc trường hợp nào dưới đây?", options=options)]


def _dated(record: Record, case: str) -> bool:
    """Whether the case is a rule's time and nobody's situation."""
    groups = record.documents.groups if record.documents else []
    return any(group.case == case and (group.effective_from or group.effective_to) for group in groups)


def _yes_or_no(case: str) -> CaseQuestion:
    options = [CaseOption(label="Có", cases=[case], words=[]), CaseOption(label="Không", cases=[], words=[])]
    return CaseQuestion(ask=f"Trường hợp này có đúng với anh/chị không: “{case}”?", options=options)
