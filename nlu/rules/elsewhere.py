"""General topics, other agencies' business, and what is nobody's here."""

from __future__ import annotations

from dataclasses import replace

from nlu import settings
from nlu.evidence.agencies import (
    asks_to_print,
    clearly_another,
    is_called,
    is_ours,
    names_nothing_else,
    names_ours_beside,
    names_the_agency,
    needs_it_for_ours,
)
from nlu.evidence.goods import of_goods
from nlu.evidence.procedures import (
    is_answerable,
    named_first,
    names_a_permit,
    perhaps_ours,
    plausible,
    says_a_name,
    worth_offering,
)
from nlu.evidence.topics import possible_topic, topic_is_clear
from nlu.evidence.twins import (
    with_other_occasions,
)
from nlu.evidence.typed import keeps_its_marks
from nlu.heard import Heard
from nlu.rules.understood import Understanding
from nlu.spoken import CONTRAST
from nlu.syllables import has_marks
from nlu.wordings import PAPER_ENDED, PAPER_ENDED_BARE, SPOKEN_COMPARED
from procedures.acts import FIRST_GRANTS, HOLDING
from procedures.folding import clean, fold

MOST_OF_AN_END = 12
"""Words up to which a message that ends a paper tells no story beside it."""
GIVEN_OR_ENDED = frozenset([*FIRST_GRANTS, HOLDING, "return", "notify"])
"""Acts that may be told of a paper that is ended: "hủy đăng ký cơ sở in"."""


def a_named_agency(heard: Heard) -> Understanding | None:
    if heard.agency and asks_to_print(heard) and heard.spoken[heard.agency.start - 1 : heard.agency.start] != ["in"]:
        return None  # "in hóa đơn" is theirs
    ours_too = heard.agency and heard.link.best and is_called(heard.link.best, heard.agency.words)
    if ours_too and not heard.link.acts:
        return None  # "họp báo của đại sứ quán": as long a match, and ours comes first
    named = heard.agency and names_the_agency(heard, heard.agency)
    if heard.agency and named and not is_ours(heard, heard.agency) and not topic_is_clear(heard):
        ours = perhaps_ours(heard) or names_ours_beside(heard, heard.agency) or needs_it_for_ours(heard, heard.agency)
        if not heard.agency.entry.decides and ours and not names_nothing_else(heard, heard.agency):
            return Understanding("ask_unclear", named_first(heard), heard.asked, heard.link.acts)
        likely = heard.likely_agency
        if likely and not heard.agency.entry.decides and clearly_another(heard, likely):
            return replace(_theirs(heard, likely.id), confidence=likely.score)
        return _theirs(heard, heard.agency.entry.thing)
    return None


def _theirs(heard: Heard, thing: str) -> Understanding:
    """With what is asked apart from it: "bác đi xe máy lên, nộp hồ sơ ở đâu" may ask of what is spoken of."""
    apart = [] if heard.asked_of else heard.clear_aspects
    return Understanding("other_agency", aspects=apart, other_agency=thing)


def a_fixed_matter(heard: Heard) -> Understanding | None:
    """A fine, a withdrawal, another province: asked of no procedure's record, though one may be named beside it."""
    label = heard.fixed_matter
    if label is None:
        return None
    beside = with_other_occasions(heard.link)[:1] if is_answerable(heard) else []
    if label in ("unresolved", "ask_human"):
        return Understanding(label, beside if label == "unresolved" else [], heard.clear_aspects)
    return Understanding("ask_topic", beside, heard.asked, topic=label)


