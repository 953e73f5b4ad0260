"""Documents and forms of a procedure."""

from __future__ import annotations

from actions import settings
from actions.checklist import checklist, start_button
from actions.links import elsewhere, more, portal_button, portal_link
from actions.reply import Fact, document_entry
from actions.said import Question, Said, doubt
from actions.wording import counted_papers, document_line, fitting, unknown
from procedures.names import closed
from procedures.record import Document

SHORT_SETS = 60
"""Characters of the number of sets, up to which it is told beside a shortened list."""


def documents(question: Question) -> Said:
    part = question.record.documents
    if part is None:
        return Said(unknown("documents", question.titled))
    if question.case is not None:
        return checklist(question, question.case)
    listed = _of_their_case_first(question)
    lines = [document_line(paper, case, question.alone) for case, paper in listed]
    shown = _shown(lines, question)
    left = len(lines) - len(shown)
    told_sets = question.whole or not left or len(part.sets or "") <= SHORT_SETS
    sets = f" Số bộ: {part.sets}" if part.sets and told_sets else ""
    told = f"Hồ sơ {question.name} gồm {counted_papers(listed)}:\n" + "\n".join(f"• {line}" for line in shown)
    told += f"\n… còn {left} giấy tờ." if left else ""
    return Said(
        told + (f"\n{closed(sets.strip())}" if sets else ""),
        documents=[document_entry(paper, case) for case, paper in listed],
        buttons=[
            *([more(f"Xem đủ {len(lines)} giấy tờ", question, "documents")] if left else []),
            *([start_button(question.record)] if question.case_questions else []),
        ],
        warning=part.warning,
    )


def _of_their_case_first(question: Question) -> list[tuple[str | None, Document]]:
    """Papers of the day; those of the case that the citizen has told stand first."""
    listed = question.record.papers_on(question.day)
    asked = question.case_questions
    told = {case for at, given in question.said.sure if at < len(asked) for case in asked[at].options[given].cases}
    return sorted(listed, key=lambda one: one[0] not in told) if told else listed


def _shown(lines: list[str], question: Question) -> list[str]:
    """What fits; a long answer never leaves a single paper."""
    shown = fitting(lines, question.room(settings.LIST_CHARACTERS))
    return lines if question.whole and len(lines) - len(shown) == 1 else shown


ON_THE_PORTAL = (
    "\nTệp mẫu xem tại trang thủ tục trên Cổng Dịch vụ công quốc gia; mẫu ở đó dùng như mẫu do cơ quan phát."
)
NO_PAGE = (
    "\nThủ tục chưa rõ mã nên chưa chỉ được trang có tệp mẫu; anh/chị hỏi nơi tiếp nhận hoặc tìm tên thủ tục trên Cổng."
)


def form(question: Question) -> Said:
    papers = question.record.documents
    listed = [paper for _, paper in question.record.papers_on(question.day) if paper.form]
    if not listed:
        return elsewhere("form", question)
    lines = [f"• {paper.name}: {paper.form}" for paper in listed]
    return Said(
        f"Mẫu đơn, tờ khai của {question.titled}:\n"
        + "\n".join(lines)
        + (ON_THE_PORTAL if question.record.code.value else NO_PAGE),
        facts=[Fact("form", paper.name, paper.form or "") for paper in listed],
        links=[portal_link(question)],
        buttons=[portal_button(question)],
        warning=doubt(papers),
    )
