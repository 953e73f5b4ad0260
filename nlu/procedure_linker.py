"""Rasa component: which procedures, aspects and acts a message names, as entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from nlu.catalogue_index import CatalogueIndex
from nlu.normalising import normalise

LINK = "procedure_link"
"""Message key under which the link travels to the decision."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ProcedureLinker(GraphComponent):
    """Links the message to the catalogue of the database; adding a procedure needs no training."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProcedureLinker:
        return cls()

    def __init__(self) -> None:
        self._index = CatalogueIndex()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(LINK, self._index.current().link(normalise(message.get("text") or "").text))
        return messages
