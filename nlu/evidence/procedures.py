"""Whether one of our procedures is meant, surely enough for an answer, a question or an offer."""

from __future__ import annotations

from nlu import settings
from nlu.evidence.typed import keeps_marks_of_pairs
from nlu.heard import HOURS, POINTING, Heard
from nlu.linking import Link
from nlu.matching import Candidate, content_words
from nlu.phrases import PhraseBook, actions, covered, generic_words, lexicon, telling
from nlu.spoken import spoken_words
from nlu.sureness import sureness
from nlu.wordings import GRANTED_FIRST, WHICH_PERMIT
from procedures.acts import FIRST_GRANTS, fit, tells_occasion

WANTING = frozenset(lexicon("stopwords")["wanting"])
NEAR_ACT = 0.5
"""Below this fit the first act said is another one's where a twin does just that."""


def is_answerable(heard: Heard) -> bool:
    """One procedure is clearly meant, and nothing in the message speaks against answering with it."""
    best = heard.link.best
    if best is None or speaks_against(heard):
        return False
    return best.whole_name or sureness(heard) >= settings.ANSWER_SURE or _says_its_name_alone(best, heard.link)


def _says_its_name_alone(best: Candidate, link: Link) -> bool:
    """ "họp báo thì lệ phí bao nhiêu": short as it is, one of its names is all that is named."""
    return any(content_words(spoken_words(name)) == link.content for name in best.matter.called)


def is_likely(heard: Heard) -> bool:
    """Sure enough for a question that the citizen can still put right."""
    return heard.link.best is not None and not speaks_against(heard) and sureness(heard) >= settings.LIKELY_SURE


def worth_offering(heard: Heard) -> bool:
    """It is likely enough that the first candidate is meant to name it and its neighbours."""
    return heard.link.best is not None and sureness(heard) >= settings.OFFER_SURE


def perhaps_ours(heard: Heard) -> bool:
    """ "mở công ty giao hàng nội thành": another agency's words only begin the story, which fits one of ours."""
    return heard.link.best is not None and sureness(heard) >= settings.PERHAPS_SURE


def speaks_against(heard: Heard) -> bool:
    """Whether the message rules out an answer from the first candidate, however near it comes."""
    link, best = heard.link, heard.link.candidates[0]
    if best.score == 1.0:
        return False
    if not _says_what_it_must(best, link):
        return True
    if not keeps_marks_of_pairs(heard, best):
        return True  # "đặc sản Hà Nội" is no "đặc san"
    if max(c.uncut for c in link.candidates) > best.score:
        return True  # the one that fits best is for what is not sold: the one for selling may not be ours
    if HOURS.search(" ".join(heard.spoken)) and not heard.asked:
        return True  # "quán net mở tới mấy giờ"
    if _another_act_is_asked(link, best):
        return True
    happened = [act for act in link.acts if tells_occasion([act])]  # what was lost is not answered from a first grant
    return bool(happened) and fit(happened, best.matter.action or "", best.matter.occasion) < settings.ACT_FITS


def _says_what_it_must(candidate: Candidate, link: Link) -> bool:
    """ "xuất bản phẩm không kinh doanh" says nothing of importing them, "cơ sở in đổi người đại diện" of post."""
    required = candidate.matter.requires
    return not required or bool(PhraseBook({"required": required}).find(link.corrected))


def _another_act_is_asked(link: Link, best: Candidate) -> bool:
    """ "sửa đổi giấy phép …" where only a first grant is ours; "thay đổi đăng ký …" where a twin does just that."""
    if not link.acts:
        return False
    if fit(link.acts, best.matter.action or "", best.matter.occasion) == 0.0:
        return True
    if best.whole_name:
        return False
    first = link.acts[:1]
    twins = [c.matter for c in link.candidates if c.object == best.object and c is not best]
    fits = any(fit(first, twin.action or "", twin.occasion) == 1.0 for twin in twins)
    return fits and fit(first, best.matter.action or "", best.matter.occasion) < NEAR_ACT


