"""Server-made pages: the portal, the list of procedures, one procedure in full; all work without JavaScript."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.government_service import json_ld, list_json_ld
from bot.keys import SHELF
from bot.settings import public_url
from procedures import catalogue
from procedures.changes import Event, history
from procedures.coming import coming_steps
from procedures.database import reading
from procedures.department import department
from procedures.entries import Entry
from procedures.folding import clean
from procedures.portal import portal_page, portal_url
from procedures.record import ISO_DAY, Record
from procedures.settings import ROOT, today

STATIC = ROOT / "bot" / "static"
QUERY_LIMIT = 200
LIST_SIZE = 200
"""Procedures on one page of the list."""
MOST_TWINS = 12
BAD_DAY = "Ngày cần xem phải là một ngày có thật, viết năm-tháng-ngày, ví dụ 2026-11-24."


@aiohttp_jinja2.template("portal.html")
async def portal(request: web.Request) -> dict[str, Any]:
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    counts = {key: len(list(group)) for key, group in groupby(contents.entries, key=lambda entry: entry.field)}
    return {"fields": contents.fields, "counts": counts, "total": len(contents.entries)}


@aiohttp_jinja2.template("procedure_list.html")
async def procedure_list(request: web.Request) -> dict[str, Any]:
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    query = clean(request.query.get("q", "")[:QUERY_LIMIT])
    chosen = request.query.get("linh-vuc", "")
    found = contents.finder.find(query) if query else contents.entries
    found = [entry for entry in found if not chosen or entry.field == chosen]
    pages = max(1, -(-len(found) // LIST_SIZE))
    page = min(max(_number(request.query.get("trang", "1")), 1), pages)
    shown = found[(page - 1) * LIST_SIZE : page * LIST_SIZE]
    fields = sorted(contents.fields, key=lambda field: _first_place(found, field.id)) if query else contents.fields
    by_field = [(field, [entry for entry in shown if entry.field == field.id]) for field in fields]
    return {
        "query": query,
        "chosen": chosen,
        "fields": contents.fields,
        "groups": [(field, entries) for field, entries in by_field if entries],
        "count": len(found),
        "page": page,
        "pages": pages,
        "json_ld": list_json_ld(shown, public_url()),
    }


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 1


def _first_place(found: list[Entry], field: str) -> int:
    """Rank of the field's best hit, so that the best hit of all stands on top."""
    return next((place for place, entry in enumerate(found) if entry.field == field), len(found))


async def procedure_page(request: web.Request) -> web.StreamResponse:
    day = day_asked(request)
    if day is None:
        return missing(request, BAD_DAY, 400)
    record, beside = await asyncio.to_thread(_record, request.match_info["id"], day)
    if record is None or beside is None:
        return missing(request, "Không có thủ tục này trong danh mục vào ngày đã chọn.", 404)
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    online_at = portal_url(record, contents.dead)
    shown = {
        "record": record,
        "day": day,
        "asked_day": "ngay" in request.query,
        "agency": record.agency_on(day),
        "laws": [(contents.laws[c.law], c.article) for c in record.legal_basis.items if c.law in contents.laws],
        "sources": [contents.sources[key] for key in _source_keys(record) if key in contents.sources],
        "field": next((field for field in contents.fields if field.id == record.field), None),
        "portal_url": online_at,
        "portal_page": portal_page(record),
        "dead": contents.dead,
        "json_ld": json_ld(record, public_url(), day, online_at),
        "coming": coming_steps(record, day, beside.coming, contents.laws),
        "successors": beside.successors,
        "history": beside.history,
        "twins": [one for one in contents.entries if one.object == record.object and one.id != record.id][:MOST_TWINS],
    }
    return aiohttp_jinja2.render_template("procedure.html", request, shown)


async def colours(_request: web.Request) -> web.Response:
    """The department's colours as custom properties."""
    told = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in department().colours.dict().items())
    told += f"--brand:{department().colours.primary};"  # stays what it is where a dark page lightens the others
    return web.Response(text=f":root{{{told}}}", content_type="text/css", headers={"Cache-Control": "max-age=300"})


async def icon(request: web.Request) -> web.Response:
    """The mark in the department's colours."""
    drawn = aiohttp_jinja2.render_string("icon.svg", request, {})
    return web.Response(text=drawn, content_type="image/svg+xml", headers={"Cache-Control": "max-age=300"})


async def widget_script(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "widget.js", headers={"Cache-Control": "max-age=300"})


def missing(request: web.Request, sentence: str, status: int) -> web.Response:
    """A page that says why there is nothing else to see."""
    shown = {"sentence": sentence, "status": status}
    return aiohttp_jinja2.render_template("missing.html", request, shown, status=status)


def day_asked(request: web.Request) -> date | None:
    """The day asked for with ``ngay``; today where none was; None where it is no day."""
    told = request.query.get("ngay")
    if told is None:
        return today()
    try:
        return date.fromisoformat(told) if ISO_DAY.fullmatch(told) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Beside:
    """What a page tells beside the version of its day."""

    coming: list[Record]
    successors: list[Record]
    history: list[Event]


def _record(procedure_id: str, day: date) -> tuple[Record | None, Beside | None]:
    with reading() as session:
        record = catalogue.record_on(session, procedure_id[:128], day)
        if record is None:
            return None, None
        coming = [] if record.ended else catalogue.records_after(session, record.id, day)
        ends = record if record.ended else next((version for version in coming if version.ended), None)
        named = ends.change.successors if ends and ends.change else []
        found = [catalogue.record_on(session, other, max(day, ends.effective_from)) for other in named if ends]
        return record, Beside(coming, [other for other in found if other], history(session, record.id))


def _source_keys(record: Record) -> Iterable[str]:
    parts = [getattr(record, name) for name in record.__fields__]
    return dict.fromkeys(key for part in parts for key in getattr(part, "sources", []) or [])
