"""Is the whole path alive? A canary question with a known answer goes through Rasa and the actions."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from bot import settings
from bot.models import Pulse
from bot.rasa_client import Cause, RasaDown, ask
from bot.shelf import Shelf
from procedures.database import missing_file, writing
from procedures.record import Record

log = logging.getLogger(__name__)
CANARY = "canary"
"""Sender whose conversation the tracker store does not keep."""


class Health:
    def __init__(self) -> None:
        self._right_at: float | None = None
        self._down: dict[str, str] = {"rasa": "chưa có câu trả lời thử nào đúng"}
        self._failed = False
        self._doubted: str | None = None
        self._hurry, self._trying = asyncio.Event(), asyncio.Lock()
        self._tried_at = float("-inf")

    def rasa_is_away(self) -> bool:
        """A turn failed and no canary was answered since: no citizen should wait for the same silence."""
        return self._right_at is None and self._failed

    def failed(self, what: str) -> None:
        """A turn failed: not ready until the canary is answered right again."""
        self._right_at, self._failed = None, True
        self._down[what] = "lượt hỏi vừa rồi không có câu trả lời"
        self._hurry.set()

    def doubted(self, what: str) -> None:
        """A turn came to nothing: not ready until the canary has said who is to blame; others are served meanwhile."""
        self._doubted = what

    def in_doubt(self) -> bool:
        """A turn came to nothing or was too slow, and no canary has been right since."""
        return self._doubted is not None or self._failed

    def suspected(self) -> None:
        """A turn was too slow: the canary is asked now and decides; others are served meanwhile."""
        self._failed = True
        self._hurry.set()

    async def verify(self, http: aiohttp.ClientSession, shelf: Shelf) -> None:
        """Asks the canary now, once for all who want to know: what it says holds from here on."""
        await self._try(http, shelf)
        self._failed = self._failed or self._right_at is None
        self._hurry.set()

    def down(self) -> dict[str, str]:
        """What is not well, with a sentence each; empty when a canary was right within the last minute."""
        if self._doubted and not self._down:
            return {self._doubted: "lượt hỏi vừa rồi không có câu trả lời, đang kiểm tra lại"}
        if self._right_at is not None and time.monotonic() - self._right_at <= settings.READY_FOR_SECONDS:
            return {}
        return dict(self._down) or {"rasa": "câu trả lời thử đã quá cũ"}

    async def watch(self, http: aiohttp.ClientSession, shelf: Shelf) -> None:
        while True:
            await self._try(http, shelf)
            pause = settings.CANARY_SECONDS if self._right_at else settings.CANARY_SECONDS_DOWN
            self._hurry.clear()
            try:
                async with asyncio.timeout(pause):
                    await self._hurry.wait()
                await asyncio.sleep(settings.CANARY_SECONDS_DOWN)
            except TimeoutError:
                pass

    async def _try(self, http: aiohttp.ClientSession, shelf: Shelf) -> None:
        """Who waits for a try that began after they asked takes its word."""
        asked_at = time.monotonic()
        async with self._trying:
            if self._tried_at < asked_at:
                self._tried_at = time.monotonic()
                await self._ask_canary(http, shelf)

    async def _ask_canary(self, http: aiohttp.ClientSession, shelf: Shelf) -> None:
        what, sentence = await self._answering(http, shelf)
        wrong = {what: sentence, "database": await asyncio.to_thread(_database)}
        down = {what: sentence for what, sentence in wrong.items() if sentence}
        if not sentence:
            self._failed = False
        self._doubted = None
        self._right_at, self._down = (None, down) if down else (time.monotonic(), {})

    async def _answering(self, http: aiohttp.ClientSession, shelf: Shelf) -> tuple[str, str]:
        """Who is to blame, and for what; an empty sentence where the canary was answered right."""
        try:
            contents = await asyncio.to_thread(shelf.contents)
            return "rasa", await _canary(http, contents.canary)
        except RasaDown as error:
            return ("actions" if error.cause == Cause.SILENCE else "rasa"), str(error)
        except Exception as error:
            log.exception("Câu hỏi thử hỏng")
            return "rasa", type(error).__name__


def _database() -> str:
    """Empty where the database takes a write, else what is wrong with it."""
    if missing_file():
        return "tệp cơ sở dữ liệu không còn"
    try:
        with writing() as session:
            session.merge(Pulse(id=1, at=datetime.now(UTC)))
    except SQLAlchemyError as error:
        return f"không ghi được cơ sở dữ liệu: {getattr(error, 'orig', error)}"
    return ""


async def _canary(http: aiohttp.ClientSession, asked: Record | None) -> str:
    """Empty where the canary was answered right, else what was wrong."""
    if asked is None:
        return "danh mục chưa có thủ tục nào trả lời được"
    replies = await ask(http, CANARY, f"{asked.name} cần giấy tờ gì", settings.CANARY_WAIT_SECONDS)
    got = replies[-1].custom or {}
    right = got.get("kind") == "answer" and got.get("procedure") == asked.id and got.get("documents")
    return "" if right else f"câu trả lời thử sai: {got.get('kind')} {got.get('procedure')}"
