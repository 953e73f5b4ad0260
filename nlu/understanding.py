"""The decision: what a message asks, from the classifier's guess, the linked matters and the words themselves.

Pure and without Rasa, so that every rule can be tested on text. ``RULES`` read from top to bottom; the first that
has an answer decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlu import settings
from nlu.dates import When
from nlu.evidence import (
    CHARS,
    SOCIAL,
    clearly_another,
    compared,
    first_grant_meant,
    first_grant_of_one_paper,
    goes_on,
    is_answerable,
    is_called,
    is_likely,
    is_ours,
    is_talk,
    keeps_its_marks,
    names_nothing_else,
    names_ours_beside,
    names_the_agency,
    needs_it_for_ours,
    perhaps_ours,
    plausible,
    possible_topic,
    says_a_name,
    says_only_what_ours_say_too,
    several,
    spread,
    topic_alone,
    topic_is_clear,
    wants_some_permit,
    with_other_occasions,
    with_the_act_told,
    without_later_acts,
    worth_offering,
)
from nlu.heard import FILING, NO_MATTER, OF_A_DAY, Heard, asked_aspects, aspects_outside_name
from nlu.matching import Candidate
from nlu.phrases import Match, generic_words, safety
from nlu.quantities import quantities
from nlu.spoken import CHANGES, spoken_words
from nlu.syllables import has_marks
from nlu.wordings import (
    BACK_TO_THE_LIST,
    BARE_ASPECTS,
    BARE_FORM,
    BARE_PRICE,
    CHANNEL_ALONE,
    CHECKED,
    CHECKLIST,
    COMPARED_ON,
    COMPLAINT,
    DOSSIER,
    ENDS_IN_MAY_I,
    EXPIRES,
    FORGED,
    HOLIDAY_ASKED,
    LISTING,
    NOT_SURE,
    OF_A_PAPER,
    ORDINALS,
    PICK,
    RESTART,
    SPAN_CONFIRMED,
    SPOKEN_COMPARED,
    SUM_CONFIRMED,
    THE_REST,
)
from procedures import topics
from procedures.acts import fit, tells_occasion
from procedures.folding import clean, fold, words


@dataclass(frozen=True)
class Understanding:
    """``intent`` as the rules of the dialogue know it; ``procedures`` are candidates, best first.

    ``topic`` of a follow-up is what it asks where the conversation has no procedure yet.
    """

    intent: str
    procedures: list[Candidate] = field(default_factory=list)
    aspects: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    other_agency: str | None = None
    topic: str | None = None
    pick: int | None = None
    elliptic: bool = False
    """Begins like a question that goes on ("thế …", "còn …"), and what it names is not beyond doubt."""
    when: When = field(default_factory=When)
    """The day and span the message names."""
    confidence: float = 1.0
    cases: list[str] = field(default_factory=list)
    """What it says of the citizen's case (nlu/cases.py)."""
    again: bool = False
    """Wants the questions about their case from the beginning."""
    otherwise: str | None = None
    """The intent of a ``tell_case`` where no question about the case has been asked."""


APART = {"khac", "nhau"}
"""Words of "khác nhau chỗ nào", which names nothing: of what was set side by side, or named to choose from."""
COMPARABLE = ("documents", "fee", "time")
"""Aspects a comparison may be asked on."""
PERHAPS_AN_ANSWER = frozenset(
    {"ask_follow_up", "ask_unclear", "unresolved", "other_agency", "ask_topic", "out_of_scope", "goodbye"}
)
"""Intents of a message that may as well be the answer to a question about the citizen's case."""


def understand(heard: Heard) -> Understanding:
    """What a message asks."""
    found = next((found for rule in RULES if (found := rule(heard))), None)
    if found is None:
        near = plausible(heard.link) if heard.link.pairs else []
        found = Understanding("unresolved", near, heard.asked, heard.link.acts)
    else:
        unsure = found.intent == "ask_unclear" or found.confidence < heard.beyond_doubt
        found = replace(found, elliptic=heard.turns and unsure)
    return _with_day(_tells_a_case(_not_far_off(found, heard), heard), heard)


def _not_far_off(found: Understanding, heard: Heard) -> Understanding:
    """What names one of ours in its own words is never told to be nobody's business here."""
    if found.intent != "out_of_scope" or not says_a_name(heard):
        return found
    return Understanding("ask_unclear", plausible(heard.link), heard.asked, heard.link.acts)


