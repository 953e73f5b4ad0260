"""Forgets conversations that are older than the department keeps them."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from bot import settings
from bot.forgetting import forget_older_than
from procedures.database import writing

log = logging.getLogger(__name__)


async def keep_to_the_term() -> None:
    """For ever, once an hour."""
    while True:
        try:
            gone = await asyncio.to_thread(forget_old)
            if gone:
                log.info("Đã xóa %s hội thoại quá %s ngày", gone, settings.retention_days())
        except Exception:
            log.exception("Không xóa được hội thoại cũ; giờ sau thử lại")
        await asyncio.sleep(settings.RETENTION_SECONDS)


def forget_old() -> int:
    """How many conversations went; so many in one write that no citizen waits long for the database."""
    before, gone = datetime.now(UTC) - timedelta(days=settings.retention_days()), 0
    while True:
        with writing() as session:
            now = forget_older_than(session, before, settings.FORGOTTEN_AT_ONCE)
        gone += now
        if now < settings.FORGOTTEN_AT_ONCE:
            return gone
