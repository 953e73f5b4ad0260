"""A span and a day without a procedure: "nộp ngày 20/11 thì hạn 7 ngày làm việc là ngày mấy"."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import filing_of
from actions.filing import Filing, count_span
from actions.guard import never_silent
from actions.reply import Button, Fact, Reply
from actions.scope import not_understood
from actions.wording import lower_first
from procedures.deadlines import Span, spoken_day
from procedures.department import department
from procedures.names import closed, opened
from procedures.topics import HOLIDAYS, find
from procedures.working_days import working_days

COUNTING = "cach-tinh-ngay"


class ActionComputeDeadline(Action):
    def name(self) -> str:
        return "action_compute_deadline"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        filing = filing_of(tracker)
        (counted_reply(filing, filing.span) if filing and filing.span else not_understood(tracker)).send(dispatcher)
        return []


class ActionTellWorkingDay(Action):
    """ "24/11 có nghỉ không": by the calendar of ``data/holidays.yml``; the hours are the department's to say."""

    def name(self) -> str:
        return "action_tell_working_day"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        filing = filing_of(tracker)
        (working_day_reply(filing.day) if filing else not_understood(tracker)).send(dispatcher)
        return []


def working_day_reply(day: date) -> Reply:
    days, rule = working_days(), find(HOLIDAYS)
    named = next(iter(days.off_between(day, day)), None)
    if days.is_worked(day):
        told = f"{opened(spoken_day(day))} là ngày làm việc" + (f" ({lower_first(named.name)})." if named else ".")
    elif named:
        told = f"{opened(spoken_day(day))} là ngày nghỉ: {named.name}."
    else:
        told = f"{opened(spoken_day(day))} là ngày nghỉ cuối tuần; nơi nào trực thứ bảy thì có thông báo riêng."
    told += "" if days.is_worked(day) else f" Ngày làm việc kế tiếp: {spoken_day(days.on_or_after(day))}."
    hours = department().hours
    told += f"\nGiờ tiếp nhận: {closed(hours)}" if hours else "\nGiờ tiếp nhận của từng điểm: trợ lý chưa có thông tin."
    doubt = " ".join(days.doubts(day, day))
    return Reply(
        kind="answer",
        text=told + (f"\n\n⚠ {doubt}" if doubt else ""),
        topic=HOLIDAYS,
        aspects=["time"],
        facts=[Fact("time", "Ngày hỏi", told, date=day.isoformat())],
        sourced_on=rule.sourced_on if rule else None,
        citations=[{"title": named.basis}] if named else [],
        warning=doubt or None,
        buttons=[Button.asking("Lịch nghỉ lễ", "ask_topic", topic=HOLIDAYS)],
    )


def counted_reply(filing: Filing, span: Span) -> Reply:
    counted, rule = count_span(filing, span), find(COUNTING)
    doubt = " ".join(counted.doubts)
    return Reply(
        kind="answer",
        text="\n".join([*counted.lines, *([f"⚠ {doubt}"] if doubt else [])]),
        topic=COUNTING,
        aspects=["time"],
        facts=counted.facts,
        sourced_on=rule.sourced_on if rule else None,
        citations=[{"title": "Bộ luật Dân sự 2015", "article": "Điều 147, Điều 148"}],
        warning=doubt or None,
        buttons=[Button.asking("Cách tính thời hạn", "ask_topic", topic=COUNTING)],
    )
