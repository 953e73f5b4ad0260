"""``make messenger-profile``: the page's greeting, ice breakers and persistent menu, from data/department.yml."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import aiohttp

from bot import settings
from bot.channels.messenger import TITLE
from bot.channels.sending import to_profile
from bot.channels.shape import titled
from bot.forgetting import FORGET_ACTION, FORGET_TITLE
from bot.settings import public_url
from procedures.department import department
from procedures.settings import BadSetting, private

ICE_BREAKERS, QUESTION = 4, 80
"""How many questions a citizen may start from, and how long one may be."""
PERSON = "Gặp cán bộ"


def profile() -> dict[str, Any]:
    """What is posted to ``me/messenger_profile``; a payload that is no token is a question typed by the citizen."""
    told = department()
    menu = [
        {"type": "web_url", "title": titled("Danh sách thủ tục", TITLE), "url": f"{public_url()}/thu-tuc"},
        {"type": "postback", "title": PERSON, "payload": PERSON},
        {"type": "postback", "title": FORGET_TITLE, "payload": FORGET_ACTION},
    ]
    questions = [titled(one, QUESTION) for one in told.suggestions[:ICE_BREAKERS]]
    return {
        "get_started": {"payload": "xin chào"},
        "greeting": [{"locale": "default", "text": titled(f"{told.assistant}: {told.tagline}", 160)}],
        "ice_breakers": [
            {"locale": "default", "call_to_actions": [{"question": one, "payload": one} for one in questions]}
        ],
        "persistent_menu": [{"locale": "default", "composer_input_disabled": False, "call_to_actions": menu}],
    }


async def put(body: dict[str, Any]) -> str | None:
    """Why Meta refuses it; None where it took it."""
    async with aiohttp.ClientSession() as http:
        return await to_profile(http, body)


def main() -> None:
    private()
    try:
        if not (settings.messenger_page_token() and settings.messenger_app_secret()):
            raise BadSetting("Cần MESSENGER_PAGE_TOKEN và MESSENGER_APP_SECRET của trang.")
        refused = asyncio.run(put(profile()))
    except BadSetting as error:
        sys.exit(str(error))
    if refused:
        sys.exit(f"Messenger không nhận: {refused}")
    print("Đã đặt lời chào, câu hỏi gợi ý và thực đơn của trang Messenger.")


if __name__ == "__main__":
    main()
