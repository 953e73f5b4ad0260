"""Rasa component: turns the classifier's guess and the link into the intent and entities that the rules act on."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.agencies import AgencyBook
from nlu.channels import channel
from nlu.evidence.goods import of_goods
from nlu.evidence.topics import topics_to_offer
from nlu.heard import Heard
from nlu.language import is_english, may_be_english
from nlu.linking import Link
from nlu.normalising import normalise
from nlu.procedure_linker import LINK
from nlu.quantities import quantities
from nlu.rules.understood import Understanding
from nlu.spoken import spoken_words
from nlu.sureness import sureness
from nlu.understanding import understand
from procedures import settings
from procedures.folding import words

VOCABULARY = "vocabulary.json"
UNDECIDED = ("ask_unclear", "ask_follow_up", "unresolved", "out_of_scope")
"""Intents whose meaning may hang on what was spoken of before: they carry all candidates."""
ABOUT_A_PROCEDURE = ("ask_procedure", "ask_unclear")
"""Intents whose confidence is that of the first procedure."""
MAY_BE_OF_THE_RECORD = (*UNDECIDED, "ask_procedure", "ask_topic", "other_agency", "ask_deadline", "tell_case")
"""Intents of a message that may ask for something the record spoken of says ("có cần danh sách khách mời không")."""
PARTING = ("thank", "goodbye")
YES = "yes"
"""Value of an entity that only stands or does not."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentDecision(GraphComponent):
    """Last word on what a message asks; knows the words of the training examples."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentDecision:
        return cls(model_storage, resource, frozenset())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> IntentDecision:
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        return cls(model_storage, resource, frozenset(words))

    def __init__(self, storage: ModelStorage, resource: Resource, vocabulary: frozenset[str]) -> None:
        self._storage, self._resource, self._vocabulary = storage, resource, vocabulary
        self._agencies = AgencyBook.from_file(settings.AGENCIES)

    def train(self, training_data: TrainingData) -> Resource:
        words = {word for example in training_data.intent_examples for word in spoken_words(example.get("text") or "")}
        with self._storage.write_to(self._resource) as folder:
            (folder / VOCABULARY).write_text(json.dumps(sorted(words)), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        text = normalise(message.get("text") or "").text
        link: Link = message.get(LINK)
        name, sure = _guess(message)
        heard = Heard(
            text,
            link,
            self._agencies.match(link.spoken),
            name,
            sure,
            self._vocabulary | link.vocabulary,
            settings.today(),
        )
        decided = understand(heard)
        sure = sureness(heard) if decided.intent in ABOUT_A_PROCEDURE else decided.confidence
        message.set("intent", {"name": decided.intent, "confidence": sure}, add_to_output=True)
        message.set("entities", _entities(heard, decided), add_to_output=True)
        message.set(LINK, None)


def _guess(message: Message) -> tuple[str, float]:
    """(intent, confidence) of the classifier; thanks and goodbye in one message are not unsure of each other."""
    guess = message.get("intent") or {}
    name, sure = guess.get("name") or "", float(guess.get("confidence") or 0.0)
    others = message.get("intent_ranking") or []
    beside = sum(
        float(one["confidence"]) for one in others if one["name"] in (*PARTING, "greet") and one["name"] != name
    )
    return name, min(sure + beside, 1.0) if name in PARTING else sure


def _language(told: list[str]) -> str | None:
    """ "en"; "en?" where a talk in English would go on so."""
    return "en" if is_english(told) else "en?" if may_be_english(told) else None


def _entities(heard: Heard, decided: Understanding) -> list[dict[str, Any]]:
    """Entities of the whole message; ``confidence`` of a procedure is its link score."""
    text, link, when = heard.text, heard.link, decided.when
    said: list[object] = [*heard.named] if decided.intent in MAY_BE_OF_THE_RECORD and not heard.names_it_whole else []
    asks_fee = "fee" in decided.aspects or (decided.intent == "ask_follow_up" and not decided.aspects)
    told: dict[str, list[object]] = {
        "aspect": [*decided.aspects],
        "act": [*decided.acts],
        "pick": [decided.pick],
        "day": [when.day],
        "span": [f"{when.span.amount} {when.span.unit}" if when.span else None],
        "elliptic": [YES if decided.elliptic else None],
        "day_of": [when.of if when.backwards else None],
        "clock": [f"{when.clock:%H:%M}" if when.clock else None],
        "past_year": [when.past_year],
        "formerly": [YES if when.formerly else None],
        "impossible_day": [when.impossible],
        "lunar_day": [when.lunar],
        "quantity": [f"{many} {what}" for many, what in quantities(text)],
        "case": [*decided.cases],
        "channel": [channel(text) if asks_fee else None],
        "language": [_language(words(text))],
        "again": [YES if decided.again else None],
        "some_permit": [YES if decided.some_permit else None],
        "otherwise": [decided.otherwise],
        "other_agency": [decided.other_agency],
        "perhaps": [YES if decided.other_agency and decided.confidence < 1.0 else None],
        "said": [] if decided.bare else said,
        "asked_of": [] if decided.bare else [*heard.asked_of],
        "ruled_out": [*sorted(link.ruled_out)],
        "points": [YES if heard.points else None],
        "of_goods": [YES if of_goods(heard) else None],
        "names_first": [YES if heard.names_first else None],
        "goes_back": [heard.goes_back],
        "corrects": [YES if heard.corrects else None],
        "detail": [heard.detail],
        "whether": [YES if heard.asks_whether else None],
    }
    found = [("procedure", c.id, c.score) for c in decided.procedures]
    found += [("topic", decided.topic, decided.confidence)] if decided.topic else []
    found += [("near_topic", c.id, c.score) for c in topics_to_offer(heard) if decided.intent in UNDECIDED]
    undecided = decided.intent in UNDECIDED or decided.otherwise == "ask_unclear"
    found += [("near_agency", c.id, c.score) for c in link.agencies[:1] if not decided.bare]
    found += [("near", c.id, c.score) for c in link.candidates if undecided and not decided.bare]
    found += [
        (entity, str(value), 1.0) for entity, values in told.items() for value in values if value not in (None, "")
    ]
    return [
        {
            "entity": entity,
            "value": value,
            "start": 0,
            "end": len(text),
            "confidence_entity": score,
            "extractor": "IntentDecision",
        }
        for entity, value, score in found
    ]
