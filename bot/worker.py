"""Takes messages out of the inbox: one turn at a time within a conversation, conversations side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
from sqlalchemy.orm import Session

from bot import claims, degraded, settings
from bot.bell import Bell
from bot.claims import TakenElsewhere
from bot.conversations import is_behind, last_procedure, missed_turns, next_turn, waiting_conversations
from bot.courier import Courier
from bot.endings import caught_up, finish_turn, forget_conversation
from bot.forgetting import FORGET
from bot.health import Health
from bot.rasa_client import EMPTY_REPLY, Cause, RasaDown, ask
from bot.shelf import Shelf
from bot.turns import Outgoing, Turn
from procedures.database import reading, writing

log = logging.getLogger(__name__)


class Worker:
    def __init__(self, http: aiohttp.ClientSession, shelf: Shelf, health: Health, bell: Bell, courier: Courier) -> None:
        self._http, self._shelf, self._health, self._bell, self._courier = http, shelf, health, bell, courier
        self._running: dict[str, asyncio.Task[None]] = {}
        self._called: set[str] = set()
        self._tried: Counter[int] = Counter()
        """How often Rasa could not take a message that it missed, while all else was well."""
        self._room = asyncio.Semaphore(settings.TURNS_AT_ONCE)
        self._verifying: set[asyncio.Task[None]] = set()

    async def sweep(self) -> None:
        """Answers what an earlier process, or a turn that failed, left unanswered; for ever."""
        while True:
            try:
                away = self._health.rasa_is_away()
                for conversation_id in await asyncio.to_thread(_waiting, not away):
                    self.wake(conversation_id)
            except Exception:
                log.exception("Không đọc được hộp thư đến")
            await asyncio.sleep(settings.SWEEP_SECONDS)

    def wake(self, conversation_id: str) -> None:
        self._called.add(conversation_id)
        if conversation_id not in self._running:
            self._running[conversation_id] = asyncio.create_task(self._serve(conversation_id))

    async def stop(self) -> None:
        tasks = [*self._running.values(), *self._verifying]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._called:
                self._called.discard(conversation_id)
                try:
                    while turn := await asyncio.to_thread(_next, conversation_id):
                        await self._in_turn(turn)
                        self._bell.ring(conversation_id)
                    if await asyncio.to_thread(_done_or_behind, conversation_id):
                        await self._answer_what_was_missed(conversation_id)
                        await asyncio.to_thread(_give_back, conversation_id)
                except TakenElsewhere:  # what came in just now may be seen by neither
                    await asyncio.sleep(settings.TAKE_AGAIN_SECONDS)
                    self._called.add(conversation_id)
        except Exception:
            log.exception("Không xử lý được hội thoại; lượt quét sau sẽ thử lại")
        finally:
            del self._running[conversation_id]

    async def _in_turn(self, turn: Turn) -> None:
        """One turn: with Rasa, or where it is away or full from the local catalogue, within the citizen's patience."""
        if (turn.payload or "").startswith(FORGET):
            await asyncio.to_thread(_forget, turn)
            self._courier.wake()
            return
        if turn.paused is not None:
            replies, missed = [Outgoing(turn.paused, [], {**EMPTY_REPLY, "kind": "error"})], True
            await self._finish(turn, replies, missed)
            return
        if turn.with_staff:
            await self._finish(turn, [])
            return
        try:
            async with self._place(turn):
                if turn.behind and not self._is_too_late(turn):
                    await self._catch_up(turn.conversation_id)
                replies = await self._ask(turn)
        except RasaDown as error:
            log.warning("Rasa không trả lời: %s", error)
            self._note(error.cause)
            replies = [await asyncio.to_thread(self._without_rasa, turn)]
            await self._finish(turn, replies, missed=True)
            self._verify_beside(error.cause)
        else:
            await self._finish(turn, replies)

    async def _finish(self, turn: Turn, replies: list[Outgoing], missed: bool = False) -> None:
        if await asyncio.to_thread(_finish, turn, replies, missed):
            self._courier.wake()

    @asynccontextmanager
    async def _place(self, turn: Turn) -> AsyncIterator[None]:
        """One of the places with Rasa, when one is free; raises RasaDown where that takes too long."""
        try:
            async with asyncio.timeout(_patience(turn) - settings.LEAST_TURN_SECONDS):
                await self._room.acquire()
        except TimeoutError:
            raise RasaDown("không còn chỗ", Cause.CROWD) from None
        try:
            yield
        finally:
            self._room.release()

    async def _tell_health(self, cause: Cause) -> None:
        self._note(cause)
        await self._verify(cause)

    def _note(self, cause: Cause) -> None:
        if cause == Cause.AWAY:
            self._health.failed("rasa")
        elif cause == Cause.SILENCE:
            self._health.doubted("actions")
        elif cause == Cause.MESSAGE:
            self._health.suspected()

    def _verify_beside(self, cause: Cause) -> None:
        """Takes its time, for which neither this citizen nor their next message need wait."""
        task = asyncio.create_task(self._verify(cause))
        self._verifying.add(task)
        task.add_done_callback(self._verifying.discard)

    async def _verify(self, cause: Cause) -> None:
        if cause == Cause.SILENCE:  # at once: the actions may be gone, or one message is to blame
            await self._health.verify(self._http, self._shelf)

    async def _ask(self, turn: Turn) -> list[Outgoing]:
        if self._health.rasa_is_away():
            raise RasaDown("đang chờ Rasa trở lại")
        if self._is_too_late(turn):
            raise RasaDown("chưa rõ Rasa còn không, người hỏi đã chờ hết giờ", Cause.CROWD)
        seconds = min(_patience(turn), settings.TURN_SECONDS)
        return await ask(self._http, turn.conversation_id, turn.message, seconds)

    def _is_too_late(self, turn: Turn) -> bool:
        """The citizen has waited for a turn before this one that came to nothing, and why is not known yet."""
        return self._health.in_doubt() and _left(turn) < settings.LEAST_TURN_SECONDS

    async def _answer_what_was_missed(self, conversation_id: str) -> None:
        """Without waiting for the citizen's next message; where Rasa goes away again the next sweep tries again."""
        try:
            async with self._room:
                await self._catch_up(conversation_id, settings.TURN_SECONDS)
        except RasaDown as error:
            await self._tell_health(error.cause)

    async def _catch_up(self, conversation_id: str, seconds: float = settings.CATCH_UP_SECONDS) -> None:
        """Tells Rasa of the questions it missed, so that "thế lệ phí?" still knows the procedure, and the citizen of
        its answers.

        Each is tried a few times while all else is well: a message that Rasa cannot take would hold up every later one.
        """
        for turn in [] if self._health.rasa_is_away() else await asyncio.to_thread(_missed, conversation_id):
            try:
                replies = await ask(self._http, conversation_id, turn.message, seconds)
            except RasaDown as error:
                if error.cause == Cause.AWAY:
                    raise
                await self._tell_health(error.cause)
                self._tried[turn.inbound_id] += not self._health.down()
                if self._tried[turn.inbound_id] >= settings.CATCH_UP_TRIES:
                    await asyncio.to_thread(_caught_up, turn, [])
                    del self._tried[turn.inbound_id]
                return  # what else was missed waits for the next turn
            await asyncio.to_thread(_caught_up, turn, replies)
            self._bell.ring(conversation_id)
            self._courier.wake()

    def _without_rasa(self, turn: Turn) -> Outgoing:
        with reading() as session:
            spoken_of = last_procedure(session, turn.conversation_id)
        return degraded.answer(self._shelf.contents(), turn.question, turn.payload, spoken_of)


