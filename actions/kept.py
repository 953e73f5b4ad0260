"""The catalogue as this process read it last: each version is read once until the catalogue has another edition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Protocol

from sqlalchemy.orm import Session

from procedures import catalogue
from procedures.database import engine, reading
from procedures.links import dead_links
from procedures.mapping import to_record
from procedures.models import LawRow, SourceRow
from procedures.record import Record
from procedures.settings import today
from procedures.statements import StatementFinder

MOST_VERSIONS = 4096
"""Versions and days held at once; the least recently asked for go first."""


@dataclass(frozen=True)
class Version:
    record: Record
    token: str
    """Which version it is (catalogue.version_token)."""


class Versions(Protocol):
    """What an answer looks up beside the record it is about."""

    def record_on(self, procedure: str, day: date, /) -> Record | None: ...
    def records_after(self, procedure: str, day: date, /) -> list[Record]: ...


class Open:
    """The same straight from an open session, with what it has not committed yet."""

    def __init__(self, session: Session) -> None:
        self.record_on = partial(catalogue.record_on, session)
        self.records_after = partial(catalogue.records_after, session)


class Kept:
    """One edition of the catalogue, read as it is asked for."""

    def __init__(self) -> None:
        self.version_on = lru_cache(MOST_VERSIONS)(_version_on)
        self.records_after = lru_cache(MOST_VERSIONS)(_records_after)

    def record_on(self, procedure: str, day: date) -> Record | None:
        version = self.version_on(procedure, day)
        return version.record if version else None

    @cached_property
    def records(self) -> list[Record]:
        """Versions in force today."""
        with reading() as session:
            return catalogue.records_on(session, today())

    @cached_property
    def statements(self) -> StatementFinder:
        """What those versions say in so many words."""
        return StatementFinder(self.records, today())

    @cached_property
    def fields(self) -> dict[str, str]:
        """Names by their ids, in the order of the catalogue."""
        with reading() as session:
            return {field.id: field.name for field in catalogue.fields(session)}

    @cached_property
    def laws(self) -> dict[str, LawRow]:
        with reading() as session:
            return catalogue.laws(session)

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        with reading() as session:
            return catalogue.sources(session)

    @cached_property
    def dead(self) -> frozenset[str]:
        """Links that no longer answer."""
        with reading() as session:
            return dead_links(session)


_last: dict[tuple[object, ...], Kept] = {}
"""By database, edition and day."""
_of_this_turn: ContextVar[Kept | None] = ContextVar("kept", default=None)


def kept() -> Kept:
    """The edition of this turn; outside of one, that of now."""
    return _of_this_turn.get() or _now()


@contextmanager
def one_edition() -> Iterator[None]:
    """Everything inside is answered from one edition of the catalogue, looked up once."""
    token = _of_this_turn.set(_now())
    try:
        yield
    finally:
        _of_this_turn.reset(token)


def _now() -> Kept:
    with reading() as session:
        state = (str(engine().url), *catalogue.edition(session), today())
    if state not in _last:
        _last.clear()
        _last[state] = Kept()
    return _last[state]


def _version_on(procedure: str, day: date) -> Version | None:
    with reading() as session:
        row = catalogue.version_on(session, procedure, day)
        return Version(to_record(row), catalogue.version_token(row)) if row else None


def _records_after(procedure: str, day: date) -> list[Record]:
    with reading() as session:
        return catalogue.records_after(session, procedure, day)
