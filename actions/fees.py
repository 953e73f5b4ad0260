"""Fees of a procedure by case."""

from __future__ import annotations

from datetime import date

from actions import settings
from actions.links import more
from actions.reply import Fact
from actions.said import Question, Said
from actions.wording import fee_line, fitting, lower_first
from procedures.fee_sums import Quantity, Sum, counted_relief, sums, units
from procedures.interview import fees_of_case
from procedures.kinds import MAY_HOLD, ChannelKind, Standing
from procedures.names import CHANNELS, fee_amount, money, relief_text
from procedures.record import FeeCase, FeeRelief
from procedures.settings import today

COUNTED = ("trang", "phút", "cuốn", "quyển")
"""Beginnings of what a citizen has many of: a fee by the dossier or the permit needs no number to be told."""


DOSSIER = "hồ sơ"
"""What a fee without a unit is paid for, once."""
STANDARD = "quy chuẩn"
STANDARD_PAGE = "Đây là số trang quy chuẩn; khổ giấy khác quy đổi thế nào chưa có thông tin, anh/chị hỏi nơi tiếp nhận."


def fee(question: Question) -> Said:
    part = question.record.fee
    if part is None:
        return Said(
            f"Mức lệ phí {question.name}: chưa có thông tin đã kiểm chứng; anh/chị đừng hiểu là không phải nộp."
        )
    if not part.items:
        told = f"Lệ phí {question.name}: nguồn ghi “{part.text}”, chưa tách được thành mức."
        return Said(told, facts=[Fact("fee", "Nguồn ghi", part.text or "")], warning=part.warning)
    cases = _of_channel(_stated(part.items, question.filed_on), question.channel)
    cases = _of_case(cases, question)
    lines = _lines(cases)
    head = f"Lệ phí {question.name}"
    whole = question.alone or len(lines) <= settings.FEW_FEES
    shown = lines if whole else fitting(lines, question.room(settings.LIST_CHARACTERS))
    left = len(lines) - len(shown)
    told = (
        f"{head}: {lower_first(lines[0])}."
        if len(lines) == 1 and not cases[0].case
        else f"{head}:\n" + "\n".join(f"• {line}" for line in shown)
    )
    held = question.record.reliefs_on(question.filed_on)
    reliefs = [one for one in held if question.channel is None or one.channel in (None, question.channel)]
    told += _former(part.items, question.filed_on)
    counted, totals = _counted(cases, question.quantities, counted_relief(reliefs, question.channel))
    told += "".join(f"\nMiễn, giảm: {relief_text(relief)}." for relief in reliefs)
    return Said(
        told + (f"\n… còn {left} trường hợp." if left else "") + counted,
        facts=[_fee_fact(case) for case in cases]
        + [Fact("fee", "Miễn, giảm", relief_text(relief), channel=relief.channel) for relief in reliefs]
        + totals,
        buttons=[more(f"Xem đủ {len(lines)} mức phí", question, "fee")] if left else [],
        warning=part.warning,
    )


def _former(items: list[FeeCase], day: date) -> str:
    """Of a day gone by: what applied at some time that no source gives the end of, for it may have applied then."""
    undated = [case for case in items if case.standing == Standing.PAST and case.effective_to is None]
    if day >= today() or not undated:
        return ""
    return f"\nTừng áp dụng, chưa rõ tới ngày nào: {'; '.join(lower_first(fee_line(case)) for case in undated)}."


def _of_case(cases: list[FeeCase], question: Question) -> list[FeeCase]:
    """Those of the citizen's case; all where theirs would leave a quantity out that another is charged by."""
    told = fees_of_case(cases, question.case_questions, question.said) if question.said else []
    if told and question.quantities and not any(sums(told, many) for many in question.quantities):
        return told  # "ebook 45 trang": a reading matter that is charged by the minute
    own = fees_of_case(cases, question.case_questions, question.case or question.said) or cases
    left_out = [many for many in question.quantities if sums(cases, many) and not sums(own, many)]
    return cases if left_out else own


def _lines(cases: list[FeeCase]) -> list[str]:
    """One a price: the same price of several channels stands once, different ones name their channel."""
    channels: dict[str, list[ChannelKind]] = {}
    for case in cases:
        channels.setdefault(fee_line(case), []).extend([case.channel] if case.channel else [])
    every = {case.channel for case in cases if case.channel}
    return [
        f"{line} ({', '.join(CHANNELS[channel] for channel in held)})" if held and set(held) != every else line
        for line, held in channels.items()
    ]


def _of_channel(cases: list[FeeCase], channel: ChannelKind | None) -> list[FeeCase]:
    """Cases of the way the citizen files; all where they do not say or none is told apart so."""
    return [case for case in cases if channel is None or case.channel in (None, channel)] or cases


def _counted(
    cases: list[FeeCase], quantities: tuple[Quantity, ...], relief: FeeRelief | None
) -> tuple[str, list[Fact]]:
    """The sum for the quantity with its working, or what is missing for one."""
    by = [unit for unit in units(cases) if unit.startswith(COUNTED)]
    if not quantities and relief and not by:
        once = [
            Sum(case, Quantity(1, case.unit or DOSSIER), case.amount_vnd, relief) for case in cases if case.amount_vnd
        ]
        return "".join(f"\nTính ra: {_working(one)}." for one in once), [_sum_fact(one) for one in once]
    if not quantities:
        return (f"\nCho biết số {' hoặc số '.join(by)} thì trợ lý tính giúp." if by else ""), []
    found = [one for quantity in quantities for one in sums(cases, quantity, relief)]
    summed = {one.quantity for one in found}
    told = " và ".join(str(many) for many in quantities if many in summed or not found)
    if not found:
        charged = f"phí tính theo {' hoặc '.join(by)}" if by else "nguồn không nói mức phí này nhân theo số lượng ấy"
        return f"\nChưa tính được cho {told}: {charged}.", []
    lines = [f"• {_working(one)}" for one in found]
    lines += [
        f"Chưa nhân với {many}: nhiều tài liệu thì cộng phí từng tài liệu." for many in quantities if many not in summed
    ]
    standard = any(STANDARD in (one.case.unit or "") for one in found)
    lines += [STANDARD_PAGE] if standard else []
    return f"\nTính cho {told}:\n" + "\n".join(lines), [_sum_fact(one) for one in found]


def _working(one: Sum) -> str:
    return f"{one.case.case or 'Lệ phí'}: {one.working}"


def _sum_fact(one: Sum) -> Fact:
    label = f"Tính cho {one.quantity}"
    return Fact("fee", label, money(one.total), amount_vnd=one.total, case=one.case.case, channel=one.case.channel)


def _stated(items: list[FeeCase], day: date) -> list[FeeCase]:
    """Cases that may be told of the day: in force or unconfirmed, or in their place what was asked for a time; else
    what is known at all."""
    now = [case for case in items if _may_hold(case) and case.holds_on(day)]
    for_a_time = {case.unit for case in now if case.standing == Standing.PAST}
    return [case for case in now if case.standing == Standing.PAST or case.unit not in for_a_time] or list(items)


def _may_hold(case: FeeCase) -> bool:
    ended = case.standing == Standing.PAST and case.effective_to is not None
    return ended or case.standing in MAY_HOLD


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
