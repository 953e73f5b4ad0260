"""The README tells only of what is there."""

from __future__ import annotations

import re
import subprocess

import pytest

from procedures.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKE = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
NAMED = sorted(set(re.findall(r"`((?:\.?[\w-]+/)*[\w.-]+(?:/|\.(?:py|md|yml|toml|lock|jsonl|js|css)))`", README)))
PICTURES = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)


def test_every_command_named_exists() -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z][a-z-]*)", README, re.MULTILINE))
    assert named
    assert named <= MAKE


@pytest.mark.parametrize("name", NAMED)
def test_every_file_named_exists(name: str) -> None:
    assert name.startswith("var/") or (ROOT / name).exists(), f"README nói tới {name} nhưng không có"


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_exists(name: str) -> None:
    assert (ROOT / name).is_file()


def test_it_names_files_at_all() -> None:
    assert len(NAMED) >= 10
    assert PICTURES


def test_every_command_of_the_makefile_is_documented() -> None:
    assert {command for command in MAKE if f"make {command}" not in README} <= {"help", "env"}


def test_every_environment_setting_is_documented() -> None:
    settings = "".join((ROOT / room / "settings.py").read_text() for room in ("procedures", "bot"))
    names = set(re.findall(r"""(?:environ\.get\(|_port\()"([A-Z_]+)\"""", settings))
    assert {"PORT", "VAR_DIR", "NOW"} <= names
    assert {name for name in names if f"`{name}" not in README} == set()


def test_nothing_generated_or_secret_is_tracked() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    bad = [
        name
        for name in tracked
        if name.endswith((".db", ".tar.gz", ".key", ".pyc")) or name.startswith(("var/", ".venv/"))
    ]
    assert bad == []
