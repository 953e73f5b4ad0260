"""What will change: the newer version that is approved and has not begun, and what to use after an end."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.links import page_button, page_link, procedure_buttons
from actions.reply import Fact, Reply
from actions.said import Question
from actions.wording import footer
from procedures.coming import coming_steps
from procedures.comparing import TOLD
from procedures.kinds import ChangeKind
from procedures.names import closed, day_text, opened
from procedures.record import Record
from procedures.settings import today

COMING, SINCE_CHANGED = "Sắp thay đổi", "Đã thay đổi"
TOLD_BESIDE = {"conditions": ("applicants",), "form": ("documents",)}
"""Aspect -> parts of the record whose changes its answer tells as well."""


@dataclass(frozen=True)
class Beside:
    """Other versions and procedures an answer may point to."""

    coming: list[Record] = field(default_factory=list)
    """The approved versions that take effect later, in their order."""
    successors: list[Record] = field(default_factory=list)
    """What to use instead of a procedure that has ended, or will."""


def ended(record: Record, aspects: list[str], cited: list[dict[str, str]], beside: Beside) -> Reply:
    """Since when the procedure is no more, by which decision, and what to use instead."""
    told = f"{opened(record.short_name)} đã {_end(record)} từ ngày {day_text(record.effective_from)}{_by(record)}."
    if record.change and record.change.reason:
        told += f" {opened(closed(record.change.reason))}"
    if beside.successors:
        told += " Nay làm theo:\n" + "\n".join(f"• {opened(other.short_name)}" for other in beside.successors)
    else:
        told += " Dữ liệu chưa ghi thủ tục nào thay thế; anh/chị nên hỏi cơ quan trước khi nộp."
    return Reply(
        kind="answer",
        text=f"{told}\n\n{footer(record, [])}",
        procedure=record,
        aspects=aspects,
        facts=[
            Fact(
                "overview",
                "Hết áp dụng từ",
                day_text(record.effective_from),
                date=record.effective_from.isoformat(),
            )
        ],
        links=[page_link(record)],
        citations=cited,
        warning=f"Thủ tục này đã {_end(record)} từ ngày {day_text(record.effective_from)}.",
        candidates=[{"procedure": other.id, "name": other.name, "score": 1.0} for other in beside.successors],
        buttons=[*procedure_buttons(beside.successors, aspects), page_button(record)],
    )


def coming_changes(
    question: Question, aspects: list[str], beside: Beside, ends_only: bool = False
) -> tuple[list[str], list[Fact]]:
    """ "Từ ngày X: lệ phí A -> B" for each aspect asked that changes after the day of the question, with its facts.

    ``ends_only``: only that the procedure ends.
    """
    lines, facts = [], []
    asked = [*aspects, *(beside for aspect in aspects for beside in TOLD_BESIDE.get(aspect, ()))]
    told_of = None if "overview" in aspects else [aspect for aspect in dict.fromkeys(asked) if aspect in TOLD]
    for step in coming_steps(question.record, question.day, beside.coming, question.laws, told_of):
        start, begun = f"Từ ngày {day_text(step.day)}", step.day <= today()
        if step.version.ended:
            instead = ", ".join(other.short_name for other in beside.successors)
            then = f", thay bằng: {instead}." if instead else "."
            ends = f"{'đã' if begun else 'sẽ'} {_end(step.version)}{_by(step.version)}"
            told = [(f"{start}: thủ tục này {ends}{then}", "overview")]
        else:
            told = [] if ends_only else [(f"{start}: {one}.", one.aspect) for one in step.changed]
        lines += [line for line, _ in told]
        label = SINCE_CHANGED if begun else COMING
        facts += [Fact(aspect, label, line, date=step.day.isoformat()) for line, aspect in told]
    return lines, facts


def _end(record: Record) -> str:
    replaced = record.change and record.change.kind == ChangeKind.REPLACED
    return "được thay thế" if replaced else "bị bãi bỏ"


def _by(record: Record) -> str:
    if record.decision is None:
        return ""
    signed = f" ngày {day_text(record.decision.issued_on)}" if record.decision.issued_on else ""
    return f" theo Quyết định {record.decision.number}{signed}"


def successor_ids(record: Record | None) -> list[str]:
    return record.change.successors if record and record.change else []
