"""Due dates in an answer: when a dossier filed on a day is done, and the latest day to file before an event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from actions.reply import Fact
from actions.wording import origin
from procedures.deadlines import Due, Span, due, latest_after, latest_filing, latest_for_result, spoken_day
from procedures.department import department
from procedures.kinds import DayOf, Purpose, Standing, TimeUnit
from procedures.names import closed, opened
from procedures.record import Record, SubmitBefore, TimeRule
from procedures.settings import HANOI, now
from procedures.working_days import working_days

OFFICE_HOUR = time(9)
"""A day named without an hour is taken as filed in the morning."""
SURELY_OPEN = time(15)
"""Until then every counter takes dossiers in; later ones were passed on the next day (NĐ 61/2018, article 18)."""
ON_THE_RECEIPT = "Ngày chính thức là ngày ghi trên giấy tiếp nhận và hẹn trả kết quả."


@dataclass(frozen=True)
class Filing:
    """The day a citizen names, and what it is the day ``of``; ``span`` where they give one."""

    day: date
    of: DayOf = DayOf.FILING
    span: Span | None = None
    clock: time | None = None
    """Hour of the event, or of filing."""

    @property
    def backwards(self) -> bool:
        """Whether the latest day to file is asked for."""
        return self.of != DayOf.FILING

    @property
    def moment(self) -> datetime:
        """The hour that is told; else now where today is meant, and the morning of another day."""
        if self.clock:
            return datetime.combine(self.day, self.clock, HANOI)
        return now() if self.day == now().date() else datetime.combine(self.day, OFFICE_HOUR, HANOI)

    def remarks(self, span: Span) -> list[str]:
        """What the hour of filing leaves open."""
        return [*self._assumed(span), *self._if_too_late(span)]

    def _assumed(self, span: Span) -> list[str]:
        """What is said where hours are counted from an hour that nobody told."""
        told = self.clock or self.backwards or span.unit != TimeUnit.HOUR
        return (
            [] if told else [f"Anh/chị chưa nói giờ nộp, nên tính từ {self.moment:%H:%M}; nói giờ thì tính lại được."]
        )

    def _if_too_late(self, span: Span) -> list[str]:
        """What becomes of the day where the counter had closed by the hour told and nobody knows when it closes."""
        days, closes = working_days(), department().reception_closes
        told = not self.backwards and self.clock is not None and self.clock > SURELY_OPEN
        if closes or not told or span.unit == TimeUnit.HOUR or not days.is_worked(self.day):
            return []
        found = due(self.moment, span, days, SURELY_OPEN)
        received = spoken_day(days.on_or_after(self.day + timedelta(days=1)))
        return [
            f"Chưa có thông tin về giờ ngừng nhận hồ sơ: nếu {self.clock:%H:%M} đã hết giờ nhận thì tính là nộp"
            f" {received}, hẹn trả {spoken_day(found.day)}."
        ]


@dataclass
class Counted:
    """Lines and facts on one filing."""

    lines: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    """Times of the procedure that were counted from the day of filing."""

    def add(self, line: str, label: str, found: Due) -> None:
        self.lines.append(line)
        self.facts.append(Fact("time", label, line, date=found.day.isoformat()))
        self.doubts += [doubt for doubt in found.doubts if doubt not in self.doubts]


def count_span(filing: Filing, span: Span) -> Counted:
    """What a span makes of the day, whatever procedure it belongs to."""
    counted = Counted()
    _count(counted, filing, span, "", found := _due(filing, span))
    counted.lines += [
        _working(found),
        *filing.remarks(span),
        *([] if filing.backwards else [ON_THE_RECEIPT]),
    ]
    return counted


def count(record: Record, filing: Filing) -> Counted:
    """What the record's times make of the day; empty where it has no time that may still hold."""
    counted = Counted()
    processing = _each_once(_may_hold(record, Purpose.PROCESSING, filing.day))
    notices, submit = _may_hold(record, Purpose.ADVANCE_NOTICE, filing.day), record.submit_before
    if filing.of == DayOf.HAPPENED:
        _count_back(counted, None if submit is None or submit.before else submit, [], filing)
        return counted
    if filing.of == DayOf.EVENT:
        _count_back(counted, submit, notices, filing)
    if filing.of == DayOf.RESULT and not processing:
        _count_back(counted, None, notices, filing)
    if filing.backwards and filing.day < now().date():
        return counted  # of something that happened, not of a day by which a result is wanted
    rules = [] if counted.lines else processing
    certain = any(rule.standing == Standing.CURRENT for rule in rules)
    for rule in rules:
        span = Span(rule.amount_max or rule.amount, rule.unit)
        unsure = ", chưa xác nhận" if rule.standing == Standing.UNCERTAIN and certain else ""
        _count(counted, filing, span, origin(rule) + unsure, found := _due(filing, span))
        counted.spans += [] if filing.backwards else [span]
        if len(counted.lines) == 1:
            counted.lines += [_working(found), *filing.remarks(span)]
        if rule.shortened and not filing.backwards:
            shorter = Span(rule.shortened, rule.unit)
            _count(counted, filing, shorter, ", cơ quan cam kết", _due(filing, shorter))
    if counted.lines and not filing.backwards:
        counted.lines.append(ON_THE_RECEIPT)
    return counted


