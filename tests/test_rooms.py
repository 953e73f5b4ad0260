"""The four rooms: who may import whom, and who reads the environment."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from procedures.settings import ROOT

ROOMS = {"procedures": set(), "nlu": {"procedures"}, "actions": {"procedures"}, "bot": {"procedures"}}
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """First names of everything a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | from_}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert imported(path) & set(ROOMS) <= ROOMS[room] | {room}


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.name != "settings.py"], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_only_settings_reads_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "os.environ" not in text
    assert "getenv" not in text


def test_the_rule_sees_an_import_inside_a_function(tmp_path: Path) -> None:
    guilty = tmp_path / "guilty.py"
    guilty.write_text("def f():\n    from actions.reply import Reply\n    import bot.main\n")
    assert imported(guilty) == {"actions", "bot"}


def test_the_gateway_does_not_load_rasa() -> None:
    assert not any(
        "rasa" in imported(path) or "rasa_sdk" in imported(path) for path in FILES if path.parts[-2] == "bot"
    )
