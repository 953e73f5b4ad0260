"""The real processes, talked to as the widget does: the conversation, bad input, kills, restarts."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running_product import Citizen, Product, free_ports

Open = Callable[[], Citizen]
POSTAL = "buu-chinh-cap-giay-phep"
PAYLOAD = {
    "kind", "procedure", "topic", "version", "aspects", "facts", "documents", "links", "citations", "sourced_on",
    "verified_on", "warning", "candidates",
}  # fmt: skip


def custom(turn: list[dict[str, Any]]) -> dict[str, Any]:
    return dict(turn[-1]["custom"])


def pressable(turn: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [button for message in turn for button in message["buttons"] if "action" in button]


def kept_questions(product: Product) -> list[tuple[str, str]]:
    with sqlite3.connect(product.var_dir / "mot-cua.db") as database:
        return database.execute("select question, reason from review_item order by id").fetchall()


def test_the_conversation_of_a_citizen(citizen: Open) -> None:
    c = citizen()
    papers = custom(c.ask("giấy phép bưu chính cần giấy tờ gì"))
    assert (papers["kind"], papers["procedure"], papers["aspects"]) == ("answer", POSTAL, ["documents"])
    assert len(papers["documents"]) == 11
    assert papers["citations"]
    assert papers["sourced_on"] == "2026-11-23"
    fee = custom(c.ask("thế lệ phí?"))
    assert (fee["procedure"], fee["aspects"]) == (POSTAL, ["fee"])
    assert {fact["amount_vnd"] for fact in fee["facts"]} == {10_750_000, 4_250_000}
    assert fee["warning"]
    reissue = c.ask("còn cấp lại thì sao")
    assert [m["custom"]["procedure"] for m in reissue] == ["buu-chinh-cap-lai-het-han", "buu-chinh-cap-lai-mat-hong"]
    assert all(m["custom"]["aspects"] == ["fee"] for m in reissue)
    online = c.ask("nộp online ở đâu")
    assert any("dichvucong.gov.vn" in button.get("url", "") for message in online for button in message["buttons"])
    assert custom(c.ask("cảm ơn"))["kind"] == "smalltalk"


def test_a_pressed_choice_answers_what_was_asked(citizen: Open) -> None:
    c = citizen()
    offered = c.ask("lệ phí xin giấy phép")
    assert custom(offered)["kind"] == "choices"
    assert len(pressable(offered)) >= 2
    pressed = custom(c.ask(action=pressable(offered)[0]["action"]))
    assert pressed["procedure"] == custom(offered)["candidates"][0]["procedure"]
    assert pressed["aspects"] == ["fee"]


def test_more_shows_the_rest_of_a_shortened_list(citizen: Open) -> None:
    c = citizen()
    short = c.ask("giấy phép bưu chính cần giấy tờ gì")
    more = c.ask(action=pressable(short)[0]["action"])
    assert more[-1]["text"].count("\n• ") == 11


def test_a_case_interview_from_question_to_sheet(product: Product, citizen: Open) -> None:
    c = citizen()
    start = next(b for b in pressable(c.ask("giấy phép bưu chính cần giấy tờ gì")) if "trường hợp" in b["title"])
    first = c.ask(action=start["action"])
    assert custom(first)["kind"] == "case_question"
    assert pressable(first)[-1]["title"] == "Tôi không rõ"
    second = c.ask("không rõ")
    assert "Câu 2/2" in second[-1]["text"]
    assert custom(c.ask("thế lệ phí?"))["aspects"] == ["fee"]  # leaves midway
    again = c.ask("tiếp tục")
    assert again[-1]["text"] == second[-1]["text"]
    done = c.ask("có, với đối tác nước ngoài")
    assert [custom(done)[key] for key in ("kind", "procedure", "aspects")] == ["answer", POSTAL, ["documents"]]
    assert len(custom(done)["documents"]) == 11
    sheet = next(button["url"] for button in done[-1]["buttons"] if "/phieu/" in button.get("url", ""))
    assert product.get(sheet)[1].count('class="box"') == 11
    assert "cho trường hợp của anh/chị" in c.ask("cần giấy tờ gì")[-1]["text"]


def test_words_of_another_act_do_not_end_an_open_question(citizen: Open) -> None:
    c = citizen()
    c.ask("hồ sơ cấp lại giấy phép bưu chính hết hạn")
    asked = c.ask("hồ sơ cho trường hợp của tôi")
    again = c.ask("bên em mua lại công ty khác")
    assert custom(again)["kind"] == "case_question"
    assert [one["title"] for one in pressable(asked)] == [one["title"] for one in pressable(again)][:3]
    second = c.ask("tôi không rõ")
    assert "Câu 2/2" in second[-1]["text"]
    c.ask("lệ phí bao nhiêu")
    assert c.ask("quay lại danh mục giấy tờ")[-1]["text"] == second[-1]["text"]


def test_a_form_is_that_of_what_is_spoken_of(citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép xuất bản đặc san cần giấy tờ gì")
    told = custom(c.ask("mẫu tờ khai lấy ở đâu"))
    assert told["procedure"] == "bao-chi-dac-san"
    assert "form" in told["aspects"]


def test_typed_labels_lead_through_the_interview(citizen: Open) -> None:
    c = citizen()
    c.ask("hồ sơ xuất bản tài liệu không kinh doanh cho trường hợp của tôi")
    for typed in ("in trên giấy", "tiếng Việt", "không"):
        told = c.ask(typed)
    assert custom(told)["kind"] == "answer"
    assert "tiếng Việt" in told[-1]["text"]


def test_not_sure_which_of_the_choices_leads_to_staff(citizen: Open) -> None:
    c = citizen()
    offered = custom(c.ask("xin giấy phép"))
    unsure = c.ask("tôi không rõ")
    assert [one["procedure"] for one in custom(unsure)["candidates"]] == [
        one["procedure"] for one in offered["candidates"]
    ]
    assert pressable(unsure)[0]["title"] == "Gửi cán bộ trả lời"


def test_what_was_said_is_not_asked_again(citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính bị rách, xin cấp lại cần giấy tờ gì")
    assert len(custom(c.ask("hồ sơ cho trường hợp của tôi"))["documents"]) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("xin giấy phép", "choices"),
        ("làm sổ đỏ ở đâu", "wrong_agency"),
        ("asdkjh qwe", "unresolved"),
        ("xin chào", "smalltalk"),
        ("tạm biệt nhé", "smalltalk"),
        ("thôi cảm ơn em nhé tạm biệt", "smalltalk"),
        ("em làm được những gì", "smalltalk"),
        ("bạn là ai", "smalltalk"),
        ("gặp cán bộ", "handoff"),
        ("hồ sơ của tôi đến đâu rồi", "answer"),
        ("mật khẩu vneid của tôi là 1234", "safety"),
        ("hôm nay trời có mưa không", "out_of_scope"),
        ("mở quán net cần gì", "wrong_agency"),
        ("cấp đổi giấy phép hoạt động in xuất bản phẩm", "handoff"),
        ("😀🙏", "unresolved"),
        ("/restart", "unresolved"),
    ],
)
def test_each_outcome_has_its_kind(citizen: Open, text: str, kind: str) -> None:
    turn = citizen().ask(text)
    assert custom(turn)["kind"] == kind
    assert set(custom(turn)) >= PAYLOAD
    assert turn[-1]["text"].strip()


@pytest.mark.parametrize(
    "talk",
    [
        ["tài liệu không kinh doanh lệ phí", "cấp lại thì sao"],
        ["game g1 đổi trụ sở lệ phí", "gia hạn thì sao"],
        ["đăng ký phát hành sách lệ phí", "đổi địa chỉ thì sao"],
        ["trang tin tổng hợp giấy tờ", "đổi địa chỉ thì sao"],
        ["photocopy màu lệ phí", "chuyển nhượng xe máy bao nhiêu tiền"],
    ],
)
def test_an_act_that_what_is_spoken_of_does_not_have_is_not_answered_from_another(
    citizen: Open, talk: list[str]
) -> None:
    c = citizen()
    c.ask(talk[0])
    assert custom(c.ask(talk[1]))["kind"] in ("unresolved", "choices")


def test_the_day_asked_is_kept_for_the_name_that_follows(citizen: Open) -> None:
    c = citizen()
    assert custom(c.ask("nộp hôm nay bao giờ có?"))["kind"] == "choices"
    answer = custom(c.ask("đăng ký cơ sở in"))
    assert answer["procedure"] == "in-dang-ky-co-so-in"
    assert any(fact.get("date") for fact in answer["facts"] if fact["aspect"] == "time")
    assert not any(fact.get("date") for fact in custom(c.ask("giấy phép bưu chính thời hạn"))["facts"])


@pytest.mark.parametrize(
    ("text", "procedure"), [("giấy phép bưu chính có gì thay đổi không", POSTAL), ("thủ tục nào bị bãi bỏ", None)]
)
def test_what_changes_leads_to_the_page_of_changes(citizen: Open, text: str, procedure: str | None) -> None:
    answer = custom(citizen().ask(text))
    assert (answer["kind"], answer["procedure"]) == ("answer", procedure)
    assert "/thay-doi" in [link["url"] for link in answer["links"]]


@pytest.mark.parametrize(
    ("talk", "procedure", "aspects"),
    [
        (["giấy phép bưu chính lệ phí", "nếu mất thì sao"], "buu-chinh-cap-lai-mat-hong", ["fee"]),
        (["xin phép xuất bản bản tin", "lệ phí", "thay đổi nội dung thì sao"], "bao-chi-ban-tin-thay-doi", ["fee"]),
        (["giấy phép bưu chính lệ phí", "còn đăng ký cơ sở in thì sao"], "in-dang-ky-co-so-in", None),
        (["hồ sơ, lệ phí, thời hạn giấy phép bưu chính"], POSTAL, ["documents", "fee", "time"]),
        (["chào anh chị, giấy phép bưu chính lệ phí bao nhiêu"], POSTAL, ["fee"]),
        (["xuất bản tài liệu không kinh doanh lệ phí", "nếu 200 trang"], "xb-tai-lieu-khong-kinh-doanh", ["fee"]),
        (["đăng ký hoạt động cơ sở in cần gì", "giá"], "in-dang-ky-co-so-in", ["fee"]),
        (["họp báo cần gì", "có mẫu sẵn không"], "bao-chi-hop-bao-trong-nuoc", ["form"]),
        (["web tin tổng hợp sắp hết hạn giấy phép, gia hạn sao ạ"], "ttdt-icp-gia-han", None),
        (
            ["giấy phép bưu chính lệ phí", "thế văn bản xác nhận thì phí bao nhiêu"],
            "buu-chinh-xac-nhan-thong-bao",
            ["fee"],
        ),
        (["giấy phép bưu chính lệ phí", "còn sửa đổi xác nhận thì phí sao"], "buu-chinh-sua-doi-xac-nhan", ["fee"]),
        (["xuất bản tài liệu không kinh doanh thời hạn", "còn triển lãm sách"], "xb-trien-lam-hoi-cho", ["time"]),
        (["giấy phép hoạt động in không phải xuất bản phẩm lệ phí"], "in-cap-giay-phep", ["fee"]),
        (["giấy chứng nhận thu vệ tinh có giá trị mấy năm"], "ptth-tvro-cap", ["result"]),
        (
            ["lệ phí tài liệu không kinh doanh", "tài liệu 120 trang, nộp trực tuyến"],
            "xb-tai-lieu-khong-kinh-doanh",
            ["fee"],
        ),
        (
            [
                "giấy phép bưu chính cần gì",
                "cấp lại văn bản xác nhận bưu chính cần gì",
                "quay lại giấy phép bưu chính, lệ phí bao nhiêu",
            ],
            "buu-chinh-cap-giay-phep",
            ["fee"],
        ),
        (["xin giấy phép", "bưu chính", "hồ sơ"], "buu-chinh-cap-giay-phep", ["documents"]),
        (
            ["đăng ký cơ sở in", "giấy phép bưu chính", "quay lại cái cơ sở in lúc nãy, lệ phí"],
            "in-dang-ky-co-so-in",
            ["fee"],
        ),
        (["tài liệu không kinh doanh lệ phí", "phim 2 tiếng thì bao nhiêu"], "xb-tai-lieu-khong-kinh-doanh", ["fee"]),
        (["giấy phép bưu chính cần giấy tờ gì", "bao giờ thì xong"], POSTAL, ["time"]),
        (["mở quán net", "tôi không hỏi quán net, tôi hỏi nhà sách"], "xb-dang-ky-phat-hanh", None),
        (["cấp lại giấy phép in mấy ngày", "thế in xuất bản phẩm thì sao"], "in-xbp-cap-lai", ["time"]),
        (["cấp liạ giấy phép hoạt động in mất mấy ngày"], "in-cap-lai-giay-phep", ["time"]),
        (
            ["xuất bản tài liệu không kinh doanh phí bao nhiêu", "video 30 phút thì sao"],
            "xb-tai-lieu-khong-kinh-doanh",
            ["fee"],
        ),
        (
            ["lệ phí cấp lại giấy phép bưu chính bị mất", "nộp trực tiếp hết bao nhiêu tiền"],
            "buu-chinh-cap-lai-mat-hong",
            ["fee"],
        ),
        (
            ["mất giấy phép bưu chính cần giấy tờ gì", "còn giấy phép in xuất bản phẩm thì sao"],
            "in-xbp-cap-lai",
            ["documents"],
        ),
        (["lệ phí giấy phép bưu chính", "xin xác nhận lệ phí giấy phép bưu chính là 5 triệu"], POSTAL, ["fee"]),
        (["giấy phép bưu chính", "15 ngày đúng không"], POSTAL, ["time"]),
        (["giấy phép bưu chính lệ phí", "bản tin thì sao", "quay lại bưu chính"], POSTAL, ["fee"]),
        (["bản tin cần giấy tờ gì", "mẫu đơn số mấy"], "bao-chi-ban-tin-cap", ["form"]),
        (["hồ sơ họp báo gồm giấy tờ gì"], "bao-chi-hop-bao-trong-nuoc", ["documents"]),
        (["đăng ký cơ sở in lệ phí", "làm từng bước thế nào hả em"], "in-dang-ky-co-so-in", ["steps"]),
        (["đăng ký cơ sở in lệ phí", "ai thì được làm cái này"], "in-dang-ky-co-so-in", ["conditions"]),
        (
            ["đăng ký cơ sở in nộp ở đâu", "hôm qua em lên hỏi mà đông quá, cho em hỏi phí bao nhiêu ạ"],
            "in-dang-ky-co-so-in",
            ["fee"],
        ),
        (["cấp lại giấy phép bưu chính", "cái thứ hai ấy"], "buu-chinh-cap-lai-het-han", None),
        (["cấp lại giấy phép bưu chính", "cái đầu"], "buu-chinh-cap-lai-mat-hong", None),
        (["giấy phép bưu chính hết hạn", "không phải hết hạn mà là mất"], "buu-chinh-cap-lai-mat-hong", None),
        (["giấy phép bưu chính lệ phí bao nhiêu", "thế chuyển nhượng thì sao"], POSTAL, ["fee"]),
        (["how to get a postal license", "duration?"], POSTAL, ["time"]),
        (["phí in decal dán xe", "đúng rồi"], "in-dang-ky-co-so-in", ["fee"]),
        (["cấp giấy phép bưu chính", "hết hạn sau mấy năm"], POSTAL, ["result"]),
        (
            ["cấp giấy phép xuất bản tài liệu không kinh doanh phí", "hai tập mỗi tập 100 trang"],
            "xb-tai-lieu-khong-kinh-doanh",
            ["fee"],
        ),
        (["đăng ký cơ sở in nộp trực tiếp được không"], "in-dang-ky-co-so-in", ["place"]),
        (["lm gp bchinh het bn tien z ad"], POSTAL, ["fee"]),
        (["đổi bằng lái xe cần gì", "giấy phép bưu chính lệ phí", "mất bao lâu"], POSTAL, ["time"]),
        (["họp báo trong nước cần giấy tờ gì", "mẫu"], "bao-chi-hop-bao-trong-nuoc", ["form"]),
        (["gia hạn giấy phép bưu chính khi hết hạn nộp ở đâu"], "buu-chinh-cap-lai-het-han", ["place"]),
        (
            ["văn bản xác nhận bưu chính bị ướt nhòe hết chữ", "bao nhiêu tiền", "chi nhánh thì sao"],
            "buu-chinh-cap-lai-xac-nhan",
            ["fee"],
        ),
        (
            ["giấy phép bưu chính số 77/GP-STTTT ngày 5/6/2023 sửa tên thì nộp ở đâu"],
            "buu-chinh-sua-doi-giay-phep",
            None,
        ),
        (
            ["giấy chứng nhận thu truyền hình vệ tinh cần giấy tờ gì", "giấy chứng nhận có hạn bao lâu"],
            "ptth-tvro-cap",
            ["result"],
        ),
    ],
)
def test_talks_that_were_once_answered_wrong(
    citizen: Open, talk: list[str], procedure: str, aspects: list[str] | None
) -> None:
    c = citizen()
    got = [custom(c.ask(text)) for text in talk][-1]
    assert (got["kind"], got["procedure"]) == ("answer", procedure)
    assert aspects is None or got["aspects"] == aspects


@pytest.mark.parametrize(
    "talk",
    [
        ["giấy phép bưu chính lệ phí bao nhiêu", "in áo thun tại nhà có phải xin giấy phép gì"],
        ["cấp giấy phép xuất bản tài liệu không kinh doanh lệ phí", "đăng ký kênh youtube có phải xin phép không"],
        ["giấy phép bưu chính lệ phí bao nhiêu", "how to get a driving license"],
        ["đăng ký hoạt động cơ sở in mất mấy ngày", "how much is a building permit?"],
        ["cấp giấy phép xuất bản tài liệu không kinh doanh lệ phí", "giấy phép sử dụng vũ khí thể thao"],
        ["giấy phép in xuất bản phẩm cần giấy tờ gì", "mở lớp dạy in lụa có cần xin phép không"],
        ["đăng ký cơ sở in lệ phí", "thuế của xưởng in bao nhiêu"],
        ["giấy phép bưu chính nộp ở đâu", "phí giữ xe ở trung tâm hành chính công"],
        ["giấy phép bưu chính lệ phí", "phí công chứng bao nhiêu"],
        ["giấy phép bưu chính cần giấy tờ gì", "shipper nước ngoài cần giấy tờ gì"],
        ["giấy phép bưu chính lệ phí", "còn cấp lại thì sao", "lệ phí xin giấy phép"],
        ["tổ chức hội thảo có phải xin phép không"],
        ["postal licence documents", "how do I register my marriage"],
        ["postal licence documents", "where do I register my motorbike"],
        ["giấy phép bưu chính cần gì", "công chứng mất bao nhiêu tiền"],
        ["in áo thun mấy tiền"],
        ["trang thông tin điện tử tổng hợp cần gì", "làm website hết bao nhiêu tiền"],
        ["cấp phép bưu chính", "tôi mất bưu phẩm thì khiếu nại ở đâu"],
        ["họp báo cần gì", "mẹ tôi mới mất, làm giấy gì"],
        ["giấy phép bưu chính lệ phí", "con gái tôi sắp lấy chồng, làm giấy thế nào"],
        ["giấy phép bưu chính bao lâu", "giấy phép vận tải hàng hóa", "lệ phí"],
        ["em nên xin giấy phép bản tin hay đặc san"],
        ["họp báo trong nước hay nước ngoài"],
        ["giấy phép bưu chính lệ phí", "lệ phí thi đại học"],
        ["giấy phép bưu chính hồ sơ", "hồ sơ xin việc gồm gì"],
        ["đăng ký cơ sở in", "đăng ký học bơi"],
        ["chuyển nhượng máy photocopy màu", "chuyển nhượng đất"],
        ["máy photocopy màu giá bao nhiêu"],
        ["đăng ký máy photocopy màu", "sửa máy photocopy ở đâu"],
        ["đăng ký máy photocopy màu", "mua máy photocopy màu hãng nào tốt"],
        ["giấy phép bưu chính cần giấy tờ gì", "đổi tiền rách"],
        ["giấy phép bưu chính cần giấy tờ gì", "xe hỏng rồi"],
        ["giấy phép bưu chính", "bán rượu", "lệ phí?"],
        ["xin giấy phép hoạt động in xuất bản phẩm", "in áo thun ở đâu rẻ", "bao lâu"],
        ["tem thư giá bao nhiêu"],
        ["đặc sản Hà Nội có gì"],
        ["tin tức hôm nay"],
        ["nhập khẩu sách không kinh doanh lệ phí", "gửi sách từ Pháp về mất mấy ngày"],
        ["em chưa biết làm bản tin hay đặc san, giấy tờ nào ít hơn"],
        ["ko biết in sách hay in bao bì, xin giấy phép in giờ làm sao"],
    ],
)
def test_what_is_not_asked_of_one_procedure_is_not_answered_from_it(citizen: Open, talk: list[str]) -> None:
    c = citizen()
    got = [custom(c.ask(text)) for text in talk][-1]
    assert got["kind"] != "answer" or got["topic"]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [("nộp ở chỗ nào hả cháu", "place"), ("cần đáp ứng yêu cầu gì", "conditions"), ("đem tới mô nộp", "place")],
)
def test_what_names_nothing_goes_on(citizen: Open, text: str, aspect: str) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính lệ phí")
    told = custom(c.ask(text))
    assert (told["kind"], told["procedure"], told["aspects"]) == ("answer", POSTAL, [aspect])


def test_what_only_sounds_like_another_agencys_is_told_with_an_if(citizen: Open) -> None:
    told = citizen().ask("nhượng quyền thương hiệu đăng ký ở đâu")
    assert custom(told)["kind"] == "wrong_agency"
    assert told[-1]["text"].startswith("Nếu anh/chị hỏi về việc này")


def test_what_follows_another_agencys_matter_is_asked_of_that(citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính lệ phí")
    elsewhere = c.ask("làm hộ chiếu ở đâu")
    assert custom(elsewhere)["kind"] == "wrong_agency"
    assert c.ask("mất bao lâu")[-1]["text"] == elsewhere[-1]["text"]


def test_anothers_word_in_the_story_leaves_what_is_asked_offered(citizen: Open) -> None:
    c = citizen()
    c.ask("đăng ký cơ sở in lệ phí")
    told = custom(c.ask("bác đi xe máy từ Ba Vì lên, nộp hồ sơ ở đâu cháu ơi"))
    assert [one["procedure"] for one in told["candidates"]] == ["in-dang-ky-co-so-in"]


def test_certifying_that_the_record_says_nothing_of_is_told_as_the_general_rule(citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính cần giấy tờ gì")
    assert custom(c.ask("có cần công chứng không"))["topic"] == "ban-sao-chung-thuc"


def test_a_question_in_english_gets_english_labels_over_the_records_values(citizen: Open) -> None:
    c = citizen()
    told = c.ask("What is the fee for a postal licence in Hanoi?")
    assert custom(told)["procedure"] == POSTAL
    assert told[-1]["text"].startswith("Fee of “Cấp giấy phép bưu chính (cấp tỉnh)”")
    assert "10.750.000 đồng" in told[-1]["text"]
    assert "as published (not yet confirmed by the agency):" in told[-1]["text"]
    assert all(fact["label"].startswith("Fee · ") for fact in custom(told)["facts"])
    pressed = c.ask(action=next(one["action"] for one in pressable(told) if one["title"] == "Documents"))
    assert pressed[-1]["text"].startswith("Documents of “Cấp giấy phép bưu chính")
    assert c.ask("bao lâu")[-1]["text"].startswith("Thời hạn")


def test_a_word_goes_on_in_the_language_of_the_talk(citizen: Open) -> None:
    english, vietnamese = citizen(), citizen()
    english.ask("postal licence documents")
    vietnamese.ask("giấy phép bưu chính cần gì")
    assert english.ask("fee?")[-1]["text"].startswith("Fee of")
    assert not vietnamese.ask("fee?")[-1]["text"].startswith("Fee of")


@pytest.mark.parametrize(
    ("text", "kind", "lead"),
    [
        ("how to get a driving license", "wrong_agency", "This is not handled by this department."),
        ("which permit do I need?", "choices", "Which procedure do you mean?"),
    ],
)
def test_what_is_not_answered_is_told_in_english_too(citizen: Open, text: str, kind: str, lead: str) -> None:
    told = citizen().ask(text)
    assert custom(told)["kind"] == kind
    assert told[-1]["text"].startswith(lead)


def test_reading_matter_is_not_charged_by_the_page(citizen: Open) -> None:
    c = citizen()
    c.ask("xuất bản tài liệu không kinh doanh lệ phí")
    told = c.ask("ebook 45 trang thì sao")[-1]["text"]
    assert "675.000" not in told
    assert "Chưa tính được cho 45 trang" in told


@pytest.mark.parametrize("text", ["tỉ lệ vốn nước ngoài tối đa", "bao nhiêu m2"])
def test_a_detail_that_the_record_has_not_is_not_told(citizen: Open, text: str) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính")
    assert custom(c.ask(text))["kind"] in ("unresolved", "choices", "out_of_scope")


@pytest.mark.parametrize(
    "text",
    [
        "gửi bưu kiện 5kg nội thành mất mấy ngày",
        "lương phóng viên thường trú bao nhiêu",
        "mua máy photocopy màu giá bao nhiêu",
        "photo màu một tờ bao nhiêu tiền",
        "mua chảo thu vệ tinh ở đâu",
    ],
)
def test_what_goods_cost_is_told_by_no_record(citizen: Open, text: str) -> None:
    assert custom(citizen().ask(text))["kind"] in ("unresolved", "choices", "out_of_scope")


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("cấp lại giấy phép bưu chính bị mất phí bao nhiêu", "còn hộ chiếu bị mất thì sao"),
        ("cấp lại giấy phép bưu chính bị mất phí bao nhiêu", "điện thoại bị mất thì sao"),
        ("cấp lại giấy phép bưu chính bị mất phí bao nhiêu", "con dấu mất thì làm lại mấy ngày"),
        ("sửa đổi giấy phép bưu chính phí bao nhiêu", "đổi tên con trên giấy khai sinh thì sao"),
        ("xác nhận thông báo hoạt động bưu chính phí bao nhiêu", "chi nhánh ngân hàng thì sao"),
        ("xác nhận thông báo hoạt động bưu chính phí bao nhiêu", "văn phòng đại diện du lịch thì sao"),
        ("xuất bản tài liệu không kinh doanh phí bao nhiêu", "gọi điện 10 phút thì bao nhiêu"),
    ],
)
def test_a_case_of_a_fee_is_not_told_of_other_things(citizen: Open, before: str, text: str) -> None:
    c = citizen()
    assert custom(c.ask(before))["aspects"] == ["fee"]
    assert custom(c.ask(text))["kind"] in ("wrong_agency", "unresolved", "choices", "out_of_scope")


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        (
            "so sánh phí cấp giấy phép bưu chính với cấp lại khi mất",
            ["buu-chinh-cap-giay-phep", "buu-chinh-cap-lai-mat-hong"],
        ),
        ("so sánh thời hạn cấp giấy phép in xuất bản phẩm và cấp lại", ["in-xbp-cap", "in-xbp-cap-lai"]),
    ],
)
def test_an_act_compared_is_one_on_the_paper_beside_it(citizen: Open, text: str, compared: list[str]) -> None:
    got = custom(citizen().ask(text))
    assert (got["kind"], [one["procedure"] for one in got["candidates"]]) == ("comparison", compared)


@pytest.mark.parametrize("before", ["xin giấy phép", "cấp lại giấy phép in"])
def test_books_are_not_printed_under_the_licence_for_all_but_books(citizen: Open, before: str) -> None:
    c = citizen()
    c.ask(before)
    told = custom(c.ask("in sách"))
    assert "in-cap-giay-phep" not in [told["procedure"], *(one["procedure"] for one in told["candidates"])]


@pytest.mark.parametrize("text", ["còn giấy phép bưu chính thì sao", "còn giấy phép bưu chính thì mất bao lâu"])
def test_an_act_spoken_of_may_be_meant_of_the_next_paper_too(citizen: Open, text: str) -> None:
    c = citizen()
    c.ask("cấp lại giấy phép in mấy ngày")
    got = custom(c.ask(text))
    assert got["kind"] == "choices"
    assert "buu-chinh-cap-lai-mat-hong" in [one["procedure"] for one in got["candidates"]]


@pytest.mark.parametrize(
    "text",
    [
        "căn cước thì bao nhiêu",
        "hộ chiếu mấy ngày",
        "sổ hồng thì bao nhiêu",
        "visa bao nhiêu tiền",
        "vé máy bay bao nhiêu",
        "hiến máu cần giấy tờ gì",
        "vay ngân hàng cần giấy tờ gì",
        "trồng răng mất mấy ngày",
        "còn làm thẻ ngân hàng mất bao lâu",
        "giấy phép xe tải mất bao lâu",
        "nhãn hiệu mất mấy ngày",
        "còn mở quán phở cần gì",
        "thế giấy phép kinh doanh thì sao",
        "xe buýt từ Mỹ Đình lên đó có mất phí không",
        "thợ em bị tai nạn kẹp tay thì báo ở đâu",
        "còn lắp điều hòa thì mấy ngày",
    ],
)
def test_what_is_foreign_to_the_record_is_not_answered_from_it(citizen: Open, text: str) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính lệ phí")
    said = c.ask(text)
    assert custom(said)["kind"] in ("wrong_agency", "unresolved", "choices", "out_of_scope")
    assert "10.750.000" not in said[-1]["text"]


@pytest.mark.parametrize("text", ["đăng ký xe mấy ngày", "thuê mặt bằng bao nhiêu", "đăng ký thuế mất mấy ngày"])
def test_what_is_foreign_to_all_that_was_offered_is_not_answered_from_it(citizen: Open, text: str) -> None:
    c = citizen()
    assert custom(c.ask("giấy phép in cần gì"))["kind"] == "choices"
    assert custom(c.ask(text))["kind"] in ("wrong_agency", "unresolved", "choices", "out_of_scope")


@pytest.mark.parametrize(
    "text", ["sếp giục quá, mấy ngày thì xong", "nhà em ở quê thôi thì bao lâu", "kế toán em hỏi mất mấy ngày"]
)
def test_what_is_told_beside_a_question_is_no_other_matter(citizen: Open, text: str) -> None:
    c = citizen()
    c.ask("đăng ký hoạt động cơ sở in cần gì")
    assert custom(c.ask(text))["procedure"] == "in-dang-ky-co-so-in"


@pytest.mark.parametrize(
    "text", ["bán thì sao", "nếu bán thì cần gì", "để bán thì lệ phí bao nhiêu", "đem bán thì sao"]
)
def test_what_the_record_spoken_of_excludes_is_not_answered_from_it(citizen: Open, text: str) -> None:
    c = citizen()
    c.ask("nhập sách không kinh doanh hồ sơ")
    assert custom(c.ask(text))["procedure"] != "xb-nhap-khau-khong-kinh-doanh"


@pytest.mark.parametrize(
    ("before", "behind"),
    [("", ", cảm ơn"), ("", ". em cảm ơn ạ"), ("ok, ", ""), ("hiểu rồi, ", ""), ("cảm ơn, còn ", "")],
)
def test_courtesies_around_a_question_change_nothing(citizen: Open, before: str, behind: str) -> None:
    c = citizen()
    c.ask("đăng ký cơ sở in cần gì")
    got = custom(c.ask(f"{before}thời hạn thì sao{behind}"))
    assert (got["kind"], got["procedure"], got["aspects"]) == ("answer", "in-dang-ky-co-so-in", ["time"])


@pytest.mark.parametrize("text", ["lệ phí nhập khẩu sách để bán", "lệ phí tài liệu kinh doanh"])
def test_no_fee_of_what_is_not_sold_for_what_is(citizen: Open, text: str) -> None:
    got = custom(citizen().ask(text))
    assert got["procedure"] not in ("xb-nhap-khau-khong-kinh-doanh", "xb-tai-lieu-khong-kinh-doanh")


def test_the_other_agencys_matter_leaves_no_fee_of_ours_behind(citizen: Open) -> None:
    c = citizen()
    for text in ("giấy phép bưu chính lệ phí", "làm sổ đỏ ở đâu"):
        c.ask(text)
    assert custom(c.ask("lệ phí bao nhiêu"))["procedure"] is None


@pytest.mark.parametrize(
    ("talk", "day"),
    [
        (["Nộp ngày 20/11/2026 thì hạn 7 ngày làm việc là ngày mấy?"], "2026-12-02"),
        (["nop ngay 22/12/2026 dang ky hoat dong co so in thi ngay nao lay"], "2026-12-25"),
        (["đăng ký hoạt động cơ sở in", "nộp ngày 22/12/2026 bao giờ có?"], "2026-12-25"),
        (["giấy phép bưu chính hết hạn 15/3/2027 thì nộp gia hạn muộn nhất ngày nào?"], "2027-02-12"),
    ],
)
def test_due_dates_are_facts_with_their_day(citizen: Open, talk: list[str], day: str) -> None:
    c = citizen()
    turn = [c.ask(text) for text in talk][-1]
    assert day in [fact.get("date") for fact in custom(turn)["facts"]]
    assert f"{day[8:]}/{day[5:7]}/{day[:4]}" in turn[-1]["text"]


def test_not_ours_names_no_procedure_of_ours(citizen: Open) -> None:
    said = custom(citizen().ask("làm sổ đỏ ở đâu"))
    assert said["procedure"] is None
    assert said["candidates"] == []


def test_a_switch_of_procedure_is_followed(citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính cần giấy tờ gì")
    assert custom(c.ask("đăng ký hoạt động cơ sở in mất bao lâu"))["procedure"] == "in-dang-ky-co-so-in"
    assert custom(c.ask("lệ phí bao nhiêu"))["procedure"] == "in-dang-ky-co-so-in"


def test_an_unknown_question_is_kept_masked_with_its_context(product: Product, citizen: Open) -> None:
    c = citizen()
    c.ask("xin chào")
    c.ask("qwzx plmk zzkk 0912 345 678")
    assert ("qwzx plmk zzkk [SDT]", "not_understood") in kept_questions(product)
    everything = b"".join(path.read_bytes() for path in product.var_dir.glob("mot-cua.db*"))
    assert b"0912 345 678" not in everything


NFD = unicodedata.normalize("NFD", "lệ phí cấp giấy phép bưu chính")


@pytest.mark.parametrize(
    "text",
    [
        NFD,
        "lệ\u200b phí cấp giấy phép\u00ad bưu chính",
        "LE PHI CAP GIAY PHEP BUU CHINH",
        "lệ phí\x00 cấp giấy phép bưu chính",
    ],
)
def test_odd_spellings_are_understood(citizen: Open, text: str) -> None:
    said = custom(citizen().ask(text))
    assert (said["procedure"], said["aspects"]) == (POSTAL, ["fee"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": ""}, 400),
        ({"text": " \u200b\n"}, 400),
        ({"text": "///"}, 400),
        ({"text": "giấy phép " * 1000}, 413),
        ({"text": 5}, 400),
        ({"text": None}, 400),
        ({}, 400),
        ({"action": "không-có"}, 400),
        ({"action": ["x"]}, 400),
        ({"text": "x", "client_msg_id": ""}, 400),
        ({"text": "x", "client_msg_id": "y" * 65}, 400),
        ({"text": "x", "client_msg_id": {"a": 1}}, 400),
    ],
)
def test_a_bad_message_is_refused_with_a_sentence(citizen: Open, body: dict[str, Any], status: int) -> None:
    got, answer = citizen().call("POST", "/web/messages", {"client_msg_id": str(uuid.uuid4()), **body})
    assert got == status
    assert answer["error"]["code"]
    assert answer["error"]["message"].endswith(".")


@pytest.mark.parametrize("said", ["không", "ko", "không phải", "không cái nào"])
def test_none_of_what_was_named_is_answered_for_a_no(citizen: Open, said: str) -> None:
    c = citizen()
    for asked in ("lệ phí xin giấy phép", "phí in decal dán xe"):
        assert custom(c.ask(asked))["kind"] == "choices"
        got = custom(c.ask(said))
        assert (got["kind"], got["procedure"], got["candidates"]) == ("choices", None, [])


@pytest.mark.parametrize(
    ("talk", "named"),
    [
        (
            ["cấp lại giấy phép hoạt động in xuất bản phẩm", "còn đổi tên cơ sở in thì sao"],
            ["in-xbp-doi", "in-thay-doi-dang-ky"],
        ),
        (["xin giấy phép", "cấp lại khi mất thì sao"], []),
    ],
)
def test_what_may_be_meant_of_several_papers_is_named_and_not_answered(
    citizen: Open, talk: list[str], named: list[str]
) -> None:
    c = citizen()
    got = [custom(c.ask(text)) for text in talk][-1]
    assert got["kind"] == "choices"
    assert not named or [one["procedure"] for one in got["candidates"]] == named


def test_two_acts_on_one_paper_asked_in_one_breath_are_both_answered(citizen: Open) -> None:
    turn = citizen().ask("lệ phí và thời hạn cấp giấy phép bưu chính và cấp lại giấy phép bưu chính khi mất")
    assert [message["custom"]["procedure"] for message in turn] == [POSTAL, "buu-chinh-cap-lai-mat-hong"]


def test_an_answer_of_a_year_gone_by_or_with_its_working_stays_short(citizen: Open) -> None:
    for asked in (
        "năm 2023 lệ phí xuất bản tài liệu không kinh doanh bao nhiêu",
        "thay đổi địa chỉ xưởng in ngày 1/12/2026 thì khai chậm nhất ngày nào",
        "trang tin tổng hợp giấy phép hết hạn 15/02/2027 gia hạn chậm nhất hôm nào",
        "thời hạn thông báo họp báo ngày 15/5/2026",
    ):
        assert len(citizen().ask(asked)[0]["text"]) <= 750, asked


def test_what_is_denied_is_named_no_more(citizen: Open) -> None:
    c = citizen()
    offered = custom(c.ask("lệ phí xin giấy phép"))["candidates"]
    left = custom(c.ask("không phải bưu chính"))["candidates"]
    assert [one["procedure"] for one in left] == [one["procedure"] for one in offered if one["procedure"] != POSTAL]


def test_rasa_answers_nobody_but_the_gateway(product: Product) -> None:
    address = f"http://127.0.0.1:{product.rasa_port}/webhooks/rest/webhook"
    for shown in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer 0"}):
        body = json.dumps({"sender": "x", "message": "lệ phí"}).encode()
        request = urllib.request.Request(address, body, {"Content-Type": "application/json", **shown})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=5)
        refused.value.close()
        assert refused.value.code == 401


@pytest.mark.parametrize(
    ("raw", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b"\xff\xfe", {}, 400),
        (b'{"client_msg_id":"x","text":"\\ud800"}', {}, 400),
        (b"[" * 30_000, {}, 400),
        (b"x" * 40_000, {}, 413),
        (b'{"client_msg_id":"x","text":"a"}', {"Content-Type": "text/plain"}, 415),
        (b"a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_a_bad_body_is_refused(citizen: Open, raw: bytes, headers: dict[str, str], status: int) -> None:
    got, answer = citizen().call("POST", "/web/messages", raw=raw, headers=headers)
    assert got == status
    assert answer["error"]["message"]


@pytest.mark.parametrize("query", ["after=-1", "after=x", "wait=1e9", "after=" + "9" * 30, "wait=٣"])
def test_bad_numbers_are_refused(citizen: Open, query: str) -> None:
    from urllib.parse import quote

    assert citizen().call("GET", f"/web/messages?{quote(query, safe='=')}")[0] == 400


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(st.sampled_from(["client_msg_id", "text", "action", "x"]), x, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_no_body_gives_a_500(product: Product, body: Any) -> None:
    c = test_no_body_gives_a_500.__dict__.setdefault("citizen", None) or Citizen(product.base)
    test_no_body_gives_a_500.__dict__["citizen"] = c
    status, _ = c.call("POST", "/web/messages", raw=json.dumps(body).encode())
    assert status in (202, 400)


@pytest.mark.parametrize("cookie", ["", "mot_cua_session=abc", "mot_cua_session=abc.def", "mot_cua_session=ç.é"])
def test_a_forged_or_missing_session_is_refused(product: Product, cookie: str) -> None:
    request = urllib.request.Request(
        product.base + "/web/messages", headers={"Cookie": cookie.encode().decode("latin-1")}
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 401
    assert json.loads(caught.value.read())["error"]["code"] == "no_session"


def test_a_bearer_token_serves_as_well(product: Product, citizen: Open) -> None:
    token = citizen().opened["token"]
    request = urllib.request.Request(product.base + "/web/messages", headers={"Authorization": f"Bearer {token}"})
    assert json.loads(urllib.request.urlopen(request).read()) == {"messages": []}


def test_an_id_of_an_old_browser_is_taken_though_ten_digits_stand_in_it(citizen: Open) -> None:
    body = {"client_msg_id": "067977159b8a4856a66f02ab6fa428ce", "text": "xin chào"}
    assert citizen().call("POST", "/web/messages", body)[0] == 202
    assert citizen().call("POST", "/web/messages", {**body, "client_msg_id": "goi-0912345678"})[0] == 400


def test_the_same_client_msg_id_is_one_turn(citizen: Open) -> None:
    c = citizen()
    body = {"client_msg_id": str(uuid.uuid4()), "text": "xin chào"}
    answers = [c.call("POST", "/web/messages", body) for _ in range(3)]
    assert len({str(answer) for answer in answers}) == 1
    c.ask("cảm ơn")
    _, page = c.call("GET", "/web/messages?after=0")
    replies = [message for message in page["messages"] if message["in_reply_to"] == body["client_msg_id"]]
    assert [message["role"] for message in replies] == ["citizen", "assistant"]


def test_many_messages_at_once_are_answered_in_order(citizen: Open) -> None:
    c = citizen()
    ids = [str(uuid.uuid4()) for _ in range(6)]
    for number, mid in enumerate(ids):
        c.call("POST", "/web/messages", {"client_msg_id": mid, "text": "xin chào" if number % 2 else "cảm ơn"})
    until = time.monotonic() + 20
    answered: list[str] = []
    while len(answered) < 6 and time.monotonic() < until:
        _, page = c.call("GET", "/web/messages?after=0&wait=1")
        answered = [m["in_reply_to"] for m in page["messages"] if m["role"] == "assistant"]
        time.sleep(0.1)
    assert answered == ids


def test_another_session_sees_and_presses_nothing(citizen: Open) -> None:
    c, stranger = citizen(), citizen()
    offered = c.ask("xin giấy phép")
    assert stranger.call("GET", "/web/messages?after=0")[1] == {"messages": []}
    body = {"client_msg_id": "s1", "action": pressable(offered)[0]["action"]}
    assert stranger.call("POST", "/web/messages", body)[0] == 400


def test_another_site_opens_no_session(product: Product) -> None:
    address = product.base + "/web/session"
    request = urllib.request.Request(address, data=b"{}", headers={"Sec-Fetch-Site": "cross-site"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert (refused.value.code, refused.value.headers["Set-Cookie"]) == (403, None)
    refused.value.close()


def test_another_site_sends_no_message_of_an_open_session(product: Product, citizen: Open) -> None:
    c, body = citizen(), {"client_msg_id": "x1", "text": "lệ phí"}
    told = c.call("POST", "/web/messages", body, headers={"Origin": "https://evil.example"})
    assert (told[0], told[1]["error"]["code"]) == (403, "another_site")
    assert c.call("POST", "/web/messages", body, headers={"Origin": "http://[::1"})[0] == 403
    assert c.call("POST", "/web/messages", body, headers={"Origin": product.base})[0] == 202
    bearer = {"Origin": "https://evil.example", "Authorization": f"Bearer {c.opened['token']}"}
    assert c.call("POST", "/web/messages", body, headers=bearer)[0] == 202


def test_events_replay_what_was_missed(product: Product, citizen: Open) -> None:
    c = citizen()
    c.ask("xin chào")
    first = c.after - 1
    headers = {"Authorization": f"Bearer {c.opened['token']}", "Last-Event-ID": str(first)}
    request = urllib.request.Request(product.base + "/web/events", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = [stream.readline().decode() for _ in range(3)]
    assert lines[0] == f"id: {c.after}\n"
    assert json.loads(lines[2].removeprefix("data: "))["role"] == "assistant"


def test_a_held_call_ends_when_something_is_new(citizen: Open) -> None:
    c = citizen()
    c.ask("xin chào")
    got: list[float] = []

    def hold() -> None:
        began = time.monotonic()
        c.call("GET", f"/web/messages?after={c.after}&wait=20")
        got.append(time.monotonic() - began)

    reader = threading.Thread(target=hold)
    reader.start()
    time.sleep(0.3)
    c.call("POST", "/web/messages", {"client_msg_id": "later", "text": "cảm ơn"})
    reader.join(10)
    assert got
    assert got[0] < 5


@pytest.mark.parametrize(
    ("path", "status", "holds"),
    [
        ("/", 200, "mot-cua-chat"),
        ("/thu-tuc", 200, "Cấp giấy phép bưu chính"),
        ("/thu-tuc?q=giay+phep+buu+chinh", 200, "Tìm thấy"),
        ("/thu-tuc?q=%3Cscript%3E", 200, "&lt;script&gt;"),
        ("/thu-tuc/buu-chinh-cap-giay-phep", 200, "GovernmentService"),
        ("/thu-tuc/buu-chinh-cap-giay-phep?ngay=2020-09-08", 200, "08/09/2020"),
        ("/thu-tuc/buu-chinh-cap-giay-phep?ngay=2020-09-08", 200, "Sở Thông tin và Truyền thông Hà Nội"),
        ("/thu-tuc/bao-chi-van-phong-dai-dien?ngay=2024-06-01", 200, "có thể khác với ngày đã chọn"),
        ("/thu-tuc/buu-chinh-cap-giay-phep?ngay=x", 400, "năm-tháng-ngày"),
        ("/thu-tuc/buu-chinh-cap-giay-phep?ngay=1900-01-01", 404, "Không có thủ tục này"),
        ("/thu-tuc/khong-co", 404, "Không có thủ tục này"),
        ("/phieu/buu-chinh-cap-giay-phep?cau0=1&cau1=x", 200, "ban=2011-08-15.1"),
        ("/phieu/buu-chinh-cap-giay-phep?truong-hop=99", 400, "không đọc được"),
        ("/phieu/buu-chinh-cap-giay-phep?ban=2011-08-15.9", 404, "ghi một bản không có"),
        ("/phieu/in-xbp-doi", 400, "chưa có dữ liệu hồ sơ"),
        ("/phieu/khong-co.pdf", 404, "Không có thủ tục này"),
        ("/widget.js", 200, "customElements"),
        ("/mau-sac.css", 200, "--primary"),
        ("/healthz", 200, "alive"),
        ("/readyz", 200, "ready"),
        ("/static/../settings.py", 404, ""),
        ("/static/" + "a" * 300, 404, "không có trên cổng"),
    ],
)  # fmt: skip
def test_public_addresses(product: Product, path: str, status: int, holds: str) -> None:
    got, text = product.get(path)
    assert got == status
    assert holds in text


def test_a_withheld_record_states_nothing_on_its_page(product: Product) -> None:
    _, text = product.get("/thu-tuc/in-xbp-doi")
    assert "Chưa có dữ liệu kiểm chứng" in text
    assert "ngày làm việc" not in text


@pytest.mark.parametrize("body", [{"text": "\U0001d160" * 900}, {"action": "\ud800"}])
def test_one_odd_message_does_not_make_the_product_unready(
    product: Product, citizen: Open, body: dict[str, Any]
) -> None:
    status, _ = citizen().call("POST", "/web/messages", {"client_msg_id": "odd", **body})
    assert status in (202, 400, 413)
    time.sleep(1)
    assert product.status("/readyz") == 200


def test_an_encoded_body_is_refused_with_a_sentence(citizen: Open) -> None:
    got, answer = citizen().call("POST", "/web/messages", raw=b"x", headers={"Content-Encoding": "gzip"})
    assert got == 415
    assert answer["error"]["message"]


@pytest.mark.parametrize("raw", [b"FOO / HTTP/1.1\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_what_is_no_http_is_answered_with_our_sentence(product: Product, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(product.base.rpartition(":")[2])), timeout=10) as there:
        there.sendall(raw)
        told = there.makefile("rb").read().decode()
    assert "broken_request" in told
    assert "FOO" not in told
    assert "aiohttp" not in told


def test_the_question_asked_during_an_outage_is_remembered(product: Product, citizen: Open) -> None:
    c = citizen()
    os.kill(product.listener(product.rasa_port), signal.SIGKILL)
    assert custom(c.ask("giấy phép bưu chính cần giấy tờ gì"))["kind"] == "error"
    product.wait_ready(120)
    until, late = time.monotonic() + 20, list[Any]()
    while not late and time.monotonic() < until:
        late = c.call("GET", f"/web/messages?after={c.after}&wait=5")[1]["messages"]
    assert late[-1]["text"].startswith("Trợ lý trả lời câu hỏi lúc gián đoạn, “giấy phép bưu chính cần giấy tờ gì”:")
    assert late[-1]["custom"]["procedure"] == POSTAL
    assert custom(c.ask("thế lệ phí?"))["procedure"] == POSTAL


@pytest.mark.parametrize("number", [10**30, 0, -1, True, "1", None])
def test_feedback_on_no_message_is_refused(citizen: Open, number: object) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính lệ phí")
    assert c.call("POST", "/web/feedback", {"message_id": number, "helpful": True})[0] == 400


def test_a_database_that_takes_no_write_is_not_ready(product: Product) -> None:
    with sqlite3.connect(product.var_dir / "mot-cua.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        until = time.monotonic() + 40
        while product.status("/readyz") == 200 and time.monotonic() < until:
            time.sleep(0.5)
        _, told = product.get("/readyz")
        other.execute("ROLLBACK")
    assert "database" in json.loads(told)["down"]
    product.wait_ready(60)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_a_killed_process_costs_no_answer_and_the_talk_goes_on(product: Product, citizen: Open, name: str) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính cần giấy tờ gì")
    os.kill(product.listener(product.rasa_port if name == "rasa" else product.actions_port), signal.SIGKILL)
    began = time.monotonic()
    said = custom(c.ask("thời hạn bao lâu", limit=12))
    assert said["kind"] != "error" or [one["procedure"] for one in said["candidates"]] in ([POSTAL], [])
    assert time.monotonic() - began < 10
    assert list(json.loads(product.get("/readyz")[1])["down"]) in ([], [name])
    assert any(question == "thời hạn bao lâu" and reason == "bot_down" for question, reason in kept_questions(product))
    product.wait_ready(120)
    fee = custom(c.ask("thế lệ phí?"))
    assert (fee["procedure"], fee["aspects"]) == (POSTAL, ["fee"])


def test_actions_that_stall_and_then_die_keep_nobody_waiting(product: Product, citizen: Open) -> None:
    """Several questions in flight: finding out who is to blame is not on the citizens' time."""
    talkers, waited = [citizen() for _ in range(8)], list[float]()
    actions = product.listener(product.actions_port)
    os.kill(actions, signal.SIGSTOP)

    def ask(talker: Citizen) -> None:
        began = time.monotonic()
        assert talker.ask("lệ phí giấy phép bưu chính", limit=20)
        waited.append(time.monotonic() - began)

    asking = [threading.Thread(target=ask, args=(talker,)) for talker in talkers]
    for one in asking:
        one.start()
    time.sleep(6.5)
    os.kill(actions, signal.SIGKILL)
    for one in asking:
        one.join()
    product.wait_ready(120)
    assert len(waited) == len(talkers)
    assert max(waited) < 10


