"""Rasa's command line with the limits and patches of its process."""

from __future__ import annotations

import ctypes
import signal
import sys

from nlu.settings import bound_body

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ends with whoever started it: neither a model nor a training is left behind by a parent that was killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    bound_body()
    from rasa.__main__ import main as rasa_main

    from nlu import rasa_patches

    rasa_patches.apply()
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
