"""Courtesies around a question: "ok, hiểu rồi, …" before it, "…, em cảm ơn ạ" behind it. They ask nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.phrases import stopwords

PERSON = (
    r"(?:anh|chi|em|ad|admin|ban|b|bot|shop|co|chu|bac|so|sep|cac|quy|can bo|co quan|moi nguoi"
    r"|nha|nhe|nhieu|nhiu|a|ah|ak|rat|lam|truoc|oi)"
)
THANKS = r"(?:cam on|camon|cam ta|thanks|thank you|thank u|thank|thankyou|tks|thks)"
HEARD = (
    r"(?:da|u|uh|uhm|um|ok|oke|okay|okie|oki|okela|okla|nhat tri|duoc roi|the a|vay a|vang a|vang da"
    r"|(?:hieu|ro|biet|nam)(?: ro)? roi)"
)
BEFORE = re.compile(
    rf"^(?:(?:(?:em |toi |minh )?{HEARD}(?: (?:a|nhe|nha|nhi|em|anh|chi|ban|ad))*|{THANKS}(?: {PERSON})*)(?: |$))+"
)
BEHIND = re.compile(
    rf"(?:^| )(?:(?:toi|em|minh|chau|con|da|xin|chan thanh|rat) )*{THANKS}(?: {PERSON})*$"
    r"|(?: tran trong)(?: (?:cam on|kinh chao))?$"
    r"| mong (?:som )?(?:nhan )?(?:duoc )?(?:phan hoi|hoi am|hoi dap|giup do|huong dan|tu van)"
    r"(?: (?:som|a|cua \w+|tu \w+))*$"
)


def around(spoken: Sequence[str]) -> tuple[int, int]:
    """``spoken[start:end]`` is what is asked between the courtesies; the whole where nothing else is said.

    ``spoken`` are the folded words of a message.
    """
    told = " ".join(spoken)
    before, behind = BEFORE.match(told), BEHIND.search(told)
    start = len(before.group().split()) if before else 0
    end = len(told[: behind.start()].split()) if behind else len(spoken)
    left = spoken[start:end]
    return (start, end) if any(word not in stopwords() for word in left) else (0, len(spoken))
