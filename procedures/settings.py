"""Where the procedure database lives and which day it is: the only place of this room that reads the environment."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SEED = ROOT / "data" / "procedures"
AGENCIES = ROOT / "data" / "agencies.yml"


class BadSetting(Exception):
    """A setting of the environment that cannot be used; the sentence says which and why."""


def var_dir() -> Path:
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def private() -> None:
    """What this process writes is for its owner only: VAR_DIR holds conversations."""
    os.umask(0o077)


def database_url() -> str:
    """SQLAlchemy URL of the one database; an embedded SQLite file unless DATABASE_URL names another."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{var_dir() / 'mot-cua.db'}"


def now() -> datetime:
    """Now in Hà Nội; NOW (ISO) stands in for it where law and calendar are meant."""
    told = os.environ.get("NOW")
    if not told:
        return datetime.now(HANOI)
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise BadSetting(f"NOW={told!r} không phải thời điểm ISO, ví dụ 2026-11-24T09:00.") from None
    return moment.astimezone(HANOI) if moment.tzinfo else moment.replace(tzinfo=HANOI)


def today() -> date:
    return now().date()


def import_request() -> tuple[str, bool]:
    """(FILE, DRY_RUN) of ``make import``."""
    return os.environ.get("FILE", ""), os.environ.get("DRY_RUN", "") not in ("", "0")
