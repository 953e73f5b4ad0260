"""Rasa component: one token between two blanks, as public sets tell their tags by word (nlu/evaluate_intents.py)."""

from __future__ import annotations

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message

from nlu.tokenizer import UndertheseaTokenizer
from procedures.folding import fold

WORD = re.compile(r"\S+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacedTokenizer(UndertheseaTokenizer):
    """Lemmas are folded like those of our own tokenizer."""

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        text = message.get(attribute) or ""
        return [
            Token(found.group(), found.start(), found.end(), lemma=fold(found.group()) or found.group())
            for found in WORD.finditer(text)
        ]
