"""The table of other agencies' business: whom to ask where a matter is not ours."""

from __future__ import annotations

from pathlib import Path

from procedures import settings
from procedures.kinds import Confidence
from procedures.record import Part
from procedures.yaml_file import read_entries


class OtherAgency(Part):
    """``decides``: an act done upon any paper (chứng thực, công chứng), so it wins over a permit of ours."""

    thing: str
    aliases: list[str] = []
    phrasings: list[str] = []
    """How people ask; the index links by them."""
    excludes: list[str] = []
    """What only begins like one of its names: "mở cửa hàng in" is no "mở cửa hàng"."""
    agency: str
    note: str | None = None
    source: str
    confidence: Confidence
    decides: bool = False


def load(path: Path = settings.AGENCIES) -> list[OtherAgency]:
    """Entries of the table; raises FaultyFiles where one is not of the schema."""
    return read_entries(path, "agencies", OtherAgency, "thing")


def find(thing: str) -> OtherAgency | None:
    return next((entry for entry in load() if entry.thing == thing), None)
