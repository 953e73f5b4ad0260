"""From a procedure to the citizen's case: what is asked, and what the answers leave of papers and fees."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.cases import CaseBook
from nlu.spoken import spoken_words
from procedures.interview import (
    EVERYBODY,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Case,
    checklist,
    fees_of_case,
    next_question,
    questions,
    still_asked,
)
from procedures.kinds import Policy
from procedures.record import Document, DocumentGroup, Record

DAY = date(2026, 11, 27)
POSTAL, PAPERS = "buu-chinh-cap-giay-phep", "xb-tai-lieu-khong-kinh-doanh"


def by_id(records: list[Record], procedure: str) -> Record:
    return next(record for record in records if record.id == procedure)


def names(record: Record, told: str) -> list[str]:
    return [one.paper.name for one in checklist(record, questions(record, DAY), Case.parse(told), DAY)]


def with_groups(record: Record, *cases: str | None) -> Record:
    """The record with one paper a case and no questions of its own."""
    papers = record.documents
    assert papers
    groups = [DocumentGroup(case=case, items=[Document(name=f"giấy {n}")]) for n, case in enumerate(cases)]
    return record.copy(update={"interview": [], "documents": papers.copy(update={"groups": groups})})


def test_an_answer_keeps_its_papers_and_drops_the_others(records: list[Record]) -> None:
    postal = by_id(records, POSTAL)
    every = names(postal, "")
    alone, at_home, abroad = names(postal, "13"), names(postal, "12"), names(postal, "11")
    assert len(every) == len(abroad) == 11
    assert set(abroad) - set(at_home) == {
        "Tài liệu đã hợp pháp hóa lãnh sự chứng minh tư cách pháp nhân của đối tác nước ngoài"
    }
    assert len(alone) == 9


def test_what_is_not_known_keeps_every_branch_and_says_its_case(records: list[Record]) -> None:
    record = by_id(records, PAPERS)
    needed = checklist(record, questions(record, DAY), Case.parse("1xx"), DAY)
    assert [one.paper.name for one in needed] == names(record, "")
    assert [(one.case, one.unless_sure) for one in needed if one.case] == [(c.case, True) for c in needed if c.case]
    assert [one.why for one in needed if not one.case] == [EVERYBODY, EVERYBODY]


def test_a_paper_says_why_it_is_needed(records: list[Record]) -> None:
    record = by_id(records, PAPERS)
    why = [one.why for one in checklist(record, questions(record, DAY), Case.parse("122"), DAY)]
    assert why == [EVERYBODY, EVERYBODY, "vì anh/chị chọn “Tiếng nước ngoài hoặc tiếng dân tộc thiểu số”"]


def test_a_fee_of_another_case_falls_away(records: list[Record]) -> None:
    record = by_id(records, PAPERS)
    assert record.fee
    now = [fee for fee in record.fee.items if fee.holds_on(DAY)]
    left = fees_of_case(now, questions(record, DAY), Case.parse("2"))
    assert [fee.amount_vnd for fee in left] == [6000]


def test_questions_are_few_and_every_record_can_be_asked(records: list[Record]) -> None:
    for record in records:
        asked = questions(record, DAY)
        assert len(asked) <= MOST_QUESTIONS
        assert all(2 <= len(question.options) <= MOST_OPTIONS for question in asked)
        if record.answer_policy in (Policy.HANDOFF, Policy.WRONG_AGENCY):
            assert asked == []


def test_cases_of_an_imported_record_become_questions(records: list[Record]) -> None:
    postal = by_id(records, POSTAL)
    added = questions(with_groups(postal, None, "Trường hợp ủy quyền", "Nếu có", "Tùy nội dung"), DAY)
    assert [(q.ask, q.cases) for q in added] == [
        ("Trường hợp này có đúng với anh/chị không: “Trường hợp ủy quyền”?", ["Trường hợp ủy quyền"])
    ]
    apart = questions(with_groups(postal, "Cấp lần đầu", "Cấp lại"), DAY)
    assert [[option.label for option in q.options] for q in apart] == [["Cấp lần đầu", "Cấp lại"]]
    assert questions(with_groups(postal, *[f"Loại {n}" for n in range(9)]), DAY) == []


def test_a_question_about_an_unknown_case_is_refused(records: list[Record]) -> None:
    told: dict[str, Any] = by_id(records, POSTAL).dict(by_alias=True)
    told["interview"][0]["options"][0]["cases"] = ["Trường hợp không có"]
    with pytest.raises(ValueError, match="không giấy tờ hay mức phí nào có trường hợp 'Trường hợp không có'"):
        Record.parse_obj(told)


def test_a_change_takes_its_questions_along(records: list[Record]) -> None:
    postal = by_id(records, POSTAL)
    papers_only = {case for case, _ in postal.papers_on(DAY)}
    assert [question.ask[:20] for question in still_asked(postal.interview, papers_only)] == ["Công ty có hợp tác v"]
    assert still_asked(postal.interview, set()) == []


@given(st.dictionaries(st.integers(0, MOST_QUESTIONS - 1), st.none() | st.integers(0, MOST_OPTIONS - 1)))
def test_a_case_survives_its_writing(answers: dict[int, int | None]) -> None:
    assert Case.parse(str(Case(answers))) == Case(answers)


@pytest.mark.parametrize("told", ["1111", "7", "0", "ă", "1 "])
def test_a_case_that_cannot_be_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="không đọc được"):
        Case.parse(told)


@given(data=st.data())
def test_more_answers_never_add_a_paper(data: st.DataObject, records: list[Record]) -> None:
    record = data.draw(st.sampled_from([one for one in records if questions(one, DAY)]))
    asked, case = questions(record, DAY), Case()
    before = checklist(record, asked, case, DAY)
    while (at := next_question(asked, case)) is not None:
        given_ = data.draw(st.none() | st.integers(0, len(asked[at].options) - 1))
        case = Case({**case.answers, at: given_})
        after = checklist(record, asked, case, DAY)
        assert {one.paper.name for one in after} <= {one.paper.name for one in before}
        assert [one.paper for one in after if one.case is None] == [one.paper for one in before if one.case is None]
        before = after


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("giấy phép bưu chính bị rách", {"buu-chinh-cap-lai-mat-hong:0:1"}),
        ("giay phep bi mat roi", {"buu-chinh-cap-lai-mat-hong:0:0"}),
        ("tài liệu không phải tiếng nước ngoài", set()),
        ("tài liệu không kinh doanh video", {f"{PAPERS}:0:2"}),
        ("bị mất hay bị hỏng thì khác gì", set()),
        ("không liên quan gì đến quân đội hay lịch sử đảng cả", set()),
        ("tài liệu của quân đội, không phải lịch sử đảng", {f"{PAPERS}:2:0"}),
        ("không phải quân đội mà là lịch sử đảng", {f"{PAPERS}:2:0"}),
        ("tờ rơi tiếng anh", {f"{PAPERS}:0:0", f"{PAPERS}:1:1"}),
    ],
)
def test_what_was_said_already_is_heard(records: list[Record], text: str, answers: set[str]) -> None:
    book = CaseBook(records)
    heard = set(book.answers(book.matches(spoken_words(text))))
    about = {"buu-chinh-cap-lai-mat-hong", PAPERS}
    assert {one for one in heard if one.partition(":")[0] in about} == answers
