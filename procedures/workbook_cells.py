"""What a cell of the workbook says, as a field of the record takes it: names, sums and days as officers write them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic.fields import ModelField

from procedures.folding import fold
from procedures.kinds import ChangeKind, ChannelKind, Confidence, OnlineLevel, Purpose, Standing, TimeUnit
from procedures.names import CHANGES, CHANNELS, CONFIDENCES, LEVELS, PURPOSES, STANDINGS, UNITS

LEAST_FEE = 1000
"""đồng: no fee is less."""
MONEY_COLUMN, PERCENT_COLUMN = "amount_vnd", "percent"
AMOUNT = re.compile(r"(\d{1,3}(?:([., ])\d{3})(?:\2\d{3})*|\d+)(?: ?(?:đồng|đ|vnđ|vnd|việt nam đồng))?", re.IGNORECASE)
FREE = re.compile(r"miễn phí|miễn lệ phí", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3}) ?%")
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SHORTEST_PART = 3
"""Letters of a part of a name that may stand for it."""
JOINED = " | "
"""Between values of a list inside one cell."""
NAMED: dict[Any, Mapping[Any, str]] = {
    TimeUnit: UNITS, ChannelKind: CHANNELS, Purpose: PURPOSES, Standing: STANDINGS, OnlineLevel: LEVELS,
    ChangeKind: CHANGES, Confidence: CONFIDENCES,
}  # fmt: skip
"""Closed lists that officers know by name; read back by name or by code."""


def value_of(cell: Any, field: ModelField | None) -> Any:
    """The cell as the field takes it; raises ValueError for a formula and for a value of another kind."""
    value = cell.value
    if cell.data_type == "f":
        raise ValueError("ô là công thức; dán lại thành giá trị")
    if cell.data_type == "e":
        raise ValueError(f"ô báo lỗi {value}")
    if field is None:
        return str(value)
    kind = field.type_
    if isinstance(kind, type) and issubclass(kind, bool):
        if not isinstance(value, bool):
            raise ValueError("phải là TRUE hoặc FALSE")
        return value
    if isinstance(kind, type) and issubclass(kind, date):
        return value.date() if isinstance(value, datetime) else _day(value)
    if isinstance(kind, type) and issubclass(kind, int):
        number = int(value) if isinstance(value, float) and value.is_integer() else _number(value, field.name)
        if field.name == MONEY_COLUMN and isinstance(number, int) and 0 < number < LEAST_FEE:
            raise ValueError(f"{number} đồng là quá ít; ghi đủ số đồng, ví dụ 9000000 (Excel có khi đọc 9.000 thành 9)")
        return number
    if not isinstance(value, str):
        raise ValueError(f"phải là chữ, đang là {value!r}; đặt ô thành dạng văn bản")
    codes = {name: code.value for code, name in NAMED.get(kind, {}).items()}
    told = [_code(one.strip(), codes) for one in value.split(JOINED)] if is_list(field) else _code(value, codes)
    wrong = [one for one in (told if isinstance(told, list) else [told]) if kind in NAMED and one not in set(kind)]
    if wrong:
        raise ValueError(f"không có '{wrong[0]}'; ghi một trong: {', '.join(codes)}")
    return told


def _code(told: str, codes: Mapping[str, str]) -> str:
    """The code of a name however it is written ("Ngày Làm Việc"), or of the only one it is part of ("toàn trình")."""
    by_name, part = {fold(name): code for name, code in codes.items()}, fold(told).strip()
    if told in codes.values() or len(part) < SHORTEST_PART:
        return told
    whole = rf"\b{re.escape(part)}\b"
    of_it = {code for name, code in by_name.items() if name == part or re.search(whole, name)}
    return by_name.get(part) or (of_it.pop() if len(of_it) == 1 else told)


def _day(value: Any) -> Any:
    """ "15/12/2026" typed as text, as days are written in Vietnam."""
    found = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    with contextlib.suppress(ValueError):  # no day of the calendar: refused as it stands
        return date(int(found.group(3)), int(found.group(2)), int(found.group(1))) if found else value
    return value


def _number(value: Any, name: str) -> Any:
    """ "9.000.000 VNĐ", "Miễn phí" and "50 %" typed as text; anything else as it stands, to be refused."""
    if not isinstance(value, str):
        return value
    told = " ".join(value.replace("\xa0", " ").split())
    if name == MONEY_COLUMN and FREE.fullmatch(told):
        return 0
    if name == MONEY_COLUMN and (amount := AMOUNT.fullmatch(told)):
        return int(re.sub(r"\D", "", amount.group(1)))
    share = PERCENT.fullmatch(told) if name == PERCENT_COLUMN else None
    return int(share.group(1)) if share else value


def is_list(field: ModelField) -> bool:
    return str(field.outer_type_).startswith(("list", "typing.List")) or field.shape == 2
