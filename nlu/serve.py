"""Starts Rasa's command line with the limits of its process: body size here, so that the action server keeps its own."""

from __future__ import annotations

import os
import sys

MAX_BODY = "20480"
"""Bytes Rasa accepts; the gateway has bounded the text before (RASA.md, production rule 2)."""


def main() -> None:
    os.environ.setdefault("SANIC_REQUEST_MAX_SIZE", MAX_BODY)
    from rasa.__main__ import main as rasa_main

    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
