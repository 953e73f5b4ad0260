"""Accounts of the staff: passwords, the second step, lockout, roles."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.staff.models import StaffAccount

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
STEP_SECONDS = 30
SECRET = re.compile(r"[A-Z2-7]{32}")
_hasher = PasswordHasher()
NOBODY = _hasher.hash("không có tài khoản này")
"""Verified where the login is unknown, so that it takes as long."""


class Role(StrEnum):
    ADMIN = "admin"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    REPORTER = "reporter"


ROLES = {
    Role.ADMIN: "quản trị",
    Role.EDITOR: "biên tập thủ tục",
    Role.REVIEWER: "duyệt câu hỏi",
    Role.REPORTER: "xem báo cáo",
}


class Refusal(Exception):
    """What was asked of an account is refused; the sentence says why."""


WRONG = "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng; sai nhiều lần thì tài khoản tạm khóa 15 phút."
"""One sentence for all, so that it tells nobody which accounts exist."""


def create(session: Session, login: str, name: str, password: str, roles: list[Role], at: datetime) -> StaffAccount:
    """A new account; raises Refusal for a login that is taken or a password that is too weak."""
    if not LOGIN.fullmatch(login):
        raise Refusal("Tên đăng nhập gồm 3 đến 64 chữ thường không dấu, chữ số, dấu chấm, gạch nối.")
    if not 2 <= len(name.strip()) <= 200 or not name.isprintable():
        raise Refusal("Họ tên cần 2 đến 200 ký tự.")
    if not roles:
        raise Refusal("Chọn ít nhất một vai trò.")
    if session.scalars(select(StaffAccount).where(StaffAccount.login == login)).first():
        raise Refusal(f"Đã có tài khoản '{login}'.")
    account = StaffAccount(
        login=login, name=name.strip(), roles=list(roles), password=hashed(password, login), created_at=at
    )
    session.add(account)
    session.flush()
    return account


def hashed(password: str, login: str) -> str:
    """Argon2id hash of a password that will do; raises Refusal for one that will not."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refusal(f"Mật khẩu cần từ {SHORTEST_PASSWORD} đến {LONGEST_PASSWORD} ký tự.")
    if len(set(password)) < 5 or login in password.lower():
        raise Refusal("Mật khẩu quá dễ đoán: lặp ít ký tự, hoặc chứa tên đăng nhập.")
    return _hasher.hash(_plain(password))


def sign_in(session: Session, login: str, password: str, code: str, at: datetime) -> StaffAccount:
    """The account; raises Refusal, and counts the failure, where anything does not fit."""
    account = session.scalars(select(StaffAccount).where(StaffAccount.login == login[:64])).first()
    right = _matches(account.password if account else NOBODY, password[:LONGEST_PASSWORD])
    if account is None or not account.active:
        raise Refusal(WRONG)
    if account.locked_until and account.locked_until > at:
        raise Refusal(WRONG)
    if not right or not _second_step(account, code, at):
        account.failures += 1
        if account.failures >= MOST_FAILURES:
            account.failures, account.locked_until = 0, at + LOCKED_FOR
        raise Refusal(WRONG)
    account.failures, account.locked_until = 0, None
    if _hasher.check_needs_rehash(account.password):
        account.password = _hasher.hash(_plain(password))
    return account


def knows_password(account: StaffAccount, password: str) -> bool:
    return _matches(account.password, password[:LONGEST_PASSWORD])


def right_code(secret: str, code: str, at: datetime) -> int | None:
    """Time step a code belongs to, now or one step beside; None where it belongs to none or the secret is no secret."""
    if not SECRET.fullmatch(secret):
        return None
    told = code.replace(" ", "")
    now = int(at.timestamp()) // STEP_SECONDS
    steps = [step for step in (now - 1, now, now + 1) if pyotp.TOTP(secret).at(step * STEP_SECONDS) == told]
    return steps[0] if steps else None


def admins(session: Session) -> int:
    """Active accounts that may administer."""
    held = session.scalars(select(StaffAccount.roles).where(StaffAccount.active))
    return sum(Role.ADMIN in roles for roles in held)


def any_account(session: Session) -> bool:
    return bool(session.scalar(select(func.count(StaffAccount.id))))


def _second_step(account: StaffAccount, code: str, at: datetime) -> bool:
    if account.totp is None:
        return True
    step = right_code(account.totp, code, at)
    if step is None or (account.totp_used is not None and step <= account.totp_used):
        return False
    account.totp_used = step
    return True


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, _plain(password))
    except (Argon2Error, InvalidHashError):
        return False


def _plain(password: str) -> str:
    """One spelling of a password, however a keyboard composes its marks."""
    return unicodedata.normalize("NFC", password)
