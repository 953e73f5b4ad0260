"""Our files against the facts: nothing dropped, nothing invented, doubt kept where the facts doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from actions.aspects import say
from actions.said import Question
from procedures.kinds import Confidence
from procedures.other_agencies import load
from procedures.record import Record
from procedures.settings import AGENCIES
from procedures.topics import load as load_topics

DAY = date(2026, 11, 24)
Facts = dict[str, dict[str, Any]]
PARTS = ("applicants", "documents", "time", "fee", "conditions", "result", "exempt", "submit_before")

OWN_AGENCIES = (
    "Con dấu",
    "Hoạt động phát thanh, truyền hình, truyền hình trả tiền",
    "Hải quan, xuất nhập khẩu hàng hóa",
    "Hội chợ, triển lãm thương mại",
    "Môi trường",
    "Họp báo của cơ quan, tổ chức thuộc trung ương",
    "Sản xuất phim, quay phim",
    "Trang thông tin điện tử tổng hợp của cơ quan báo chí, trung ương, tôn giáo, tổ chức nước ngoài",
)


def test_every_procedure_of_the_facts_stands_with_its_id(records: list[Record], facts: Facts) -> None:
    assert {record.id for record in records} == set(facts)


def test_answer_policies_are_those_of_the_facts(records: list[Record], facts: Facts) -> None:
    assert {r.id: r.answer_policy.value for r in records} == {i: f["bot_answer_policy"] for i, f in facts.items()}


def test_fees_are_the_amounts_of_the_facts(records: list[Record], facts: Facts) -> None:
    """Two periods of one reduced fee, a row in the facts, are two rows of ours that differ in their days only."""

    def amounts(record: Record) -> list[int]:
        rows = {
            (c.amount_vnd or 0, re.sub(r"[\d/–]+", "", c.case or ""), c.channel)
            for c in (record.fee.items if record.fee else [])
        }
        return sorted(amount for amount, _, _ in rows)

    ours = {r.id: amounts(r) for r in records}
    theirs = {i: sorted(case["vnd"] for case in f["fee"]["value"] or []) for i, f in facts.items()}
    assert ours == theirs


def test_every_paper_is_there_with_its_copies(records: list[Record], facts: Facts) -> None:
    def count(papers: Any) -> list[str]:
        return sorted(str(paper) for paper in papers)

    for record in records:
        groups = record.documents.groups if record.documents else []
        ours = count((paper.original, paper.copy_) for group in groups for paper in group.items)
        theirs = count((p["original"], p["copy"]) for p in facts[record.id]["documents"]["value"] or [])
        assert ours == theirs, record.id


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_value_stays_unknown(records: list[Record], facts: Facts, part: str) -> None:
    for record in records:
        known = bool((facts[record.id].get(part) or {}).get("value"))
        assert (getattr(record, part) is not None) == known, record.id


@pytest.mark.parametrize("part", PARTS)
def test_confidence_is_carried_over(records: list[Record], facts: Facts, part: str) -> None:
    for record in records:
        held = getattr(record, part)
        if held is not None:
            assert facts[record.id][part]["confidence"].startswith(held.confidence.value), record.id


def test_what_must_be_warned_of_is_told_with_a_warning(records: list[Record], shared: Callable[[str], Any]) -> None:
    in_force = shared("facts/in_force.json")
    for record in records:
        for aspect in ("documents", "fee", "time", "place", "online", "conditions", "legal_basis"):
            if getattr(record, aspect) is not None and in_force[record.id][aspect]["must_warn"]:
                assert say(aspect, Question(record, DAY, {}, {})).warning, (record.id, aspect)


def test_codes_are_those_of_the_facts_and_doubt_is_marked(records: list[Record], facts: Facts) -> None:
    for record in records:
        told = facts[record.id]["code"]
        for code in [record.code.value, *record.code.former]:
            assert code is None or code in told
        if record.code.verified:
            assert facts[record.id]["code_confidence"] == "high"


def test_the_other_agencies_are_all_there(shared: Callable[[str], Any]) -> None:
    """Beside them stand two of our own, which are told as not checked."""
    theirs = shared("facts/general_topics.json")["wrong_agency"]
    own = [entry for entry in load(AGENCIES) if entry.thing in OWN_AGENCIES]
    assert len(load(AGENCIES)) - len(own) == len(theirs) == 42
    assert all(entry.confidence != Confidence.HIGH for entry in own)


def test_the_topics_are_all_there_with_their_validity(shared: Callable[[str], Any]) -> None:
    theirs = {topic["id"]: topic for topic in shared("facts/general_topics.json")["topics"]}
    ours = {topic.id: topic for topic in load_topics()}
    assert set(ours) == set(theirs)
    for topic_id, topic in ours.items():
        told = sorted((str(f.valid_from), str(f.valid_to), f.confidence.value) for f in topic.facts)
        facts = theirs[topic_id]["facts"]
        assert told == sorted((str(f["valid_from"]), str(f["valid_to"]), f["confidence"].split()[0]) for f in facts)


def test_no_sentence_of_the_facts_is_copied(shared: Callable[[str], Any]) -> None:
    theirs = {fact["statement"] for topic in shared("facts/general_topics.json")["topics"] for fact in topic["facts"]}
    assert not [fact.text for topic in load_topics() for fact in topic.facts if fact.text in theirs]
