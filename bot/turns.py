"""A turn and its replies as they pass between the inbox, Rasa and the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.masking import without_labels

NOTHING_SAID = "…"


@dataclass(frozen=True)
class Outgoing:
    """One message of a turn; a button has ``payload`` (for Rasa) or ``url``."""

    text: str
    buttons: list[dict[str, str]]
    custom: dict[str, Any] | None


@dataclass(frozen=True)
class Turn:
    """A message that waits for its answer."""

    inbound_id: int
    conversation_id: str
    client_msg_id: str
    text: str
    payload: str | None
    about: str | None
    received_at: datetime

    @property
    def question(self) -> str:
        """The text without the labels of masked numbers, which are no subject; never empty."""
        return without_labels(self.text) or NOTHING_SAID
