"""A turn and its replies as they pass between the inbox, Rasa and the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.masking import without_labels

NOTHING_SAID = "…"
COMMAND = "/∕⁄ .,;:!?-"
"""What a text to Rasa must not begin with: behind a slash stands an intent, and marks before it are cut off."""


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
    paused: str | None = None
    """What citizens are told while the assistant is paused; the question is kept."""
    behind: bool = False
    """Rasa has missed earlier messages of the conversation."""
    with_staff: bool = False
    """A person of the department has the conversation: the message is kept, and the assistant says nothing."""

    @property
    def question(self) -> str:
        """The text without the labels of masked numbers, which are no subject; never empty and never a command."""
        return without_labels(self.text).lstrip(COMMAND) or NOTHING_SAID

    @property
    def message(self) -> str:
        """What Rasa is told: a pressed button's payload, which only we write, or the question."""
        return self.payload or self.question
