"""Where the procedure database lives and which day it is: the only place of this room that reads the environment."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SEED = ROOT / "data" / "procedures"
MOST_DIGITS, MOST_DAYS_DIGITS = 18, 5
AGENCIES = ROOT / "data" / "agencies.yml"


class BadSetting(Exception):
    """A setting of the environment that cannot be used; the sentence says which and why."""


def var_dir() -> Path:
    return _resolved(os.environ.get("VAR_DIR") or str(ROOT / "var"))


@lru_cache(maxsize=8)
def _resolved(told: str) -> Path:
    """Asked for with every session of the database."""
    return Path(told).resolve()


def private() -> None:
    """What this process writes is for its owner only: VAR_DIR holds conversations."""
    os.umask(0o077)


def database_url() -> str:
    """SQLAlchemy URL of the one database; an embedded SQLite file unless DATABASE_URL names another."""
    if told := os.environ.get("DATABASE_URL"):
        return told
    if "?" in str(var_dir()):
        raise BadSetting(f"VAR_DIR={str(var_dir())!r} có dấu hỏi; đặt tên thư mục khác.")
    return f"sqlite:///{var_dir() / 'mot-cua.db'}"


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


@dataclass(frozen=True)
class ImportRequest:
    """FILE, DRY_RUN, DRAFT, BY and WHY of ``make import``."""

    file: str
    dry: bool
    draft: bool
    by: str
    why: str
    signed: bool
    """Whether BY and WHY were both given."""


def import_request() -> ImportRequest:
    return ImportRequest(
        os.environ.get("FILE", ""),
        _is_on("DRY_RUN"),
        _is_on("DRAFT"),
        _who(),
        os.environ.get("WHY") or f"nạp {os.environ.get('FILE', '')}",
        bool(os.environ.get("BY") and os.environ.get("WHY")),
    )


def decision_request() -> tuple[str, list[int], str]:
    """(ACT, VERSION, BY) of ``make changes``, ``approve`` and ``withdraw``; VERSION may be several numbers."""
    act, told = os.environ.get("ACT") or "list", os.environ.get("VERSION", "").replace(",", " ").split()
    if act != "list" and not (told and all(_is_number(one) for one in told)):
        raise BadSetting("Cần VERSION là số của bản nháp (xem make changes), ví dụ VERSION=12.")
    if act != "list" and not os.environ.get("BY"):
        raise BadSetting("Cần BY là tên người quyết định, ví dụ BY='Nguyễn Thị A'.")
    return act, [int(one) for one in told], _who()


def told_request() -> tuple[str, date, list[str]]:
    """(ID, DAY, ASPECT) of ``make told``."""
    procedure, day = os.environ.get("ID", ""), os.environ.get("DAY", "")
    if not procedure:
        raise BadSetting("Cần ID của thủ tục, ví dụ: make told ID=buu-chinh-cap-giay-phep DAY=2026-01-15 ASPECT=fee.")
    try:
        return procedure, date.fromisoformat(day) if day else today(), os.environ.get("ASPECT", "").split(",")
    except ValueError:
        raise BadSetting(f"DAY={day!r} không phải ngày dạng năm-tháng-ngày.") from None


def offline() -> bool:
    """OFFLINE of ``make links``: look at the shape only."""
    return _is_on("OFFLINE")


def stale_after() -> int:
    """STALE_DAYS: days after which a source counts as old."""
    told = os.environ.get("STALE_DAYS") or "180"
    if not _is_number(told, MOST_DAYS_DIGITS):
        raise BadSetting(f"STALE_DAYS={told!r} không phải số ngày.")
    return int(told)


def _is_number(told: str, most: int = MOST_DIGITS) -> bool:
    """A whole number that an operator may mean: neither "²" nor more than a database counts to."""
    return told.isascii() and told.isdigit() and len(told) <= most


def _who() -> str:
    """BY, else who is logged in on the machine; a user without a name there is told by number."""
    try:
        return os.environ.get("BY") or f"{getpass.getuser()} (make import)"
    except KeyError:
        return f"uid {os.getuid()} (make import)"


def _is_on(name: str) -> bool:
    return os.environ.get(name, "") not in ("", "0")
