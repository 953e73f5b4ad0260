"""Zalo Official Account: signature, events, and replies within its limits (CHANNELS.md)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from bot.channels.shape import Body, Event, Shown, What, first_part, is_user, titled

NAME = "zalo"
SIGNATURE = "X-ZEvent-Signature"
TEXT_LIMIT, BUTTONS, TITLE = 2000, 5, 35
MOST_MESSAGES = 2
"""Messages of one turn; several replies become two."""
MORE = "… Xem thêm: {}"
ATTACHMENTS = frozenset(
    f"user_send_{kind}" for kind in ("image", "link", "audio", "video", "sticker", "location", "file", "business_card")
)


def is_signed(raw: bytes, body: dict[str, Any], signature: str, app_id: str, secret: str) -> bool:
    """Plain SHA-256 over app id, raw body, timestamp and the OA's secret, compared in constant time."""
    told = str(body.get("timestamp", ""))
    mac = hashlib.sha256(app_id.encode() + raw + told.encode("utf-8", "replace") + secret.encode()).hexdigest()
    return hmac.compare_digest(mac.encode(), signature.removeprefix("mac=").encode("utf-8", "replace"))


def events(body: dict[str, Any]) -> list[Event]:
    """What a citizen said; nothing for receipts, echoes and events that are not known."""
    name, message = _text(body.get("event_name")), _dict(body.get("message"))
    user, event_id = _text(_dict(body.get("sender")).get("id")), _text(message.get("msg_id"))
    if name == "follow":
        user = _text(_dict(body.get("follower")).get("id"))
        return [Event(What.FOLLOW, user, f"follow-{body.get('timestamp')}")] if is_user(user) else []
    if name.startswith("oa_send_") and body.get("admin_id"):  # an echo without it is our own
        user = _text(_dict(body.get("recipient")).get("id"))
        told = _text(message.get("text"))
        return [Event(What.STAFF, user, event_id, told)] if is_user(user) and event_id else []
    if not is_user(user) or not event_id:
        return []
    if name == "user_send_text":
        return [Event(What.TEXT, user, event_id, _text(message.get("text")))]
    return [Event(What.ATTACHMENT, user, event_id)] if name in ATTACHMENTS else []


def render(shown: list[Shown], more_url: str) -> list[Body]:
    """At most two messages: the first reply, and all further ones together."""
    first, rest = shown[: MOST_MESSAGES - 1], shown[MOST_MESSAGES - 1 :]
    joined = [*first, *([_joined(rest)] if rest else [])]
    return [_body(one, MORE.format(more_url)) for one in joined]


def addressed(recipient: str, body: Body) -> Body:
    return {"recipient": {"user_id": recipient}, **body}


def _joined(shown: list[Shown]) -> Shown:
    return Shown("\n\n".join(one.text for one in shown), [button for one in shown for button in one.buttons])


def _body(shown: Shown, more: str) -> Body:
    message: Body = {"text": first_part(shown.text, TEXT_LIMIT, more)}
    if shown.buttons:
        buttons = [_button(button) for button in shown.buttons[:BUTTONS]]
        message["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
    return {"message": message}


def _button(button: dict[str, str]) -> dict[str, Any]:
    title = titled(button["title"], TITLE)
    if "url" in button:
        return {"title": title, "type": "oa.open.url", "payload": {"url": button["url"]}}
    return {"title": title, "type": "oa.query.hide", "payload": button["action"]}


def _dict(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _text(told: Any) -> str:
    return told if isinstance(told, str) else ""
