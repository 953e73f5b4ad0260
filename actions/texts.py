"""Aspects told in sentences: who, where, conditions, result, legal basis, overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from actions import settings
from actions.links import elsewhere, more, portal_link
from actions.reply import Fact
from actions.said import Question, Said, doubt
from actions.times import time
from actions.wording import ASPECT_LABELS, counted_papers, first_sentence, fitting, lower_first, shortened, unknown
from procedures.department import department
from procedures.models import LawRow
from procedures.names import CHANNELS, UNKNOWN, closed, day_text, opened, work_time
from procedures.record import Record, Text

ENDED = "hết hiệu lực"


def place(question: Question) -> Said:
    record = question.record
    agency = record.agency_on(question.day)
    told = []
    if record.place:
        told.append(f"Nơi nộp hồ sơ {question.name}: {closed(lower_first(_without_lead(record.place.text)))}")
    if agency:
        told.append(f"Cơ quan giải quyết: {closed(agency.name)}")
    if not told:
        return Said(unknown("place", question.titled))
    ways = list(dict.fromkeys(CHANNELS[channel.kind] for channel in record.channels))
    told += [f"Cách nộp: {', '.join(ways)}."] if ways and question.alone else []
    facts = [Fact("place", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("place", "Nơi nộp", record.place.text)] if record.place else []
    doubts = [doubt(record.place) or record.agencies.warning]
    if record.place and record.place.at_reception:
        told += map(closed, department().contact())
        facts += [Fact("place", "Nơi tiếp nhận", line) for line in department().contact()]
        doubts.append(department().unknown_contact())
    return Said("\n".join(told), facts=facts, warning=" ".join(closed(one) for one in doubts if one) or None)


def sentence(aspect: str, pick: Callable[[Record], Text | None]) -> Callable[[Question], Said]:
    def said(question: Question) -> Said:
        part = pick(question.record)
        if part is None:
            return Said(unknown(aspect, question.titled))
        label = f"{ASPECT_LABELS[aspect]} của {question.titled}"
        room = settings.LIST_WITH_LAST_CHARACTERS if question.tight else settings.MORE_CHARACTERS
        room = room if question.alone else question.room(settings.LIST_CHARACTERS)
        rest = [more(f"Xem đủ {ASPECT_LABELS[aspect].lower()}", question, aspect)] if len(part.text) > room else []
        return Said(
            f"{label}: {shortened(lower_first(part.text), room)}",
            facts=[Fact(aspect, ASPECT_LABELS[aspect], part.text)],
            buttons=rest,
            warning=part.warning,
        )

    return said


def _without_lead(text: str) -> str:
    """ "Hồ sơ nộp tại …" after "Nơi nộp hồ sơ:" needs no "Hồ sơ nộp" again."""
    return text.removeprefix("Hồ sơ nộp ").removeprefix("Nộp ")


NO_CONDITIONS = "Điều kiện riêng chưa có trong dữ liệu, anh/chị hỏi lại cơ quan trước khi làm."


def conditions(question: Question) -> Said:
    record = question.record
    parts = [("Điều kiện", record.conditions), ("Ai làm", record.applicants), ("Không phải làm", record.exempt)]
    own = min(len(record.conditions.text), settings.SENTENCE_CHARACTERS) if record.conditions else 0
    others = max(sum(part is not None for _, part in parts[1:]), 1)
    rest = min((settings.SENTENCES_CHARACTERS - own) // others, settings.SENTENCE_CHARACTERS)
    rooms = [question.room(settings.SENTENCE_CHARACTERS), *[question.room(rest)] * 2]  # what was asked comes first
    told = [
        f"{label}: {shortened(lower_first(part.text), room)}"
        for (label, part), room in zip(parts, rooms, strict=True)
        if part
    ]
    if record.conditions is None:
        told.insert(0, "Điều kiện riêng: chưa có thông tin (không có nghĩa là không có điều kiện).")
    cut = any(line.endswith("(còn nữa)") for line in told)
    return Said(
        f"Điều kiện của {question.titled}:\n" + "\n".join(f"• {line}" for line in told),
        facts=[Fact("conditions", label, part.text) for label, part in parts if part],
        buttons=[more("Xem đủ điều kiện", question, "conditions")] if cut else [],
        warning=doubt(record.conditions) or doubt(record.applicants) or (None if record.conditions else NO_CONDITIONS),
    )


def quoted(question: Question) -> Said:
    """The record's own sentences that hold what was asked."""
    told = "\n".join(f"• {closed(opened(one.text))}" for one in question.about)
    doubts = [one.part.warning for one in question.about if one.part.warning]
    return Said(
        f"Về điều anh/chị hỏi, dữ liệu của {question.titled} có nêu:\n{told}",
        facts=[Fact(one.aspect, ASPECT_LABELS[one.aspect], one.text) for one in question.about],
        warning=" ".join(dict.fromkeys(doubts)) or None,
    )


