"""``make evaluate-intents TRAIN=dir TEST=dir``: our classifier and Rasa's CRF on a public intent and slot set.

Trained on the one folder and asked the other, so that published tables can be checked. The intent is learned as in
config.yml; slots, which our own bot has none of, by Rasa's CRFEntityExtractor.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from nlu.public_set import Chunk, Utterance, read_set, score
from nlu.settings import BadRequest, intents_request
from procedures.settings import ROOT
from procedures.yaml_file import FaultyFiles

CRF: dict[str, Any] = {
    "name": "CRFEntityExtractor",
    "BILOU_flag": True,
    "max_iterations": 100,
    "features": [
        ["low", "digit"],
        ["low", "title", "digit"],
        ["bias", "low", "prefix2", "prefix5", "suffix2", "suffix3", "title", "upper", "digit"],
        ["low", "title", "digit"],
        ["low", "digit"],
    ],
}
"""Two words to each side are seen."""
CLASSIFYING = ("CountVectorsFeaturizer", "LogisticRegressionClassifier")
"""Components of config.yml that learn the intent."""


def pipeline() -> list[dict[str, Any]]:
    """One token a word of the set, for its tags are told by word; then what config.yml classifies with, and the CRF."""
    told = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    own = [component for component in told if component["name"] in CLASSIFYING]
    return [{"name": "nlu.spaced_tokenizer.SpacedTokenizer"}, *own, CRF]


def train(utterances: Sequence[Utterance], work: Path) -> Path:
    """The path of a Rasa model."""
    from rasa.model_training import train_nlu
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    examples = [
        Message.build(text=one.text, intent=one.intent.replace("/", "|"), entities=_entities(one)) for one in utterances
    ]
    data, config = work / "nlu.yml", work / "config.yml"
    RasaYAMLWriter().dump(str(data), TrainingData(examples))
    config.write_text(
        yaml.safe_dump(
            {"recipe": "default.v1", "assistant_id": "bo-cong-khai", "language": "vi", "pipeline": pipeline()}
        ),
        encoding="utf-8",
    )
    return Path(str(train_nlu(str(config), str(data), str(work))))


def _entities(one: Utterance) -> list[dict[str, Any]]:
    """Slots with the places of their letters."""
    begins = [0]
    for word in one.words:
        begins.append(begins[-1] + len(word) + 1)
    return [
        {"entity": name, "start": begins[first], "end": begins[last] - 1, "value": " ".join(one.words[first:last])}
        for name, first, last in sorted(one.chunks, key=lambda chunk: chunk[1])
    ]


async def ask(model: Path, utterances: Sequence[Utterance]) -> list[tuple[str, set[Chunk]]]:
    """(intent, slots) of each, in the order given."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent, told = Agent.load(str(model)), []
    for number, one in enumerate(utterances, start=1):
        heard = await agent.parse_message(one.text)
        told.append((str(heard["intent"]["name"]).replace("|", "/"), _chunks(one, heard["entities"])))
        if number % 200 == 0 or number == len(utterances):
            print(f"  {number}/{len(utterances)} câu", file=sys.stderr, flush=True)
    return told


def _chunks(one: Utterance, entities: Sequence[dict[str, Any]]) -> set[Chunk]:
    """Entities as runs of words; one that does not begin and end with a word counts as wrong."""
    begins, ends, at = {}, {}, 0
    for number, word in enumerate(one.words):
        begins[at], ends[at + len(word)] = number, number + 1
        at += len(word) + 1
    return {(e["entity"], begins.get(e["start"], -1), ends.get(e["end"], -1)) for e in entities}


def main() -> None:
    try:
        told = intents_request()
        learned, asked = read_set(told.train), read_set(told.test)
    except (FaultyFiles, BadRequest) as error:
        raise SystemExit(str(error)) from None
    logging.disable(logging.WARNING)
    print(f"Học {len(learned)} câu, hỏi {len(asked)} câu.", flush=True)
    with tempfile.TemporaryDirectory(prefix="evaluate-intents-") as work:
        began = time.monotonic()
        model = train(learned, Path(work))
        print(f"Đã huấn luyện, {time.monotonic() - began:.0f} s.", flush=True)
        scores = score(asked, asyncio.run(ask(model, asked)))
    print(f"Ý định đúng        {scores.intent:>7.2%}")
    print(f"F1 của slot        {scores.slot_f1:>7.2%}")
    print(f"Cả câu đúng        {scores.sentence:>7.2%}")


if __name__ == "__main__":
    main()
