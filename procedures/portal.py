"""Where a procedure is filed online, for replies, pages and machines alike: never another province's portal."""

from __future__ import annotations

from collections.abc import Container

from procedures.department import department
from procedures.record import Record


def portal_url(record: Record, dead: Container[str] = ()) -> str:
    """Own link of the record, else the national portal's page by code, else that portal's front page.

    A ``dead`` link is passed over.
    """
    own = [record.online_url, portal_page(record)]
    return next((url for url in own if url and url not in dead), department().portal.url)


def portal_page(record: Record) -> str | None:
    """The procedure's page on the national portal; None where its code is not known."""
    return department().portal.procedure_url.format(code=record.code.value) if record.code.value else None
