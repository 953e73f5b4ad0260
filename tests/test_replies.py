"""What is said of every procedure on every aspect: short, honest, and nothing the record does not hold."""

from __future__ import annotations

import re
from datetime import date

import pytest

from actions.announced import Beside
from actions.answering import answer
from actions.aspects import ASPECTS
from actions.past import as_formerly, as_of_today, as_sourced, before_the_record
from actions.reply import Reply
from actions.said import Question
from actions.wording import shortened
from procedures.department import department
from procedures.importing import LawEntry, SourceEntry
from procedures.kinds import ChangeKind, Policy
from procedures.models import LawRow, SourceRow
from procedures.record import Change, FeeCase, Record
from procedures.settings import SEED
from procedures.yaml_file import read_entries

DAY = date(2026, 11, 24)
POSTAL = "buu-chinh-cap-giay-phep"
MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+) đồng")
SHORT = 700
"""About 600 characters, with room for names that are long by themselves."""
Known = tuple[dict[str, LawRow], dict[str, SourceRow]]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day asked of is today: of another one the answer says so."""
    monkeypatch.setenv("NOW", f"{DAY.isoformat()}T09:00:00")


@pytest.fixture(scope="module")
def laws() -> Known:
    return (
        {e.key: LawRow(**e.dict()) for e in read_entries(SEED / "laws.yml", "laws", LawEntry, "key")},
        {e.key: SourceRow(**e.dict()) for e in read_entries(SEED / "sources.yml", "sources", SourceEntry, "key")},
    )


def ask(record: Record, aspects: list[str], day: date, known: Known, whole: bool = False) -> Reply:
    return answer(Question(record, day, *known, whole=whole), aspects)


def by_id(records: list[Record], procedure: str) -> Record:
    return next(record for record in records if record.id == procedure)


def amounts(record: Record) -> set[int]:
    return {case.amount_vnd for case in record.fee.items if case.amount_vnd is not None} if record.fee else set()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_procedure_has_a_short_honest_answer(records: list[Record], laws: Known, aspect: str) -> None:
    for record in records:
        reply = ask(record, [aspect], DAY, laws)
        assert reply.text
        if record.answer_policy in (Policy.ANSWER, Policy.OLD_RULE):
            assert reply.kind == "answer"
            assert reply.warning
            assert reply.citations
            assert f"{record.sourced_on:%d/%m/%Y}" in reply.text
            assert "chưa được cơ quan xác nhận" in reply.text


def test_answers_are_short_as_a_rule(records: list[Record], laws: Known) -> None:
    lengths = sorted(len(ask(r, [aspect], DAY, laws).text) for r in records for aspect in ("documents", "fee", "time"))
    assert lengths[len(lengths) * 9 // 10] <= SHORT


def test_no_amount_is_said_that_the_record_does_not_hold(records: list[Record], laws: Known) -> None:
    for record in records:
        reply = ask(record, ["fee"], DAY, laws)
        said = {int(amount.replace(".", "")) for amount in MONEY.findall(reply.text)}
        stated = {fact.amount_vnd for fact in reply.facts if fact.amount_vnd is not None}
        assert said | stated <= amounts(record), record.id


def test_an_unknown_fee_is_never_called_free(records: list[Record], laws: Known) -> None:
    unknown = [record for record in records if record.fee is None and record.answer_policy == Policy.ANSWER]
    assert unknown
    for record in unknown:
        assert "miễn phí" not in ask(record, ["fee"], DAY, laws).text.lower()


def test_an_unconfirmed_zero_is_not_stated_as_free(records: list[Record], laws: Known) -> None:
    text = ask(by_id(records, "bao-chi-hop-bao-trong-nuoc"), ["fee"], DAY, laws).text
    assert "chưa được xác nhận" in text


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_handoff_record_states_nothing(records: list[Record], laws: Known, aspect: str) -> None:
    for record in (r for r in records if r.answer_policy == Policy.HANDOFF):
        reply = ask(record, [aspect], DAY, laws)
        assert reply.kind == "handoff"
        assert (reply.facts, reply.documents) == ([], [])
        assert not re.search(r"\d+ (ngày|giờ|đồng)", reply.text)
        assert any("send_to_staff" in (button.payload or "") for button in reply.buttons)


def test_another_agencys_record_says_whom_to_ask(records: list[Record], laws: Known) -> None:
    for record in (r for r in records if r.answer_policy == Policy.WRONG_AGENCY):
        reply = ask(record, ["fee"], DAY, laws)
        assert reply.kind == "wrong_agency"
        assert (record.whom_to_ask or "").rstrip(".") in reply.text


def test_an_old_rule_warns_first_and_offers_a_person(records: list[Record], laws: Known) -> None:
    for record in (r for r in records if r.answer_policy == Policy.OLD_RULE):
        reply = ask(record, ["time"], DAY, laws)
        assert reply.text.startswith("⚠")
        assert any("ask_human" in (button.payload or "") for button in reply.buttons)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_warning_says_nothing_twice(records: list[Record], laws: Known, aspect: str) -> None:
    for record in records:
        for told in re.findall(r"⚠ (.+)", ask(record, [aspect], DAY, laws).text):
            sentences = [one for one in re.split(r"(?<=[.…])\s", told) if len(one) > 20]
            assert len(set(sentences)) == len(sentences), record.id


def test_an_officers_confirmation_lifts_the_warning(records: list[Record], laws: Known) -> None:
    for procedure in ("in-xbp-doi", "ptth-tvro-cap", "buu-chinh-cap-giay-phep"):
        confirmed = by_id(records, procedure).copy(update={"verified_on": date(2026, 11, 20)})
        reply = ask(confirmed, ["time"], DAY, laws)
        assert (reply.kind, reply.warning) == ("answer", None)
        assert "Cơ quan xác nhận ngày 20/11/2026" in reply.text
        assert "⚠" not in reply.text


def test_a_shortened_list_says_how_many_are_left(records: list[Record], laws: Known) -> None:
    record = by_id(records, "buu-chinh-cap-giay-phep")
    short, whole = (ask(record, ["documents"], DAY, laws, whole) for whole in (False, True))
    shown = short.text.count("\n• ")
    assert f"còn {11 - shown} giấy tờ" in short.text
    assert any(button.payload and "show_more" in button.payload for button in short.buttons)
    assert whole.text.count("\n• ") == 11
    assert len(short.documents) == len(whole.documents) == 11


def test_two_rules_that_disagree_are_both_told(records: list[Record], laws: Known) -> None:
    text = ask(by_id(records, "buu-chinh-cap-giay-phep"), ["time"], DAY, laws).text
    assert "30 ngày" in text
    assert "20 ngày" in text
    assert "chưa xác định" in text


def test_several_aspects_keep_each_its_doubt_and_its_law(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, POSTAL), ["documents", "fee", "time"], DAY, laws)
    assert all(doubt in (reply.warning or "") for doubt in ("03 bộ hay 01 bộ", "Thông tư 291/2016", "20 ngày"))
    assert "Hồ sơ, lệ phí, thời hạn còn điểm chưa được đối chiếu" in reply.text  # there is no room for why
    assert "Thông tư 291/2016/TT-BTC" in reply.text.split("Căn cứ:")[1]
    assert {"10.750.000", "4.250.000"} <= set(re.findall(r"[\d.]+(?= đồng)", reply.text))


@pytest.mark.parametrize("aspects", [["documents", "fee"], ["documents", "fee", "time"], ["place", "time", "fee"]])
def test_several_aspects_share_the_room(records: list[Record], laws: Known, aspects: list[str]) -> None:
    lengths = sorted(len(ask(record, aspects, DAY, laws).text) for record in records)
    assert lengths[len(lengths) // 2] <= (SHORT if len(aspects) < 3 else SHORT + 40)
    assert lengths[-1] <= 1000


def test_the_reception_is_the_departments_own(
    records: list[Record], laws: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = by_id(records, POSTAL), ["place"], DAY, laws
    assert "chưa có địa chỉ" in (ask(*asked).warning or "")
    known = department().copy(update={"address": "Số 1 phố Thử", "hours": "8h-16h30 thứ hai đến thứ sáu"})
    monkeypatch.setattr("actions.texts.department", lambda: known)
    told = ask(*asked)
    assert "Địa chỉ: Số 1 phố Thử." in told.text
    assert "8h-16h30" in told.text
    assert "chưa có địa chỉ" not in (told.warning or "")


@pytest.mark.parametrize("policy", [Policy.WRONG_AGENCY, Policy.HANDOFF])
def test_what_is_not_answered_still_tells_its_source(records: list[Record], laws: Known, policy: Policy) -> None:
    for record in [record for record in records if record.answer_policy == policy]:
        reply = ask(record, ["fee"], DAY, laws)
        assert f"{record.sourced_on:%d/%m/%Y}" in reply.text
        assert reply.citations


def test_several_aspects_are_answered_together(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "xb-tai-lieu-khong-kinh-doanh"), ["documents", "time", "fee"], DAY, laws)
    assert reply.aspects == ["documents", "time", "fee"]
    assert "15.000 đồng/trang quy chuẩn" in reply.text
    assert "10 ngày làm việc" in reply.text


def test_a_law_that_has_ended_is_cited_only_as_ended(records: list[Record], laws: Known) -> None:
    for record in records:
        for citation in ask(record, ["time"], DAY, laws).citations:
            title, _, told = citation["title"].partition(" (hết hiệu lực ")
            law = next(law for law in laws[0].values() if law.title == title)
            assert bool(law.effective_to and str(law.effective_to) < str(DAY)) == bool(told)


def test_an_answer_cites_what_it_rests_on_first(records: list[Record], laws: Known) -> None:
    def first(procedure: str, aspect: str) -> str:
        return ask(by_id(records, procedure), [aspect], DAY, laws).citations[0]["title"]

    assert "214/2016/TT-BTC" in first("xb-tai-lieu-khong-kinh-doanh", "fee")
    assert "237/2026" in first("bao-chi-danh-muc-nhap-khau", "time")
    assert "72/2013" in first("ttdt-icp-cap", "time")
    assert "BTC" not in first("buu-chinh-cap-giay-phep", "documents")


def test_what_a_decision_has_set_cites_that_decision_and_no_older_circular(records: list[Record], laws: Known) -> None:
    told = by_id(records, POSTAL).dict(by_alias=True)
    told["decision"] = {"number": "5512/QĐ-UBND", "issued_on": date(2026, 12, 1)}
    told["fee"]["sources"] = ["qd-5512"]
    source = SourceRow(key="qd-5512", title="Quyết định 5512/QĐ-UBND ngày 01/12/2026")
    known = (laws[0], {**laws[1], "qd-5512": source})
    of_fee = [one["title"] for one in ask(Record.parse_obj(told), ["fee"], DAY, known).citations]
    of_papers = [one["title"] for one in ask(Record.parse_obj(told), ["documents"], DAY, known).citations]
    assert of_fee[0] == "Quyết định 5512/QĐ-UBND ngày 01/12/2026"
    assert not [title for title in of_fee if "BTC" in title]
    assert not [title for title in of_papers if "5512" in title]


def test_a_rule_that_has_ended_is_not_counted(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "xb-tai-lieu-khong-kinh-doanh"), ["documents"], DAY, laws)
    assert len(reply.documents) == 4
    assert "2 giấy tờ, thêm 2 tùy trường hợp" in reply.text


def test_a_fourth_aspect_is_offered_not_dropped(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, POSTAL), ["documents", "fee", "time", "place"], DAY, laws)
    assert "Còn nơi nộp" in reply.text
    assert any(button.title == "Nơi nộp" for button in reply.buttons)


def test_unknown_steps_say_where_they_are_published(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "in-dang-ky-co-so-in"), ["steps"], DAY, laws)
    assert "• Chuẩn bị 1 giấy tờ" in reply.text
    assert "Trình tự từng bước chưa có trong dữ liệu" in reply.text
    assert any("dichvucong" in (button.url or "") for button in reply.buttons)


def test_one_aspect_stays_within_its_length(records: list[Record], laws: Known) -> None:
    lengths = {(r.id, a): len(ask(r, [a], DAY, laws).text) for r in records for a in ASPECTS}
    assert sum(length > 620 for length in lengths.values()) <= len(lengths) // 50
    assert max(lengths.values()) <= 670


def test_links_are_the_national_portal_by_code_and_labelled(records: list[Record], laws: Known) -> None:
    for record in records:
        for link in ask(record, ["online"], DAY, laws).links:
            assert link["url"].startswith(("/thu-tuc/", "https://dichvucong.gov.vn"))
            if "ma_thu_tuc" in link["url"]:
                assert (record.code.value or "-") in link["label"]
                assert record.code.verified or "chưa kiểm chứng" in link["label"]


def test_the_payload_has_every_key_of_the_interface() -> None:
    keys = (
        "kind procedure topic version aspects facts documents links citations sourced_on verified_on warning candidates"
    )
    assert set(keys.split()) <= set(Reply(kind="smalltalk", text="x").payload())


def test_a_year_gone_by_is_told_to_be_another_time(records: list[Record], laws: Known) -> None:
    record = by_id(records, POSTAL)
    today = ask(record, ["fee"], DAY, laws)
    kept = as_of_today(today, 2023, kept=True)
    assert kept.text.startswith("Dưới đây là nội dung trợ lý có cho hôm nay, không phải cho năm 2023")
    assert kept.buttons[0].url == f"/thu-tuc/{POSTAL}?ngay=2023-12-31"
    assert "không có dữ liệu" in as_of_today(today, 1990, kept=False).text


def test_a_fee_asked_for_a_time_takes_the_place_of_the_usual_one(records: list[Record], laws: Known) -> None:
    record = by_id(records, "xb-nhap-khau-khong-kinh-doanh")
    assert {fact.amount_vnd for fact in ask(record, ["fee"], date(2023, 8, 15), laws).facts} == {25_000}
    assert {fact.amount_vnd for fact in ask(record, ["fee"], DAY, laws).facts} == {50_000}


def test_a_day_before_the_record_is_said_to_be(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "bao-chi-hop-bao-trong-nuoc"), ["documents"], date(2026, 6, 30), laws)
    told = before_the_record(reply, date(2026, 6, 30))
    assert told.text.startswith("Dữ liệu của trợ lý về thủ tục này bắt đầu từ 01/07/2026")
    assert len(reply.documents) == 1
    assert before_the_record(reply, date(2026, 7, 1)) == reply


def test_a_place_is_not_told_as_of_a_day_before_it_was_read(records: list[Record], laws: Known) -> None:
    record, day = by_id(records, POSTAL), date(2020, 9, 8)
    then, now = (as_sourced(ask(record, ["place"], on, laws), on) for on in (day, record.sourced_on))
    assert then.text.startswith("Phần nơi nộp dưới đây ghi như nguồn xem ngày 23/11/2026; ngày 08/09/2020 có thể khác")
    assert "nguồn xem ngày 23/11/2026; ngày" not in now.text
    assert as_sourced(ask(record, ["fee"], day, laws), day) == ask(record, ["fee"], day, laws)


def test_what_held_once_is_told_as_that(records: list[Record], laws: Known) -> None:
    lost = as_formerly(ask(by_id(records, "buu-chinh-cap-lai-mat-hong"), ["fee"], DAY, laws))
    assert lost.text.startswith("Dưới đây là nội dung trợ lý có cho hôm nay, không phải của trước đây.")
    assert "1.250.000 đồng" in lost.text.partition("\n")[0]
    nothing = as_formerly(ask(by_id(records, "in-dang-ky-co-so-in"), ["fee"], DAY, laws))
    assert "Trước đây từng áp dụng" not in nothing.text


def test_a_time_of_a_year_gone_by_is_told_where_the_record_holds_it(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "xb-tai-lieu-khong-kinh-doanh"), ["time"], DAY, laws)
    told = as_of_today(reply, 2024, False).text
    assert "Trong năm 2024 từng áp dụng đến 30/06/2025: 15 ngày" in told
    assert "không có dữ liệu" not in told


def test_no_rule_that_began_later_is_told_of_a_day_before(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "xb-tai-lieu-khong-kinh-doanh"), ["time"], date(2025, 6, 10), laws)
    assert "02 ngày làm việc" not in reply.text
    assert "Trả lời theo bản có hiệu lực ngày" not in reply.text


def test_a_time_in_doubt_is_told_beside_the_certain_one(records: list[Record], laws: Known) -> None:
    record = by_id(records, "in-dang-ky-co-so-in")
    told = record.dict(by_alias=True)
    certain = {"amount": 3, "unit": "working_day", "channel": "online"}
    told["time"]["items"] = [certain, {"amount": 30, "unit": "day", "channel": "direct", "standing": "uncertain"}]
    text = ask(Record.parse_obj(told), ["time"], DAY, laws).text
    assert "03 ngày làm việc (nộp trực tuyến)" in text
    assert "Nguồn còn ghi: 30 ngày (nộp trực tiếp); chưa xác nhận" in text


def test_a_time_kept_as_a_bare_text_says_what_it_is(records: list[Record], laws: Known) -> None:
    told = by_id(records, "in-dang-ky-co-so-in").dict(by_alias=True)
    told["time"] = {**told["time"], "items": [], "text": "03"}
    assert "nguồn ghi “03”" in ask(Record.parse_obj(told), ["time"], DAY, laws).text


def test_a_fee_of_a_year_gone_by_is_told_where_the_record_holds_it(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, "xb-tai-lieu-khong-kinh-doanh"), ["fee"], DAY, laws)
    assert "7.500 đồng" in as_of_today(reply, 2023, kept=False).text
    assert "7.500 đồng" not in as_of_today(reply, 2022, kept=False).text


def test_a_withheld_procedure_still_says_that_it_ends(records: list[Record], laws: Known) -> None:
    record = next(one for one in records if one.withheld)
    change = Change(kind=ChangeKind.REPLACED, successors=[POSTAL])
    coming = record.copy(update={"effective_from": date(2026, 12, 1), "change": change})
    reply = answer(Question(record, DAY, *laws), ["time"], Beside([coming], [by_id(records, POSTAL)]))
    assert reply.kind == "handoff"
    assert "01/12/2026" in reply.text
    assert not ask(record, ["time"], DAY, laws).text.count("01/12/2026")


def charging(record: Record, *cases: dict[str, object], **told: object) -> Record:
    """The record with other fees."""
    assert record.fee
    fee = record.fee.copy(update={"items": [FeeCase.parse_obj(case) for case in cases]})
    return record.copy(update={"fee": fee, **told})


def test_every_approved_change_ahead_is_told_in_its_order(records: list[Record], laws: Known) -> None:
    now = charging(by_id(records, POSTAL), {"amount_vnd": 1000})
    soon = charging(now, {"amount_vnd": 2000}, effective_from=date(2026, 12, 5))
    later = charging(now, {"amount_vnd": 3000}, effective_from=date(2026, 12, 10))
    text = answer(Question(now, DAY, *laws), ["fee"], Beside([soon, later])).text
    first, second = "Từ ngày 05/12/2026: lệ phí: 1.000 đồng -> 2.000", "Từ ngày 10/12/2026: lệ phí: 2.000 đồng -> 3.000"
    assert first in text
    assert second in text
    assert text.index(first) < text.index(second)


def test_a_fee_that_holds_for_a_while_says_until_when(records: list[Record], laws: Known) -> None:
    record = charging(
        by_id(records, POSTAL),
        {"amount_vnd": 4000, "effective_to": date(2026, 12, 31)},
        {"amount_vnd": 8000, "effective_from": date(2027, 1, 1)},
    )
    text = answer(Question(record, DAY, *laws), ["fee"]).text
    assert "4.000 đồng." in text
    assert "Từ ngày 01/01/2027: lệ phí: 4.000 đồng -> 8.000 đồng" in text
    assert "Từ ngày" not in answer(Question(record, date(2027, 1, 2), *laws), ["fee"]).text
    assert "01/01/2027" not in answer(Question(record, DAY, *laws), ["form"]).text


def test_the_overview_tells_the_code_and_whether_it_is_verified(records: list[Record], laws: Known) -> None:
    reply = ask(by_id(records, POSTAL), ["overview"], DAY, laws)
    assert "mã 1.003659 (chưa kiểm chứng)" in reply.text
    assert any(fact.label == "Mã thủ tục" for fact in reply.facts)
    assert "1.003659" not in ask(by_id(records, POSTAL), ["fee"], DAY, laws).text


def test_several_times_of_one_way_are_told_with_their_cases(records: list[Record], laws: Known) -> None:
    told = by_id(records, "in-dang-ky-co-so-in").dict(by_alias=True)
    of_case = ("Không quá 20 ngày đối với trường hợp cấp mới; nộp tại quầy", "07 ngày: trường hợp mất, hỏng.")
    told["time"]["items"] = [
        {"amount": amount, "unit": "working_day", "channel": channel, "basis": basis}
        for amount, basis in zip((20, 7), of_case, strict=True)
        for channel in ("direct", "online")
    ]
    text = ask(Record.parse_obj(told), ["time"], DAY, laws).text
    assert "20 ngày làm việc (đối với trường hợp cấp mới); 07 ngày làm việc (trường hợp mất, hỏng);" in text


def test_no_text_is_cut_inside_brackets() -> None:
    text = "Danh mục giấy phép của Nghị định 237/2026 (hiệu lực từ 01/07/2026, cùng Luật Báo chí 126/2025) không nêu"
    assert shortened(text, 80, "") == "Danh mục giấy phép của Nghị định 237/2026 …"
