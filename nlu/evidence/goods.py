"""Whether goods or a service are asked of: no record says what they cost."""

from __future__ import annotations

from nlu.heard import ONE_BREATH, Heard
from nlu.wordings import PAPERWORK, PRICED, TRADE, WHICH_IS_GOOD
from procedures.folding import clean

OF_GOODS = {"fee", "time", "place"}
"""Aspects that are asked of goods and services too."""
HOW_MUCH = "bao nhieu"
ACTS_UPON_GOODS = {"lost", "repair"}


def of_goods(heard: Heard) -> bool:
    """ "mua máy photocopy màu giá bao nhiêu", "giao hàng mất mấy ngày": of what is bought, and not of its papers."""
    told = " ".join(heard.spoken)
    if PAPERWORK.search(told) or len(heard.spoken) > ONE_BREATH:
        return False
    if WHICH_IS_GOOD.search(told) or (heard.named and PRICED.search(told)):
        return True
    asked = {*heard.asked} or ({"fee"} if HOW_MUCH in told else set())  # "lương phóng viên bao nhiêu"
    if not asked or not asked <= OF_GOODS or not {*heard.link.acts} <= ACTS_UPON_GOODS:
        return False
    return bool(TRADE.search(clean(heard.text).lower()))
