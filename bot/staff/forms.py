"""What a form or an address of the console carries."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from bot.errors import WrongContentType

MOST_DIGITS = 14


async def form_of(request: web.Request) -> MultiDictProxy[Any]:
    """Raises WrongContentType where the body is no form: an unknown charset, parts without a boundary."""
    try:
        return await request.post()
    except (LookupError, ValueError):
        raise WrongContentType from None


def number_of(told: str) -> int | None:
    """The id that an address or a form names; None where it is none."""
    return int(told) if told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS else None
