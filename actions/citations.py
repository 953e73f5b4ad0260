"""Which laws an answer cites: those its aspect rests on first, ended ones only where the value is still theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from actions.said import Question
from procedures.kinds import Policy, Standing
from procedures.models import LawRow
from procedures.names import day_text
from procedures.record import Dated, Decision, Documents, Sourced

BRACKETED = re.compile(r"\(.*\)")
NUMBER = re.compile(r"\d+/\d{4}")
FEE_ISSUER = "-BTC"
"""Circulars of the Ministry of Finance set fees and nothing else."""
PART = {"form": "documents", "overview": "applicants"}
"""Aspect -> part of the record it speaks of, where the names differ."""


def citations(question: Question, aspects: list[str]) -> list[dict[str, str]]:
    """``{"title", "article"?, "url"}`` of each law, those the aspects rest on first.

    What the decision that announced the version has set itself rests on it, and on no older circular.
    """
    told = " ".join(_grounds(question, aspect) for aspect in aspects)
    by_decision = decided(question, aspects)
    laws = _laws(question, [aspect for aspect in aspects if aspect not in by_decision], told)
    decision = question.record.decision
    return [_of_decision(question, decision), *laws] if decision and by_decision else laws


def decided(question: Question, aspects: Sequence[str]) -> list[str]:
    """The aspects whose values the decision that announced the version has set."""
    decision = question.record.decision
    return [aspect for aspect in aspects if decision and decision.number in _grounds(question, aspect)]


def read_on(question: Question) -> date:
    """When the source of what is asked was read: of several the earliest day."""
    record, by_decision = question.record, decided(question, question.asked)
    parts = [getattr(record, PART.get(aspect, aspect)) for aspect in by_decision]
    days = [question.sources[key].checked_on for part in parts for key in part.sources if key in question.sources]
    rest = [record.sourced_on] if len(by_decision) < question.share else []
    return min([*rest, *(day for day in days if day)], default=record.sourced_on)


def _of_decision(question: Question, decision: Decision) -> dict[str, str]:
    signed = f" ngày {day_text(decision.issued_on)}" if decision.issued_on else ""
    return {"title": f"Quyết định {decision.number}{signed}", "url": f"/thu-tuc/{question.record.id}#can-cu"}


def _laws(question: Question, aspects: list[str], told: str) -> list[dict[str, str]]:
    """Laws, those that what is ``told`` as the ground of the aspects names first."""
    items = [(question.laws.get(item.law), item.article) for item in question.record.legal_basis.items]
    began = {day for aspect in aspects for day in _began(question, aspect)} if question.alone else set()
    cited = [
        (law, article, _carries(law, told, aspects) or law.effective_from in began) for law, article in items if law
    ]
    kept = [c for c in cited if (c[2] or FEE_ISSUER not in c[0].title) and (c[2] or not _ended(c[0], question.day))]
    if any(carries and FEE_ISSUER in law.title and not _ended(law, question.day) for law, _, carries in kept):
        kept = [c for c in kept if FEE_ISSUER not in c[0].title or not _ended(c[0], question.day)]
    if not _speaks_of_old_rules(question) and any(
        carries and not _ended(law, question.day) for law, _, carries in kept
    ):
        kept = [c for c in kept if not _ended(c[0], question.day)]
    now = " ".join(_bases_in_force(question, aspect) for aspect in aspects)
    kept.sort(
        key=lambda c: (
            not c[2],
            c[0].effective_from not in began,
            not _is_named(c[0], now),
            FEE_ISSUER not in c[0].title,
        )
    )
    return [_entry(question, law, article) for law, article, _ in kept]


def _speaks_of_old_rules(question: Question) -> bool:
    return question.record.answer_policy == Policy.OLD_RULE


def _grounds(question: Question, aspect: str) -> str:
    """Titles of the sources and the bases of the part of the record that an aspect speaks of."""
    part = getattr(question.record, PART.get(aspect, aspect), None)
    if not isinstance(part, Sourced):
        return ""
    titles = [question.sources[key].title for key in part.sources if key in question.sources]
    bases = [getattr(item, "basis", None) or "" for item in getattr(part, "items", [])]
    forms = _forms(question, part) if question.alone else []  # of several aspects each has room for a law
    return " ".join([*titles, *bases, *forms, getattr(part, "text", None) or ""])


def _forms(question: Question, part: Sourced | None) -> list[str]:
    """Which forms the papers of today take, without what they were before: "(trước đó là Mẫu 14, Thông tư 01/2020)"."""
    papers = question.record.papers_on(question.day) if isinstance(part, Documents) else []
    return [BRACKETED.sub("", paper.form or "") for _, paper in papers]


def _began(question: Question, aspect: str) -> set[date]:
    """Days on which what holds today of an aspect began: the law that took effect then is what it rests on."""
    part = getattr(question.record, PART.get(aspect, aspect), None)
    items = [one for one in (*getattr(part, "items", []), *getattr(part, "groups", [])) if isinstance(one, Dated)]
    return {one.effective_from for one in items if one.effective_from and one.holds_on(question.day)}


def _bases_in_force(question: Question, aspect: str) -> str:
    """Bases of the values that stand today: they are cited before those of rules that have ended."""
    part = getattr(question.record, PART.get(aspect, aspect), None)
    current = [one for one in getattr(part, "items", []) if getattr(one, "standing", None) == Standing.CURRENT]
    bases = [getattr(one, "basis", None) or "" for one in current if one.holds_on(question.day)]
    return " ".join([*bases, *(_forms(question, part) if question.alone else [])])


def _is_named(law: LawRow, told: str) -> bool:
    found = NUMBER.search(law.title)
    return bool(found and found.group() in told)


def _carries(law: LawRow, told: str, aspects: list[str]) -> bool:
    """Whether the aspect rests on this law."""
    if FEE_ISSUER in law.title:
        return "fee" in aspects
    return _is_named(law, told)


def _ended(law: LawRow, day: date) -> bool:
    return bool(law.effective_to and law.effective_to < day)


def _entry(question: Question, law: LawRow, article: str | None) -> dict[str, str]:
    ended = f" (hết hiệu lực {day_text(law.effective_to)})" if law.effective_to and _ended(law, question.day) else ""
    told = {"title": law.title + ended, "url": f"/thu-tuc/{question.record.id}#can-cu"}
    return {**told, "article": article} if article else told
