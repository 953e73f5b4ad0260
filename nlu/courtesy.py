"""Words around a question that ask nothing: "ok, hiểu rồi, …", "quay lại …" before it, "…, em cảm ơn ạ" behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.phrases import actions, aspects

PERSON = (
    r"(?:anh|chi|em|ad|admin|ban|b|bot|shop|co|chu|bac|so|sep|cac|quy|can bo|co quan|moi nguoi"
    r"|nha|nhe|nhieu|nhiu|a|ah|ak|rat|lam|truoc|oi)"
)
THANKS = r"(?:cam on|camon|cam ta|thanks|thank you|thank u|thank|thankyou|tks|thks)"
HEARD = (
    r"(?:da|u|uh|uhm|um|ok|oke|okay|okie|oki|okela|okla|nhat tri|duoc roi|the a|vay a|vang a|vang da"
    r"|(?:hieu|ro|biet|nam)(?: ro)? roi)"
)
AGAIN = (
    r"(?:(?:thoi|gio|cho|the|vay) )*(?:(?:toi|em|minh|tui) )?(?:(?:xin )?(?:quay|tro) (?:lai|ve)"
    r"|(?:luc|hoi) nay (?:(?:toi|em|minh|tui) )?(?:co )?hoi)(?: (?:voi|vu|cai|chuyen|phan|ve))*(?= (?!di$|nhe$|a$)\w)"
)
"""Goes back to what was asked before: "quay lại giấy phép bưu chính, lệ phí sao" asks for no reissue."""
PAPER = frozenset(["giay", "phep", "gp", "permit", "license", "licence"])
BEFORE = re.compile(
    rf"^(?:(?:(?:em |toi |minh )?{HEARD}(?: (?:a|nhe|nha|nhi|em|anh|chi|ban|ad))*|{THANKS}(?: {PERSON})*|{AGAIN})"
    r"(?: |$))+"
)
BEHIND = re.compile(
    rf"(?:^| )(?:(?:toi|em|minh|chau|con|da|xin|chan thanh|rat) )*{THANKS}(?: {PERSON})*$"
    r"|(?: tran trong)(?: (?:cam on|kinh chao))?$"
    r"| mong (?:som )?(?:nhan )?(?:duoc )?(?:phan hoi|hoi am|hoi dap|giup do|huong dan|tu van)"
    r"(?: (?:som|a|cua \w+|tu \w+))*$"
)


def around(spoken: Sequence[str]) -> tuple[int, int]:
    """``spoken[start:end]`` is what is asked between the courtesies; the whole where nothing is.

    ``spoken`` are the folded words of a message.
    """
    told = " ".join(spoken)
    before, behind = BEFORE.match(told), BEHIND.search(told)
    start = len(before.group().split()) if before else 0
    end = len(told[: behind.start()].split()) if behind else len(spoken)
    left = list(spoken[start:end])
    asks = aspects().find(left) or actions().find(left) or PAPER & {*left}
    return (start, end) if asks else (0, len(spoken))
