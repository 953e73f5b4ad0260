"""Names of procedures while the citizen types, with or without marks."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot import errors
from bot.keys import LIMITS, SHELF
from bot.limits import address_of
from procedures.folding import clean
from procedures.names import opened

MOST, SHORTEST, LONGEST = 5, 2, 80


async def suggestions(request: web.Request) -> web.Response:
    """``?q=`` -> ``{"suggestions": ["Cấp giấy phép bưu chính", …]}``, at most five; none for less than two letters."""
    if seconds := request.app[LIMITS].suggestion(address_of(request)):
        raise errors.TooMany(seconds)
    typed = clean(request.query.get("q", "")[:LONGEST])
    if len(typed) < SHORTEST:
        return web.json_response({"suggestions": []})
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    found = [entry for entry in contents.finder.find(typed, MOST) if entry.ended_as is None]
    return web.json_response({"suggestions": [opened(entry.short_name) for entry in found]})
