"""Rasa's command line with the limits of its process."""

from __future__ import annotations

import sys

from nlu.settings import bound_body


def main() -> None:
    bound_body()
    from rasa.__main__ import main as rasa_main

    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
