"""Days and spans: holidays, deadlines, a day alone, and the day that travels with what is asked."""

from __future__ import annotations

from dataclasses import replace

from nlu import settings
from nlu.evidence.procedures import (
    is_answerable,
)
from nlu.evidence.topics import topic_is_clear
from nlu.heard import FILING, OF_A_DAY, Heard
from nlu.rules.understood import Understanding
from nlu.wordings import (
    EXPIRES,
    FILED_ON,
    HOLIDAY_ASKED,
    OF_A_PAPER,
)
from procedures import topics
from procedures.folding import fold
from procedures.kinds import DayOf


def a_holiday(heard: Heard) -> Understanding | None:
    """ "2/9 nghỉ mấy ngày", "tết nghỉ từ hôm nào": of the calendar, and of no procedure."""
    asked = HOLIDAY_ASKED.search(fold(heard.text)) and not heard.link.pairs
    return Understanding("ask_topic", topic=topics.HOLIDAYS) if asked else None


def a_deadline(heard: Heard) -> Understanding | None:
    """A day and a span to count from it, and no procedure whose own time would count."""
    counts = heard.asks_due and heard.when.span and not is_answerable(heard)
    return Understanding("ask_deadline") if counts else None


def a_working_day(heard: Heard) -> Understanding | None:
    if heard.asks_hours and not heard.link.pairs:
        return Understanding("ask_topic", topic=topics.HOURS)
    worked = heard.asks_whether_worked and not is_answerable(heard)
    return Understanding("ask_working_day", when=heard.when) if worked else None


def a_day_alone(heard: Heard) -> Understanding | None:
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


def with_day(found: Understanding, heard: Heard) -> Understanding:
    """The day a message names travels with what it asks; asking when something is due asks the time."""
    if found.intent == "ask_working_day":
        return found
    if heard.when.day and EXPIRES.search(fold(heard.text)):
        return replace(found, aspects=["result"])
    about_procedure = found.intent in ("ask_procedure", "ask_follow_up", "ask_unclear")
    if not heard.asks_due:
        of_a_paper = heard.when.backwards or OF_A_PAPER.search(fold(heard.text))
        on_the_day = found.aspects or (heard.link.pairs and FILED_ON.search(fold(heard.text)))
        as_on = heard.when.day if about_procedure and on_the_day and not of_a_paper else None
        as_on = None if heard.when.since and "time" in found.aspects else as_on  # it would be taken for one of filing
        return replace(found, when=replace(heard.when, day=as_on, span=None, of=DayOf.FILING, clock=None))
    due = ["time"] if heard.asks_when or heard.files_on_a_day else []
    clear = [aspect for aspect in heard.clear_aspects if aspect in heard.asked]  # no address that is changed
    aspects = list(dict.fromkeys([*due, *clear])) if about_procedure else found.aspects
    return replace(found, aspects=[a for a in aspects if a != "result"], when=heard.when)
