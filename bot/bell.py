"""Wakes who waits for something new in a conversation: in this process, and over PostgreSQL in every gateway."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, connection
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import settings
from procedures.database import engine

log = logging.getLogger(__name__)
RING = text("SELECT pg_notify('mot_cua_bell', :conversation)")
LISTEN = "LISTEN mot_cua_bell"


def announce(session: Session, conversation_id: str) -> None:
    """Rings in every gateway once this is committed; else readers look again by themselves."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(RING, {"conversation": conversation_id})


class Bell:
    """Wakes readers of a conversation in this process when something new was stored."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, conversation_id: str) -> None:
        for event in self._waiting.get(conversation_id, ()):
            event.set()

    async def wait(self, conversation_id: str, seconds: float) -> None:
        event = asyncio.Event()
        self._waiting[conversation_id].add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[conversation_id].discard(event)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]


async def hear_the_others(bell: Bell) -> None:
    """For ever: rings here what was announced anywhere; ends where the database is no server."""
    if engine().dialect.name != "postgresql":
        return
    while True:
        try:
            heard = await asyncio.to_thread(_listening)
            try:
                await _pass_on(heard, bell)
            finally:
                heard.close()
        except (psycopg2.Error, SQLAlchemyError):
            log.exception("Mất kênh báo tin của PostgreSQL; người đang chờ tự xem lại mỗi giây")
        await asyncio.sleep(settings.SWEEP_SECONDS)


def _listening() -> connection:
    """A connection of its own, not of the pool."""
    borrowed = engine().raw_connection()
    own: connection = borrowed.driver_connection
    borrowed.detach()
    own.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    with own.cursor() as cursor:
        cursor.execute(LISTEN)
    return own


async def _pass_on(heard: connection, bell: Bell) -> None:
    """Until the connection breaks, which is a psycopg2.Error."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(heard.fileno(), told.set)
    try:
        while True:
            await told.wait()
            told.clear()
            heard.poll()
            while heard.notifies:
                bell.ring(heard.notifies.pop(0).payload)
    finally:
        loop.remove_reader(heard.fileno())
