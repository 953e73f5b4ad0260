"""What is asked of a record, and what it says on one aspect."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions import settings
from actions.filing import Filing
from actions.reply import Button, Fact
from procedures.fee_sums import Quantity
from procedures.interview import Case, questions
from procedures.kinds import ChannelKind
from procedures.models import LawRow, SourceRow
from procedures.record import CaseQuestion, Record, Sourced
from procedures.statements import Statement

THIS_ONE = "thủ tục này"


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
    tight: bool = False
    """Whether the answer came out too long at first, and each part has less room."""
    noted: int = 0
    """Characters that a note before the answer takes of its room."""
    asked: tuple[str, ...] = ()
    """The aspects that are answered together and share the answer's room."""
    named: bool = False
    """Whether an aspect told before has named the procedure."""
    quantities: tuple[Quantity, ...] = ()
    """How many pages, minutes … the citizen names."""
    dead: frozenset[str] = frozenset()
    """Links that no longer answer."""
    case: Case | None = None
    """The citizen's answers, where all questions about their case have one."""
    said: Case = field(default_factory=Case)
    """What they have said of it by now, asked or not."""
    version: str | None = None
    """Which version it is (catalogue.version_token)."""
    channel: ChannelKind | None = None
    """How the citizen says they file."""
    about: tuple[Statement, ...] = ()
    """What the record itself says to the words of the question, where no aspect is asked."""
    filing: Filing | None = None
    """The day the citizen files or counts back from, where they name one."""

    @property
    def case_questions(self) -> list[CaseQuestion]:
        return questions(self.record, self.day)

    @property
    def filed_on(self) -> date:
        """The day the citizen says they file; else the day of the question."""
        return self.filing.day if self.filing and not self.filing.backwards else self.day

    @property
    def share(self) -> int:
        return max(len(self.asked), 1)

    def room(self, characters: int) -> int:
        """What this aspect may take of the room a single one has; all of it behind "Xem đủ"."""
        if self.whole:
            return settings.MORE_CHARACTERS
        shared = characters * 2 // (self.share + 1)
        return shared * settings.TIGHT_PERCENT // 100 if self.tight else shared

    @property
    def alone(self) -> bool:
        return self.share == 1

    @property
    def name(self) -> str:
        """Its name, once in an answer."""
        return THIS_ONE if self.named else self.record.short_name

    @property
    def titled(self) -> str:
        return THIS_ONE if self.named else f"thủ tục {self.record.short_name}"


def doubt(part: Sourced | None) -> str | None:
    return part.warning if part else None
