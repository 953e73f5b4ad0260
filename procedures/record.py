"""The full record of one procedure version, as files, importers, the database and replies exchange it.

Shape after the publication rules of NĐ 63/2010 Đ.8 (parts a published procedure must have). Money is an
integer in VND with the unit it is charged by; a time is a number and a unit. A part that is ``None`` is
unknown, which is never the same as "free" or "not needed".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel, Field, root_validator, validator
from pydantic.fields import ModelField

from procedures.kinds import (
    MAY_HOLD,
    Action,
    ChangeKind,
    ChannelKind,
    Confidence,
    Level,
    Occasion,
    OnlineLevel,
    Policy,
    Purpose,
    Standing,
    Status,
    TimeUnit,
)

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YEARS = range(1945, 2100)
"""Of days in a record; a number in a cell of dates becomes a day of 1905."""
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CODE = re.compile(r"^\d\.\d{6}$")
WEB_ADDRESS = r"^https?://[^\s/.]+\.\S+$"
LONGEST = 10_000
"""Of any span, whatever its unit: more is a slip of the finger."""
"""A national code as the Cổng DVCQG prints it (procedure-schema: 100 % of 2,642 match)."""


def _is(field: ModelField, kind: type) -> bool:
    """Whether a field holds plain values of a kind (bounded ones too, closed lists and truth values not)."""
    held = field.type_
    return isinstance(held, type) and issubclass(held, kind) and not issubclass(held, Enum | bool)


class Part(BaseModel):
    """Takes values as they are written: no number for a date, no truth value for a number, no blank text."""

    class Config:
        extra = "forbid"
        allow_mutation = False

    @validator("*", pre=True)
    def _as_written(cls, value: Any, field: ModelField) -> Any:
        if value is None or isinstance(value, list | dict):
            return value
        if _is(field, date) and not isinstance(value, date) and not ISO_DAY.fullmatch(str(value)):
            raise ValueError("ngày phải theo dạng NNNN-TT-NN, ví dụ 2026-11-24")
        if _is(field, date) and int(str(value)[:4]) not in YEARS:
            raise ValueError(f"năm phải từ {YEARS.start} đến {YEARS.stop - 1}")
        if _is(field, int) and (isinstance(value, bool) or not isinstance(value, int)):
            raise ValueError("phải là số nguyên, không có số 0 đứng đầu hay phần lẻ")
        if _is(field, str) and not (isinstance(value, str) and value.strip()):
            raise ValueError("phải là chữ và không được để trống")
        if isinstance(value, str) and UNPRINTABLE.search(value):
            raise ValueError("có ký tự điều khiển hoặc ký tự hỏng")
        return value


class Sourced(Part):
    """A part of the record with where it was read and how far it may be trusted."""

    confidence: Confidence
    confidence_note: str | None = None
    sources: list[str] = Field(min_items=1)
    warning: str | None = None
    """Why an answer on this part must warn; None where the rule in force is certain."""


class Code(Part):
    value: str | None
    confidence: Confidence
    verified: bool = False
    note: str | None = None
    former: list[str] = []

    @validator("value")
    def _national_form(cls, value: str | None) -> str | None:
        if value is not None and not CODE.match(value):
            raise ValueError("mã thủ tục phải có dạng d.dddddd")
        return value


class Dated(Part):
    effective_from: date | None = None
    effective_to: date | None = None

    @root_validator(skip_on_failure=True)
    def _in_order(cls, values: dict[str, Any]) -> dict[str, Any]:
        start, end = values.get("effective_from"), values.get("effective_to")
        if start and end and end < start:
            raise ValueError("effective_to đứng trước effective_from")
        return values

    def holds_on(self, day: date) -> bool:
        return (self.effective_from is None or self.effective_from <= day) and (
            self.effective_to is None or day <= self.effective_to
        )


class Agency(Dated):
    name: str
    role: str | None = None
    confidence: Confidence = Confidence.HIGH


class Agencies(Sourced):
    items: list[Agency] = Field(min_items=1)


class Text(Sourced):
    """A part told in sentences: applicants, conditions, steps, result, exemption, place …"""

    text: str = Field(min_length=1)


class Place(Text):
    """Where a dossier is handed in; ``at_reception``: at the department's own counter, whose address is its data."""

    at_reception: bool = False


