"""Everything that can be checked, in order of how fast it fails: ruff, mypy, rasa data validate, pytest."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
STEPS: dict[str, list[str]] = {
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "mypy": [PYTHON, "-m", "mypy"],
    "rasa data validate": [PYTHON, "-m", "tools.validate_rasa"],
    "pytest": [PYTHON, "-m", "pytest", "-q", "--durations=5"],
}


def main() -> None:
    failed = [name for name, command in STEPS.items() if not passes(name, command)]
    sys.exit(f"Không qua: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    print(f"== {name}", flush=True)
    code = subprocess.call(command, cwd=ROOT)
    print(
        f"== {name}: {'qua' if code == 0 else f'KHÔNG QUA (mã {code})'}, {time.monotonic() - began:.0f} s", flush=True
    )
    return code == 0


if __name__ == "__main__":
    main()
