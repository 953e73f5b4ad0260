"""A backup is whole though the product writes meanwhile; a restore checks it first and keeps what was there."""

from __future__ import annotations

import fcntl
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.backup_command import DATABASE, KEY, CannotBackUp, back_up, restore
from procedures import models as m
from procedures.database import engine, reading, writing


def versions(url: str) -> int:
    with reading(url) as session:
        return session.scalar(select(func.count(m.VersionRow.id))) or 0


def test_what_was_backed_up_comes_back(database: str, tmp_path: Path) -> None:
    (tmp_path / KEY).write_bytes(b"k" * 32)
    before = versions(database)
    copy = tmp_path / "copies" / "copy.tar.gz"
    with writing(database) as session:  # not committed yet: not in the copy
        session.add(m.SourceRow(key="sau-sao-luu", title="x", url=None, checked_on=None))
        session.flush()
        back_up(copy)
    (tmp_path / KEY).write_bytes(b"other")
    engine(database).dispose()
    kept = restore(copy)
    engine(database).dispose()
    assert versions(database) == before
    with reading(database) as session:
        assert session.get(m.SourceRow, "sau-sao-luu") is None
    assert (tmp_path / KEY).read_bytes() == b"k" * 32
    assert kept[0].name.startswith(f"{DATABASE}.truoc-")


@pytest.mark.parametrize("spoilt", ["cut", "text", "empty", "other"])
def test_a_spoilt_backup_changes_nothing(database: str, tmp_path: Path, spoilt: str) -> None:
    copy, before = tmp_path / "copy.tar.gz", versions(database)
    back_up(copy)
    if spoilt == "cut":
        copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    elif spoilt == "text":
        copy.write_text("không phải tệp nén")
    else:
        inner = tmp_path / "inner"
        inner.write_bytes(b"" if spoilt == "empty" else b"SQLite format 3\x00" + b"x" * 5000)
        with tarfile.open(copy, "w:gz") as archive:
            archive.add(inner, DATABASE)
    with pytest.raises(CannotBackUp):
        restore(copy)
    assert versions(database) == before


def test_a_running_product_is_not_restored_under_its_feet(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"
    back_up(copy)
    with (tmp_path / "copy.lock").open("wb") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        with pytest.raises(CannotBackUp, match="đang chạy"):
            restore(copy)
    assert versions(database)


def test_another_database_is_told_by_its_tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg2://a@localhost/b")
    with pytest.raises(CannotBackUp, match="pg_dump"):
        back_up(tmp_path / "copy.tar.gz")
