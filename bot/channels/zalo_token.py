"""Zalo's pair of tokens: the refresh token serves once, so one process refreshes and commits before anyone uses it."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta

import aiohttp

from bot import settings
from bot.channels.zalo import NAME
from bot.models import ChannelToken
from procedures.database import reading, writing

log = logging.getLogger(__name__)
PATH = "/v4/oa/access_token"
REFRESH_AFTER = timedelta(hours=20)
LEASE = timedelta(seconds=30)
WAIT_SECONDS = 0.3


class NoToken(Exception):
    """No access token can be had now."""


class ZaloToken:
    """The access token of the database, refreshed in time or when Zalo refuses it."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def access(self, refused: str | None = None) -> str:
        """The token to send with, another one than the ``refused``; raises NoToken."""
        until = asyncio.get_running_loop().time() + LEASE.total_seconds()
        while asyncio.get_running_loop().time() < until:
            if known := await asyncio.to_thread(_read, refused):
                return known
            refresh_token = await asyncio.to_thread(_lease, refused)
            if refresh_token is not None:
                return await self._refreshed(refresh_token)
            await asyncio.sleep(WAIT_SECONDS)  # somebody else is refreshing it
        raise NoToken("đang chờ đổi mã truy cập Zalo")

    async def _refreshed(self, refresh_token: str) -> str:
        try:
            async with self._http.post(
                settings.zalo_oauth_url() + PATH,
                data={
                    "refresh_token": refresh_token,
                    "app_id": settings.zalo_app_id(),
                    "grant_type": "refresh_token",
                },
                headers={"secret_key": settings.zalo_app_secret()},
                timeout=aiohttp.ClientTimeout(total=settings.SEND_SECONDS),
            ) as response:
                told = json.loads(await response.text())
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            await asyncio.to_thread(_release)
            raise NoToken(f"không đổi được mã truy cập Zalo: {type(error).__name__}") from error
        access, following = (
            (told.get("access_token"), told.get("refresh_token")) if isinstance(told, dict) else ("", "")
        )
        if not access or not following:
            await asyncio.to_thread(_release)
            log.error("Zalo không đổi mã truy cập; cần cấp lại quyền cho ứng dụng và đặt ZALO_REFRESH_TOKEN mới")
            raise NoToken("Zalo không nhận mã làm mới")
        await asyncio.to_thread(_commit, str(access), str(following))
        return str(access)


def _read(refused: str | None) -> str | None:
    """The access token that serves now, where there is one."""
    with reading() as session:
        return _serving(session.get(ChannelToken, NAME), refused)


def _serving(row: ChannelToken | None, refused: str | None) -> str | None:
    if row is None or row.refreshed_at is None or row.access_token in ("", refused):
        return None
    return row.access_token if row.refreshed_at > datetime.now(UTC) - REFRESH_AFTER else None


def _lease(refused: str | None) -> str | None:
    """The refresh token to use, now leased to this caller; None where another one holds it or has just refreshed."""
    now = datetime.now(UTC)
    with writing() as session:
        row = session.get(ChannelToken, NAME, with_for_update=True)
        if row is None:
            row = ChannelToken(channel=NAME, access_token="", refresh_token=settings.zalo_refresh_token())
            session.add(row)
        elif (row.leased_until and row.leased_until > now) or _serving(row, refused):
            return None
        row.leased_until = now + LEASE
        return row.refresh_token


def _release() -> None:
    with writing() as session:
        session.get_one(ChannelToken, NAME).leased_until = None


def _commit(access: str, following: str) -> None:
    with writing() as session:
        row = session.get_one(ChannelToken, NAME)
        row.access_token, row.refresh_token = access, following
        row.refreshed_at, row.leased_until = datetime.now(UTC), None
