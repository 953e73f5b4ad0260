"""Headers every answer carries, and whether a request came from a page of ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot import settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Server": "mot-cua",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@web.middleware
async def security_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
        if request.path.startswith("/staff"):
            response.headers["Cache-Control"] = "no-store"
    return response


def embedded_in(request: web.Request) -> str | None:
    """The other site that the request comes from, where it may embed the widget."""
    origin = request.headers.get("Origin")
    return origin if origin in settings.widget_origins() and request.path.startswith("/web/") else None


async def let_embedders_read(request: web.Request, response: web.StreamResponse) -> None:
    """What a browser needs to hand an answer to a page of another origin; no cookie goes along."""
    if request.path.startswith("/web/"):
        response.headers.add("Vary", "Origin")
    if origin := embedded_in(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"


async def preflight(request: web.Request) -> web.Response:
    """May this site send what it is about to send?"""
    if embedded_in(request) is None:
        return web.Response(status=403)
    allowed = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
        "Access-Control-Max-Age": "600",
    }
    return web.Response(status=204, headers=allowed)


def from_own_page(request: web.Request) -> bool:
    """Whether a browser sent it from a page of this server or of one that may embed the widget.

    What is no browser says nothing of that and is let in.
    """
    if embedded_in(request):
        return True
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    try:
        return origin is None or urlsplit(origin).netloc in (request.host, urlsplit(settings.public_url()).netloc)
    except ValueError:  # "http://[::1"
        return False
