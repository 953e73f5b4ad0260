"""The set-up script that runs before anything is installed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from procedures.settings import ROOT

SCRIPT = ROOT / "tools" / "environment.py"


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names <= set(sys.stdlib_module_names)


def test_another_platform_gets_a_sentence() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import environment as e;"
        "e.platform.machine = lambda: 'riscv'; e.check_machine()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Linux x86-64" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_made_environment_is_left_alone() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_lock_pins_every_package_by_hash_and_names_no_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert len(pinned) > 150
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text
    assert not any(Path(part).is_absolute() for part in text.split())
