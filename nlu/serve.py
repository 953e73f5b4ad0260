"""Rasa's command line with the limits and patches of its process."""

from __future__ import annotations

import sys

from nlu.settings import bound_body


def main() -> None:
    bound_body()
    from rasa.__main__ import main as rasa_main

    from nlu import rasa_patches

    rasa_patches.apply()
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
