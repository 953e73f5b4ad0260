"""Builds and runs the gateway."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import aiohttp
import aiohttp_jinja2
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from bot import settings
from bot.bell import Bell, hear_the_others
from bot.courier import Courier
from bot.errors import broken_request, errors_as_json
from bot.health import Health
from bot.keys import BELL, COURIER, HEALTH, HTTP, LIMITS, PRESS, SESSIONS, SHELF, WORKER
from bot.limits import Limits
from bot.pdf import Press
from bot.retention import keep_to_the_term
from bot.routes import add_routes
from bot.security import let_embedders_read, security_headers
from bot.sessions import Sessions
from bot.shelf import Shelf
from bot.staff.pages import ATTEMPTS
from bot.staff.sessions import Attempts
from bot.templating import TEMPLATES, dress
from bot.worker import Worker, give_back_all


def application() -> web.Application:
    app = web.Application(middlewares=[security_headers, errors_as_json], client_max_size=settings.BODY_LIMIT)
    app[SESSIONS] = Sessions(settings.secret())
    app[SHELF], app[HEALTH], app[BELL], app[PRESS] = Shelf(), Health(), Bell(), Press()
    app[ATTEMPTS] = Attempts()
    app[LIMITS] = Limits(not settings.limited(), settings.shared_addresses())
    dress(aiohttp_jinja2.setup(app, loader=TEMPLATES, autoescape=True))
    app.cleanup_ctx.append(_live)
    app.on_response_prepare.append(let_embedders_read)
    add_routes(app)
    return app


async def _live(app: web.Application) -> AsyncIterator[None]:
    """The worker and the canary live as long as the application."""
    await asyncio.to_thread(give_back_all)
    async with aiohttp.ClientSession() as http:
        app[HTTP] = http
        app[COURIER] = courier = Courier(http)
        app[WORKER] = worker = Worker(http, app[SHELF], app[HEALTH], app[BELL], courier)
        lasting = (
            worker.sweep(),
            courier.run(),
            app[HEALTH].watch(http, app[SHELF]),
            hear_the_others(app[BELL]),
            keep_to_the_term(),
        )
        tasks = [asyncio.create_task(one) for one in lasting]
        yield
        for task in tasks:
            task.cancel()
        await worker.stop()
        await courier.stop()
        await asyncio.to_thread(give_back_all)
        app[PRESS].close()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)


def main() -> None:
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it quotes broken requests, numbers and all
    logging.basicConfig(level=logging.INFO, format="%(asctime)s gateway %(levelname)s %(name)s: %(message)s")
    RequestHandler.handle_error = broken_request  # type: ignore[assignment, method-assign]
    web.run_app(
        application(),
        host=settings.HOST,
        port=settings.port(),
        path=settings.life_sign(settings.gateway_number()),
        reuse_port=settings.gateways() > 1,
        access_log=None,
        print=lambda *_: None,
        shutdown_timeout=1.0,
    )


if __name__ == "__main__":
    main()
