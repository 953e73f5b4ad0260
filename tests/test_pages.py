"""The pages and the widget in a real Chromium, at a phone's and a desk's width."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright
from running_product import Product

from tools.screenshots import CHROMIUM_FLAGS, chromium

WIDTHS = [360, 1280]
PATHS = [
    "/",
    "/thu-tuc",
    "/thu-tuc?q=in",
    "/thu-tuc/buu-chinh-cap-giay-phep",
    "/thu-tuc/in-xbp-doi",
    "/thu-tuc/khong-co",
    "/phieu/xb-tai-lieu-khong-kinh-doanh?truong-hop=12x",
    "/tra-loi",
]


REFUSALS = re.compile(r"\b(?:401|404|429)\b|ERR_FAILED")
"""Answers of the server, or none, that a browser writes to its console, and the page deals with."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("không có Chromium trên máy này (cài gói chromium của Debian)")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="vi-VN")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert [fault for fault in faults if not REFUSALS.search(fault)] == []


def violations(page: Page) -> list[str]:
    found: dict[str, Any] = Axe().run(page)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found["violations"]]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_width_and_is_accessible(product: Product, page: Page, path: str) -> None:
    page.goto(product.base + path)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("h1").count() == 1
    assert violations(page) == []


def test_a_suggestion_is_answered_in_the_widget(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.get_by_role("button", name="Giấy phép bưu chính cần giấy tờ gì?").click()
    card = page.locator("mot-cua-chat .assistant.card").first
    expect(card).to_contain_text("Giấy đề nghị", timeout=20_000)
    expect(card.locator(".head")).to_have_text("Cấp giấy phép bưu chính (cấp tỉnh)")
    expect(card.locator(".warn")).to_be_visible()
    card.get_by_role("button", name="Lệ phí").click()
    expect(page.locator("mot-cua-chat .assistant.card").nth(1)).to_contain_text("10.750.000 đồng", timeout=20_000)
    assert violations(page) == []


def test_the_widget_survives_a_reload(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    expect(page.locator("mot-cua-chat .assistant")).to_contain_text("Chào anh/chị")
    page.locator("mot-cua-chat textarea").fill("xin chào")
    page.keyboard.press("Enter")
    answers = page.locator("mot-cua-chat .citizen ~ .assistant")
    expect(answers).to_have_count(1, timeout=20_000)
    page.reload()
    expect(answers).to_have_count(1, timeout=20_000)
    expect(page.locator("mot-cua-chat .citizen")).to_have_text("xin chào")


def test_html_in_a_message_stays_text(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    page.locator("mot-cua-chat textarea").fill("<img src=x onerror=alert(1)><b>phí</b>")
    page.keyboard.press("Enter")
    expect(page.locator("mot-cua-chat .citizen")).to_have_text("<img src=x onerror=alert(1)><b>phí</b>")
    assert page.locator("mot-cua-chat .citizen img").count() == 0


def test_a_hasty_citizen_reads_the_servers_sentence_and_the_message_goes_later(product: Product, page: Page) -> None:
    refused = {"error": {"code": "too_many", "message": "Anh/chị gửi hơi nhanh, xin chờ một chút."}}
    left = [True]

    def once(route: Route) -> None:
        if route.request.method == "POST" and left:
            left.clear()
            route.fulfill(status=429, json=refused, headers={"Retry-After": "1"})
        else:
            route.continue_()

    page.route("**/web/messages*", once)
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    page.locator("mot-cua-chat textarea").fill("xin chào")
    page.keyboard.press("Enter")
    banner = page.locator("mot-cua-chat .off")
    expect(banner).to_have_text("Anh/chị gửi hơi nhanh, xin chờ một chút.")
    expect(page.locator("mot-cua-chat .citizen ~ .assistant")).to_have_count(1, timeout=20_000)
    expect(banner).to_be_hidden()


def test_the_widget_opens_with_questions_to_start_from(product: Product, page: Page) -> None:
    page.goto(product.base + "/thu-tuc")
    page.locator("mot-cua-chat .open").click()
    starter = page.locator("mot-cua-chat .bs button", has_text="Giấy phép bưu chính cần giấy tờ gì?")
    starter.click()
    expect(page.locator("mot-cua-chat .card").last).to_contain_text("Cấp giấy phép bưu chính", timeout=15000)


def test_escape_closes_and_focus_returns(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").press("Enter")
    expect(page.locator("mot-cua-chat textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("mot-cua-chat .open")).to_be_focused()


def talking(page: Page, product: Product, text: str) -> Locator:
    """The widget's answers after ``text`` was typed."""
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    page.locator("mot-cua-chat textarea").fill(text)
    page.keyboard.press("Enter")
    card = page.locator("mot-cua-chat .citizen ~ .card")
    expect(card.first).to_be_visible(timeout=20_000)
    return card


def test_names_are_suggested_while_typing_without_marks(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    page.locator("mot-cua-chat textarea").press_sequentially("cap lai giay phep buu chinh", delay=10)
    listed = page.locator("mot-cua-chat .sug button")
    expect(listed.first).to_contain_text("Cấp lại giấy phép bưu chính", timeout=10_000)
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(listed.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mot-cua-chat .citizen ~ .card").first).to_contain_text("ấp lại giấy phép", timeout=20_000)
    expect(page.locator("mot-cua-chat .sug")).to_be_hidden()


def test_papers_are_ticked_off_and_stay_so(product: Product, page: Page) -> None:
    card = talking(page, product, "hồ sơ cấp lại giấy phép bưu chính hết hạn")
    box = card.get_by_role("checkbox").first
    box.check()
    assert violations(page) == []
    page.reload()
    expect(card.get_by_role("checkbox").first).to_be_checked(timeout=20_000)
    expect(card.get_by_role("checkbox").nth(1)).not_to_be_checked()


def test_an_answer_is_rated_with_a_reason(product: Product, page: Page) -> None:
    card = talking(page, product, "lệ phí cấp giấy phép bưu chính")
    card.get_by_role("button", name="Câu trả lời chưa đúng ý").click()
    with page.expect_response("**/web/feedback") as told:
        card.get_by_role("button", name="Khó hiểu").click()
    assert told.value.ok
    expect(card.get_by_text("Cảm ơn anh/chị.")).to_be_visible()
    assert violations(page) == []


def test_large_text_is_kept_and_fits(product: Product, page: Page) -> None:
    talking(page, product, "lệ phí cấp giấy phép bưu chính")
    page.get_by_role("button", name="Cỡ chữ lớn").click()
    page.reload()
    expect(page.locator("mot-cua-chat[large]")).to_be_attached()
    wide = "document.querySelector('mot-cua-chat').shadowRoot.querySelector('.log')"
    assert page.evaluate(f"{wide}.scrollWidth <= {wide}.clientWidth")


def test_a_conversation_is_downloaded_and_then_deleted(product: Product, page: Page) -> None:
    talking(page, product, "lệ phí cấp giấy phép bưu chính")
    page.get_by_role("button", name="Việc khác").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải hội thoại về máy").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "Anh/chị:\nlệ phí cấp giấy phép bưu chính" in text
    assert "10.750.000 đồng" in text
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Xóa dữ liệu của tôi").click()
    page.get_by_role("button", name="Bấm lần nữa").click()
    expect(page.get_by_text("Đã xóa toàn bộ hội thoại")).to_be_visible(timeout=20_000)
    expect(page.locator("mot-cua-chat .assistant")).to_have_count(1)
    page.reload()
    expect(page.get_by_text("Đã xóa toàn bộ hội thoại")).to_be_visible(timeout=20_000)
    expect(page.locator("mot-cua-chat .assistant")).to_have_count(1)
    expect(page.locator("mot-cua-chat .citizen")).to_have_count(0)


def test_what_is_typed_without_a_network_is_sent_after_a_reload(product: Product, page: Page) -> None:
    page.goto(product.base + "/")
    page.locator("mot-cua-chat .open").click()
    expect(page.locator("mot-cua-chat .assistant")).to_be_visible(timeout=20_000)
    page.route("**/web/**", lambda route: route.abort())
    page.locator("mot-cua-chat textarea").fill("lệ phí cấp giấy phép bưu chính")
    page.keyboard.press("Enter")
    expect(page.locator("mot-cua-chat .off")).to_contain_text("1 tin nhắn sẽ được gửi", timeout=20_000)
    page.unroute("**/web/**")
    page.reload()
    expect(page.locator("mot-cua-chat .citizen")).to_have_count(1)
    expect(page.locator("mot-cua-chat .card").last).to_contain_text("10.750.000 đồng", timeout=20_000)


def test_an_unknown_code_is_told_so(product: Product, page: Page) -> None:
    page.goto(product.base + "/tra-loi")
    page.get_by_label("Mã câu hỏi").fill("zzzzzz")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Không có câu hỏi nào mang mã này")


def test_pages_work_without_javascript(product: Product, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(product.base + "/")
    expect(page.locator("[data-ask]").first).to_be_hidden()
    page.get_by_role("searchbox").fill("mo co so in")
    page.get_by_role("button", name="Tìm thủ tục").click()
    page.get_by_role("link", name="Đăng ký hoạt động cơ sở in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Đăng ký hoạt động cơ sở in")
    context.close()


def test_a_procedure_prints_without_the_page_around_it(product: Product, page: Page) -> None:
    page.goto(product.base + "/thu-tuc/buu-chinh-cap-giay-phep")
    page.emulate_media(media="print")
    expect(page.get_by_text("Xem toàn bộ thủ tục")).to_have_count(0)
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator("footer")).to_contain_text("chỉ để tham khảo")
    expect(page.locator("footer").get_by_role("heading", name="Tiếp nhận hồ sơ")).to_be_hidden()
    expect(page.locator(".standing")).to_contain_text("chưa được cơ quan xác nhận")
    expect(page.locator(".standing")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()


def test_a_procedure_carries_government_service_data(product: Product, page: Page) -> None:
    page.goto(product.base + "/thu-tuc/buu-chinh-cap-lai-xac-nhan")
    told = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    assert told["@type"] == "GovernmentService"
    assert told["identifier"] == "1.005442"
    assert told["serviceOperator"]["name"] == "Sở Khoa học và Công nghệ Hà Nội"


def test_the_list_names_each_service_to_machines(product: Product, page: Page) -> None:
    page.goto(product.base + "/thu-tuc?linh-vuc=buu-chinh")
    told = json.loads(page.locator('script[type="application/ld+json"]').text_content() or "")
    services = [one["item"] for one in told["itemListElement"]]
    assert {one["@type"] for one in services} == {"GovernmentService"}
    assert "/thu-tuc/buu-chinh-cap-giay-phep" in {one["url"].removeprefix(product.base) for one in services}


def test_the_widget_works_on_another_site_with_one_tag(product: Product, page: Page, embedder: str) -> None:
    page.goto(f"{embedder}/trang?{product.base}")
    page.get_by_role("button", name="Hỏi Trợ lý").click()
    page.get_by_label("Câu hỏi của anh/chị").fill("lệ phí cấp giấy phép bưu chính")
    page.keyboard.press("Enter")
    expect(page.get_by_text("10.750.000 đồng").first).to_be_visible(timeout=15_000)
    page.reload()
    expect(page.get_by_text("10.750.000 đồng").first).to_be_visible(timeout=15_000)


def test_a_site_that_is_not_listed_is_refused(product: Product, embedder: str) -> None:
    address = f"{product.base}/web/session"
    asked = urllib.request.Request(address, method="OPTIONS", headers={"Origin": "https://evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(asked)
    listed = urllib.request.Request(address, method="OPTIONS", headers={"Origin": embedder})
    with urllib.request.urlopen(listed) as told:
        assert (told.status, told.headers["Access-Control-Allow-Origin"]) == (204, embedder)
