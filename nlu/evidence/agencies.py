"""Whether another agency's matter is asked, or ours beside it."""

from __future__ import annotations

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.evidence.procedures import worth_offering
from nlu.heard import Heard
from nlu.matching import Candidate
from nlu.phrases import aspects, covered, telling
from nlu.spoken import spoken_words
from nlu.syllables import typed_as
from nlu.wordings import FOUNDED, FOUNDS, GRANTED_FIRST, REGISTERS_A_FIRM
from procedures.folding import words


def is_ours(heard: Heard, agency: AgencyMatch) -> bool:
    """Our procedure is named more clearly than the other agency's matter.

    An act done upon any paper ("chứng thực bản sao giấy phép bưu chính") is the other agency's, unless the
    question is whether our papers need it ("… có cần chứng thực bản sao không").
    """
    link, best = heard.link, heard.link.best
    if best is None or names_nothing_else(heard, agency):
        return False
    if agency.entry.decides:
        rival = max((one.score for one in link.agencies if one.id == agency.entry.thing), default=0.0)
        if rival >= best.score + settings.AGENCY_MARGIN and not heard.asks_needed:
            return False  # "công chứng hợp đồng mua bán nhà"
        return best.score >= settings.CHOICE_SCORE and bool({"documents", "conditions"} & set(heard.asked))
    if not worth_offering(heard):
        return False
    if any(c.id == agency.entry.thing and c.score > best.score for c in link.agencies):
        return False
    beside = [pair for pair in link.pairs if not set(pair) & set(agency.words)]
    if beside and best.score >= settings.ANSWER_SCORE:
        return True
    return best.score >= settings.SURE_SCORE and len(agency.words) < len(link.content)


def is_called(candidate: Candidate, told: tuple[str, ...]) -> bool:
    """Whether the words are one of its names, word for word."""
    return any(tuple(spoken_words(name)) == told for name in candidate.matter.called)


def names_the_agency(heard: Heard, agency: AgencyMatch) -> bool:
    """Whether an alias stands there as it was typed: "hợp đồng thuê" is not "đóng thuế".

    Inside what is asked it names nothing: "nộp trên VNeID được không" asks how to file.
    """
    if set(range(agency.start, agency.start + len(agency.words))) <= covered(heard.spoken, aspects()):
        return False
    names = (agency.entry.thing, *agency.entry.aliases)
    said = [name for name in names if tuple(spoken_words(name)) == agency.words or tuple(words(name)) == agency.words]
    return not said or any(typed_as(heard.text, [name], agency.words) for name in said)


def names_nothing_else(heard: Heard, agency: AgencyMatch) -> bool:
    """ "pccc lệ phí bao nhiêu": the other agency's matter, and no paper of ours that may need it."""
    return set(heard.topical) <= set(agency.words) and not heard.asks_needed


def names_ours_beside(heard: Heard, agency: AgencyMatch) -> bool:
    """ "mở công ty chuyển phát nội thành": the agency's words begin what is clearly linked to one of ours."""
    beside = [pair for pair in heard.link.pairs if not set(pair) & set(agency.words)]
    rival = max((one.score for one in heard.link.agencies), default=0.0)
    ours = heard.prints or telling(beside)
    told = " ".join(heard.spoken)
    if ours and FOUNDS.search(" ".join(agency.words)) and not REGISTERS_A_FIRM.search(told):
        return True  # "thành lập công ty bưu chính cần giấy phép gì"
    if ours and any(" ".join(agency.words) in found.group() for found in FOUNDED.finditer(told)):
        return True  # "vừa lập công ty chuyển phát, giờ phải làm gì"
    return bool(beside) and heard.score >= max(settings.SURE_SCORE, rival + settings.AGENCY_MARGIN)


def needs_it_for_ours(heard: Heard, agency: AgencyMatch) -> bool:
    """ "giấy phép bưu chính có cần giấy khám sức khỏe": another agency's paper, asked of the dossier of one of ours."""
    told = " ".join(heard.spoken)
    before, asks, after = told.partition(" co can ") if " co can " in told else told.partition(" co phai ")
    return bool(asks) and " ".join(agency.words) in after and any(" ".join(pair) in before for pair in heard.link.pairs)


def asks_to_print(heard: Heard) -> bool:
    """ "bệnh viện in sổ tay sức khỏe": who prints, and what it is about, are no other agency's matter."""
    permit = GRANTED_FIRST.search(" ".join(heard.spoken))
    return heard.prints and bool(permit or not (heard.clear_aspects or heard.link.acts))


def clearly_another(heard: Heard, likely: Candidate) -> bool:
    """ "mở công ty chuyển phát toàn quốc": the words of the agency named only begin it, another one's is asked."""
    named = heard.agency.entry.thing if heard.agency else None
    own = max((one.score for one in heard.link.agencies if one.id == named), default=0.0)
    return likely.id != named and likely.score >= max(settings.AGENCY_SCORE, own + settings.AGENCY_MARGIN)
