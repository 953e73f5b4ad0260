"""What stops a start: one clear sentence, a non-zero exit, no traceback."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running_product import free_ports

from bot import settings
from procedures import prepare
from procedures import settings as procedure_settings
from procedures.migrate import HERE, upgrade
from procedures.settings import ROOT


def start(var_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    ports = dict(zip(("PORT", "RASA_PORT", "ACTIONS_PORT"), map(str, free_ports(3)), strict=True))
    told = {**os.environ, **ports, "VAR_DIR": str(var_dir), **environment}
    return subprocess.run(
        [sys.executable, "-m", "bot.start"], cwd=ROOT, env=told, capture_output=True, text=True, timeout=60
    )


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("told", ["abc", "0", "99999"])
def test_a_port_that_is_none_is_named(tmp_path: Path, told: str) -> None:
    assert "PORT" in one_sentence(start(tmp_path, PORT=told))


def test_two_ports_alike_are_refused(tmp_path: Path) -> None:
    assert "phải khác nhau" in one_sentence(start(tmp_path, PORT="18999", RASA_PORT="18999"))


@pytest.mark.parametrize("told", ["2", "0", "hai"])
def test_gateways_that_cannot_be_are_named(tmp_path: Path, told: str) -> None:
    assert "GATEWAYS" in one_sentence(start(tmp_path, GATEWAYS=told))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("không phải thư mục")
    assert str(blocked) in one_sentence(start(blocked / "var"))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="cần /proc của Linux")
def test_a_read_only_place_is_named() -> None:
    assert "/proc/mot-cua" in one_sentence(start(Path("/proc/mot-cua")))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="cần /dev/full của Linux")
def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    done = start(tmp_path, DATABASE_URL="sqlite:////proc/none/mot-cua.db")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "cơ sở dữ liệu" in done.stderr


@pytest.mark.parametrize("url", ["khong-phai-dia-chi", "foo://x", "mysql://a/b"])
def test_a_database_that_cannot_be_meant_is_told(tmp_path: Path, url: str) -> None:
    done = start(tmp_path, DATABASE_URL=url)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "DATABASE_URL" in done.stderr


def processes_of(var_dir: Path) -> list[int]:
    """Processes that were started for this folder."""
    mark = f"VAR_DIR={var_dir}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_while_training_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    ports = dict(zip(("PORT", "RASA_PORT", "ACTIONS_PORT"), map(str, free_ports(3)), strict=True))
    told = {**os.environ, **ports, "VAR_DIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot.start"], cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True
    ) as child:
        for line in child.stdout or ():
            if "Huấn luyện" in line:
                break
        child.send_signal(number)
        assert child.wait(timeout=10) != 0
    until = time.monotonic() + 5
    while processes_of(tmp_path) and time.monotonic() < until:
        time.sleep(0.1)
    assert processes_of(tmp_path) == []


@pytest.mark.parametrize("name", ["NOW", "PORT", "PUBLIC_URL"])
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    assert name in one_sentence(start(tmp_path, **{name: "²"}))


def test_a_database_of_a_newer_version_is_told(tmp_path: Path) -> None:
    upgrade(HERE, f"sqlite:///{tmp_path / 'mot-cua.db'}")
    with sqlite3.connect(tmp_path / "mot-cua.db") as database:
        database.execute("UPDATE alembic_version_procedures SET version_num = '9999_future'")
    database.close()
    done = start(tmp_path)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "bản phần mềm mới hơn" in done.stderr


def test_a_key_that_a_full_disk_left_empty_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    (tmp_path / "secret.key").touch()
    made = settings.secret()
    assert (len(made), settings.secret()) == (settings.KEY_BYTES, made)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]


def test_a_faulty_file_beside_a_filled_database_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = tmp_path / "seed"
    shutil.copytree(procedure_settings.SEED, seed)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    prepare.prepare()
    (seed / "buu-chinh" / "buu-chinh-cap-giay-phep.yml").write_text("id: [", encoding="utf-8")
    monkeypatch.setattr(procedure_settings, "SEED", seed)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        prepare.prepare()
    assert "buu-chinh-cap-giay-phep.yml:" in told.getvalue()
    assert "chưa nạp được" in told.getvalue()


@pytest.mark.parametrize("seconds", [0.15, 0.4])
def test_ctrl_c_while_modules_load_shows_no_traceback(tmp_path: Path, seconds: float) -> None:
    told = {**os.environ, "VAR_DIR": str(tmp_path)}
    started = subprocess.Popen(
        [sys.executable, "-m", "bot.start"],
        cwd=ROOT,
        env=told,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    time.sleep(seconds)
    errors = None
    for _ in range(4):  # what Python swallows while it starts itself is pressed again
        started.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            errors = started.communicate(timeout=5)[1]
            break
    assert errors is not None
    assert "Traceback" not in errors or "bot/" not in errors  # Python's own start-up is not ours
    assert started.returncode != 0
