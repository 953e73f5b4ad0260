"""Takes personal numbers out of a text before it is stored, logged or sent on.

Patterns after facts/pii-cases.json, widened by spaced and dotted forms and bank accounts. Amounts, dates,
procedure codes and decision numbers stay.
"""

from __future__ import annotations

import re

GAP = r"[ .\-]?"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "TAI_KHOAN",
        re.compile(
            r"((?:stk|số tài khoản|so tai khoan|tài khoản(?: ngân hàng)?|tai khoan(?: ngan hang)?|số thẻ|so the)\D{0,12})"
            r"\d(?:[ .\-]?\d){5,18}(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "CMND",
        re.compile(r"((?:cmnd|cmt|chứng minh(?: nhân dân| thư)?|chung minh(?: nhan dan| thu)?)\D{0,12})\d(?:[ .\-]?\d){8}(?!\d)", re.IGNORECASE),
    ),
    (
        "CCCD",
        re.compile(r"((?:cccd|căn cước(?: công dân)?|can cuoc(?: cong dan)?|hộ chiếu|ho chieu)\D{0,12})\d(?:[ .\-]?\d){7,11}(?!\d)", re.IGNORECASE),
    ),
    ("MST", re.compile(r"((?:mst|mã số thuế|ma so thue)\D{0,6})\d{10}(?:-\d{3})?(?!\d)", re.IGNORECASE)),
    ("CCCD", re.compile(rf"(?<![\d.,/-])0\d{{2}}{GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}(?!\d)")),
    ("SDT", re.compile(r"(?<![\d.,/-])(?:\+?84|0)[ .-]?[235789](?:[ .-]?\d){8,9}(?!\d)")),
)


def mask(text: str) -> str:
    """``"sđt 0912 345 678"`` -> ``"sđt [SDT]"``."""
    for label, pattern in PATTERNS:
        text = pattern.sub(lambda found, label=label: (found.group(1) if found.re.groups else "") + f"[{label}]", text)
    return text
