"""Where a procedure is filed online, for replies, pages and machines alike: never another province's portal."""

from __future__ import annotations

from procedures.department import department
from procedures.record import Record


def portal_url(record: Record) -> str:
    """Own link of the record, else the national portal's page by code, else that portal's front page."""
    portal = department().portal
    if record.online_url:
        return record.online_url
    return portal.procedure_url.format(code=record.code.value) if record.code.value else portal.url
