"""What the application carries, by typed key."""

from __future__ import annotations

import aiohttp
from aiohttp import web

from bot.bell import Bell
from bot.courier import Courier
from bot.health import Health
from bot.limits import Limits
from bot.pdf import Press
from bot.sessions import Sessions
from bot.shelf import Shelf
from bot.worker import Worker

BELL = web.AppKey("bell", Bell)
COURIER = web.AppKey("courier", Courier)
HEALTH = web.AppKey("health", Health)
HTTP = web.AppKey("http", aiohttp.ClientSession)
LIMITS = web.AppKey("limits", Limits)
PRESS = web.AppKey("press", Press)
SESSIONS = web.AppKey("sessions", Sessions)
SHELF = web.AppKey("shelf", Shelf)
WORKER = web.AppKey("worker", Worker)
