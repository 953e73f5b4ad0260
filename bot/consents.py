"""What citizens agreed to, for which purpose and in which words: kept as proof as long as their conversation is."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Consent

STAFF_ANSWER, IMPROVING = "staff_answer", "improving"
WORDINGS = {
    STAFF_ANSWER: "Bấm “Gửi cán bộ trả lời”: câu hỏi đã che số giấy tờ, điện thoại, email được chuyển cho cán bộ để"
    " trả lời trong hội thoại này hoặc theo mã câu hỏi.",
    IMPROVING: "Chấm câu trả lời “chưa đúng ý”: câu hỏi đã che và lời góp ý được cán bộ xem để sửa trợ lý.",
}
"""What a press agrees to, by its purpose; another wording later does not change what was agreed to before."""
PURPOSES = {STAFF_ANSWER: "gửi cán bộ trả lời", IMPROVING: "góp ý để sửa trợ lý"}


def agreed(session: Session, conversation_id: str, purpose: str) -> None:
    """Each press is kept."""
    session.add(
        Consent(conversation_id=conversation_id, purpose=purpose, wording=WORDINGS[purpose], at=datetime.now(UTC))
    )


def of_conversation(session: Session, conversation_id: str) -> list[Consent]:
    """The oldest first."""
    return list(session.scalars(select(Consent).where(Consent.conversation_id == conversation_id).order_by(Consent.id)))