def given_back(heard: Heard) -> Understanding | None:
    """ "trả lại giấy phép", "hủy giấy phép bưu chính": no procedure of ours does that, and issuing one is no answer."""
    if heard.link.acts == ["return"] and not heard.link.pairs:
        return Understanding("unresolved")
    text = clean(heard.text).lower()
    if CONTRAST.search(fold(text)):
        return None  # "bỏ giấy phép bưu chính đi, tôi hỏi đặc san"
    ended = PAPER_ENDED.search(text) if has_marks(text) else PAPER_ENDED_BARE.search(text)
    in_short = len(heard.spoken) <= MOST_OF_AN_END and set(heard.link.acts) <= GIVEN_OR_ENDED
    names_a_paper = heard.link.pairs or heard.names_generic
    return Understanding("unresolved") if ended and in_short and names_a_paper and not topic_is_clear(heard) else None


def a_choice_of_theirs(heard: Heard) -> Understanding | None:
    told = SPOKEN_COMPARED.search(" ".join(heard.spoken)) and not heard.link.pairs
    return Understanding("unresolved") if told else None


def a_clear_topic(heard: Heard) -> Understanding | None:
    topic = heard.topic
    if topic and topic_is_clear(heard):
        return Understanding("ask_topic", aspects=heard.clear_aspects, topic=topic.id, confidence=topic.score)
    return None


def goods(heard: Heard) -> Understanding | None:
    return Understanding("unresolved", plausible(heard.link), heard.asked) if of_goods(heard) else None


def a_likely_agency(heard: Heard) -> Understanding | None:
    """Not named by an alias, but linked more clearly than any procedure of ours."""
    likely = heard.likely_agency
    if heard.turns and len(heard.topical) < 3 and not heard.asked:
        return None  # "còn công ty mẹ"
    floor = settings.AGENCY_SCORE if heard.tells_a_story else settings.AGENCY_SURE
    if asks_to_print(heard) or of_goods(heard):
        return None
    if heard.agency or likely is None or len(heard.topical) < 2 or likely.score < floor:
        return None
    clear = likely.score >= heard.score + settings.AGENCY_MARGIN and not perhaps_ours(heard)
    if clear and says_a_name(heard) and likely.score < settings.BEYOND_DOUBT:
        return None  # "nhóm nhạc họp báo tại nhà hát lớn"
    clear = clear and keeps_its_marks(heard, likely)
    clear = clear and (heard.topic is None or likely.score >= heard.topic.score)
    return replace(_theirs(heard, likely.id), confidence=likely.score) if clear else None


def a_possible_topic(heard: Heard) -> Understanding | None:
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


def out_of_scope(heard: Heard) -> Understanding | None:
    """The classifier's word that it is other people's business, where nothing of ours comes near."""
    if heard.prints:
        return None
    sure = heard.guess == "other_agency" and heard.sure >= settings.INTENT_SURE
    ours = names_a_permit(heard) or (
        heard.link.pairs and heard.score >= settings.SCOPE_SCORE
    )  # however little else fits
    if not sure or ours or worth_offering(heard):
        return None
    return Understanding("out_of_scope", aspects=_if_alone(heard), confidence=heard.sure)


def _if_alone(heard: Heard) -> list[str]:
    """Aspects asked where hardly anything else is said: they may go on about what is spoken of."""
    return heard.clear_aspects if len(heard.topical) < 2 else []


def gibberish(heard: Heard) -> Understanding | None:
    """Too few of the words exist at all."""
    known = sum(word in heard.vocabulary for word in heard.spoken)
    speaks = bool(heard.spoken) and known / len(heard.spoken) >= settings.KNOWN_WORDS
    return None if speaks else Understanding("unresolved")


def perhaps_talk(heard: Heard) -> Understanding | None:
    """Nothing of ours comes near, and the classifier takes it for talk about the world."""
    believed = heard.guess in ("out_of_scope", "chitchat") and heard.sure >= settings.TALK_LIKELY
    believed = believed and not heard.prints
    believed = believed and not heard.asks_needed  # "có cần kịch bản không"
    if not believed or worth_offering(heard):
        return None
    guess = "out_of_scope" if heard.named else heard.guess  # "bán rượu"
    return Understanding(guess, aspects=_if_alone(heard), confidence=heard.sure)
