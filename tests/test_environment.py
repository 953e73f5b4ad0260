"""The set-up script that runs before anything is installed."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

from procedures.settings import ROOT

SCRIPT = ROOT / "tools" / "environment.py"
SCRIPT_AS_E = f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import environment as e;"


def ends(statements: str) -> subprocess.CompletedProcess[str]:
    """How the script, as ``e``, ends that has run these statements."""
    return subprocess.run([sys.executable, "-c", SCRIPT_AS_E + statements], capture_output=True, text=True)


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names <= set(sys.stdlib_module_names)


def test_another_platform_gets_a_sentence() -> None:
    done = ends("e.platform.machine = lambda: 'riscv'; e.check_machine()")
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


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    """A build that uv has started must not go on beside the next set-up."""
    mark = tmp_path / "pid"
    code = (
        f"import signal; {SCRIPT_AS_E}"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143));"
        f"e.run(['sh', '-c', 'sleep 60 & echo $! > {mark}; wait'])"
    )
    started = subprocess.Popen([sys.executable, "-c", code])
    while not (mark.exists() and mark.read_text().strip()):
        time.sleep(0.05)
    started.terminate()
    assert started.wait(timeout=10) == 143
    child = Path("/proc") / mark.read_text().strip() / "stat"
    assert not child.exists() or child.read_text().rpartition(")")[2].split()[0] == "Z"


def test_an_old_python_is_told_by_its_version() -> None:
    done = ends("e.OLDEST = (9, 9); e.TOOLS = '/nowhere'; e.shutil.which = lambda _: None; e.uv()")
    assert done.returncode == 1
    assert "quá cũ để tải uv" in done.stderr
