"""The words of a message that say what is asked: folded, short forms written out, what is not meant left out."""

from __future__ import annotations

import re
from functools import lru_cache

from nlu.courtesy import around
from nlu.dates import FILED_THEN, without_days
from nlu.phrases import lexicon
from nlu.quantities import without_pages
from procedures.folding import fold, words

GREETING = re.compile(
    r"^\W*(?:(?:da|em|minh|toi|chau|con) )?(?:xin )?chao\b\W*(?!thu|ve|tvro|parabol|anten|truyen|bat|nay)"
    r"(?:(?:anh|chi|em|ad|admin|ban|shop|co|chu|bac|so|cac|quy|can bo|co quan|nha|a)\W+)*(?=\w)"
)
BREAKS_BEFORE = frozenset(["bi", "mat", "hu", "neu", "lam", "do", "vi", "rach"])
BEFORE_WHERE = frozenset(["o", "noi", "nop", "dang"])
WEEKDAYS = {f"t{n}": ["thu", name] for n, name in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"), start=2)}
BESIDE_A_WEEKDAY = frozenset(["co", "nop", "lam", "nghi", "duoc", "dc", "mo", "sang", "chieu", "toi", "ngay", "cn"])
"""Beside these "t7" is a Saturday."""
BREAKS_AFTER = frozenset(["thi", "roi", "nat", "het"])
"""Beside these "hong" is "hỏng" (broken), elsewhere the Southern "hông" (not)."""
CONTRAST = re.compile(
    r"^(?:thoi,? )?(?:khong|ko|k|dung) hoi [^,.;]{2,60}? nua\b"
    r"|^(?:(?:thoi|toi|em|minh|tui),? )*(?:khong|ko|k) hoi [^,.;]{2,60}(?=[,.;])"
    r"|^(?:thoi,? )?bo (?:qua )?[^,.;]{2,60}? di(?=[,.;])"
    r"|^(?:(?:a|o|ui|da|thoi|khong),? )*(?:khong|ko|k|hong|hok|hem) phai (?:la )?[^,.;:()?!]{2,60}?,? ma la\b"
    r"|(?:\bchu|[,(;]|^(?=[^,;]+[,;]))\s*(?:khong|ko|k|hong|hok|hem) phai "
    r"(?!(?:lam|xin|nop|dang|mat (?:tien|phi|them|bao|cong|gi|thoi)|tra|dong|co)\b)"
    r"[^,.;:()?!]*?(?=[,.;:()?!]|\b(?:thi|vay|vay thi|ma|can)\b|$)"
)
""" "…, không phải do hết hạn", "không phải hết hạn mà là …", "… chứ không phải đặc san": what is not meant."""


AMOUNT = re.compile(
    r"(?<![\w./])\d[\d.,]* ?(?:k|tr|trieu|nghin|ngan|dong|d|vnd)\b|(?<![\w./])\d{1,3}(?:\.\d{3})+(?![\d./])"
)
CONFIRMED = re.compile(r"\b(?:co )?(?:dung|phai) (?:khong|ko|k|hong|hok)(?: (?:a|vay|nhi|em|ad))*\W*$")
""" "… 5 triệu đúng không": the figure that is to be confirmed names nothing."""
OWN_CASE = re.compile(
    r"\b(?:cho |trong |voi )?truong hop (?:cua )?(?:toi|em|minh|tui|chung toi|ben (?:em|minh|toi|tui))\b"
    r"(?! mat| lam mat| bi)"
)
""" "hồ sơ cho trường hợp của tôi": asks for the list that fits, and names nothing."""
CHANGES = re.compile(
    r"\b(?:co|da) (?:gi|quy dinh gi|diem gi) (?:thay doi|moi|khac truoc)\b(?: (?:khong|ko|k|chua))?"
    r"|\b(?:co|da|sap|se)(?: co)? thay doi(?: gi| quy dinh)(?: moi)?\b(?: (?:khong|ko|k|chua))?"
    r"|\bthay doi gi\b(?= (?:trong )?(?:thang|nam|tuan|dot) (?:nay|nao|toi|sau))"
    r"|\b(?:thu tuc|tthc) (?:nao|gi)(?: \w+){0,2}? (?:da |bi |moi |duoc |vua |sap )*"
    r"(?:bai bo|bo|thay doi|sua doi|thay the)\b"
    r"|\bsap toi (?:co )?thay doi\b(?: (?:gi|khong|ko|k))?|\bvua (?:moi )?thay doi (?:gi|nhung gi)\b"
    r"|\b(?:nhung|cac) (?:thu tuc|tthc) (?:bi |moi |duoc |vua |sap )+(?:bai bo|thay doi|sua doi|thay the|ban hanh)\b"
)
""" "giấy phép bưu chính có gì thay đổi không": asks what the law changes, and not for an amendment."""
VALID_FOR = re.compile(
    r"\b(?:bao lau|may nam|bao nhieu nam|khi nao|bao gio)(?: (?:thi|la|moi|nua))* het (?:han|hieu luc)\b"
    r"|\b(?:het|co) (?:han|hieu luc) (?:sau|trong|toi|den)?(?: vong)? ?(?:bao lau|may nam|bao nhieu nam)\b"
)
""" "giấy phép này bao lâu thì hết hạn": asks how long a paper is valid, and tells of none that expired."""
BACK_TO = re.compile(
    r"^(?:a |thoi |ma )*(?:quay lai|tro lai|ve lai) "
    r"(?:cai |vu |chuyen |phan |(?=(?:dang ky|co so|hop bao|ban tin|trang)\b))"
    r"|\b(?:luc|hoi|ban|khi) nay\b"
)
""" "quay lại cái cơ sở in lúc nãy": which was spoken of, not what."""
OVERDUE = re.compile(
    r"\b(?:(?:bay )?gio |nay )?(?:la )?(?:da |bi )?(?:qua|tre) (?:han|hen)(?: tra)?(?: ket qua)?(?: roi)?"
    r" (?:chua|(?:phai )?(?:khong|ko|k))\b"
)
""" "nộp ngày 20/11 giờ đã quá hạn chưa": asks when it was due, and tells of no paper that expired."""
DONE_BY_NOW = re.compile(
    r"\b(?:(?:hom nay|gio|bay gio) )?(?:da )?(?:co|xong|ra) (?:ket qua )?(?:chua|roi chua)\b"
    r"|\b(?:ma )?chua thay (?:tra|gi),? (?:co )?(?:phai )?(?:tre|qua han)(?: han)? (?:khong|ko|k)\b"
)
""" "nộp 23/11, hôm nay đã có chưa": the same, where the day of filing is told."""
A_DAY = re.compile(r"\d ?[/.-] ?\d|\bngay \d|\bhom (?:qua|kia)\b|\b(?:ngay|tuan) truoc\b|\bvua roi\b")
MASKED = re.compile(r"\[[a-z_]{2,}\]", re.IGNORECASE)
"""What stands where a name or a number was: it says nothing."""
BRACKETED = re.compile(r"\([^()]*\)")
CLAUSE = re.compile(
    r"[;?!\n]|,(?! ?[a-z]\d\b)|\.(?=\s|$)|\b(?:con|va|voi|roi|ca|khac|lan(?! dau)|kem|vua|dong thoi|and|from) (?=\S)"
)
"""Where a second question may begin: "thời hạn giấy phép bưu chính, lệ phí cơ sở in"; "G2, G3" goes on."""
MOST_CLAUSES = 4
PAPERS = frozenset(["giay", "phep", "gp", "xac", "nhan"])


def clauses_of(text: str) -> list[str]:
    """Clauses of two words and more, the first four, folded; nothing that is said not to be meant or in brackets."""
    parts = [part.strip() for part in CLAUSE.split(BRACKETED.sub(" ", _without_contrast(text)))]
    return [part for part in parts if len(part.split()) > 1][:MOST_CLAUSES]


def asking_words(text: str) -> list[str]:
    """Words of a message without its courtesies, its days, counted pages and what it says is not meant."""
    meant = _without_contrast(text)
    if FILED_THEN.search(meant):
        meant = OVERDUE.sub(" bao gio co", meant)
        meant = DONE_BY_NOW.sub(" bao gio co", meant) if A_DAY.search(meant) else meant
    meant = VALID_FOR.sub(" co thoi han bao lau", meant)
    for nothing_named in (MASKED, OWN_CASE, BACK_TO, CHANGES):
        meant = nothing_named.sub(" ", meant)
    told = CONFIRMED.sub(" ", AMOUNT.sub(" ", without_pages(without_days(meant))))
    found = _that_was_lost(spoken_words(_without_greeting(told)))
    start, end = around(found)
    return found[start:end]


def _that_was_lost(spoken: list[str]) -> list[str]:
    """ "giấy phép bưu chính mất": at the end, or alone, it is what happened to the paper, and asks for no time."""
    of_a_paper = {*spoken[:-1]} & PAPERS and spoken[-2] not in ("bi", "ra")
    lost = spoken[-1:] == ["mat"] and (of_a_paper or len(spoken) == 1)
    return [*spoken[:-1], "bi", "mat"] if lost else spoken


def spoken_words(text: str) -> list[str]:
    """Folded words of a message with short forms written out; "hỏng" is no "hông" where something broke."""
    told = words(text)
    return [full for at, word in enumerate(told) for full in _written_out(told, at, word)]


def _written_out(told: list[str], at: int, word: str) -> list[str]:
    if word in WEEKDAYS and (BESIDE_A_WEEKDAY & {*told[max(at - 1, 0) : at], *told[at + 1 : at + 2]}):
        return WEEKDAYS[word]  # "từ t7/2025" is a month
    if word == "mo" and {*told[max(at - 1, 0) : at]} & BEFORE_WHERE:
        return ["dau"]  # "nộp ở mô" asks where, and opens nothing
    if word == "mo" and told[max(at - 2, 0) : at] in (["o", "cho"], ["noi", "cho"]):
        return ["nao"]  # "ở chỗ mô"
    if word == "hong" and told[max(at - 1, 0) : at] == ["so"] and told[max(at - 2, 0) : at - 1] != ["ho"]:
        return ["hong"]  # "sổ hồng" is a paper, "hồ sơ hông" asks whether
    broke = word == "hong" and ({*told[max(at - 1, 0) : at]} & BREAKS_BEFORE or {*told[at + 1 : at + 2]} & BREAKS_AFTER)
    return [word] if broke else _short_forms().get(word, [word])


@lru_cache
def _short_forms() -> dict[str, list[str]]:
    return {fold(short): words(full) for short, full in lexicon("short_forms").items()}


def _without_contrast(text: str) -> str:
    """Folded, without the things the citizen says are not meant."""
    return CONTRAST.sub(" ", fold(text))


def _without_greeting(folded: str) -> str:
    """ "chào anh chị, giấy phép …" without its greeting; "chảo thu", which folds alike, is a dish."""
    return GREETING.sub("", folded)
