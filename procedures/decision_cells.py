"""What a cell of a decision's table says: one span, or prices, or that all stays; what is not certain stays text."""

from __future__ import annotations

import re
from typing import Any

from procedures.folding import fold
from procedures.kinds import ChannelKind, Standing, TimeUnit
from procedures.number_words import number
from procedures.portal_tables import UNITS

SPAN = re.compile(r"(\d+) (ngày làm việc|ngày|giờ(?! làm việc)|tháng)\b", re.IGNORECASE)
FIGURE = re.compile(r"\d+(?:\s?[.,/–-]\s?\d+)*")
NO_ONE_SPAN = re.compile(r"\bngay trong\b|\bđến\b|\bkhoảng\b|\bnửa\b", re.IGNORECASE)
"""Words beside a single number that make it another thing than the time of the procedure."""
BEFORE_SPAN = re.compile(
    r"[-+•\s]*(?:(?:thời hạn|thời gian|giải quyết)(?: giải quyết| hồ sơ| thủ tục)*(?: là)?\s*:?\s*)?"
    r"(?:trong(?: vòng| thời hạn| thời gian)*\s*)?(?:(?:không quá|tối đa|chậm nhất)(?: là)?\s*:?\s*)?"
    r"(?:trong vòng\s*)?",
    re.IGNORECASE,
)
AFTER_SPAN = re.compile(
    r"\s*(?:[.;,]?\s*$|[.;,/]?\s*(?:kể|tính|từ|sau khi|khi|đối với|theo|cho|hồ sơ|nếu|trường hợp)\b|[.;]\s)",
    re.IGNORECASE,
)
"""What may stand around the one span of a cell: "tối thiểu 05 ngày", "2 tháng rưỡi" and "l5 ngày" are other things."""
ALONE = re.compile(r"\(\s*\d+\s*\)$")
""" "07 (05) ngày": another number."""
IN_BOTH = re.compile(r"(\d+)\s*\(([^()\d]+)\)")
""" "20 (hai mươi) ngày": the figure, and the same in words."""
OF_WORK = re.compile(
    r"lam viec|(?:khong|chua)(?: ke| tinh| bao gom| gom)[^.;]*ngay (?:nghi|le)|tru [^.;]*ngay (?:nghi|le)"
)
"""Says that days are of work, which a unit of "ngày" alone beside it does not."""
FREE = re.compile(
    r"^[-+•\s]*(?:không(?: có| thu(?: phí| lệ phí)?)?|miễn(?: phí| lệ phí)?|0 ?(?:đồng|đ|VNĐ))\.?$", re.IGNORECASE
)
PRICE = re.compile(
    r"^[-+•\s]*(?:(?P<case>[^:\d][^:]*):\s*)?(?P<amount>\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{4,})\s*"
    r"(?:(?:Việt Nam )?đồng|đ|VN[ĐD])(?:\s*\((?P<words>[^()\d]+)\))?"
    r"(?:\s*/\s*(?P<unit>[^.;()]+?))?[.;]?$",
    re.IGNORECASE,
)
CURRENCY = re.compile(r"\bdong\b(?: (?:chan|viet nam))?")
BY_DATE = re.compile(
    r"(?:kể )?từ (?:ngày )?\d|trước (?:đó|ngày)|sau (?:đó|ngày)|đến (?:hết )?(?:ngày )?\d", re.IGNORECASE
)
"""A case of a fee that is a time and nobody's situation."""

UNCHANGED = re.compile(
    r"[-–+ .]*(?:giu nguyen|(?:khong|ko) (?:thay doi|sua doi|dieu chinh|doi)|nhu cu|nhu hien (?:hanh|nay)|nhu truoc)"
    r"(?: (?:nhu|theo|quy dinh|hien hanh|cu|truoc|day|so voi))*[ .]*"
)
"""Of a cell: what stood before still stands."""
REFERS = re.compile(
    r"[-–+ .]*(?:nhu|tuong tu|theo|xem)(?: (?:o|tai))? (?:muc|stt|dong|thu tuc(?: so| thu)?|so) [\dIVX.]+[ .]*", re.I
)
"""Of a cell: another row is to be read."""

