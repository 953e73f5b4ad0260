"""Child processes that never outlive their parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)
HANGS_UP = signal.getsignal(signal.SIGHUP) != signal.SIG_IGN
"""Not so under nohup: then the product outlives its terminal."""
STOPPING = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if HANGS_UP else []))


def die_with_parent() -> None:
    """To be called in the child before it runs its program."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def end_group(group: int, number: signal.Signals = signal.SIGKILL) -> None:
    """Signals a process and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
