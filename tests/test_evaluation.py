"""Judging labelled questions: what counts as right, offered, missed and wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nlu.charts import calibration, draw, guesses, risk_coverage
from nlu.evaluation import (
    BadQuestions,
    Guess,
    Judged,
    Question,
    judge,
    read_questions,
    slices,
    table,
    under_floor,
    wilson_upper,
)


def asked(**labels: Any) -> Question:
    return Question(id="q", text="câu hỏi", **labels)


def reply(kind: str, procedure: str | None = None, candidates: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {"kind": kind, "procedure": procedure, "candidates": [{"procedure": c} for c in candidates], **more}


@pytest.mark.parametrize(
    ("labels", "replies", "outcome"),
    [
        ({"kind": "answer", "procedure": "a"}, [reply("answer", "a")], "right"),
        ({"kind": "answer", "procedure": "a"}, [reply("handoff", "a")], "right"),
        ({"kind": "answer", "procedure": "a"}, [reply("answer", "b")], "wrong"),
        ({"kind": "answer", "procedure": "a"}, [reply("answer", "a"), reply("answer", "b")], "wrong"),
        ({"kind": "answer", "procedure": ["a", "b"]}, [reply("answer", "b")], "right"),
        ({"kind": "answer", "procedure": "a"}, [reply("choices", None, ("b", "a"))], "offered"),
        ({"kind": "answer", "procedure": "a"}, [reply("unresolved")], "missed"),
        ({"kind": "answer", "procedure": "a"}, [], "missed"),
        ({"kind": "answer", "procedures": ["a", "b"]}, [reply("answer", "a"), reply("answer", "b")], "right"),
        ({"kind": "answer", "procedures": ["a", "b"]}, [reply("answer", "a")], "offered"),
        ({"kind": "wrong_agency"}, [reply("wrong_agency")], "right"),
        ({"kind": "wrong_agency"}, [reply("answer", "a")], "wrong"),
        ({"kind": "wrong_agency"}, [reply("out_of_scope")], "missed"),
        ({"kind": "choices", "procedures": ["a", "b"]}, [reply("choices", None, ("a",))], "right"),
        ({"kind": "choices", "procedures": ["a", "b"]}, [reply("answer", "a")], "offered"),
        ({"kind": "choices", "procedures": ["a", "b"]}, [reply("answer", "c")], "wrong"),
        ({"kind": "answer", "topic": "t"}, [reply("answer", topic="t")], "right"),
        ({"kind": "answer", "topic": "t"}, [reply("answer", "a")], "wrong"),
        ({"kind": "smalltalk"}, [{"kind": "smalltalk"}], "right"),
        ({"kind": "handoff", "procedure": "a"}, [reply("handoff", "a")], "right"),
        ({"kind": "handoff", "procedure": "a"}, [reply("handoff", "b")], "missed"),
    ],
)
def test_outcomes(labels: dict[str, Any], replies: list[dict[str, Any]], outcome: str) -> None:
    judged = judge(asked(**labels), replies)
    assert judged.outcome == outcome
    assert judged.line()["ok"] is (outcome == "right")


def test_a_question_without_labels_is_asked_and_not_counted() -> None:
    judged = judge(asked(), [reply("answer", "a")])
    assert (judged.outcome, judged.line()["ok"]) == ("unlabelled", None)
    assert slices([judged])["tất cả"].total == 0
    assert "Không có nhãn, không tính: 1 câu" in table([judged])


def test_aspects_count_where_something_was_answered() -> None:
    question = asked(kind="answer", procedure="a", aspects=["fee", "time"])
    assert judge(question, [reply("answer", "a", aspects=["time", "fee"])]).aspects_right is True
    assert judge(question, [reply("answer", "a", aspects=["fee"])]).aspects_right is False
    assert judge(question, [reply("choices")]).aspects_right is None


def test_figures_stand_by_slice_with_the_whole_last() -> None:
    judged = [
        judge(asked(slice=name, kind="answer", procedure="a"), [reply("answer", got)])
        for name, got in [("x", "a"), ("y", "b"), ("x", "b")]
    ]
    found = slices(judged)
    assert list(found) == ["x", "y", "tất cả"]
    assert (found["x"].total, found["x"].outcomes["wrong"], found["tất cả"].outcomes["wrong"]) == (2, 1, 2)


def test_wilson_bound_is_that_of_the_textbook() -> None:
    assert wilson_upper(0, 100) == pytest.approx(0.0370, abs=1e-4)
    assert wilson_upper(5, 100) == pytest.approx(0.1118, abs=1e-4)
    assert wilson_upper(0, 0) == 1.0


@pytest.mark.parametrize(
    ("line", "told"), [('{"id": "1"}', "text"), ('{"id": "1", "text": "a", "x": 1}', "x"), ("không", "(cả dòng)")]
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "0", "text": "a"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadQuestions, match=r"q\.jsonl:2: ") as error:
        read_questions(path)
    assert told in str(error.value)


def guessed(sure: float, right: bool, context: list[str] | None = None) -> Judged:
    asked = Question(id="q", text="câu", procedure="p", context=context or [])
    return judge(asked, [], Guess("p" if right else "khác", sure))


def test_a_sureness_that_can_be_believed_has_no_error() -> None:
    judged = [guessed(0.85, at < 17) for at in range(20)] + [guessed(0.25, at < 5) for at in range(20)]
    points, error = calibration(*guesses(judged))
    assert [(round(told, 2), round(found, 2), many) for told, found, many in points] == [
        (0.25, 0.25, 20),
        (0.85, 0.85, 20),
    ]
    assert error == pytest.approx(0.0)


def test_the_surest_are_answered_first() -> None:
    coverage, risk = risk_coverage(*guesses([guessed(0.9, True), guessed(0.2, False), guessed(0.6, True)]))
    assert list(risk) == [0.0, 0.0, pytest.approx(1 / 3)]
    assert coverage[-1] == 1.0


def test_pictures_are_drawn_and_nothing_is_where_nothing_was_linked(tmp_path: Path) -> None:
    paths = draw([guessed(0.9, True), guessed(0.2, False)], tmp_path)
    assert [path.read_bytes()[:4] for path in paths] == [b"\x89PNG"] * 2
    assert draw([guessed(0.9, True, ["câu trước"])], tmp_path) == []


def test_what_falls_under_the_floor_is_named() -> None:
    floors = {"right": 0.8, "wrong": 0.01, "lost_without_marks": 0.01}
    right = judge(asked(procedure="p"), [{"kind": "answer", "procedure": "p"}])
    wrong = judge(asked(procedure="p"), [{"kind": "answer", "procedure": "q"}])
    assert under_floor([right] * 10, floors) == []
    told = under_floor([*[right] * 7, *[wrong] * 3], floors)
    assert ["đúng 70.0%" in told[0], "sai 30.00%" in told[1]] == [True, True]