def legal_basis(question: Question) -> Said:
    """Laws in force first; those that ended are told as ended."""
    items = [(question.laws[c.law], c.article) for c in question.record.legal_basis.items if c.law in question.laws]
    lines = [_law_line(law, article, question.day) for law, article in items]
    lines.sort(key=lambda line: ENDED in line)
    told = f"Căn cứ của {question.titled}:\n" + "\n".join(f"• {line}" for line in lines)
    facts = [Fact("legal_basis", "Căn cứ", line) for line in lines]
    return Said(told, facts=facts, warning=question.record.legal_basis.warning)


def _law_line(law: LawRow, article: str | None, day: date) -> str:
    told = f"{law.title}, {article}" if article else law.title
    return f"{told} ({ENDED} {day_text(law.effective_to)})" if law.effective_to and law.effective_to < day else told


def overview(question: Question) -> Said:
    """What the procedure is for and what it asks, with what is doubtful about it as a whole."""
    record, day = question.record, question.day
    code = f"{record.code.value}{'' if record.code.verified else ' (chưa kiểm chứng)'}" if record.code.value else None
    lines = [f"{opened(question.titled)}."]
    room = question.room(settings.BRIEF_CHARACTERS)
    lines += [f"• Dành cho: {_brief(record.applicants, room)}"] if record.applicants else []
    lines += [f"• Kết quả: {_brief(record.result, room)}"] if record.result else []
    papers = record.papers_on(day)
    count = len(papers)
    lines.append(f"• Hồ sơ: {counted_papers(papers)}." if count else "• Hồ sơ: chưa có thông tin.")
    agency = record.agency_on(day)
    lines += [f"• Cơ quan giải quyết: {closed(agency.name)}"] if agency else []
    if code and sum(map(len, lines)) <= settings.ROOM_FOR_CODE:
        lines[0] = f"{opened(question.titled)}, mã {code}."
    lines.append("Anh/chị muốn xem phần nào ạ?")
    parts = [("Đối tượng", record.applicants), ("Kết quả", record.result)]
    facts = [Fact("overview", label, part.text) for label, part in parts if part]
    facts += [Fact("overview", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("overview", "Số giấy tờ", str(count))] if count else []
    facts += [Fact("overview", "Mã thủ tục", code)] if code else []
    return Said("\n".join(lines), facts=facts, warning=first_sentence(record.standing))


def _brief(part: Text, room: int) -> str:
    return shortened(lower_first(first_sentence(part.text)), room)


def steps(question: Question) -> Said:
    """The published steps; where they are unknown, first what is known of how it is done, then where they are."""
    if question.record.steps:
        return sentence("steps", lambda record: record.steps)(question)
    if question.record.process:
        return _process(question)
    told, link = elsewhere("steps", question), portal_link(question)
    listed = question.record.papers_on(question.day)
    agency = question.record.agency_on(question.day)
    waited = time(replace(question, named=True))
    first = waited.text.splitlines()[0]
    known = [f'• Chuẩn bị {counted_papers(listed)} (bấm "Hồ sơ" để xem).'] if listed else []
    if waited.facts and UNKNOWN not in first and len(first) <= settings.LINE_CHARACTERS:
        known.append(f"• {first}")
        told.facts += waited.facts
    known += [f"• Cơ quan giải quyết: {closed(agency.name)}"] if agency else []
    if known:
        where = f"Trình tự từng bước chưa có trong dữ liệu, xem tại {lower_first(link['label'])}."
        told.text = "\n".join([f"{opened(question.name)}:", *known, where])
        told.facts.append(Fact("steps", "Số giấy tờ", str(len(listed))))
    return told


def _process(question: Question) -> Said:
    """The department's own steps, who is in charge and how long, where no steps are published."""
    record = question.record
    lines = [f"• {one.name} ({one.in_charge}): {work_time(one, record.works_in)}" for one in record.process]
    shown = fitting(lines, question.room(settings.LIST_CHARACTERS))
    left = len(lines) - len(shown)
    return Said(
        "\n".join([f"Quy trình nội bộ của {question.titled}:", *shown, *([f"… còn {left} bước."] if left else [])]),
        facts=[
            Fact("steps", one.name, f"{one.in_charge}, {work_time(one, record.works_in)}") for one in record.process
        ],
        buttons=[more(f"Xem đủ {len(lines)} bước", question, "steps")] if left else [],
    )
