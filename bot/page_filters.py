"""How values are written on the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from procedures.record import ChannelKind, Confidence, Document, FeeCase, Standing, TimeRule, TimeUnit
from procedures.record import Purpose as P

UNKNOWN = "chưa có thông tin"
UNITS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
    TimeUnit.MONTH: "tháng",
}
CHANNELS = {
    ChannelKind.DIRECT: "Trực tiếp tại điểm tiếp nhận",
    ChannelKind.POSTAL: "Qua bưu chính công ích",
    ChannelKind.ONLINE: "Trực tuyến",
}
PURPOSES = {
    P.PROCESSING: "Giải quyết hồ sơ",
    P.RECEIPT: "Gửi biên nhận",
    P.CHECK: "Kiểm tra hồ sơ",
    P.SUPPLEMENT: "Yêu cầu bổ sung",
    P.APPLICANT: "Phía người nộp",
    P.REFUSAL: "Trả lời khi không chấp thuận",
    P.ADVANCE_NOTICE: "Gửi trước ít nhất",
    P.AFTER_EVENT: "Sau khi có thay đổi",
}
STANDINGS = {
    Standing.CURRENT: "đang áp dụng",
    Standing.UNCERTAIN: "chưa xác nhận",
    Standing.PAST: "quy định cũ",
    Standing.ELSEWHERE: "nơi khác, không áp dụng tại Hà Nội",
}
CONFIDENCES = {
    Confidence.HIGH: "nguồn rõ",
    Confidence.MEDIUM: "nguồn cần đối chiếu",
    Confidence.LOW: "chưa kiểm chứng",
}


def day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else UNKNOWN


def span(rule: TimeRule) -> str:
    amount = f"{rule.amount:02d}" + (f"-{rule.amount_max:02d}" if rule.amount_max else "")
    return f"{amount} {UNITS[rule.unit]}"


def fee(case: FeeCase) -> str:
    if case.foreign:
        return case.foreign
    amount = f"{case.amount_vnd or 0:,}".replace(",", ".") + " đồng"
    return f"{amount}/{case.unit}" if case.unit else amount


def copies(document: Document) -> str:
    kind = "bản sao chứng thực" if document.certified else "bản sao"
    told = [f"{n} {what}" for n, what in ((document.original, "bản chính"), (document.copy_, kind)) if n]
    return ", ".join(told) or "nguồn không ghi số bản"


def opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def known(value: object) -> object:
    return value if value not in (None, "") else UNKNOWN


def label(value: Any) -> str:
    """Vietnamese name of a channel, purpose, standing or confidence."""
    tables: tuple[dict[Any, str], ...] = (CHANNELS, PURPOSES, STANDINGS, CONFIDENCES)
    return next((table[value] for table in tables if value in table and type(value) is type(next(iter(table)))), str(value))


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "span": span,
    "fee": fee,
    "copies": copies,
    "opened": opened,
    "known": known,
    "label": label,
}
