"""Screenshots of the public pages and of a conversation at 360 and 1280 px, into docs/screenshots or a given folder."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "trang-chu": "/",
    "danh-sach": "/thu-tuc",
    "tim": "/thu-tuc?q=giay+phep+buu+chinh",
    "thu-tuc": "/thu-tuc/buu-chinh-cap-giay-phep",
}
QUESTIONS = ("giấy phép bưu chính cần giấy tờ gì", "thế lệ phí?")
SIZES = ((360, 740), (1280, 900))
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def chromium() -> str | None:
    """Path of an installed Chromium; None where there is none."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def shoot(browser: Browser, base: str, folder: Path) -> None:
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(base + path)
            page.wait_for_load_state("networkidle" if path != "/" else "load")
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        talk(page, base)
        page.screenshot(path=folder / f"hoi-dap-{width}.png")
        context.close()


def talk(page: Page, base: str) -> None:
    """Asks the questions in the widget and waits for the answers."""
    page.goto(base + "/")
    page.locator("mot-cua-chat .open").click()
    for number, question in enumerate(QUESTIONS, start=1):
        page.locator("mot-cua-chat textarea").fill(question)
        page.locator("mot-cua-chat textarea").press("Enter")
        page.locator("mot-cua-chat .assistant").nth(number - 1).wait_for(timeout=20_000)
    page.wait_for_timeout(400)


def main() -> None:
    base = f"http://127.0.0.1:{os.environ.get('PORT', '8080')}"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    found = chromium()
    if found is None:
        sys.exit("Không tìm thấy Chromium; cài gói chromium của Debian rồi chạy lại.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        shoot(browser, base, folder)
        browser.close()
    print(f"Đã chụp vào {folder}")


if __name__ == "__main__":
    main()
