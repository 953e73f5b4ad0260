"""Tables of the procedure database.

A procedure has versions by effective date; a version is never overwritten: a change of the same date is a
higher ``revision``. Parts of a version are rows of their own, so that importers, diffs and reports can query them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: DateTime(timezone=True)}


class FieldRow(Base):
    __tablename__ = "field"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    position: Mapped[int]


class SourceRow(Base):
    __tablename__ = "source"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[date | None]


class LawRow(Base):
    __tablename__ = "law"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(64))
    issued_on: Mapped[date | None]
    issuer: Mapped[str | None] = mapped_column(String(200))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    amends: Mapped[list[str]] = mapped_column(JSON, default=list)
    note: Mapped[str | None] = mapped_column(Text)


class ProcedureRow(Base):
    __tablename__ = "procedure"
    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    field_id: Mapped[str] = mapped_column(ForeignKey("field.id"), index=True)
    versions: Mapped[list[VersionRow]] = relationship(back_populates="procedure")


class VersionRow(Base):
    __tablename__ = "procedure_version"
    __table_args__ = (UniqueConstraint("procedure_id", "effective_from", "revision"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[str] = mapped_column(ForeignKey("procedure.id"), index=True)
    effective_from: Mapped[date] = mapped_column(index=True)
    effective_to: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    occasion: Mapped[str | None] = mapped_column(String(16))
    object: Mapped[str] = mapped_column(String(128), index=True)
    code: Mapped[str | None] = mapped_column(String(32), index=True)
    code_confidence: Mapped[str] = mapped_column(String(8))
    code_verified: Mapped[bool]
    code_note: Mapped[str | None] = mapped_column(Text)
    local_code: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    answer_policy: Mapped[str] = mapped_column(String(64))
    standing: Mapped[str] = mapped_column(Text)
    whom_to_ask: Mapped[str | None] = mapped_column(Text)
    sourced_on: Mapped[date]
    verified_on: Mapped[date | None]
    verified_by: Mapped[str | None] = mapped_column(String(200))
    decision_number: Mapped[str | None] = mapped_column(String(64))
    decision_date: Mapped[date | None]
    change_kind: Mapped[str | None] = mapped_column(String(16))
    change_reason: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    recorded_by: Mapped[str] = mapped_column(String(200))
    recorded_why: Mapped[str | None] = mapped_column(Text)
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(200))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(200))
    online_url: Mapped[str | None] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]

    procedure: Mapped[ProcedureRow] = relationship(back_populates="versions")
    labels: Mapped[list[LabelRow]] = relationship(order_by="LabelRow.id")
    channels: Mapped[list[ChannelRow]] = relationship(order_by="ChannelRow.id")
    parts: Mapped[list[PartRow]] = relationship(order_by="PartRow.id")
    agencies: Mapped[list[AgencyRow]] = relationship(order_by="AgencyRow.id")
    times: Mapped[list[TimeRow]] = relationship(order_by="TimeRow.id")
    fees: Mapped[list[FeeRow]] = relationship(order_by="FeeRow.id")
    reliefs: Mapped[list[FeeReliefRow]] = relationship(order_by="FeeReliefRow.id")
    document_groups: Mapped[list[DocumentGroupRow]] = relationship(order_by="DocumentGroupRow.id")
    citations: Mapped[list[CitationRow]] = relationship(order_by="CitationRow.id")
    levels: Mapped[list[OnlineLevelRow]] = relationship(order_by="OnlineLevelRow.id")
    process: Mapped[list[ProcessStepRow]] = relationship(order_by="ProcessStepRow.id")
    case_options: Mapped[list[CaseOptionRow]] = relationship(order_by="CaseOptionRow.id")


class LabelRow(Base):
    """A short text of a version: alias, phrasing, what rules it out, former code, kind of applicant, or successor."""

    __tablename__ = "label"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)


class ChannelRow(Base):
    __tablename__ = "channel"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    note: Mapped[str | None] = mapped_column(Text)


class PartRow(Base):
    """What a part of a version rests on: text, confidence, warning, sources; amounts are rows of their own."""

    __tablename__ = "part"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    aspect: Mapped[str] = mapped_column(String(32))
    text: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(8))
    confidence_note: Mapped[str | None] = mapped_column(Text)
    warning: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(String(16))
    before: Mapped[bool | None]
    event: Mapped[str | None] = mapped_column(Text)
    standing: Mapped[str | None] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(64))
    validity: Mapped[str | None] = mapped_column(Text)
    at_reception: Mapped[bool | None]
    sources: Mapped[list[PartSourceRow]] = relationship(order_by="PartSourceRow.id")


class PartSourceRow(Base):
    __tablename__ = "part_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("part.id"), index=True)
    source_key: Mapped[str] = mapped_column(ForeignKey("source.key"))


class AgencyRow(Base):
    __tablename__ = "version_agency"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(String(8))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class TimeRow(Base):
    __tablename__ = "time_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    amount: Mapped[int]
    amount_max: Mapped[int | None]
    shortened: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[str] = mapped_column(String(16))
    standing: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str | None] = mapped_column(String(16))
    basis: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[str | None] = mapped_column(String(8))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class FeeRow(Base):
    __tablename__ = "fee_case"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    case: Mapped[str | None] = mapped_column(Text)
    amount_vnd: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(String(64))
    foreign: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(String(16))
    standing: Mapped[str] = mapped_column(String(16))
    confidence: Mapped[str | None] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class FeeReliefRow(Base):
    __tablename__ = "fee_relief"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    who: Mapped[str | None] = mapped_column(Text)
    percent: Mapped[int]
    channel: Mapped[str | None] = mapped_column(String(16))
    basis: Mapped[str | None] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(String(16))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class DocumentGroupRow(Base):
    __tablename__ = "document_group"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    case: Mapped[str | None] = mapped_column(Text)
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]
    items: Mapped[list[DocumentRow]] = relationship(order_by="DocumentRow.id")


class DocumentRow(Base):
    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("document_group.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    original: Mapped[int | None]
    copy_: Mapped[int | None] = mapped_column("copy")
    form: Mapped[str | None] = mapped_column(Text)
    form_url: Mapped[str | None] = mapped_column(Text)
    certified: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(Text)


class CitationRow(Base):
    __tablename__ = "citation"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    law_key: Mapped[str] = mapped_column(ForeignKey("law.key"))
    article: Mapped[str | None] = mapped_column(Text)


class OnlineLevelRow(Base):
    __tablename__ = "online_level"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    level: Mapped[str] = mapped_column(String(16))
    effective_from: Mapped[date | None]
    effective_to: Mapped[date | None]


class ProcessStepRow(Base):
    __tablename__ = "process_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    in_charge: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(String(16))


class CaseOptionRow(Base):
    """One answer to one question of the case interview; ``question`` counts from 0."""

    __tablename__ = "case_option"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    question: Mapped[int]
    ask: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    cases: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[list[str]] = mapped_column(JSON)


class LinkCheckRow(Base):
    """What came of asking for a link the last time it said something."""

    __tablename__ = "link_check"
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    health: Mapped[str] = mapped_column(String(16))
    detail: Mapped[str] = mapped_column(Text)
    checked_at: Mapped[datetime]


class SeedRow(Base):
    """Hash of each file of ``data/`` as it was last brought into the database."""

    __tablename__ = "seed_file"
    path: Mapped[str] = mapped_column(String(255), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]
