"""Numbers by which a message is understood; set on tests/questions/dev.jsonl, never on held-out questions."""

from __future__ import annotations

ANSWER_SCORE = 0.60
"""From this link score on a procedure may be answered without asking."""
ANSWER_MARGIN = 0.035
"""Lead over the runner-up below which the citizen is asked which one is meant."""
SURE_SCORE = 0.72
"""From this link score on a smaller lead suffices and another agency's word in the message does not count."""
SURE_MARGIN = 0.015
CHOICE_SCORE = 0.42
"""Below this link score nothing is offered."""
CHOICES = 3
INTENT_SURE = 0.55
"""Classifier confidence from which small talk and the like is believed."""
TALK_SURE = 0.9
"""From this confidence on two stray words do not make small talk a question ("em chào anh chị")."""
STORY_WORDS, STORY_SURE = 4, 0.8
"""A message with so many words of matter is small talk only from this classifier confidence on."""
KNOWN_WORDS = 0.4
"""Share of words that must be known at all; less is gibberish."""
INDEX_CHECK_SECONDS = 2.0
"""How long the index may be behind the database."""
