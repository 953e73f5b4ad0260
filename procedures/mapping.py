"""Record <-> rows: the one place that knows both shapes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from procedures import models as m
from procedures import record as r
from procedures.kinds import VersionState

SIMPLE = (
    "name",
    "short_name",
    "level",
    "action",
    "occasion",
    "object",
    "answer_policy",
    "standing",
    "whom_to_ask",
    "effective_from",
    "effective_to",
    "sourced_on",
    "verified_on",
    "verified_by",
    "local_code",
    "status",
    "online_url",
)
SOURCED_PARTS = ("agencies", "documents", "time", "submit_before", "fee", "legal_basis", *r.TEXT_PARTS)
COUNTED = ("amount", "unit", "before", "event", "standing")
"""What the rule of when to file has beside its text."""
LABELS = ("alias", "phrasing", "excluded", "required", "former_code", "applicant", "successor")
Row = TypeVar("Row", bound=m.Base)


@dataclass(frozen=True)
class Entry:
    """Who brings a version in, when and why, and as what."""

    at: datetime
    by: str
    why: str | None = None
    state: VersionState = VersionState.APPROVED


def to_rows(record: r.Record, revision: int, content_hash: str, entry: Entry) -> m.VersionRow:
    return m.VersionRow(
        procedure_id=record.id,
        revision=revision,
        content_hash=content_hash,
        state=entry.state,
        recorded_at=entry.at,
        recorded_by=entry.by,
        recorded_why=entry.why,
        approved_at=entry.at if entry.state == VersionState.APPROVED else None,
        approved_by=entry.by if entry.state == VersionState.APPROVED else None,
        change_kind=record.change.kind if record.change else None,
        change_reason=record.change.reason if record.change else None,
        **{name: getattr(record, name) for name in SIMPLE},
        code=record.code.value,
        code_confidence=record.code.confidence,
        code_verified=record.code.verified,
        code_note=record.code.note,
        decision_number=record.decision.number if record.decision else None,
        decision_date=record.decision.issued_on if record.decision else None,
        labels=_labels(record),
        channels=_rows(m.ChannelRow, record.channels),
        parts=[_part(aspect, part) for aspect in SOURCED_PARTS if (part := getattr(record, aspect)) is not None],
        agencies=_rows(m.AgencyRow, record.agencies.items),
        times=_rows(m.TimeRow, record.time.items if record.time else []),
        fees=_rows(m.FeeRow, record.fee.items if record.fee else []),
        reliefs=_rows(m.FeeReliefRow, record.fee.reliefs if record.fee else []),
        document_groups=_groups(record.documents),
        levels=_rows(m.OnlineLevelRow, record.online.levels if record.online else []),
        process=_rows(m.ProcessStepRow, record.process),
        case_options=[
            m.CaseOptionRow(question=number, ask=question.ask, **option.dict())
            for number, question in enumerate(record.interview)
            for option in question.options
        ],
        citations=[m.CitationRow(law_key=c.law, article=c.article) for c in record.legal_basis.items],
    )


def _labels(record: r.Record) -> list[m.LabelRow]:
    applicants = record.applicants.kinds if record.applicants else []
    kinds = (
        ("alias", record.aliases),
        ("phrasing", record.phrasings),
        ("excluded", record.excludes),
        ("required", record.requires),
        ("former_code", record.code.former),
        ("applicant", applicants),
        ("successor", record.change.successors if record.change else []),
    )
    return [m.LabelRow(kind=kind, text=text) for kind, texts in kinds for text in texts]


def _rows(row: type[Row], items: Iterable[r.Part]) -> list[Row]:
    return [row(**item.dict()) for item in items]


def _groups(documents: r.Documents | None) -> list[m.DocumentGroupRow]:
    groups = documents.groups if documents else []
    return [
        m.DocumentGroupRow(
            case=group.case,
            effective_from=group.effective_from,
            effective_to=group.effective_to,
            items=_rows(m.DocumentRow, group.items),
        )
        for group in groups
    ]


def _part(aspect: str, part: r.Sourced) -> m.PartRow:
    row = m.PartRow(
        aspect=aspect,
        text=getattr(part, "sets" if aspect == "documents" else "text", None),
        confidence=part.confidence,
        confidence_note=part.confidence_note,
        warning=part.warning,
        sources=[m.PartSourceRow(source_key=key) for key in part.sources],
    )
    if isinstance(part, r.Result):
        row.code, row.validity = part.code, part.validity
    if isinstance(part, r.Place):
        row.at_reception = part.at_reception
    if isinstance(part, r.SubmitBefore):
        for name in COUNTED:
            setattr(row, name, getattr(part, name))
    return row


def to_record(version: m.VersionRow) -> r.Record:
    parts = {part.aspect: _sourced(part) for part in version.parts}
    _add_items(parts, version)
    labels: dict[str, list[str]] = {kind: [] for kind in LABELS}
    for label in version.labels:
        labels[label.kind].append(label.text)
    if "applicants" in parts:
        parts["applicants"]["kinds"] = labels["applicant"]
    decision = version.decision_number and {"number": version.decision_number, "issued_on": version.decision_date}
    return r.Record.parse_obj(
        {
            "id": version.procedure_id,
            "field": version.procedure.field_id,
            **{name: getattr(version, name) for name in SIMPLE},
            "code": {
                "value": version.code,
                "confidence": version.code_confidence,
                "verified": version.code_verified,
                "note": version.code_note,
                "former": labels["former_code"],
            },
            "decision": decision or None,
            "change": version.change_kind
            and {
                "kind": version.change_kind,
                "reason": version.change_reason,
                "successors": labels["successor"],
            },
            "aliases": labels["alias"],
            "phrasings": labels["phrasing"],
            "excludes": labels["excluded"],
            "requires": labels["required"],
            "process": [_fields(r.ProcessStep, row) for row in version.process],
            "interview": _interview(version.case_options),
            "channels": [_fields(r.Channel, channel) for channel in version.channels],
            **parts,
        }
    )


def _sourced(part: m.PartRow) -> dict[str, Any]:
    common = {
        "confidence": part.confidence,
        "confidence_note": part.confidence_note,
        "warning": part.warning,
        "sources": [source.source_key for source in part.sources],
    }
    if part.aspect == "result":
        return {**common, "text": part.text, "code": part.code, "validity": part.validity}
    if part.aspect == "place":
        return {**common, "text": part.text, "at_reception": bool(part.at_reception)}
    if part.aspect in r.TEXT_PARTS:
        return {**common, "text": part.text}
    if part.aspect == "submit_before":
        counted = {name: getattr(part, name) for name in COUNTED}
        return {**common, "text": part.text, **counted}
    if part.aspect in ("time", "fee"):
        return {**common, "text": part.text}
    return common


def _add_items(parts: dict[str, dict[str, Any]], version: m.VersionRow) -> None:
    parts["agencies"]["items"] = [_fields(r.Agency, row) for row in version.agencies]
    parts["legal_basis"]["items"] = [{"law": row.law_key, "article": row.article} for row in version.citations]
    if "online" in parts:
        parts["online"]["levels"] = [_fields(r.LevelOnDates, row) for row in version.levels]
    if "time" in parts:
        parts["time"]["items"] = [_fields(r.TimeRule, row) for row in version.times]
    if "fee" in parts:
        parts["fee"]["items"] = [_fields(r.FeeCase, row) for row in version.fees]
        parts["fee"]["reliefs"] = [_fields(r.FeeRelief, row) for row in version.reliefs]
    if "documents" in parts:
        parts["documents"]["sets"] = next(p.text for p in version.parts if p.aspect == "documents")
        parts["documents"]["groups"] = [
            {
                "case": group.case,
                "effective_from": group.effective_from,
                "effective_to": group.effective_to,
                "items": [_fields(r.Document, row) for row in group.items],
            }
            for group in version.document_groups
        ]


def _interview(options: list[m.CaseOptionRow]) -> list[dict[str, Any]]:
    questions: dict[int, dict[str, Any]] = {}
    for option in options:
        question = questions.setdefault(option.question, {"ask": option.ask, "options": []})
        question["options"].append(_fields(r.CaseOption, option))
    return list(questions.values())


def _fields(part: type[r.Part], row: m.Base) -> dict[str, Any]:
    return {name: getattr(row, name) for name in part.__fields__}
