"""How often one may ask: by session, address and channel user (CHANNELS.md, "Limits to start from").

Counted in this process; a citizen beyond a limit is told how long to wait, and nobody is locked out.
"""

from __future__ import annotations

import ipaddress
import time
from collections import Counter as Tally
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bot import settings

MOST_KEYS = 20_000
"""Keys counted at once; the ones longest silent go first."""


@dataclass(frozen=True)
class Limit:
    """``count`` events in ``seconds``."""

    count: int
    seconds: float


SESSION = (Limit(3, 3), Limit(15, 60), Limit(200, 86_400))
"""Messages of one session: a second for each, with two at once forgiven."""
ADDRESS = (Limit(60, 60),)
"""Messages from one address."""
NEW_SESSIONS = (Limit(20, 3600),)
"""Sessions opened from one address."""
CHANNEL_USER = (Limit(20, 60),)
"""Messages of one user of Zalo or Messenger."""
SHEETS = (Limit(20, 60),)
"""PDF sheets made for one address."""
SUGGESTIONS = (Limit(120, 60),)
"""Suggestions while typing, for one address."""
GUESSES = (Limit(10, 3600),)
"""Wrong codes of questions from one address."""
OPEN_OF_SESSION, OPEN_OF_ADDRESS, OPEN_AT_ALL = 6, 60, 1000
"""Streams and held calls open at once: a citizen has a tab or two."""
STREAM_AGAIN_SECONDS = 5.0
NOTICE = (Limit(1, 60),)
"""Notices to one user that they ask too often."""


@dataclass
class Counter:
    """Sliding windows by key."""

    limits: tuple[Limit, ...]
    now: Callable[[], float] = time.monotonic
    _seen: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def wait(self, key: str) -> float:
        """0.0 and counted where ``key`` may go on; else the seconds after which it may, and not counted."""
        now, seen = self.now(), self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        longest = max(limit.seconds for limit in self.limits)
        while seen and now - seen[0] >= longest:
            seen.popleft()
        waits = [self._full_until(seen, limit, now) for limit in self.limits]
        if any(waits):
            return max(waits)
        seen.append(now)
        if len(self._seen) > MOST_KEYS:
            self._seen.popitem(last=False)
        return 0.0

    def full(self, key: str) -> bool:
        """Whether ``key`` would have to wait; nothing is counted."""
        seen, now = self._seen.get(key, deque()), self.now()
        return any(self._full_until(seen, limit, now) for limit in self.limits)

    @staticmethod
    def _full_until(seen: deque[float], limit: Limit, now: float) -> float:
        if len(seen) < limit.count:
            return 0.0
        return max(0.0, seen[-limit.count] + limit.seconds - now)


class Limits:
    """All of them; ``off`` for tests and load runs only (settings.limited)."""

    def __init__(self, off: bool, exempt: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> None:
        self._off, self._exempt = off, exempt
        self._session, self._address = Counter(SESSION), Counter(ADDRESS)
        self._new, self._user, self._notice = Counter(NEW_SESSIONS), Counter(CHANNEL_USER), Counter(NOTICE)
        self._sheets, self._suggestions, self._guesses = Counter(SHEETS), Counter(SUGGESTIONS), Counter(GUESSES)
        self._open: Tally[str] = Tally()

    def message(self, conversation_id: str, address: str) -> float:
        """Seconds that a message of the web must wait; 0.0 where it may come."""
        if self._off:
            return 0.0
        return self._session.wait(conversation_id) or (0.0 if self._is_exempt(address) else self._address.wait(address))

    def session(self, address: str) -> float:
        """The same for a new session."""
        return 0.0 if self._off or self._is_exempt(address) else self._new.wait(address)

    def sheet(self, address: str) -> float:
        """The same for a PDF sheet."""
        return 0.0 if self._off or self._is_exempt(address) else self._sheets.wait(address)

    def suggestion(self, address: str) -> float:
        """The same for names while typing."""
        return 0.0 if self._off or self._is_exempt(address) else self._suggestions.wait(address)

    def guesses_spent(self, address: str) -> bool:
        """Whether an address has tried so many wrong codes that it is shown no answer; nobody is exempt."""
        return self._guesses.full(address)

    def guessed(self, address: str) -> None:
        self._guesses.wait(address)

    @contextmanager
    def held_open(self, conversation_id: str, address: str) -> Iterator[bool]:
        """Whether one more stream or held call may stay open; it counts while the block runs."""
        most = {conversation_id: OPEN_OF_SESSION, "": OPEN_AT_ALL}
        if not self._is_exempt(address):
            most[f"@{address}"] = OPEN_OF_ADDRESS
        room = self._off or all(self._open[key] < count for key, count in most.items())
        self._open.update(most.keys() if room else ())
        try:
            yield room
        finally:
            self._open.subtract(most.keys() if room else ())
            self._open += Tally()  # forgets what nobody holds any more

    def user(self, conversation_id: str) -> float:
        """The same for a message of Zalo or Messenger."""
        return 0.0 if self._off else self._user.wait(conversation_id)

    def tells(self, conversation_id: str) -> bool:
        """Whether it is time to tell a user of a channel that they ask too often."""
        return self._notice.wait(conversation_id) == 0.0

    def _is_exempt(self, address: str) -> bool:
        try:
            told = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(told in network for network in self._exempt)


def address_of(request: web.Request) -> str:
    """The citizen's address: the connection's, or what the first proxy that is trusted was told."""
    trusted = settings.trusted_proxies()
    address = request.remote or ""
    for told in reversed([one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]):
        try:
            if not any(ipaddress.ip_address(address) in network for network in trusted):
                break
        except ValueError:
            break
        address = told
    return address
