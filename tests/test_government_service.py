"""What machines read of a procedure."""

from __future__ import annotations

import json
from datetime import date

from bot.government_service import json_ld
from procedures.record import Record


def test_machines_are_told_only_prices_beyond_doubt_with_their_unit(records: list[Record]) -> None:
    told = {record.id: json.loads(json_ld(record, "http://x", date(2026, 11, 25), "http://y")) for record in records}
    offers = [offer["priceSpecification"] for one in told.values() for offer in one.get("offers", [])]
    assert (15000, "trang quy chuẩn") in [(price["price"], price.get("unitText")) for price in offers]
    for record in records:
        if record.fee and record.fee.warning:
            assert "offers" not in told[record.id]
        assert ("identifier" in told[record.id]) == bool(record.code.value and record.code.verified)
