"""What is said of the citizen's case, which may be all that is said."""

from __future__ import annotations

from dataclasses import replace

from nlu import settings
from nlu.heard import Heard
from nlu.rules.understood import Understanding
from nlu.wordings import (
    RESTART,
)

PERHAPS_AN_ANSWER = frozenset(
    {"ask_follow_up", "ask_unclear", "unresolved", "other_agency", "ask_topic", "out_of_scope", "goodbye"}
)
"""Intents of a message that may as well be the answer to a question about the citizen's case."""


def tells_a_case(found: Understanding, heard: Heard) -> Understanding:
    """What is said of the citizen's case travels with what is asked; by itself it may answer a question of ours."""
    goes_on_about = found.intent == "ask_follow_up"  # of what is spoken of, which is not named here
    of_named = {candidate.id for candidate in ([] if goes_on_about else found.procedures)}
    ours = [answer for answer in heard.link.cases if answer.partition(":")[0] in of_named] or heard.link.cases
    told = replace(found, cases=ours[: settings.MOST_CASES])
    if RESTART.search(" ".join(heard.spoken)):
        return replace(told, intent="tell_case", otherwise=found.intent, again=True)
    one = found.intent == "ask_procedure" or (found.intent == "ask_unclear" and len(found.procedures) == 1)
    if one and _may_only_answer(found, heard):
        return replace(told, intent="tell_case", otherwise=found.intent)
    share = len(heard.link.case_words) / max(len(heard.spoken), 1)
    beside = [word for word in heard.topical if word not in {heard.spoken[at] for at in heard.link.case_words}]
    asks = heard.clear_aspects or (heard.turns and not heard.denies and "thi" in heard.spoken)
    if not ours or share < settings.CASE_SHARE or len(beside) > settings.STRAY_WORDS or asks:
        return told
    stray = found.intent == "ask_procedure" and found.confidence < settings.SURE_SCORE
    perhaps = found.intent in PERHAPS_AN_ANSWER or stray
    return replace(told, intent="tell_case", otherwise=found.intent) if perhaps else told


def _may_only_answer(found: Understanding, heard: Heard) -> bool:
    """ "tài liệu in trên giấy, tôi là cơ quan nhà nước": tells the case of the procedure it means, and asks nothing."""
    of_it = any(answer.startswith(f"{found.procedures[0].id}:") for answer in heard.link.cases)
    return of_it and not (heard.clear_aspects or heard.names_it_whole or heard.asks_whether)
