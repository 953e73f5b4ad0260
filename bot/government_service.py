"""schema.org GovernmentService data of a procedure, for search engines and other machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from procedures.department import department
from procedures.entries import Entry
from procedures.kinds import ChannelKind, Standing
from procedures.names import CHANNELS, opened
from procedures.record import FeeCase, Record


def json_ld(record: Record, base_url: str, day: date, online_at: str) -> Markup:
    """JSON-LD text, safe inside a script element; ``online_at`` is where it is filed online."""
    return _as_script(_service(record, base_url, day, online_at))


def list_json_ld(entries: Sequence[Entry], base_url: str) -> Markup:
    """The same of a page of the list: each procedure by its name and page."""
    services = [
        {"@type": "GovernmentService", "name": one.name, "url": f"{base_url}/thu-tuc/{one.id}"} for one in entries
    ]
    items = [{"@type": "ListItem", "position": at, "item": told} for at, told in enumerate(services, start=1)]
    return _as_script({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items})


def _as_script(data: dict[str, Any]) -> Markup:
    told = json.dumps(data, ensure_ascii=False, indent=1)
    return Markup(told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def _service(record: Record, base_url: str, day: date, online_at: str) -> dict[str, Any]:
    agency = record.agency_on(day)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": record.name,
        "alternateName": record.aliases,
        "url": f"{base_url}/thu-tuc/{record.id}",
        "areaServed": {"@type": "AdministrativeArea", "name": department().city},
        "serviceOperator": {"@type": "GovernmentOrganization", "name": agency.name} if agency else None,
        "audience": {"@type": "Audience", "audienceType": record.applicants.text} if record.applicants else None,
        "identifier": record.code.value if record.code.verified else None,
        "availableChannel": [_channel(channel.kind, online_at) for channel in record.channels],
        "offers": _offers(record, day),
    }
    return {key: value for key, value in told.items() if value not in (None, [], "")}


def _channel(kind: ChannelKind, online_at: str) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "ServiceChannel", "name": opened(CHANNELS[kind])}
    if kind == ChannelKind.ONLINE:
        told["serviceUrl"] = online_at
    return told


def _offers(record: Record, day: date) -> list[dict[str, Any]]:
    """Only fees that are certainly in force; an unconfirmed fee is told to people with its warning, not to machines."""
    items = record.fee.items if record.fee and not record.fee.warning else []
    return [
        {"@type": "Offer", "name": case.case or "Lệ phí", "priceSpecification": _price(case)}
        for case in items
        if case.standing == Standing.CURRENT and case.amount_vnd is not None and case.holds_on(day)
    ]


def _price(case: FeeCase) -> dict[str, Any]:
    unit = {"unitText": case.unit} if case.unit else {}
    return {"@type": "UnitPriceSpecification", "price": case.amount_vnd, "priceCurrency": "VND", **unit}
