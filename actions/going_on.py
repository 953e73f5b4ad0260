"""How likely a message goes on about what is spoken of: 0..1, learned on the development talks.

A logistic regression over what the message names that the record and its twins have nowhere, and over how it was
understood by itself. ``tools/going_on.py`` makes ``PATH``.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from rasa_sdk import Tracker

from actions.conversation import entities, scored, twins_of
from actions.conversation import records as read_records
from actions.kept import kept
from actions.other_papers import names_another_paper
from procedures.acts import CHANGES, SAME_ACT, fit
from procedures.folding import fold, words

PATH = Path(__file__).parent / "data" / "going_on.json"
FEATURES = (
    "foreign",
    "foreign_asked",
    "strange",
    "unheard",
    "asked_of",
    "words",
    "near_agency",
    "agency_named",
    "other_paper",
    "acts",
    "act_alone",
    "act_of_a_twin",
    "change_upon_it",
    "no_aspect",
    "names_first",
    "follow_up",
    "unresolved",
    "out_of_scope",
    "unclear",
)
MOST_STRANGE, MOST_ASKED, MOST_WORDS, MOST_ACTS = 3, 5, 14, 2
OF_A_SPAN = frozenset(["ngay", "tuan", "thang", "gio", "tieng"])
INTENTS = {
    "follow_up": "ask_follow_up",
    "unresolved": "unresolved",
    "out_of_scope": "out_of_scope",
    "unclear": "ask_unclear",
}


def features(tracker: Tracker, procedures: list[str]) -> list[float]:
    """Numbers in the order of FEATURES, of the latest message after talk of ``procedures``."""
    message, intent = tracker.latest_message.get("text") or "", tracker.latest_message.get("intent", {}).get("name")
    about = twins_of(read_records(procedures))
    twins = [record.id for record in about]
    said, asked_of = entities(tracker, "said"), asked_words(tracker)
    unheard = kept().statements.unheard(twins, asked_of, message)
    acts, aspects = entities(tracker, "act"), entities(tracker, "aspect")
    foreign = kept().statements.foreign
    does_it = bool(acts) and any(fit(acts, one.action, one.occasion) >= SAME_ACT for one in about)
    strange = sum(foreign(twins, [word], message) == 1.0 for word in asked_of)
    told = {
        "foreign": foreign(twins, said, message),
        "foreign_asked": foreign(twins, asked_of, message),
        "strange": min(strange, MOST_STRANGE),
        "unheard": min(len(unheard), MOST_STRANGE),
        "asked_of": min(len(asked_of), MOST_ASKED),
        "words": min(len(words(message)), MOST_WORDS),
        "near_agency": near_agency(tracker),
        "agency_named": bool(entities(tracker, "other_agency")),
        "other_paper": names_another_paper(message, about),
        "acts": min(len(acts), MOST_ACTS),
        "act_alone": bool(acts) and not aspects,
        "act_of_a_twin": does_it and not unheard,
        "change_upon_it": does_it and {*acts} <= CHANGES and foreign(twins, asked_of, message) == 0.0,
        "no_aspect": not aspects,
        "names_first": bool(entities(tracker, "names_first")),
        **{name: intent == one for name, one in INTENTS.items()},
    }
    return [float(told[name]) for name in FEATURES]


def goes_on(tracker: Tracker, procedures: list[str]) -> float:
    """How likely the latest message is about ``procedures`` or their twins."""
    weights, bias = _weights()
    return 1 / (1 + math.exp(-bias - sum(w * x for w, x in zip(weights, features(tracker, procedures), strict=True))))


def asked_words(tracker: Tracker) -> list[str]:
    """What is named in one breath with what is asked, without its figures: "15 ngày đúng không" names nothing."""
    named = entities(tracker, "asked_of")
    figures = any(word.isdigit() for word in named)
    return [word for word in named if not word.isdigit() and not (figures and fold(word) in OF_A_SPAN)]


def near_agency(tracker: Tracker) -> float:
    """Link score of the other agency whose business the message comes nearest to."""
    return max(scored(tracker, "near_agency").values(), default=0.0)


@cache
def _weights() -> tuple[list[float], float]:
    held = json.loads(PATH.read_text(encoding="utf-8"))
    return [held[name] for name in FEATURES], held["bias"]
