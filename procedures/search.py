"""Finds procedures by words in their names, aliases and codes, with or without marks; for lists and for bad days."""

from __future__ import annotations

from rapidfuzz import fuzz

from procedures.folding import fold, words
from procedures.record import Record

ALIKE = 58
"""Likeness from which a name counts as found where not every word stands in it."""


def search(records: list[Record], query: str, most: int = 100) -> list[Record]:
    """Records that hold every word of ``query``, else those with the most alike names; best first."""
    asked = words(query)
    if not asked:
        return records[:most]
    exact = [record for record in records if set(asked) <= _known(record)]
    found = exact or [record for record in records if _alike(asked, record) >= ALIKE]
    return sorted(found, key=lambda record: -_alike(asked, record))[:most]


def _known(record: Record) -> set[str]:
    told = [record.name, *record.aliases, record.code.value or "", *record.code.former]
    return {word for text in told for word in words(text)}


def _alike(asked: list[str], record: Record) -> float:
    query = " ".join(asked)
    return max(_likeness(query, fold(text)) for text in [record.name, record.short_name, *record.aliases])


def _likeness(query: str, name: str) -> float:
    """Words in common first, then how much else the name says."""
    return 0.7 * fuzz.token_set_ratio(query, name) + 0.3 * fuzz.token_sort_ratio(query, name)
