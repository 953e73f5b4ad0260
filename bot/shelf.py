"""The catalogue as the gateway reads it: kept in memory, renewed when the database or the day changes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from procedures import catalogue
from procedures.database import reading
from procedures.links import dead_links
from procedures.models import FieldRow, LawRow, SourceRow
from procedures.record import Record
from procedures.settings import today

CHECK_SECONDS = 2.0


@dataclass
class Contents:
    records: list[Record] = field(default_factory=list)
    fields: list[FieldRow] = field(default_factory=list)
    laws: dict[str, LawRow] = field(default_factory=dict)
    sources: dict[str, SourceRow] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    """Links that are not shown."""


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
                    self._contents = Contents(
                        catalogue.records_on(session, today()),
                        catalogue.fields(session),
                        catalogue.laws(session),
                        catalogue.sources(session),
                        dead_links(session),
                    )
                    session.expunge_all()
                    self._state = state
            self._checked = time.monotonic()
        return self._contents
