"""The closed lists a procedure's record is written in; their Vietnamese names stand in ``procedures.names``."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Policy(StrEnum):
    """How a record may speak until an officer has confirmed it (DESIGN: answer policy)."""

    ANSWER = "answer_with_warning"
    OLD_RULE = "old_rule_with_strong_warning_or_handoff"
    HANDOFF = "handoff"
    WRONG_AGENCY = "wrong_agency"


class Standing(StrEnum):
    """Where one of several rules stands today."""

    CURRENT = "current"
    UNCERTAIN = "uncertain"
    PAST = "past"
    ELSEWHERE = "elsewhere"


MAY_HOLD = (Standing.CURRENT, Standing.UNCERTAIN)
"""Of rules that are in force, or may be."""


class TimeUnit(StrEnum):
    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    UNSTATED = "unstated"
    """The source gives a bare number; nothing is counted with it."""


class DayOf(StrEnum):
    """What the day that a citizen names is the day of; all but the first are counted back, or on, to one of filing."""

    FILING = "filing"
    EVENT = "event"
    """Of something held, or of an expiry: how long before it to file."""
    RESULT = "result"
    """By which the result is wanted."""
    HAPPENED = "happened"
    """Of something that happened: how long after it to file at the latest."""


class Status(StrEnum):
    """Whether the procedure is known to exist today."""

    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    ABOLISHED = "abolished"


class ChangeKind(StrEnum):
    """What a version does to its procedure (NĐ 63/2010 Đ.14); the last two end it."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"


class VersionState(StrEnum):
    """A draft is seen by staff only; what was approved is in force from its date; what is coming in is seen by none."""

    INCOMING = "incoming"
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class OnlineLevel(StrEnum):
    """How far a procedure can be done online: of NĐ 42/2022 and 224/2026, and the former levels of NĐ 43/2011."""

    PARTIAL = "partial"
    FULL = "full"
    LEVEL_3 = "level_3"
    LEVEL_4 = "level_4"


class ChannelKind(StrEnum):
    DIRECT = "direct"
    POSTAL = "postal"
    ONLINE = "online"


class Purpose(StrEnum):
    """What a time counts; only ``PROCESSING`` is the time a citizen waits for the result."""

    PROCESSING = "processing"
    RECEIPT = "receipt"
    CHECK = "check"
    SUPPLEMENT = "supplement"
    APPLICANT = "applicant"
    REFUSAL = "refusal"
    REFUSAL_BEFORE = "refusal_before"
    ADVANCE_NOTICE = "advance_notice"
    AFTER_EVENT = "after_event"


WAITED = (Purpose.PROCESSING, Purpose.ADVANCE_NOTICE)
"""The time a citizen waits, and how long before they must write."""


class Level(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    COMMUNE = "commune"
    OTHER = "other"


class Action(StrEnum):
    """What the citizen wants done: the facet in which near twins differ."""

    ISSUE = "issue"
    REISSUE = "reissue"
    EXCHANGE = "exchange"
    AMEND = "amend"
    EXTEND = "extend"
    NOTIFY = "notify"
    REGISTER = "register"
    TRANSFER = "transfer"
    APPROVE = "approve"
    OTHER = "other"


class Occasion(StrEnum):
    """Why a paper is issued again, where two procedures of one act differ only in that."""

    LOST = "lost"
    EXPIRED = "expired"
