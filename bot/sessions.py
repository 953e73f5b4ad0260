"""Who is talking: tokens made and signed by the server, carried in a cookie or as Bearer; never client-chosen."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time

from aiohttp import web

from bot import settings
from bot.conversations import conversation_of, open_conversation
from bot.errors import NotSignedIn
from procedures.database import reading, writing

COOKIE = "mot_cua_session"
KNOWN_SECONDS = 60.0
"""So long a token's conversation is held in memory; one that is deleted has been silent for days."""
MOST_KNOWN = 10_000


class Sessions:
    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, tuple[str, float]] = {}
        """Conversations by token, each with the moment until which it is believed."""

    async def open(self) -> tuple[str, str]:
        """(conversation id, signed token) of a new conversation."""
        token = secrets.token_urlsafe(32)
        return await asyncio.to_thread(_open, token), f"{token}.{self._signature(token)}"

    async def conversation(self, request: web.Request) -> str:
        """The conversation a request belongs to; raises NotSignedIn where it proves none."""
        token = self._proved(_carried(request))
        if token is None:
            raise NotSignedIn
        found, until = self._known.get(token, ("", 0.0))
        if time.monotonic() < until:
            return found
        stored = await asyncio.to_thread(_find, token)
        if stored is None:
            raise NotSignedIn
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[token] = stored, time.monotonic() + KNOWN_SECONDS
        return stored

    def _proved(self, signed: str) -> str | None:
        token, _, signature = signed.rpartition(".")
        return token if token and hmac.compare_digest(self._signature(token), signature) else None

    def _signature(self, token: str) -> str:
        return hmac.new(self._key, token.encode(), hashlib.sha256).hexdigest()[:32]


def _carried(request: web.Request) -> str:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    carried = bearer.strip() if scheme.lower() == "bearer" else request.cookies.get(COOKIE, "")
    return carried if carried.isascii() else ""


def set_cookie(response: web.Response, signed: str, secure: bool) -> None:
    response.set_cookie(
        COOKIE,
        signed,
        max_age=settings.SESSION_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=secure,
        path="/web",
    )


def _open(token: str) -> str:
    with writing() as session:
        return open_conversation(session, "web", token)


def _find(token: str) -> str | None:
    with reading() as session:
        return conversation_of(session, token)
