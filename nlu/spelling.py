"""Slips of the finger that leave no Vietnamese syllable: "đăg ký", "thôgn báo", "xuấtbản phẩm"; a few that leave one.

A word is respelt only where the language model has seen the result beside its neighbour, so that names and words of
other languages ("team", "vincom") stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from nlu.language import COMMON
from nlu.phrases import lexicon
from nlu.restoring import restorer
from nlu.syllables import is_syllable
from procedures.folding import fold

SHORTEST, LONGEST = 3, 30
"""Letters of a word that is respelt."""
SHORTEST_PART = 2
MOST_PARTS = 4
"""Words run together that are taken apart."""
A_SLIP = 4.0
"""What an edit costs beside the language model, in nats: splitting costs none."""
UNSEEN = 12.0
"""Cost of a pair that the language model has not seen."""
DEAREST = 8.5
"""Cost from which the word stays as it was typed: slips in development questions cost 2 to 8, English words 8 to 15."""


def respelt(words: Sequence[str]) -> list[str]:
    """Each word, or what it is a slip for; may hold spaces. Words are letters and digits without signs around them."""
    told = list(words)
    for at, word in enumerate(told):
        before, after = told[at - 1] if at else "", told[at + 1] if at + 1 < len(told) else ""
        told[at] = _likeliest(word, before, after) if is_a_slip(word) else _of_a_pair(word, before, after)
    return told


def is_a_slip(word: str) -> bool:
    """Whether it is no syllable, no word the counts know, and no short form."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word.isupper():
        return False
    bare = fold(word)
    return not (restorer().knows(bare) or is_syllable(bare) or bare in COMMON or bare in _short_forms())


def _of_a_pair(word: str, before: str, after: str) -> str:
    """ "cấp liạ", "ga hạn": a real word, seen beside neither of its neighbours, that is a slip for one often beside."""
    if not word.isalpha():
        return word
    bare, first, second = fold(word), fold(before), fold(after)
    beside = [two for one, two in _pairs() if one == first] + [one for one, two in _pairs() if two == second]
    meant = next((one for one in beside if _is_dropped_or_swapped(bare, one)), None)
    if meant is None:
        return word
    pairs = [(one, two) for one, two in ((before, word), (word, after)) if one and two]
    return word if any(restorer().pair_cost(one, two) is not None for one, two in pairs) else meant


def _is_dropped_or_swapped(bare: str, meant: str) -> bool:
    """A letter left out, added or swapped with its neighbour; not taken for another one, which words often are."""
    return OSA.distance(bare, meant, score_cutoff=1) == 1 and (len(bare) != len(meant) or sorted(bare) == sorted(meant))


def _likeliest(word: str, before: str, after: str) -> str:
    """``before`` and ``after`` are its neighbours, empty at an end; the word itself where nothing likely is near."""
    found = min(_readings(word, before, after), default=(DEAREST, word))
    return found[1] if found[0] < DEAREST else word


def _readings(word: str, before: str, after: str) -> Iterator[tuple[float, str]]:
    """(cost, reading)."""
    model, last = restorer(), before.split(" ")[-1]
    for parts in _taken_apart(word):
        row = [one for one in (last, *parts, after) if one]
        costs = [model.pair_cost(one, two) for one, two in pairwise(row)]
        within = costs[1 if last else 0 :][: len(parts) - 1]
        if None not in within:
            yield _mean(costs), " ".join(parts)
    for near in _near(fold(word)):
        costs = [model.pair_cost(one, two) for one, two in ((last, near), (near, after)) if one and two]
        if any(cost is not None for cost in costs):
            yield A_SLIP + _mean(costs), near


def _mean(costs: Iterable[float | None]) -> float:
    told = [UNSEEN if cost is None else cost for cost in costs]
    return sum(told) / len(told)


def _taken_apart(word: str) -> Iterator[list[str]]:
    """Every way to read it as up to MOST_PARTS known words run together."""
    yield from (parts for parts in _parts(word, MOST_PARTS) if len(parts) > 1)


def _parts(word: str, most: int) -> Iterator[list[str]]:
    if restorer().knows(word) and len(word) >= SHORTEST_PART:
        yield [word]
    if most == 1:
        return
    for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if restorer().knows(word[:end]):
            yield from ([word[:end], *rest] for rest in _parts(word[end:], most - 1))


@lru_cache(maxsize=4096)
def _near(bare: str) -> tuple[str, ...]:
    """Known folded words one slip away: a letter left out, added, swapped with its neighbour or another's."""
    return tuple(
        one
        for one in restorer().bare_words
        if abs(len(one) - len(bare)) <= 1 and OSA.distance(one, bare, score_cutoff=1) == 1
    )


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[str]:
    return frozenset(map(fold, lexicon("short_forms")))


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, str], ...]:
    told = (pair.split() for pair in lexicon("slips")["pairs"])
    return tuple((first, second) for first, second in told)
