"""What a record says on each aspect: words, facts, documents and the doubt that goes with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions import settings
from actions.reply import Button, Fact, document_entry
from actions.wording import (
    ASPECT_LABELS,
    CHANNELS,
    PURPOSES,
    UNITS,
    closed,
    document_line,
    fee_amount,
    fee_line,
    opened,
    origin,
    span,
    unknown,
)
from procedures.department import department
from procedures.models import LawRow
from procedures.record import FeeCase, Purpose, Record, Sourced, Standing, Text, TimeRule


@dataclass
class Said:
    """One aspect as it will be answered."""

    text: str
    facts: list[Fact] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    warning: str | None = None


@dataclass(frozen=True)
class Question:
    """What an aspect is asked of: a record on a day, with the laws it cites; ``whole`` lists all."""

    record: Record
    day: date
    laws: dict[str, LawRow]
    whole: bool = False

    @property
    def name(self) -> str:
        return self.record.short_name


def say(aspect: str, question: Question) -> Said:
    return ASPECTS[aspect](question)


def _warned(part: Sourced | None) -> str | None:
    return part.warning if part else None


def documents(question: Question) -> Said:
    part = question.record.documents
    if part is None:
        return Said(unknown("documents", question.name))
    listed = [(group.case, paper) for group in part.groups for paper in group.items]
    lines = [document_line(paper, case) for case, paper in listed]
    shown, left = _fitting(lines, settings.MORE_CHARACTERS if question.whole else settings.LIST_CHARACTERS)
    sets = f" Số bộ: {part.sets}" if part.sets and (question.whole or not left) else ""
    told = f"Hồ sơ {question.name} gồm {len(lines)} giấy tờ:\n" + "\n".join(f"• {line}" for line in shown)
    told += f"\n… còn {left} giấy tờ." if left else ""
    return Said(
        told + (f"\n{closed(sets.strip())}" if sets else ""),
        documents=[document_entry(paper, case) for case, paper in listed],
        buttons=[_more(f"Xem đủ {len(lines)} giấy tờ", question, "documents")] if left else [],
        warning=part.warning,
    )


def _fitting(lines: list[str], room: int) -> tuple[list[str], int]:
    """The first lines that fit into ``room`` characters and how many are left; never leaves a single one."""
    shown: list[str] = []
    for line in lines:
        if shown and sum(map(len, shown)) + len(line) > room:
            break
        shown.append(line)
    if len(lines) - len(shown) == 1 and room > settings.LIST_CHARACTERS:
        return lines, 0
    return shown, len(lines) - len(shown)


def _more(title: str, question: Question, aspect: str) -> Button:
    return Button.asking(title, "show_more", procedure=question.record.id, aspect=aspect)


def fee(question: Question) -> Said:
    part = question.record.fee
    if part is None:
        return Said(
            f"Mức lệ phí {question.name}: chưa có thông tin đã kiểm chứng; anh/chị đừng hiểu là không phải nộp."
        )
    cases = _stated(part.items, question.day)
    lines = [fee_line(case) for case in cases]
    head = f"Lệ phí {question.name}"
    told = f"{head}: {_lower_first(lines[0])}." if len(lines) == 1 else f"{head}:\n" + "\n".join(f"• {x}" for x in lines)
    return Said(told, facts=[_fee_fact(case) for case in cases], warning=part.warning)


def _stated(items: list[FeeCase], day: date) -> list[FeeCase]:
    """Cases that may be told today: in force or unconfirmed; where there is none, what is known at all."""
    now = [case for case in items if case.standing in (Standing.CURRENT, Standing.UNCERTAIN) and case.holds_on(day)]
    return now or list(items)


def _fee_fact(case: FeeCase) -> Fact:
    return Fact(
        "fee",
        case.case or "Lệ phí",
        fee_amount(case),
        amount_vnd=case.amount_vnd,
        unit=case.unit,
        case=case.case,
        channel=case.channel,
    )


def time(question: Question) -> Said:
    part = question.record.time
    submit = question.record.submit_before
    if part is None and submit is None:
        return Said(unknown("time", question.name))
    told = [_time_sentences(part.items, question)] if part else [f"Thời hạn giải quyết {question.name}: chưa có thông tin."]
    facts = _time_facts(part.items, question.day) if part else []
    if part and part.text:
        told.append(closed(part.text))
    if submit:
        told.append(f"Khi nào phải nộp: {closed(_lower_first(submit.text))}")
        facts.append(Fact("time", "Khi nào phải nộp", submit.text, days=submit.amount, unit=submit.unit))
    return Said("\n".join(told), facts=facts, warning=_warned(part))


def _time_sentences(items: list[TimeRule], question: Question) -> str:
    main = [rule for rule in items if rule.purpose in (Purpose.PROCESSING, Purpose.ADVANCE_NOTICE)]
    rest = [rule for rule in items if rule not in main and rule.standing in (Standing.CURRENT, Standing.UNCERTAIN)]
    lines = [_main_time(main, question)] if main else []
    lines += [f"{PURPOSES[rule.purpose]}: {span(rule)}." for rule in rest[:3]]
    if not lines:
        lines = [f"Quy định cũ về {question.name}: {'; '.join(span(rule) + origin(rule) for rule in items)}."]
    return "\n".join(lines)


def _main_time(rules: list[TimeRule], question: Question) -> str:
    """The span a citizen waits, or how long before they must write; rules that differ are all told."""
    name = question.name
    current = [r for r in rules if r.standing == Standing.CURRENT and r.holds_on(question.day)]
    uncertain = [r for r in rules if r.standing == Standing.UNCERTAIN]
    elsewhere = [r for r in rules if r.standing == Standing.ELSEWHERE]
    if current and current[0].purpose == Purpose.ADVANCE_NOTICE:
        return f"{opened(name)}: phải gửi trước ít nhất {span(current[0])}{origin(current[0])}."
    if current:
        return f"Thời hạn giải quyết {name}: {_by_channel(current)}."
    if len(uncertain) > 1:
        told = " hoặc ".join(span(rule) + origin(rule) for rule in uncertain)
        return f"Thời hạn giải quyết {name}: {told}; chưa xác định được mức đang áp dụng."
    if uncertain:
        told = span(uncertain[0]) + origin(uncertain[0])
        return f"Thời hạn giải quyết {name}: {told}, chưa xác nhận còn áp dụng."
    if elsewhere:
        told = "; ".join(span(rule) + origin(rule) for rule in elsewhere)
        return f"Thời hạn giải quyết {name} tại Hà Nội: chưa có thông tin. Nơi khác ghi: {told}."
    told = "; ".join(span(rule) + origin(rule) for rule in rules)
    return f"Thời hạn hiện nay của thủ tục {name} chưa xác định. Quy định cũ: {told}."


def _by_channel(rules: list[TimeRule]) -> str:
    spans = list(dict.fromkeys(span(rule) for rule in rules))
    channels = [CHANNELS[rule.channel] for rule in rules if rule.channel]
    if len(spans) == 1:
        return spans[0] + (f" (nộp {', '.join(channels)} như nhau)" if len(channels) > 1 else origin(rules[0]))
    return "; ".join(span(rule) + (f" ({CHANNELS[rule.channel]})" if rule.channel else origin(rule)) for rule in rules)


def _time_facts(items: list[TimeRule], day: date) -> list[Fact]:
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


def place(question: Question) -> Said:
    record = question.record
    agency = record.agency_on(question.day)
    told = []
    if record.place:
        told.append(f"Nơi nộp hồ sơ {question.name}: {closed(_lower_first(record.place.text))}")
    if agency:
        told.append(f"Cơ quan giải quyết: {closed(agency.name)}")
    if not told:
        return Said(unknown("place", question.name))
    facts = [Fact("place", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("place", "Nơi nộp", record.place.text)] if record.place else []
    return Said("\n".join(told), facts=facts, warning=_warned(record.place) or record.agencies.warning)


def _text(aspect: str, pick: Callable[[Record], Text | None]) -> Callable[[Question], Said]:
    def said(question: Question) -> Said:
        part = pick(question.record)
        if part is None:
            return Said(unknown(aspect, question.name))
        label = f"{ASPECT_LABELS[aspect]} của thủ tục {question.name}"
        return Said(
            f"{label}: {closed(_lower_first(part.text))}",
            facts=[Fact(aspect, ASPECT_LABELS[aspect], part.text)],
            warning=part.warning,
        )

    return said


def conditions(question: Question) -> Said:
    record = question.record
    told = []
    if record.applicants:
        told.append(f"Ai làm thủ tục {question.name}: {closed(_lower_first(record.applicants.text))}")
    if record.conditions:
        told.append(f"Điều kiện: {closed(_lower_first(record.conditions.text))}")
    else:
        told.append("Điều kiện riêng: chưa có thông tin (không có nghĩa là không có điều kiện).")
    told += [f"Không phải làm thủ tục này: {closed(_lower_first(record.exempt.text))}"] if record.exempt else []
    parts = [("Đối tượng", record.applicants), ("Điều kiện", record.conditions), ("Được miễn", record.exempt)]
    return Said(
        "\n".join(told),
        facts=[Fact("conditions", label, part.text) for label, part in parts if part],
        warning=_warned(record.conditions) or _warned(record.applicants),
    )


def form(question: Question) -> Said:
    papers = question.record.documents
    listed = [paper for group in papers.groups for paper in group.items if paper.form] if papers else []
    if not listed:
        return Said(unknown("form", question.name))
    lines = [f"• {paper.name}: {paper.form}" for paper in listed]
    return Said(
        f"Mẫu đơn, tờ khai của thủ tục {question.name}:\n" + "\n".join(lines)
        + "\nTệp mẫu để tải xem tại trang thủ tục trên Cổng Dịch vụ công quốc gia; mẫu ở đó dùng được như mẫu do cơ quan phát.",
        facts=[Fact("form", paper.name, paper.form or "") for paper in listed],
        links=[_portal(question.record)],
        buttons=[_portal_button(question.record)],
        warning=_warned(papers),
    )


def legal_basis(question: Question) -> Said:
    cited = cited_laws(question)
    ended = [law for law in _laws(question) if law.effective_to and law.effective_to < question.day]
    told = f"Căn cứ của thủ tục {question.name}:\n" + "\n".join(f"• {title}" for title, _ in cited)
    if ended:
        told += "\nĐã hết hiệu lực: " + "; ".join(
            f"{law.title} (đến {law.effective_to:%d/%m/%Y})" for law in ended
        ) + "."
    facts = [Fact("legal_basis", "Căn cứ", title) for title, _ in cited]
    return Said(told, facts=facts, warning=question.record.legal_basis.warning)


def online(question: Question) -> Said:
    record = question.record
    told = record.online.text if record.online else "mức trực tuyến chưa có thông tin"
    link = _portal(record)
    return Said(
        f"Nộp trực tuyến {question.name}: {closed(_lower_first(told))}\nBấm nút dưới để mở {_lower_first(link['label'])}.",
        facts=[Fact("online", "Nộp trực tuyến", told)],
        links=[link],
        buttons=[_portal_button(record)],
        warning=_warned(record.online),
    )


def _portal(record: Record) -> dict[str, str]:
    """Own link of the record, else the national portal's page by code, else its front page; labelled so."""
    portal = department().portal
    if record.online_url:
        return {"label": "Trang nộp hồ sơ trực tuyến", "url": record.online_url}
    if record.code.value:
        doubt = "" if record.code.verified else ", mã chưa kiểm chứng"
        label = f"Trang thủ tục mã {record.code.value} trên {portal.title}{doubt}"
        return {"label": label, "url": portal.procedure_url.format(code=record.code.value)}
    return {"label": f"Trang chủ {portal.title} (thủ tục chưa rõ mã)", "url": portal.url}