def _unsafe(heard: Heard) -> Understanding | None:
    """Fixed safe lines: by their words with or without marks, or by the classifier where it is sure."""
    told = spoken_words(heard.text)
    found = [match for match in safety().find(told) if match.label != NO_MATTER]  # "in tiền vàng mã"
    said = [match for match in found if not _only_sounds_forged(match, told, heard.text)]
    reports_it = heard.fixed_matter in topics.OF_WRONGS  # "bị phạt bao nhiêu", "có người đòi hối lộ thì báo ai"
    if said and not (said[0].label in ("refuse", "share_secret") and reports_it):
        return Understanding(said[0].label)
    sure = heard.guess == "share_secret" and heard.sure >= settings.SECRET_SURE and not worth_offering(heard)
    tells_a_day = heard.when.day is not None
    if sure and not heard.clear_aspects and not tells_a_day and not possible_topic(heard):
        return Understanding("share_secret", confidence=heard.sure)
    return None


def _only_sounds_forged(match: Match, told: list[str], text: str) -> bool:
    """ "giấy phép gia hạn", "bảng giá", "in lâu": forged and illicit in other words' letters."""
    meant = next((FORGED[word] for word in told[match.start : match.end] if word in FORGED), None)
    if meant is None:
        return False
    goes_on = told[match.end : match.end + 1]
    marked = has_marks(text) and meant not in clean(text).lower()
    return marked or goes_on in (["han"], ["cong"], ["dinh"])


def _a_named_agency(heard: Heard) -> Understanding | None:
    ours_too = heard.agency and heard.link.best and is_called(heard.link.best, heard.agency.words)
    if ours_too and not heard.link.acts:
        return None  # "họp báo của đại sứ quán": as long a match, and ours comes first
    named = heard.agency and names_the_agency(heard, heard.agency)
    if heard.agency and named and not is_ours(heard, heard.agency) and not topic_is_clear(heard):
        ours = perhaps_ours(heard) or names_ours_beside(heard, heard.agency) or needs_it_for_ours(heard, heard.agency)
        if not heard.agency.entry.decides and ours and not names_nothing_else(heard, heard.agency):
            return Understanding("ask_unclear", plausible(heard.link), heard.asked, heard.link.acts)
        likely = heard.likely_agency
        if likely and not heard.agency.entry.decides and clearly_another(heard, likely):
            return Understanding("other_agency", other_agency=likely.id)
        return Understanding("other_agency", other_agency=heard.agency.entry.thing)
    return None


def _a_name_of_several(heard: Heard) -> Understanding | None:
    asks = heard.asked or heard.link.acts or heard.denies
    if asks or is_answerable(heard) or not says_only_what_ours_say_too(heard):
        return None
    return Understanding("ask_unclear", plausible(heard.link))


def _a_fixed_matter(heard: Heard) -> Understanding | None:
    """A fine, a withdrawal, another province: asked of no procedure's record, though one may be named beside it."""
    label = heard.fixed_matter
    if label is None:
        return None
    beside = with_other_occasions(heard.link)[:1] if is_answerable(heard) else []
    if label in ("unresolved", "ask_human"):
        return Understanding(label, beside if label == "unresolved" else [], heard.clear_aspects)
    return Understanding("ask_topic", beside, heard.asked, topic=label)


def _a_filed_dossier(heard: Heard) -> Understanding | None:
    """ "mã hồ sơ H26.17-… tới đâu rồi", "kiểm tra hồ sơ giúp": of a dossier that has been filed."""
    told = fold(heard.text)
    return Understanding("track_dossier") if DOSSIER.search(told) or CHECKED.search(told) else None


def _a_list(heard: Heard) -> Understanding | None:
    """Of all, or of the field that is named: "có bao nhiêu thủ tục bưu chính"."""
    asked = LISTING.search(" ".join(words(heard.text)))
    if not asked:
        return None
    named = [pair for pair in heard.link.pairs if not set(pair) <= set(asked.group().split())]
    nearest = sorted(heard.link.candidates, key=lambda one: -one.paired)[:1]
    return Understanding("list_procedures", nearest if named else [])


def _a_pick(heard: Heard) -> Understanding | None:
    picked = PICK.match(" ".join(words(heard.text)))
    if not picked:
        return None
    told = picked.group(1)
    return Understanding("pick", pick=ORDINALS.get(told) or int(told))


