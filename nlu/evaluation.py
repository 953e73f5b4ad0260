"""Judging answers to labelled questions: what was asked, what came, and how far that is right.

A question is a line of JSON: ``{"id", "text", "context"?: ["earlier message", …], "slice"?, "kind"?, "procedure"?,
"procedures"?, "topic"?, "aspects"?}``; ``procedure`` is an id or several of which one is right, ``procedures`` are all
asked for (of kind choices: to be offered).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Extra, ValidationError

from nlu.variants import VARIANTS, is_accented

OURS = ("answer", "handoff", "wrong_agency")
"""Kinds that speak about a procedure: its answer policy says which."""
Z95 = 1.96
UNLABELLED = "unlabelled"
VARIANT = "~"
"""Stands before a variant's name in its id and slice."""


class BadQuestions(Exception):
    """A line of a question file cannot be used; the sentence names file, line and field."""


class Question(BaseModel):
    id: str
    text: str
    context: list[str] = []
    slice: str = "all"
    kind: str | None = None
    procedure: str | list[str] | None = None
    procedures: list[str] = []
    topic: str | None = None
    aspects: list[str] = []

    class Config:
        extra = Extra.forbid

    @property
    def expected(self) -> list[str]:
        """Every id that may be answered."""
        alone = [self.procedure] if isinstance(self.procedure, str) else self.procedure or []
        return [*alone, *self.procedures]


@dataclass(frozen=True)
class Guess:
    """The procedure a message is linked to first, and how sure the assistant is of it (0..1)."""

    procedure: str
    sure: float


@dataclass(frozen=True)
class Judged:
    """``outcome`` is right, offered (the right one among choices), missed, wrong (a false answer stated), or
    unlabelled where the question says nothing of what should come."""

    question: Question
    replies: list[dict[str, Any]]
    outcome: str
    aspects_right: bool | None
    guess: Guess | None = None

    def line(self) -> dict[str, Any]:
        told = self.question.dict(exclude_defaults=True)
        got = self.replies[0] if self.replies else None
        ok = None if self.outcome == UNLABELLED else self.outcome == "right"
        guess = {"procedure": self.guess.procedure, "sure": self.guess.sure} if self.guess else None
        return {**told, "got": got, "all": self.replies, "ok": ok, "outcome": self.outcome, "guess": guess}


@dataclass
class Slice:
    outcomes: Counter[str] = field(default_factory=Counter)
    aspects: Counter[bool] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())


def read_questions(path: Path) -> list[Question]:
    return list(_questions(path))


