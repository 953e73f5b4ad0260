"""What stops a start: one clear sentence, a non-zero exit, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running_product import free_ports

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
