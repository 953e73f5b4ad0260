"""``make demo-channels``: a scripted talk through Zalo and Messenger against local stand-ins, every JSON shown."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from fake_channels import FakeChannels, messenger_event, post_messenger, post_zalo, zalo_event
from running_product import Product

SCRIPT = ("giấy phép bưu chính cần giấy tờ gì", "thế lệ phí?", "lệ phí xin giấy phép", "làm sổ đỏ ở đâu", "cảm ơn")
USER = "5501"


def show(arrow: str, body: Any) -> None:
    print(arrow, json.dumps(body, ensure_ascii=False, indent=2), flush=True)


def talk(product: Product, channels: FakeChannels, name: str) -> None:
    """Each line of the script as a signed webhook, and what the channel was sent for it."""
    user, seen = f"{name}{USER}", 0
    for number, text in enumerate(SCRIPT):
        event: Any = zalo_event(user, f"{user}-{number}", text)
        event = event if name == "zalo" else messenger_event((user, f"{user}-{number}", text))
        show(f"→ {name} webhook", event)
        status = post_zalo(product.base, event) if name == "zalo" else post_messenger(product.base, event)
        print(f"← {status}")
        for message in channels.wait(user, seen + 1)[seen:]:
            show(f"← gửi tới {name}", message)
        seen = len(channels.sent[user])


def main() -> None:
    channels = FakeChannels()
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder), channels.environment())
        print("Khởi động sản phẩm với hai kênh giả (huấn luyện mất một hai phút)…", flush=True)
        product.start()
        try:
            for name in ("zalo", "messenger"):
                talk(product, channels, name)
        finally:
            product.stop()
            channels.close()
    if channels.refusals:
        sys.exit(f"Kênh giả đã từ chối: {channels.refusals}")
    print("Hai kênh nhận đủ câu trả lời, không từ chối tin nào.")


if __name__ == "__main__":
    main()
