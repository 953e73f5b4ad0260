"""The citizen's own list of papers: how it is told, and the buttons that lead to it."""

from __future__ import annotations

from actions import settings
from actions.links import more
from actions.reply import Button, document_entry
from actions.said import Question, Said
from actions.wording import document_line, fitting, lower_first
from procedures.interview import EVERYBODY, Case, Needed, answered
from procedures.interview import checklist as papers_of_case
from procedures.names import closed, opened
from procedures.record import Record

START, GO_ON, AGAIN = "Hồ sơ cho trường hợp của tôi", "Tiếp tục danh mục hồ sơ", "Làm lại"
SHEET = "Phiếu chuẩn bị hồ sơ"
NO_REASON = "Giấy tờ không ghi lý do là mọi hồ sơ đều cần."


def start_button(record: Record, title: str = START) -> Button:
    return Button.asking(title, "start_checklist", procedure=record.id)


def checklist(question: Question, case: Case) -> Said:
    """The papers of the case, each with what it is needed for; what is not sure stands apart, by its condition."""
    record, asked = question.record, question.case_questions
    needed = papers_of_case(record, asked, case, question.day)
    sure = [one for one in needed if not one.unless_sure]
    unsure = [one for one in needed if one.unless_sure]
    lines = [f"• {_line(one)}" for one in sure]
    lines += ["Tùy trường hợp:", *(f"• {_line(one)}" for one in unsure)] if unsure else []
    shown = fitting(lines, question.room(settings.LIST_CHARACTERS))
    left = sum(line.startswith("•") for line in lines[len(shown) :])
    answers = answered(asked, case)
    own = f" ({'; '.join(lower_first(one) for one in answers)})" if answers else ""
    more_unsure = f", và {len(unsure)} giấy tờ tùy trường hợp" if unsure else ""
    head = f"Hồ sơ {question.name} cho trường hợp của anh/chị{own} gồm {len(sure)} giấy tờ{more_unsure}:"
    told = "\n".join([head, *shown, *([] if left else [NO_REASON])])
    told += f"\n… còn {left} giấy tờ." if left else ""
    sets = record.documents.sets if record.documents and not left else None
    version = f"&ban={question.version}" if question.version else ""
    sheet = f"/phieu/{record.id}?truong-hop={case}{version}"
    return Said(
        told + (f"\n{closed(f'Số bộ: {sets}')}" if sets else ""),
        documents=[
            {
                **document_entry(one.paper, one.case),
                "why": one.why,
                "form_url": None if one.paper.form_url in question.dead else one.paper.form_url,
            }
            for one in needed
        ],
        links=[{"label": SHEET, "url": sheet}],
        buttons=[
            *([more(f"Xem đủ {len(needed)} giấy tờ", question, "documents")] if left else []),
            Button(SHEET, url=sheet),
            Button.asking(AGAIN, "start_checklist", procedure=record.id, again="yes"),
        ],
        warning=record.documents.warning if record.documents else None,
    )


def _line(one: Needed) -> str:
    """Name, copies, form, what the record notes, and its reason where it is one of this case."""
    told = document_line(one.paper, None)
    told = f"{told}. {opened(one.paper.note)}" if one.paper.note else told
    return told if one.why == EVERYBODY else f"{told}; {one.why}"
