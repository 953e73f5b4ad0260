"""Rasa's command line with the limits and patches of its process."""

from __future__ import annotations

import sys

from nlu.settings import bound_body
from procedures.orphans import die_with_parent


def main() -> None:
    """Ends with whoever started it: neither a model nor a training is left behind by a parent that was killed."""
    die_with_parent()
    bound_body()
    from rasa.__main__ import main as rasa_main

    from nlu import rasa_patches

    rasa_patches.apply()
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
