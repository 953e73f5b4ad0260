"""Aspects told in sentences: who, where, conditions, result, legal basis, overview."""

from __future__ import annotations

from collections.abc import Callable

from actions import settings
from actions.links import elsewhere
from actions.reply import Button, Fact
from actions.said import Question, Said, doubt
from actions.wording import ASPECT_LABELS, closed, lower_first, shortened, unknown
from procedures.models import LawRow
from procedures.names import day_text
from procedures.record import Record, Text


def place(question: Question) -> Said:
    record = question.record
    agency = record.agency_on(question.day)
    told = []
    if record.place:
        told.append(f"Nơi nộp hồ sơ {question.name}: {closed(lower_first(_without_lead(record.place.text)))}")
    if agency:
        told.append(f"Cơ quan giải quyết: {closed(agency.name)}")
    if not told:
        return Said(unknown("place", question.name))
    facts = [Fact("place", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("place", "Nơi nộp", record.place.text)] if record.place else []
    return Said("\n".join(told), facts=facts, warning=doubt(record.place) or record.agencies.warning)


def sentence(aspect: str, pick: Callable[[Record], Text | None]) -> Callable[[Question], Said]:
    def said(question: Question) -> Said:
        part = pick(question.record)
        if part is None:
            return Said(unknown(aspect, question.name))
        label = f"{ASPECT_LABELS[aspect]} của thủ tục {question.name}"
        return Said(
            f"{label}: {closed(lower_first(part.text))}",
            facts=[Fact(aspect, ASPECT_LABELS[aspect], part.text)],
            warning=part.warning,
        )

    return said


def steps(question: Question) -> Said:
    if question.record.steps is None:
        return elsewhere("steps", question)
    return sentence("steps", lambda record: record.steps)(question)


def _without_lead(text: str) -> str:
    """ "Hồ sơ nộp tại …" after "Nơi nộp hồ sơ:" needs no "Hồ sơ nộp" again."""
    return text.removeprefix("Hồ sơ nộp ").removeprefix("Nộp ")


def conditions(question: Question) -> Said:
    record = question.record
    room = settings.MORE_CHARACTERS if question.whole else settings.SENTENCE_CHARACTERS
    parts = [("Điều kiện", record.conditions), ("Ai làm", record.applicants), ("Không phải làm", record.exempt)]
    told = [f"{label}: {shortened(lower_first(part.text), room)}" for label, part in parts if part]
    if record.conditions is None:
        told.insert(0, "Điều kiện riêng: chưa có thông tin (không có nghĩa là không có điều kiện).")
    cut = any(line.endswith("(còn nữa)") for line in told)
    more = Button.asking("Xem đủ điều kiện", "show_more", procedure=record.id, aspect="conditions")
    return Said(
        f"Điều kiện của thủ tục {question.name}:\n" + "\n".join(f"• {line}" for line in told),
        facts=[Fact("conditions", label, part.text) for label, part in parts if part],
        buttons=[more] if cut else [],
        warning=doubt(record.conditions) or doubt(record.applicants),
    )


def legal_basis(question: Question) -> Said:
    cited = cited_laws(question)
    ended = [law for law in _laws(question) if law.effective_to and law.effective_to < question.day]
    told = f"Căn cứ của thủ tục {question.name}:\n" + "\n".join(f"• {title}" for title, _ in cited)
    if ended:
        told += (
            "\nĐã hết hiệu lực: "
            + "; ".join(f"{law.title} (đến {day_text(law.effective_to)})" for law in ended if law.effective_to)
            + "."
        )
    facts = [Fact("legal_basis", "Căn cứ", title) for title, _ in cited]
    return Said(told, facts=facts, warning=question.record.legal_basis.warning)


def overview(question: Question) -> Said:
    record = question.record
    lines = [f"Thủ tục {question.name}."]
    if record.applicants:
        lines.append(f"• Dành cho: {closed(lower_first(record.applicants.text))}")
    if record.result:
        lines.append(f"• Kết quả: {closed(lower_first(record.result.text))}")
    count = sum(len(group.items) for group in record.documents.groups) if record.documents else 0
    lines.append(f"• Hồ sơ: {count} giấy tờ." if count else "• Hồ sơ: chưa có thông tin.")
    agency = record.agency_on(question.day)
    lines += [f"• Cơ quan giải quyết: {closed(agency.name)}"] if agency else []
    lines.append("Anh/chị muốn xem phần nào ạ?")
    parts = [("Đối tượng", record.applicants), ("Kết quả", record.result)]
    facts = [Fact("overview", label, part.text) for label, part in parts if part]
    facts += [Fact("overview", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("overview", "Số giấy tờ", str(count))] if count else []
    return Said("\n".join(lines), facts=facts, warning=doubt(record.applicants))


def _laws(question: Question) -> list[LawRow]:
    items = question.record.legal_basis.items
    return [question.laws[citation.law] for citation in items if citation.law in question.laws]


def cited_laws(question: Question) -> list[tuple[str, str | None]]:
    """(title, article) of the laws the record cites that are in force on the day."""
    held = {law.key for law in _laws(question) if not law.effective_to or law.effective_to >= question.day}
    return [
        (question.laws[citation.law].title, citation.article)
        for citation in question.record.legal_basis.items
        if citation.law in held
    ]
