"""Whether goods or a service are asked of: no record says what they cost."""

from __future__ import annotations

from nlu.heard import ONE_BREATH, Heard
from nlu.wordings import PAPERWORK, TRADE
from procedures.folding import clean

OF_GOODS = {"fee", "time", "place"}
"""Aspects that are asked of goods and services too."""


def of_goods(heard: Heard) -> bool:
    """ "mua máy photocopy màu giá bao nhiêu", "giao hàng mất mấy ngày": of what is bought, and not of its papers."""
    asked = {*heard.asked}
    if not asked or not asked <= OF_GOODS or not {*heard.link.acts} <= {"lost"} or len(heard.spoken) > ONE_BREATH:
        return False
    return bool(TRADE.search(clean(heard.text).lower())) and not PAPERWORK.search(" ".join(heard.spoken))
