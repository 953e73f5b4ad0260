"""Signals to the product's processes."""

from __future__ import annotations

import contextlib
import os
import signal

HANGS_UP = signal.getsignal(signal.SIGHUP) != signal.SIG_IGN
"""Not so under nohup: then the product outlives its terminal."""
STOPPING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if HANGS_UP else []))


def end_group(group: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Signals a process and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
