"""What a day in a message is the day of: of filing, of an event to count back from, or of something else.

Works on folded text, from what stands right before the day and right behind it.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Role(Enum):
    FILED = auto()
    """Said to be the day on which something is filed."""
    EVENT = auto()
    """Of something held, or of an expiry."""
    ELSEWHERE = auto()
    """Of something that happened: a paper was issued, lost, a company founded."""
    SINCE = auto()
    """ "từ 1/7/2026": what holds from then on."""
    WANTED = auto()
    """By which the result of what is filed is wanted."""
    UNSAID = auto()


HELD = "hop bao|to chuc|khai mac|dien ra|trien lam"
MEETS = r"hop(?= (?:duoc|khong|ko|luon|thi|co|roi)\b|\W*$)"
EVENT = re.compile(rf"\b(het han|het hieu luc|{HELD}|hoi cho|su kien|expires?)\b[^.?!]*$")
"""Words before a day that make it the day of an event, not of filing."""
STILL_VALID = re.compile(r"\b(?:con han|han con|con hieu luc)(?: trong| den| toi| ngay| dung| khoang)* ?$")
"""Right before a day it is that of an expiry: "còn hạn 20 ngày nữa"."""
EVENT_AFTER = re.compile(
    rf"^ ?(?:\d\S* )?(?:(?:{HELD})\b|{MEETS})|^(?: \w+){{0,5}} het han\b(?! (?:(?:ngay|hom|vao|la|tu) )*\d)"
    r"|^ (?:la )?het\b(?! bao| may| nhieu| han)"
)
"""The same right behind a day: "mai 9h họp báo", "mai họp được không"; an expiry with a day of its own is not its."""
FILED = re.compile(
    rf"\b(?:nop|gui)(?: (?:ho so|{HELD}|thong bao|van ban|giay|don|vao|tu|ngay|hom|luc|sang|chieu"
    r"|\d{1,2} ?(?:h|g|gio)(?: ?\d{2})?|\d{1,2}:\d{2}))*\s*$"
)
FILED_IN_CLAUSE = re.compile(r"\b(?:nop|gui)(?: \w+){0,9}\s*$")
""" "đã nộp cấp lại giấy phép bưu chính hôm 16/10"."""
FILED_AFTER = re.compile(
    r"^ *(?:(?:toi|em|minh|tui|chi|anh|con|chau|thi|se|moi|di|len|dem|da|co|ben \w+|cong ty(?: \w+)?) )*"
    r"(?:nop|gui)\b(?! o\b| cho\b| the\b)"
)
""" "mai nộp", "thứ ba này tôi mới nộp"."""
WANTED = re.compile(
    r"\b(?:can|muon|phai|de|kip)(?: kip)? (?:co|xong|lay|nhan|duoc cap|truoc)\b(?: \w+){0,9}\s*$"
    r"|\b(?:can|muon)(?: (?!nop\b|gui\b|bao\b|khai\b|hoi\b)\w+){1,9} truoc(?: ngay| hom)?\s*$"
    r"|(?<!xac )(?<!chung )(?<!tiep )\b(?:xong|lay|nhan|co ket qua|tra ket qua)(?: \w+){0,3}? (?:truoc|vao|kip)"
    r"(?: ngay| hom| dip)?\s*$"
    r"|\bkip(?: \w+){0,2}\s*$"
)
"""Before a day: "cần có trước", "để kịp có giấy phép trước"."""
HAPPENED = re.compile(
    r"\b(?:mat|roi|rach|hong|hu|chay|thanh lap|mua(?: ve| lai)?|(?<!xin )(?<!de nghi )cap(?: lan dau| moi)?|ky|sinh"
    r"|ban hanh|hoat dong|khai truong|mo cua|doi(?: \w+){0,3}|chuyen(?: \w+){0,3})(?: (?:vao|tu|ngay|hom|luc|dip))*\s*$"
)
"""Right before a day."""
OF_A_PAPER = re.compile(r"\bso \d+[\w/.-]*(?: cap)? ngay\s*$|\b\d+/[a-z][\w-]*(?: cap)?,? ngay\s*$")
"""Right before a day: of the number of a paper, "số 77/GP-STTTT ngày"."""
PAPER = re.compile(r"\b(?:giay phep|gp|xac nhan|chung nhan|van ban|giay)\b(?: \w+){0,5} ngay\s*$")
ACT_AFTER = re.compile(r"^[^?]*\b(?:gia han|sua|doi|cap lai|bi mat|rach|hong|het han|mo rong|bo sung|thay doi)\b")
"""Around a day they make it that of the paper on which something is to be done."""
LOST_IN_CLAUSE = re.compile(
    r"\b(?:lam mat|lam roi|danh mat|bi (?:mat|rach|hong|hu|chay|trom)|roi mat)\b[^,.;?!]*$"
    r"|^(?:(?:toi|em|minh|tui|ben \w+) )?mat (?:giay|gp|van ban|ban)\b[^,.;?!]*$"
)
"""Anywhere before it in the same clause."""
DUE_AFTER = re.compile(
    r"^\S* (?:thi )?(?:bao gio|(?:ngay|hom|bua) (?:nao|mo)|khi (?:nao|mo)|luc nao|chung nao|may ngay)\b"
)
"""Right behind a day: when what was filed on it is due."""
FROM = re.compile(r"\b(?:ke )?tu(?: ngay| hom)?\s*$")


def role(folded: str, begins: int, ends: int) -> Role:
    before, after = folded[:begins], folded[ends:]
    if FILED.search(before):
        return Role.FILED
    wanted = WANTED.search(before)
    if wanted and not EVENT.search(wanted.group()):
        return Role.WANTED  # "cấp lại khi hết hạn cần có trước 20/12"
    if EVENT.search(before) or STILL_VALID.search(before) or EVENT_AFTER.search(after):
        return Role.EVENT
    if FILED_IN_CLAUSE.search(before) and DUE_AFTER.search(after):
        return Role.FILED  # "nộp sửa đổi giấy TVRO ngày 7/12 bao giờ có"
    if HAPPENED.search(before) or OF_A_PAPER.search(before) or (PAPER.search(before) and ACT_AFTER.search(after)):
        return Role.ELSEWHERE
    if FILED_AFTER.search(after) or FILED_IN_CLAUSE.search(before):
        return Role.FILED
    if LOST_IN_CLAUSE.search(before):
        return Role.ELSEWHERE
    return Role.SINCE if FROM.search(before) else Role.UNSAID
