"""Rasa component: tokens of a message with offsets into the raw text; the lemma is the word without marks."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from nlu.courtesy import around
from nlu.normalising import normalise
from nlu.segmenting import spans
from procedures.folding import fold, words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class UndertheseaTokenizer(Tokenizer):
    """Vietnamese words with raw offsets; never raises on any text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,  # intents are single labels
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, context: ExecutionContext
    ) -> UndertheseaTokenizer:
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute) or ""
        return _asking(
            [
                Token(text[start:end], start, end, lemma=fold(normalise(text[start:end]).text) or text[start:end])
                for start, end in spans(text)
            ]
        )


def _asking(tokens: list[Token]) -> list[Token]:
    """Without the courtesies before and behind what is asked: they would make a question sound like thanks."""
    owners = [(number, word) for number, token in enumerate(tokens) for word in words(token.lemma)]
    start, end = around([word for _, word in owners])
    if (start, end) == (0, len(owners)):
        return tokens
    return tokens[owners[start][0] : owners[end - 1][0] + 1]
