"""``make admin LOGIN=ten NAME='Họ tên'``: creates an administrator; the password is asked for, never a default."""

from __future__ import annotations

import getpass
import sys

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import admin_request
from bot.staff import audit
from bot.staff.accounts import Refusal, Role, create
from bot.staff.sessions import now
from procedures.database import writing
from procedures.migrate import HERE, upgrade
from procedures.settings import ROOT, BadSetting, private


def main() -> None:
    private()
    try:
        login, name = admin_request()
        for room in (HERE, ROOT / "bot"):
            upgrade(room)
        password = _password()
        with writing() as session:
            account = create(session, login, name, password, [Role.ADMIN], now())
            audit.note(session, "make admin", "account_created", account.login, roles=[Role.ADMIN])
    except (BadSetting, Refusal) as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        sys.exit(f"Không ghi được cơ sở dữ liệu: {getattr(error, 'orig', error)}")
    print(f"Đã tạo tài khoản quản trị {login}. Đăng nhập tại /staff.")


def _password() -> str:
    """Typed twice at a terminal; else the first line of the standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass.getpass("Mật khẩu (ít nhất 12 ký tự): ")
    if getpass.getpass("Nhập lại: ") != typed:
        raise Refusal("Hai lần nhập không giống nhau.")
    return typed


if __name__ == "__main__":
    main()
