"""How likely a message goes on about what is spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.foreign import speaks_of_something_else
from actions.going_on import FEATURES, features, goes_on

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
        (heard("đổi tên công ty thì sao", ["công", "ty"], agency=0.5, act="amend", intent="ask_unclear"), False),
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
