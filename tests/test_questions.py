"""Held-out questions stay held out: every procedure has some, and nothing the bot learns from equals one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nlu.evaluation import Question, read_questions, with_variants
from nlu.settings import QUESTIONS
from procedures.folding import words
from procedures.record import Record
from procedures.settings import ROOT

HELD_OUT = sorted((QUESTIONS / "heldout").glob("*.jsonl"))


@pytest.fixture(scope="module")
def held_out() -> list[Question]:
    return [question for path in HELD_OUT for question in read_questions(path)]


def _learnt(records: list[Record]) -> dict[str, str]:
    """Folded text -> where it stands."""
    found = {" ".join(words(said)): f"{record.id}: {said}" for record in records for said in record.phrasings}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for intent in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in intent["examples"].splitlines():
                found[" ".join(words(line.removeprefix("- ")))] = f"{path.name}: {line}"
    return found


def test_nothing_learnt_equals_a_held_out_question(held_out: list[Question], records: list[Record]) -> None:
    learnt = _learnt(records)
    told = {question.id: " ".join(words(question.text)) for question in held_out}
    same = {name: learnt[text] for name, text in told.items() if len(text.split()) > 2 and text in learnt}
    assert not same


def test_no_development_question_is_held_out(held_out: list[Question]) -> None:
    told = {" ".join(words(question.text)) for question in held_out}
    paths = [*QUESTIONS.glob("dev*.jsonl"), *(QUESTIONS / "former-heldout").glob("*.jsonl")]
    developed = [question for path in paths for question in read_questions(path)]
    assert not [question.id for question in developed if " ".join(words(question.text)) in told]


def test_held_out_questions_cover_every_procedure(held_out: list[Question], records: list[Record]) -> None:
    asked = {procedure for question in held_out for procedure in question.expected}
    assert {record.id for record in records} <= asked
    assert len({question.id for question in held_out}) == len(held_out) >= 700
    assert len(with_variants(held_out)) >= 2000


def test_a_held_out_file_says_who_wrote_it() -> None:
    readme = Path(ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in HELD_OUT if path.name not in readme] == []