def _left(turn: Turn) -> float:
    """Seconds of the citizen's patience, counted from when the message came; negative where it has run out."""
    return settings.PATIENCE_SECONDS - (datetime.now(UTC) - turn.received_at).total_seconds()


def _patience(turn: Turn) -> float:
    """Seconds for a turn, those of a living Rasa at least."""
    return max(_left(turn), settings.LEAST_TURN_SECONDS)


def _waiting(missed_too: bool) -> list[str]:
    with reading() as session:
        return waiting_conversations(session, missed_too)


def _next(conversation_id: str) -> Turn | None:
    with writing() as session:
        turn = next_turn(session, conversation_id)
        if turn is not None:
            _take(session, conversation_id)
        return turn


def _take(session: Session, conversation_id: str) -> None:
    claims.take(session, claims.turns_of(conversation_id), settings.gateway_name())


def _done_or_behind(conversation_id: str) -> bool:
    """Gives the conversation back where nothing is left to do; whether something is."""
    with writing() as session:
        behind = is_behind(session, conversation_id)
        if not behind:
            claims.give_back(session, settings.gateway_name(), claims.turns_of(conversation_id))
        return behind


def _give_back(conversation_id: str) -> None:
    with writing() as session:
        claims.give_back(session, settings.gateway_name(), claims.turns_of(conversation_id))


def give_back_all() -> None:
    """All that this gateway, or the one that was killed in its place, has claimed."""
    with writing() as session:
        claims.give_back(session, settings.gateway_name())


def _missed(conversation_id: str) -> list[Turn]:
    with reading() as session:
        turns = missed_turns(session, conversation_id)
    if turns:
        with writing() as session:
            _take(session, conversation_id)
    return turns


def _caught_up(turn: Turn, replies: list[Outgoing]) -> None:
    with writing() as session:
        _take(session, turn.conversation_id)
        caught_up(session, turn, replies)


def _forget(turn: Turn) -> None:
    with writing() as session:
        forget_conversation(session, turn)


def _finish(turn: Turn, replies: list[Outgoing], missed: bool) -> bool:
    with writing() as session:
        return finish_turn(session, turn, replies, missed)
