"""Zalo's and Meta's servers as CHANNELS.md documents them: they refuse what the real ones refuse, with their codes.

Both listen on one port of this machine. ``sent`` holds what citizens got; a user's id says how the service treats
them ("late…" is outside the window, "blocked…" blocked, "busy…" told to wait the first time, "down…" met by an error
500 the first time).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
import time
import unicodedata
import urllib.error
import urllib.request
from collections import Counter, defaultdict
from typing import Any

from aiohttp import web

APP_ID, OA_SECRET, APP_SECRET = "4242", "oa-secret", "app-secret"
FB_SECRET, FB_VERIFY, FB_PAGE = "fb-secret", "fb-verify", "fb-page"
ZALO_TEXT, ZALO_BUTTONS, ZALO_TITLE, ZALO_PAYLOAD = 2000, 5, 100, 1000
FB_TEXT, FB_TEMPLATE_TEXT, FB_BUTTONS, FB_TITLE, FB_QUICK, FB_PAYLOAD = 2000, 640, 3, 20, 13, 1000


def zalo_fault(message: Any) -> str | None:
    """What Zalo would refuse of a message, None where nothing."""
    text = message.get("text")
    if not isinstance(text, str) or not text or len(text) > ZALO_TEXT or unicodedata.normalize("NFC", text) != text:
        return "text"
    buttons = message.get("attachment", {}).get("payload", {}).get("buttons", [])
    if len(buttons) > ZALO_BUTTONS:
        return "buttons"
    for button in buttons:
        if not button["title"] or len(button["title"]) > ZALO_TITLE:
            return "title"
        if button["type"] == "oa.open.url" and not button["payload"]["url"].startswith("http"):
            return "url"
        if button["type"] == "oa.query.hide" and not 0 < len(button["payload"]) <= ZALO_PAYLOAD:
            return "payload"
    return None


def messenger_fault(message: Any) -> str | None:
    """What Meta would refuse of a message, None where nothing."""
    if "attachment" in message:
        payload = message["attachment"]["payload"]
        buttons = payload["buttons"]
        if not 0 < len(payload["text"]) <= FB_TEMPLATE_TEXT or not 1 <= len(buttons) <= FB_BUTTONS:
            return "template"
        told = [button.get("payload") or button.get("url", "") for button in buttons]
    else:
        if not 0 < len(message.get("text", "")) <= FB_TEXT:
            return "text"
        buttons = message.get("quick_replies", [])
        if len(buttons) > FB_QUICK or ("quick_replies" in message and not buttons):
            return "quick_replies"
        told = [button["payload"] for button in buttons]
    if any(not 0 < len(button["title"]) <= FB_TITLE for button in buttons):
        return "title"
    return "payload" if any(not 0 < len(one) <= FB_PAYLOAD for one in told) else None


class FakeChannels:
    """Runs in a thread of its own until ``close``."""

    def __init__(self) -> None:
        self.sent: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.refusals: list[str] = []
        self.profile: dict[str, Any] | None = None
        self.refresh_token, self.access_token, self.rotations = "r1", "", 0
        self._asked: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._runner = web.AppRunner(self._application())
        self._loop.run_until_complete(self._listen())
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def environment(self) -> dict[str, str]:
        return {
            "ZALO_APP_ID": APP_ID, "ZALO_OA_SECRET": OA_SECRET, "ZALO_APP_SECRET": APP_SECRET,
            "ZALO_REFRESH_TOKEN": "r1", "ZALO_API_URL": self.url, "ZALO_OAUTH_URL": self.url,
            "MESSENGER_APP_SECRET": FB_SECRET, "MESSENGER_VERIFY_TOKEN": FB_VERIFY, "MESSENGER_PAGE_TOKEN": FB_PAGE,
            "MESSENGER_API_URL": self.url,
        }  # fmt: skip

    def texts(self, user: str) -> str:
        return "\n".join(json.dumps(message, ensure_ascii=False) for message in self.sent[user])

    def wait(self, user: str, messages: int = 1, seconds: float = 30) -> list[dict[str, Any]]:
        until = time.monotonic() + seconds
        while len(self.sent[user]) < messages and time.monotonic() < until:
            time.sleep(0.1)
        return self.sent[user]

    def _application(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v4/oa/access_token", self._rotate)
        app.router.add_post("/v3.0/oa/message/cs", self._zalo)
        app.router.add_post("/{version}/me/messages", self._messenger)
        app.router.add_post("/{version}/me/messenger_profile", self._profile)
        return app

    async def _listen(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _rotate(self, request: web.Request) -> web.Response:
        """A refresh token serves once."""
        form = await request.post()
        known = request.headers.get("secret_key") == APP_SECRET and form.get("app_id") == APP_ID
        if not known or form.get("refresh_token") != self.refresh_token:
            self.refusals.append("refresh")
            return web.json_response({"error_name": "Invalid refresh token", "error": -14014})
        self.rotations += 1
        self.access_token, self.refresh_token = f"a{self.rotations}", f"r{self.rotations + 1}"
        return web.json_response(
            {"access_token": self.access_token, "refresh_token": self.refresh_token, "expires_in": "90000"}
        )

    async def _zalo(self, request: web.Request) -> web.Response:
        body = await request.json()
        user, message = body["recipient"]["user_id"], body["message"]
        first = not self._asked[user]
        self._asked[user] += 1
        if request.headers.get("access_token") != self.access_token or not self.access_token:
            return self._no(-216)
        for kind, code in (("late", -230), ("blocked", -227)):
            if user.startswith(kind):
                return self._no(code)
        if user.startswith("busy") and first:
            return self._no(-32)
        if user.startswith("down") and first:
            return web.Response(status=500)
        if fault := zalo_fault(message):
            self.refusals.append(f"zalo {fault}")
            return self._no(-201)
        self.sent[user].append(message)
        return web.json_response({"data": {"message_id": f"z{len(self.sent[user])}"}, "error": 0})

    def _no(self, code: int) -> web.Response:
        """Failures come with status 200."""
        return web.json_response({"error": code, "message": "refused"})

    async def _messenger(self, request: web.Request) -> web.Response:
        body = await request.json()
        user, message = body["recipient"]["id"], body["message"]
        first = not self._asked[user]
        self._asked[user] += 1
        proof = hmac.new(FB_SECRET.encode(), FB_PAGE.encode(), hashlib.sha256).hexdigest()
        if request.headers.get("Authorization") != f"Bearer {FB_PAGE}" or request.query["appsecret_proof"] != proof:
            return self._graph_error(190)
        if user.startswith("late"):
            return self._graph_error(10)
        if user.startswith("busy") and first:
            return self._graph_error(613)
        if body.get("messaging_type") != "RESPONSE" or (fault := messenger_fault(message)):
            self.refusals.append(f"messenger {fault}")
            return self._graph_error(100)
        self.sent[user].append(message)
        return web.json_response({"recipient_id": user, "message_id": f"m{len(self.sent[user])}"})

    async def _profile(self, request: web.Request) -> web.Response:
        """Menus of at most 20 lines, 4 ice breakers, each title and question within its length."""
        body = await request.json()
        asked = [one for part in body["ice_breakers"] for one in part["call_to_actions"]]
        menu = [one for part in body["persistent_menu"] for one in part["call_to_actions"]]
        whole = "get_started" in body and 0 < len(asked) <= 4 and 0 < len(menu) <= 20
        fits = all(len(one["question"]) <= 80 for one in asked) and all(len(one["title"]) <= 30 for one in menu)
        if not (whole and fits):
            return self._graph_error(100)
        self.profile = body
        return web.json_response({"result": "success"})

    def _graph_error(self, code: int) -> web.Response:
        return web.json_response({"error": {"code": code, "message": "refused"}}, status=400)


def zalo_event(user: str, event_id: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "app_id": APP_ID,
        "event_name": "user_send_text",
        "timestamp": str(int(time.time() * 1000)),
        "sender": {"id": user},
        "recipient": {"id": "oa"},
        "message": {"text": text, "msg_id": event_id},
        **more,
    }


def messenger_event(*said: tuple[str, str, str]) -> dict[str, Any]:
    """A batch of (user, mid, text)."""
    entries = [
        {
            "id": "page",
            "messaging": [{"sender": {"id": user}, "recipient": {"id": "page"}, "message": {"mid": mid, "text": text}}],
        }
        for user, mid, text in said
    ]
    return {"object": "page", "entry": entries}


def post_zalo(base: str, event: Any, secret: str = OA_SECRET) -> int:
    raw = json.dumps(event, ensure_ascii=False).encode("utf-8", "surrogatepass")
    at = str(event.get("timestamp", "")) if isinstance(event, dict) else ""
    mac = hashlib.sha256(APP_ID.encode() + raw + at.encode() + secret.encode()).hexdigest()
    return post(base + "/webhooks/zalo", raw, {"X-ZEvent-Signature": f"mac={mac}"})


def post_messenger(base: str, event: Any, secret: str = FB_SECRET) -> int:
    raw = json.dumps(event).encode()
    mac = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return post(base + "/webhooks/messenger", raw, {"X-Hub-Signature-256": f"sha256={mac}"})


def post(url: str, raw: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, data=raw, headers={"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
