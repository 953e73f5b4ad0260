"""What changed in the catalogue: a page, an Atom feed, and one procedure as it stood on a day as JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from xml.etree import ElementTree as ET

import aiohttp_jinja2
from aiohttp import web

from bot.keys import SHELF
from bot.pages import BAD_DAY, day_asked
from bot.settings import public_url
from procedures import catalogue
from procedures.changes import Event, history
from procedures.database import reading
from procedures.department import department
from procedures.names import day_text, opened
from procedures.record import Decision, Record
from procedures.settings import HANOI, today

ATOM = "http://www.w3.org/2005/Atom"
MOST_IN_FEED = 100


def _history() -> list[Event]:
    with reading() as session:
        return history(session)


@aiohttp_jinja2.template("changes.html")
async def changes_page(request: web.Request) -> dict[str, Any]:
    chosen = request.query.get("linh-vuc", "")
    everything = await asyncio.to_thread(_history)
    events = [event for event in everything if not chosen or event.record.field == chosen]
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    return {
        "fields": contents.fields,
        "field_names": {field.id: field.name for field in contents.fields},
        "chosen": chosen,
        "names": {**{event.record.id: event.record.name for event in everything}, **contents.names},
        "days": [(day, list(group)) for day, group in groupby(events, key=lambda event: event.day)],
    }


async def changes_feed(request: web.Request) -> web.Response:
    chosen, base = request.query.get("linh-vuc", ""), public_url()
    events = [event for event in await asyncio.to_thread(_history) if not chosen or event.record.field == chosen]
    names = {event.record.id: event.record.name for event in events}
    newest = max((event.approved_at for event in events), default=datetime.combine(today(), time(), HANOI))
    feed = ET.Element("feed", xmlns=ATOM)
    ET.SubElement(feed, "title").text = f"Thay đổi thủ tục | {department().short_name}"
    ET.SubElement(feed, "id").text = f"{base}/thay-doi"
    ET.SubElement(feed, "link", href=f"{base}/thay-doi.atom", rel="self")
    ET.SubElement(feed, "link", href=f"{base}/thay-doi")
    ET.SubElement(feed, "updated").text = _stamp(newest)
    author = ET.SubElement(feed, "author")
    ET.SubElement(author, "name").text = department().name
    for event in events[:MOST_IN_FEED]:
        _entry(feed, event, base, names)
    body = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return web.Response(body=body, content_type="application/atom+xml", charset="utf-8")


def _entry(feed: ET.Element, event: Event, base: str, names: Mapping[str, str]) -> None:
    page = f"{base}/thu-tuc/{event.record.id}?ngay={event.day.isoformat()}"
    entry = ET.SubElement(feed, "entry")
    ET.SubElement(entry, "id").text = f"{page}&duyet={event.approved_at:%Y%m%d%H%M%S}"
    ET.SubElement(entry, "title").text = f"{opened(event.told)}: {event.record.name}"
    ET.SubElement(entry, "link", href=page)
    ET.SubElement(entry, "updated").text = _stamp(event.approved_at)
    ET.SubElement(entry, "category", term=event.record.field)
    since = "Rút ngày" if event.withdrawn else "Đính chính ngày" if event.correction else "Có hiệu lực từ"
    lines = [f"{since} {day_text(event.day)}{_by_decision(event.decision)}.", *(f"{one}." for one in event.changed)]
    lines += [event.caveat] if event.caveat else []
    successors = event.successors
    lines += [f"Nay làm theo: {'; '.join(names.get(one, one) for one in successors)}."] if successors else []
    ET.SubElement(entry, "summary").text = " ".join(lines)


def _by_decision(decision: Decision | None) -> str:
    return f" theo Quyết định {decision.number}" if decision else ""


def _stamp(at: datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=HANOI)).isoformat(timespec="seconds")


async def procedure_json(request: web.Request) -> web.Response:
    """The version in force on ``ngay``, and what had been approved by the end of that day."""
    day = day_asked(request)
    if day is None:
        return _refused("bad_day", BAD_DAY, 400)
    in_force, known_then = await asyncio.to_thread(_on, request.match_info["id"], day)
    if in_force is None:
        return _refused("not_found", "Không có thủ tục này trong danh mục vào ngày đã chọn.", 404)
    told = {"day": day.isoformat(), "in_force": _plain(in_force), "known_then": known_then and _plain(known_then)}
    return web.json_response(told)


def _on(procedure: str, day: date) -> tuple[Record | None, Record | None]:
    with reading() as session:
        return (
            catalogue.record_on(session, procedure[:128], day),
            catalogue.record_on(session, procedure[:128], day, known=datetime.combine(day, time.max, HANOI)),
        )


def _plain(record: Record) -> Any:
    """The record as JSON values; what only serves to find it is left out."""
    return json.loads(record.json(exclude={"phrasings", "excludes", "requires"}, by_alias=True))


def _refused(code: str, message: str, status: int) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)
