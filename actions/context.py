"""What a message that names nothing for sure is about, given what was spoken of before it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from rasa_sdk import Tracker

from actions.conversation import all_records, entities, objects_of, records, scored_procedures, slot, twins_of
from actions.foreign import NAMED_FOR_SURE, is_excluded, near_scores, speaks_of_something_else
from actions.going_on import OF_A_SPAN
from actions.kept import kept
from actions.other_papers import names_another_paper
from actions.wording import ASPECT_LABELS
from procedures.acts import SAME_ACT, fit
from procedures.fee_sums import charged_by
from procedures.folding import fold, words
from procedures.record import Record
from procedures.statements import Statement

SAME_OBJECT, SAME_FIELD = 0.12, 0.08
"""What a candidate gains that is about what is spoken of, or of its field."""
NEAR, LEAD = 0.45, 0.08
"""Link score and lead from which such a candidate is what is meant."""
COMMON, RARE = 0.25, 0.06
"""Share of all procedures from which two words of their names say nothing, and below which they name a matter."""
MOST_BESIDE = 2
"""Words that may stand beside a detail that is asked without being looked up: "vốn điều lệ bao nhiêu"."""
TOLD, TOLD_ALONE = 0.65, 0.99
"""Share of what a message asks that the record spoken of says, from which it is asked of that record; of one word."""
MANY_WORDS = 3
"""Words of a matter from which a question of where it is says more than where to file."""
ANSWERED_BY_ASPECT = ("documents", "fee", "time", "place", "form", "legal_basis", "online", "overview")
"""Aspects that a message asks outright."""
OF_ANY_PAPER = {"fee", "time", "place"}
"""Those that are asked of a paper of the dossier as well, which others issue."""
CERTIFIED = "chứng thực"
MONEY = re.compile(r"\b(?:tien|phi|gia|dong|ton|mat|het|mien|thu|nop)\b")
HOW_MUCH = re.compile(r"\b(?:bao nhieu|bao lau|may|o dau|can gi)\b")
ACRONYM = re.compile(r"\b[A-ZĐ]{3,}\b")
STARTS_ANEW = re.compile(r"^(?:the )?con (?!can|phai|gi|thieu|nua)|^the (?!nao|la|thi|co|can|phai|neu|khi)")
MOST_WORDS_OF_A_PICK = 6
ANSWERING = frozenset(
    ["a", "ah", "cai", "loai", "thu", "la", "toi", "em", "minh", "muon", "hoi", "xin", "ay", "do", "nhe", "nha", "co",
     "giay", "phep", "thu", "tuc", "cua", "cho", "y", "chon", "ve", "da", "va", "ad", "ban", "oi", "thoi", "nay"]
)  # fmt: skip
"""Words around the answer to "which one?"."""
NEGATING = frozenset(["khong", "ko", "k", "hong", "hok", "phai", "ngoai"])
"""Stand in names ("tài liệu không kinh doanh") and pick none by themselves."""
ASPECT_NAMES = frozenset(fold(label) for label in (*ASPECT_LABELS.values(), "giấy tờ", "giấy"))
""" "thời hạn" asks all that is listed, though one of them is "gia hạn"."""
ASKED_FEE = ("le", "phi")
"""Asks the fee, and names no case of it."""
NAMED = 0.6
"""Link score from which the message speaks of something else."""


def meant_in_context(tracker: Tracker) -> list[str]:
    """A neighbour of what is spoken of that the message comes near, else what is spoken of; none where neither fits."""
    spoken_of = records(slot(tracker, "procedures"))
    if not spoken_of:
        return []
    if charged := charged_otherwise(tracker, spoken_of):
        return [charged.id]
    if "fee" in entities(tracker, "aspect") and (charged := _of_a_fee_case(tracker, spoken_of)):
        return [charged.id]
    if names_another(tracker) or speaks_of_something_else(tracker) or is_excluded(tracker):
        return []
    scores = near_scores(tracker)
    linked = records(list(scores))
    neighbour = _neighbour(tracker, linked, scores, spoken_of) or _told_apart(tracker, linked, scores, spoken_of)
    told_again = neighbour in spoken_of and not entities(tracker, "aspect") and slot(tracker, "aspects") == ["overview"]
    if neighbour and not told_again:  # "ai ký" is not answered by the same overview
        return [neighbour.id]
    stays = entities(tracker, "aspect") and max(scores.values(), default=0.0) < NAMED
    return [record.id for record in spoken_of] if stays else []


def _of_a_fee_case(tracker: Tracker, spoken_of: list[Record]) -> Record | None:
    """ "chuyển nhượng công ty thì bao nhiêu": two words of a case that the fee spoken of is told by."""
    said = pairs(tracker.latest_message.get("text") or "") - {ASKED_FEE}
    found = [
        record for record in spoken_of if record.fee and any(said & pairs(item.case or "") for item in record.fee.items)
    ]
    return found[0] if len(found) == 1 else None


def charged_otherwise(tracker: Tracker, spoken_of: list[Record]) -> Record | None:
    """ "video thì bao nhiêu", "thêm 30 phút băng hình" after a fee told by case or by the minute: its one procedure."""
    if "fee" not in (entities(tracker, "aspect") or slot(tracker, "aspects")):
        return None
    cases = [case.partition(":")[0] for case in entities(tracker, "case")]
    units = [told.partition(" ")[2] for told in entities(tracker, "quantity")]
    acts = entities(tracker, "act")  # "còn cấp lại thì sao" names what a twin does, and no case of a fee
    done = any(fit(acts, twin.action, twin.occasion) >= SAME_ACT for twin in twins_of(spoken_of)) if acts else False
    told = [record for record in spoken_of if record.id in cases or (not done and _of_a_fee_case(tracker, [record]))]
    of_a_case = [record for record in told if _says_little_else(tracker, record)]
    by_unit = [
        record
        for record in spoken_of
        if record.fee
        and any(charged_by(case, unit) for case in record.fee.items for unit in units)
        and _says_little_else(tracker, record)
    ]
    found = next((found[0] for found in (of_a_case, by_unit) if len(found) == 1), None)
    elsewhere = found and (entities(tracker, "other_agency") or speaks_of_something_else(tracker))
    return None if elsewhere else found  # "hộ chiếu bị mất", "gọi điện 10 phút"


def _says_little_else(tracker: Tracker, record: Record) -> bool:
    """Whether most of what is named are words of the cases: in "văn phòng đại diện du lịch" two of five are not."""
    told = [item.case or "" for item in (record.fee.items if record.fee else [])]
    told += [text for one in record.interview for option in one.options for text in (option.label, *option.words)]
    said, own = {fold(word) for word in entities(tracker, "said")}, {word for text in told for word in words(text)}
    return 3 * len(said - own) <= len(said)


def asks_how_many(tracker: Tracker) -> bool:
    """ "khổ giấy bao nhiêu": of something, and not how much money."""
    told = fold(tracker.latest_message.get("text") or "")
    vague = "bao nhieu" in told and not MONEY.search(told)
    return vague and not _of_a_fee_case(tracker, records(slot(tracker, "procedures")))


def told_by_the_record(tracker: Tracker) -> tuple[Record, tuple[Statement, ...]] | None:
    """What the one procedure that is spoken of, or named for just that, says: "có cần danh sách khách mời không"."""
    if entities(tracker, "of_goods"):
        return None  # "máy photocopy màu loại nào bền"
    if detail := _told_of_a_detail(tracker):
        return detail
    named = _asked_whether(tracker)
    found = _told_of(tracker, *named) if named else ()
    if named and found:
        return named[0], found
    spoken_of = records(slot(tracker, "procedures"))
    found = _told_of_what_is_spoken_of(tracker, spoken_of[0]) if len(spoken_of) == 1 else ()
    return (spoken_of[0], found) if found else None


def spoken_of_before(tracker: Tracker) -> list[str]:
    """What a message goes back to without its name: the first procedures of the talk, or those before the last."""
    to = next(iter(entities(tracker, "goes_back")), "")
    if not to:
        return []
    told = [one["value"] for one in tracker.events if one.get("event") == "slot" and one.get("name") == "procedures"]
    turns = [now for before, now in pairwise([None, *filter(None, told)]) if now != before]
    if to == "first":
        return turns[0] if turns else []
    if to == "named":
        said = pairs(tracker.latest_message.get("text") or "")
        of_name = (turn for turn in reversed(turns) if any(said & named_pairs(record) for record in records(turn)))
        return next(of_name, entities(tracker, "procedure"))
    return next((value for value in reversed(turns) if value != slot(tracker, "procedures")), [])


def _told_of_a_detail(tracker: Tracker) -> tuple[Record, tuple[Statement, ...]] | None:
    """ "cần vốn bao nhiêu", of the one procedure named or spoken of."""
    meant = records(_named(tracker) or slot(tracker, "procedures"))
    asked = next(iter(entities(tracker, "detail")), "")
    of_its_price = asked == CERTIFIED and set(entities(tracker, "aspect")) & OF_ANY_PAPER
    if len(meant) != 1 or not asked or of_its_price:
        return None  # "sơ yếu lý lịch công chứng bao nhiêu tiền"
    share, found = kept().statements.find(meant[0].id, asked.split(), asked)
    beside = [word for word in entities(tracker, "said") if fold(word) not in asked.split()]
    also, _ = kept().statements.find(meant[0].id, beside, "") if len(beside) > MOST_BESIDE else (1.0, [])
    if kept().statements.unheard([meant[0].id], beside, tracker.latest_message.get("text") or ""):
        return None  # "điều kiện vay vốn"
    return (meant[0], tuple(found)) if share == 1.0 and also >= TOLD else None  # "tỉ lệ vốn nước ngoài"


def _asked_whether(tracker: Tracker) -> tuple[Record, list[str]] | None:
    """The one procedure named, and what is asked of it beside its name: "họp báo có cần danh sách khách mời"."""
    named, asked = records(_named(tracker)), entities(tracker, "aspect")
    whether = asked == ["conditions"] or (asked == ["fee"] and asks_how_many(tracker)) or not asked
    if len(named) != 1 or not whether or not entities(tracker, "whether"):
        return None
    own = {word for name in (named[0].name, named[0].short_name, *named[0].aliases) for word in words(name)}
    return named[0], [word for word in entities(tracker, "said") if fold(word) not in own]


def _named(tracker: Tracker) -> list[str]:
    """Procedures that the latest message names, and not only comes near to: "bao nhiêu m2" names none."""
    return [one for one, score in scored_procedures(tracker) if score >= NAMED]


def _told_of(tracker: Tracker, record: Record, said: list[str]) -> tuple[Statement, ...]:
    if not said or (len(said) < 2 and not asks_how_many(tracker)):
        return ()
    share, found = kept().statements.find(record.id, said, tracker.latest_message.get("text") or "")
    return tuple(found) if share >= (TOLD if len(said) > 1 else TOLD_ALONE) else ()


def _told_of_what_is_spoken_of(tracker: Tracker, record: Record) -> tuple[Statement, ...]:
    said, acts = entities(tracker, "said"), entities(tracker, "act")
    if not said or names_another(tracker) or {fold(word) for word in said if not word.isdigit()} <= OF_A_SPAN:
        return ()  # "15 ngày đúng không"
    whether = bool(entities(tracker, "whether"))
    if not whether and (len(said) < 2 or entities(tracker, "procedure")):
        return ()
    message = tracker.latest_message.get("text") or ""
    if entities(tracker, "other_agency") and (len(said) < 2 or HOW_MUCH.search(fold(message))):
        return ()  # "hộ chiếu mấy ngày"; "tên miền quốc tế được không" may be told by the record
    linked = list(near_scores(tracker)) or entities(tracker, "procedure")
    if STARTS_ANEW.search(fold(message)) and linked and record.id not in linked[:1]:
        return ()  # "còn văn phòng đại diện báo chí mấy ngày"
    asked_outright = set(entities(tracker, "aspect")) & set(ANSWERED_BY_ASPECT)
    if asked_outright & OF_ANY_PAPER and names_another_paper(message, twins_of([record])):
        return ()  # "hợp đồng thuê nhà hết bao nhiêu"
    if acts and fit(acts, record.action, record.occasion) < SAME_ACT:
        return ()
    share, found = kept().statements.find(record.id, said, message)
    counts = asked_outright == {"fee"} and asks_how_many(tracker)
    if counts:
        asked_outright = set()  # "khổ giấy bao nhiêu"
    of_a_thing = {"time"} if len(said) < MANY_WORDS else {"time", "place"}  # "máy chủ đặt ở đâu" asks for no counter
    if asked_outright - of_a_thing or (asked_outright and len(said) < 2):
        return ()  # "mất bao lâu"; "lưu nội dung bao lâu" asks for no time of ours
    if asked_outright:
        found = [one for one in found if one.aspect != "documents"]  # "nhãn hiệu mất mấy ngày" asks for no paper
    sure = TOLD_ALONE if asked_outright or len(said) < 2 or not whether else TOLD
    return tuple(found) if share >= sure else ()


def names_another(tracker: Tracker) -> bool:
    """ "quay lại họp báo, phí thì sao": two words or an acronym that name a matter, and not the one spoken of."""
    said = pairs(tracker.latest_message.get("text") or "")
    everything, twins = all_records(), twins_of(records(slot(tracker, "procedures")))
    counts = Counter(pair for record in everything for pair in named_pairs(record))
    named = [pair for pair in said if 0 < counts[pair] < RARE * len(everything)]
    own = {pair for record in twins for pair in named_pairs(record)}
    short = {pair for record in everything for pair in pairs(record.short_name)}
    acronyms = {one for record in everything for one in _acronyms(record)}
    own_acronyms = {one for record in twins for one in _acronyms(record)}
    if set(words(tracker.latest_message.get("text") or "")) & (acronyms - own_acronyms):
        return True
    return bool([pair for pair in named if pair in short and pair not in own])


def still_listed(tracker: Tracker) -> list[str]:
    """Procedures just named to choose from, where the message asks something of them and names nothing else."""
    listed = slot(tracker, "candidates")
    if speaks_of_something_else(tracker, listed):
        return []
    return listed if entities(tracker, "aspect") and max(near_scores(tracker).values(), default=0.0) < NAMED else []


def picked_by_words(tracker: Tracker) -> list[str]:
    """ "bưu chính", "cái cho sách" after a choice of three licences: the one whose names alone hold what is said."""
    said = words(tracker.latest_message.get("text") or "")
    return [] if said[:1] and said[0] in NEGATING else named_of_the_listed(tracker)


def named_of_the_listed(tracker: Tracker) -> list[str]:
    """The same where it may be denied: "không phải bưu chính"."""
    listed, said = records(slot(tracker, "candidates")), words(tracker.latest_message.get("text") or "")
    said = [word for word in said if word not in NEGATING]
    if len(listed) < 2 or not 0 < len(said) <= MOST_WORDS_OF_A_PICK or " ".join(said) in ASPECT_NAMES:
        return []
    sure = [one for one, score in scored_procedures(tracker)[:1] if score >= NAMED_FOR_SURE]
    if sure and not objects_of(records(sure)) & objects_of(listed):
        return []  # "in sách", where printing of all but books is listed
    named = {
        record.id: {word for name in (record.name, record.short_name, *record.aliases) for word in words(name)}
        for record in listed
    }
    own = {
        one: {*said} & names - {word for other, more in named.items() if other != one for word in more}
        for one, names in named.items()
    }
    meant = [one for one, told in own.items() if told]
    matter = {fold(word) for word in entities(tracker, "said")} - NEGATING or {*said}
    asks_of_another = meant and not matter - ANSWERING <= named[meant[0]]
    return meant if len(meant) == 1 and not asks_of_another else []


def _neighbour(
    tracker: Tracker, linked: list[Record], scores: dict[str, float], spoken_of: list[Record]
) -> Record | None:
    objects, fields = objects_of(spoken_of), {record.field for record in spoken_of}
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
    if not acts and _another_act_on_it(placed[0], spoken_of):
        return None
    if placed[0].object not in objects and not _does_what_no_other_does(placed[0], spoken_of, acts):
        return None
    second = gained[placed[1].id] if len(placed) > 1 else 0.0
    return placed[0] if gained[placed[0].id] - second >= LEAD else None


def _another_act_on_it(record: Record, spoken_of: list[Record]) -> bool:
    """ "chi nhánh thì sao" after a reissue asks of no first grant of the same paper."""
    return record.object in objects_of(spoken_of) and record.action not in {one.action for one in spoken_of}


def _does_what_no_other_does(neighbour: Record, spoken_of: list[Record], acts: list[str]) -> bool:
    """ "nếu dời trụ sở thì sao": it does what the message wants done, and what is spoken of does not."""
    now = max(fit(acts, record.action, record.occasion) for record in spoken_of)
    return bool(acts) and fit(acts, neighbour.action, neighbour.occasion) >= SAME_ACT > now


def _told_apart(
    tracker: Tracker, linked: list[Record], scores: dict[str, float], spoken_of: list[Record]
) -> Record | None:
    """ "công ty nước ngoài thì sao": the neighbour in name that the message tells apart from what is spoken of.

    None where it is linked for sure to another paper: "in sách" after a licence that is not for books.
    """
    sure = [record for record in linked if scores[record.id] >= NAMED_FOR_SURE]
    if sure and not objects_of(sure) & objects_of(spoken_of):
        return None
    said, acts = pairs(tracker.latest_message.get("text") or ""), entities(tracker, "act")
    everything = all_records()
    counts = Counter(pair for record in everything for pair in named_pairs(record))
    telling = {pair for pair, count in counts.items() if count < COMMON * len(everything)}
    rare = {pair for pair, count in counts.items() if count < RARE * len(everything)}
    own = {pair for record in spoken_of for pair in named_pairs(record)}
    short = {pair for record in spoken_of for pair in pairs(record.short_name)}
    found: list[tuple[int, Record]] = []
    for record in everything:
        alike = pairs(record.short_name) & short & rare and record.field == spoken_of[0].field
        if not acts and _another_act_on_it(record, spoken_of):
            continue
        if alike and record not in spoken_of and fit(acts, record.action, record.occasion) >= SAME_ACT:
            found.append((len((named_pairs(record) - own) & telling & said), record))
    best = max((matched for matched, _ in found), default=0)
    meant = [record for matched, record in found if matched == best]
    return meant[0] if best and len(meant) == 1 else None


def named_pairs(record: Record) -> set[tuple[str, str]]:
    return {pair for name in (record.name, record.short_name, *record.aliases) for pair in pairs(name)}


def _acronyms(record: Record) -> set[str]:
    """ "TVRO", "ICP": names of a paper in one word."""
    return {fold(one) for name in (record.name, *record.aliases) for one in ACRONYM.findall(name)}


def pairs(text: str) -> set[tuple[str, str]]:
    """Neighbouring words."""
    return set(pairwise(words(text)))
