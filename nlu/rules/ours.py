"""Our procedures: one, several, two compared, the list of papers of one, or a choice among them."""

from __future__ import annotations

import re
from dataclasses import replace

from nlu import settings
from nlu.evidence.procedures import (
    is_answerable,
    is_likely,
    named_first,
    named_instead,
    plausible,
    says_only_what_ours_say_too,
    spread,
    without_later_acts,
    worth_offering,
)
from nlu.evidence.twins import (
    compared,
    first_grant_meant,
    first_grant_of_one_paper,
    of_two_acts,
    several,
    with_other_occasions,
    with_the_act_told,
)
from nlu.heard import ADDRESSING, ONE_BREATH, Heard, asked_aspects, aspects_outside_name
from nlu.matching import Candidate
from nlu.phrases import actions, aspects, covered, fillers, whereabouts
from nlu.rules.understood import Understanding
from nlu.spoken import CHANGES
from nlu.wordings import BACK_TO_THE_LIST, CHECKLIST, COMPARED_ON, UNKNOWN_WHICH
from procedures.acts import FIRST_GRANTS, fit, tells_occasion
from procedures.folding import fold

APART = {"khac", "nhau"}
"""Words of "khác nhau chỗ nào", which names nothing: of what was set side by side, or named to choose from."""
COMPARABLE = ("documents", "fee", "time")
"""Aspects a comparison may be asked on."""


def a_name_of_several(heard: Heard) -> Understanding | None:
    asks = heard.asked or heard.link.acts or heard.denies
    if asks or is_answerable(heard) or not says_only_what_ours_say_too(heard):
        return None
    return Understanding("ask_unclear", plausible(heard.link))


def a_checklist(heard: Heard) -> Understanding | None:
    """The citizen's own list of papers: of the procedure named beside it, or of the one spoken of."""
    asked = CHECKLIST.search(" ".join(heard.spoken)) or CHECKLIST.search(fold(heard.text))
    back = BACK_TO_THE_LIST.search(fold(heard.text))
    if back and not is_answerable(heard):
        own = set(back.group().split())
        named = any(not set(pair) <= own for pair in heard.link.pairs)
        return Understanding("start_checklist", plausible(heard.link) if named else [], ["documents"])
    asked = asked or back
    if not asked:
        return None
    beside = [word for word in heard.topical if word not in asked.group().split()]
    if not beside:
        return Understanding("start_checklist", [], ["documents"])
    meant = _listed_for(heard) if heard.link.candidates else []
    if meant and heard.link.pairs and not any(one.paired for one in meant):
        meant = []  # "xin giấy phép bưu chính, bên tôi mua lại một công ty" is about no copier that is sold
    return Understanding("start_checklist", meant, ["documents"]) if meant else None


def _listed_for(heard: Heard) -> list[Candidate]:
    """Of which procedure: the one it is sure of, the one whose case is told, or those it may be."""
    if first := first_grant_of_one_paper(heard) or first_grant_meant(heard):
        sure = [first]
    else:
        sure = with_other_occasions(heard.link)
    if is_answerable(heard) or is_likely(heard):
        return sure
    if not (heard.link.pairs and worth_offering(heard)):
        return []  # its words for a list are others' names: "danh mục báo chí"
    told_of = {case.partition(":")[0] for case in heard.link.cases}
    of_the_case = [one for one in plausible(heard.link) if one.id in told_of]
    return of_the_case if len(of_the_case) == 1 else sure


def a_change(heard: Heard) -> Understanding | None:
    """What the law changes: of the procedure named, of the one spoken of, or of all."""
    if not CHANGES.search(fold(heard.text)):
        return None
    named = heard.link.pairs and worth_offering(heard)
    meant = plausible(heard.link) if named else []
    first = first_grant_of_one_paper(heard) or (first_grant_meant(heard) if meant else None)
    one = [first] if first else with_other_occasions(heard.link) if meant and is_answerable(heard) else []
    return Understanding("ask_changes", one or meant)


def a_comparison(heard: Heard) -> Understanding | None:
    """Told side by side; "khác ở chỗ nào" asks no place, so only aspects that are beyond doubt count."""
    found = compared(heard)
    if heard.compares and not (found or set(heard.topical) - APART or heard.link.acts):
        return Understanding("compare", aspects=[one for one in heard.clear_aspects if one in COMPARABLE])
    asked = [aspect for aspect in heard.clear_aspects if aspect in COMPARABLE]
    asked = asked or [aspect for aspect, more in COMPARED_ON.items() if more.search(fold(heard.text))]
    return Understanding("compare", found, asked, confidence=found[0].score) if found else None


