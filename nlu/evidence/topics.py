"""Whether a general topic is asked."""

from __future__ import annotations

from nlu import settings
from nlu.evidence.procedures import worth_offering
from nlu.evidence.typed import is_strange, strange_words
from nlu.heard import Heard
from nlu.language import is_english
from nlu.matching import CHARS, KNOWN, Candidate
from nlu.syllables import typed_as
from nlu.wordings import NEEDS_A_PERMIT, WHICH_PERMIT
from procedures.acts import FIRST_GRANTS
from procedures.folding import fold

MOSTLY_STRANGE = 0.45
"""Share of what is named that a topic of several words may have no word for."""
FEW_NAMED = 3
"""Words named by a message so short that a word nobody here knows is what it is about."""
OF_ANY_DOSSIER = {"place", "online", "form"}
"""Aspects that a general topic answers as well as a procedure."""


def topic_is_clear(heard: Heard) -> bool:
    """A topic is named beyond doubt, whatever else the conversation is about."""
    topic = heard.topic
    if topic is None or topic.score < (settings.TOPIC_SURE if len(heard.topical) > 1 else _alone(heard, topic)):
        return False
    if heard.link.pairs and heard.score >= settings.CHOICE_SCORE and not _word_for_word(topic):
        return False  # "giấy phép bưu chính có cần chứng thực bản sao không" asks of that permit
    if _is_of_something_else(heard, topic):
        return False
    needed = heard.asks_whether and topic.whole_name  # "có cần chứng thực bản sao không" asks of ours, not for a stamp
    agency = heard.likely_agency.score if heard.likely_agency and not needed else 0.0
    return topic.score >= max(heard.score, agency) + settings.TOPIC_MARGIN


def _is_of_something_else(heard: Heard, topic: Candidate) -> bool:
    """ "phát tờ rơi" is no "phạt", "đổ rác" no spam, and "in giấy khen thì xin giấy phép gì" asks for a permit."""
    if is_strange(heard, topic.matter) if len(heard.topical) < 2 else _is_mostly_strange(heard, topic):
        return True
    few = len(heard.named) <= FEW_NAMED or is_english(heard.spoken)
    if heard.strange_words and few and not topic.whole_name:
        return True  # "bổ sung vitamin"
    typed = typed_as(heard.text, (*topic.matter.called, *topic.matter.phrasings), heard.topical)
    return not typed or bool(WHICH_PERMIT.search(" ".join(heard.spoken)))


def _is_mostly_strange(heard: Heard, topic: Candidate) -> bool:
    """ "shipper làm hỏng hàng thì khiếu nại ai": two words at least, of so much that is named."""
    strange = strange_words(heard, topic.matter)
    return len(strange) > 1 and len(strange) > MOSTLY_STRANGE * len(heard.named)


def _word_for_word(topic: Candidate) -> bool:
    return topic.parts[CHARS] >= settings.SAME_LETTERS


def _alone(heard: Heard, topic: Candidate) -> float:
    """What a message of hardly a topical word must reach: less where all of it is the topic's ("tết nghỉ mấy ngày")."""
    all_of_it = topic.named == 1.0 and set(heard.clear_aspects) <= {"time", "place"}
    return settings.TOPIC_BESIDE if all_of_it else settings.TOPIC_ALONE


def possible_topic(heard: Heard) -> str | None:
    topic = heard.topic
    near = topic and topic.score >= max(settings.TOPIC_SCORE, heard.score + settings.TOPIC_MARGIN)
    agency = heard.likely_agency.score if heard.likely_agency else 0.0
    doubtful = topic is not None and topic.score < min(settings.TOPIC_SURE, agency + settings.TOPIC_MARGIN)
    if topic is None or not near or doubtful or _is_of_something_else(heard, topic):
        return None  # "số nhà" is as near to a deed
    says_it = topic.parts[KNOWN] >= settings.MOSTLY_KNOWN and (heard.topical or topic.score >= settings.TOPIC_SURE)
    named = (topic.named >= settings.MOSTLY_KNOWN or says_it) and not _speaks_against_a_topic(heard, topic)
    if not named and not _word_for_word(topic):
        return None  # "giấy phép drone" names no topic, "giờ làm việc" is one word for word
    return topic.id


def topics_to_offer(heard: Heard) -> list[Candidate]:
    """General questions that come nearer than anything of ours, where it is not certain that one of them is asked."""
    ours = heard.link.pairs or heard.link.acts or heard.names_generic or worth_offering(heard)
    if ours or len(heard.spoken) < settings.MORE_THAN_AN_ASPECT:
        return []  # "lệ phí bao nhiêu" asks for a procedure first
    near = [one for one in heard.link.topics if one.score >= max(settings.TOPIC_SCORE, heard.score)]
    return near[: settings.TOPICS_OFFERED] if near and near[0].parts[CHARS] >= settings.ALIKE else []


def _speaks_against_a_topic(heard: Heard, topic: Candidate) -> bool:
    """What is asked of a paper of ours, or says too little, though a topic has some of its words."""
    if len(heard.topical) < 2 and topic.score < settings.TOPIC_SURE:
        return True  # "nộp bản nào"
    if NEEDS_A_PERMIT.search(fold(heard.text)):
        return True  # "in vàng mã có cần đăng ký không"
    if "issue" in heard.link.acts and topic.named < settings.MOSTLY_KNOWN:
        return True  # "mở bưu cục ở phường"
    if heard.link.pairs and any(act not in FIRST_GRANTS for act in heard.link.acts):
        return True  # "chuyển nhượng giấy phép bưu chính"
    alike = len(heard.link.pairs) > 1 and topic.score < settings.TOPIC_BESIDE
    known = topic.parts[KNOWN] >= settings.KNOWN_BESIDE_OURS and not alike
    unsaid = topic.named < settings.MOSTLY_KNOWN and not known
    return bool(heard.link.pairs) and unsaid  # "nhập khẩu rượu" begins like ours, and shares a word with "đăng nhập"


def topic_alone(heard: Heard) -> str | None:
    """What a follow-up asks where nothing was spoken of: a bare "lệ phí" asks for a procedure first."""
    aspects = set(heard.clear_aspects or (heard.asked if not heard.topical else []))
    floor = settings.TOPIC_FALLBACK if aspects <= OF_ANY_DOSSIER else settings.TOPIC_BESIDE
    sure = heard.topic and heard.topic.score >= (floor if aspects else 0.0) and not heard.link.acts
    return possible_topic(heard) if sure else None
