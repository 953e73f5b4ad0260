"""The answer when Rasa or the actions are away: what the local catalogue can say by itself; the question is kept."""

from __future__ import annotations

import json

from bot.rasa_client import EMPTY_REPLY
from bot.shelf import Contents
from bot.turns import Outgoing
from procedures.entries import Entry
from procedures.folding import words
from procedures.names import opened
from procedures.settings import now

MOST, FEW_WORDS = 3, 6


def answer(contents: Contents, text: str, payload: str | None = None, spoken_of: str | None = None) -> Outgoing:
    """Procedures whose names fit, or the one a pressed button meant, as links; no fee, time or paper is stated.

    A message that names next to nothing goes on about the procedure ``spoken_of`` before.
    """
    short = payload is None and spoken_of and len(words(text)) <= FEW_WORDS
    going_on = [entry for entry in contents.entries if short and entry.id == spoken_of]
    found = going_on or (contents.finder.find(text, MOST) if payload is None else _meant(contents.entries, payload))
    told = "Phần trả lời tự động đang gián đoạn ít phút nên chưa trả lời được ngay. Câu hỏi đã được giữ lại."
    offer = (
        "\n\nTrong lúc chờ, anh/chị có thể xem trang thủ tục:" if found else "\n\nAnh/chị có thể xem danh sách thủ tục."
    )
    names = "".join(f"\n• {record.name}" for record in found)
    links = [{"label": record.name, "url": f"/thu-tuc/{record.id}"} for record in found]
    return Outgoing(
        f"{told}{offer}{names}\n\nDanh mục ngày {now():%d/%m/%Y}.",
        [
            *({"title": opened(record.short_name), "url": f"/thu-tuc/{record.id}"} for record in found),
            {"title": "Danh sách thủ tục", "url": "/thu-tuc"},
        ],
        {
            **EMPTY_REPLY,
            "kind": "error",
            "links": [*links, {"label": "Danh sách thủ tục", "url": "/thu-tuc"}],
            "candidates": [{"procedure": r.id, "name": r.name, "score": 0.0} for r in found],
        },
    )


def _meant(entries: list[Entry], payload: str) -> list[Entry]:
    """The procedure a button's payload names."""
    entities = json.loads(payload[payload.index("{") :]) if "{" in payload else {}
    return [entry for entry in entries if entry.id == entities.get("procedure")]