def test_all_that_was_said_while_rasa_was_away_is_remembered(product: Product, citizen: Open) -> None:
    c = citizen()
    c.ask("giấy phép bưu chính cần giấy tờ gì")
    os.kill(product.listener(product.rasa_port), signal.SIGKILL)
    for text in ("đăng ký hoạt động cơ sở in cần giấy tờ gì", "asdkjh qwe", "cảm ơn", *["nộp ở đâu"] * 4):
        assert c.ask(text, limit=12)[-1]["text"]
    product.wait_ready(120)
    assert custom(c.ask("thế thời hạn bao lâu?"))["procedure"] == "in-dang-ky-co-so-in"


def test_a_hanging_rasa_is_answered_for_in_time(product: Product, citizen: Open) -> None:
    c = citizen()
    rasa = product.listener(product.rasa_port)
    os.kill(rasa, signal.SIGSTOP)
    try:
        began = time.monotonic()
        said = custom(c.ask("giấy phép bưu chính cần giấy tờ gì", limit=12))
        assert time.monotonic() - began < 10
    finally:
        os.kill(rasa, signal.SIGCONT)
    assert said["kind"] == "error"
    assert any(link["url"] == f"/thu-tuc/{POSTAL}" for link in said["links"])
    product.wait_ready(60)


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_messages_sent_in_a_row_to_a_hanging_bot_are_each_answered_in_time(
    product: Product, citizen: Open, part: str
) -> None:
    c = citizen()
    port = {"rasa": product.rasa_port, "actions": product.actions_port}[part]
    frozen, waited = product.listener(port), dict[str, float]()
    os.kill(frozen, signal.SIGSTOP)
    try:
        began, texts = time.monotonic(), ("giấy phép bưu chính cần giấy tờ gì", "thế lệ phí?", "bao lâu")
        for number, text in enumerate(texts):
            c.call("POST", "/web/messages", {"client_msg_id": f"row-{part}-{number}", "text": text})
        while len(waited) < len(texts) and time.monotonic() - began < 30:
            for message in c.call("GET", "/web/messages?after=0&wait=1")[1]["messages"]:
                if message["role"] == "assistant":
                    waited.setdefault(message["in_reply_to"], time.monotonic() - began)
    finally:
        os.kill(frozen, signal.SIGCONT)
    product.wait_ready(120)
    assert len(waited) == len(texts)
    assert max(waited.values()) < 10


