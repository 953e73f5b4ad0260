"""The order of the candidates: weights learned on the development questions, near twins in mind.

The blend of nlu/matching.py finds the candidates and says how near they come; which of them is first is decided
here, from the same parts. ``tools/judgement.py`` makes ``PATH``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlu.matching import Candidate
from procedures.acts import FIRST_GRANTS, fit, tells_occasion

PATH = Path(__file__).parent / "data" / "ranking.json"
FEATURES = (
    "chars",
    "linear",
    "words",
    "known",
    "act",
    "object",
    "score",
    "ruled_out",
    "first_grant_where_no_act_is_said",
    "first_grant",
    "occasion",
    "linear_and_words",
    "least_part",
    "paired",
    "phrased",
)
"""What is weighed of a candidate; the first six are the parts of the blend."""
NO_OCCASION = 0.5


def features(candidate: Candidate, acts: Sequence[str]) -> npt.NDArray[np.float64]:
    """Numbers in the order of FEATURES."""
    chars, linear, words, *rest = candidate.parts
    matter = candidate.matter
    first = matter.action in FIRST_GRANTS
    happened = [act for act in acts if tells_occasion([act])]
    told = fit(happened, matter.action or "", matter.occasion) if happened else NO_OCCASION
    more = [candidate.score, candidate.ruled_out, first and not acts, first, told, linear * words]
    least = min(chars, linear, words)
    told_so = [candidate.paired, candidate.phrased]
    return np.asarray([chars, linear, words, *rest, *more, least, *told_so], dtype=float)


def ranked(candidates: Sequence[Candidate], acts: Sequence[str]) -> list[Candidate]:
    """The candidates in their order, each with its ``rank``; one whose whole name is said comes first.

    Those found by their code stay as they stand."""
    if not all(candidate.parts for candidate in candidates):
        return list(candidates)
    placed = [replace(one, rank=round(float(_weights() @ features(one, acts)), 3)) for one in candidates]
    return sorted(placed, key=lambda one: (not one.whole_name, -one.rank))


@cache
def _weights() -> npt.NDArray[np.float64]:
    told = json.loads(PATH.read_text(encoding="utf-8"))
    return np.asarray([told.get(name, 0.0) for name in FEATURES])
