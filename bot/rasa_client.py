"""One turn with Rasa over loopback HTTP; silence and failure of any kind become RasaDown."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import aiohttp

from bot import settings
from bot.turns import Outgoing

EMPTY_REPLY: dict[str, Any] = {
    "kind": "smalltalk",
    "procedure": None,
    "topic": None,
    "version": None,
    "aspects": [],
    "facts": [],
    "documents": [],
    "links": [],
    "citations": [],
    "sourced_on": None,
    "verified_on": None,
    "warning": None,
    "candidates": [],
}
"""Every key of the structured reply, so that what a channel reads is always there."""


class Cause(Enum):
    """Why there is no answer: Rasa is away, it had nothing to say, was too slow, or every place is taken.

    Silence and slowness may be this one message's: the canary says whether they are everyone's.
    """

    AWAY = "away"
    SILENCE = "silence"
    MESSAGE = "message"
    CROWD = "crowd"


class RasaDown(Exception):
    """Rasa gave no usable answer."""

    def __init__(self, sentence: str, cause: Cause = Cause.AWAY) -> None:
        super().__init__(sentence)
        self.cause = cause


async def ask(http: aiohttp.ClientSession, sender: str, text: str, seconds: float) -> list[Outgoing]:
    """The replies of a turn; raises RasaDown where there is none (RASA.md: treat ``[]`` as failure)."""
    try:
        async with http.post(
            settings.rasa_url(),
            data=json.dumps({"sender": sender, "message": text}, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.rasa_token()}"},
            timeout=aiohttp.ClientTimeout(total=seconds),
        ) as response:
            if response.status != 200:
                cause = Cause.AWAY if response.status >= 500 else Cause.MESSAGE
                raise RasaDown(f"Rasa trả mã {response.status}", cause)
            said = json.loads(await response.text())
    except TimeoutError as error:  # this message may be the slow one; the canary says whether Rasa is away
        raise RasaDown("Rasa trả lời quá chậm", Cause.MESSAGE) from error
    except (aiohttp.ClientError, ValueError) as error:
        raise RasaDown(f"{type(error).__name__}: {error}") from error
    replies = paired(said if isinstance(said, list) else [])
    if not replies:
        raise RasaDown("Rasa không trả lời gì", Cause.SILENCE)
    return replies


def paired(said: list[dict[str, Any]]) -> list[Outgoing]:
    """Rasa sends the paragraphs of a reply and then its payload one after the other; here they are one again."""
    replies: list[Outgoing] = []
    paragraphs: list[dict[str, Any]] = []
    for part in said:
        if "custom" in part:
            replies.append(_joined(paragraphs, part["custom"]))
            paragraphs = []
        elif part.get("text"):
            paragraphs.append(part)
    if paragraphs:
        replies.append(_joined(paragraphs, {}))
    return [reply for reply in replies if reply.text]


def _joined(paragraphs: list[dict[str, Any]], custom: dict[str, Any]) -> Outgoing:
    return Outgoing(
        "\n\n".join(paragraph["text"] for paragraph in paragraphs),
        [button for paragraph in paragraphs for button in paragraph.get("buttons", [])],
        {**EMPTY_REPLY, **custom},
    )
