"""``make lock``: resolves pyproject.toml into requirements.lock with hashes and no host name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "bin" / "uv"


def main() -> None:
    command = [
        str(UV) if UV.is_file() else "uv", "pip", "compile", "pyproject.toml", "--group", "pyproject.toml:dev",
        "--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28", "--generate-hashes",
        "--no-emit-index-url", "--no-header", "--quiet", "-o", "requirements.lock",
    ]  # fmt: skip
    sys.exit(subprocess.call(command, cwd=ROOT))


if __name__ == "__main__":
    main()
