"""Whether a message speaks of a matter that what is spoken of has nothing of."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.conversation import entities, records, scored, slot
from actions.going_on import asked_words, goes_on, near_agency
from actions.kept import kept
from procedures.fee_sums import charged_by
from procedures.record import Record

GOES_ON = 0.55
"""From how likely on a message is taken to be about what is spoken of."""
THEIRS = 0.8
"""Link score from which another agency's matter is asked though none of its words names anything: "hồ sơ xin việc"."""
NAMED_FOR_SURE = 0.75
"""Link score from which the message names a procedure."""


def speaks_of_something_else(tracker: Tracker, about: list[str] | None = None) -> bool:
    """ "visa mấy ngày" after a licence: what it asks about stands nowhere in what is spoken of, nor in its twins.

    ``about`` are procedures that are meant instead of those spoken of.

    What is told beside a question ("kế toán em hỏi …") is no such matter, foreign as its words may be.
    """
    spoken_of = about if about is not None else slot(tracker, "procedures") or slot(tracker, "candidates")
    if entities(tracker, "of_goods"):
        return True
    if not spoken_of:
        return False
    if not asked_words(tracker):
        return near_agency(tracker) >= THEIRS
    return not _is_charged_by(tracker, spoken_of) and goes_on(tracker, spoken_of) < GOES_ON


def names_only_what_is_theirs(tracker: Tracker, about: list[Record]) -> bool:
    """Whether every word that is named stands in what is said of these procedures, beside the same words."""
    message = tracker.latest_message.get("text") or ""
    return kept().statements.foreign([one.id for one in about], asked_words(tracker), message) == 0.0


def _is_charged_by(tracker: Tracker, procedures: list[str]) -> bool:
    """ "video 30 phút thì sao": so many of what a fee of theirs is charged by, and no word that is strange to them."""
    about = records(procedures)
    units = [told.partition(" ")[2] for told in entities(tracker, "quantity")]
    charged = [one for one in about if one.fee and any(charged_by(c, unit) for c in one.fee.items for unit in units)]
    message = tracker.latest_message.get("text") or ""
    return bool(charged) and not kept().statements.unheard([one.id for one in charged], asked_words(tracker), message)


def is_excluded(tracker: Tracker) -> bool:
    """ "để bán thì sao" after the import of books that are not for sale: all that is spoken of is excluded."""
    spoken_of = slot(tracker, "procedures")
    return bool(spoken_of) and set(spoken_of) <= set(entities(tracker, "ruled_out"))


def near_scores(tracker: Tracker) -> dict[str, float]:
    """Link scores of all candidates of the latest message."""
    return scored(tracker, "near")
