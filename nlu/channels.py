"""Which way a message says that a dossier is filed: "nộp trực tuyến", "qua bưu điện"."""

from __future__ import annotations

import re

from procedures.folding import fold

CHANNELS = {
    "online": re.compile(r"\b(?:truc tuyen|online|qua mang|tren mang|dich vu cong)\b"),
    "direct": re.compile(r"\b(?:truc tiep|tai quay|tai cho|tan noi)\b"),
    "postal": re.compile(r"\bqua (?:buu dien|buu chinh|duong buu dien)\b"),
}
"""Ways to file, as they are said, folded."""


def channel(text: str) -> str | None:
    """The one way to file that a message names; None where it names none or several."""
    found = [way for way, said in CHANNELS.items() if said.search(fold(text))]
    return found[0] if len(found) == 1 else None
