"""Opens the database: one engine for a URL, SQLite set up so that several processes can share the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from procedures import settings

LOCK_WAIT_MS = 5000
"""RASA.md, production rule 3: database 5 s."""


def engine(url: str | None = None) -> Engine:
    """The one engine of a URL; of the database the settings name where none is given.

    Raises BadSetting where it is no URL or its driver is not installed.
    """
    try:
        return _engine(url or settings.database_url())
    except (ArgumentError, ImportError) as error:
        raise settings.BadSetting(f"DATABASE_URL không dùng được: {error}.") from None


@lru_cache(maxsize=8)
def _engine(url: str) -> Engine:
    made = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if made.dialect.name == "sqlite":
        _share_sqlite(made)
    return made


def _share_sqlite(made: Engine) -> None:
    """WAL, a bounded wait for the lock, and writers that take it at once instead of failing half-way."""

    @event.listens_for(made, "connect")
    def _pragmas(connection: SQLiteConnection, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={LOCK_WAIT_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def missing_file(url: str | None = None) -> bool:
    """Whether the embedded database's file has gone: writes to an unlinked file succeed and are lost."""
    found = engine(url).url
    return found.get_backend_name() == "sqlite" and bool(found.database) and not Path(found.database or "").is_file()


@contextmanager
def reading(url: str | None = None) -> Iterator[Session]:
    with Session(engine(url)) as session:
        yield session


@contextmanager
def writing(url: str | None = None) -> Iterator[Session]:
    """A transaction: everything inside is committed together or not at all."""
    with Session(engine(url).execution_options(writes=True)) as session, session.begin():
        yield session
