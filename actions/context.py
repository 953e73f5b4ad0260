"""What a message that names nothing for sure is about, given what was spoken of before it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from rasa_sdk import Tracker

from actions.conversation import all_records, entities, records, slot
from actions.kept import kept
from procedures.acts import FIRST_GRANTS, fit
from procedures.folding import fold, words
from procedures.record import Record
from procedures.statements import Statement

SAME_OBJECT, SAME_FIELD = 0.12, 0.08
"""What a candidate gains that is about what is spoken of, or of its field."""
NEAR, LEAD = 0.45, 0.08
"""Link score and lead from which such a candidate is what is meant."""
SAME_ACT = 0.6
"""From this fit on what such a neighbour does is what the message wants done."""
COMMON, RARE = 0.25, 0.06
"""Share of all procedures from which two words of their names say nothing, and below which they name a matter."""
TOLD, TOLD_ALONE = 0.65, 0.99
"""Share of what a message asks that the record spoken of says, from which it is asked of that record; of one word."""
ANSWERED_BY_ASPECT = ("documents", "fee", "time", "place", "form", "legal_basis", "online", "overview")
"""Aspects that a message asks outright."""
MONEY = re.compile(r"\b(?:tien|phi|gia|dong|ton|mat|het|mien|thu|nop)\b")
HOW_MUCH = re.compile(r"\b(?:bao nhieu|bao lau|may|o dau|can gi)\b")
ACRONYM = re.compile(r"\b[A-ZĐ]{3,}\b")
PAPERS = (("giay", "phep"), ("xac", "nhan"), ("chung", "nhan"), ("dang", "ky"))
"""What a paper may be called beside its matter."""
SAID_OF_ONE_ONLY = (("xac", "nhan"), ("chung", "nhan"))
"""People call any paper "giấy phép" and anything they do "đăng ký"; these they call by their name."""
TURNING = re.compile(r"^(?:con|the|vay)\b(?!.*\bdang ky\b(?! thi))|\b(?:giay phep|dang ky) thi\b")
STARTS_ANEW = re.compile(r"^(?:the )?con (?!can|phai|gi|thieu|nua)|^the (?!nao|la|thi|co|can|phai|neu|khi)")
POINTING = re.compile(r"\b(?:nay|do|ay|tren|vua roi)\b")
ADDRESSING = frozenset(
    [
        *["shop", "ad", "admin", "sep", "bro", "mn", "oi", "z", "v", "nha", "nhe", "luon", "lun", "the", "vay", "a"],
        *["bac", "co", "chu", "chau", "con", "minh", "tui", "dau", "den", "xong", "lau", "nhanh", "tong", "cong"],
        *[
            "gia",
            "san",
            "het",
            "tat",
            "anh",
            "chi",
            "em",
            "thua",
            "da",
            "vang",
            "tra",
            "nhan",
            "lay",
            "ra",
            "free",
            "bn",
            "mk",
        ],
    ]
)
"""Words around a question that name nothing."""
CHANGE_LEAD = 0.05
"""Lead of a link score from which what the message names is another procedure's change."""
NAMED_FOR_SURE = 0.75
"""The same where the message asks an aspect and names nothing else that is known."""
NAMED = 0.6
"""Link score from which the message speaks of something else."""


def meant_in_context(tracker: Tracker) -> list[str]:
    """A neighbour of what is spoken of that the message comes near, else what is spoken of; none where neither fits."""
    spoken_of = records(slot(tracker, "procedures"))
    if not spoken_of:
        return []
    if "fee" in entities(tracker, "aspect") and (charged := _of_a_fee_case(tracker, spoken_of)):
        return [charged.id]
    if names_another(tracker) or speaks_of_something_else(tracker):
        return []
    scores = _near(tracker)
    linked = records(list(scores))
    neighbour = _neighbour(tracker, linked, scores, spoken_of) or _told_apart(tracker, spoken_of)
    if neighbour:
        return [neighbour.id]
    stays = entities(tracker, "aspect") and max(scores.values(), default=0.0) < NAMED
    return [record.id for record in spoken_of] if stays else []


