"""The decision: what a message asks, from the classifier's guess, the linked procedures and the words themselves.

Pure and without Rasa, so that every rule can be tested on text. Order of the rules: safety, another agency,
a procedure, an ellipsis, small talk, choices, unresolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.linking import Candidate, Link
from nlu.phrases import actions, aspects, covered, fillers, lexicon, spoken_words, stopwords

GENERIC = frozenset(lexicon("stopwords")["generic"])
POINTING = frozenset(lexicon("stopwords")["pointing"])
COVERS = {"online": {"place"}, "form": {"place", "documents"}, "legal_basis": {"place"}, "fee": {"overview"}}
"""An aspect and those it makes redundant: "nộp online ở đâu" asks for the link, not for an address."""
IF_ALONE = "_if_alone"
"""Suffix of vague askings ("thế nào", "có phải"), which count where no aspect is named."""
SECRET = re.compile(
    r"\b(otp|ma pin|mat khau|so the (ngan hang|atm|tin dung)|cvv|nop ho (toi|em|minh|tui|dum|gium|giup))\b"
)
ABOUT_SERVICE = ("ask_human", "track_dossier", "share_secret", "show_more", "list_procedures", "out_of_scope")
COURTESY = ("greet", "thank", "goodbye", "affirm", "deny")
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
    confidence: float = 1.0


def understand(
    text: str, link: Link, agency: AgencyMatch | None, guess: tuple[str, float], vocabulary: frozenset[str]
) -> Understanding:
    """``guess`` is the classifier's intent and confidence; ``vocabulary`` the folded words it was trained on."""
    spoken = spoken_words(text)
    asked = asked_aspects(spoken)
    intent, sure = guess
    topical = topical_words(spoken)
    if SECRET.search(" ".join(spoken)) or (
        intent == "share_secret" and sure >= settings.INTENT_SURE and not topical_link(link)
    ):
        return Understanding("share_secret", confidence=sure)
    if agency and not _ours(link, agency, asked):
        return Understanding("other_agency", other_agency=agency.entry.thing)
    if talk(intent, sure, link, topical, asked):
        return Understanding(intent, [], asked, link.acts, confidence=sure)
    if _answerable(link, topical):
        best = link.candidates[0]
        return Understanding("ask_procedure", [best], asked, link.acts, confidence=best.score)
    if not topical and (asked or link.acts):
        pointing = not _names_generic(spoken) or POINTING & set(spoken)
        if pointing:
            clear = [] if link.acts and _vague(spoken) else asked
            return Understanding("ask_follow_up", _plausible(link), clear, link.acts)
        return Understanding("ask_unclear", _spread(link), asked, link.acts)
    if intent == "other_agency" and sure >= settings.INTENT_SURE and not topical_link(link):
        return Understanding("out_of_scope", confidence=sure)
    if not _speaks(spoken, vocabulary):
        return Understanding("unresolved")
    if topical and link.best and link.best.score >= settings.CHOICE_SCORE:
        return Understanding("ask_unclear", _plausible(link), asked, link.acts)
    if not topical and _names_generic(spoken):
        return Understanding("ask_unclear", _spread(link), asked, link.acts)
    if intent in TALK and sure >= settings.INTENT_SURE / 2:
        return Understanding(intent, confidence=sure)
    return Understanding("unresolved", _plausible(link), asked, link.acts)


def asked_aspects(spoken: list[str]) -> list[str]:
    """Aspects in the order they were asked, without those another one covers."""
    found = list(dict.fromkeys(match.label for match in aspects().find(spoken)))
    clear = [aspect for aspect in found if not aspect.endswith(IF_ALONE)]
    implied = {aspect for asked in clear for aspect in COVERS.get(asked, ())}
    return [aspect for aspect in clear if aspect not in implied] or [a.removesuffix(IF_ALONE) for a in found[:1]]


def _vague(spoken: list[str]) -> bool:
    """Asks no aspect by name: "còn cấp lại thì làm thế nào" goes on with the aspect asked before."""
    return all(match.label.endswith(IF_ALONE) for match in aspects().find(spoken))


def topical_words(spoken: list[str]) -> list[str]:
    """Words that name a matter: no aspect, no act, nothing generic or empty."""
    told = covered(spoken, aspects(), actions(), fillers())
    return [
        word
        for at, word in enumerate(spoken)
        if at not in told and word not in stopwords() and word not in GENERIC and word not in POINTING
    ]


def topical_link(link: Link) -> bool:
    return bool(link.best and link.best.score >= settings.ANSWER_SCORE)


def talk(intent: str, sure: float, link: Link, topical: list[str], asked: list[str]) -> bool:
    """Small talk and requests about the service itself, unless a procedure is named or a long story told."""
    if intent not in TALK or sure < (
        settings.STORY_SURE if len(topical) >= settings.STORY_WORDS else settings.INTENT_SURE
    ):
        return False
    if topical_link(link) and len(topical) > (2 if sure >= settings.TALK_SURE else 1):
        return False
    return not (asked and intent in COURTESY)


def _answerable(link: Link, topical: list[str]) -> bool:
    """One procedure is clearly meant; a single word is too little, for "chào" and "chảo" fold alike."""
    best = link.best
    if best is None or best.score < settings.ANSWER_SCORE or (len(topical) < 2 and best.score < 1.0):
        return False
    return link.margin >= (settings.SURE_MARGIN if best.score >= settings.SURE_SCORE else settings.ANSWER_MARGIN)


def _ours(link: Link, agency: AgencyMatch, asked: list[str]) -> bool:
    """Our procedure is named more clearly than the other agency's matter.

    An act done upon any paper ("chứng thực bản sao giấy phép bưu chính") is the other agency's, unless the
    question is whether our papers need it ("… có cần chứng thực bản sao không").
    """
    best = link.best
    if agency.entry.decides:
        return bool(best and best.score >= settings.CHOICE_SCORE and {"documents", "conditions"} & set(asked))
    return bool(best and best.score >= settings.SURE_SCORE and len(agency.words) < len(link.content))


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
    told = covered(spoken, actions())
    return any(word in GENERIC for at, word in enumerate(spoken) if at not in told)


def _speaks(spoken: list[str], vocabulary: frozenset[str]) -> bool:
    """Whether enough of the words exist at all."""
    if not spoken:
        return False
    return sum(word in vocabulary for word in spoken) / len(spoken) >= settings.KNOWN_WORDS
