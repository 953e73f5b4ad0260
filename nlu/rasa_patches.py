"""What Rasa 3.6.21 does slowly or hides, done otherwise without a fork; every patch of Rasa stands here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import rasa.version
from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

WRITTEN_FOR = "3.6.21"


class OtherRasa(RuntimeError):
    """The installed Rasa is not the one that the patches were written for."""


def apply() -> None:
    """Patches Rasa for this process; raises OtherRasa where it is another version."""
    if rasa.version.__version__ != WRITTEN_FOR:
        raise OtherRasa(f"Các bản vá viết cho Rasa {WRITTEN_FOR}, không phải {rasa.version.__version__}.")
    RemoteAction._validate_action_result = staticmethod(_validate_action_result)
    Event.resolve_by_type = staticmethod(lru_cache(256)(Event.resolve_by_type))
    FailSafeTrackerStore.retrieve = _retrieve
    FailSafeTrackerStore.save = _save


@lru_cache(1)
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _validate_action_result(result: dict[str, Any]) -> bool:
    """``jsonschema.validate`` checks the schema itself at every call; here once."""
    _validator().validate(result)
    return True


async def _retrieve(self: FailSafeTrackerStore, sender_id: str) -> DialogueStateTracker | None:
    """Fails with the database: a conversation that cannot be read is not a new one."""
    return await self._tracker_store.retrieve(sender_id)


async def _save(self: FailSafeTrackerStore, tracker: DialogueStateTracker) -> None:
    await self._tracker_store.save(tracker)
