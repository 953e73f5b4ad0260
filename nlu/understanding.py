"""The decision: what a message asks, from the classifier's guess, the linked procedures and the words themselves.

Pure and without Rasa, so that every rule can be tested on text. The rules of ``understand`` read from top to
bottom: safety, another agency, a pick from a list, small talk, a named procedure, an ellipsis, choices, unresolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.linking import NO_FAMILY, Candidate, Link
from nlu.phrases import actions, aspects, covered, fillers, generic_words, lexicon, spoken_words, stopwords
from procedures.acts import OCCASIONS
from procedures.folding import words

POINTING = frozenset(lexicon("stopwords")["pointing"])
WANTING = frozenset(lexicon("stopwords")["wanting"])
COVERS = {"online": {"place"}, "form": {"place", "documents"}, "legal_basis": {"place"}}
"""An aspect and those it makes redundant: "nộp online ở đâu" asks for the link, not for an address."""
IF_ALONE = "_if_alone"
"""Suffix of vague askings ("thế nào", "có phải"), which count where no aspect is named."""
SECRET = re.compile(
    r"\b(otp|ma pin|mat khau|so the (ngan hang|atm|tin dung)|cvv|nop ho (toi|em|minh|tui|dum|gium|giup))\b"
)
PICK = re.compile(r"^(?:(?:cai|so|muc|chon|lua chon|thu tuc|y) )*(?:thu )?([1-5]|nhat|hai|ba|dau tien|cuoi cung)$")
ORDINALS = {"nhat": 1, "dau tien": 1, "hai": 2, "ba": 3, "cuoi cung": -1}
LISTING = re.compile(r"^(?:cho (?:toi )?)?(?:xem |co )?(?:danh sach|danh muc) (?:cac )?thu tuc\b")
PERSON = frozenset(["gap", "can", "bo", "nguoi", "that", "nhan", "vien", "tu", "van", "hotline", "tong", "dai"])
ABOUT_SERVICE = ("ask_human", "track_dossier", "show_more", "list_procedures", "out_of_scope")
COURTESY = ("greet", "thank", "goodbye", "affirm", "deny")
IDLE = ("out_of_scope", "chitchat", "insult", "ask_identity", *COURTESY)
"""Intents that a named aspect outweighs: "ai được làm" is no question about the bot."""
TALK = frozenset((*ABOUT_SERVICE, *COURTESY, "ask_identity", "chitchat", "insult"))
"""Intents that the classifier alone decides."""


@dataclass(frozen=True)
class Understanding:
    """``intent`` as the rules of the dialogue know it; ``procedures`` are ids, best first."""

    intent: str
    procedures: list[Candidate] = field(default_factory=list)
    aspects: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    other_agency: str | None = None
    pick: int | None = None
    confidence: float = 1.0


def understand(
    text: str, link: Link, agency: AgencyMatch | None, guess: tuple[str, float], vocabulary: frozenset[str]
) -> Understanding:
    """``guess`` is the classifier's intent and confidence; ``vocabulary`` the folded words it was trained on."""
    spoken = spoken_words(text)
    topical = topical_words(spoken)
    asked = asked_aspects(spoken)
    acts = link.acts
    intent, sure = guess
    if SECRET.search(" ".join(spoken)) or (intent == "share_secret" and _secret(sure, link, spoken)):
        return Understanding("share_secret", confidence=sure)
    if agency and not _ours(link, agency, asked):
        return Understanding("other_agency", other_agency=agency.entry.thing)
    if LISTING.search(" ".join(words(text))):
        return Understanding("list_procedures")
    if picked := PICK.match(" ".join(words(text))):
        told = picked.group(1)
        return Understanding("pick", pick=ORDINALS.get(told) or int(told))
    if _talk(intent, sure, link, topical, spoken):
        return Understanding(intent, [], asked, acts, confidence=sure)
    if _answerable(link, topical):
        meant = _with_other_occasions(link)
        return Understanding("ask_procedure", meant, _outside_name(spoken, meant), acts, confidence=meant[0].score)
    if _names_nothing(topical, link) and (asked or acts):
        if _wants_some_permit(spoken):
            return Understanding("ask_unclear", _spread(link), asked, acts)
        return Understanding("ask_follow_up", _plausible(link), [] if acts and _vague(spoken) else asked, acts)
    if intent == "other_agency" and sure >= settings.INTENT_SURE and not _clear(link):
        return Understanding("out_of_scope", confidence=sure)
    if not _speaks(spoken, vocabulary):
        return Understanding("unresolved")
    if topical and link.best and link.best.score >= settings.CHOICE_SCORE:
        return Understanding("ask_unclear", _plausible(link), asked, acts)
    if not topical and _names_generic(spoken):
        return Understanding("ask_unclear", _spread(link), asked, acts)
    if intent in TALK and sure >= settings.INTENT_SURE / 2:
        return Understanding(intent, confidence=sure)
    return Understanding("unresolved", _plausible(link), asked, acts)


def asked_aspects(spoken: list[str], inside: frozenset[int] = frozenset()) -> list[str]:
    """Aspects in the order they were asked, without those another one covers or that stand ``inside`` a name."""
    matches = [m for m in aspects().find(spoken) if not set(range(m.start, m.end)) <= inside]
    found = list(dict.fromkeys(match.label for match in matches))
    clear = [aspect for aspect in found if not aspect.endswith(IF_ALONE)]
    implied = {aspect for asked in clear for aspect in COVERS.get(asked, ())}
    named = [aspect for aspect in clear if aspect not in implied and aspect != "overview"]
    return named or clear[:1] or [aspect.removesuffix(IF_ALONE) for aspect in found[:1]]