WAYS = (
    (ChannelKind.DIRECT, r"(?:nop )?(?:ho so )?(?:truc tiep|tai quay)"),
    (ChannelKind.POSTAL, r"(?:nop )?(?:ho so )?(?:qua )?(?:dich vu )?(?:buu chinh(?: cong ich)?|buu dien)"),
    (ChannelKind.ONLINE, r"(?:nop )?(?:ho so )?(?:truc tuyen|qua mang|online|(?:qua |tren )?cong dich vu cong.*)"),
)


def times_of(text: str, shortened: str | None = None) -> dict[str, Any]:
    """One whole number with its unit is taken; of several nobody says which is the citizen's, and half a day is none.

    ``shortened`` is what the department commits to, where the decision has a column for it.
    """
    span, committed = _span(text), _span(shortened) if shortened else None
    if span and (committed or not shortened):
        rule: dict[str, Any] = {"amount": span[0], "unit": span[1], "standing": Standing.CURRENT}
        if committed is None or committed == span:
            return {"items": [rule]}
        if committed[1] == span[1] and committed[0] < span[0]:
            return {"items": [{**rule, "shortened": committed[0]}]}
    told = " ".join(text.split()) + (f"; rút ngắn còn {' '.join(shortened.split())}" if shortened else "")
    return {"text": told, "warning": "Thời hạn ghi như quyết định, chưa tách được."}


def _span(text: str) -> tuple[int, TimeUnit] | None:
    """The one span of the text; none where its figure and its words differ.

    Days that are said not to count days off, or to be of work, are of neither kind.
    """
    if any(number(fold(said)) not in (None, int(figure)) for figure, said in IN_BOTH.findall(text)):
        return None
    flat = " ".join(
        re.sub(
            r"\([^()]*\)",
            lambda part: part.group() if SPAN.search(part.group()) or ALONE.match(part.group()) else " ",
            text,
        ).split()
    )
    if OF_WORK.search(fold(text)) and not all(unit.lower() == "ngày làm việc" for _, unit in SPAN.findall(flat)):
        return None
    figures, found = FIGURE.findall(flat), SPAN.findall(flat)
    if len(figures) != 1 or len(found) != 1 or figures[0] != found[0][0] or NO_ONE_SPAN.search(flat):
        return None
    one = SPAN.search(flat)
    if one is None or not (BEFORE_SPAN.fullmatch(flat[: one.start()]) and AFTER_SPAN.match(flat[one.end() :])):
        return None
    unit, times = UNITS[found[0][1].lower()]
    return (int(found[0][0]) * times, unit) if int(found[0][0]) else None


def _channel(case: str | None) -> ChannelKind | None:
    """Of a case that is a way to file and nothing else: "Trực tuyến", "nộp qua bưu chính công ích"."""
    return next((kind for kind, pattern in WAYS if re.fullmatch(pattern, fold(case or ""))), None)


def _price(line: str) -> re.Match[str] | None:
    """A line that is one price; not one whose amount in words is another."""
    found = PRICE.match(line)
    words = " ".join(CURRENCY.sub(" ", fold(found["words"])).split()) if found and found["words"] else None
    return found if found and (words is None or number(words) == _amount(found)) else None


def _amount(price: re.Match[str]) -> int:
    return int(re.sub(r"[.,]", "", price["amount"]))


def fees_of(text: str) -> dict[str, Any]:
    """Every line must be a price or "không"; else the whole stays text."""
    lines = [line.strip() for part in text.splitlines() for line in part.split(";") if line.strip()]
    if len(lines) == 1 and FREE.match(lines[0]):
        return {"items": [{"amount_vnd": 0}]}
    found = [_price(line) for line in lines]
    if not all(found):
        return {"text": " ".join(text.split()), "warning": "Phí ghi như quyết định, chưa tách được thành mức."}
    prices = [one for one in found if one]
    if any(BY_DATE.match((one["case"] or "").strip(" -+•")) for one in prices):
        return {"text": "; ".join(lines), "warning": "Phí ghi như quyết định, các mức theo ngày chưa tách được."}
    told = [((one["case"] or "").strip(" -+•") or None, one) for one in prices]
    if len({case for case, _ in told}) < len(told):
        return {"text": "; ".join(lines), "warning": "Phí ghi như quyết định, không rõ mức nào cho trường hợp nào."}
    return {
        "items": [
            {
                **({"channel": channel} if (channel := _channel(case)) else {"case": case}),
                "amount_vnd": _amount(one),
                "unit": (one["unit"] or "").strip() or None,
            }
            for case, one in told
        ]
    }
