"""What the department tells citizens for a time, and the switch that pauses the assistant with a message of its own.

Plain functions over a session. Nothing is removed: a notice that is over has its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.models import Notice
from procedures.models import ProcedureRow
from procedures.settings import HANOI

TEXT_LIMIT = 300
EVERYTHING = ""
"""What a notice concerns: every answer, else those of an aspect ("online"), a field's or a procedure's by its id."""
MARK = "📢 "


class Refused(Exception):
    """What was written makes no notice; the sentence says why."""


def current(session: Session, now: datetime | None = None) -> list[Notice]:
    """Notices of this moment, without a pause; the newest first."""
    return [one for one in _standing(session, now) if not one.pauses]


def pause(session: Session, now: datetime | None = None) -> Notice | None:
    """The switch, where it is on."""
    return next((one for one in _standing(session, now) if one.pauses), None)


def put(session: Session, told: Mapping[str, str], login: str) -> Notice:
    """A notice of a form: ``text``, ``concerns``, ``begins`` and ``ends`` (local times, either may be blank).

    Raises Refused.
    """
    text, concerns = told.get("text", "").strip(), told.get("concerns", "").strip()
    if not text or len(text) > TEXT_LIMIT:
        raise Refused(f"Thông báo cần từ 1 đến {TEXT_LIMIT} ký tự.")
    now = datetime.now(UTC)
    begins, ends = _moment(told.get("begins", "")) or now, _moment(told.get("ends", ""))
    if ends and ends <= max(begins, now):
        raise Refused("Giờ kết thúc phải sau giờ bắt đầu và sau lúc này.")
    made = Notice(text=text, concerns=concerns[:128], pauses=False, begins=begins, ends=ends, by=login, at=now)
    session.add(made)
    session.flush()
    return made


def switch_off(session: Session, text: str, login: str) -> Notice:
    """Pauses the assistant; raises Refused without a message, or where it is paused already."""
    if pause(session):
        raise Refused("Trợ lý đang tạm dừng rồi.")
    if not text.strip() or len(text) > TEXT_LIMIT:
        raise Refused(f"Cần lời báo cho người dân, từ 1 đến {TEXT_LIMIT} ký tự.")
    now = datetime.now(UTC)
    made = Notice(text=text.strip(), concerns=EVERYTHING, pauses=True, begins=now, ends=None, by=login, at=now)
    session.add(made)
    session.flush()
    return made


def end(session: Session, number: int) -> Notice:
    """Over from now on; raises Refused where it is not there or over."""
    found = session.get(Notice, number)
    now = datetime.now(UTC)
    if found is None or (found.ends is not None and found.ends <= now):
        raise Refused("Thông báo này không có hoặc đã kết thúc.")
    found.ends = now
    return found


def announced(session: Session, custom: Mapping[str, Any] | None) -> list[str]:
    """Lines of the notices that concern an answer."""
    told = custom or {}
    standing = current(session) if told.get("kind") not in (None, "smalltalk", "safety") else []
    if not standing:
        return []
    procedure = told.get("procedure")
    row = session.get(ProcedureRow, procedure) if procedure else None
    about = {EVERYTHING, procedure, row and row.field_id, *told.get("aspects", [])}
    return [f"{MARK}{one.text}" for one in standing if one.concerns in about]


def shown(session: Session) -> list[str]:
    """What stands above every conversation: notices for everybody, and the pause's own message."""
    off = pause(session)
    return [*([off.text] if off else []), *(one.text for one in current(session) if one.concerns == EVERYTHING)]


def recent(session: Session, most: int = 50) -> list[Notice]:
    return list(session.scalars(select(Notice).order_by(Notice.id.desc()).limit(most)))


def is_over(notice: Notice, now: datetime | None = None) -> bool:
    return notice.ends is not None and notice.ends <= (now or datetime.now(UTC))


def _standing(session: Session, now: datetime | None) -> list[Notice]:
    at = now or datetime.now(UTC)
    held = select(Notice).where(Notice.begins <= at, or_(Notice.ends.is_(None), Notice.ends > at))
    return list(session.scalars(held.order_by(Notice.id.desc())))


def _moment(told: str) -> datetime | None:
    """ "2026-12-01T18:00" of the form, in Hà Nội; raises Refused."""
    if not told.strip():
        return None
    try:
        read = datetime.fromisoformat(told.strip())
    except ValueError:
        raise Refused(f"Giờ “{told[:30]}” không đọc được.") from None
    return (read if read.tzinfo else read.replace(tzinfo=HANOI)).astimezone(UTC)
