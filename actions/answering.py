"""One procedure, some aspects -> one reply, spoken as the record's answer policy allows (DESIGN: answer policy)."""

from __future__ import annotations

from dataclasses import replace

from actions import settings
from actions.announced import Beside, coming_changes, ended
from actions.aspects import say
from actions.citations import citations, decided, read_on
from actions.links import page_button, page_link, portal_button
from actions.reply import Button, Reply
from actions.said import Question, Said
from actions.texts import quoted
from actions.wording import ASPECT_LABELS, NOT_CONFIRMED, first_sentence, footer, shortened, to_ask
from procedures.kinds import Policy
from procedures.names import closed, day_text, opened
from procedures.record import Record
from procedures.settings import today

NEXT = ("documents", "fee", "time", "place", "online")
"""Aspects offered behind an answer, in this order."""
UNDER_REVIEW = "Thủ tục này đang được đối chiếu với quy định mới."
OLD_RULE = "Phần dưới đây theo quy định cũ."
ON_THE_PAGE = "(xem đủ ở trang thủ tục)"
OF_THAT_DAY = "Trả lời theo bản có hiệu lực ngày {}."
ASK_HUMAN = "Gặp cán bộ"
SEND_TO_STAFF = "Gửi cán bộ trả lời"


def answer(question: Question, aspects: list[str], beside: Beside | None = None) -> Reply:
    """The reply on ``aspects`` of the record asked about (none: an overview); further ones wait behind buttons."""
    record, asked = question.record, aspects[: settings.MOST_ASPECTS] or ["overview"]
    question = replace(question, asked=tuple(asked))
    beside = beside or Beside()
    if record.ended:
        return ended(record, asked, citations(question, asked), beside)
    if record.answer_policy == Policy.WRONG_AGENCY:
        return _announcing(_wrong_agency(record, citations(question, ["place"])), question, asked, beside)
    if record.withheld:
        return _announcing(_hand_off(question, aspects, citations(question, aspects)), question, asked, beside)
    kept = question.day != today() and record.effective_from <= question.day
    later = [OF_THAT_DAY.format(day_text(question.day))] if kept else []
    cited = citations(question, asked)
    left = aspects[settings.MOST_ASPECTS :]
    coming, dated = coming_changes(question, asked, beside)
    after = [*later, *coming, *_waiting(left)]
    said = _said(question)
    warning = None if record.verified_on else _warning(question, said)
    text = _text(question, said, after, warning, cited)
    if len(text) > settings.ANSWER_CHARACTERS - question.noted and not question.whole:
        question = replace(question, tight=True)
        said = _said(question)
        text = _text(question, said, after, warning, cited)
    return Reply(
        kind="answer",
        text=text,
        procedure=record,
        sourced_on=read_on(question),
        aspects=asked,
        facts=[fact for one in said for fact in one.facts] + dated,
        documents=[paper for one in said for paper in one.documents],
        links=[link for one in said for link in one.links] + [page_link(record)],
        citations=cited,
        warning=warning,
        buttons=_buttons(record, asked, left, said, warning),
    )


def _said(question: Question) -> list[Said]:
    if question.about:
        return [quoted(question)]
    return [say(aspect, replace(question, named=number > 0)) for number, aspect in enumerate(question.asked)]


def _announcing(reply: Reply, question: Question, asked: list[str], beside: Beside) -> Reply:
    """With the end of the procedure, where the record itself is not told: its new values are withheld like today's."""
    coming, dated = coming_changes(question, asked, beside, ends_only=True)
    return replace(reply, text="\n\n".join([reply.text, *coming]), facts=[*reply.facts, *dated]) if coming else reply


def _warning(question: Question, said: list[Said]) -> str:
    record, doubts = question.record, _doubts(said)
    if record.answer_policy == Policy.OLD_RULE:
        known = any(one.facts or one.documents for one in said)
        told = [
            _old_rule(question) if known else UNDER_REVIEW,
            closed(first_sentence(record.standing)),
            *map(closed, doubts),
        ]
        return " ".join(dict.fromkeys(told))
    standing = closed(first_sentence(record.standing)) if len(said) == 1 else ""
    return " ".join(map(closed, doubts)) or standing or NOT_CONFIRMED


def _old_rule(question: Question) -> str:
    """What is of the old rule: all that follows, or all but what a decision has set since."""
    decision = question.record.decision
    if decision is None or len(decided(question, question.asked)) < question.share:
        return OLD_RULE
    named = ", ".join(ASPECT_LABELS[aspect].lower() for aspect in question.asked)
    return f"{opened(named)} theo Quyết định {decision.number}; các phần khác của thủ tục này theo quy định cũ."


def _doubts(said: list[Said]) -> list[str]:
    return list(dict.fromkeys(one.warning for one in said if one.warning))