def _a_checklist(heard: Heard) -> Understanding | None:
    """The citizen's own list of papers: of the procedure named beside it, or of the one spoken of."""
    asked = CHECKLIST.search(" ".join(heard.spoken)) or CHECKLIST.search(fold(heard.text))
    back = BACK_TO_THE_LIST.search(fold(heard.text))
    own = set(back.group().split()) if back else set()
    if back and not is_answerable(heard) and any(not set(pair) <= own for pair in heard.link.pairs):
        return Understanding("start_checklist", plausible(heard.link), ["documents"])
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


def _not_sure(heard: Heard) -> Understanding | None:
    return Understanding("not_sure") if NOT_SURE.search(" ".join(heard.spoken)) else None


def _a_bare_price(heard: Heard) -> Understanding | None:
    """ "giá", "nếu 200 trang", "video 30 phút thì sao": what it costs, of what is spoken of."""
    told = " ".join(heard.spoken)
    counts = quantities(heard.text) and len(heard.topical) < 2 and not heard.clear_aspects and not is_likely(heard)
    return Understanding("ask_follow_up", aspects=["fee"]) if BARE_PRICE.search(told) or counts else None


def _a_bare_aspect(heard: Heard) -> Understanding | None:
    """ "mẫu?", "luật", "bước": of what is spoken of."""
    told = " ".join(heard.spoken)
    form = "form" if "màu" not in clean(heard.text).lower() and BARE_FORM.search(told) else None
    aspect = form or BARE_ASPECTS.get(told)
    return Understanding("ask_follow_up", aspects=[aspect], topic=topic_alone(heard)) if aspect else None


def _gone_back_to(heard: Heard) -> Understanding | None:
    """What was spoken of before the last one; its name would say which by itself."""
    named = [pair for pair in heard.link.pairs if not set(pair) <= generic_words()]
    back = heard.goes_back and not named
    return Understanding("ask_follow_up", aspects=heard.clear_aspects) if back else None


def _the_rest(heard: Heard) -> Understanding | None:
    return Understanding("show_more") if THE_REST.search(" ".join(heard.spoken)) else None


def _a_channel_alone(heard: Heard) -> Understanding | None:
    """ "thế nộp trực tiếp thì sao"."""
    told = " ".join(words(heard.text))
    whether = ["place"] if ENDS_IN_MAY_I.search(told) else []
    alone = CHANNEL_ALONE.search(told)
    return Understanding("ask_follow_up", aspects=whether, topic=topic_alone(heard)) if alone else None


def _a_confirmation(heard: Heard) -> Understanding | None:
    told = fold(heard.text).strip(" .,!?")
    if SUM_CONFIRMED.search(told):
        return Understanding("ask_follow_up", aspects=["fee"])
    return Understanding("ask_follow_up", aspects=["time"]) if SPAN_CONFIRMED.search(told) else None


def _given_back(heard: Heard) -> Understanding | None:
    """ "trả lại giấy phép": no procedure of ours does that, and a reissue is no answer."""
    return Understanding("unresolved") if heard.link.acts == ["return"] and not heard.link.pairs else None


def _a_choice_of_theirs(heard: Heard) -> Understanding | None:
    told = SPOKEN_COMPARED.search(" ".join(heard.spoken)) and not heard.link.pairs
    return Understanding("unresolved") if told else None


def _a_complaint(heard: Heard) -> Understanding | None:
    """ "sai rồi", "không hiểu": of the answer just given."""
    return Understanding("unresolved") if COMPLAINT.search(" ".join(heard.spoken)) else None


def _a_denial(heard: Heard) -> Understanding | None:
    return Understanding("deny") if heard.denies else None


def _small_talk(heard: Heard) -> Understanding | None:
    return Understanding(heard.guess, confidence=heard.sure) if heard.guess in SOCIAL and is_talk(heard) else None


def _a_change(heard: Heard) -> Understanding | None:
    """What the law changes: of the procedure named, of the one spoken of, or of all."""
    if not CHANGES.search(fold(heard.text)):
        return None
    named = heard.link.pairs and worth_offering(heard)
    meant = plausible(heard.link) if named else []
    first = first_grant_of_one_paper(heard) or (first_grant_meant(heard) if meant else None)
    one = [first] if first else with_other_occasions(heard.link) if meant and is_answerable(heard) else []
    return Understanding("ask_changes", one or meant)


def _a_holiday(heard: Heard) -> Understanding | None:
    """ "2/9 nghỉ mấy ngày", "tết nghỉ từ hôm nào": of the calendar, and of no procedure."""
    asked = HOLIDAY_ASKED.search(fold(heard.text)) and not heard.link.pairs
    return Understanding("ask_topic", topic=topics.HOLIDAYS) if asked else None


