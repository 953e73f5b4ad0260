"""Rasa's ``rest`` channel for the gateway alone: the caller names the conversation, so it must show the token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class GuardedRest(RestInput):
    """Answers POSTs to ``/webhooks/rest/webhook`` that carry ``Authorization: Bearer <token>``, others with 401."""

    def __init__(self, token: str) -> None:
        self._told = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GuardedRest:
        token = str((credentials or {}).get("token") or "")
        if not token or token.startswith("$"):
            raise ValueError("credentials.yml: kênh rest cần RASA_TOKEN; make run tự đặt.")
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        hook: Blueprint = super().blueprint(on_new_message)

        async def guard(request: Request) -> HTTPResponse | None:
            shown = request.headers.get("Authorization", "").encode()
            known = request.method == "GET" or hmac.compare_digest(shown, self._told)
            return None if known else response.text("", status=401)

        hook.middleware(guard, "request")
        return hook
