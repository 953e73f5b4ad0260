"""Times of a procedure: how long it takes, and when a citizen must file."""

from __future__ import annotations

import re

from actions.filing import Counted, count
from actions.reply import Fact
from actions.said import Question, Said, doubt
from actions.wording import lower_first, origin, shortened, unknown
from procedures.department import department
from procedures.kinds import MAY_HOLD, WAITED, Purpose, Standing
from procedures.names import CHANNELS, PURPOSES, UNITS, closed, opened, shortened_span, span
from procedures.record import TimeRule

CASE_CHARACTERS = 80
"""Of what a source says of one of several spans."""
CASE = re.compile(r"(?:[Đđ]ối với |[Tt]rường hợp |[Vv]ới trường hợp )[^.;\n]+")
LONGEST_BARE = 60
"""A time in words up to here is what stood in a cell ("03") and no sentence."""
MOST_SHOWN = 3
"""Spans beside the main one that an answer tells; a single one is not left."""


def time(question: Question) -> Said:
    part = question.record.time
    submit = question.record.submit_before
    if part is None and submit is None:
        return Said(unknown("time", question.titled))
    counted = count(question.record, question.filing) if question.filing else Counted()
    enough = bool(counted.lines) and question.tight  # the day is what was asked
    told = counted.lines + (
        [one for one in [_time_sentences(part.items, question, bool(part.text), bool(counted.spans) or enough)] if one]
        if part
        else [f"Thời hạn giải quyết {question.name}: chưa có thông tin."]
    )
    facts = counted.facts + (_time_facts(part.items) if part else [])
    if part and part.text:
        bare = not part.items and len(part.text) <= LONGEST_BARE
        told.append(f"Thời hạn giải quyết {question.name}: nguồn ghi “{part.text}”." if bare else closed(part.text))
    if submit and not enough:
        told.append(f"Khi nào phải nộp: {closed(lower_first(submit.text))}")
    if submit:
        facts.append(Fact("time", "Khi nào phải nộp", submit.text, days=submit.amount, unit=submit.unit))
    doubts = [*counted.doubts, doubt(part) or doubt(submit)]
    return Said("\n".join(told), facts=facts, warning=" ".join(closed(one) for one in doubts if one) or None)


def _time_sentences(items: list[TimeRule], question: Question, has_text: bool, counted: bool) -> str:
    """Empty where there is an old rule of something else only and the record's own text tells it better.

    ``counted``: the spans have been told with what they make of the citizen's day.
    """
    main = [rule for rule in items if rule.purpose in WAITED]
    rest = [rule for rule in items if rule not in main and rule.standing in MAY_HOLD and rule.holds_on(question.day)]
    lines = [_main_time(main, question)] if main and not counted else []
    most = MOST_SHOWN if question.alone and not counted else 0
    shown = rest if question.whole or len(rest) <= most + 1 else rest[:most]
    lines += [f"{PURPOSES[rule.purpose]}: {span(rule)}." for rule in shown]
    lines += [f"… còn {len(rest) - len(shown)} mốc, xem ở trang thủ tục."] if len(shown) < len(rest) else []
    if not lines and not has_text and not counted:
        lines = [f"Quy định cũ về {question.name}: {'; '.join(span(rule) + origin(rule) for rule in items)}."]
    return "\n".join(lines)


