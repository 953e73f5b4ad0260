"""What a message can be about: a procedure of ours, a general topic, or another agency's business.

All three are told apart by one index (nlu/linking.py), so that a question about another agency's matter loses to
none of our procedures for want of a rival.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from procedures.other_agencies import OtherAgency
from procedures.record import Record
from procedures.topics import Topic


class Kind(StrEnum):
    PROCEDURE = "procedure"
    TOPIC = "topic"
    AGENCY = "agency"


@dataclass(frozen=True)
class Matter:
    """``called`` are its names; ``phrasings`` how people ask for it; ``told`` further text about it."""

    kind: Kind
    id: str
    name: str
    called: list[str]
    phrasings: list[str]
    object: str
    """Matters of one object are near twins that differ in their act."""
    told: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    action: str | None = None
    occasion: str | None = None
    field: str = ""
    excludes: tuple[str, ...] = ()
    """Words that rule the matter out unless negated."""
    requires: tuple[str, ...] = ()
    """Words of which a message must hold one to be answered with it."""

    @cached_property
    def asked_with(self) -> tuple[str, ...]:
        """Its names, and how people ask for it."""
        return (*self.called, *self.phrasings)

    @property
    def family(self) -> tuple[str, str]:
        """Object and act of matters that differ in their occasion only (lost, expired)."""
        return (self.object, self.action or "") if self.occasion else NO_FAMILY


NO_FAMILY = ("", "")


def of_record(record: Record) -> Matter:
    return Matter(
        kind=Kind.PROCEDURE,
        field=record.field,
        id=record.id,
        name=record.name,
        called=[record.name, record.short_name, *record.aliases],
        phrasings=record.phrasings,
        told=tuple(part.text for part in (record.applicants, record.conditions, record.result) if part),
        codes=tuple(code for code in [record.code.value, *record.code.former] if code),
        object=record.object,
        action=record.action,
        occasion=record.occasion,
        excludes=tuple(record.excludes),
        requires=tuple(record.requires),
    )


def of_topic(topic: Topic) -> Matter:
    return Matter(
        kind=Kind.TOPIC,
        id=topic.id,
        name=topic.title,
        called=[topic.title, *topic.aliases],
        phrasings=topic.phrasings,
        object=f"topic:{topic.id}",
    )


def of_agency(entry: OtherAgency) -> Matter:
    return Matter(
        kind=Kind.AGENCY,
        id=entry.thing,
        name=entry.thing,
        called=[entry.thing, *entry.aliases],
        phrasings=entry.phrasings,
        object=f"agency:{entry.thing}",
        excludes=tuple(entry.excludes),
    )
