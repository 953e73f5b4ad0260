"""The README tells only of what is there."""

from __future__ import annotations

import re
import subprocess

import pytest

from procedures.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKE = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
ROOMS = "|".join(re.escape(one.name) for one in sorted(ROOT.iterdir()) if one.is_dir() and one.name != "var")
CODE = re.findall(r"`([^`\n]+)`", README) + re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PATH = re.compile(
    rf"(?<![\w./<=-])((?:(?:{ROOMS})/[\w./-]*[\w/])|[\w-]+\.(?:py|md|yml|toml|lock|jsonl|js|css|txt|npz|html|sh|png|svg))(?![\w<>/*{{])"
)
"""Something under one of our folders, or a file's name."""
NAMED = sorted({name for text in CODE for name in PATH.findall(text)} - {"widget.js"})
LINKS = [link for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", README) if "://" not in link]
MODULES = sorted(
    {name for text in CODE for name in re.findall(r"python3? -m ((?:tools|nlu|bot|actions|procedures)[\w.]*)", text)}
)
PICTURES = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)


def test_every_command_named_exists() -> None:
    prose = [README.split("## In English")[0], *CODE]  # in English one can "make" anything
    named = {name for text in prose for name in re.findall(r"(?<![\w-])make ([a-z][a-z-]*)(?!\w)", text)}
    assert named
    assert named <= MAKE


@pytest.mark.parametrize("name", NAMED)
def test_every_file_named_exists(name: str) -> None:
    assert name.startswith("var/") or (ROOT / name).exists(), f"README nói tới {name} nhưng không có"


def test_every_link_leads_to_a_file() -> None:
    assert [link for link in LINKS if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_named_exists(name: str) -> None:
    path = ROOT / name.replace(".", "/")
    assert path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_exists(name: str) -> None:
    assert (ROOT / name).is_file()


def test_it_names_files_at_all() -> None:
    assert len(NAMED) >= 10
    assert PICTURES
    assert MODULES


@pytest.mark.parametrize(
    "told",
    [
        "`nlu/data/khong-co.npz`",
        "`bot/static/fonts/KHONG.txt`",
        "`data/khong-co.xlsx`",
        "`.ci/khongco`",
        "`tools/khong_co`",
    ],
)
def test_a_file_that_is_not_there_would_be_noticed(told: str) -> None:
    (name,) = PATH.findall(told)
    assert not (ROOT / name).exists()


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