def _a_deadline(heard: Heard) -> Understanding | None:
    """A day and a span to count from it, and no procedure whose own time would count."""
    counts = heard.asks_due and heard.when.span and not is_answerable(heard)
    return Understanding("ask_deadline") if counts else None


def _a_working_day(heard: Heard) -> Understanding | None:
    worked = heard.asks_whether_worked and not is_answerable(heard)
    return Understanding("ask_working_day", when=heard.when) if worked else None


def _a_day_alone(heard: Heard) -> Understanding | None:
    """ "nộp hôm nay thì sao": a day of filing, and nothing else is said."""
    names_more = set(heard.topical) - OF_A_DAY
    if (heard.topic and heard.topic.whole_name) or (names_more and topic_is_clear(heard)):
        return None  # "thứ bảy nộp được không", "hôm nay nghỉ lễ có nộp được không"
    files = heard.files_on_a_day or (heard.when.impossible and heard.says_little_but_filing)
    named = {word for word in heard.topical if word not in OF_A_DAY} & (heard.link.naming | heard.strange_words)
    names_nothing = not (named or heard.link.pairs or heard.link.acts or heard.when.span)
    if heard.when.day and heard.asks_when and names_nothing and FILING & set(heard.spoken):
        files = True  # "thứ hai tới tôi nộp thì hôm nào lấy được"
    files = files or _names_a_day_only(heard)
    whether = topics.HOLIDAYS if heard.asks_whether and not heard.asks_when else None
    return Understanding("ask_follow_up", aspects=["time"], topic=whether) if files else None


def _names_a_day_only(heard: Heard) -> bool:
    """ "thế thứ 6", "15/12" after a due date: another day for the same question."""
    matter = [word for word in heard.topical if word not in OF_A_DAY and not word.isdigit() and word != "thu"]
    said = heard.clear_aspects or heard.link.pairs or heard.link.acts or matter
    return heard.when.day is not None and not said and len(heard.spoken) <= settings.BARE_DAY


def _a_clear_topic(heard: Heard) -> Understanding | None:
    topic = heard.topic
    if topic and topic_is_clear(heard):
        return Understanding("ask_topic", aspects=heard.clear_aspects, topic=topic.id, confidence=topic.score)
    return None


def _a_person(heard: Heard) -> Understanding | None:
    asked = heard.guess == "ask_human" and is_talk(heard)
    return Understanding("ask_human", confidence=heard.sure) if asked else None


def _a_likely_agency(heard: Heard) -> Understanding | None:
    """Not named by an alias, but linked more clearly than any procedure of ours."""
    likely = heard.likely_agency
    if heard.turns and len(heard.topical) < 3 and not heard.asked:
        return None  # "còn công ty mẹ"
    floor = settings.AGENCY_SCORE if heard.tells_a_story else settings.AGENCY_SURE
    if heard.agency or likely is None or len(heard.topical) < 2 or likely.score < floor:
        return None
    clear = likely.score >= heard.score + settings.AGENCY_MARGIN and not perhaps_ours(heard)
    if clear and says_a_name(heard) and likely.score < settings.BEYOND_DOUBT:
        return None  # "nhóm nhạc họp báo tại nhà hát lớn"
    clear = clear and keeps_its_marks(heard, likely)
    clear = clear and (heard.topic is None or likely.score >= heard.topic.score)
    return Understanding("other_agency", other_agency=likely.id) if clear else None


def _about_the_service(heard: Heard) -> Understanding | None:
    if not is_talk(heard):
        return None
    best = heard.link.best
    of_a_field = heard.guess == "list_procedures" and best is not None and best.named >= settings.NAMES_A_FIELD
    told = heard.link.candidates[:1] if of_a_field else []
    return Understanding(heard.guess, told, heard.asked, heard.link.acts, confidence=heard.sure)


def _a_comparison(heard: Heard) -> Understanding | None:
    """Told side by side; "khác ở chỗ nào" asks no place, so only aspects that are beyond doubt count."""
    found = compared(heard)
    if heard.compares and not (found or set(heard.topical) - APART or heard.link.acts):
        return Understanding("compare", aspects=[one for one in heard.clear_aspects if one in COMPARABLE])
    asked = [aspect for aspect in heard.clear_aspects if aspect in COMPARABLE]
    asked = asked or [aspect for aspect, more in COMPARED_ON.items() if more.search(fold(heard.text))]
    return Understanding("compare", found, asked, confidence=found[0].score) if found else None