def topical_words(spoken: list[str]) -> list[str]:
    """Words that name a matter: no aspect, no act, nothing generic or empty."""
    told = covered(spoken, aspects(), actions(), fillers())
    empty = stopwords() | generic_words() | POINTING
    return [word for at, word in enumerate(spoken) if at not in told and word not in empty]


def _outside_name(spoken: list[str], meant: list[Candidate]) -> list[str]:
    """Aspects asked, without words that only belong to the procedure's own name ("thay đổi địa chỉ trụ sở")."""
    name = words(meant[0].name)
    blocks = SequenceMatcher(None, spoken, name, autojunk=False).get_matching_blocks()
    inside = {at for b in blocks if b.size >= settings.NAME_RUN for at in range(b.a, b.a + b.size)}
    return asked_aspects(spoken, frozenset(inside))


def _with_other_occasions(link: Link) -> list[Candidate]:
    """The best, and where the message does not say whether lost or expired, its siblings for the other occasion."""
    best = link.candidates[0]
    if best.family == NO_FAMILY or OCCASIONS & set(link.acts):
        return [best]
    return [candidate for candidate in link.candidates if candidate.family == best.family]


def _secret(sure: float, link: Link, spoken: list[str]) -> bool:
    return sure >= settings.SECRET_SURE and not _clear(link) and not _clear_aspects(spoken)


def _talk(intent: str, sure: float, link: Link, topical: list[str], spoken: list[str]) -> bool:
    """Small talk and requests about the service itself, unless a procedure or an aspect is named or a story told."""
    floor = settings.STORY_SURE if len(topical) >= settings.STORY_WORDS else settings.INTENT_SURE
    if intent not in TALK or sure < floor:
        return False
    if _clear(link) and len(topical) > (2 if sure >= settings.TALK_SURE else 1):
        return False
    idle = intent in IDLE or (intent == "ask_human" and not PERSON & set(spoken))
    return not (idle and _clear_aspects(spoken) and _names_nothing(topical, link))


def _clear(link: Link) -> bool:
    return bool(link.best and link.best.score >= settings.ANSWER_SCORE)


def _clear_aspects(spoken: list[str]) -> list[str]:
    return [m.label for m in aspects().find(spoken) if not m.label.endswith(IF_ALONE) and m.label != "overview"]


def _vague(spoken: list[str]) -> bool:
    """Asks no aspect by name: "còn cấp lại thì làm thế nào" goes on with the aspect asked before."""
    return not _clear_aspects(spoken)


def _answerable(link: Link, topical: list[str]) -> bool:
    """One procedure is clearly meant; a single word is too little, for "chào" and "chảo" fold alike."""
    best = link.best
    if best is None or best.score < settings.ANSWER_SCORE:
        return False
    if best.score == 1.0:
        return True
    if len(topical) < 2 or not link.pairs:
        return False
    rivals = [c.score for c in link.candidates[1:] if best.family == NO_FAMILY or c.family != best.family]
    lead = best.score - max(rivals, default=0.0)
    return lead >= (settings.SURE_MARGIN if best.score >= settings.SURE_SCORE else settings.ANSWER_MARGIN)


def _names_nothing(topical: list[str], link: Link) -> bool:
    """No matter of ours is named; a few stray words do not make a subject."""
    return len(topical) <= settings.STRAY_WORDS and not set(topical) & link.naming


def _ours(link: Link, agency: AgencyMatch, asked: list[str]) -> bool:
    """Our procedure is named more clearly than the other agency's matter.

    An act done upon any paper ("chứng thực bản sao giấy phép bưu chính") is the other agency's, unless the
    question is whether our papers need it ("… có cần chứng thực bản sao không").
    """
    best = link.best
    if best is None:
        return False
    if agency.entry.decides:
        return best.score >= settings.CHOICE_SCORE and bool({"documents", "conditions"} & set(asked))
    beside = [pair for pair in link.pairs if not set(pair) & set(agency.words)]
    if beside and best.score >= settings.ANSWER_SCORE:
        return True
    return best.score >= settings.SURE_SCORE and len(agency.words) < len(link.content)


def _plausible(link: Link) -> list[Candidate]:
    """Candidates worth naming: those not far behind the best."""
    if not link.best:
        return []
    floor = max(link.best.score - 0.2, settings.CHOICE_SCORE * 0.8)
    return [c for c in link.candidates if c.score >= floor][: settings.CHOICES]


def _spread(link: Link) -> list[Candidate]:
    """For "xin giấy phép": candidates of different kinds rather than three of one family."""
    kinds: dict[str, Candidate] = {}
    for candidate in link.candidates:
        kinds.setdefault(candidate.procedure.rsplit("-", 2)[0], candidate)
    return list(kinds.values())[: settings.CHOICES]


def _names_generic(spoken: list[str]) -> bool:
    """Whether some permit is named without saying which; "cấp lại" alone names none."""
    told = covered(spoken, actions(), aspects())
    return any(word in generic_words() for at, word in enumerate(spoken) if at not in told)


def _wants_some_permit(spoken: list[str]) -> bool:
    """ "xin giấy phép", "làm giấy xác nhận": wants one, does not speak of one spoken of before."""
    return _names_generic(spoken) and bool(WANTING & set(spoken)) and not POINTING & set(spoken)


def _speaks(spoken: list[str], vocabulary: frozenset[str]) -> bool:
    """Whether enough of the words exist at all."""
    return bool(spoken) and sum(word in vocabulary for word in spoken) / len(spoken) >= settings.KNOWN_WORDS
