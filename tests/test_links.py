"""The health of links: their shape, what a server says of them, and that citizens see no dead one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st

from actions.answering import answer
from actions.said import Question
from procedures import catalogue, links
from procedures.database import reading, writing
from procedures.department import department
from procedures.links import Asked, Health, ask, believed, dead_links, fault, links_of
from procedures.portal import portal_page, portal_url
from procedures.settings import HANOI

POSTAL = "buu-chinh-cap-giay-phep"
DAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 9, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://dichvucong.gov.vn/p/home/dvc.html?ma=1.003868", None),
        ("https://sở-thông-tin.vn/mẫu", None),
        ("http://dichvucong.gov.vn", "https://"),
        ("https://10.0.0.1/a", "tên miền"),
        ("https://localhost/a", "tên miền"),
        ("https://dichvucong.gov.vn:8443/", "cổng riêng"),
        ("https://ten:mat@dichvucong.gov.vn/", "tên đăng nhập"),
        ("https://dichvucong.gov.vn/mau don.docx", "khoảng trắng"),
        ("https://[::1/", "không đọc được"),
        ("https://" + "a" * 2001, "dài hơn"),
        ("javascript:alert(1)", "https://"),
    ],
)
def test_a_link_of_the_wrong_shape_is_named(url: str, reason: str | None) -> None:
    found = fault(url)
    assert (found is None) if reason is None else (found and reason in found)


@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    for url in (text, f"https://{text}", f"https://dichvucong.gov.vn/{text}"):
        assert fault(url) is None or fault(url)


def test_every_link_of_our_data_has_its_shape(database: str) -> None:
    with reading(database) as session:
        found = links_of(catalogue.records_on(session, DAY), catalogue.sources(session).values(), department())
    assert found.faults() == {}
    assert len(found.used) > 50


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TestServer]:
    async def say(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    app = web.Application()
    app.add_routes([web.get("/{status}", say)])
    running = TestServer(app)
    await running.start_server()
    yield running
    await running.close()


@pytest.mark.asyncio
async def test_only_what_its_server_calls_gone_is_dead(server: TestServer) -> None:
    wanted = {"200": Health.ALIVE, "404": Health.DEAD, "410": Health.DEAD, "403": Health.UNKNOWN, "503": Health.UNKNOWN}
    urls = {str(server.make_url(f"/{status}")): health for status, health in wanted.items()}
    heard: list[Asked] = []
    asked = await ask(urls, heard.append, only_public=False)
    assert {one.url: one.health for one in asked} == urls
    assert len(heard) == len(asked)


@pytest.mark.asyncio
async def test_a_name_that_leads_inside_is_not_opened(server: TestServer) -> None:
    (asked,) = await ask([str(server.make_url("/404"))])
    assert (asked.health, "nội bộ" in asked.detail) == (Health.UNKNOWN, True)


def test_where_nothing_answers_nothing_is_believed() -> None:
    gone = [Asked("https://a.vn", Health.DEAD, links.NO_NAME), Asked("https://b.vn", Health.UNKNOWN, "không trả lời")]
    assert believed(gone) == []
    assert believed([*gone, Asked("https://c.vn", Health.ALIVE, "HTTP 200")]) != []


def test_a_dead_link_is_not_shown_and_what_is_unknown_changes_nothing(database: str) -> None:
    with reading(database) as session:
        record: Any = catalogue.record_on(session, POSTAL, DAY)
    page = portal_page(record)
    assert page
    with writing(database) as session:
        links.remember(session, [Asked(page, Health.DEAD, "HTTP 404")], AT)
        links.remember(session, [Asked(page, Health.UNKNOWN, "không trả lời")], AT)
    with reading(database) as session:
        dead = dead_links(session)
        asked = Question(record, DAY, catalogue.laws(session), catalogue.sources(session), dead=dead)
        reply = answer(asked, ["online"])
    assert dead == {page}
    assert portal_url(record, dead) == department().portal.url
    assert page not in str(reply.payload()) + str([button.url for button in reply.buttons])
    assert "chưa mở được" in str(reply.links)
    with writing(database) as session:
        links.remember(session, [Asked(page, Health.ALIVE, "HTTP 200")], AT)
        assert dead_links(session) == frozenset()
