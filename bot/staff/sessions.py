"""Who works in the console: a session of its own, apart from the citizens', that ends by itself."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from time import monotonic
from typing import Any
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import settings
from bot.pages import missing
from bot.security import from_own_page
from bot.staff.accounts import Role
from bot.staff.forms import form_of
from bot.staff.models import StaffAccount, StaffSession
from procedures.database import writing

COOKIE = "mot_cua_staff"
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
ATTEMPTS, WITHIN_SECONDS = 5, 20.0
"""Sign-ins an address may try (CHANNELS.md)."""
NO_RIGHT = "Tài khoản của anh/chị không có quyền làm việc này."
OLD_FORM = "Biểu mẫu đã hết hạn. Anh/chị tải lại trang rồi làm lại."
LOGIN_PAGE = "/staff/dang-nhap"
Page = Callable[[web.Request, "Officer"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Officer:
    """Who is signed in."""

    id: int
    login: str
    name: str
    roles: tuple[Role, ...]
    csrf: str
    token_hash: str

    def may(self, role: Role) -> bool:
        return role in self.roles or Role.ADMIN in self.roles


def open_session(session: Session, account: StaffAccount, at: datetime) -> str:
    """Token of a new session; all sessions that have run out are removed."""
    session.execute(delete(StaffSession).where(StaffSession.seen_at < at - IDLE))
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=_hash(token), account_id=account.id, csrf=secrets.token_urlsafe(24), opened_at=at, seen_at=at
        )
    )
    return token


def close_sessions(session: Session, account_id: int, but: str | None = None) -> None:
    """Ends an account's sessions, ``but`` the one named."""
    held = StaffSession.account_id == account_id
    session.execute(delete(StaffSession).where(held & (StaffSession.token_hash != but) if but else held))


def close_session(session: Session, token_hash: str) -> None:
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


def find_officer(session: Session, token: str, at: datetime) -> Officer | None:
    """Whose session the token opens; None where it is unknown, has run out, or its account is no longer active."""
    found = session.scalars(select(StaffSession).where(StaffSession.token_hash == _hash(token))).first()
    if found is None:
        return None
    idle, old = at - found.seen_at, at - found.opened_at
    if idle > IDLE or old > LONGEST or not found.account.active:
        session.delete(found)
        return None
    if idle > SEEN_EVERY:
        found.seen_at = at
    account = found.account
    roles = tuple(Role(role) for role in account.roles)
    return Officer(account.id, account.login, account.name, roles, found.csrf, found.token_hash)


def officers_only(*roles: Role) -> Callable[[Page], Callable[[web.Request], Awaitable[web.StreamResponse]]]:
    """A page for whoever is signed in and has one of the roles (none named: any); a form must carry its token."""

    def wrap(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        @wraps(page)
        async def guarded(request: web.Request) -> web.StreamResponse:
            officer = await officer_of(request)
            if officer is None:
                raise web.HTTPSeeOther(f"{LOGIN_PAGE}?{_back(request)}")
            if roles and not any(officer.may(role) for role in roles):
                return missing(request, NO_RIGHT, 403)
            if request.method == "POST":
                form = await form_of(request)
                told = form.get("csrf")
                same = isinstance(told, str) and hmac.compare_digest(told.encode(), officer.csrf.encode())
                if not same or not from_own_page(request):
                    return missing(request, OLD_FORM, 403)
            return await page(request, officer)

        return guarded

    return wrap


async def officer_of(request: web.Request) -> Officer | None:
    token = request.cookies.get(COOKIE, "")
    return await asyncio.to_thread(_find, token) if token and token.isascii() else None


def set_cookie(response: web.StreamResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="Strict",
        secure=settings.public_url().startswith("https://"),
        path="/",
    )


class Attempts:
    """How often an address has tried to sign in of late."""

    def __init__(self) -> None:
        self._at: dict[str, deque[float]] = defaultdict(deque)

    def may_try(self, address: str) -> bool:
        now = monotonic()
        for known in [one for one, times in self._at.items() if not times or times[-1] < now - WITHIN_SECONDS]:
            del self._at[known]
        times = self._at[address]
        while times and times[0] < now - WITHIN_SECONDS:
            times.popleft()
        if len(times) >= ATTEMPTS:
            return False
        times.append(now)
        return True


def now() -> datetime:
    return datetime.now(UTC)


def _find(token: str) -> Officer | None:
    with writing() as session:
        return find_officer(session, token, now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _back(request: web.Request) -> str:
    return f"tiep={quote(request.path_qs, safe='')}"


def staff_values(officer: Officer, **told: Any) -> dict[str, Any]:
    """What every page of the console is given."""
    return {"officer": officer, **told}
