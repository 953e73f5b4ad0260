"""Takes messages out of the outbox to Zalo and Messenger: in order within a conversation, several side by side."""

from __future__ import annotations

import asyncio
import logging

import aiohttp

from bot import claims, outbox, settings
from bot.channels import messenger, zalo
from bot.channels.sending import Later, Never, Outcome, Sent, TokenOld, to_messenger, to_zalo
from bot.channels.zalo_token import NoToken, ZaloToken
from bot.outbox import Parcel
from procedures.database import writing

log = logging.getLogger(__name__)


class Courier:
    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http
        self._zalo_token = ZaloToken(http)
        self._called = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        """By conversation; a service that is slow to take one does not hold up the others."""

    def wake(self) -> None:
        self._called.set()

    async def run(self) -> None:
        """For ever: what is due now, and what comes due."""
        while True:
            self._called.clear()
            try:
                for parcel in await asyncio.to_thread(_due, set(self._under_way)):
                    self._under_way[parcel.conversation_id] = asyncio.create_task(self._deliver(parcel))
            except Exception:
                log.exception("Không đọc được hộp thư đi")
            try:
                async with asyncio.timeout(settings.OUTBOX_SECONDS):
                    await self._called.wait()
            except TimeoutError:
                pass

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            outcome = await self._sent(parcel)
            await asyncio.to_thread(_mark, parcel, outcome)
        except Exception:  # one message that cannot be sent must not hold up the others
            log.exception("Lỗi khi gửi tin %s", parcel.id)
            await asyncio.to_thread(_mark, parcel, Later("lỗi của trợ lý"))
        finally:
            del self._under_way[parcel.conversation_id]
            self.wake()

    async def stop(self) -> None:
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _sent(self, parcel: Parcel) -> Outcome:
        if parcel.channel == messenger.NAME:
            return await to_messenger(self._http, parcel.recipient, parcel.body)
        if parcel.channel == zalo.NAME:
            return await self._to_zalo(parcel)
        return Never(f"không có kênh {parcel.channel}")

    async def _to_zalo(self, parcel: Parcel) -> Outcome:
        """With a fresh token once more where the one at hand is refused."""
        refused: str | None = None
        for _ in range(2):
            try:
                token = await self._zalo_token.access(refused)
            except NoToken as error:
                return Later(str(error))
            outcome = await to_zalo(self._http, token, parcel.recipient, parcel.body)
            if not isinstance(outcome, TokenOld):
                return outcome
            refused = token
        return Later("Zalo không nhận mã truy cập")


def _due(under_way: set[str]) -> list[Parcel]:
    room = settings.SENDS_AT_ONCE - len(under_way)
    if room <= 0:
        return []
    with writing() as session:
        return outbox.due(session, room, settings.gateway_name(), under_way)


def _mark(parcel: Parcel, outcome: Outcome) -> None:
    with writing() as session:
        if isinstance(outcome, Sent):
            outbox.sent(session, parcel)
        elif isinstance(outcome, Never):
            log.error("Tin %s (%s) không gửi được: %s", parcel.id, parcel.channel, outcome.why)
            outbox.dead(session, parcel, outcome.why)
        elif isinstance(outcome, Later):
            log.warning("Tin %s (%s) gửi lại sau: %s", parcel.id, parcel.channel, outcome.why)
            outbox.again(session, parcel, outcome.why, outcome.seconds)
        claims.give_back(session, settings.gateway_name(), claims.sending_to(parcel.conversation_id))
