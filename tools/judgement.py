"""Fits nlu/data/ranking.json and nlu/data/sureness.json on the development questions and their variants.

``python -m tools.judgement``: asks the published model for what it hears in each question, fits both, and prints how
well they do on each writer's questions when fitted on the others' only. Held-out questions are not read.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from nlu import intent_decision, ranking, settings, sureness
from nlu.evaluate import database_of, published_model
from nlu.evaluation import OURS, Question, read_questions, with_variants
from nlu.evidence.procedures import speaks_against
from nlu.evidence.twins import with_other_occasions
from nlu.heard import Heard
from nlu.rules.understood import Understanding
from procedures.settings import SEED

SETS = sorted([*settings.QUESTIONS.glob("dev*.jsonl"), *(settings.QUESTIONS / "former-heldout").glob("*.jsonl")])
THRESHOLDS = (0.7, 0.8, 0.85, 0.9, 0.93, 0.95)
DIGITS = 5


@dataclass(frozen=True)
class Asked:
    """A question by itself, its writer, and what the model hears in it."""

    writer: str
    question: Question
    heard: Heard

    @property
    def of_a_procedure(self) -> bool:
        return bool(self.question.expected) and self.question.kind in (None, *OURS)

    @property
    def right(self) -> bool:
        """Whether answering the first candidate is what is wanted."""
        meant = {one.id for one in with_other_occasions(self.heard.link)}
        return self.of_a_procedure and bool(meant & set(self.question.expected))


async def hear(model: Path) -> list[Asked]:
    """Every labelled development question that asks for one thing; what goes on about another is heard by itself."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    heard: list[Heard] = []

    def listening(message: Heard) -> Understanding:
        heard.append(message)
        return Understanding("unresolved")

    setattr(intent_decision, "understand", listening)  # noqa: B010
    agent = Agent.load(str(model))
    found = []
    for path in SETS:
        print(f"  {path.name}", file=sys.stderr, flush=True)
        for question in with_variants(read_questions(path)):
            labelled = question.expected or question.topic or question.kind
            if question.procedures or not labelled:
                continue
            await agent.parse_message(question.text)
            best = heard[-1].link.best
            if best and best.parts:
                found.append(Asked(path.stem, question, heard[-1]))
    return found


def fit_ranking(asked: list[Asked]) -> dict[str, float]:
    """Weights by which the right candidate comes before each other one."""
    apart = np.asarray(list(_differences(asked)))
    scale = apart.std(axis=0) + 1e-6
    both = np.vstack([apart, -apart]) / scale
    fitted = LogisticRegression(C=0.3, fit_intercept=False, max_iter=2000)
    fitted.fit(both, [1] * len(apart) + [0] * len(apart))
    weights = fitted.coef_[0] / scale
    return {name: round(float(one), DIGITS) for name, one in zip(ranking.FEATURES, weights, strict=True)}


def _differences(asked: list[Asked]) -> Iterator[npt.NDArray[np.float64]]:
    for one in asked:
        if not one.of_a_procedure:
            continue
        link = one.heard.link
        rows = [(c.id in one.question.expected, ranking.features(c, link.acts)) for c in link.candidates]
        right = next((row for is_right, row in rows if is_right), None)
        yield from (right - row for is_right, row in rows if right is not None and not is_right)


def reranked(asked: list[Asked]) -> list[Asked]:
    """With the candidates in the order of ranking.json as it is now."""
    ranking._weights.cache_clear()
    found = []
    for one in asked:
        link = one.heard.link
        ordered = replace(link, candidates=ranking.ranked(link.candidates, link.acts))
        found.append(replace(one, heard=replace(one.heard, link=ordered)))
    return found


def fit_sureness(rows: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    steady = [1] * len(sureness.RISING) + [-1] * len(sureness.FALLING) + [0] * len(sureness.EITHER)
    fitted = HistGradientBoostingClassifier(
        max_depth=3, max_iter=150, learning_rate=0.06, min_samples_leaf=40, monotonic_cst=steady, random_state=1
    )
    return fitted.fit(rows, right)


def as_table(fitted: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees as one table of nodes (nlu.sureness.Forest)."""
    told: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "roots")}
    depth = 0
    for (tree,) in fitted._predictors:
        begin = len(told["feature"])
        told["roots"].append(begin)
        depth = max(depth, int(tree.nodes["depth"].max()))
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            told["feature"].append(0 if leaf else int(node["feature_idx"]))
            told["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), DIGITS))
            told["left"].append(begin + (at if leaf else int(node["left"])))
            told["right"].append(begin + (at if leaf else int(node["right"])))
            told["value"].append(round(float(node["value"]), DIGITS) if leaf else 0.0)
    baseline = round(float(np.ravel(fitted._baseline_prediction)[0]), DIGITS)
    return {**told, "depth": depth, "baseline": baseline, "features": list(sureness.FEATURES)}


def by_other_writers(asked: list[Asked], rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Each question's sureness as fitted on the questions of all other writers."""
    right, writers = np.asarray([one.right for one in asked]), np.asarray([one.writer for one in asked])
    found = np.zeros(len(asked))
    for writer in sorted(set(writers)):
        others = writers != writer
        found[~others] = fit_sureness(rows[others], right[others]).predict_proba(rows[~others])[:, 1]
    return found


def report(asked: list[Asked], sure: npt.NDArray[np.float64]) -> None:
    right = np.asarray([one.right for one in asked])
    possible = sum(one.of_a_procedure for one in asked)
    print(f"{len(asked)} câu, {possible} câu về một thủ tục, ứng viên đầu đúng {right.sum() / possible:.1%}")
    print(f"{'ngưỡng':>7}{'trả lời đúng':>14}{'trả lời sai':>13}")
    for threshold in THRESHOLDS:
        answered = sure >= threshold
        print(
            f"{threshold:>7}{(answered & right).sum() / possible:>14.1%}{(answered & ~right).sum() / len(asked):>13.2%}"
        )


def main() -> None:
    model = published_model()
    with database_of(SEED):
        asked = asyncio.run(hear(model))
    _write(ranking.PATH, fit_ranking(asked))
    asked = reranked(asked)
    rows = np.asarray([sureness.features(one.heard) for one in asked])
    against = np.asarray([speaks_against(one.heard) for one in asked])
    report(asked, np.where(against, 0.0, by_other_writers(asked, rows)))
    _write(sureness.PATH, as_table(fit_sureness(rows, np.asarray([one.right for one in asked]))))


def _write(path: Path, told: dict[str, Any]) -> None:
    lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in told.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
