"""The department that runs this copy: names, colours, reception, links, all from ``data/department.yml``."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from procedures.record import Part
from procedures.settings import ROOT
from procedures.yaml_file import read_part

FILE = ROOT / "data" / "department.yml"
COLOUR = r"^#[0-9a-fA-F]{6}$"


class Colours(Part):
    primary: str = Field(regex=COLOUR)
    primary_dark: str = Field(regex=COLOUR)
    accent: str = Field(regex=COLOUR)
    surface: str = Field(regex=COLOUR)


class Successor(Part):
    name: str
    fields_: str = Field(alias="fields")
    since: date


class Portal(Part):
    title: str
    url: str = Field(regex=r"^https://")
    procedure_url: str = Field(regex=r"^https://.*\{code\}")


class Channels(Part):
    zalo: str | None = Field(default=None, regex=r"^https://")
    messenger: str | None = Field(default=None, regex=r"^https://")


class Department(Part):
    name: str
    short_name: str
    assistant: str
    city: str
    tagline: str
    introduction: str
    colours: Colours
    successors: list[Successor]
    reception: str
    address: str | None
    hours: str | None
    reception_closes: time | None
    """From this hour on a dossier counts as received on the next worked day; None where it is not known."""
    hotline: str | None
    email: str | None
    portal: Portal
    channels: Channels
    suggestions: list[str]

    def contact(self) -> list[str]:
        """What is known of the reception: address, hours, telephone, each as a line."""
        known = (("Địa chỉ", self.address), ("Giờ tiếp nhận", self.hours), ("Điện thoại", self.hotline))
        return [f"{label}: {value}" for label, value in known if value]

    @property
    def contact_gaps(self) -> list[str]:
        """What of ``contact`` is not known."""
        known = (("địa chỉ", self.address), ("giờ tiếp nhận", self.hours), ("điện thoại", self.hotline))
        return [name for name, value in known if not value]

    def gaps(self) -> dict[str, str]:
        """Fields that staff still have to write into the file, each with what it is."""
        held = {
            "address": ("địa chỉ", self.address),
            "hours": ("giờ tiếp nhận", self.hours),
            "reception_closes": ("giờ ngừng nhận hồ sơ", self.reception_closes),
            "hotline": ("điện thoại", self.hotline),
            "email": ("thư điện tử", self.email),
        }
        return {field: told for field, (told, value) in held.items() if not value}

    def unknown_contact(self) -> str | None:
        """What is not, in one sentence."""
        known = (("địa chỉ", self.address), ("giờ tiếp nhận", self.hours))
        missing = [name for name, value in known if not value]
        return f"Trợ lý chưa có {' và '.join(missing)} cụ thể của điểm tiếp nhận." if missing else None


@lru_cache
def department(path: Path = FILE) -> Department:
    """The department of this copy; raises FaultyFiles where the file is not of the schema."""
    return read_part(path, Department)
