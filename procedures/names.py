"""Vietnamese names of the record's closed lists, and how amounts and spans are written; for replies and pages alike."""

from __future__ import annotations

from datetime import date

from procedures.kinds import ChangeKind, ChannelKind, Confidence, Level, OnlineLevel, Purpose, Standing, TimeUnit
from procedures.record import HOURS_A_DAY, WHOLE_DAYS, Document, FeeCase, FeeRelief, ProcessStep, TimeRule

UNKNOWN = "chưa có thông tin"
UNITS = {
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.HOUR: "giờ",
    TimeUnit.MONTH: "tháng",
    TimeUnit.UNSTATED: "(nguồn không ghi đơn vị)",
}
CHANNELS = {
    ChannelKind.DIRECT: "trực tiếp",
    ChannelKind.POSTAL: "bưu chính công ích",
    ChannelKind.ONLINE: "trực tuyến",
}
PURPOSES = {
    Purpose.PROCESSING: "Thời hạn giải quyết",
    Purpose.RECEIPT: "Gửi biên nhận",
    Purpose.CHECK: "Kiểm tra hồ sơ",
    Purpose.SUPPLEMENT: "Yêu cầu bổ sung (nếu thiếu)",
    Purpose.APPLICANT: "Người nộp bổ sung, báo lại trong",
    Purpose.REFUSAL: "Trả lời nếu không chấp thuận",
    Purpose.REFUSAL_BEFORE: "Trả lời nếu không cho tổ chức, chậm nhất trước giờ bắt đầu",
    Purpose.ADVANCE_NOTICE: "Gửi trước ít nhất",
    Purpose.AFTER_EVENT: "Kể từ khi có thay đổi",
}
STANDINGS = {
    Standing.CURRENT: "đang áp dụng",
    Standing.UNCERTAIN: "chưa xác nhận",
    Standing.PAST: "quy định cũ",
    Standing.ELSEWHERE: "của nơi khác, không áp dụng ở đây",
}
LEVELS = {
    OnlineLevel.PARTIAL: "trực tuyến một phần",
    OnlineLevel.FULL: "trực tuyến toàn trình",
    OnlineLevel.LEVEL_3: "mức 3 (cách gọi cũ)",
    OnlineLevel.LEVEL_4: "mức 4 (cách gọi cũ)",
}
AGENCY_LEVELS = {
    Level.MINISTRY: "cấp bộ",
    Level.PROVINCE: "cấp tỉnh",
    Level.COMMUNE: "cấp xã",
    Level.OTHER: "cấp khác",
}
CHANGES = {
    ChangeKind.NEW: "mới",
    ChangeKind.AMENDED: "sửa đổi, bổ sung",
    ChangeKind.REPLACED: "được thay thế",
    ChangeKind.ABOLISHED: "bãi bỏ",
}
CONFIDENCES = {
    Confidence.HIGH: "nguồn rõ",
    Confidence.MEDIUM: "nguồn cần đối chiếu",
    Confidence.LOW: "chưa kiểm chứng",
}


def day_text(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def money(amount: int) -> str:
    """10750000 -> ``"10.750.000 đồng"``."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def fee_amount(case: FeeCase) -> str:
    """``"15.000 đồng/trang quy chuẩn"``; a fee in another currency as its text."""
    amount = case.foreign or money(case.amount_vnd or 0)
    return f"{amount}/{case.unit}" if case.unit else amount


def relief_text(relief: FeeRelief) -> str:
    """ "Người khuyết tật: được miễn, đến 31/12/2027 (Thông tư …)", "Nộp trực tuyến: giảm 50 %"."""
    much = "được miễn" if relief.percent == 100 else f"giảm {relief.percent} %"
    how = f"nộp {CHANNELS[relief.channel]}" if relief.channel else ""
    who = ", ".join(part for part in (relief.who, how) if part) or "mọi trường hợp"
    until = f", đến {day_text(relief.effective_to)}" if relief.effective_to else ""
    return f"{opened(who)}: {much}{until}" + (f" ({relief.basis})" if relief.basis else "")


def span(rule: TimeRule) -> str:
    """``"07 ngày làm việc"``, ``"05-07 ngày làm việc"``, ``"24 giờ"``."""
    amount = f"{rule.amount:02d}" + (f"-{rule.amount_max:02d}" if rule.amount_max else "")
    return f"{amount} {UNITS[rule.unit]}"


def work_time(step: ProcessStep, days: TimeUnit | None) -> str:
    """Of an internal step, in the days of the published time where it is half days: ``"0,5 ngày làm việc"``."""
    if step.unit != TimeUnit.HOUR or days not in WHOLE_DAYS:
        return f"{step.amount} {UNITS[step.unit]}"
    if step.amount % (HOURS_A_DAY // 2):
        return f"{step.amount} giờ làm việc"
    return f"{step.amount / HOURS_A_DAY:g} {UNITS[days]}".replace(".", ",")


def shortened_span(rule: TimeRule) -> str | None:
    """What the department commits to and how much it saves: ``"07 ngày làm việc (rút ngắn 03 ngày làm việc)"``."""
    if rule.shortened is None:
        return None
    unit = UNITS[rule.unit]
    return f"{rule.shortened:02d} {unit} (rút ngắn {(rule.amount_max or rule.amount) - rule.shortened:02d} {unit})"


def few(names: list[str], most: int = 8) -> str:
    """The first of a long list and how many are left: ``"a.yml, b.yml và 3 tệp khác"``."""
    return ", ".join(names[:most]) + (f" và {len(names) - most} tệp khác" if len(names) > most else "")


def opened(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """Ends with a full stop, and not with the mark after which the source goes on."""
    text = text.rstrip(" ;,")
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def copies_text(document: Document) -> str:
    """ "1 bản chính, 2 bản sao chứng thực"; empty where the source does not say."""
    kind = "bản sao chứng thực" if document.certified else "bản sao"
    return ", ".join(f"{n} {what}" for n, what in ((document.original, "bản chính"), (document.copy_, kind)) if n)