class Applicants(Text):
    """Who may or must do it: told in sentences, and as the closed kinds of the national portal where known."""

    kinds: list[str] = []


class LevelOnDates(Dated):
    """The online level while its dates hold."""

    level: OnlineLevel


class Online(Text):
    levels: list[LevelOnDates] = []

    def level_on(self, day: date) -> OnlineLevel | None:
        return next((one.level for one in reversed(self.levels) if one.holds_on(day)), None)


WHOLE_DAYS = (TimeUnit.WORKING_DAY, TimeUnit.DAY)
HOURS_A_DAY = 8
"""Hours of work."""


class ProcessStep(Part):
    """One step of the department's standardised process: what, who is in charge, how long.

    Part of a day is given in hours of work ("0.5 working_day" is read as 4 hours).
    """

    name: str
    in_charge: str
    amount: int = Field(ge=0, le=LONGEST)
    unit: TimeUnit

    @root_validator(pre=True)
    def _part_of_a_day(cls, values: dict[str, Any]) -> dict[str, Any]:
        amount, unit = values.get("amount"), values.get("unit")
        if isinstance(amount, float) and unit in WHOLE_DAYS and (hours := amount * HOURS_A_DAY).is_integer():
            return {**values, "amount": int(hours), "unit": TimeUnit.HOUR}
        return values

    @property
    def hours(self) -> int:
        """Hours of work where the step is given in hours or days."""
        return self.amount * (HOURS_A_DAY if self.unit in WHOLE_DAYS else 1)


class Result(Text):
    """What is handed out; ``code`` as the national portal numbers results."""

    code: str | None = None
    validity: str | None = None


class Channel(Part):
    """A way to file; times and fees of one channel carry its kind (TimeRule.channel, FeeCase.channel)."""

    kind: ChannelKind
    note: str | None = None


class TimeRule(Dated):
    """One span; ``amount_max`` where the source gives a range."""

    amount: int = Field(gt=0, le=LONGEST)
    amount_max: int | None = Field(default=None, gt=0, le=LONGEST)
    shortened: int | None = Field(default=None, gt=0, le=LONGEST)
    """What the department commits to instead, in the same unit."""
    unit: TimeUnit
    purpose: Purpose = Purpose.PROCESSING
    standing: Standing = Standing.CURRENT
    channel: ChannelKind | None = None
    basis: str | None = None
    place: str | None = None
    confidence: Confidence | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it bound on a day: in force then, though it may have ended since."""
        ended = self.standing == Standing.PAST and self.effective_to is not None
        return (ended or self.standing == Standing.CURRENT) and self.holds_on(day)

    @validator("amount_max")
    def _upper_end(cls, value: int | None, values: dict[str, Any]) -> int | None:
        if value is not None and value < (values.get("amount") or 0):
            raise ValueError("số đến phải từ số trở lên")
        return value

    @validator("shortened")
    def _shorter(cls, value: int | None, values: dict[str, Any]) -> int | None:
        if value is not None and value >= (values.get("amount_max") or values.get("amount") or 0):
            raise ValueError("thời hạn rút ngắn phải ngắn hơn thời hạn theo quy định")
        return value


class Times(Sourced):
    items: list[TimeRule] = []
    text: str | None = None
    """The source's sentence in our words, where the spans alone would not say it."""


class SubmitBefore(Sourced):
    """When the citizen must act, counted from an event (an expiry, a change)."""

    text: str
    amount: int | None = Field(default=None, gt=0, le=LONGEST)
    unit: TimeUnit | None = None
    before: bool = True
    event: str | None = None
    standing: Standing = Standing.CURRENT


