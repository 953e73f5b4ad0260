"""Takes personal numbers out of a text before it is stored, logged or sent on.

Patterns after facts/pii-cases.json, widened by spaced and dotted forms and bank accounts. Amounts, dates,
procedure codes and decision numbers stay.
"""

from __future__ import annotations

import re

GAP = r"[ .\-]?"
ACCOUNT = r"stk|số tài khoản|so tai khoan|tài khoản(?: ngân hàng)?|tai khoan(?: ngan hang)?|số thẻ|so the"
OLD_ID = r"cmnd|cmt|chứng minh(?: nhân dân| thư)?|chung minh(?: nhan dan| thu)?"
NEW_ID = r"cccd|căn cước(?: công dân)?|can cuoc(?: cong dan)?|hộ chiếu|ho chieu"
TAX = r"mst|mã số thuế|ma so thue"


def _after(word: str, gap: int, digits: str) -> re.Pattern[str]:
    """Digits that follow a word which says what they are."""
    return re.compile(rf"((?:{word})\D{{0,{gap}}}){digits}(?!\d)", re.IGNORECASE)


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("EMAIL", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("TAI_KHOAN", _after(ACCOUNT, 12, r"\d(?:[ .\-]?\d){5,18}")),
    ("CMND", _after(OLD_ID, 12, r"\d(?:[ .\-]?\d){8}")),
    ("CCCD", _after(NEW_ID, 12, r"\d(?:[ .\-]?\d){7,11}")),
    ("MST", _after(TAX, 6, r"\d{10}(?:-\d{3})?")),
    ("CCCD", re.compile(rf"(?<![\d.,/-])0\d{{2}}{GAP}\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}(?!\d)")),
    ("SDT", re.compile(r"(?<![\d.,/-])(?:\+?84|0)[ .-]?[235789](?:[ .-]?\d){8,9}(?!\d)")),
)


def mask(text: str) -> str:
    """``"sđt 0912 345 678"`` -> ``"sđt [SDT]"``."""
    for label, pattern in PATTERNS:
        kept = r"\1" if pattern.groups else ""
        text = pattern.sub(f"{kept}[{label}]", text)
    return text
