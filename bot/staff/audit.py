"""The audit log: every act of the staff, kept for good."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.staff.models import AuditEntry

ACTS = {
    "signed_in": "đăng nhập",
    "sign_in_failed": "đăng nhập không được",
    "signed_out": "đăng xuất",
    "account_created": "tạo tài khoản",
    "account_changed": "đổi tài khoản",
    "password_changed": "đổi mật khẩu",
    "second_step_on": "bật xác thực hai bước",
    "second_step_off": "tắt xác thực hai bước",
    "counter_checked": "kiểm tra hồ sơ tại quầy",
    "question_claimed": "nhận xử lý câu hỏi",
    "question_released": "trả lại câu hỏi",
    "question_answered": "trả lời người dân",
    "notice_put": "đăng thông báo",
    "notice_ended": "kết thúc thông báo hay tạm dừng",
    "bot_paused": "tạm dừng trợ lý",
    "question_dismissed": "đóng câu hỏi không trả lời",
}
PAGE = 100


def note(session: Session, login: str, act: str, subject: str | None = None, **detail: Any) -> None:
    """Adds one act; ``act`` is one of ACTS."""
    if act not in ACTS:
        raise KeyError(act)
    told = subject[:200] if subject else None
    session.add(AuditEntry(at=datetime.now(UTC), login=login[:64], act=act, subject=told, detail=detail or None))


def entries(session: Session, before: int | None = None) -> list[AuditEntry]:
    """The newest acts, or those older than an entry."""
    older = [AuditEntry.id < before] if before else []
    return list(session.scalars(select(AuditEntry).where(*older).order_by(AuditEntry.id.desc()).limit(PAGE)))
