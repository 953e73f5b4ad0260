"""General topics: what belongs to no single procedure, each sentence with its source and validity."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from procedures.kinds import Confidence
from procedures.record import SLUG, Part
from procedures.settings import ROOT
from procedures.yaml_file import read_part

FOLDER = ROOT / "data" / "topics"
TRACKING = "tra-cuu-ho-so"
"""The topic of where a filed dossier can be looked up."""
HOLIDAYS = "nghi-le"
"""The topic of days off."""
HOURS = "gio-lam-viec"
"""The topic of when dossiers are received."""
WHERE_TO_FILE = "noi-nop-va-kenh-nop"
"""The topic of where and how any dossier is filed."""
ELSEWHERE = "ngoai-ha-noi"
"""The topic of questions for another province."""
FINES = "tu-van-xu-phat"
"""The topic of fines."""
PRIVACY = "an-toan-thong-tin"
"""The topic of what the assistant keeps of a conversation; whoever asks it may have all of it deleted at once."""
OF_WRONGS = (FINES, "to-cao", "lua-dao-mang", "vneid-dang-nhap")
"""Topics that speak of what the fixed safe lines refuse: who asks whom to report it to does no wrong."""
ASKING_FOR_A_PERSON = "gap-can-bo"
"""No topic with a file: replies to "gặp cán bộ" carry it, by which the gateway knows that they answer no question."""


class TopicFact(Part):
    text: str
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: Confidence
    replaced_by: str | None = None
    """What stands in its place since it ended."""

    def begins_after(self, day: date) -> bool:
        return self.valid_from is not None and self.valid_from > day

    def ended_before(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day


class Topic(Part):
    id: str = Field(regex=SLUG)
    title: str
    aliases: list[str] = []
    phrasings: list[str] = []
    """How people ask; the index links by them."""
    sourced_on: date
    verified_on: date | None
    facts: list[TopicFact] = Field(min_items=1)
    whom_to_ask: str | None
    related: list[str] = []


def load(folder: Path = FOLDER) -> list[Topic]:
    """Every topic; raises FaultyFiles where a file is not of the schema."""
    return [read_part(path, Topic) for path in sorted(folder.glob("*.yml"))]


def find(topic_id: str) -> Topic | None:
    """The topic of that id, as the files stood when this process first asked."""
    return _known().get(topic_id)


@lru_cache
def _known() -> dict[str, Topic]:
    return {topic.id: topic for topic in load()}
