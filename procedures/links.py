"""Every link the catalogue shows, whether its shape is right, and whether it answered when it was last asked."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

import aiohttp
from sqlalchemy import select
from sqlalchemy.orm import Session

from procedures import models as m
from procedures.department import Department
from procedures.portal import portal_page
from procedures.record import Record

WAIT_SECONDS = 12.0
AT_ONCE, AT_ONCE_A_HOST = 8, 2
GONE = (404, 410)
"""What a server says of a page that is not there; anything else may be the weather."""
LONGEST = 2000
HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$", re.IGNORECASE)
AGENT = "tro-ly-mot-cua kiem-tra-lien-ket"


class Health(StrEnum):
    ALIVE = "alive"
    DEAD = "dead"
    """Its server says that it is gone, or its name is no longer known: not shown to citizens."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """What came of asking for a link."""

    url: str
    health: Health
    detail: str


@dataclass
class Links:
    """URL -> where it is used; ``sources`` are those that only say where something was read."""

    used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sources: set[str] = field(default_factory=set)

    def add(self, url: str | None, where: str) -> None:
        if url:
            self.used[url].append(where)

    def faults(self) -> dict[str, str]:
        """URL -> what is wrong with its shape; an old source may lie at http://."""
        told = {url: fault(url, plain=url in self.sources) for url in self.used}
        return {url: reason for url, reason in told.items() if reason}


def links_of(records: Iterable[Record], sources: Iterable[m.SourceRow], department: Department) -> Links:
    """Links of records, their forms, their sources and the department."""
    links = Links()
    for record in records:
        links.add(record.online_url, f"{record.id}: nộp trực tuyến")
        links.add(portal_page(record), f"{record.id}: trang trên cổng quốc gia")
        for group in record.documents.groups if record.documents else []:
            for paper in group.items:
                links.add(paper.form_url, f"{record.id}: mẫu của “{paper.name}”")
    for source in sources:
        links.add(source.url, f"nguồn {source.key}")
        links.sources |= {source.url} if source.url else set()
    links.add(department.portal.url, "department.yml: portal.url")
    links.add(department.channels.zalo, "department.yml: channels.zalo")
    links.add(department.channels.messenger, "department.yml: channels.messenger")
    return links


def fault(url: str, plain: bool = False) -> str | None:
    """What is wrong with the shape of a link; None where nothing is. ``plain`` takes http:// as well."""
    if len(url) > LONGEST:
        return f"dài hơn {LONGEST} ký tự"
    if re.search(r"[\s<>\"'\\]", url):
        return "có khoảng trắng hoặc dấu không được có trong liên kết"
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return "không đọc được"
    if parts.scheme not in (("https", "http") if plain else ("https",)):
        return "không bắt đầu bằng https://"
    if parts.username is not None or parts.password is not None:
        return "có tên đăng nhập trong liên kết"
    if not HOST.match(host):
        return f"'{host}' không phải tên miền"
    return "có số cổng riêng" if port not in (None, 443) else None


async def ask(
    urls: Iterable[str], told: Callable[[Asked], None] | None = None, only_public: bool = True
) -> list[Asked]:
    """Asks for each link, a few at once and two at most of one host; ``told`` hears of each as it comes.

    ``only_public`` refuses hosts that lead into a private network.
    """
    everywhere = asyncio.Semaphore(AT_ONCE)
    hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE_A_HOST))
    timeout = aiohttp.ClientTimeout(total=WAIT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, headers={"User-Agent": AGENT}) as http:

        async def one(url: str) -> Asked:
            async with hosts[urlsplit(url).netloc], everywhere:
                asked = await _ask(http, url, only_public)
            if told:
                told(asked)
            return asked

        return list(await asyncio.gather(*map(one, urls)))


async def _ask(http: aiohttp.ClientSession, url: str, only_public: bool) -> Asked:
    try:
        if only_public and not await _is_public(urlsplit(url).hostname or ""):
            return Asked(url, Health.UNKNOWN, "tên miền trỏ vào mạng nội bộ, không mở")
        async with http.get(url, allow_redirects=not only_public, max_redirects=5) as answer:
            dead = answer.status in GONE
            return Asked(url, Health.DEAD if dead else _alive(answer.status), f"HTTP {answer.status}")
    except socket.gaierror as error:
        known = error.errno == socket.EAI_NONAME
        return Asked(url, Health.DEAD if known else Health.UNKNOWN, NO_NAME if known else "không tra được tên miền")
    except TimeoutError:
        return Asked(url, Health.UNKNOWN, f"không trả lời trong {WAIT_SECONDS:.0f} giây")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return Asked(url, Health.UNKNOWN, f"không mở được: {type(error).__name__}")


NO_NAME = "tên miền không còn"


def _alive(status: int) -> Health:
    return Health.ALIVE if status < 400 else Health.UNKNOWN


async def _is_public(host: str) -> bool:
    """Whether every address of the host is on the open internet."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return all(ipaddress.ip_address(address[4][0]).is_global for address in found)


def believed(asked: list[Asked]) -> list[Asked]:
    """The answers that may be kept: where nothing at all answered it is our own network that is down."""
    reached = any(one.detail.startswith("HTTP") for one in asked)
    return asked if reached else []


def remember(session: Session, asked: Iterable[Asked], at: datetime) -> None:
    """Keeps what came of it; what is not known does not overrule what was."""
    for one in asked:
        known = session.get(m.LinkCheckRow, one.url)
        if known is None or one.health != Health.UNKNOWN:
            session.merge(m.LinkCheckRow(url=one.url, health=one.health, detail=one.detail, checked_at=at))


def dead_links(session: Session) -> frozenset[str]:
    """Links that are not shown to citizens."""
    return frozenset(session.scalars(select(m.LinkCheckRow.url).where(m.LinkCheckRow.health == Health.DEAD)))