def _of_a_fee_case(tracker: Tracker, spoken_of: list[Record]) -> Record | None:
    """ "chuyển nhượng công ty thì bao nhiêu": two words of a case that the fee spoken of is told by."""
    said = _pairs(tracker.latest_message.get("text") or "")
    found = [
        record
        for record in spoken_of
        if record.fee and any(said & _pairs(item.case or "") for item in record.fee.items)
    ]
    return found[0] if len(found) == 1 else None


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
    said = [paper for paper in PAPERS if paper in _pairs(message) and (turns or paper in SAID_OF_ONE_ONLY)]
    own = {pair for record in spoken_of for name in (record.name, record.short_name) for pair in _pairs(name)}
    scores, acts = _near(tracker), entities(tracker, "act")
    if not said or POINTING.search(message):
        return []
    if own & set(said):
        return [] if acts or not turns else _the_paper_itself(spoken_of)
    called = [
        record
        for record in records(list(scores))
        if record.field == spoken_of[0].field and set(said) & _pairs(record.short_name)
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


def _another_change(tracker: Tracker, meant: list[Record]) -> list[str]:
    """ "đổi trụ sở mấy ngày" after a licence: the procedure of its field whose name holds what is changed."""
    scores, acts = _near(tracker), entities(tracker, "act")
    near = [record for record in records(list(scores)) if meant and record.field == meant[0].field]
    if not acts or not near:
        return []
    first = max(near, key=lambda record: scores[record.id])
    own = max(scores.get(record.id, 0.0) for record in meant)
    changed = _pairs(tracker.latest_message.get("text") or "") & _named(first)
    told = changed - {pair for record in meant for pair in _named(record)}
    leads = first not in meant and scores[first.id] - own >= CHANGE_LEAD
    fits = fit(acts, first.action, first.occasion) >= SAME_ACT
    spoken_of = slot(tracker, "procedures")
    others = [record for record in meant if record.id not in spoken_of]
    meant_as_well = [record.id for record in others if fit(acts, record.action, record.occasion) >= SAME_ACT]
    return [first.id, *meant_as_well] if told and leads and fits and scores[first.id] >= NEAR else []


def speaks_of_something_else(tracker: Tracker) -> bool:
    """ "visa mấy ngày" after a licence: what it names stands nowhere in what is spoken of, nor in its twins."""
    said = [word for word in entities(tracker, "said") if len(word) > 1 and fold(word) not in ADDRESSING]
    spoken_of = slot(tracker, "procedures")
    if not said or not spoken_of:
        return False
    objects = {record.object for record in records(spoken_of)}
    twins = [record.id for record in all_records() if record.object in objects]
    unknown = [word for word in said if not any(kept().statements.holds(procedure, word) for procedure in twins)]
    scores = _near(tracker)
    near_none = max(scores.values(), default=0.0) >= NAMED_FOR_SURE and not set(scores) & set(twins)
    return 2 * len(unknown) > len(said) or near_none


def asks_how_many(tracker: Tracker) -> bool:
    """ "khổ giấy bao nhiêu": of something, and not how much money."""
    told = fold(tracker.latest_message.get("text") or "")
    vague = "bao nhieu" in told and not MONEY.search(told)
    return vague and not _of_a_fee_case(tracker, records(slot(tracker, "procedures")))


def told_by_the_record(tracker: Tracker) -> tuple[Statement, ...]:
    """What the one procedure spoken of says to a question that names no other: "có cần danh sách khách mời không"."""
    spoken_of, said, acts = records(slot(tracker, "procedures")), entities(tracker, "said"), entities(tracker, "act")
    if len(spoken_of) != 1 or not said or not entities(tracker, "whether") or names_another(tracker):
        return ()
    record, message = spoken_of[0], tracker.latest_message.get("text") or ""
    if entities(tracker, "other_agency") and (len(said) < 2 or HOW_MUCH.search(fold(message))):
        return ()  # "hộ chiếu mấy ngày"; "tên miền quốc tế được không" may be told by the record
    linked = list(_near(tracker)) or entities(tracker, "procedure")
    if STARTS_ANEW.search(fold(message)) and linked and record.id not in linked[:1]:
        return ()  # "còn văn phòng đại diện báo chí mấy ngày"
    asked_outright = set(entities(tracker, "aspect")) & set(ANSWERED_BY_ASPECT)
    if acts and fit(acts, record.action, record.occasion) < SAME_ACT:
        return ()
    share, found = kept().statements.find(record.id, said, message)
    counts = asked_outright == {"fee"} and asks_how_many(tracker)
    if counts:
        asked_outright = set()  # "khổ giấy bao nhiêu"
    if asked_outright - {"time"} or (asked_outright and len(said) < 2):
        return ()  # "mất bao lâu"; "lưu nội dung bao lâu" asks for no time of ours
    return tuple(found) if share >= (TOLD_ALONE if asked_outright or len(said) < 2 else TOLD) else ()


def names_another(tracker: Tracker) -> bool:
    """ "quay lại họp báo, phí thì sao": two words or an acronym that name a matter, and not the one spoken of."""
    said = _pairs(tracker.latest_message.get("text") or "")
    everything, objects = all_records(), {record.object for record in records(slot(tracker, "procedures"))}
    counts = Counter(pair for record in everything for pair in _named(record))
    named = [pair for pair in said if 0 < counts[pair] < RARE * len(everything)]
    own = {pair for record in everything if record.object in objects for pair in _named(record)}
    short = {pair for record in everything for pair in _pairs(record.short_name)}
    acronyms = {one for record in everything if record.object not in objects for one in _acronyms(record)}
    own_acronyms = {one for record in everything if record.object in objects for one in _acronyms(record)}
    if set(words(tracker.latest_message.get("text") or "")) & (acronyms - own_acronyms):
        return True
    return bool([pair for pair in named if pair in short and pair not in own])


def still_listed(tracker: Tracker) -> list[str]:
    """Procedures just named to choose from, where the message asks something of them and names nothing else."""
    listed = slot(tracker, "candidates")
    return listed if entities(tracker, "aspect") and max(_near(tracker).values(), default=0.0) < NAMED else []


def _near(tracker: Tracker) -> dict[str, float]:
    """Link scores of all candidates of the latest message."""
    found = [one for one in tracker.latest_message.get("entities", []) if one["entity"] == "near"]
    return {str(one["value"]): float(one["confidence_entity"]) for one in found}


def _neighbour(
    tracker: Tracker, linked: list[Record], scores: dict[str, float], spoken_of: list[Record]
) -> Record | None:
    objects, fields = {record.object for record in spoken_of}, {record.field for record in spoken_of}
    gained = {
        record.id: scores[record.id]
        + (SAME_OBJECT if record.object in objects else 0.0)
        + (SAME_FIELD if record.field in fields else 0.0)
        for record in linked
    }
    placed = sorted(linked, key=lambda record: -gained[record.id])
    if not placed or placed[0].field not in fields or scores[placed[0].id] < NEAR:
        return None
    acts = entities(tracker, "act")
    if fit(acts, placed[0].action, placed[0].occasion) < SAME_ACT and placed[0] not in spoken_of:
        return None
    if placed[0].object not in objects and not _does_what_no_other_does(placed[0], spoken_of, acts):
        return None
    second = gained[placed[1].id] if len(placed) > 1 else 0.0
    return placed[0] if gained[placed[0].id] - second >= LEAD else None


def _does_what_no_other_does(neighbour: Record, spoken_of: list[Record], acts: list[str]) -> bool:
    """ "nếu dời trụ sở thì sao": it does what the message wants done, and what is spoken of does not."""
    now = max(fit(acts, record.action, record.occasion) for record in spoken_of)
    return bool(acts) and fit(acts, neighbour.action, neighbour.occasion) >= SAME_ACT > now


def _told_apart(tracker: Tracker, spoken_of: list[Record]) -> Record | None:
    """ "công ty nước ngoài thì sao": the neighbour in name that the message tells apart from what is spoken of."""
    said, acts = _pairs(tracker.latest_message.get("text") or ""), entities(tracker, "act")
    everything = all_records()
    counts = Counter(pair for record in everything for pair in _named(record))
    telling = {pair for pair, count in counts.items() if count < COMMON * len(everything)}
    rare = {pair for pair, count in counts.items() if count < RARE * len(everything)}
    own = {pair for record in spoken_of for pair in _named(record)}
    short = {pair for record in spoken_of for pair in _pairs(record.short_name)}
    found: list[tuple[int, Record]] = []
    for record in everything:
        alike = _pairs(record.short_name) & short & rare and record.field == spoken_of[0].field
        if alike and record not in spoken_of and fit(acts, record.action, record.occasion) >= SAME_ACT:
            found.append((len((_named(record) - own) & telling & said), record))
    best = max((matched for matched, _ in found), default=0)
    meant = [record for matched, record in found if matched == best]
    return meant[0] if best and len(meant) == 1 else None


def _named(record: Record) -> set[tuple[str, str]]:
    return {pair for name in (record.name, record.short_name, *record.aliases) for pair in _pairs(name)}


def _acronyms(record: Record) -> set[str]:
    """ "TVRO", "ICP": names of a paper in one word."""
    return {fold(one) for name in (record.name, *record.aliases) for one in ACRONYM.findall(name)}


def _pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words."""
    return set(pairwise(words(text)))
