"""``make bench-turn``: how long a citizen waits for an answer, and what of it is the gateway's, beside Rasa's own.

Asks the running product (``make run`` on PORT) over the widget's interface, and Rasa over its own, in turn, each in
conversations of its own; every question is answered by an action.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any

from bot import settings

TALKS = 20
QUESTIONS = (
    "giấy phép bưu chính cần giấy tờ gì",
    "lệ phí bao nhiêu",
    "mất bao lâu",
    "đăng ký cơ sở in mất bao lâu",
    "thế lệ phí",
)
Ask = Callable[[str], None]


def _call(address: str, body: object = None, token: str = "") -> Any:
    head = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(address, data, head)  # noqa: S310 (own loopback)
    with urllib.request.urlopen(asked, timeout=30) as told:  # noqa: S310 (own loopback)
        return json.load(told)


def _citizen() -> Ask:
    """A new session; asking waits for the last message of the turn."""
    base = settings.base_url()
    token, after = _call(f"{base}/web/session", {})["token"], 0

    def ask(text: str) -> None:
        nonlocal after
        mine = str(uuid.uuid4())
        _call(f"{base}/web/messages", {"client_msg_id": mine, "text": text}, token)
        while True:
            for message in _call(f"{base}/web/messages?after={after}&wait=10", token=token)["messages"]:
                after = message["id"]
                if message["last"] and message["in_reply_to"] == mine:
                    return

    return ask


def _rasa() -> Ask:
    sender, token = uuid.uuid4().hex, settings.rasa_token()
    return lambda text: _call(settings.rasa_url(), {"sender": sender, "message": text}, token) and None


def main() -> None:
    times: dict[str, list[float]] = {"người dân chờ": [], "riêng Rasa": []}
    try:
        for _ in range(TALKS):
            for name, opened in (("người dân chờ", _citizen()), ("riêng Rasa", _rasa())):
                opened("xin chào")
                for text in QUESTIONS:
                    began = time.perf_counter()
                    opened(text)
                    times[name].append((time.perf_counter() - began) * 1000)
    except urllib.error.URLError as error:
        sys.exit(f"Cần sản phẩm đang chạy ở {settings.base_url()} (make run), không bị giới hạn tần suất: {error}.")
    for name, held in times.items():
        print(f"{name}: giữa {statistics.median(held):.0f} ms, p95 {statistics.quantiles(held, n=20)[-1]:.0f} ms")
    extra = [mine - own for mine, own in zip(*times.values(), strict=True)]
    print(f"cổng vào thêm: giữa {statistics.median(extra):.1f} ms ({len(extra)} câu mỗi bên)")


if __name__ == "__main__":
    main()