def says_a_name(heard: Heard) -> bool:
    """One of the names of what comes nearest stands in the message word for word: "họp báo", "bản tin"."""
    return any(_is_called_by_name(one, heard) for one in heard.link.candidates[: settings.CHOICES])


def _is_called_by_name(candidate: Candidate, heard: Heard) -> bool:
    told = f" {' '.join(heard.spoken)} "
    names = map(spoken_words, candidate.matter.called)
    return any(len(name) > 1 and f" {' '.join(name)} " in told for name in names)


def names_a_permit(heard: Heard) -> bool:
    """ "giấy phép bưu chính", "giấy phép in": a permit with a word of what it is for, however little else fits."""
    return any(set(pair) & generic_words() for pair in telling(heard.link.pairs))


def named_instead(heard: Heard) -> list[Candidate]:
    """Those with a name that stands in the message, where the first candidate shares no word with it: "họp báo …"."""
    best = heard.link.best
    if best is None or best.named or best.score == 1.0:
        return []
    return [one for one in heard.link.candidates if _is_called_by_name(one, heard)]


def named_first(heard: Heard) -> list[Candidate]:
    """What is offered where something else than the first candidate is called by its name."""
    offered = {one.id: one for one in (*named_instead(heard), *plausible(heard.link))}
    return list(offered.values())[: settings.CHOICES]


def says_only_what_ours_say_too(heard: Heard) -> bool:
    """ "nhập khẩu", "phát hành": two words of our names and nothing else; ours come before whatever else has them."""
    ours = {word for pair in heard.link.pairs for word in pair}
    if heard.agency and ours < set(heard.agency.words):
        return False  # "nhập khẩu ô tô": the longer match is theirs
    named = bool(heard.topical) and set(heard.topical) <= ours and len(heard.topical) <= settings.STRAY_WORDS
    return named and heard.link.candidates[0].named == 1.0 and heard.score >= settings.SCOPE_SCORE


def wants_some_permit(heard: Heard) -> bool:
    """ "xin giấy phép", "làm giấy xác nhận": wants one, does not speak of one spoken of before."""
    asks_whether = " co phai " in f" {' '.join(heard.spoken)} "
    told = covered(heard.spoken, actions())
    wants = any(word in WANTING for at, word in enumerate(heard.spoken) if at not in told)
    return heard.names_generic and wants and not POINTING & set(heard.spoken) and not asks_whether


def goes_on(heard: Heard) -> bool:
    """ "còn nếu bán lại cho người khác?", "trong mấy ngày phải báo": at most a word that is a name's by chance."""
    if heard.link.pairs:
        return False
    return len(heard.topical) <= 1 or (heard.opens and len(heard.topical) <= settings.STRAY_WORDS)


def plausible(link: Link) -> list[Candidate]:
    """Candidates worth naming: those not far behind the best, what the message cannot mean behind the others."""
    if not link.best:
        return []
    floor = max(link.best.score - settings.CHOICE_SPAN, settings.CHOICE_SCORE * 0.8)
    near = [c for c in link.candidates if c.score >= floor]
    return sorted(near, key=lambda one: not _says_what_it_must(one, link))[: settings.CHOICES]


def without_later_acts(heard: Heard, offered: list[Candidate]) -> list[Candidate]:
    """Who asks which permit is needed is offered no reissue of a paper whose first grant stands beside it."""
    told = " ".join(heard.spoken)
    asks_for_first = WHICH_PERMIT.search(told) or GRANTED_FIRST.search(told)
    if not asks_for_first or set(heard.link.acts) - set(FIRST_GRANTS):
        return offered
    first = [one for one in offered if one.matter.action in FIRST_GRANTS]
    granted = {one.object for one in first}
    return [*first, *(one for one in offered if one.object not in granted)]


def spread(link: Link) -> list[Candidate]:
    """For "xin giấy phép": candidates of different kinds rather than three of one family."""
    kinds: dict[str, Candidate] = {}
    for candidate in link.candidates:
        kinds.setdefault(candidate.id.rsplit("-", 2)[0], candidate)
    return list(kinds.values())[: settings.CHOICES]
