"""Whether a message asks of another paper than the procedure's own: of one in its dossier, or of anybody's."""

from __future__ import annotations

from itertools import pairwise

from procedures.folding import words
from procedures.record import Record

ANY_PAPER = (("chung", "nhan"), ("giay", "phep"), ("xac", "nhan"), ("giay",))
"""How any paper is called; the words behind say which."""
ONE_PAPER = (
    ("dieu", "le"), ("hop", "dong"), ("ly", "lich"), ("quyet", "dinh", "thanh", "lap"), ("van", "bang"),
    ("chung", "chi"), ("chung", "minh", "nhan", "dan"), ("can", "cuoc"), ("ho", "chieu"), ("ho", "khau"),
    ("the", "nha", "bao"), ("the", "thuong", "tru"), ("the", "tam", "tru"), ("bao", "cao", "tai", "chinh"),
)  # fmt: skip
"""Papers by their own names."""
FULFILS = ("du", "dieu", "kien")
""" "giấy chứng nhận đủ điều kiện an ninh trật tự"."""
BEHIND_ITS_NAME = frozenset([
    "le", "phi", "mat", "het", "bao", "nhieu", "lau", "may", "ngay", "thang", "nam", "o", "dau", "lam", "nop",
    "can", "gi", "co", "thi", "la", "bi", "ai", "ky", "nay", "do", "cua", "nao", "sao", "xin", "lay", "tai",
    "duoc", "thoi", "han", "ho", "so", "nhu", "the", "phai", "khong", "moi", "cu", "va", "tien", "gia", "hieu",
    "luc", "tri", "dung", "roi", "ay", "a", "vay", "hong", "rach", "cap", "sua", "doi", "lai", "toi", "em", "minh",
    "cho", "ben", "cong",
])  # fmt: skip
"""Words that end the name of a paper."""
MOST, OWN = 5, 0.5
"""Words of such a name that are looked at, and share of their pairs from which it is the procedure's own."""


def names_another_paper(message: str, about: list[Record]) -> bool:
    """ "giấy chứng nhận an ninh trật tự làm mấy ngày" after a printing licence, whose dossier holds that paper."""
    told, own = words(message), {pair for record in about for pair in _own_pairs(record)}
    if any(_begins(told, at, paper) and not {*pairwise(paper)} & own for at in range(len(told)) for paper in ONE_PAPER):
        return True
    names = (_name(told, at + len(paper)) for at in range(len(told)) for paper in ANY_PAPER if _begins(told, at, paper))
    return any(_is_anothers(name, own) for name in names)


def _begins(told: list[str], at: int, paper: tuple[str, ...]) -> bool:
    return tuple(told[at : at + len(paper)]) == paper


def _name(told: list[str], at: int) -> list[str]:
    """The words behind "giấy chứng nhận" up to what is said of it."""
    name: list[str] = []
    at += len(FULFILS) if _begins(told, at, FULFILS) else 0
    for word in told[at : at + MOST]:
        if word in BEHIND_ITS_NAME:
            break
        name.append(word)
    return name


def _is_anothers(name: list[str], own: set[tuple[str, str]]) -> bool:
    beside = [*pairwise(name)]
    return bool(beside) and sum(pair in own for pair in beside) < OWN * len(beside)


def _own_pairs(record: Record) -> set[tuple[str, str]]:
    """Neighbouring words of its names, of the cases of its fee and of the answers to its questions."""
    called = [record.name, record.short_name, *record.aliases]
    cases = [item.case or "" for item in (record.fee.items if record.fee else [])]
    options = [option for one in record.interview for option in one.options]
    told = [*called, *cases, *(text for one in options for text in (one.label, *one.words))]
    return {pair for text in told for pair in pairwise(words(text))}