def _questions(path: Path) -> Iterator[Question]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise BadQuestions(f"{path}: không phải UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Question.parse_raw(line)
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(str(step) for step in fault["loc"] if step != "__root__") or "(cả dòng)"
            raise BadQuestions(f"{path}:{number}: {where}: {fault['msg']}") from None


def with_variants(questions: Iterable[Question]) -> list[Question]:
    """Each question, and where it has its marks the same typed in other ways (nlu/variants.py)."""
    return [typed for question in questions for typed in (question, *_variants(question))]


def _variants(question: Question) -> list[Question]:
    if not is_accented(question.text):
        return []
    return [
        question.copy(
            update={
                "id": f"{question.id}{VARIANT}{name}",
                "text": typed(question.text),
                "context": [typed(earlier) for earlier in question.context],
                "slice": f"{VARIANT}{name}",
            }
        )
        for name, typed in VARIANTS.items()
    ]


def first_guess(intent: str, confidence: float, entities: list[dict[str, Any]]) -> Guess | None:
    """Of what Rasa parsed; None where the message is not about a procedure."""
    named = [entity["value"] for entity in entities if entity["entity"] == "procedure"]
    return Guess(named[0], confidence) if named and intent in ("ask_procedure", "ask_unclear") else None


def judge(question: Question, replies: list[dict[str, Any]], guess: Guess | None = None) -> Judged:
    """The outcome of one turn's structured replies, of which fixed responses carry their kind only."""
    replies = [{"procedure": None, "topic": None, "aspects": [], "candidates": [], **reply} for reply in replies]
    return Judged(question, replies, _outcome(question, replies), _aspects_right(question, replies), guess)


def _outcome(question: Question, replies: list[dict[str, Any]]) -> str:
    if not (question.expected or question.topic or question.kind):
        return UNLABELLED
    kinds = {reply["kind"] for reply in replies}
    stated = [reply["procedure"] for reply in replies if reply["kind"] == "answer" and reply["procedure"]]
    spoken_of = {reply["procedure"] for reply in replies if reply["kind"] in OURS and reply["procedure"]}
    if question.topic or question.kind not in (None, "answer"):
        return _outcome_of_kind(question, kinds, stated, replies)
    expected = set(question.expected)
    if set(stated) - expected:
        return "wrong"
    if expected & spoken_of and set(question.procedures) <= spoken_of:
        return "right"
    return "offered" if expected & _named(replies) else "missed"


def _outcome_of_kind(question: Question, kinds: set[str], stated: list[str], replies: list[dict[str, Any]]) -> str:
    topics = {reply["topic"] for reply in replies if reply["topic"]}
    if question.topic and question.topic in topics:
        return "right"
    if set(stated) - set(question.expected):
        return "wrong"
    named = _named(replies)
    told = question.kind == "wrong_agency" or not question.procedure or named & set(question.expected)
    if not question.topic and question.kind in kinds and told:  # another agency's matter has no procedure of ours
        return "right"
    return "offered" if set(question.expected) & named else "missed"


def _named(replies: list[dict[str, Any]]) -> set[str]:
    told = {c["procedure"] for reply in replies for c in reply["candidates"]}
    return told | {reply["procedure"] for reply in replies if reply["procedure"]}


def _aspects_right(question: Question, replies: list[dict[str, Any]]) -> bool | None:
    """Whether the aspects asked were answered; None where nothing particular was asked or nothing answered."""
    answered = [set(reply["aspects"]) for reply in replies if reply["kind"] == "answer" and reply["procedure"]]
    asked = set(question.aspects) - {"overview"}
    if not asked or not answered:
        return None
    return all(asked <= got for got in answered)


def slices(judged: list[Judged]) -> dict[str, Slice]:
    """Figures by slice in the order of first appearance, the whole last; "~gốc" are the originals of all variants."""
    found: dict[str, Slice] = {}
    whole, varied = Slice(), {one.question.id.split(VARIANT)[0] for one in judged if VARIANT in one.question.id}
    for one in judged:
        if one.outcome == UNLABELLED:
            continue
        names = [one.question.slice, *([f"{VARIANT}gốc"] if one.question.id in varied else [])]
        for into in (*(found.setdefault(name, Slice()) for name in names), whole):
            into.outcomes[one.outcome] += 1
            if one.aspects_right is not None:
                into.aspects[one.aspects_right] += 1
    ordered = sorted(found, key=lambda name: name.startswith(VARIANT))
    return {**{name: found[name] for name in ordered}, "tất cả": whole}


def wilson_upper(wrong: int, total: int) -> float:
    """Upper end of the 95 % Wilson interval of a share; 1 where nothing was counted."""
    if not total:
        return 1.0
    share = wrong / total
    centre = share + Z95**2 / (2 * total)
    spread = Z95 * math.sqrt(share * (1 - share) / total + Z95**2 / (4 * total**2))
    return (centre + spread) / (1 + Z95**2 / total)


def table(judged: list[Judged]) -> str:
    rows = [f"{'nhóm':<18}{'câu':>6}{'đúng':>8}{'gợi ý':>8}{'bỏ lỡ':>8}{'SAI':>8}{'khía cạnh':>11}"]
    for name, part in slices(judged).items():
        shares = [f"{part.outcomes[key] / max(part.total, 1):>8.1%}" for key in ("right", "offered", "missed", "wrong")]
        told = sum(part.aspects.values())
        asked = f"{part.aspects[True] / told:>11.1%}" if told else f"{'-':>11}"
        rows.append(f"{name:<18}{part.total:>6}{''.join(shares)}{asked}")
    labelled = [one for one in judged if one.outcome != UNLABELLED]
    wrong = sum(one.outcome == "wrong" for one in labelled)
    rows.append(
        f"Trả lời sai thủ tục: {wrong}/{len(labelled)}, cận trên Wilson 95 %: {wilson_upper(wrong, len(labelled)):.2%}"
    )
    if len(labelled) < len(judged):
        rows.append(f"Không có nhãn, không tính: {len(judged) - len(labelled)} câu")
    return "\n".join(rows)


def under_floor(judged: list[Judged], floors: Mapping[str, float]) -> list[str]:
    """What falls short of ``floors``: least share right and most share wrong of all, most points lost without marks."""
    found = slices(judged)
    whole = found["tất cả"]
    told = {key: whole.outcomes[key] / max(whole.total, 1) for key in ("right", "wrong")}
    sentences = []
    if told["right"] < floors["right"]:
        sentences.append(f"trả lời đúng {told['right']:.1%}, sàn {floors['right']:.1%}")
    if told["wrong"] > floors["wrong"]:
        sentences.append(f"trả lời sai {told['wrong']:.2%}, trần {floors['wrong']:.2%}")
    typed = [found.get(f"{VARIANT}{name}") for name in ("gốc", "unaccented")]
    if all(typed):
        shares = [part.outcomes["right"] / max(part.total, 1) for part in typed if part]
        if shares[0] - shares[1] > floors["lost_without_marks"]:
            sentences.append(
                f"không dấu kém có dấu {shares[0] - shares[1]:.1%}, trần {floors['lost_without_marks']:.1%}"
            )
    return sentences


def confusions(judged: Iterable[Judged], most: int = 40) -> list[str]:
    """Lines "expected -> got" of what was answered wrong, most frequent first."""
    pairs = Counter(
        (", ".join(one.question.expected) or one.question.topic or one.question.kind or "?", stated)
        for one in judged
        if one.outcome == "wrong"
        for stated in sorted({r["procedure"] for r in one.replies if r["kind"] == "answer" and r["procedure"]})
    )
    return [f"{count}× {expected} -> {got}" for (expected, got), count in pairs.most_common(most)]


def write_report(path: Path, judged: Iterable[Judged]) -> None:
    path.write_text("".join(json.dumps(one.line(), ensure_ascii=False) + "\n" for one in judged), encoding="utf-8")
