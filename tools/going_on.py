"""Fits actions/data/going_on.json on the development talks: which messages go on about what is spoken of.

``python -m tools.going_on``: plays each talk with the published model and the real actions, fits, and prints how many
messages that go on are kept and how many foreign ones pass at each threshold, each judged by a fit on other texts.
Held-out questions are not read.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rasa_sdk import Tracker
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from actions.conversation import objects_of, records, slot
from actions.going_on import FEATURES, PATH, asked_words, features
from nlu import settings
from nlu.evaluate import action_server, database_of, published_model
from nlu.evaluation import Question, read_questions
from procedures.settings import SEED
from tools.judgement import SETS

FOREIGN = sorted(settings.QUESTIONS.glob("foreign*.jsonl"))
ELSEWHERE = {"out_of_scope", "unresolved", "wrong_agency"}
THRESHOLDS = (0.4, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)
FOLDS, DIGITS = 10, 4


@dataclass(frozen=True)
class Turn:
    """A message in the middle of a talk: its numbers, and whether it goes on."""

    text: str
    numbers: list[float]
    goes_on: bool


async def turns(model: Path, address: str) -> list[Turn]:
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model), action_endpoint=EndpointConfig(url=address))
    questions = [question for path in [*SETS, *FOREIGN] for question in read_questions(path) if question.context]
    return [turn for question in questions if (turn := await _turn(agent, question))]


async def _turn(agent: object, question: Question) -> Turn | None:
    """None where nothing is spoken of, where the message names nothing, or names another procedure."""
    for earlier in question.context:
        await agent.handle_text(earlier, sender_id=question.id)  # type: ignore[attr-defined]
    kept = await agent.tracker_store.retrieve(question.id)  # type: ignore[attr-defined]
    parsed = await agent.parse_message(question.text)  # type: ignore[attr-defined]
    tracker = Tracker.from_dict({**kept.current_state(), "latest_message": parsed})
    spoken_of = slot(tracker, "procedures") or slot(tracker, "candidates")
    if not spoken_of or not asked_words(tracker):
        return None
    foreign = question.kind in ELSEWHERE
    if not foreign and not objects_of(records(question.expected)) & objects_of(records(spoken_of)):
        return None
    return Turn(question.text, features(tracker, spoken_of), not foreign)


def fitted() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=3000))


def as_told(pipeline: Pipeline) -> dict[str, float]:
    """Weights of the numbers as they come, and the bias."""
    scaler, logistic = pipeline[0], pipeline[1]
    weights = logistic.coef_[0] / scaler.scale_
    bias = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
    told = {name: float(one) for name, one in zip(FEATURES, weights, strict=True)}
    return {name: round(one, DIGITS) for name, one in {**told, "bias": bias}.items()}


def report(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> None:
    print(f"{right.sum()} câu nói tiếp, {(~right).sum()} câu về việc khác")
    for least in THRESHOLDS:
        kept, passed = (sure[right] >= least).mean(), (sure[~right] >= least).mean()
        print(f"ngưỡng {least:.2f}: giữ {kept:6.1%} câu nói tiếp, lọt {passed:5.1%} câu về việc khác")


def main() -> None:
    model = published_model()
    with database_of(SEED) as work, action_server(work / "actions.log") as address:
        heard = asyncio.run(turns(model, address))
    numbers, right = np.asarray([turn.numbers for turn in heard]), np.asarray([turn.goes_on for turn in heard])
    of_one_text = np.unique([turn.text for turn in heard], return_inverse=True)[1]
    sure = cross_val_predict(
        fitted(), numbers, right, groups=of_one_text, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    report(sure, right)
    PATH.write_text(json.dumps(as_told(fitted().fit(numbers, right)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
