"""One message to a send API, and what its answer means: sent, again later, or never."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot import settings
from bot.channels import messenger, zalo
from bot.channels.shape import Body

ZALO_PATH = "/v3.0/oa/message/cs"
TOKEN_OLD = frozenset([-216, -220])
BUSY = frozenset([-32])
QUOTA = frozenset([-211, -218])
QUOTA_SECONDS = 3600.0
NEVER_ZALO = {
    -230: "ngoài thời hạn Zalo cho trả lời",
    -232: "ngoài thời hạn Zalo cho trả lời",
    -213: "người dùng không quan tâm OA",
    -227: "người dùng bị khóa",
    -244: "người dùng không nhận tin",
    -201: "Zalo báo sai dạng tin",
}
GRAPH_BUSY = frozenset([1, 2, 4, 613])
TOKEN_REFUSED = 190
TOKEN_SECONDS = 300.0
"""Until then somebody may have put in a new page token."""
NEVER_GRAPH = {10: "ngoài thời hạn Messenger cho trả lời", 551: "người dùng không nhận tin"}


@dataclass(frozen=True)
class Sent:
    pass


@dataclass(frozen=True)
class Later:
    """``seconds`` where the service says when; else the outbox's own back-off."""

    why: str
    seconds: float | None = None


@dataclass(frozen=True)
class Never:
    why: str


@dataclass(frozen=True)
class TokenOld:
    """The access token is refused: a fresh one may do."""


Outcome = Sent | Later | Never | TokenOld
Post = Callable[[str, Body], Awaitable[Outcome]]


async def to_zalo(http: aiohttp.ClientSession, token: str, recipient: str, body: Body) -> Outcome:
    """Failures come with status 200 too: ``error`` says (CHANNELS.md)."""
    address = settings.zalo_api_url() + ZALO_PATH
    told = await _posted(http, address, zalo.addressed(recipient, body), {"access_token": token})
    return told if isinstance(told, Later) else judged_zalo(told)


def judged_zalo(told: dict[str, Any]) -> Outcome:
    code = told.get("error")
    if code == 0:
        return Sent()
    if code in TOKEN_OLD:
        return TokenOld()
    if code in BUSY:
        return Later("Zalo báo gửi quá nhanh")
    if code in QUOTA:
        return Later("hết hạn mức Zalo", QUOTA_SECONDS)
    return Never(NEVER_ZALO.get(code, f"Zalo báo lỗi {code}") if isinstance(code, int) else "Zalo trả lời lạ")


async def to_messenger(http: aiohttp.ClientSession, recipient: str, body: Body) -> Outcome:
    told = await _to_graph(http, "messages", messenger.addressed(recipient, body))
    return told if isinstance(told, Later) else judged_graph(told)


async def to_profile(http: aiohttp.ClientSession, body: Body) -> str | None:
    """Sets the page's greeting and menus; why Meta did not take them, None where it did."""
    told = await _to_graph(http, "messenger_profile", body)
    if isinstance(told, Later):
        return told.why
    error = told.get("error")
    return f"{error.get('code', '')} {error.get('message', '')}".strip() if isinstance(error, dict) else None


async def _to_graph(http: aiohttp.ClientSession, what: str, body: Body) -> dict[str, Any] | Later:
    """The proof shows Meta that the page's token is used by the app it belongs to."""
    token = settings.messenger_page_token()
    proof = hmac.new(settings.messenger_app_secret().encode(), token.encode(), hashlib.sha256).hexdigest()
    address = f"{settings.messenger_api_url()}/{settings.messenger_version()}/me/{what}?appsecret_proof={proof}"
    return await _posted(http, address, body, {"Authorization": f"Bearer {token}"})


def judged_graph(told: dict[str, Any]) -> Outcome:
    error = told.get("error")
    if not isinstance(error, dict):
        return Sent() if told.get("message_id") else Never("Messenger trả lời lạ")
    code = error.get("code")
    if code in GRAPH_BUSY:
        return Later(f"Messenger báo lỗi {code}")
    if code == TOKEN_REFUSED:
        return Later("Messenger không nhận mã truy cập của trang", TOKEN_SECONDS)
    return Never(
        NEVER_GRAPH.get(code, f"Messenger báo lỗi {code}") if isinstance(code, int) else "Messenger trả lời lạ"
    )


async def _posted(
    http: aiohttp.ClientSession, address: str, body: Body, headers: dict[str, str]
) -> dict[str, Any] | Later:
    """The answer's JSON; a service that is away, slow or talks nonsense is tried again later."""
    try:
        async with http.post(
            address,
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json", **headers},
            timeout=aiohttp.ClientTimeout(total=settings.SEND_SECONDS),
        ) as response:
            told = json.loads(await response.text())
            status = response.status
    except (TimeoutError, aiohttp.ClientError, ValueError) as error:
        return Later(f"không gửi được: {type(error).__name__}")
    if status >= 500 or not isinstance(told, dict):
        return Later(f"dịch vụ trả mã {status}")
    return told
