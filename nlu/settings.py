"""Numbers by which a message is understood, and the environment of this room's processes.

The numbers were set on the development questions (tests/questions/dev*.jsonl, former-heldout), never on held-out ones.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from procedures.settings import ROOT, SEED

QUESTIONS = ROOT / "tests" / "questions"
FLOORS = QUESTIONS / "floors.json"
"""What the held-out questions must reach: shares of 1."""

ANSWER_SURE, LIKELY_SURE, OFFER_SURE = 0.91, 0.7, 0.2
"""Sureness (nlu/sureness.py) from which a procedure is answered, is taken where that can be put right, is offered."""
BESIDE_SURE = 0.8
"""Sureness from which one of several questions in a message is answered."""
PERHAPS_SURE = 0.3
"""Sureness from which another agency's word in a message is not believed outright."""
ANSWER_SCORE = 0.54
"""Link score from which one of several procedures in a message is named."""
NAMED_MARGIN = 0.12
"""Lead that is too little over a procedure of another field of whose names the message says more."""
BARE_DAY = 6
"""Words of a message that names a day and nothing else."""
BARE_NAME = 8
"""Words of a clause that only names a procedure beside another: "… và bản tin"."""
SURE_SCORE = 0.72
"""From this link score on another agency's word in the message does not count."""
BEYOND_DOUBT = 0.8
"""From this link score on a message means what it names, however it begins."""
BEYOND_ANY_DOUBT = 0.97
"""The same where no paper and no act is named: "còn văn phòng đại diện thì sao" may go on with what was spoken of."""
TWIN_MARGIN = 0.08
"""Link score by which a first grant of the same paper may be behind and still be what a message without an act asks."""
OCCASION_LEAD = 5.0
"""Rank by which a sibling of another occasion (lost, expired) must be behind not to be answered beside the best."""
NAMES_A_FIELD = 0.5
"""Share of what a message names that stands in a procedure's names, from which a list of its field is asked."""
CHOICE_SCORE = 0.40
"""Below this link score nothing is offered."""
COMPARED_SCORE = 0.5
"""From which score a clause that names no pair of a name's words is set beside one of its field that does."""
COMPARED_SPAN = 0.15
"""How far behind the best a first grant may stand to be what a comparison means."""
CHOICES, CHOICE_SPAN = 3, 0.2
"""How many candidates are named at most, and how far they may stand behind the best."""
TOPIC_SURE, TOPIC_SCORE, TOPIC_MARGIN = 0.70, 0.50, 0.08
"""From which score a general topic is meant beyond doubt, from which it may be meant; its lead over our procedures."""
MORE_THAN_AN_ASPECT = 5
"""Words from which a message that names nothing says more than an aspect."""
TOPICS_OFFERED = 3
"""How many general questions are named where none of them is certain."""
TOPIC_BESIDE = 0.75
"""From this score on a bare aspect without any conversation is answered by a general topic."""
TOPIC_FALLBACK = 0.65
"""The same where nothing was spoken of that the aspect could be asked of."""
TOPIC_ALONE = 0.90
"""The same for a message without topical words ("thứ bảy có nhận hồ sơ không")."""
WHOLLY_KNOWN = 0.95
"""Share of a message's words that the paper it asks for must know."""
MOSTLY_KNOWN = 0.5
"""Share of a message's words that a topic must know or be named by."""
KNOWN_BESIDE_OURS = 0.7
"""The same of a message that holds two neighbouring words of one of our names."""
ALIKE = 0.6
"""Likeness of letters that a topic must have to be what a follow-up of a word or two asks."""
SAME_LETTERS = 0.9
"""Likeness of letters from which a message without topical words is a topic's name or phrasing, word for word."""
AGENCY_SCORE, AGENCY_SURE, AGENCY_MARGIN = 0.58, 0.68, 0.06
"""From which score, of a long message and of a short one, and lead over our procedures, another agency's business is
meant without its name."""
SCOPE_SCORE = 0.50
"""Below this link score the classifier's word that a matter is not ours is believed."""
INTENT_SURE = 0.55
"""Classifier confidence from which small talk and the like is believed."""
TALK_LIKELY = 0.4
"""The same where nothing of ours comes near."""
TALK_SURE = 0.9
"""From this confidence on two stray words do not make small talk a question ("em chào anh chị")."""
ACT_FITS = 0.6
"""From this fit on a procedure does what the message wants done (procedures/acts.py)."""
STORY_WORDS, STORY_SURE = 4, 0.8
"""A message with so many words of matter is small talk only from this classifier confidence on."""
SECRET_SURE = 0.85
"""Classifier confidence from which a message without a secret word is still taken for one."""
STRAY_WORDS = 3
"""Words of no procedure's name that a follow-up may hold ("mấy ngày xong", "hết bao nhiêu")."""
CASE_SHARE = 0.33
"""Share of a message's words from which what they say of a case may be all that the message says."""
MOST_CASES = 12
"""What is carried of the answers a message gives to questions about the citizen's case."""
NAME_RUN = 3
"""Words in a row that must be those of a procedure's name to count as the name."""
KNOWN_WORDS = 0.4
"""Share of words that must be known at all; less is gibberish."""
INDEX_CHECK_SECONDS = 2.0
"""How long the index may be behind the database."""
MAX_BODY_BYTES = 20480
"""What Rasa accepts over HTTP; the gateway has bounded the text before (RASA.md, production rule 2)."""


def training_environment() -> dict[str, str]:
    """Environment of a training process: quiet TensorFlow, no telemetry, steps told as they end."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "INFO",
        "SANIC_HOST": "127.0.0.1",
    }


@dataclass(frozen=True)
class EvaluationRequest:
    sets: list[Path]
    variants: bool
    """Whether each question is also asked without marks, with half of them and mistyped."""
    report: Path | None
    catalogue: Path


def evaluation_request() -> EvaluationRequest:
    """SET (absent: the held-out questions and their variants), REPORT and CATALOGUE of ``make evaluate``."""
    told, report = os.environ.get("SET"), os.environ.get("REPORT")
    sets = [Path(told)] if told else sorted((QUESTIONS / "heldout").glob("*.jsonl"))
    return EvaluationRequest(
        sets, not told, Path(report) if report else None, Path(os.environ.get("CATALOGUE") or SEED)
    )


class BadRequest(Exception):
    """What the environment asks for lacks something; the sentence says what."""


@dataclass(frozen=True)
class IntentsRequest:
    train: Path
    test: Path


def intents_request() -> IntentsRequest:
    """TRAIN and TEST of ``make evaluate-intents``; raises BadRequest where one is not told."""
    told = os.environ.get("TRAIN"), os.environ.get("TEST")
    if not all(told):
        raise BadRequest("Cách dùng: make evaluate-intents TRAIN=thư-mục TEST=thư-mục (seq.in, seq.out, label).")
    return IntentsRequest(*(Path(str(one)) for one in told))


def use_database(url: str) -> None:
    """This process and its children work on another database than the one that is served."""
    os.environ["DATABASE_URL"] = url


def bound_body() -> None:
    """Sets Sanic's body limit in this process only: the action server reads the same variable and needs more."""
    os.environ.setdefault("SANIC_REQUEST_MAX_SIZE", str(MAX_BODY_BYTES))
