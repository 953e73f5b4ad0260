"""What belongs to another agency: the table ``data/agencies.yml`` and the longest of its names in a message."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nlu.phrases import PhraseBook
from nlu.spoken import spoken_words
from procedures.other_agencies import OtherAgency, load

NOT_ITS = "not_its"
"""Label of phrases that only begin like a name."""


@dataclass(frozen=True)
class AgencyMatch:
    entry: OtherAgency
    words: tuple[str, ...]
    start: int = 0
    """Place of the first word in the message."""


class AgencyBook:
    def __init__(self, entries: list[OtherAgency]):
        self._entries = {entry.thing: entry for entry in entries}
        names = {entry.thing: [entry.thing, *entry.aliases] for entry in entries}
        written_out = {
            thing: [told for name in named if "khong" not in (told := " ".join(spoken_words(name)))]
            for thing, named in names.items()
        }
        others = [phrase for entry in entries for phrase in entry.excludes]
        self._book = PhraseBook({NOT_ITS: others, **{thing: [*names[thing], *written_out[thing]] for thing in names}})

    @classmethod
    def from_file(cls, path: Path) -> AgencyBook:
        return cls(load(path))

    def match(self, spoken: list[str]) -> AgencyMatch | None:
        """The thing named with the most words; one that ``decides`` goes before the others."""
        found = [
            AgencyMatch(self._entries[match.label], tuple(spoken[match.start : match.end]), match.start)
            for match in self._book.find(spoken)
            if match.label != NOT_ITS
        ]
        return max(found, key=lambda match: (match.entry.decides, len(match.words)), default=None)