def _text(
    question: Question, said: list[Said], after: list[str], warning: str | None, cited: list[dict[str, str]]
) -> str:
    """The answer in words; where it is long, fewer laws and each aspect's doubt shortened (the payload has all)."""
    known = any(one.facts or one.documents for one in said)
    titles = [law["title"] for law in cited[: max(2, len(said))]] if known else []
    fewer = titles[: min(2, len(said))]
    tried = [(titles, warning), (fewer, warning), (fewer, _brief(question, said) if warning else None)]
    tried += [(fewer, _named_doubts(question, said))] if warning and len(_doubts(said)) > 1 else []
    texts = [_composed(question, said, after, told, laws) for laws, told in tried]
    room = settings.ANSWER_CHARACTERS - question.noted
    return next((text for text in texts if len(text) <= room), texts[-1])


def _brief(question: Question, said: list[Said]) -> str:
    record = question.record
    if record.answer_policy == Policy.OLD_RULE:
        why = next(iter(_doubts(said)), None) or to_ask(record.standing)
        return f"{_old_rule(question)} {shortened(why, settings.WARNING_CHARACTERS, ON_THE_PAGE)}"
    doubts = _doubts(said)
    if not doubts and len(said) == 1 and record.standing:
        return shortened(first_sentence(record.standing), settings.STANDING_CHARACTERS, ON_THE_PAGE)
    room = max(settings.WARNING_CHARACTERS // max(len(doubts), 1), settings.LEAST_WARNING)
    told = [shortened(doubt if len(doubts) == 1 else first_sentence(doubt), room, "") for doubt in doubts]
    return " ".join([*told, *([ON_THE_PAGE] if any(one.endswith("…") for one in told) else [])]) or NOT_CONFIRMED


def _named_doubts(question: Question, said: list[Said]) -> str:
    """Which of several parts are in doubt, where there is no room for why."""
    named = ", ".join(ASPECT_LABELS[aspect] for aspect, one in zip(question.asked, said, strict=True) if one.warning)
    told = f"{opened(named.lower())} còn điểm chưa được đối chiếu; lưu ý từng phần ở trang thủ tục."
    return f"{_old_rule(question)} {told}" if question.record.answer_policy == Policy.OLD_RULE else told


def _composed(question: Question, said: list[Said], after: list[str], warning: str | None, titles: list[str]) -> str:
    record, parts = question.record, [*(one.text for one in said), *after]
    if warning and record.answer_policy == Policy.OLD_RULE:
        parts.insert(0, f"⚠ {warning}")
    elif warning and warning != NOT_CONFIRMED:
        parts.append(f"⚠ {warning}")
    return "\n\n".join([*parts, footer(record, titles, read_on(question))])


def _waiting(left: list[str]) -> list[str]:
    """Aspects asked that wait behind buttons."""
    named = ", ".join(ASPECT_LABELS[aspect].lower() for aspect in left)
    return [f"Còn {named}: xin bấm nút bên dưới."] if left else []


def _buttons(record: Record, asked: list[str], left: list[str], said: list[Said], warning: str | None) -> list[Button]:
    own = [button for one in said for button in one.buttons]
    human = [Button.asking(ASK_HUMAN, "ask_human")] if warning and record.answer_policy == Policy.OLD_RULE else []
    further = [
        Button.asking(ASPECT_LABELS[aspect], "ask_procedure", procedure=record.id, aspect=aspect)
        for aspect in dict.fromkeys([*left, *NEXT])
        if aspect not in asked
    ]
    return [*own, *human, *further[: 3 if own else 4], page_button(record)]


def _hand_off(question: Question, aspects: list[str], cited: list[dict[str, str]]) -> Reply:
    record = question.record
    asked = ", ".join(ASPECT_LABELS[aspect].lower() for aspect in aspects if aspect != "overview")
    withheld = f"xin không nói về {asked}" if asked else "xin không nêu con số hay giấy tờ nào"
    return Reply(
        kind="handoff",
        text=(
            f"{opened(record.short_name)} có trong danh mục, nhưng dữ liệu về thủ tục này chưa được"
            f" kiểm chứng nên trợ lý {withheld} để tránh sai.\n\n"
            f'Anh/chị bấm "{SEND_TO_STAFF}" để câu hỏi được chuyển cho cán bộ phụ trách.\n\n{footer(record, [])}'
        ),
        procedure=record,
        aspects=aspects,
        links=[page_link(record)],
        citations=cited,
        warning=closed(record.standing),
        buttons=[
            Button.asking(SEND_TO_STAFF, "send_to_staff", procedure=record.id),
            *([portal_button(question)] if record.code.value else []),
            page_button(record),
        ],
    )


def _wrong_agency(record: Record, cited: list[dict[str, str]]) -> Reply:
    return Reply(
        kind="wrong_agency",
        text=(
            f"{opened(record.short_name)} hiện không do sở giải quyết."
            f" Nơi giải quyết: {closed(record.whom_to_ask or '')}"
            " Anh/chị liên hệ nơi đó để biết hồ sơ, lệ phí và thời hạn đang áp dụng."
            f"\n\n{footer(record, [law['title'] for law in cited[:1]])}"
        ),
        procedure=record,
        links=[page_link(record)],
        citations=cited,
        warning=closed(record.standing),
        buttons=[
            page_button(record),
            Button.asking(ASK_HUMAN, "ask_human"),
        ],
    )
