"""Where replies lead: our list and pages of procedures, where one is filed online, its page on the national portal."""

from __future__ import annotations

from collections.abc import Mapping

from actions import settings
from actions.reply import Button, Fact
from actions.said import Question, Said, doubt
from actions.wording import lower_first, shortened, unknown
from procedures.department import department
from procedures.names import LEVELS, opened
from procedures.portal import portal_page, portal_url
from procedures.record import Record

HOME_OF_PORTAL, PAGE_OF_PORTAL = "Mở Cổng Dịch vụ công", "Trang trên Cổng Dịch vụ công"
FILE_ONLINE, WHOLE_PAGE, ANOTHER = "Nộp hồ sơ trực tuyến", "Xem toàn bộ thủ tục", "Thủ tục khác"
PROCEDURE_LIST = {"label": "Danh sách thủ tục", "url": "/thu-tuc"}


def list_button(title: str = PROCEDURE_LIST["label"]) -> Button:
    return Button(title, url=PROCEDURE_LIST["url"])


def page_link(record: Record) -> dict[str, str]:
    return {"label": WHOLE_PAGE, "url": f"/thu-tuc/{record.id}"}


def page_button(record: Record) -> Button:
    link = page_link(record)
    return Button(link["label"], url=link["url"])


def online(question: Question) -> Said:
    record = question.record
    told = record.online.text if record.online else "mức trực tuyến chưa có thông tin"
    level = record.online.level_on(question.day) if record.online else None
    told = f"{LEVELS[level]}. {told}" if level else told
    link = portal_link(question)
    room = question.room(settings.LIST_CHARACTERS if question.alone else settings.SENTENCE_CHARACTERS)
    return Said(
        f"Nộp trực tuyến {question.name}: {shortened(lower_first(told), room)}"
        f"\nBấm nút dưới để mở {lower_first(link['label'])}.",
        facts=[Fact("online", "Nộp trực tuyến", told)],
        links=[link],
        buttons=[portal_button(question), *([more("Xem đủ", question, "online")] if len(told) > room else [])],
        warning=doubt(record.online),
    )


def portal_link(question: Question) -> dict[str, str]:
    """Where it is filed online, labelled by which page that is."""
    url = portal_url(question.record, question.dead)
    return {"label": _portal_label(question.record, url), "url": url}


def _portal_label(record: Record, url: str) -> str:
    title = department().portal.title
    if url == record.online_url:
        return "Trang nộp hồ sơ trực tuyến"
    if url == portal_page(record):
        doubt = "" if record.code.verified else ", mã chưa kiểm chứng"
        return f"Trang thủ tục mã {record.code.value} trên {title}{doubt}"
    return f"Trang chủ {title} ({'trang của thủ tục chưa mở được' if record.code.value else 'thủ tục chưa rõ mã'})"


def portal_button(question: Question) -> Button:
    url = portal_url(question.record, question.dead)
    if url == question.record.online_url:
        return Button(FILE_ONLINE, url=url)
    return Button(PAGE_OF_PORTAL if url == portal_page(question.record) else HOME_OF_PORTAL, url=url)


def elsewhere(aspect: str, question: Question) -> Said:
    """Not in our data, but published: on the procedure's page of the national portal."""
    link = portal_link(question)
    return Said(
        f"{unknown(aspect, question.titled)} Anh/chị có thể xem tại {lower_first(link['label'])}.",
        links=[link],
        buttons=[portal_button(question)],
    )


def more(title: str, question: Question, aspect: str) -> Button:
    """Pressed, the aspect is told whole."""
    return Button.asking(title, "show_more", procedure=question.record.id, aspect=aspect)


def procedure_buttons(
    listed: list[Record], aspects: list[str], named: Mapping[str, list[str]] | None = None
) -> list[Button]:
    """One a procedure; pressed it answers the aspects, on the day that was ``named`` (entities of the message)."""
    return [
        Button.asking(opened(record.short_name), "ask_procedure", procedure=record.id, aspect=aspects, **(named or {}))
        for record in listed
    ]
