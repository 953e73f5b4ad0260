"""The decision: what a message asks, from the classifier's guess, the linked matters and the words themselves.

Pure and without Rasa, so that every rule can be tested on text. ``RULES`` read from top to bottom; the first that
has an answer decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nlu.evidence.procedures import plausible, says_a_name
from nlu.heard import Heard
from nlu.rules.cases import tells_a_case
from nlu.rules.days import a_day_alone, a_deadline, a_holiday, a_working_day, with_day
from nlu.rules.elsewhere import (
    a_choice_of_theirs,
    a_clear_topic,
    a_fixed_matter,
    a_likely_agency,
    a_named_agency,
    a_possible_topic,
    gibberish,
    given_back,
    goods,
    out_of_scope,
    perhaps_talk,
)
from nlu.rules.follow_ups import (
    a_bare_aspect,
    a_bare_price,
    a_channel_alone,
    a_confirmation,
    a_follow_up,
    gone_back_to,
    some_procedure,
)
from nlu.rules.ours import (
    a_change,
    a_checklist,
    a_choice,
    a_comparison,
    a_name_instead,
    a_name_of_several,
    a_procedure,
    a_procedure_and_its_twin,
    one_of_two,
    several_procedures,
    two_acts_on_a_paper,
)
from nlu.rules.talk import (
    a_complaint,
    a_denial,
    a_filed_dossier,
    a_list,
    a_person,
    a_pick,
    about_the_service,
    not_sure,
    small_talk,
    the_rest,
    unsafe,
)
from nlu.rules.understood import Understanding


def understand(heard: Heard) -> Understanding:
    """What a message asks."""
    found = next((found for rule in RULES if (found := rule(heard))), None)
    if found is None:
        near = plausible(heard.link) if heard.link.pairs else []
        found = Understanding("unresolved", near, heard.asked, heard.link.acts)
    else:
        unsure = found.intent == "ask_unclear" or found.confidence < heard.beyond_doubt
        found = replace(found, elliptic=heard.turns and unsure)
    return with_day(tells_a_case(_not_far_off(found, heard), heard), heard)


def _not_far_off(found: Understanding, heard: Heard) -> Understanding:
    """What names one of ours in its own words is never told to be nobody's business here."""
    if found.intent != "out_of_scope" or not says_a_name(heard):
        return found
    return Understanding("ask_unclear", plausible(heard.link), heard.asked, heard.link.acts)


RULES: tuple[Callable[[Heard], Understanding | None], ...] = (
    unsafe,
    a_filed_dossier,
    a_list,
    a_name_of_several,
    a_named_agency,
    a_fixed_matter,
    a_checklist,
    a_pick,
    not_sure,
    gone_back_to,
    a_bare_price,
    a_bare_aspect,
    the_rest,
    a_channel_alone,
    a_confirmation,
    given_back,
    a_choice_of_theirs,
    a_complaint,
    a_denial,
    small_talk,
    a_change,
    a_holiday,
    a_deadline,
    a_working_day,
    a_day_alone,
    a_clear_topic,
    a_person,
    a_likely_agency,
    about_the_service,
    goods,
    a_comparison,
    one_of_two,
    several_procedures,
    two_acts_on_a_paper,
    a_procedure_and_its_twin,
    a_name_instead,
    a_procedure,
    a_follow_up,
    some_procedure,
    a_possible_topic,
    out_of_scope,
    gibberish,
    perhaps_talk,
    a_choice,
)
