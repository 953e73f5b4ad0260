"""How likely a message goes on about what is spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.foreign import speaks_of_something_else
from actions.going_on import FEATURES, features, goes_on
from actions.other_papers import names_another_paper
from procedures.record import Record

POSTAL = ["buu-chinh-cap-giay-phep"]


def heard(text: str, asked_of: list[str], *, agency: float, intent: str = "ask_follow_up", **also: str) -> Tracker:
    told: list[dict[str, Any]] = [{"entity": name, "value": one} for one in asked_of for name in ("said", "asked_of")]
    told += [{"entity": "near_agency", "value": "Việc khác", "confidence_entity": agency}]
    told += [{"entity": name, "value": value} for name, value in also.items()]
    latest = {"text": text, "entities": told, "intent": {"name": intent}}
    return Tracker("c", {"procedures": POSTAL}, latest, [], False, None, {}, "")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("tracker", "foreign"),
    [
        (heard("lệ phí bao nhiêu", [], agency=0.5, aspect="fee"), False),
        (heard("hồ sơ xin việc gồm gì", [], agency=0.82, aspect="documents"), True),
        (heard("vé máy bay bao nhiêu", ["vé", "máy", "bay"], agency=0.6, aspect="fee", names_first="yes"), True),
        (heard("dạ thế vốn tối thiểu phải có bao nhiêu ạ", ["vốn"], agency=0.4, intent="ask_unclear"), False),
        (heard("mua tem", ["tem"], agency=0.3, of_goods="yes"), True),
        (heard("điều kiện vay vốn", ["vay"], agency=0.6, aspect="conditions"), True),
        (heard("đổi tên công ty thì sao", [], agency=0.55, act="amend"), False),
    ],
)
def test_what_is_named_tells(tracker: Tracker, foreign: bool) -> None:
    assert speaks_of_something_else(tracker) is foreign


@pytest.mark.usefixtures("database")
def test_a_strange_word_and_another_agency_make_it_less_likely() -> None:
    plain = heard("thế vốn bao nhiêu", ["vốn"], agency=0.3, aspect="fee")
    strange = heard("thế karaoke bao nhiêu", ["karaoke"], agency=0.3, aspect="fee")
    theirs = heard("thế vốn bao nhiêu", ["vốn"], agency=0.9, aspect="fee")
    assert goes_on(strange, POSTAL) < goes_on(plain, POSTAL) > goes_on(theirs, POSTAL)


@pytest.mark.usefixtures("database")
def test_every_feature_is_a_number() -> None:
    assert len(features(heard("vốn", ["vốn"], agency=0.3), POSTAL)) == len(FEATURES)


@pytest.mark.parametrize(
    ("message", "about", "another"),
    [
        ("giấy chứng nhận an ninh trật tự làm mấy ngày", "in-cap-giay-phep", True),
        ("giay chung nhan du dieu kien an ninh trat tu o dau", "in-xbp-cap", True),
        ("giấy chứng nhận đầu tư lệ phí bao nhiêu", "buu-chinh-cap-giay-phep", True),
        ("sửa đổi điều lệ công ty", "buu-chinh-sua-doi-giay-phep", True),
        ("hợp đồng thuê nhà công chứng hết bao nhiêu", "xb-dang-ky-phat-hanh", True),
        ("giấy phép bưu chính mất bao lâu", "buu-chinh-cap-giay-phep", False),
        ("giấy phép này lệ phí bao nhiêu", "in-cap-giay-phep", False),
        ("giấy chứng nhận thu truyền hình vệ tinh có hạn bao lâu", "ptth-tvro-cap", False),
        ("giấy phép có thời hạn mấy năm", "buu-chinh-cap-giay-phep", False),
    ],
)
def test_a_paper_of_the_dossier_is_not_the_procedures_own(
    records: list[Record], message: str, about: str, another: bool
) -> None:
    assert names_another_paper(message, [record for record in records if record.id == about]) is another