class FeeCase(Dated):
    case: str | None = None
    amount_vnd: int | None = Field(default=None, ge=0, le=10**13)
    unit: str | None = None
    foreign: str | None = None
    """A fee in another currency, as text."""
    channel: ChannelKind | None = None
    standing: Standing = Standing.CURRENT
    confidence: Confidence | None = None
    note: str | None = None

    @root_validator(skip_on_failure=True)
    def _one_amount(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values.get("amount_vnd") is None) == (values.get("foreign") is None):
            raise ValueError("ghi đúng một trong hai: amount_vnd hoặc foreign")
        return values


class FeeRelief(Dated):
    """Who pays less, by how much, and until when; ``percent`` 100: nothing at all."""

    who: str | None = None
    """None: everybody."""
    percent: int = Field(gt=0, le=100)
    channel: ChannelKind | None = None
    """None: whichever way it is filed."""
    basis: str | None = None
    standing: Standing = Standing.CURRENT


class Fees(Sourced):
    """``text``: what the source says of fees that could not be told apart into cases."""

    items: list[FeeCase] = []
    reliefs: list[FeeRelief] = []
    text: str | None = None

    @root_validator(skip_on_failure=True)
    def _says_something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if not values["items"] and not values["text"]:
            raise ValueError("ghi items hoặc text")
        return values


class Document(Part):
    """One paper; ``original`` and ``copy_`` count copies, None where the source does not say."""

    name: str = Field(min_length=1)
    original: int | None = Field(default=None, ge=0)
    copy_: int | None = Field(default=None, ge=0, alias="copy")
    form: str | None = None
    form_url: str | None = Field(default=None, regex=WEB_ADDRESS)
    certified: bool | None = None
    note: str | None = None
    why: str | None = None
    """What the agency needs it for."""

    class Config:
        allow_population_by_field_name = True


class DocumentGroup(Dated):
    """Papers of one case; dates where a rule of the group has ended or has not begun."""

    case: str | None = None
    """None: every case."""
    items: list[Document] = Field(min_items=1)


class Documents(Sourced):
    groups: list[DocumentGroup] = Field(min_items=1)
    sets: str | None = None


class CaseOption(Part):
    """One answer; ``cases`` of papers and fees that hold for who gives it, ``words`` of who has given it already."""

    label: str
    cases: list[str] = []
    words: list[str] = []


class CaseQuestion(Part):
    """Asked to find the citizen's case; cases that only its other options name fall away with an answer."""

    ask: str
    options: list[CaseOption] = Field(min_items=2, max_items=6)

    @property
    def cases(self) -> list[str]:
        return list(dict.fromkeys(case for option in self.options for case in option.cases))


class Citation(Part):
    law: str = Field(regex=r"^[A-Za-z0-9-]+$")
    article: str | None = None


class LegalBasis(Sourced):
    """Empty where the source cites nothing."""

    items: list[Citation]


class Decision(Part):
    number: str
    issued_on: date | None = None


