"""A change is drafted, approved and takes effect on its day; the old version stays, and answers say what is to come."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.answering import answer
from actions.conversation import all_records, answers, beside
from actions.kept import Open
from actions.reply import Reply
from actions.said import Question
from procedures import catalogue
from procedures.changes import NotADraft, approve, differences, drafts, history, withdraw
from procedures.changes_command import waiting
from procedures.coming import coming_steps
from procedures.comparing import compare
from procedures.database import reading, writing
from procedures.importing import Report, write_record
from procedures.kinds import ChangeKind, VersionState
from procedures.mapping import Entry
from procedures.models import LawRow, VersionRow
from procedures.record import Change, Decision, Record
from procedures.settings import HANOI, ROOT

POSTAL, OTHER = "buu-chinh-cap-giay-phep", "buu-chinh-xac-nhan-thong-bao"
TODAY, LATER = date(2026, 11, 27), date(2027, 1, 1)
AT = datetime.now(HANOI) + timedelta(minutes=5)
"""After the catalogue of the test was filled."""


def record_of(session: Session, procedure: str, day: date = TODAY) -> Record:
    found = catalogue.record_on(session, procedure, day)
    assert found
    return found


def cheaper(record: Record, amount: int = 9_000_000) -> Record:
    told = record.dict(by_alias=True)
    told["effective_from"] = LATER
    told["fee"]["items"][0]["amount_vnd"] = amount
    return Record.parse_obj(told)


def ending(record: Record, kind: ChangeKind, successors: list[str]) -> Record:
    return record.copy(
        update={
            "effective_from": LATER,
            "change": Change(kind=kind, successors=successors),
            "decision": Decision(number="123/QĐ-UBND", issued_on=date(2026, 12, 15)),
        }
    )


def write(session: Session, record: Record, state: VersionState = VersionState.APPROVED, at: datetime = AT) -> Report:
    report = Report()
    write_record(session, record, report, Entry(at, "Nguyễn Thị A", "theo quyết định mới", state))
    return report


def said(session: Session, procedure: str, day: date, aspect: str = "fee") -> Reply:
    record = record_of(session, procedure, day)
    asked = Question(record, day, catalogue.laws(session), catalogue.sources(session))
    return answer(asked, [aspect], beside(Open(session), record, day))


def test_a_draft_is_not_told_until_it_is_approved(database: str) -> None:
    with writing(database) as session:
        before = catalogue.edition(session)
        write(session, cheaper(record_of(session, POSTAL)), VersionState.DRAFT)
        assert catalogue.record_after(session, POSTAL, TODAY) is None
        assert "9.000.000" not in said(session, POSTAL, LATER).text
        assert catalogue.edition(session) == before
        (draft,) = drafts(session)
        approve(session, draft.id, "Trần Văn B", AT + timedelta(hours=1))
        assert catalogue.edition(session) != before
    with reading(database) as session:
        row = catalogue.versions_of(session, POSTAL)[0]
        assert (row.recorded_by, row.recorded_why, row.approved_by) == (
            "Nguyễn Thị A",
            "theo quyết định mới",
            "Trần Văn B",
        )
        assert "10.750.000" in said(session, POSTAL, LATER - timedelta(days=1)).text
        assert "9.000.000" in said(session, POSTAL, LATER).text


def test_a_case_that_costs_what_another_did_is_told_beside_it(records: list[Record]) -> None:
    postal = next(record for record in records if record.id == POSTAL)
    told = postal.dict(by_alias=True)
    told["fee"], told["interview"] = {**told["fee"], "items": [{"amount_vnd": 10_750_000}]}, []
    told["effective_from"] = LATER
    (change,) = compare(postal, Record.parse_obj(told), ["fee"], laws={})
    assert change.label == "lệ phí"
    assert "10.750.000 đồng" in change.before
    assert "4.250.000 đồng" in change.before
    assert change.after == "10.750.000 đồng"


def test_a_paper_taken_out_makes_no_change_of_those_behind_it(records: list[Record]) -> None:
    postal = next(record for record in records if record.id == POSTAL)
    told = postal.dict(by_alias=True)
    (gone, *rest) = told["documents"]["groups"][0]["items"]
    told["documents"]["groups"][0]["items"] = rest
    found = differences(postal, Record.parse_obj(told))
    assert {after for _, _, after in found} == {None}
    assert ("documents.groups.0.items.0.name", gone["name"], None) in found


def test_values_that_nobody_confirmed_are_announced_as_that(database: str) -> None:
    with reading(database) as session:
        told = [event for event in history(session) if event.record.id == "bao-chi-ban-tin-cap" and event.changed]
    assert told
    assert all(event.caveat and event.caveat.startswith("Chưa được cơ quan xác nhận.") for event in told)


def test_an_answer_says_what_will_change_on_what_day(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)))
        told = said(session, POSTAL, TODAY)
        other = said(session, POSTAL, TODAY, "result")
    assert "Từ ngày 01/01/2027: lệ phí (" in told.text
    assert "10.750.000 đồng -> 9.000.000 đồng" in told.text
    assert [fact.date for fact in told.facts if fact.label == "Sắp thay đổi"] == ["2027-01-01"]
    assert "Từ ngày" not in other.text


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({"items": [{"case": "Mức mới", "amount_vnd": 500_000}]}, []),
        ({"items": [{"amount_vnd": 350_000}]}, ["lệ phí: 500.000 đồng -> 350.000 đồng"]),
        (
            {"items": [], "text": "10 USD/bản"},
            ["lệ phí: 500.000 đồng -> ghi theo văn bản “10 USD/bản”"],
        ),
        (
            {"items": [{"case": "Mất", "amount_vnd": 1}, {"case": "Hỏng", "amount_vnd": 2}]},
            [
                "lệ phí (Từ khi có Thông tư 25/2020/TT-BTC): 500.000 đồng -> không còn ghi mức này",
                "lệ phí (Mất): chưa ghi mức này -> 1 đồng",
                "lệ phí (Hỏng): chưa ghi mức này -> 2 đồng",
            ],
        ),
    ],
)
def test_a_fee_told_otherwise_is_not_told_as_none(
    records: list[Record], changed: dict[str, Any], lines: list[str]
) -> None:
    lost = next(record for record in records if record.id == "buu-chinh-cap-lai-mat-hong")
    told = lost.dict(by_alias=True)
    told["fee"] = {**told["fee"], "text": None, **changed}
    told["effective_from"] = LATER
    found = compare(lost, Record.parse_obj(told), ["fee"], laws={})
    assert [str(one) for one in found] == lines


@pytest.mark.parametrize(
    ("aspect", "change", "line"),
    [
        (
            "time",
            lambda r: r["time"]["items"][0].update(shortened=4),
            "thời hạn cơ quan cam kết: không có -> 04",
        ),
        ("documents", lambda r: r["documents"]["groups"][0]["items"][0].update(original=4), "4 bản chính"),
        (
            "online",
            lambda r: r["online"].update(levels=[{"level": "full"}]),
            "mức trực tuyến: không có -> trực tuyến",
        ),
        ("place", lambda r: r["place"].update(text="Tầng 2, số 1 phố Mới"), "-> Tầng 2, số 1 phố Mới"),
        ("overview", lambda r: r["code"].update(value="1.999999"), "mã thủ tục: 1.003659 -> 1.999999"),
        ("legal_basis", lambda r: r["legal_basis"].update(items=[{"law": "N237"}]), "căn cứ Nghị định 237/2026"),
    ],
)
def test_every_part_of_a_later_version_is_announced(
    records: list[Record], laws: dict[str, LawRow], aspect: str, change: Callable[[Any], None], line: str
) -> None:
    now = next(record for record in records if record.id == "buu-chinh-cap-giay-phep")
    told = json.loads(now.json(by_alias=True))
    change(told)
    told["effective_from"] = LATER
    (step,) = coming_steps(now, LATER - timedelta(days=1), [Record.parse_obj(told)], laws)
    assert any(line in str(one) and one.aspect == aspect for one in step.changed), [str(one) for one in step.changed]


def test_an_abolished_procedure_says_since_when_and_by_which_decision(database: str) -> None:
    with writing(database) as session:
        write(session, ending(record_of(session, POSTAL), ChangeKind.ABOLISHED, []))
        before, after = said(session, POSTAL, TODAY), said(session, POSTAL, LATER)
    assert "Từ ngày 01/01/2027: thủ tục này sẽ bị bãi bỏ theo Quyết định 123/QĐ-UBND" in before.text
    assert "10.750.000" in before.text
    assert "đã bị bãi bỏ từ ngày 01/01/2027 theo Quyết định 123/QĐ-UBND ngày 15/12/2026" in after.text
    assert "10.750.000" not in after.text
    assert after.warning


def test_of_a_past_day_an_end_that_has_come_is_no_news(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(database) as session:
        write(session, ending(record_of(session, POSTAL), ChangeKind.ABOLISHED, []))
        monkeypatch.setenv("NOW", "2027-03-01T09:00:00+07:00")
        then = said(session, POSTAL, TODAY)
    assert "Từ ngày 01/01/2027: thủ tục này đã bị bãi bỏ" in then.text
    assert "Đã thay đổi" in {fact.label for fact in then.facts}


@pytest.mark.parametrize("successors", [[OTHER], [OTHER, "in-xbp-cap"]])
def test_a_replaced_procedure_leads_to_what_replaces_it(database: str, successors: list[str]) -> None:
    with writing(database) as session:
        write(session, ending(record_of(session, POSTAL), ChangeKind.REPLACED, successors))
        reply = said(session, POSTAL, LATER)
    assert [one["procedure"] for one in reply.candidates] == successors
    payloads = [button.payload or "" for button in reply.buttons]
    assert all(any(other in payload and '"fee"' in payload for payload in payloads) for other in successors)


def test_what_was_known_on_a_day_is_kept_apart_from_what_was_in_force(database: str) -> None:
    with writing(database) as session:
        record = record_of(session, POSTAL)
        corrected = Record.parse_obj({**cheaper(record).dict(by_alias=True), "effective_from": record.effective_from})
        write(session, corrected, at=datetime(2027, 5, 1, tzinfo=HANOI))
        day = date(2027, 2, 1)
        then = catalogue.record_on(session, POSTAL, day, known=datetime(2027, 2, 1, 23, tzinfo=HANOI))
        now = record_of(session, POSTAL, day)
    assert then
    assert then.fee
    assert now.fee
    assert then.fee.items[0].amount_vnd == 10_750_000
    assert now.fee.items[0].amount_vnd == 9_000_000


def test_a_draft_is_decided_on_once(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)), VersionState.DRAFT)
        (draft,) = drafts(session)
        withdraw(session, draft.id, "Trần Văn B", AT)
        assert not drafts(session)
        with pytest.raises(NotADraft):
            approve(session, draft.id, "Trần Văn B", AT)
        with pytest.raises(NotADraft):
            approve(session, 10**6, "Trần Văn B", AT)


def test_the_same_draft_again_changes_nothing_and_approval_by_import_counts(database: str) -> None:
    with writing(database) as session:
        new = cheaper(record_of(session, POSTAL))
        assert write(session, new, VersionState.DRAFT).changed
        assert write(session, new, VersionState.DRAFT).unchanged == 1
        assert write(session, new).changed
        assert write(session, new, VersionState.DRAFT).unchanged == 1
        assert "9.000.000" in said(session, POSTAL, LATER).text


def test_an_announced_version_can_be_withdrawn_before_its_day(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)))
        announced = catalogue.version_on(session, POSTAL, LATER)
        assert announced
        assert "Từ ngày 01/01/2027" in said(session, POSTAL, TODAY).text
        withdraw(session, announced.id, "Trần Văn B", AT)
        session.flush()
        assert "Từ ngày" not in said(session, POSTAL, TODAY).text
        assert "10.750.000" in said(session, POSTAL, LATER).text
        assert (announced.withdrawn_by, announced.state) == ("Trần Văn B", VersionState.WITHDRAWN)
        told = history(session, POSTAL)[0]
        assert (told.day, told.by, told.changed) == (AT.date(), "Trần Văn B", [])
        assert told.told == "đã rút thông báo thay đổi từ 01/01/2027"
        now = catalogue.version_on(session, POSTAL, TODAY)
        assert now
        with pytest.raises(NotADraft):
            withdraw(session, now.id, "Trần Văn B", AT)


def test_a_new_version_is_shown_against_the_one_before(database: str) -> None:
    with writing(database) as session:
        report = write(session, cheaper(record_of(session, POSTAL)))
        assert report.added == []
        (named, told) = next(iter(report.changed.items()))
        assert named == f"{POSTAL}: bản mới từ 01/01/2027"
        assert "fee.items.0.amount_vnd: 10750000 -> 9000000" in told
        ends = write(session, ending(record_of(session, OTHER), ChangeKind.ABOLISHED, []))
        assert next(iter(ends.changed.values()))[0] == "thủ tục bãi bỏ"
        waits = "\n".join(waiting(session))
    assert "lệ phí (Cấp lần đầu, phạm vi nội tỉnh): 10.750.000 đồng -> 9.000.000 đồng" in waits


def test_a_fee_asked_for_a_later_day_is_that_days(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)))
    tracker = Tracker("c", {}, {"entities": [{"entity": "day", "value": "2027-02-01"}]}, [], False, None, {}, "")
    (reply,) = answers(tracker, [POSTAL], ["fee"])
    assert "9.000.000" in reply.text
    assert "10.750.000" not in reply.text
    assert "Trả lời theo bản có hiệu lực ngày 01/02/2027" in reply.text
    (today,) = answers(Tracker("c", {}, {"entities": []}, [], False, None, {}, ""), [POSTAL], ["fee"])
    assert "10.750.000 đồng" in today.text


def test_the_history_tells_each_change_in_words(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)))
        newest, by_agency, by_time, first = history(session, POSTAL)
    assert (newest.kind, newest.day, newest.why) == (ChangeKind.AMENDED, LATER, "theo quyết định mới")
    assert [str(one) for one in newest.changed] == [
        "lệ phí (Cấp lần đầu, phạm vi nội tỉnh): 10.750.000 đồng -> 9.000.000 đồng"
    ]
    assert [(one.day, one.told, one.decision) for one in (by_agency, by_time)] == [
        (date(2025, 3, 1), "thay đổi theo ngày đã định", None),
        (date(2022, 6, 1), "thay đổi theo ngày đã định", None),
    ]
    assert [str(one) for one in by_agency.changed] == [
        "cơ quan giải quyết: Sở Thông tin và Truyền thông Hà Nội -> Sở Khoa học và Công nghệ Hà Nội"
    ]
    assert (first.kind, first.told) == (None, "có trong danh mục")


def test_a_history_of_nothing_is_empty(database: str) -> None:
    with writing(database) as session:
        assert history(session, "khong-co-thu-tuc-nay") == []
        record = record_of(session, POSTAL).copy(update={"id": "thu-tuc-moi", "effective_from": LATER})
        write(session, record)
        (row,) = session.scalars(select(VersionRow).where(VersionRow.procedure_id == record.id))
        withdraw(session, row.id, "Trần Văn B", AT + timedelta(hours=1))
        (withdrawn,) = history(session, record.id)
    assert withdrawn.withdrawn


def test_a_draft_that_would_undo_a_later_approval_is_refused(database: str) -> None:
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL), 9_000_000), VersionState.DRAFT)
        write(session, cheaper(record_of(session, POSTAL), 8_000_000), VersionState.DRAFT, AT + timedelta(minutes=1))
        first, second = drafts(session)
        approve(session, first.id, "Trần Văn B", AT + timedelta(hours=1))
        with pytest.raises(NotADraft, match=f"trước khi bản số {first.id} được duyệt"):
            approve(session, second.id, "Trần Văn B", AT + timedelta(hours=2))
        withdraw(session, second.id, "Trần Văn B", AT + timedelta(hours=2))
        write(session, cheaper(record_of(session, POSTAL), 8_000_000), VersionState.DRAFT, AT + timedelta(hours=3))
        (again,) = drafts(session)
        approve(session, again.id, "Trần Văn B", AT + timedelta(hours=4))
        assert "8000000" in str(record_of(session, POSTAL, LATER))


def test_approval_in_the_other_order_does_not_take_back_what_the_earlier_day_changes(database: str) -> None:
    with writing(database) as session:
        before = record_of(session, POSTAL)
        write(session, cheaper(before), VersionState.DRAFT)
        after = cheaper(before).copy(update={"effective_from": LATER + timedelta(days=31), "fee": before.fee})
        after = after.copy(update={"short_name": f"{before.short_name} (tên mới)"})
        write(session, after, VersionState.DRAFT, AT + timedelta(minutes=1))
        earlier, later = drafts(session)
        approve(session, later.id, "Trần Văn B", AT + timedelta(hours=1))
        with pytest.raises(NotADraft, match=f"Bản số {later.id} từ 01/02/2027 đã được duyệt mà không mang theo"):
            approve(session, earlier.id, "Trần Văn B", AT + timedelta(hours=2))
        withdraw(session, later.id, "Trần Văn B", AT + timedelta(hours=3))
        approve(session, earlier.id, "Trần Văn B", AT + timedelta(hours=4))
        assert "9000000" in str(record_of(session, POSTAL, LATER + timedelta(days=60)))


def test_a_correction_stands_on_the_day_it_was_made_and_not_on_that_of_the_law(database: str) -> None:
    with writing(database) as session:
        record = record_of(session, POSTAL)
        assert record.effective_from < TODAY
        write(session, cheaper(record).copy(update={"effective_from": record.effective_from}))
        newest, *dated, first = history(session, POSTAL)
    assert len(dated) == len({one.day for one in dated}) == 2
    assert (newest.correction, newest.day, newest.told) == (True, AT.date(), "đính chính dữ liệu")
    assert [one.after for one in newest.changed] == ["9.000.000 đồng"]
    assert (first.correction, first.day) == (False, record.effective_from)


def test_replaced_without_a_successor_is_refused() -> None:
    with pytest.raises(ValueError, match="successors"):
        Change(kind=ChangeKind.REPLACED)


def command(module: str, var: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin", "VAR_DIR": str(var), "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(
        [sys.executable, "-m", module], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_commands_from_draft_to_answer(tmp_path: Path) -> None:
    command("procedures.prepare", tmp_path)
    source = (ROOT / "data/procedures/buu-chinh" / f"{POSTAL}.yml").read_text(encoding="utf-8")
    changed = source.replace("amount_vnd: 10750000", "amount_vnd: 9000000").replace(
        "effective_from: 2011-08-15", "effective_from: 2027-01-01", 1
    )
    assert changed != source
    file = tmp_path / "buu-chinh" / f"{POSTAL}.yml"
    file.parent.mkdir()
    file.write_text(changed, encoding="utf-8")
    drafted = command("procedures.import_command", tmp_path, FILE=str(file), DRAFT="1", BY="Nguyễn Thị A")
    assert "bản nháp" in drafted.stdout, drafted.stderr
    listed = command("procedures.changes_command", tmp_path).stdout
    assert "Nguyễn Thị A" in listed
    number = listed.split()[1]
    nobody = command("procedures.changes_command", tmp_path, ACT="approve", VERSION=number)
    assert nobody.returncode
    assert "BY" in nobody.stderr
    for wrong in ("9" * 20, "²"):
        refused = command("procedures.changes_command", tmp_path, ACT="approve", VERSION=wrong, BY="Trần Văn B")
        assert refused.stderr.startswith("Cần VERSION là số")
    done = command("procedures.changes_command", tmp_path, ACT="approve", VERSION=number, BY="Trần Văn B")
    assert "có hiệu lực từ 01/01/2027" in done.stdout
    again = command("procedures.changes_command", tmp_path, ACT="approve", VERSION=number, BY="Trần Văn B")
    assert again.returncode
    assert "không còn là bản nháp" in again.stderr
    before = command("actions.told_command", tmp_path, ID=POSTAL, DAY="2026-12-01", ASPECT="fee").stdout
    after = command("actions.told_command", tmp_path, ID=POSTAL, DAY="2027-01-01", ASPECT="fee").stdout
    assert "10.750.000 đồng -> 9.000.000 đồng" in before
    assert "• Cấp lần đầu, phạm vi nội tỉnh: 9.000.000 đồng" in after
    early = command("actions.told_command", tmp_path, ID="xb-tai-lieu-khong-kinh-doanh", DAY="2025-06-10").stdout
    assert "Bản đầu tiên có từ 01/07/2025" in early
    assert "Dữ liệu của trợ lý về thủ tục này bắt đầu từ 01/07/2025" in early


def test_the_whole_catalogue_is_read_again_when_it_changes(database: str) -> None:
    before = all_records()
    assert all_records() is before
    with writing(database) as session:
        write(session, cheaper(record_of(session, POSTAL)).copy(update={"effective_from": date(2026, 1, 1)}))
    assert all_records() is not before


def test_a_time_in_words_is_told_as_such_and_not_as_none(records: list[Record]) -> None:
    record = next(one for one in records if one.id == POSTAL)
    assert record.time
    words = record.copy(update={"time": record.time.copy(update={"items": [], "text": "tùy hồ sơ"})})
    (told,) = compare(record, words, ["time"], laws={})
    assert told.after == "ghi theo văn bản “tùy hồ sơ”"


def test_long_texts_are_told_from_where_they_part(records: list[Record]) -> None:
    record = next(one for one in records if one.id == POSTAL)
    assert record.place
    same = "Nộp tại chi nhánh của Trung tâm Phục vụ hành chính công thành phố Hà Nội. " * 3
    old, new = (
        record.copy(update={"place": record.place.copy(update={"text": f"{same}Giờ nhận: {hour} giờ."})})
        for hour in (8, 7)
    )
    (told,) = compare(old, new, ["place"], laws={})
    assert (told.before, told.after) == ("… 8 giờ.", "… 7 giờ.")


def test_an_end_names_a_decision_or_a_reason(records: list[Record]) -> None:
    told = next(one for one in records if one.id == POSTAL).dict(by_alias=True)
    ended = {**told, "decision": None, "change": {"kind": "abolished"}}
    with pytest.raises(ValueError, match="theo quyết định nào"):
        Record.parse_obj(ended)
    assert Record.parse_obj({**ended, "change": {"kind": "abolished", "reason": "Luật mới không còn quy định"}}).ended


def test_an_agency_that_changed_within_a_version_is_told_with_its_own_day(database: str) -> None:
    printing = "in-dang-ky-co-so-in"
    with writing(database) as session:
        write(session, record_of(session, printing).copy(update={"effective_from": LATER, "name": "Đăng ký cơ sở in"}))
        told = said(session, printing, date(2025, 2, 1), "place").text
    assert "Từ ngày 01/03/2025: cơ quan giải quyết: Sở Thông tin và Truyền thông" in told
    assert "01/01/2027: cơ quan" not in told


def test_a_day_before_the_first_version_is_answered_by_the_first(database: str) -> None:
    printed = "xb-tai-lieu-khong-kinh-doanh"
    filed = [{"entity": "day", "value": "2023-10-01"}]
    tracker = Tracker("c", {}, {"text": "lệ phí ngày 1/10/2023", "entities": filed}, [], False, None, {}, "")
    with writing(database) as session:
        first = record_of(session, printed)
        write(session, cheaper(record_of(session, printed)).copy(update={"effective_from": date(2026, 8, 1)}))
    (reply,) = answers(tracker, [printed], ["fee"])
    assert f"bắt đầu từ {first.effective_from:%d/%m/%Y}" in reply.text
    assert "9.000.000" not in reply.text.split("Từ ngày 01/08/2026")[0]


@pytest.mark.usefixtures("database")
def test_a_time_that_has_ended_since_is_not_announced_as_none() -> None:
    filed = [{"entity": "day", "value": "2025-05-01"}]
    tracker = Tracker("c", {}, {"text": "ngày 1/5/2025 mất bao lâu", "entities": filed}, [], False, None, {}, "")
    (reply,) = answers(tracker, ["xb-tai-lieu-khong-kinh-doanh"], ["time"])
    assert "15 ngày" in reply.text
    assert "không có ->" not in reply.text