def _each_once(rules: list[TimeRule]) -> list[TimeRule]:
    """Rules that say the same for several channels count once."""
    told = {(rule.amount_max or rule.amount, rule.unit, rule.shortened, origin(rule)): rule for rule in reversed(rules)}
    return list(reversed(told.values()))


def _may_hold(record: Record, purpose: Purpose, day: date) -> list[TimeRule]:
    """Rules in force on the day, and those that are not confirmed; where none is certain, all that are told."""
    stated = [rule for rule in record.time.items if rule.unit != TimeUnit.UNSTATED] if record.time else []
    items = [rule for rule in stated if rule.purpose == purpose]
    current = [rule for rule in items if rule.stands_on(day)]
    doubtful = [rule for rule in items if rule.standing == Standing.UNCERTAIN and rule.holds_on(day)]
    if any(rule.standing == Standing.CURRENT for rule in current):
        return [*current, *doubtful]
    return [*current, *doubtful, *(rule for rule in items if rule.standing == Standing.ELSEWHERE)]


def _count_back(counted: Counted, submit: SubmitBefore | None, notices: list[TimeRule], filing: Filing) -> None:
    """The latest day by the record's own rule of when to file, or by its advance notice."""
    event = filing.day
    if submit and submit.amount and submit.unit:
        span = Span(submit.amount, submit.unit)
        days = working_days()
        found = latest_filing(event, span, days, filing.clock) if submit.before else latest_after(event, span, days)
        old = " theo quy định cũ" if submit.standing == Standing.PAST else ""
        side = "trước" if submit.before else "sau"
        line = f"Muộn nhất nộp{old}: {spoken_day(found.day)} ({span} {side} {spoken_day(event)}).{_gone(found)}"
        counted.add(line, "Ngày nộp muộn nhất", found)
        counted.lines.append(_working(found))
    for rule in notices:
        span = Span(rule.amount, rule.unit)
        found = latest_filing(event, span, working_days(), filing.clock)
        at = f"{found.at:%H:%M} " if found.at else ""
        hour = "" if filing.clock or rule.unit != TimeUnit.HOUR else " giờ bắt đầu"
        line = f"Muộn nhất gửi: {at}{spoken_day(found.day)}, trước{hour} ít nhất {span}{origin(rule)}.{_gone(found)}"
        counted.add(line, "Ngày gửi muộn nhất", found)


def _due(filing: Filing, span: Span) -> Due:
    if filing.backwards:
        return latest_for_result(filing.day, span, working_days(), filing.clock)
    return due(filing.moment, span, working_days(), department().reception_closes)


def _count(counted: Counted, filing: Filing, span: Span, basis: str, found: Due) -> None:
    if filing.backwards:
        wanted, latest = spoken_day(filing.day), spoken_day(found.day)
        line = f"Muốn có kết quả chậm nhất {wanted} ({span}{basis}): nộp muộn nhất {latest}.{_gone(found)}"
        counted.add(line, "Ngày nộp muộn nhất", found)
        return
    at = f" lúc {found.at:%H:%M}" if found.at else ""
    over = " Ngày này đã qua: chưa có kết quả thì anh/chị hỏi nơi nhận hồ sơ." if found.day < now().date() else ""
    line = f"Nộp {spoken_day(filing.day)}, hạn {span}{basis}: {spoken_day(found.day)}{at}.{over}"
    counted.add(line, "Ngày hẹn trả", found)


def _gone(found: Due) -> str:
    at = found.at.replace(tzinfo=HANOI) if found.at else None
    over = found.day < now().date() or (at is not None and at < now())
    return " Hạn này đã qua, anh/chị hỏi ngay cơ quan cách xử lý." if over else ""


def _working(found: Due) -> str:
    return f"Cách tính: {closed(opened('; '.join(found.working)))}"
