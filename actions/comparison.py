"""Two or three procedures side by side: what each is for, what it asks, and where they do not differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import settings
from actions.choices import candidate, offer
from actions.conversation import entities, records, remember, scored_procedures, slot
from actions.guard import never_silent
from actions.links import page_link, procedure_buttons
from actions.reply import Fact, Reply
from actions.wording import NOT_CONFIRMED, counted_papers, fee_line, first_sentence, lower_first, origin, shortened
from procedures.kinds import WAITED, Policy, Standing
from procedures.names import UNKNOWN, closed, day_text, money, opened, span
from procedures.record import Record, TimeRule
from procedures.settings import today

NOT_TOLD = "chưa có dữ liệu kiểm chứng"
DOUBTFUL = "Thông tin chưa được cơ quan xác nhận; từng thủ tục còn lưu ý riêng, anh/chị bấm nút để xem."


class ActionCompare(Action):
    """ "giấy phép bưu chính khác văn bản xác nhận chỗ nào"."""

    def name(self) -> str:
        return "action_compare"

    @never_silent
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        ids, aspects = entities(tracker, "procedure") or slot(tracker, "candidates"), entities(tracker, "aspect")
        found = records(ids)[: settings.MOST_PROCEDURES]
        if len(found) < 2:
            return offer(dispatcher, tracker, ids, aspects)
        compare(found, aspects, dict(scored_procedures(tracker))).send(dispatcher)
        return remember(tracker, [], aspects, [record.id for record in found])


def compare(found: list[Record], aspects: list[str], scores: dict[str, float]) -> Reply:
    """The reply: one block a line of comparison, the asked ones only where some are asked."""
    chosen = [name for name in LINES if not aspects or name in aspects or name == "overview"] or list(LINES)
    blocks, facts = [], []
    for aspect in chosen:
        label, tell = LINES[aspect]
        told = [tell(record) if _may_tell(record, aspect) else NOT_TOLD for record in found]
        facts += [
            Fact(aspect, f"{label} ({record.short_name})", text) for record, text in zip(found, told, strict=True)
        ]
        if len(set(told)) == 1:
            blocks.append(f"{label}: như nhau, {lower_first(told[0])}")
        else:
            lines = [f"• {opened(r.short_name)}: {lower_first(text)}" for r, text in zip(found, told, strict=True)]
            blocks.append("\n".join([f"{label}:", *lines]))
    confirmed = all(record.verified_on for record in found)
    sourced = min(record.sourced_on for record in found)
    footer = f"Nguồn xem ngày {day_text(sourced)}" + ("." if confirmed else ", chưa được cơ quan xác nhận.")
    text = "\n\n".join([*blocks, *([] if confirmed else [f"⚠ {DOUBTFUL}"]), footer])
    return Reply(
        kind="comparison",
        text=text,
        sourced_on=sourced,
        aspects=aspects or ["overview"],
        facts=facts,
        links=[page_link(record) for record in found],
        warning=None if confirmed else NOT_CONFIRMED,
        candidates=[candidate(record, scores.get(record.id)) for record in found],
        buttons=procedure_buttons(found, aspects),
    )


def _may_tell(record: Record, aspect: str) -> bool:
    """What an officer has not confirmed and the policy withholds is not compared either."""
    return aspect in ("overview", "place") or record.is_told


def _for_whom(record: Record) -> str:
    if record.applicants is None:
        return UNKNOWN
    return shortened(first_sentence(record.applicants.text), settings.BRIEF_CHARACTERS)


def _papers(record: Record) -> str:
    listed = record.papers_on(today())
    return f"{counted_papers(listed)}{_old(record)}." if listed else f"{UNKNOWN}."


def _time(record: Record) -> str:
    rules = [rule for rule in record.times_on(today()) if rule.purpose in WAITED]
    told = list(dict.fromkeys(_span(rule, len(rules) > 1) for rule in rules))
    return f"{' hoặc '.join(told)}{_old(record)}." if told else f"{UNKNOWN}."


def _span(rule: TimeRule, several: bool) -> str:
    doubtful = "" if rule.standing == Standing.CURRENT else ", chưa xác nhận"
    return span(rule) + (origin(rule) if several else "") + doubtful


def _fee(record: Record) -> str:
    now = record.fees_on(today())
    if not now:
        return f"{UNKNOWN} (không có nghĩa là miễn phí)."
    amounts = sorted({one.amount_vnd for one in now if one.amount_vnd is not None})
    alike = len(amounts) > 1 and len({(one.unit, one.foreign) for one in now}) == 1 and not now[0].unit
    if not alike:
        return closed("; ".join(fee_line(one) for one in now))
    doubtful = " (chưa kiểm chứng)" if any(one.standing != Standing.CURRENT for one in now) else ""
    return f"từ {money(amounts[0])} đến {money(amounts[-1])}{doubtful}, tùy trường hợp."


def _agency(record: Record) -> str:
    if record.answer_policy == Policy.WRONG_AGENCY:
        return closed(first_sentence(record.whom_to_ask or ""))
    agency = record.agency_on(today())
    return closed(agency.name) if agency else f"{UNKNOWN}."


def _old(record: Record) -> str:
    return " (quy định cũ)" if record.answer_policy == Policy.OLD_RULE and not record.verified_on else ""


LINES: dict[str, tuple[str, Callable[[Record], str]]] = {
    "overview": ("Dành cho", _for_whom),
    "documents": ("Hồ sơ", _papers),
    "time": ("Thời hạn", _time),
    "fee": ("Lệ phí", _fee),
    "place": ("Cơ quan giải quyết", _agency),
}
"""What is compared: aspect -> its label and how one record tells it."""
