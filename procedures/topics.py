"""General topics: what belongs to no single procedure, each sentence with its source and validity."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from procedures.kinds import Confidence
from procedures.record import SLUG, Part
from procedures.settings import ROOT
from procedures.yaml_file import read_part

FOLDER = ROOT / "data" / "topics"


class TopicFact(Part):
    text: str
    valid_from: date | None
    valid_to: date | None
    source: str
    confidence: Confidence

    def ended_before(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day


class Topic(Part):
    id: str = Field(regex=SLUG)
    title: str
    sourced_on: date
    verified_on: date | None
    facts: list[TopicFact] = Field(min_items=1)
    whom_to_ask: str | None


def topic(topic_id: str) -> Topic:
    """The topic of that id; raises FaultyFiles where its file is not of the schema."""
    return read_part(FOLDER / f"{topic_id}.yml", Topic)
