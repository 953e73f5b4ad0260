"""What goes on about what is spoken of, and names nothing by itself."""

from __future__ import annotations

from itertools import pairwise

from nlu import settings
from nlu.evidence.procedures import (
    goes_on,
    is_likely,
    plausible,
    spread,
    wants_some_permit,
)
from nlu.evidence.topics import topic_alone
from nlu.heard import FILING, Heard
from nlu.matching import CHARS
from nlu.phrases import telling
from nlu.quantities import UNIT_WORDS, quantities
from nlu.rules.understood import Understanding
from nlu.wordings import (
    BARE_ASPECTS,
    BARE_FORM,
    BARE_PRICE,
    CHANNEL_ALONE,
    ENDS_IN_MAY_I,
    SPAN_CONFIRMED,
    SUM_CONFIRMED,
)
from procedures import topics
from procedures.folding import clean, fold, words

PAPER = {"giay", "permit", "license", "licence"}


def a_bare_price(heard: Heard) -> Understanding | None:
    """ "giá", "nếu 200 trang", "video 30 phút thì sao": what it costs, of what is spoken of."""
    told = " ".join(heard.spoken)
    matter = [word for word in heard.topical if word not in UNIT_WORDS]
    counts = quantities(heard.text) and len(matter) < 2 and not heard.clear_aspects and not is_likely(heard)
    return Understanding("ask_follow_up", aspects=["fee"]) if BARE_PRICE.search(told) or counts else None


def a_bare_aspect(heard: Heard) -> Understanding | None:
    """ "mẫu?", "luật", "bước": of what is spoken of."""
    told = " ".join(heard.spoken)
    form = "form" if "màu" not in clean(heard.text).lower() and BARE_FORM.search(told) else None
    aspect = form or BARE_ASPECTS.get(told)
    return Understanding("ask_follow_up", aspects=[aspect], topic=topic_alone(heard), bare=True) if aspect else None


def gone_back_to(heard: Heard) -> Understanding | None:
    """What was spoken of before the last one; its name would say which by itself."""
    back = heard.goes_back == "named" or (heard.goes_back and not telling(heard.link.pairs))
    return Understanding("ask_follow_up", plausible(heard.link), heard.clear_aspects) if back else None


def a_channel_alone(heard: Heard) -> Understanding | None:
    """ "thế nộp trực tiếp thì sao"."""
    told = " ".join(words(heard.text))
    whether = ["place"] if ENDS_IN_MAY_I.search(told) else []
    alone = CHANNEL_ALONE.search(told)
    return Understanding("ask_follow_up", aspects=whether, topic=topic_alone(heard)) if alone else None


def a_confirmation(heard: Heard) -> Understanding | None:
    told = fold(heard.text).strip(" .,!?")
    if SUM_CONFIRMED.search(told):
        return Understanding("ask_follow_up", aspects=["fee"])
    return Understanding("ask_follow_up", aspects=["time"]) if SPAN_CONFIRMED.search(told) else None


def a_follow_up(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    if not (heard.names_nothing or goes_on(heard)) or not (asked or acts):
        return None
    if wants_some_permit(heard):
        if heard.topical:
            return None  # "bay flycam có cần xin phép không" names a matter, which is not ours
        a_paper = bool(PAPER & set(heard.spoken))  # "xin phép thế nào" goes on about what is spoken of
        return Understanding("ask_unclear", spread(heard.link), asked, acts, some_permit=a_paper)
    topic = heard.topic
    likely = topic and topic.named and topic.score >= settings.TOPIC_SURE and topic.parts[CHARS] >= settings.ALIKE
    if topic and likely and not (heard.clear_aspects or acts):
        return Understanding("ask_topic", topic=topic.id, confidence=topic.score)  # "có được nộp hộ không"
    told = [] if acts and not heard.clear_aspects else asked  # "còn cấp lại thì làm thế nào" keeps the aspect before
    where = asked == ["place"] and not heard.topical and FILING & set(heard.spoken) and not acts
    topic_asked = topic_alone(heard) or (topics.WHERE_TO_FILE if where else None)
    return Understanding("ask_follow_up", plausible(heard.link), told, acts, topic=topic_asked)


def some_procedure(heard: Heard) -> Understanding | None:
    """ "tôi muốn hỏi thủ tục": names none, and asks nothing of one."""
    names_none = not (heard.topical or heard.asked or heard.link.acts or heard.when.day)
    said = any(pair == ("thu", "tuc") for pair in pairwise(heard.spoken))
    return Understanding("ask_unclear") if names_none and said else None