def _main_time(rules: list[TimeRule], question: Question) -> str:
    """The span a citizen waits, or how long before they must write; rules that differ are all told."""
    name = question.name
    current = [r for r in rules if r.stands_on(question.day)]
    uncertain = [r for r in rules if r.standing == Standing.UNCERTAIN]
    elsewhere = [r for r in rules if r.standing == Standing.ELSEWHERE]
    if uncertain and all(r.standing == Standing.PAST for r in current):
        uncertain, current = [*current, *uncertain], []
    if current and current[0].purpose == Purpose.ADVANCE_NOTICE:
        return f"{opened(name)}: phải gửi trước ít nhất {span(current[0])}{origin(current[0])}."
    if current:
        others = [rule for rule in uncertain if span(rule) not in map(span, current)]
        told = _each_of_several(current) if others else _by_channel(current)
        beside = f" Nguồn còn ghi: {_each_of_several(others)}; chưa xác nhận." if others else ""
        return f"Thời hạn giải quyết {name}: {told}.{beside}{_committed(current)}"
    if len(uncertain) > 1:
        told = " hoặc ".join(dict.fromkeys(span(rule) + origin(rule) for rule in uncertain))
        return f"Thời hạn giải quyết {name}: {told}; chưa xác định được mức đang áp dụng."
    if uncertain:
        told = span(uncertain[0]) + origin(uncertain[0])
        return (
            f"Thời hạn giải quyết {name}: {told}, chưa xác nhận còn áp dụng.{_former(rules, uncertain[0])}"
            + _elsewhere(elsewhere, uncertain[0])
        )
    if elsewhere:
        told = "; ".join(span(rule) + origin(rule) for rule in elsewhere)
        return f"Thời hạn giải quyết {name} tại {department().city}: chưa có thông tin. Nơi khác ghi: {told}."
    told = "; ".join(span(rule) + origin(rule) for rule in rules)
    if rules[0].purpose == Purpose.ADVANCE_NOTICE:
        return f"{opened(name)}: mốc gửi trước hiện nay chưa xác định. Quy định cũ: gửi trước {told}."
    return f"Thời hạn hiện nay của {question.titled} chưa xác định. Quy định cũ: {told}."


def _committed(rules: list[TimeRule]) -> str:
    """The shorter time the department commits to, with the saving."""
    told = list(dict.fromkeys(text for rule in rules if (text := shortened_span(rule))))
    return f" Cơ quan cam kết: {'; '.join(told)}." if told else ""


def _former(rules: list[TimeRule], now: TimeRule) -> str:
    """The span of a rule that has ended, where it is another one."""
    ended = [rule for rule in rules if rule.standing == Standing.PAST and span(rule) != span(now)]
    return f" Quy định cũ: {'; '.join(span(rule) + origin(rule) for rule in ended)}." if ended else ""


def _elsewhere(rules: list[TimeRule], here: TimeRule) -> str:
    """The span another place gives, where it is another one."""
    other = [span(rule) + origin(rule) for rule in rules if span(rule) != span(here)]
    return f" Nơi khác ghi: {'; '.join(other)}." if other else ""


def _by_channel(rules: list[TimeRule]) -> str:
    """Each span with how it is filed; several spans of one way with the case that the source gives for each."""
    spans = list(dict.fromkeys(span(rule) for rule in rules))
    channels = [CHANNELS[rule.channel] for rule in rules if rule.channel]
    if len(spans) == 1:
        return spans[0] + (f" (nộp {', '.join(channels)} như nhau)" if len(channels) > 1 else origin(rules[0]))
    if any(len({span(one) for one in rules if one.channel == rule.channel}) > 1 for rule in rules if rule.channel):
        told = [one + _case_of([rule for rule in rules if span(rule) == one]) for one in spans]
        return f"{'; '.join(told)}; mức nào cho trường hợp nào xem đủ ở trang thủ tục"
    return "; ".join(span(rule) + (f" ({CHANNELS[rule.channel]})" if rule.channel else origin(rule)) for rule in rules)


def _each_of_several(rules: list[TimeRule]) -> str:
    """Each span with the ways to file it is for and the source's own case, where another one stands beside it."""
    told = []
    for one in dict.fromkeys(map(span, rules)):
        same = [rule for rule in rules if span(rule) == one]
        ways = ", ".join(dict.fromkeys(CHANNELS[rule.channel] for rule in same if rule.channel))
        told.append(one + (f" (nộp {ways})" if ways else origin(same[0])) + _case_of(same))
    return "; ".join(told)


def _case_of(rules: list[TimeRule]) -> str:
    """ " (đối với trường hợp mất, hỏng)": what the description of one of the rows says that its span is for."""
    found = [case.group() for rule in rules if (case := CASE.search(rule.basis or ""))]
    return f" ({shortened(lower_first(min(found, key=len)), CASE_CHARACTERS, '').rstrip('.')})" if found else ""


def _time_facts(items: list[TimeRule]) -> list[Fact]:
    return [
        Fact(
            "time",
            PURPOSES[rule.purpose] + ("" if rule.standing == Standing.CURRENT else " (chưa chắc chắn)"),
            span(rule) + origin(rule),
            days=rule.amount,
            unit=UNITS[rule.unit],
            channel=rule.channel,
        )
        for rule in items
    ]