def _several_procedures(heard: Heard) -> Understanding | None:
    """Each is answered, on all that is asked: one clause's question is not told of another's procedure alone.

    Two of one field sound alike, and one of them may only explain the other: the citizen chooses, unless they say
    that they ask for both.
    """
    clauses = several(heard)
    if not clauses:
        return None
    meant = [with_the_act_told(clause, heard.link.acts) for clause in clauses]
    told = [*(aspect for clause in clauses for aspect in clause.asked), *(heard.asked if heard.asks_for_both else [])]
    fields = {candidate.matter.field for candidate in meant}
    acts_apart = len({one.object for one in meant}) < len(meant)  # each act on the paper is named for itself
    each_asks = all(clause.clear_aspects for clause in clauses)  # "họp báo mấy tiếng, bản tin mấy ngày"
    apart = heard.asks_for_both or each_asks or acts_apart or _listed(heard, clauses) or len(fields) == len(meant)
    named = [clause.link.candidates[0] for clause in clauses]
    changed = bool(heard.link.acts) and meant != named and not tells_occasion(heard.link.acts)
    intent = "ask_procedure" if apart and not changed else "ask_unclear"  # one paper may be amended in several ways
    return Understanding(intent, meant, list(dict.fromkeys(told)), [], confidence=meant[0].score)


def _a_procedure_and_its_twin(heard: Heard) -> Understanding | None:
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


def _listed(heard: Heard, clauses: list[Heard]) -> bool:
    """ "cấp phép bản tin và đặc san": each after the first follows an "và"."""
    told = f" {fold(heard.text)} "
    return all(re.search(rf" va {re.escape(clause.text)}", told) for clause in clauses[1:])


def _a_procedure(heard: Heard) -> Understanding | None:
    of_one_paper = first_grant_of_one_paper(heard)
    if not (of_one_paper or is_answerable(heard)):
        return None
    first = of_one_paper or first_grant_meant(heard)
    meant = [first] if first else with_other_occasions(heard.link)
    told = heard.or_the_sum(aspects_outside_name(heard.spoken, meant[0].matter.name, heard.mistaken))
    return Understanding("ask_procedure", meant, told, heard.link.acts, confidence=meant[0].score)


