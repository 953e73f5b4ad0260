"""What a short message turns to instead of what is spoken of: another paper of its field, or a change to it."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.context import NEAR, named_pairs, pairs
from actions.conversation import all_records, entities, objects_of, records, slot, twins_of
from actions.foreign import near_scores
from procedures.acts import FIRST_GRANTS, SAME_ACT, fit
from procedures.folding import fold
from procedures.record import Record

PAPERS = (("giay", "phep"), ("xac", "nhan"), ("chung", "nhan"), ("dang", "ky"))
"""What a paper may be called beside its matter."""
SAID_OF_ONE_ONLY = (("xac", "nhan"), ("chung", "nhan"))
"""People call any paper "giấy phép" and anything they do "đăng ký"; these they call by their name."""
TURNING = re.compile(r"^(?:con|the|vay)\b(?!.*\bdang ky\b(?! thi))|\b(?:giay phep|dang ky) thi\b")
POINTING = re.compile(r"\b(?:nay|do|ay|tren|vua roi)\b")
CHANGE_LEAD = 0.05
"""Lead of a link score from which what the message names is another procedure's change."""


ACT_PAIRS = frozenset(
    (first, second)
    for first, second in (
        told.split()
        for told in (
            *("cap lai", "cap doi", "cap moi", "cap phep", "gia han", "sua doi", "bo sung", "thay doi", "dang ky"),
            *("chuyen nhuong", "giay phep", "thong bao"),
        )
    )
)
"""Pairs that say what is done and not of what."""


def turned_to(tracker: Tracker, meant: list[str]) -> list[str]:
    """What the message turns to instead of ``meant``: another paper, or a change that another procedure is for."""
    spoken_of = records(slot(tracker, "procedures") or meant)
    if not spoken_of:
        return []
    return _another_paper(tracker, spoken_of) or _another_change(tracker, records(meant) or spoken_of)


def _another_paper(tracker: Tracker, spoken_of: list[Record]) -> list[str]:
    """ "thế văn bản xác nhận thì phí bao nhiêu" after a licence: the paper of its field that is called so."""
    message = fold(tracker.latest_message.get("text") or "")
    turns = bool(TURNING.search(message))
    said = [paper for paper in PAPERS if paper in pairs(message) and (turns or paper in SAID_OF_ONE_ONLY)]
    if not said or POINTING.search(message):
        return []
    own = {pair for record in twins_of(spoken_of) for name in (record.name, record.short_name) for pair in pairs(name)}
    scores, acts = near_scores(tracker), entities(tracker, "act")
    if own & set(said):
        return [] if acts or not turns else _the_paper_itself(spoken_of)
    if own & set(PAPERS) & pairs(message):
        return []  # "xác nhận giúp lệ phí giấy phép" names its own
    called = [
        record
        for record in records(list(scores))
        if record.field == spoken_of[0].field and set(said) & pairs(record.short_name)
    ]
    same_act = [record for record in called if not acts and record.action == spoken_of[0].action]
    if same_act and same_act[0].action not in FIRST_GRANTS:
        return [record.id for record in same_act[:3]]  # "văn bản xác nhận thì sao" after a lost licence
    best = max((fit(acts, record.action, record.occasion) for record in called), default=0.0)
    fitting = [record for record in called if fit(acts, record.action, record.occasion) == best]
    fitting.sort(key=lambda record: -scores[record.id])
    apart = len(fitting) > 1 and scores[fitting[0].id] - scores[fitting[1].id] >= CHANGE_LEAD
    return [record.id for record in fitting[: 1 if apart else 3]]


def _the_paper_itself(spoken_of: list[Record]) -> list[str]:
    """ "thế xác nhận thông báo thì phí bao nhiêu" after amending it: the first grant may be meant, or what it was."""
    if any(record.action in FIRST_GRANTS for record in spoken_of):
        return []
    first = [one for one in all_records() if one.object == spoken_of[0].object and one.action in FIRST_GRANTS]
    return [*(record.id for record in first), *(record.id for record in spoken_of)] if first else []


def twins_named(tracker: Tracker, ids: list[str]) -> list[str]:
    """ "đổi địa chỉ thì sao" after a news site: the procedures of the same paper whose names hold what is changed."""
    told, meant = pairs(tracker.latest_message.get("text") or "") - ACT_PAIRS, records(ids)
    own = {pair for record in meant for pair in named_pairs(record)}
    twins = [record for record in twins_of(meant) if record not in meant]
    return [record.id for record in twins if (told - own) & named_pairs(record)]


def _of_one_matter(record: Record, meant: list[Record]) -> bool:
    """Of the same paper, or of a field whose procedures all share a name ("bưu chính")."""
    if record.object in {one.object for one in meant}:
        return True
    field = [one for one in all_records() if one.field == record.field]
    shared = set.intersection(*(named_pairs(one) for one in field)) - ACT_PAIRS
    return bool(shared)


def _another_change(tracker: Tracker, meant: list[Record]) -> list[str]:
    """ "đổi trụ sở mấy ngày" after a licence: the procedure of its field whose name holds what is changed."""
    scores, acts = near_scores(tracker), entities(tracker, "act")
    near = [record for record in records(list(scores)) if meant and record.field == meant[0].field]
    if not acts or not near:
        return []
    first = max(near, key=lambda record: scores[record.id])
    own = max(scores.get(record.id, 0.0) for record in meant)
    if not _of_one_matter(first, meant):
        return []  # "cấp lại thì sao" after a machine, and the reissue is of a printing licence
    same_paper = first.object in objects_of(meant)
    changed = pairs(tracker.latest_message.get("text") or "") & named_pairs(first)
    changed -= frozenset() if same_paper else ACT_PAIRS
    told = changed - {pair for record in meant for pair in named_pairs(record)}
    leads = first not in meant and scores[first.id] - own >= CHANGE_LEAD
    fits = fit(acts, first.action, first.occasion) >= SAME_ACT
    spoken_of = slot(tracker, "procedures")
    others = [record for record in meant if record.id not in spoken_of]
    meant_as_well = [record.id for record in others if fit(acts, record.action, record.occasion) >= SAME_ACT]
    return [first.id, *meant_as_well] if told and leads and fits and scores[first.id] >= NEAR else []
