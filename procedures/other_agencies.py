"""The table of other agencies' business: whom to ask where a matter is not ours."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from procedures import settings
from procedures.record import Confidence, Part
from procedures.yaml_file import Fault, FaultyFiles, read


class OtherAgency(Part):
    """``decides``: an act done upon any paper (chứng thực, công chứng), so it wins over a permit of ours."""

    thing: str
    aliases: list[str] = []
    agency: str
    note: str | None = None
    source: str
    confidence: Confidence
    decides: bool = False


def load(path: Path = settings.AGENCIES) -> list[OtherAgency]:
    """Entries of the table; raises FaultyFiles where one is not of the schema."""
    content = read(path)
    entries = content.get("agencies") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise FaultyFiles([Fault(path, 1, "agencies", "phải là danh sách")])
    try:
        return [OtherAgency.parse_obj(entry) for entry in entries]
    except ValidationError as error:
        fault = error.errors()[0]
        raise FaultyFiles([Fault(path, 1, str(fault["loc"][0]), str(fault["msg"]))]) from None


def find(thing: str) -> OtherAgency | None:
    return next((entry for entry in load() if entry.thing == thing), None)
