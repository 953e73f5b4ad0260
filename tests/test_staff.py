"""The console: who may enter, what a form needs, what is written down, and the counter's page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.main import application
from bot.staff import accounts
from bot.staff.accounts import Refusal, Role, create, sign_in
from bot.staff.models import AuditEntry, StaffAccount, StaffSession
from bot.staff.sessions import IDLE, find_officer, open_session
from procedures.database import reading, writing
from procedures.settings import ROOT

AT = datetime(2026, 11, 27, 2, tzinfo=UTC)
PASSWORD = "hoa-sua-mua-thu-2026"
POSTAL = "buu-chinh-cap-giay-phep"
Client = TestClient[Any, Any]
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@pytest.fixture
def staffed(database: str) -> str:
    """A database with an administrator (lan) and a reviewer (minh)."""
    with writing(database) as session:
        create(session, "lan", "Nguyễn Thị Lan", PASSWORD, [Role.ADMIN], AT)
        create(session, "minh", "Trần Minh", PASSWORD, [Role.REVIEWER], AT)
    return database


@pytest_asyncio.fixture
async def client(staffed: str) -> AsyncIterator[Client]:
    opened: Client = TestClient(TestServer(application()))
    await opened.start_server()
    yield opened
    await opened.close()


async def enter(client: Client, login: str = "lan", password: str = PASSWORD, **more: str) -> int:
    answer = await client.post(
        "/staff/dang-nhap", data={"login": login, "password": password, **more}, allow_redirects=False
    )
    return answer.status


async def token(client: Client, path: str) -> str:
    found = CSRF.search(await (await client.get(path)).text())
    assert found
    return found.group(1)


def acts(url: str) -> list[str]:
    with reading(url) as session:
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


@pytest.mark.parametrize(
    "path",
    [
        "/staff",
        "/staff/tai-khoan",
        "/staff/nhat-ky",
        f"/staff/quay/{POSTAL}",
        "/staff/queue",
        "/staff/queue/1",
        "/staff/khong-co",
    ],
)
@pytest.mark.asyncio
async def test_nothing_is_shown_without_signing_in(client: Client, path: str) -> None:
    answer = await client.get(path, allow_redirects=False)
    assert (answer.status, answer.headers["Location"].partition("?")[0]) == (303, "/staff/dang-nhap")
    assert (await client.post(path, data={}, allow_redirects=False)).status in (303, 405)


@pytest.mark.asyncio
async def test_signing_in_and_out(client: Client, staffed: str) -> None:
    assert await enter(client) == 303
    page = await (await client.get("/staff")).text()
    assert "Nguyễn Thị Lan" in page
    csrf = await token(client, "/staff")
    assert (await client.post("/staff/dang-xuat", data={"csrf": csrf}, allow_redirects=False)).status == 303
    assert (await client.get("/staff", allow_redirects=False)).status == 303
    assert acts(staffed) == ["signed_in", "signed_out"]


@pytest.mark.asyncio
async def test_a_form_without_its_token_or_from_elsewhere_does_nothing(client: Client, staffed: str) -> None:
    await enter(client)
    told = {"act": "create", "login": "moi", "name": "Người Mới", "password": PASSWORD, "role-editor": "on"}
    csrf = await token(client, "/staff/tai-khoan")
    assert (await client.post("/staff/tai-khoan", data=told)).status == 403
    assert (await client.post("/staff/tai-khoan", data={**told, "csrf": "khác"})).status == 403
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert (await client.post("/staff/tai-khoan", data={**told, "csrf": csrf}, headers=elsewhere)).status == 403
    assert (await client.post("/staff/tai-khoan", data={**told, "csrf": csrf})).status == 200
    assert acts(staffed)[-1] == "account_created"
    assert len(acts(staffed)) == 2


@pytest.mark.asyncio
async def test_a_role_opens_only_its_own_pages(client: Client) -> None:
    await enter(client, "minh")
    assert (await client.get("/staff")).status == 200
    assert (await client.get("/staff/tai-khoan")).status == 403
    assert (await client.get("/staff/nhat-ky")).status == 403


@pytest.mark.asyncio
async def test_an_officer_is_told_that_a_page_is_not_there(client: Client) -> None:
    await enter(client)
    assert (await client.get("/staff/khong-co")).status == 404


@pytest.mark.asyncio
async def test_the_last_administrator_stays_one(client: Client) -> None:
    await enter(client)
    csrf = await token(client, "/staff/tai-khoan")
    changed = {"csrf": csrf, "act": "change", "login": "lan", "role-editor": "on", "active": "on"}
    answer = await client.post("/staff/tai-khoan", data=changed)
    assert answer.status == 400
    assert (await client.get("/staff/tai-khoan")).status == 200


@pytest.mark.asyncio
async def test_an_address_that_tries_too_fast_waits(client: Client) -> None:
    tried = [await enter(client, "lan", "sai hẳn mật khẩu") for _ in range(6)]
    assert tried == [403] * 5 + [429]


@pytest.mark.asyncio
async def test_where_to_go_on_stays_on_this_server(client: Client) -> None:
    for wanted, leads in (("/staff/nhat-ky", "/staff/nhat-ky"), ("//evil.vn", "/staff"), ("https://evil.vn", "/staff")):
        answer = await client.post(
            "/staff/dang-nhap", data={"login": "lan", "password": PASSWORD, "tiep": wanted}, allow_redirects=False
        )
        assert answer.headers["Location"] == leads
        client.session.cookie_jar.clear()


def test_five_wrong_passwords_lock_the_account_for_a_while(staffed: str) -> None:
    for _ in range(5):
        with writing(staffed) as session:
            with pytest.raises(Refusal, match="không đúng"):
                sign_in(session, "lan", "sai", "", AT)
            session.flush()
    with writing(staffed) as session, pytest.raises(Refusal):
        sign_in(session, "lan", PASSWORD, "", AT + timedelta(minutes=1))
    with writing(staffed) as session:
        assert sign_in(session, "lan", PASSWORD, "", AT + timedelta(minutes=16)).login == "lan"


def test_a_code_of_the_second_step_serves_once(staffed: str) -> None:
    secret = pyotp.random_base32()
    with writing(staffed) as session:
        session.scalars(select(StaffAccount).where(StaffAccount.login == "lan")).one().totp = secret
    code = pyotp.TOTP(secret).at(AT)
    with writing(staffed) as session:
        assert sign_in(session, "lan", PASSWORD, code, AT).login == "lan"
    with writing(staffed) as session, pytest.raises(Refusal):
        sign_in(session, "lan", PASSWORD, code, AT)
    with writing(staffed) as session, pytest.raises(Refusal):
        sign_in(session, "lan", PASSWORD, "", AT)


@pytest.mark.asyncio
async def test_a_form_that_does_not_say_what_to_do_changes_nothing(client: Client, staffed: str) -> None:
    await enter(client)
    with writing(staffed) as session:
        session.scalars(select(StaffAccount).where(StaffAccount.login == "lan")).one().totp = pyotp.random_base32()
    csrf = await token(client, "/staff/tai-khoan")
    answer = await client.post("/staff/cua-toi", data={"csrf": csrf, "act": "gì đó", "current": PASSWORD})
    assert answer.status == 400
    with reading(staffed) as session:
        assert session.scalars(select(StaffAccount).where(StaffAccount.login == "lan")).one().totp


def test_a_session_ends_by_itself_and_with_its_account(staffed: str) -> None:
    with writing(staffed) as session:
        account = session.scalars(select(StaffAccount).where(StaffAccount.login == "lan")).one()
        opened = open_session(session, account, AT)
    with writing(staffed) as session:
        assert session.scalars(select(StaffSession)).one().token_hash != opened
        assert find_officer(session, opened, AT + timedelta(minutes=5))
        assert find_officer(session, opened, AT + timedelta(minutes=5) + IDLE + timedelta(seconds=1)) is None
        account = session.scalars(select(StaffAccount).where(StaffAccount.login == "lan")).one()
        opened = open_session(session, account, AT)
        account.active = False
        assert find_officer(session, opened, AT) is None


@pytest.mark.parametrize("password", ["ngắn quá", "a" * 20, "mat-khau-cua-lan-2026", "x" * 201])
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(Refusal):
        accounts.hashed(password, "lan")


@pytest.mark.asyncio
async def test_the_counter_tells_everything_that_is_missing_at_once(client: Client, staffed: str) -> None:
    await enter(client, "minh")
    path = f"/staff/quay/{POSTAL}?truong-hop=13&ban=2011-08-15.1"
    csrf = await token(client, path)
    handed_in = {f"giay-{number}": "on" for number in range(5)} | {"khong-can-7": "on"}
    page = await (await client.post(path, data={"csrf": csrf, **handed_in})).text()
    assert "còn thiếu 2 giấy tờ" in page
    assert "1. Tiêu chuẩn chất lượng dịch vụ công bố áp dụng: 1 bản chính" in page
    assert "- Mẫu biểu trưng, nhãn hiệu, ký hiệu đặc thù trên bưu gửi: 1 bản chính (nếu có)" in page
    assert "Điều lệ tổ chức và hoạt động:" not in page
    assert "Số bộ:" in page
    whole = {f"giay-{number}": "on" for number in range(9)}
    assert "đủ giấy tờ" in await (await client.post(path, data={"csrf": csrf, **whole})).text()
    with reading(staffed) as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.act == "counter_checked")).all()
    assert [(one.login, one.subject, one.detail["lacking"]) for one in noted if one.detail] == [
        ("minh", POSTAL, 3),
        ("minh", POSTAL, 0),
    ]


@pytest.mark.asyncio
async def test_a_sheet_leads_only_staff_to_the_counter(client: Client) -> None:
    assert "Tiếp nhận tại quầy" not in await (await client.get(f"/phieu/{POSTAL}")).text()
    await enter(client, "minh")
    assert "Tiếp nhận tại quầy" in await (await client.get(f"/phieu/{POSTAL}")).text()


def test_the_first_administrator_is_made_by_a_command(database: str) -> None:
    def admin(password: str, **told: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot.staff.admin_command"],
            input=password + "\n",
            env={**os.environ, **told},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert admin(PASSWORD).returncode != 0
    refused = admin("ngắn", LOGIN="lan", NAME="Nguyễn Thị Lan")
    assert (refused.returncode, "12" in refused.stderr) == (1, True)
    made = admin(PASSWORD, LOGIN="lan", NAME="Nguyễn Thị Lan")
    assert (made.returncode, made.stderr) == (0, "")
    again = admin(PASSWORD, LOGIN="lan", NAME="Nguyễn Thị Lan")
    assert "Đã có tài khoản" in again.stderr
    assert acts(database) == ["account_created"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded; charset=bogus", "multipart/form-data"])
@pytest.mark.asyncio
async def test_a_body_that_is_no_form_is_refused_with_a_sentence(client: Client, kind: str) -> None:
    answer = await client.post("/staff/dang-nhap", data=b"login=a", headers={"Content-Type": kind})
    assert answer.status == 415
    assert (await answer.json())["error"]["message"]


@pytest.mark.asyncio
async def test_a_page_of_the_log_that_is_no_number_is_the_first(client: Client) -> None:
    await enter(client)
    assert (await client.get("/staff/nhat-ky?truoc=%C2%B2")).status == 200
