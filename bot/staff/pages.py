"""Sign-in, the console's front page, one's own account, accounts of others, and the audit log."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp_jinja2
import pyotp
import segno
from aiohttp import web
from sqlalchemy import func, select

from bot import outbox
from bot.limits import address_of
from bot.models import ReviewItem
from bot.pages import missing
from bot.security import from_own_page
from bot.staff import accounts, audit
from bot.staff.accounts import ROLES, Refusal, Role
from bot.staff.forms import form_of, number_of
from bot.staff.models import StaffAccount
from bot.staff.sessions import (
    COOKIE,
    LOGIN_PAGE,
    Attempts,
    Officer,
    close_session,
    close_sessions,
    now,
    officer_of,
    officers_only,
    open_session,
    set_cookie,
    staff_values,
)
from procedures.database import reading, writing
from procedures.department import department

ATTEMPTS = web.AppKey("attempts", Attempts)
TOO_OFTEN = "Địa chỉ này thử đăng nhập quá nhanh. Đợi khoảng 20 giây rồi thử lại."
NO_PAGE = "Bàn làm việc không có trang này."
NO_ACCOUNT = "Chưa có tài khoản nào. Người vận hành tạo tài khoản đầu tiên bằng lệnh make admin."
_argon_at_once = asyncio.Semaphore(2)
"""A password takes a core and 64 MB for a moment."""


async def login_page(request: web.Request) -> web.StreamResponse:
    if await officer_of(request):
        raise web.HTTPSeeOther("/staff")
    return _login(request, "" if await asyncio.to_thread(_any_account) else NO_ACCOUNT)


async def login(request: web.Request) -> web.StreamResponse:
    form = await form_of(request)
    told = {name: str(form.get(name, "")) for name in ("login", "password", "code", "tiep")}
    if not from_own_page(request):
        return _login(request, "Biểu mẫu không đến từ trang này. Anh/chị tải lại trang.", 403)
    if not request.app[ATTEMPTS].may_try(address_of(request)):
        return _login(request, TOO_OFTEN, 429)
    try:
        async with _argon_at_once:
            token = await asyncio.to_thread(_sign_in, told["login"].strip().lower(), told["password"], told["code"])
    except Refusal as refusal:
        return _login(request, str(refusal), 403)
    entering = web.HTTPSeeOther(_inside(told["tiep"]))
    set_cookie(entering, token)
    raise entering


@officers_only()
async def logout(_request: web.Request, officer: Officer) -> web.StreamResponse:
    await asyncio.to_thread(_sign_out, officer)
    leaving = web.HTTPSeeOther(LOGIN_PAGE)
    leaving.del_cookie(COOKIE, path="/")
    raise leaving


@officers_only()
async def home(request: web.Request, officer: Officer) -> web.StreamResponse:
    counts = await asyncio.to_thread(_counts)
    return aiohttp_jinja2.render_template("staff_home.html", request, staff_values(officer, counts=counts, roles=ROLES))


@officers_only()
async def no_such_page(request: web.Request, _officer: Officer) -> web.StreamResponse:
    """To a stranger every address of the console leads to its door, whether there is a page or not."""
    return missing(request, NO_PAGE, 404)


@officers_only()
async def own_account(request: web.Request, officer: Officer) -> web.StreamResponse:
    return await _own(request, officer, "")


@officers_only()
async def change_own(request: web.Request, officer: Officer) -> web.StreamResponse:
    form = {name: str(value) for name, value in (await form_of(request)).items()}
    try:
        async with _argon_at_once:
            done = await asyncio.to_thread(_change_own, officer, form)
    except Refusal as refusal:
        return await _own(request, officer, str(refusal), 400)
    return await _own(request, officer, done)


@officers_only(Role.ADMIN)
async def all_accounts(request: web.Request, officer: Officer) -> web.StreamResponse:
    return await _accounts(request, officer, "")


@officers_only(Role.ADMIN)
async def change_accounts(request: web.Request, officer: Officer) -> web.StreamResponse:
    form = await form_of(request)
    roles = [role for role in Role if f"role-{role}" in form]
    told = {name: str(value) for name, value in form.items()}
    try:
        async with _argon_at_once:
            done = await asyncio.to_thread(_change_account, officer, told, roles)
    except Refusal as refusal:
        return await _accounts(request, officer, str(refusal), 400)
    return await _accounts(request, officer, done)


@officers_only(Role.ADMIN)
async def audit_log(request: web.Request, officer: Officer) -> web.StreamResponse:
    before = request.query.get("truoc", "")
    found = await asyncio.to_thread(_entries, number_of(before))
    shown = staff_values(officer, entries=found, acts=audit.ACTS, page=audit.PAGE)
    return aiohttp_jinja2.render_template("staff_audit.html", request, shown)


def _login(request: web.Request, sentence: str, status: int = 200) -> web.StreamResponse:
    shown = {"sentence": sentence, "tiep": _inside(request.query.get("tiep", ""))}
    return aiohttp_jinja2.render_template("staff_login.html", request, shown, status=status)


def _inside(path: str) -> str:
    """Where to go on after signing in: a page of this server, else the front page."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if safe and path.isascii() else "/staff"


