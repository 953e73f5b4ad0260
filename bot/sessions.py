"""Who is talking: tokens made and signed by the server, carried in a cookie or as Bearer; never client-chosen."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets

from aiohttp import web

from bot import settings
from bot.conversations import conversation_of, open_conversation
from bot.errors import NotSignedIn
from procedures.database import reading, writing

COOKIE = "mot_cua_session"


class Sessions:
    def __init__(self, key: bytes) -> None:
        self._key = key

    async def open(self) -> tuple[str, str]:
        """(conversation id, signed token) of a new conversation."""
        token = secrets.token_urlsafe(32)
        return await asyncio.to_thread(_open, token), f"{token}.{self._signature(token)}"

    async def conversation(self, request: web.Request) -> str:
        """The conversation a request belongs to; raises NotSignedIn where it proves none."""
        token = self._proved(_carried(request))
        found = await asyncio.to_thread(_find, token) if token else None
        if found is None:
            raise NotSignedIn
        return found

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