class Change(Part):
    """What this version does to the procedure; ``successors`` are the procedures to use instead of one that ended."""

    kind: ChangeKind
    reason: str | None = None
    successors: list[str] = []

    @validator("successors", each_item=True)
    def _id(cls, value: str) -> str:
        if not re.match(SLUG, value):
            raise ValueError("mã thủ tục thay thế chỉ gồm chữ thường, số và dấu gạch nối")
        return value

    @root_validator(skip_on_failure=True)
    def _replaced_by_something(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["kind"] == ChangeKind.REPLACED and not values["successors"]:
            raise ValueError("thay thế (replaced) cần ghi successors: thủ tục nào thay")
        return values


class Record(Part):
    """One version of one procedure."""

    id: str = Field(regex=SLUG)
    name: str = Field(min_length=5)
    short_name: str = Field(min_length=3)
    """As it stands inside a sentence, lower case."""
    field: str = Field(regex=SLUG)
    level: Level
    action: Action
    occasion: Occasion | None = None
    object: str = Field(regex=SLUG)
    """What the act is about; procedures with one object are near twins."""
    code: Code
    local_code: str | None = None
    status: Status = Status.UNDER_REVIEW
    answer_policy: Policy
    standing: str
    """What an officer still has to check before the record may be called confirmed."""
    whom_to_ask: str | None = None
    effective_from: date
    effective_to: date | None = None
    sourced_on: date
    verified_on: date | None = None
    verified_by: str | None = None
    decision: Decision | None = None
    change: Change | None = None
    online_url: str | None = Field(default=None, regex=r"^https://[^\s/.]+\.\S+$")
    aliases: list[str] = []
    phrasings: list[str] = []
    excludes: list[str] = []
    """Words that rule this procedure out unless negated: "để bán" for a licence of what is not sold."""
    requires: list[str] = []
    """Words of which a message must hold one to be answered with this procedure: "nhập" for an import licence."""
    channels: list[Channel] = []
    agencies: Agencies
    applicants: Applicants | None = None
    documents: Documents | None = None
    time: Times | None = None
    submit_before: SubmitBefore | None = None
    fee: Fees | None = None
    place: Place | None = None
    online: Online | None = None
    steps: Text | None = None
    conditions: Text | None = None
    result: Result | None = None
    exempt: Text | None = None
    out_of_scope: Text | None = None
    legal_basis: LegalBasis
    process: list[ProcessStep] = []
    """Internal steps; their times add up to the published one."""
    interview: list[CaseQuestion] = Field([], max_items=3)
    """Questions that lead to the citizen's case; none: made from the cases (procedures/interview.py)."""

    @validator("name", "short_name", pre=True)
    def _one_line(cls, value: Any) -> Any:
        """As it looks: composed letters, single blanks; nothing that is not seen or turns the line round."""
        if not isinstance(value, str):
            return value
        told = " ".join(unicodedata.normalize("NFC", value).split())
        if any(unicodedata.category(char) in ("Cc", "Cf") for char in told):
            raise ValueError("có ký tự không nhìn thấy được")
        return told

    @validator("process")
    def _adds_up(cls, value: list[ProcessStep], values: dict[str, Any]) -> list[ProcessStep]:
        if not value:
            return value
        units = {step.unit for step in value}
        if len(units - {TimeUnit.HOUR}) > 1 or (TimeUnit.HOUR in units and not units <= {TimeUnit.HOUR, *WHOLE_DAYS}):
            raise ValueError("các bước phải cùng một đơn vị thời gian (giờ đi được với ngày: 8 giờ là một ngày)")
        rules = [
            rule
            for rule in (values["time"].items if values.get("time") else [])
            if rule.purpose == Purpose.PROCESSING and rule.standing in MAY_HOLD
        ]
        hourly = any(rule.unit == TimeUnit.HOUR for rule in rules)
        days = set(WHOLE_DAYS) if units == {TimeUnit.HOUR} and not hourly else units & set(WHOLE_DAYS)
        total = sum(step.hours for step in value) / HOURS_A_DAY if days else sum(step.amount for step in value)
        published = {
            amount
            for rule in rules
            if rule.unit in (days or units)
            for amount in (rule.shortened, rule.amount_max or rule.amount)
            if amount
        }
        if rules and not published:
            raise ValueError("các bước tính bằng đơn vị khác với thời hạn công bố")
        if published and total not in published:
            told = " hoặc ".join(map(str, sorted(published)))
            raise ValueError(f"các bước cộng lại {total:g}, thời hạn công bố là {told}")
        return value

    @validator("change")
    def _ends_by_something(cls, value: Change | None, values: dict[str, Any]) -> Change | None:
        ends = value is not None and value.kind in (ChangeKind.ABOLISHED, ChangeKind.REPLACED)
        if value and ends and not (values.get("decision") or value.reason):
            raise ValueError("bãi bỏ hay thay thế phải ghi theo quyết định nào (decision) hoặc vì sao (change.reason)")
        return value

    @validator("interview")
    def _asks_for_its_own_cases(cls, value: list[CaseQuestion], values: dict[str, Any]) -> list[CaseQuestion]:
        if "documents" not in values or "fee" not in values:
            return value  # those are faulty themselves
        papers, fees = values["documents"], values["fee"]
        known = {group.case for group in papers.groups} if papers else set()
        known |= {case.case for case in fees.items} if fees else set()
        asked = [case for question in value for case in question.cases]
        if unknown := [case for case in asked if case not in known]:
            raise ValueError(f"không giấy tờ hay mức phí nào có trường hợp '{unknown[0]}'")
        if twice := [case for case in asked if asked.count(case) > 1]:
            raise ValueError(f"hai câu cùng hỏi về trường hợp '{twice[0]}'")
        return value

    @validator("aliases", "phrasings", "excludes", "requires", pre=True, each_item=True)
    def _is_said(cls, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            raise ValueError("phải là chữ và không được để trống")
        return value

    @validator("channels", pre=True, each_item=True)
    def _bare_kind_is_a_channel(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value

    @validator("effective_to")
    def _ends_after_it_begins(cls, value: date | None, values: dict[str, Any]) -> date | None:
        if value and values.get("effective_from") and value < values["effective_from"]:
            raise ValueError("effective_to đứng trước effective_from")
        return value

    @validator("whom_to_ask", always=True)
    def _wrong_agency_names_the_right_one(cls, value: str | None, values: dict[str, Any]) -> str | None:
        if values.get("answer_policy") == Policy.WRONG_AGENCY and not value:
            raise ValueError("answer_policy wrong_agency cần whom_to_ask")
        return value

    @property
    def ended(self) -> bool:
        """Whether the procedure has been abolished or replaced with this version."""
        return self.change is not None and self.change.kind in (ChangeKind.ABOLISHED, ChangeKind.REPLACED)

    @property
    def withheld(self) -> bool:
        """Whether its papers, fees and times are told to nobody until an officer has confirmed them."""
        return self.answer_policy == Policy.HANDOFF and self.verified_on is None

    @property
    def is_told(self) -> bool:
        """Whether its papers, fees and times are told as the department's own."""
        return not self.withheld and self.answer_policy != Policy.WRONG_AGENCY

    def papers_on(self, day: date) -> list[tuple[str | None, Document]]:
        """(case, document) of every group that holds on a day."""
        groups = self.documents.groups if self.documents else []
        return [(group.case, paper) for group in groups if group.holds_on(day) for paper in group.items]

    def fees_on(self, day: date) -> list[FeeCase]:
        """Fees that may be asked on a day: in force, or not confirmed to have ended."""
        held = self.fee.items if self.fee else []
        return [one for one in held if one.standing in MAY_HOLD and one.holds_on(day)]

    def times_on(self, day: date) -> list[TimeRule]:
        """Times that may bind on a day: in force then, or not confirmed to have ended."""
        held = self.time.items if self.time else []
        return [one for one in held if one.stands_on(day) or (one.standing in MAY_HOLD and one.holds_on(day))]

    @property
    def works_in(self) -> TimeUnit | None:
        """Unit of the published time, which the internal steps add up to."""
        held = self.time.items if self.time else []
        waited = [one.unit for one in held if one.purpose == Purpose.PROCESSING and one.standing in MAY_HOLD]
        return next(iter(waited), None)

    def reliefs_on(self, day: date) -> list[FeeRelief]:
        """Exemptions and reductions in force on a day."""
        held = self.fee.reliefs if self.fee else []
        return [one for one in held if one.standing == Standing.CURRENT and one.holds_on(day)]

    def agency_on(self, day: date) -> Agency | None:
        return next((agency for agency in reversed(self.agencies.items) if agency.holds_on(day)), None)


TEXT_PARTS = ("applicants", "place", "online", "steps", "conditions", "result", "exempt", "out_of_scope")
