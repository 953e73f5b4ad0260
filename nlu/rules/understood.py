"""What a message asks, as the rules tell it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlu.dates import When
from nlu.matching import Candidate


@dataclass(frozen=True)
class Understanding:
    """``intent`` as the rules of the dialogue know it; ``procedures`` are candidates, best first.

    ``topic`` of a follow-up is what it asks where the conversation has no procedure yet.
    """

    intent: str
    procedures: list[Candidate] = field(default_factory=list)
    aspects: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    other_agency: str | None = None
    topic: str | None = None
    pick: int | None = None
    elliptic: bool = False
    """Begins like a question that goes on ("thế …", "còn …"), and what it names is not beyond doubt."""
    when: When = field(default_factory=When)
    """The day and span the message names."""
    confidence: float = 1.0
    cases: list[str] = field(default_factory=list)
    """What it says of the citizen's case (nlu/cases.py)."""
    some_permit: bool = False
    """Wants a permit and does not say which; what is spoken of is not taken for it."""
    bare: bool = False
    """Nothing but an aspect is said; no word of it names a matter."""
    again: bool = False
    """Wants the questions about their case from the beginning."""
    otherwise: str | None = None
    """The intent of a ``tell_case`` where no question about the case has been asked."""
