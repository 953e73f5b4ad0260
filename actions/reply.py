"""The structured reply: what every turn of the bot carries beside its words (DESIGN: structured reply)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from procedures.record import Document, Record


@dataclass
class Button:
    """``payload`` comes back to Rasa when pressed; ``url`` opens a page instead."""

    title: str
    payload: str | None = None
    url: str | None = None

    @classmethod
    def asking(cls, title: str, intent: str, **entities: Any) -> Button:
        told = {key: value for key, value in entities.items() if value}
        return cls(title, payload=f"/{intent}{json.dumps(told, ensure_ascii=False)}")

    def as_dict(self) -> dict[str, str]:
        return {"title": self.title, **({"url": self.url} if self.url else {"payload": self.payload or ""})}


@dataclass
class Fact:
    aspect: str
    label: str
    value: str
    amount_vnd: int | None = None
    days: int | None = None
    unit: str | None = None
    case: str | None = None
    channel: str | None = None
    date: str | None = None
    """ISO day of a due date."""

    def as_dict(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if value is not None}


@dataclass
class Reply:
    kind: str
    text: str
    procedure: Record | None = None
    topic: str | None = None
    sourced_on: date | None = None
    """When the source of what is told was read; None: the procedure's own day."""
    verified_on: date | None = None
    """Of a topic; a procedure's comes from its record."""
    aspects: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    citations: list[dict[str, str]] = field(default_factory=list)
    warning: str | None = None
    candidates: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def payload(self) -> dict[str, Any]:
        record = self.procedure
        return {
            "kind": self.kind,
            "procedure": record.id if record else None,
            "topic": self.topic,
            "version": _iso(record.effective_from) if record else None,
            "aspects": self.aspects,
            "facts": [fact.as_dict() for fact in self.facts],
            "documents": self.documents,
            "links": self.links,
            "citations": self.citations,
            "sourced_on": _iso(self.sourced_on or (record.sourced_on if record else None)),
            "verified_on": _iso(record.verified_on if record else self.verified_on),
            "warning": self.warning,
            "candidates": self.candidates,
            "title": record.name if record else None,
        }

    def send(self, dispatcher: CollectingDispatcher) -> None:
        dispatcher.utter_message(
            text=self.text,
            buttons=[button.as_dict() for button in self.buttons],
            json_message=self.payload(),
        )


def document_entry(document: Document, case: str | None) -> dict[str, Any]:
    return {
        "name": document.name,
        "original": document.original,
        "copy": document.copy_,
        "form": document.form,
        "case": case,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
