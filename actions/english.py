"""Replies to a question asked in English: English labels over the Vietnamese values, which stay as the record has them.

The facts, documents and citations of the structured reply keep their values; a label says both languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from actions.answering import ASK_HUMAN, SEND_TO_STAFF
from actions.case_question import NOT_SURE
from actions.checklist import START
from actions.links import ANOTHER, FILE_ONLINE, HOME_OF_PORTAL, PAGE_OF_PORTAL, PROCEDURE_LIST, WHOLE_PAGE
from actions.wording import ASPECT_LABELS
from procedures.names import opened

LANGUAGE = "en"
ASPECTS = {
    "documents": "Documents",
    "fee": "Fee",
    "time": "Processing time",
    "place": "Where to file",
    "steps": "Steps",
    "form": "Forms",
    "conditions": "Conditions",
    "legal_basis": "Legal basis",
    "result": "Result",
    "online": "Online filing",
    "overview": "Overview",
}
BUTTONS = {
    **{label: ASPECTS[aspect] for aspect, label in ASPECT_LABELS.items()},
    ASK_HUMAN: "Talk to an officer",
    SEND_TO_STAFF: "Send to an officer",
    START: "Documents for my case",
    NOT_SURE: "I am not sure",
    PROCEDURE_LIST["label"]: "All procedures",
    ANOTHER: "Another procedure",
    WHOLE_PAGE: "The whole procedure",
    FILE_ONLINE: "File online",
    HOME_OF_PORTAL: "National service portal",
    PAGE_OF_PORTAL: "Its page on the portal",
}
MORE = ("Xem đủ", "Show all")
"""A title that begins so is told with what it shows behind it."""
LEADS = {
    "smalltalk": "I am an automatic assistant, not an officer. Ask me about papers, fees, times, places or forms.",
    "choices": "Which procedure do you mean? Please choose one, or type the name of the paper.",
    "unresolved": "I am not sure I understood, so I will not guess. Your question has been kept for our officers.",
    "wrong_agency": "This is not handled by this department. Whom to ask instead is below.",
    "handoff": "Our data on this procedure has not been verified, so no figures are given. You can ask an officer.",
    "out_of_scope": "This is outside what this assistant covers; it knows the procedures listed on this site.",
    "comparison": "Side by side; the values are in Vietnamese as published.",
    "error": "Sorry, the data cannot be read right now. Your question has been kept; please try again shortly.",
}
ONE = "Do you mean this procedure? Please choose it, or type the name of the paper."
GENERAL = "General information, in Vietnamese as published:"
NOT_CONFIRMED = " (not yet confirmed by the agency)"


def in_english(messages: Iterable[dict[str, Any]]) -> None:
    """Changes messages of a dispatcher in place; a button pressed is answered in English too."""
    for message in messages:
        told = message.get("custom") or {}
        if told.get("language") == LANGUAGE:
            continue  # one action runs inside another
        told["language"] = LANGUAGE
        message["text"] = "\n".join(filter(None, [_lead(told), message.get("text")]))
        message["buttons"] = [_button(one) for one in message.get("buttons") or []]
        for fact in told.get("facts", []):
            fact["label"] = f"{ASPECTS.get(fact['aspect'], opened(fact['aspect']))} · {fact['label']}"


def _lead(told: Mapping[str, Any]) -> str:
    if told.get("kind") == "choices" and len(told.get("candidates", [])) == 1:
        return ONE
    if told.get("kind") != "answer":
        return LEADS.get(told.get("kind", ""), "")
    if not told.get("procedure"):
        return GENERAL
    asked = ", ".join(ASPECTS.get(aspect, aspect) for aspect in told["aspects"])
    return f"{asked} of “{told['title']}”, as published{'' if told.get('verified_on') else NOT_CONFIRMED}:"


def _button(button: Mapping[str, str]) -> dict[str, str]:
    title, vietnamese = button["title"], MORE[0]
    if title.startswith(vietnamese):
        title = f"{MORE[1]} ({title.removeprefix(vietnamese).strip()})" if title != vietnamese else MORE[1]
    found = {**button, "title": BUTTONS.get(title, title)}
    intent, brace, entities = button.get("payload", "").partition("{")
    if intent.startswith("/"):
        told = json.loads(brace + entities) if brace else {}
        found["payload"] = f"{intent}{json.dumps({**told, 'language': LANGUAGE}, ensure_ascii=False)}"
    return found
