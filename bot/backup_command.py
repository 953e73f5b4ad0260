"""``make backup [FILE=]`` and ``make restore FILE=``: the embedded database and the key of the sessions in one file.

The copy is taken while the product runs and is whole (SQLite's own online backup). A restore needs it stopped, checks
the copy before it touches anything, and keeps what was there.
"""

from __future__ import annotations

import fcntl
import io
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot import settings
from procedures.database import engine
from procedures.os_errors import os_reason
from procedures.settings import HANOI, BadSetting, private, var_dir

DATABASE, KEY = "mot-cua.db", "secret.key"
ASIDE = ("", "-wal", "-shm")
"""Files that SQLite keeps a database in."""


class CannotBackUp(Exception):
    """One sentence for the person at the terminal."""


def _embedded() -> Path:
    url = engine().url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CannotBackUp(
            "DATABASE_URL không phải tệp SQLite; hãy sao lưu bằng công cụ của máy chủ đó (pg_dump, pg_restore)."
        )
    return Path(url.database)


def back_up(target: Path) -> None:
    """Writes the copy to ``target``, whole or not at all; raises CannotBackUp."""
    source = _embedded()
    if not source.is_file():
        raise CannotBackUp(f"Chưa có cơ sở dữ liệu {source}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        copy, packed = Path(work) / DATABASE, Path(work) / "packed"
        live = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        with closing(live), closing(sqlite3.connect(copy)) as held:
            live.backup(held)
        with tarfile.open(packed, "w:gz") as archive:
            archive.add(copy, DATABASE)
            if (key := var_dir() / KEY).is_file():
                archive.add(key, KEY)
        packed.replace(target)


def restore(source: Path) -> list[Path]:
    """Puts a copy in place of the database; returns where what was there is kept. Raises CannotBackUp."""
    target = _embedded()
    var_dir().mkdir(parents=True, exist_ok=True)
    with (var_dir() / "copy.lock").open("wb") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotBackUp("Sản phẩm đang chạy; hãy dừng (Ctrl-C) rồi khôi phục.") from None
        with tempfile.TemporaryDirectory(dir=var_dir()) as work:
            held = _unpacked(source, Path(work))
            kept = _set_aside(target)
            held[DATABASE].replace(target)
            if KEY in held:
                held[KEY].replace(var_dir() / KEY)
            return kept


def _unpacked(source: Path, work: Path) -> dict[str, Path]:
    """The files of a backup, checked."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            members = [one for one in archive if one.isfile() and one.name in (DATABASE, KEY)]
            for one in members:
                with (work / one.name).open("wb") as file:
                    shutil.copyfileobj(archive.extractfile(one) or io.BytesIO(), file)
    except (tarfile.TarError, EOFError, OSError) as error:
        reason = os_reason(error) if isinstance(error, FileNotFoundError) else "không phải bản sao lưu, hoặc bị hỏng"
        raise CannotBackUp(f"Không đọc được {source}: {reason}.") from None
    found = {one.name: work / one.name for one in members}
    if DATABASE not in found or not _is_sound(found[DATABASE]):
        raise CannotBackUp(f"{source} không có cơ sở dữ liệu lành lặn; chưa có gì thay đổi.")
    return found


def _is_sound(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(database)) as held:
            tables = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return held.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and "procedure_version" in tables
    except sqlite3.DatabaseError:
        return False


def _set_aside(target: Path) -> list[Path]:
    """What stands in the way, under a name that says when it was set aside."""
    stamp = datetime.now(HANOI).strftime("%Y%m%d-%H%M%S")
    kept = []
    for suffix in ASIDE:
        there = target.with_name(target.name + suffix)
        if there.exists():
            aside = target.with_name(f"{target.name}.truoc-{stamp}{suffix}")
            there.replace(aside)
            kept.append(aside)
    return kept


def main() -> None:
    private()
    try:
        act, told = settings.backup_request()
        if act == "restore":
            kept = restore(Path(told))
            before = f" Bản trước đó giữ ở {kept[0]}." if kept else ""
            print(f"Đã khôi phục từ {told}.{before} Chạy make run để phục vụ.")
            return
        stamp = datetime.now(HANOI).strftime("%Y%m%d-%H%M%S")
        target = Path(told) if told else var_dir() / "backup" / f"mot-cua-{stamp}.tar.gz"
        back_up(target)
        print(f"Đã sao lưu vào {target} ({target.stat().st_size // 1024} kB).")
    except (CannotBackUp, BadSetting) as error:
        sys.exit(str(error))
    except (OSError, sqlite3.Error) as error:
        reason = os_reason(error) if isinstance(error, OSError) else str(error)
        sys.exit(f"Không sao lưu hay khôi phục được, chưa có gì thay đổi: {reason}.")


if __name__ == "__main__":
    main()
