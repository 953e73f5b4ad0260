"""The catalogue as the gateway reads it: kept in memory, renewed when the database or the day changes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from procedures import catalogue
from procedures.database import reading
from procedures.entries import Entry, entries_on
from procedures.kinds import Policy
from procedures.links import dead_links
from procedures.models import FieldRow, LawRow, SourceRow
from procedures.record import Record
from procedures.search import Finder
from procedures.settings import today

CHECK_SECONDS = 2.0


@dataclass
class Contents:
    entries: list[Entry] = field(default_factory=list)
    finder: Finder = field(default_factory=lambda: Finder([]))
    canary: Record | None = None
    """A procedure whose papers can be asked for, to see whether the whole path answers."""
    fields: list[FieldRow] = field(default_factory=list)
    laws: dict[str, LawRow] = field(default_factory=dict)
    sources: dict[str, SourceRow] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    """Links that are not shown."""

    @property
    def names(self) -> dict[str, str]:
        """Name of each procedure by its id."""
        return {entry.id: entry.name for entry in self.entries}


class Shelf:
    def __init__(self) -> None:
        self._contents = Contents()
        self._state: tuple[object, ...] = ()
        self._checked = 0.0

    def contents(self) -> Contents:
        if time.monotonic() - self._checked > CHECK_SECONDS:
            with reading() as session:
                state = (*catalogue.edition(session), today())
                if state != self._state:
                    entries = entries_on(session, today())
                    self._contents = Contents(
                        entries,
                        Finder(entries),
                        _canary(session, entries),
                        catalogue.fields(session),
                        catalogue.laws(session),
                        catalogue.sources(session),
                        dead_links(session),
                    )
                    session.expunge_all()
                    self._state = state
            self._checked = time.monotonic()
        return self._contents


def _canary(session: Session, entries: list[Entry]) -> Record | None:
    plain = (entry.id for entry in entries if entry.answer_policy == Policy.ANSWER and entry.ended_as is None)
    found = (catalogue.record_on(session, procedure, today()) for procedure in plain)
    return next((record for record in found if record and record.documents), None)
