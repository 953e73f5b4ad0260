"""The question about the citizen's case that is open, as it is asked the first time and again."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker

from actions.checklist import AGAIN
from actions.conversation import case_of, records, said_cases
from actions.links import page_button, procedure_buttons
from actions.reply import Button, Reply
from procedures.interview import UNSURE, Case, next_question, questions
from procedures.record import CaseQuestion, Record
from procedures.settings import today

MOST_OTHERS = 2
NOT_SURE = "Tôi không rõ"
CHOOSE = "Anh/chị bấm giúp một ý dưới đây; chưa chắc thì bấm “Tôi không rõ”."


def asked_again(tracker: Tracker, instead: list[str] | None = None) -> Reply | None:
    """The open question once more, for words that may answer it and are not understood; None where none is open.

    ``instead``: procedures that the words may ask for as well, offered behind the answers.
    """
    found = records([tracker.get_slot("interview") or ""]) if tracker.get_slot("asking_case") else []
    if not found:
        return None
    asked, case = questions(found[0], today()), case_of(found[0], said_cases(tracker))
    at = next_question(asked, case)
    if at is None:
        return None
    question = case_question(found[0], asked, at, case, again=True)
    others = [record for record in records(instead or []) if record.id != found[0].id][:MOST_OTHERS]
    if not others:
        return question
    text = f"{question.text}\nNếu anh/chị hỏi thủ tục khác, nút của thủ tục ấy ở cuối."
    return replace(question, text=text, buttons=[*question.buttons, *procedure_buttons(others, [])])


def case_question(record: Record, asked: list[CaseQuestion], at: int, case: Case, again: bool) -> Reply:
    left = [number for number in range(len(asked)) if number not in case.answers]
    first = "" if case.answers or again else _opening(record, len(left))
    number = f"Câu {len(asked) - len(left) + 1}/{len(asked)}: " if len(asked) > 1 else ""
    question = asked[at]
    lines = [f"{number}{question.ask}", *([CHOOSE] if again else [])]
    return Reply(
        kind="case_question",
        text=first + "\n".join(lines),
        procedure=record,
        aspects=["documents"],
        warning=None,
        buttons=[
            *(_answer(record, at, str(option), one.label) for option, one in enumerate(question.options)),
            _answer(record, at, UNSURE, NOT_SURE),
            *([Button.asking(AGAIN, "start_checklist", procedure=record.id, again="yes")] if case.answers else []),
            page_button(record),
        ],
    )


def _opening(record: Record, left: int) -> str:
    how_many = "một câu ngắn" if left == 1 else f"{left} câu ngắn"
    return f"Để nêu đúng giấy tờ {record.short_name} cho anh/chị, trợ lý xin hỏi {how_many}.\n\n"


def _answer(record: Record, at: int, option: str, title: str) -> Button:
    return Button.asking(title, "tell_case", case=[f"{record.id}:{at}:{option}"])
