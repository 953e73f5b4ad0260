"""How sure it is that the first candidate is what a message asks: 0..1, calibrated on the development questions.

A monotone gradient boosting: a clearer lead over the other candidates, other agencies and topics never makes it less
sure, and another agency's name never more. ``tools/judgement.py`` makes ``PATH``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from nlu import settings
from nlu.heard import Heard
from nlu.likelihood import FARTHEST
from nlu.matching import LABELS, Candidate
from nlu.matters import NO_FAMILY

PATH = Path(__file__).parent / "data" / "sureness.json"
TALK = frozenset(["greet", "thank", "goodbye", "affirm", "deny", "ask_identity", "chitchat", "insult", "out_of_scope"])
"""Guesses of the classifier that speak against any procedure."""
RISING = (
    "score",
    "chars",
    "linear",
    "words",
    "object",
    "lead",
    "share",
    "lead_of_chars",
    "lead_of_linear",
    "lead_of_words",
    "paired",
    "lead_of_paired",
    "lead_of_phrased",
    "lead_of_likely",
    "lead_over_agencies",
    "lead_over_topics",
    "lead_of_linear_over_agencies",
    "lead_of_words_over_agencies",
    "guessed_a_question",
    "wants",
)
FALLING = ("agency_named", "guessed_talk", "strange_words", "outnamed")
EITHER = (
    "lead_over_twins",
    "words_spoken",
    "words_of_matter",
    "words_of_no_name",
    "pairs",
    "acts",
    "aspects",
    "turns",
)
FEATURES = (*RISING, *FALLING, *EITHER)
"""What is weighed of a message; the first rise with the sureness, then come those that fall."""
AT = {part: number for number, part in enumerate(LABELS)}


def features(heard: Heard) -> npt.NDArray[np.float64]:
    """Numbers in the order of FEATURES, of a message that has a candidate with parts."""
    link, best = heard.link, heard.link.candidates[0]
    same = best.family if best.family != NO_FAMILY else None
    rivals = [one for one in link.candidates[1:] if one.family != same]
    judged = heard.agency.entry.thing if heard.agency else None  # named, and known not to be meant
    agencies = [one for one in link.agencies if one.id != judged]
    others = [one for one in (*link.candidates, *agencies) if one.object != best.object]
    twins = [one.score for one in rivals if one.object == best.object]
    told = {
        "score": best.score,
        **{part: best.parts[AT[part]] for part in ("chars", "linear", "words", "object")},
        "lead": min(best.rank - max((one.rank for one in rivals), default=0.0), 8.0),
        "share": _share(link.candidates, same),
        **{f"lead_of_{part}": _lead(best, rivals, part) for part in ("chars", "linear", "words")},
        "paired": best.paired,
        "lead_of_paired": best.paired - max((one.paired for one in rivals), default=0.0),
        "lead_of_phrased": best.phrased - max((one.phrased for one in rivals), default=0.0),
        "lead_of_likely": best.likely - max((one.likely for one in others), default=-FARTHEST),
        "lead_over_agencies": best.score - max((one.score for one in agencies), default=0.0),
        "lead_over_topics": best.score - max((one.score for one in link.topics), default=0.0),
        "lead_of_linear_over_agencies": _lead(best, agencies, "linear"),
        "lead_of_words_over_agencies": _lead(best, agencies, "words"),
        "guessed_a_question": heard.sure if heard.guess == "ask" else 0.0,
        "agency_named": bool(heard.agency),
        "guessed_talk": heard.sure if heard.guess in TALK else 0.0,
        "strange_words": min(sum(word not in link.vocabulary for word in heard.topical), 4),
        "outnamed": any(_names_more(rival, best) for rival in rivals[:3]),
        "lead_over_twins": best.score - max(twins, default=0.0),
        "words_spoken": min(len(heard.spoken), 25),
        "words_of_matter": min(len(heard.topical), 8),
        "words_of_no_name": min(sum(word not in link.naming for word in heard.topical), 6),
        "pairs": min(len(link.pairs), 3),
        "acts": bool(link.acts),
        "aspects": bool(heard.clear_aspects),
        "turns": heard.turns,
        "wants": heard.wants_something,
    }
    return np.asarray([told[name] for name in FEATURES], dtype=float)


def sureness(heard: Heard) -> float:
    """Of the first candidate; 1 for one that was found by its code, 0 where there is none."""
    best = heard.link.best
    if best is None or not best.parts:
        return float(best is not None)
    return round(float(expit(_forest().of(features(heard)))), 4)


def _share(candidates: list[Candidate], same: tuple[str, str] | None) -> float:
    """What the first one, with its siblings of another occasion, has of all the candidates' weight."""
    weight = np.exp([one.rank - candidates[0].rank for one in candidates])
    own = [at == 0 or (same is not None and one.family == same) for at, one in enumerate(candidates)]
    return float(weight[own].sum() / weight.sum())


def _names_more(rival: Candidate, best: Candidate) -> bool:
    """A rival of another field, not far behind, of whose names the message says more."""
    near = rival.score >= best.score - settings.NAMED_MARGIN
    return near and rival.matter.field != best.matter.field and rival.named > best.named


def _lead(best: Candidate, others: list[Candidate], part: str) -> float:
    return best.parts[AT[part]] - max((one.parts[AT[part]] for one in others), default=0.0)


@dataclass(frozen=True)
class Forest:
    """Trees as one table of nodes: a leaf leads to itself."""

    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    roots: npt.NDArray[np.int64]
    depth: int
    baseline: float

    def of(self, row: npt.NDArray[np.float64]) -> float:
        """Sum of the leaves a row comes to, in log-odds."""
        at = self.roots
        for _ in range(self.depth):
            at = np.where(row[self.feature[at]] <= self.threshold[at], self.left[at], self.right[at])
        return self.baseline + float(self.value[at].sum())


@cache
def _forest() -> Forest:
    told = json.loads(PATH.read_text(encoding="utf-8"))
    whole = {name: np.asarray(told[name]) for name in ("feature", "threshold", "left", "right", "value", "roots")}
    return Forest(**whole, depth=told["depth"], baseline=told["baseline"])
