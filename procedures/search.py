"""Finds procedures by words in their names, aliases and codes, with or without marks; for lists and for bad days.

An index of words keeps a search short in a catalogue of tens of thousands: only entries that share words with the
query are compared letter by letter.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from procedures.entries import Entry
from procedures.folding import fold, words

ALIKE = 58
"""Likeness from which a name counts as found where not every word stands in it."""
TYPO = 80
"""Likeness from which an unknown word counts as a misspelt known one."""
COMPARED = 400
"""Entries that are compared letter by letter, those that share the rarest words first."""


class Finder:
    """Searches the entries as they stood when it was made."""

    def __init__(self, entries: Iterable[Entry]):
        self._entries = list(entries)
        self._names = [[fold(text) for text in (e.name, e.short_name, *e.aliases)] for e in self._entries]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for word in _known(entry):
                self._holding[word].append(place)
        self._vocabulary = list(self._holding)

    def find(self, query: str, most: int = 100) -> list[Entry]:
        """Entries that hold every word of ``query``, else those with the most alike names; best first."""
        asked = words(query)
        if not asked:
            return self._entries[:most]
        exact = self._all_of(asked)
        compared = exact if exact else self._sharing(asked)
        scored = [(self._alike(asked, place), place) for place in compared]
        kept = [(score, place) for score, place in scored if exact or score >= ALIKE]
        return [self._entries[place] for _, place in sorted(kept, key=lambda one: (-one[0], one[1]))[:most]]

    def _all_of(self, asked: list[str]) -> list[int]:
        """Places that hold every word; of very many those with the shortest names."""
        held = sorted((self._holding.get(word, []) for word in set(asked)), key=len)
        found = set(held[0]).intersection(*held[1:])
        return sorted(found, key=lambda place: (len(self._names[place][0]), place))[:COMPARED]

    def _sharing(self, asked: list[str]) -> list[int]:
        """Places that share words with the query, a misspelt one counted as the nearest known."""
        weights: Counter[int] = Counter()
        for word in set(asked):
            nearest = word if word in self._holding else self._nearest(word)
            places = self._holding.get(nearest or "", [])
            rarity = math.log(1 + len(self._entries) / (1 + len(places)))
            for place in places:
                weights[place] += round(rarity * 1000)
        return [place for place, _ in weights.most_common(COMPARED)]

    def _nearest(self, word: str) -> str | None:
        found = process.extractOne(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=TYPO)
        return str(found[0]) if found else None

    def _alike(self, asked: list[str], place: int) -> float:
        query = " ".join(asked)
        return max(_likeness(query, name) for name in self._names[place])


def _known(entry: Entry) -> set[str]:
    told = [entry.name, *entry.aliases, entry.code or "", *entry.former_codes]
    return {word for text in told for word in words(text)}


def _likeness(query: str, name: str) -> float:
    """Words in common first, then how much else the name says."""
    return 0.7 * fuzz.token_set_ratio(query, name) + 0.3 * fuzz.token_sort_ratio(query, name)
