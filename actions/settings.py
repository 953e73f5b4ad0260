"""Numbers by which replies are cut to size."""

from __future__ import annotations

LIST_CHARACTERS = 330
"""Room for a list inside an answer; the rest waits behind a button."""
LIST_WITH_LAST_CHARACTERS = 470
"""The same where only the last line would be left."""
SENTENCE_CHARACTERS = 180
"""Room for one part told in sentences."""
ANSWER_CHARACTERS = 600
"""What an answer should not exceed (fewer laws and a shorter warning are told where it would)."""
WARNING_CHARACTERS = 145
STANDING_CHARACTERS = 80
"""Room for what is doubtful about a procedure as a whole, where an old rule is told or the answer is long."""
LEAST_WARNING = 85
"""Room for the doubt of one aspect among several."""
SENTENCES_CHARACTERS = 390
"""Room for all of several parts."""
BRIEF_CHARACTERS = 130
"""Room for one line of an overview."""
ROOM_FOR_CODE = 320
"""Length of an overview up to which the procedure's code is told in its first line."""
LINE_CHARACTERS = 110
"""A line that is told beside others only where it is so short."""
FEW_FEES = 3
"""Cases of a fee that are told whole beside other aspects."""
TIGHT_PERCENT = 65
"""Of its room a part has where the answer came out too long."""
MORE_CHARACTERS = 1500
"""Room for the full list behind "Xem đủ"."""
MOST_CHANGES = 4
"""Coming changes of a procedure told at once."""
MOST_ASPECTS = 3
MOST_PROCEDURES = 3
"""Procedures answered in one turn, one message each."""
MOST_CASES = 24
"""Answers about the citizen's case that a conversation remembers."""