async def _own(request: web.Request, officer: Officer, sentence: str, status: int = 200) -> web.StreamResponse:
    on = await asyncio.to_thread(_has_second_step, officer)
    secret = None if on else pyotp.random_base32()
    shown: dict[str, Any] = staff_values(officer, sentence=sentence, second_step=on, secret=secret)
    if secret:
        uri = pyotp.TOTP(secret).provisioning_uri(name=officer.login, issuer_name=department().short_name)
        shown["qr"] = segno.make(uri, error="m").svg_data_uri(scale=4, border=2)
    return aiohttp_jinja2.render_template("staff_account.html", request, shown, status=status)


async def _accounts(request: web.Request, officer: Officer, sentence: str, status: int = 200) -> web.StreamResponse:
    held = await asyncio.to_thread(_held)
    shown = staff_values(officer, accounts=held, roles=ROLES, sentence=sentence)
    return aiohttp_jinja2.render_template("staff_accounts.html", request, shown, status=status)


def _any_account() -> bool:
    with reading() as session:
        return accounts.any_account(session)


def _sign_in(login: str, password: str, code: str) -> str:
    with writing() as session:
        try:
            account = accounts.sign_in(session, login, password, code, now())
        except Refusal as refusal:
            audit.note(session, login if accounts.LOGIN.fullmatch(login) else "?", "sign_in_failed")
            refused = refusal
        else:
            audit.note(session, account.login, "signed_in")
            return open_session(session, account, now())
    raise refused


def _sign_out(officer: Officer) -> None:
    with writing() as session:
        close_session(session, officer.token_hash)
        audit.note(session, officer.login, "signed_out")


def _counts() -> dict[str, int]:
    with reading() as session:
        waiting = select(func.count(ReviewItem.id)).where(ReviewItem.state == "open")
        asked = session.scalar(waiting.where(ReviewItem.wants_answer))
        undelivered = outbox.dead_count(session)
        return {"open": session.scalar(waiting) or 0, "wants_answer": asked or 0, "undelivered": undelivered}


def _has_second_step(officer: Officer) -> bool:
    with reading() as session:
        account = session.get(StaffAccount, officer.id)
        return account is not None and account.totp is not None


def _change_own(officer: Officer, form: dict[str, str]) -> str:
    with writing() as session:
        account = session.get_one(StaffAccount, officer.id)
        if not accounts.knows_password(account, form.get("current", "")):
            raise Refusal("Mật khẩu hiện tại không đúng.")
        if form.get("act") == "password":
            if form.get("password") != form.get("again"):
                raise Refusal("Hai lần nhập mật khẩu mới không giống nhau.")
            account.password = accounts.hashed(form.get("password", ""), account.login)
            close_sessions(session, account.id, but=officer.token_hash)
            audit.note(session, officer.login, "password_changed")
            return "Đã đổi mật khẩu; các phiên khác của tài khoản này đã kết thúc."
        if form.get("act") == "second_step_on":
            secret = form.get("secret", "")
            if not accounts.right_code(secret, form.get("code", ""), now()):
                raise Refusal("Mã xác thực không khớp. Quét lại mã và nhập sáu chữ số đang hiện.")
            account.totp, account.totp_used = secret, None
            audit.note(session, officer.login, "second_step_on")
            return "Đã bật xác thực hai bước."
        if form.get("act") == "second_step_off":
            account.totp = None
            audit.note(session, officer.login, "second_step_off")
            return "Đã tắt xác thực hai bước."
        raise Refusal("Biểu mẫu không nói việc cần làm; không có gì thay đổi.")


def _held() -> list[StaffAccount]:
    with reading() as session:
        held = list(session.scalars(select(StaffAccount).order_by(StaffAccount.login)))
        session.expunge_all()
        return held


def _change_account(officer: Officer, form: dict[str, str], roles: list[Role]) -> str:
    with writing() as session:
        if form.get("act") == "create":
            login = form.get("login", "").strip().lower()
            account = accounts.create(session, login, form.get("name", ""), form.get("password", ""), roles, now())
            audit.note(session, officer.login, "account_created", account.login, roles=roles)
            return f"Đã tạo tài khoản {account.login}."
        held = session.scalars(select(StaffAccount).where(StaffAccount.login == form.get("login", ""))).first()
        if held is None:
            raise Refusal("Không có tài khoản này.")
        if not roles:
            raise Refusal("Chọn ít nhất một vai trò.")
        active = "active" in form
        held.roles, held.active = list(roles), active
        if form.get("password"):
            held.password = accounts.hashed(form["password"], held.login)
            held.locked_until, held.failures = None, 0
        if "reset_second_step" in form:
            held.totp = None
        session.flush()
        if not accounts.admins(session):
            raise Refusal("Phải còn ít nhất một tài khoản quản trị đang hoạt động.")
        if not active or form.get("password"):
            close_sessions(session, held.id)
        changed = {"roles": list(roles), "active": active, "password": bool(form.get("password"))}
        audit.note(session, officer.login, "account_changed", held.login, **changed)
        return f"Đã đổi tài khoản {held.login}."


def _entries(before: int | None) -> list[Any]:
    with reading() as session:
        found = audit.entries(session, before)
        session.expunge_all()
        return found
