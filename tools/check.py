"""Everything that can be checked, in order of how fast it fails: ruff, mypy, rasa data validate, pytest.

Tests that talk to the running product mostly wait for its processes, so they run beside the others.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
STEPS: dict[str, list[str]] = {
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "mypy": [PYTHON, "-m", "mypy"],
    "rasa data validate": [PYTHON, "-m", "tools.validate_rasa"],
}
PYTEST = [PYTHON, "-m", "pytest", "-q", "--durations=5", "-m"]
IN_PROCESS, ON_THE_PRODUCT = "pytest", "pytest trên sản phẩm đang chạy"


def main() -> None:
    failed = [name for name, command in STEPS.items() if not passes(name, command)]
    with tempfile.TemporaryFile() as kept:
        began = time.monotonic()
        beside = subprocess.Popen([*PYTEST, "product"], cwd=ROOT, stdout=kept, stderr=subprocess.STDOUT)
        failed += [] if passes(IN_PROCESS, [*PYTEST, "not product"]) else [IN_PROCESS]
        print(f"== {ON_THE_PRODUCT}", flush=True)
        code = beside.wait()
        kept.seek(0)
        print(kept.read().decode(errors="replace"), flush=True)
        failed += [] if told(ON_THE_PRODUCT, code, began) else [ON_THE_PRODUCT]
    sys.exit(f"Không qua: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    print(f"== {name}", flush=True)
    return told(name, subprocess.call(command, cwd=ROOT), began)


def told(name: str, code: int, began: float) -> bool:
    passed = "qua" if code == 0 else f"KHÔNG QUA (mã {code})"
    print(f"== {name}: {passed}, {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    main()
