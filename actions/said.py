"""What is asked of a record, and what it says on one aspect."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.filing import Filing
from actions.reply import Button, Fact
from procedures.models import LawRow, SourceRow
from procedures.record import Record, Sourced


@dataclass
class Said:
    """One aspect as it will be answered; ``warning`` is the doubt that goes with it."""

    text: str
    facts: list[Fact] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    warning: str | None = None


@dataclass(frozen=True)
class Question:
    """A record on a day, with the laws and sources it may cite; ``whole`` leaves no list shortened."""

    record: Record
    day: date
    laws: dict[str, LawRow]
    sources: dict[str, SourceRow]
    whole: bool = False
    filing: Filing | None = None
    """The day the citizen files or counts back from, where they name one."""

    @property
    def name(self) -> str:
        return self.record.short_name


def doubt(part: Sourced | None) -> str | None:
    return part.warning if part else None
