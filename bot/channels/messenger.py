"""Facebook Messenger: signature, events, and replies within its limits (CHANNELS.md)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from bot.channels.shape import Body, Event, Shown, What, is_user, parts, titled

NAME = "messenger"
SIGNATURE = "X-Hub-Signature-256"
TEXT_LIMIT, TITLE = 2000, 20
TEMPLATE_TEXT, TEMPLATE_BUTTONS = 640, 3
QUICK_REPLIES = 13


def is_signed(raw: bytes, signature: str, secret: str) -> bool:
    """HMAC-SHA256 of the raw body with the app's secret, compared in constant time."""
    mac = "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(mac.encode(), signature.encode("utf-8", "replace"))


def events(body: dict[str, Any], own_app: str = "") -> list[Event]:
    """What citizens said, of every entry of the batch; nothing for deliveries and what is not known.

    An echo of another app than ``own_app`` is what staff wrote by hand; without ``own_app`` echoes are ignored.
    """
    if body.get("object") != "page":
        return []
    found = []
    for entry in _list(body.get("entry")):
        for one in _list(entry.get("messaging")):
            user, message, postback = _id(one.get("sender")), _dict(one.get("message")), _dict(one.get("postback"))
            event_id = _text(message.get("mid")) or _text(postback.get("mid"))
            if message.get("is_echo"):
                to, by = _id(one.get("recipient")), str(message.get("app_id") or "")
                if own_app and by != own_app and is_user(to) and event_id:
                    found.append(Event(What.STAFF, to, event_id, _text(message.get("text"))))
                continue
            if not is_user(user) or not event_id:
                continue
            told = _text(_dict(message.get("quick_reply")).get("payload")) or _text(postback.get("payload"))
            text = told or _text(message.get("text"))
            found.append(Event(What.TEXT if text else What.ATTACHMENT, user, event_id, text))
    return found


def render(shown: list[Shown], _more_url: str) -> list[Body]:
    """Up to three buttons stand under a short text as a template; more are quick replies, and links stand in the
    text; the whole text is told, in as many messages as it takes."""
    return [body for one in shown for body in _bodies(one)]


def addressed(recipient: str, body: Body) -> Body:
    return {"recipient": {"id": recipient}, "messaging_type": "RESPONSE", **body}


def _bodies(shown: Shown) -> list[Body]:
    if 0 < len(shown.buttons) <= TEMPLATE_BUTTONS and len(shown.text) <= TEMPLATE_TEXT:
        payload = {
            "template_type": "button",
            "text": shown.text,
            "buttons": [_template_button(button) for button in shown.buttons],
        }
        return [{"message": {"attachment": {"type": "template", "payload": payload}}}]
    links = [f"{button['title']}: {button['url']}" for button in shown.buttons if "url" in button]
    told = parts("\n\n".join([shown.text, *(["\n".join(links)] if links else [])]), TEXT_LIMIT)
    bodies: list[Body] = [{"message": {"text": text}} for text in told]
    replies = [_quick_reply(button) for button in shown.buttons if "action" in button]
    if replies:
        bodies[-1]["message"]["quick_replies"] = replies[:QUICK_REPLIES]
    return bodies


def _template_button(button: dict[str, str]) -> dict[str, str]:
    title = titled(button["title"], TITLE)
    if "url" in button:
        return {"type": "web_url", "title": title, "url": button["url"]}
    return {"type": "postback", "title": title, "payload": button["action"]}


def _quick_reply(button: dict[str, str]) -> dict[str, str]:
    return {"content_type": "text", "title": titled(button["title"], TITLE), "payload": button["action"]}


def _dict(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _list(told: Any) -> list[dict[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _id(told: Any) -> str:
    return _text(_dict(told).get("id"))


def _text(told: Any) -> str:
    return told if isinstance(told, str) else ""