def _a_follow_up(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    if not (heard.names_nothing or goes_on(heard)) or not (asked or acts):
        return None
    if wants_some_permit(heard):
        nothing_strange = not heard.topical  # "bay flycam có cần xin phép không" names a matter, which is not ours
        return Understanding("ask_unclear", spread(heard.link), asked, acts) if nothing_strange else None
    topic = heard.topic
    likely = topic and topic.named and topic.score >= settings.TOPIC_SURE and topic.parts[CHARS] >= settings.ALIKE
    if topic and likely and not (heard.clear_aspects or acts):
        return Understanding("ask_topic", topic=topic.id, confidence=topic.score)  # "có được nộp hộ không"
    told = [] if acts and not heard.clear_aspects else asked  # "còn cấp lại thì làm thế nào" keeps the aspect before
    where = asked == ["place"] and not heard.topical and FILING & set(heard.spoken) and not acts
    topic_asked = topic_alone(heard) or (topics.WHERE_TO_FILE if where else None)
    return Understanding("ask_follow_up", plausible(heard.link), told, acts, topic=topic_asked)


def _some_procedure(heard: Heard) -> Understanding | None:
    """ "tôi muốn hỏi thủ tục": names none, and asks nothing of one."""
    names_none = not (heard.topical or heard.asked or heard.link.acts or heard.when.day)
    said = any(pair == ("thu", "tuc") for pair in pairwise(heard.spoken))
    return Understanding("ask_unclear") if names_none and said else None


def _a_possible_topic(heard: Heard) -> Understanding | None:
    """ "giờ làm việc" has no topical word at all; "xin giấy phép" has none either, but asks for a procedure."""
    topic = possible_topic(heard)
    if topic is None or heard.topic is None:
        return None
    of_its_own = not (heard.asked or heard.link.acts) and (heard.topic.named or heard.score < settings.SCOPE_SCORE)
    if len(heard.topical) < 2 and not of_its_own:
        return None
    if heard.turns and heard.link.pairs:
        return None  # "còn nội tỉnh?" goes on about one of ours
    beside = heard.link.candidates[:1] if heard.link.pairs and heard.score >= settings.CHOICE_SCORE else []
    told = heard.asked if beside else heard.clear_aspects
    return Understanding("ask_topic", beside, told, topic=topic, confidence=heard.topic.score)


def _out_of_scope(heard: Heard) -> Understanding | None:
    """The classifier's word that it is other people's business, where nothing of ours comes near."""
    if heard.prints:
        return None
    sure = heard.guess == "other_agency" and heard.sure >= settings.INTENT_SURE
    ours = heard.link.pairs and heard.score >= settings.SCOPE_SCORE  # names one of ours, however little else fits
    if not sure or ours or worth_offering(heard):
        return None
    return Understanding("out_of_scope", aspects=_if_alone(heard), confidence=heard.sure)


def _if_alone(heard: Heard) -> list[str]:
    """Aspects asked where hardly anything else is said: they may go on about what is spoken of."""
    return heard.clear_aspects if len(heard.topical) < 2 else []


def _gibberish(heard: Heard) -> Understanding | None:
    """Too few of the words exist at all."""
    known = sum(word in heard.vocabulary for word in heard.spoken)
    speaks = bool(heard.spoken) and known / len(heard.spoken) >= settings.KNOWN_WORDS
    return None if speaks else Understanding("unresolved")


def _a_choice(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    names_one = heard.link.pairs and heard.score >= settings.CHOICE_SCORE and set(heard.topical) <= heard.link.naming
    if worth_offering(heard) or names_one:
        return Understanding("ask_unclear", without_later_acts(heard, plausible(heard.link)), asked, acts)
    if not heard.topical and heard.names_generic:
        return Understanding("ask_unclear", spread(heard.link), asked, acts)
    return None


def _perhaps_talk(heard: Heard) -> Understanding | None:
    """Nothing of ours comes near, and the classifier takes it for talk about the world."""
    believed = heard.guess in ("out_of_scope", "chitchat") and heard.sure >= settings.TALK_LIKELY
    believed = believed and not heard.prints
    believed = believed and not heard.asks_needed  # "có cần kịch bản không"
    if not believed or worth_offering(heard):
        return None
    return Understanding(heard.guess, aspects=_if_alone(heard), confidence=heard.sure)


RULES: tuple[Callable[[Heard], Understanding | None], ...] = (
    _unsafe,
    _a_filed_dossier,
    _a_list,
    _a_name_of_several,
    _a_named_agency,
    _a_fixed_matter,
    _a_checklist,
    _a_pick,
    _not_sure,
    _gone_back_to,
    _a_bare_price,
    _a_bare_aspect,
    _the_rest,
    _a_channel_alone,
    _a_confirmation,
    _given_back,
    _a_choice_of_theirs,
    _a_complaint,
    _a_denial,
    _small_talk,
    _a_change,
    _a_holiday,
    _a_deadline,
    _a_working_day,
    _a_day_alone,
    _a_clear_topic,
    _a_person,
    _a_likely_agency,
    _about_the_service,
    _a_comparison,
    _several_procedures,
    _a_procedure_and_its_twin,
    _a_procedure,
    _a_follow_up,
    _some_procedure,
    _a_possible_topic,
    _out_of_scope,
    _gibberish,
    _perhaps_talk,
    _a_choice,
)


def _tells_a_case(found: Understanding, heard: Heard) -> Understanding:
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


def _with_day(found: Understanding, heard: Heard) -> Understanding:
    """The day a message names travels with what it asks; asking when something is due asks the time."""
    if found.intent == "ask_working_day":
        return found
    if heard.when.day and EXPIRES.search(fold(heard.text)):
        return replace(found, aspects=["result"])
    about_procedure = found.intent in ("ask_procedure", "ask_follow_up", "ask_unclear")
    if not heard.asks_due:
        of_a_paper = heard.when.backwards or OF_A_PAPER.search(fold(heard.text))
        as_on = heard.when.day if about_procedure and found.aspects and not of_a_paper else None
        as_on = None if heard.when.since and "time" in found.aspects else as_on  # it would be taken for one of filing
        return replace(found, when=replace(heard.when, day=as_on, span=None, backwards=False, clock=None))
    due = ["time"] if heard.asks_when or heard.files_on_a_day else []
    aspects = list(dict.fromkeys([*due, *heard.clear_aspects])) if about_procedure else found.aspects
    return replace(found, aspects=[a for a in aspects if a != "result"], when=heard.when)