def _portal_button(record: Record) -> Button:
    own = "Nộp hồ sơ trực tuyến" if record.online_url else "Mở Cổng Dịch vụ công"
    return Button(own, url=_portal(record)["url"])


def overview(question: Question) -> Said:
    record = question.record
    lines = [f"Thủ tục {question.name}."]
    if record.applicants:
        lines.append(f"• Dành cho: {closed(_lower_first(record.applicants.text))}")
    if record.result:
        lines.append(f"• Kết quả: {closed(_lower_first(record.result.text))}")
    count = sum(len(group.items) for group in record.documents.groups) if record.documents else 0
    lines.append(f"• Hồ sơ: {count} giấy tờ." if count else "• Hồ sơ: chưa có thông tin.")
    agency = record.agency_on(question.day)
    lines += [f"• Cơ quan giải quyết: {closed(agency.name)}"] if agency else []
    lines.append("Anh/chị muốn xem phần nào ạ?")
    parts = [("Đối tượng", record.applicants), ("Kết quả", record.result)]
    facts = [Fact("overview", label, part.text) for label, part in parts if part]
    facts += [Fact("overview", "Cơ quan giải quyết", agency.name)] if agency else []
    facts += [Fact("overview", "Số giấy tờ", str(count))] if count else []
    return Said("\n".join(lines), facts=facts, warning=_warned(record.applicants))


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


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() and not text.startswith(PROPER) else text


PROPER = ("Sở ", "Ủy ban", "Bộ ", "Trung tâm", "Cổng", "Nghị ", "Luật", "Thông tư", "Hà Nội", "Việt Nam")
"""Beginnings that keep their capital inside a sentence."""

ASPECTS: dict[str, Callable[[Question], Said]] = {
    "documents": documents,
    "fee": fee,
    "time": time,
    "place": place,
    "steps": _text("steps", lambda record: record.steps),
    "form": form,
    "conditions": conditions,
    "legal_basis": legal_basis,
    "result": _text("result", lambda record: record.result),
    "online": online,
    "overview": overview,
}
