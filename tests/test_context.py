"""What a message that names nothing for sure is about, given what was spoken of before it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.context import meant_in_context, names_another, picked_by_words, still_listed

PRESS, FOREIGN = "bao-chi-hop-bao-trong-nuoc", "bao-chi-hop-bao-nuoc-ngoai"
POSTAL, LOST = "buu-chinh-cap-giay-phep", "buu-chinh-cap-lai-mat-hong"


def heard(
    text: str,
    near: dict[str, float],
    *,
    aspects: tuple[str, ...] = (),
    acts: tuple[str, ...] = (),
    spoken_of: tuple[str, ...] = (),
    listed: tuple[str, ...] = (),
    said_before: tuple[str, ...] = (),
) -> Tracker:
    entities: list[dict[str, Any]] = [{"entity": "near", "value": n, "confidence_entity": s} for n, s in near.items()]
    entities += [{"entity": "aspect", "value": aspect} for aspect in aspects]
    entities += [{"entity": "act", "value": act} for act in acts]
    slots = {"procedures": list(spoken_of), "candidates": list(listed), "aspects": list(said_before)}
    return Tracker("c", slots, {"text": text, "entities": entities}, [], False, None, {}, "")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("tracker", "meant"),
    [
        (heard("mất bao lâu", {"in-xbp-cap": 0.3}, aspects=("time",), spoken_of=(POSTAL,)), [POSTAL]),
        (heard("thế bị mất thì sao", {LOST: 0.5, "in-xbp-cap-lai": 0.5}, acts=("lost",), spoken_of=(POSTAL,)), [LOST]),
        (heard("ai chịu trách nhiệm", {"bao-chi-ban-tin-thay-doi": 0.7}, spoken_of=("bao-chi-ban-tin-cap",)), []),
        (heard("công ty nước ngoài thì sao", {}, spoken_of=(PRESS,)), [FOREIGN]),
        (heard("còn giấy phép in thì phí bao nhiêu", {"in-xbp-cap": 0.7}, aspects=("fee",), spoken_of=(POSTAL,)), []),
        (heard("ngon quá", {"in-xbp-cap": 0.2}, spoken_of=(POSTAL,)), []),
        (heard("mất bao lâu", {}, aspects=("time",)), []),
        (
            heard(
                "chuyển nhượng công ty thì bao nhiêu",
                {"in-chuyen-nhuong-photocopy": 0.7},
                aspects=("fee",),
                acts=("transfer",),
                spoken_of=(POSTAL,),
            ),
            [POSTAL],
        ),
    ],
)
def test_what_is_spoken_of_decides_what_a_short_message_means(tracker: Tracker, meant: list[str]) -> None:
    assert meant_in_context(tracker) == meant


@pytest.mark.usefixtures("database")
def test_going_back_to_another_matter_is_not_told_of_this_one() -> None:
    back = heard("quay lại họp báo, phí thì sao", {PRESS: 0.5}, aspects=("fee",), spoken_of=("in-dang-ky-co-so-in",))
    assert names_another(back)
    assert meant_in_context(back) == []
    assert not names_another(heard("phí thì sao", {}, aspects=("fee",), spoken_of=(PRESS,)))


@pytest.mark.usefixtures("database")
def test_a_question_after_choices_is_asked_of_them() -> None:
    listed = (POSTAL, LOST)
    assert still_listed(heard("lệ phí thì sao", {}, aspects=("fee",), listed=listed)) == list(listed)
    assert still_listed(heard("cảm ơn", {}, listed=listed)) == []
    assert still_listed(heard("phí cơ sở in", {"in-dang-ky-co-so-in": 0.8}, aspects=("fee",), listed=listed)) == []


@pytest.mark.usefixtures("database")
def test_an_aspect_alone_picks_none_of_what_is_listed() -> None:
    listed = ("ttdt-icp-cap", "ttdt-icp-gia-han")
    assert picked_by_words(heard("gia hạn", {}, listed=listed)) == ["ttdt-icp-gia-han"]
    assert picked_by_words(heard("thời hạn", {}, aspects=("time",), listed=listed)) == []
    shops = ("xb-dang-ky-phat-hanh", "xb-dang-ky-lai-phat-hanh", "xb-trien-lam-hoi-cho")
    assert picked_by_words(heard("giấy tờ", {}, aspects=("documents",), listed=shops)) == []


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("before", "meant"), [("fee", ["xb-tai-lieu-khong-kinh-doanh"]), ("documents", [])])
def test_what_a_fee_is_charged_by_goes_on_with_the_fee(before: str, meant: list[str]) -> None:
    more = heard("thêm 30 phút băng hình", {}, spoken_of=("xb-tai-lieu-khong-kinh-doanh",), said_before=(before,))
    more.latest_message["entities"].append({"entity": "quantity", "value": "30 phút"})
    assert meant_in_context(more) == meant
