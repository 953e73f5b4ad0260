"""Fees of a procedure by case."""

from __future__ import annotations

from datetime import date

from actions import settings
from actions.links import more
from actions.reply import Fact
from actions.said import Question, Said
from actions.wording import fee_line, fitting, lower_first
from procedures.kinds import Standing
from procedures.names import fee_amount
from procedures.record import FeeCase


def fee(question: Question) -> Said:
    part = question.record.fee
    if part is None:
        return Said(
            f"Mức lệ phí {question.name}: chưa có thông tin đã kiểm chứng; anh/chị đừng hiểu là không phải nộp."
        )
    if not part.items:
        told = f"Lệ phí {question.name}: nguồn ghi “{part.text}”, chưa tách được thành mức."
        return Said(told, facts=[Fact("fee", "Nguồn ghi", part.text or "")], warning=part.warning)
    cases = _stated(part.items, question.day)
    lines = [fee_line(case) for case in cases]
    head = f"Lệ phí {question.name}"
    whole = question.alone or len(lines) <= settings.FEW_FEES
    shown = lines if whole else fitting(lines, question.room(settings.LIST_CHARACTERS))
    left = len(lines) - len(shown)
    told = (
        f"{head}: {lower_first(lines[0])}."
        if len(lines) == 1 and not cases[0].case
        else f"{head}:\n" + "\n".join(f"• {line}" for line in shown)
    )
    return Said(
        told + (f"\n… còn {left} trường hợp." if left else ""),
        facts=[_fee_fact(case) for case in cases],
        buttons=[more(f"Xem đủ {len(lines)} mức phí", question, "fee")] if left else [],
        warning=part.warning,
    )


def _stated(items: list[FeeCase], day: date) -> list[FeeCase]:
    """Cases that may be told today: in force or unconfirmed; where there is none, what is known at all."""
    now = [case for case in items if case.standing in (Standing.CURRENT, Standing.UNCERTAIN) and case.holds_on(day)]
    return now or list(items)


def _fee_fact(case: FeeCase) -> Fact:
    return Fact(
        "fee",
        case.case or "Lệ phí",
        fee_amount(case) + ("" if case.standing == Standing.CURRENT else " (chưa kiểm chứng)"),
        amount_vnd=case.amount_vnd,
        unit=case.unit,
        case=case.case,
        channel=case.channel,
    )