def test_a_killed_gateway_loses_no_message(product: Product, citizen: Open) -> None:
    c = citizen()
    rasa, status = product.listener(product.rasa_port), 0
    until = time.monotonic() + 60
    while status != 202 and time.monotonic() < until:  # refused with 503 where Rasa froze while it wrote
        os.kill(rasa, signal.SIGSTOP)
        try:
            status = c.call("POST", "/web/messages", {"client_msg_id": "before-the-kill", "text": "xin chào"})[0]
            if status == 202:
                os.kill(product.listener(product.port), signal.SIGKILL)
        finally:
            os.kill(rasa, signal.SIGCONT)
    assert status == 202
    product.wait_ready(60)
    until = time.monotonic() + 30
    answered: list[Any] = []
    while not answered and time.monotonic() < until:
        _, page = c.call("GET", "/web/messages?after=0&wait=2")
        answered = [m for m in page["messages"] if m["role"] == "assistant"]
    assert [m["in_reply_to"] for m in answered] == ["before-the-kill"]


def test_a_second_copy_may_not_share_the_folder(product: Product) -> None:
    ports = dict(zip(("PORT", "RASA_PORT", "ACTIONS_PORT"), map(str, free_ports(3)), strict=True))
    done = subprocess.run(
        [sys.executable, "-m", "bot.start"],
        env={**product.environment(), **ports},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode != 0
    assert "VAR_DIR" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_is_stored_is_for_the_owner_only(product: Product) -> None:
    assert all(path.stat().st_mode & 0o077 == 0 for path in product.var_dir.glob("mot-cua.db*"))


def test_a_second_copy_finds_the_ports_taken(product: Product) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.start"], env=product.environment(), capture_output=True, text=True, timeout=30
    )
    assert done.returncode != 0
    assert done.stderr.strip().splitlines() == [
        f"Cổng {product.port} (PORT) đang có chương trình khác dùng; đặt PORT sang số khác."
    ]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopping_ends_all_three_within_ten_seconds(product: Product, number: signal.Signals) -> None:
    """Last of this file: stops the copy that the other tests share and starts it again for those that follow."""
    pids = [product.listener(port) for port in (product.port, product.rasa_port, product.actions_port)]
    assert product.stop(number) < 10
    assert product.process.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    product.start()
