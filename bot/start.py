"""``make run``: checks the ground, brings the database and the model, then hands over to the supervisor."""

from __future__ import annotations

import asyncio
import fcntl
import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO

from bot import interruption, settings  # noqa: F401 (interruption first: it only listens)
from bot.processes import STOPPING, end_group
from bot.supervisor import supervise
from procedures.database import engine
from procedures.orphans import die_with_parent
from procedures.os_errors import os_reason
from procedures.settings import ROOT, BadSetting, now, private, var_dir

OPEN_FILES = 65_536
SPACE = 300 * 1024**2
ROOM_PREPARERS = ("procedures.prepare", "nlu.prepare")
"""Each room brings its own part: tables and seed, then model; run as processes, so that no room imports another."""


class CannotStart(Exception):
    """One sentence for the person at the terminal."""


def check_place() -> None:
    """VAR_DIR can be written, has room, and is read by its owner only: it holds conversations."""
    place = var_dir()
    private()
    try:
        (place / "log").mkdir(parents=True, exist_ok=True)
        probe = place / ".ghi-thu"
        probe.write_bytes(b"0")
        probe.unlink()
    except OSError as error:
        raise CannotStart(f"Không ghi được vào {place} (VAR_DIR): {os_reason(error)}.") from None
    stat = os.statvfs(place)
    if stat.f_bavail * stat.f_frsize < SPACE:
        raise CannotStart(f"Ổ đĩa chứa {place} (VAR_DIR) còn dưới 300 MB trống.")


def raise_open_files() -> None:
    """As many open files as this user may have: every citizen's stream is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, OPEN_FILES) if hard != resource.RLIM_INFINITY else OPEN_FILES
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def check_ports() -> None:
    named = {
        "PORT": settings.port(),
        "RASA_PORT": settings.rasa_port(),
        "ACTIONS_PORT": settings.actions_port(),
    }
    if len(set(named.values())) < len(named):
        raise CannotStart(f"PORT, RASA_PORT và ACTIONS_PORT phải khác nhau: {named}.")
    for name, number in named.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.HOST, number))
            except OSError:
                raise CannotStart(
                    f"Cổng {number} ({name}) đang có chương trình khác dùng; đặt {name} sang số khác."
                ) from None


def check_gateways() -> None:
    """Several of them need a server: of SQLite only one process may write at a time, and all would wait for it."""
    if settings.gateways() > 1 and engine().dialect.name == "sqlite":
        raise CannotStart("GATEWAYS lớn hơn 1 cần DATABASE_URL là máy chủ PostgreSQL; với SQLite chỉ một cổng vào.")


def hold_place() -> IO[bytes]:
    """Takes VAR_DIR for this copy; two copies on one database would each answer every message."""
    gate = (var_dir() / "copy.lock").open("wb")
    try:
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        gate.close()
        raise CannotStart(f"Một bản khác đang chạy với {var_dir()} (VAR_DIR); đặt VAR_DIR sang thư mục khác.") from None
    return gate


def prepare() -> None:
    """Runs what each room brings; a signal meanwhile ends it and everything it started."""
    for module in ROOM_PREPARERS:
        child = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=settings.child_environment(),
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        for number in STOPPING:
            signal.signal(number, lambda *_, group=child.pid: end_group(group))
        code = child.wait()
        for number in STOPPING:
            signal.signal(number, signal.SIG_DFL)
        if code < 0:
            raise CannotStart("Đã dừng theo yêu cầu.")
        if code:
            raise CannotStart("Chưa khởi động được: xem câu báo lỗi ở trên.")


def migrate_gateway() -> None:
    from procedures.migrate import upgrade

    upgrade(ROOT / "bot")


def served_model() -> Path:
    """The path ``nlu.prepare`` left in VAR_DIR for the model to serve."""
    return settings.models_dir() / (settings.models_dir() / "serve").read_text(encoding="utf-8").strip()


def main() -> None:
    try:
        check_place()
        check_ports()
        check_gateways()
        now()
        settings.public_url()
        settings.trusted_proxies()
        settings.check_test_settings()
        raise_open_files()
        gate = hold_place()
        settings.secret()  # made before several gateways want it
        prepare()
        migrate_gateway()
        check_ports()  # preparing may take minutes, in which another copy can take one
    except (CannotStart, BadSetting) as error:
        sys.exit(str(error))
    print("Khởi động Rasa, máy chủ hành động và cổng vào…", flush=True)
    with gate:
        sys.exit(0 if asyncio.run(supervise(served_model())) else 1)


if __name__ == "__main__":
    main()