def several_procedures(heard: Heard) -> Understanding | None:
    """Each is answered, on all that is asked: one clause's question is not told of another's procedure alone.

    Two of one field sound alike, and one of them may only explain the other: the citizen chooses, unless they say
    that they ask for both.
    """
    clauses = several(heard)
    if not clauses:
        return None
    meant = [with_the_act_told(clause, heard.link.acts) for clause in clauses]
    told = [aspect for clause in clauses for aspect in clause.asked]
    told += heard.asked if heard.asks_for_both or len(clauses) < len(heard.link.clauses) else []  # "hồ sơ và lệ phí …"
    fields = {candidate.matter.field for candidate in meant}
    acts_apart = len({one.object for one in meant}) < len(meant)  # each act on the paper is named for itself
    each_asks = all(clause.clear_aspects for clause in clauses)  # "họp báo mấy tiếng, bản tin mấy ngày"
    apart = heard.asks_for_both or each_asks or acts_apart or _listed(heard, clauses) or len(fields) == len(meant)
    named = [clause.link.candidates[0] for clause in clauses]
    changed = bool(heard.link.acts) and meant != named and not tells_occasion(heard.link.acts)
    intent = "ask_procedure" if apart and not changed else "ask_unclear"  # one paper may be amended in several ways
    return Understanding(intent, meant, list(dict.fromkeys(told)), [], confidence=meant[0].score)


def a_procedure_and_its_twin(heard: Heard) -> Understanding | None:
    """ "giấy phép bưu chính phí bao nhiêu, còn sửa đổi thì mấy ngày": a paper, and another act on it."""
    if len(heard.link.clauses) != 2:
        return None
    (text, first), (_, second) = heard.link.clauses
    clause = replace(heard, text=text, link=first, agency=None)
    both_ask = asked_aspects(first.spoken) and asked_aspects(second.spoken)
    if not (first.pairs and is_answerable(clause) and second.acts and both_ask) or second.pairs:
        return None
    best = first_grant_meant(clause) or first.candidates[0]
    twins = [
        one
        for one in first.candidates
        if one.object == best.object and fit(second.acts, one.matter.action or "", one.matter.occasion) == 1.0
    ]
    if not twins or twins[0] is best:
        return None
    told = [aspect for _, link in heard.link.clauses for aspect in asked_aspects(link.spoken)]
    return Understanding("ask_procedure", [best, twins[0]], list(dict.fromkeys(told)), [], confidence=best.score)


def two_acts_on_a_paper(heard: Heard) -> Understanding | None:
    """ "vừa mất giấy phép bưu chính vừa đổi tên, phải làm những thủ tục gì"."""
    meant = of_two_acts(heard)
    return Understanding("ask_procedure", meant, heard.asked, [], confidence=meant[0].score) if meant else None


def _listed(heard: Heard, clauses: list[Heard]) -> bool:
    """ "cấp phép bản tin và đặc san": each after the first follows an "và"."""
    told = f" {fold(heard.text)} "
    return all(re.search(rf" va {re.escape(clause.text)}", told) for clause in clauses[1:])


def a_name_instead(heard: Heard) -> Understanding | None:
    """ "họp báo kỷ niệm": said like a special issue, and called otherwise; which is meant is asked."""
    if not named_instead(heard):
        return None
    return Understanding("ask_unclear", named_first(heard), heard.asked, heard.link.acts)


def one_of_two(heard: Heard) -> Understanding | None:
    """ "chưa biết làm bản tin hay đặc san": which of them it is, the citizen does not know; none is answered for it."""
    short = len(heard.spoken) <= ONE_BREATH and not heard.clear_aspects
    unknown = UNKNOWN_WHICH.search(" ".join(heard.spoken)) or "nen" in heard.spoken or short
    if "hay" not in heard.spoken or not unknown or heard.link.best is None:
        return None
    at = heard.spoken.index("hay") + 1
    told = covered(heard.spoken, aspects(), fillers()) | whereabouts(heard.spoken)
    named = at < len(heard.spoken) and at not in told and heard.spoken[at] in heard.link.naming - ADDRESSING
    if not named and at not in covered(heard.spoken, actions()):
        return None  # "nộp ở phường hay quận"
    paired = [one for one in heard.link.candidates if one.paired]
    near = list({one.id: one for one in (*plausible(heard.link), *paired)}.values())
    if not set(heard.link.acts) - {*FIRST_GRANTS, "notify"}:
        near.sort(key=lambda one: one.matter.action not in (*FIRST_GRANTS, "notify"))  # nothing done upon a paper
    meant = near[: settings.CHOICES]
    return Understanding("ask_unclear", meant, heard.asked, heard.link.acts) if len(meant) > 1 else None


def a_procedure(heard: Heard) -> Understanding | None:
    of_one_paper = first_grant_of_one_paper(heard)
    if not (of_one_paper or is_answerable(heard)):
        return None
    first = of_one_paper or first_grant_meant(heard)
    meant = [first] if first else with_other_occasions(heard.link)
    told = heard.or_the_sum(aspects_outside_name(heard.spoken, meant[0].matter.name, heard.mistaken))
    return Understanding("ask_procedure", meant, told, heard.link.acts, confidence=meant[0].score)


def a_choice(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    names_one = heard.link.pairs and heard.score >= settings.CHOICE_SCORE and set(heard.topical) <= heard.link.naming
    if worth_offering(heard) or names_one:
        return Understanding("ask_unclear", without_later_acts(heard, plausible(heard.link)), asked, acts)
    if not heard.topical and heard.names_generic:
        return Understanding("ask_unclear", spread(heard.link), asked, acts)
    return None
