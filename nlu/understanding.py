"""The decision: what a message asks, from the classifier's guess, the linked matters and the words themselves.

Pure and without Rasa, so that every rule can be tested on text. ``RULES`` read from top to bottom; the first that
has an answer decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.dates import When, when, without_days
from nlu.linking import Candidate, Link
from nlu.matters import NO_FAMILY
from nlu.phrases import (
    Match,
    actions,
    aspects,
    covered,
    empty_words,
    fillers,
    generic_words,
    lexicon,
    safety,
    spoken_words,
)
from procedures.acts import OCCASIONS
from procedures.folding import fold, words

POINTING = frozenset(lexicon("stopwords")["pointing"])
WANTING = frozenset(lexicon("stopwords")["wanting"])
OPENERS = frozenset(lexicon("stopwords")["openers"])
JOINED = (["va"], ["voi"], ["cung"], ["lan"], ["roi"])
"""Words that join two aspects asked together."""
COVERS = {"online": {"place"}, "form": {"place", "documents"}, "legal_basis": {"place"}}
"""An aspect and those it makes redundant: "nộp online ở đâu" asks for the link, not for an address."""
IF_ALONE = "_if_alone"
"""Suffix of vague askings ("thế nào", "có phải"), which count where no aspect is named."""
PICK = re.compile(r"^(?:(?:cai|so|muc|chon|lua chon|thu tuc|y) )*(?:thu )?([1-5]|nhat|hai|ba|dau tien|cuoi cung)$")
ORDINALS = {"nhat": 1, "dau tien": 1, "hai": 2, "ba": 3, "cuoi cung": -1}
LISTING = re.compile(
    r"^(?:xem )?thu tuc khac$|^(?:cho (?:toi )?)?(?:xem |co )?(?:danh sach|danh muc) (?:cac )?thu tuc\b"
)
DUE = re.compile(
    r"\b(ngay nao|ngay may|hom nao|bao gio|khi nao|khi mo|luc nao|chung nao|bua mo|muon nhat|cham nhat|han)\b"
)
PERSON = frozenset(["gap", "can", "bo", "nguoi", "that", "nhan", "vien", "tu", "van", "hotline", "tong", "dai"])
TRACKING = "tra-cuu-ho-so"
"""The topic that the intent track_dossier asks for."""
ABOUT_SERVICE = ("ask_human", "track_dossier", "show_more", "list_procedures", "out_of_scope")
COURTESY = ("greet", "thank", "goodbye", "affirm", "deny")
IDLE = ("out_of_scope", "chitchat", "insult", "ask_identity", *COURTESY)
"""Intents that a named aspect outweighs: "ai được làm" is no question about the bot."""
SOCIAL = frozenset((*COURTESY, "ask_identity", "chitchat", "insult"))
TALK = SOCIAL | frozenset(ABOUT_SERVICE)
"""Intents that the classifier alone decides."""


@dataclass(frozen=True)
class Understanding:
    """``intent`` as the rules of the dialogue know it; ``procedures`` are candidates, best first.

    ``topic`` of a follow-up is what it asks where the conversation has no procedure yet.
    """

    intent: str
    procedures: list[Candidate] = field(default_factory=list)
    aspects: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    other_agency: str | None = None
    topic: str | None = None
    pick: int | None = None
    elliptic: bool = False
    """Begins like a question that goes on ("thế …", "còn …")."""
    when: When = field(default_factory=When)
    """The day and span the message names."""
    confidence: float = 1.0


@dataclass(frozen=True)
class Heard:
    """A message with all that is known of it: ``guess`` is the classifier's intent, ``sure`` its confidence.

    ``agency`` is another agency whose business is named by one of its aliases; ``vocabulary`` the folded words the
    bot was trained on.
    """

    text: str
    link: Link
    agency: AgencyMatch | None
    guess: str
    sure: float
    vocabulary: frozenset[str]
    today: date

    @cached_property
    def when(self) -> When:
        return when(self.text, self.today)

    @property
    def asks_due(self) -> bool:
        """A day is named, and when something is due or must be filed is asked."""
        asked = "time" in self.asked or DUE.search(" ".join(self.spoken)) or self.when.backwards
        return self.when.day is not None and bool(asked)

    @cached_property
    def spoken(self) -> list[str]:
        """Folded words without the days named, which are no subject."""
        return spoken_words(without_days(fold(self.text)))

    @cached_property
    def topical(self) -> list[str]:
        """Words that name a matter: no aspect, no act, nothing generic or empty."""
        told = covered(self.spoken, aspects(), actions(), fillers())
        empty = empty_words(self.spoken) | generic_words() | POINTING
        return [word for at, word in enumerate(self.spoken) if at not in told and word not in empty]

    @cached_property
    def asked(self) -> list[str]:
        return asked_aspects(self.spoken)

    @cached_property
    def clear_aspects(self) -> list[str]:
        found = aspects().find(self.spoken)
        return [m.label for m in found if not m.label.endswith(IF_ALONE) and m.label != "overview"]

    @property
    def score(self) -> float:
        """Link score of the best of our procedures."""
        return self.link.best.score if self.link.best else 0.0

    @property
    def topic(self) -> Candidate | None:
        return self.link.topics[0] if self.link.topics else None

    @property
    def likely_agency(self) -> Candidate | None:
        return self.link.agencies[0] if self.link.agencies else None

    @property
    def opens(self) -> bool:
        """Begins like a question that goes on."""
        return bool(self.spoken) and self.spoken[0] in OPENERS

    @property
    def tells_a_story(self) -> bool:
        return len(self.topical) >= settings.STORY_WORDS

    @property
    def names_nothing(self) -> bool:
        """No matter of ours is named; a few stray words do not make a subject."""
        return len(self.topical) <= settings.STRAY_WORDS and not set(self.topical) & self.link.naming

    @property
    def names_generic(self) -> bool:
        """Whether some permit is named without saying which; "cấp lại" alone names none."""
        told = covered(self.spoken, actions(), aspects())
        return any(word in generic_words() for at, word in enumerate(self.spoken) if at not in told)


def understand(
    text: str,
    link: Link,
    agency: AgencyMatch | None,
    guess: tuple[str, float],
    vocabulary: frozenset[str],
    today: date,
) -> Understanding:
    """What a message asks on the day ``today``; the arguments are those of ``Heard``."""
    heard = Heard(text, link, agency, guess[0], guess[1], vocabulary, today)
    for rule in RULES:
        if found := rule(heard):
            return _with_day(replace(found, elliptic=heard.opens), heard)
    return Understanding("unresolved", _plausible(link), heard.asked, link.acts)


def _unsafe(heard: Heard) -> Understanding | None:
    """Fixed safe lines: by their words with or without marks, or by the classifier where it is sure."""
    said = safety().find(heard.spoken)
    if said:
        return Understanding(said[0].label)
    sure = heard.guess == "share_secret" and heard.sure >= settings.SECRET_SURE
    if sure and heard.score < settings.ANSWER_SCORE and not heard.clear_aspects:
        return Understanding("share_secret", confidence=heard.sure)
    return None


def _a_named_agency(heard: Heard) -> Understanding | None:
    if heard.agency and not _ours(heard, heard.agency) and not _topic_is_clear(heard):
        return Understanding("other_agency", other_agency=heard.agency.entry.thing)
    return None


def _a_list(heard: Heard) -> Understanding | None:
    return Understanding("list_procedures") if LISTING.search(" ".join(words(heard.text))) else None


def _a_pick(heard: Heard) -> Understanding | None:
    picked = PICK.match(" ".join(words(heard.text)))
    if not picked:
        return None
    told = picked.group(1)
    return Understanding("pick", pick=ORDINALS.get(told) or int(told))


def _small_talk(heard: Heard) -> Understanding | None:
    return Understanding(heard.guess, confidence=heard.sure) if heard.guess in SOCIAL and _is_talk(heard) else None


def _a_deadline(heard: Heard) -> Understanding | None:
    """A day and a span to count from it, and no procedure whose own time would count."""
    counts = heard.asks_due and heard.when.span and not _answerable(heard)
    return Understanding("ask_deadline") if counts else None


def _a_clear_topic(heard: Heard) -> Understanding | None:
    topic = heard.topic
    if topic and _topic_is_clear(heard):
        return Understanding("ask_topic", topic=topic.id, confidence=topic.score)
    return None


def _a_person(heard: Heard) -> Understanding | None:
    asked = heard.guess == "ask_human" and _is_talk(heard)
    return Understanding("ask_human", confidence=heard.sure) if asked else None


def _a_likely_agency(heard: Heard) -> Understanding | None:
    """Not named by an alias, but linked more clearly than any procedure of ours."""
    likely = heard.likely_agency
    floor = settings.AGENCY_SCORE if heard.tells_a_story else settings.AGENCY_SURE
    if heard.agency or likely is None or len(heard.topical) < 2 or likely.score < floor:
        return None
    clear = likely.score >= heard.score + settings.AGENCY_MARGIN
    return Understanding("other_agency", other_agency=likely.id) if clear else None


def _about_the_service(heard: Heard) -> Understanding | None:
    if not _is_talk(heard):
        return None
    return Understanding(heard.guess, [], heard.asked, heard.link.acts, confidence=heard.sure)


def _a_procedure(heard: Heard) -> Understanding | None:
    if not _answerable(heard):
        return None
    meant = _with_other_occasions(heard.link)
    told = _outside_name(heard.spoken, meant)
    return Understanding("ask_procedure", meant, told, heard.link.acts, confidence=meant[0].score)


def _a_follow_up(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    if not (heard.names_nothing or _goes_on(heard)) or not (asked or acts):
        return None
    if _wants_some_permit(heard):
        return Understanding("ask_unclear", _spread(heard.link), asked, acts)
    topic = heard.topic
    if topic and not (heard.clear_aspects or acts) and topic.named and topic.score >= settings.TOPIC_SURE:
        return Understanding("ask_topic", topic=topic.id, confidence=topic.score)  # "có được nộp hộ không"
    told = [] if acts and not heard.clear_aspects else asked  # "còn cấp lại thì làm thế nào" keeps the aspect before
    return Understanding("ask_follow_up", _plausible(heard.link), told, acts, topic=_topic_alone(heard))


def _a_possible_topic(heard: Heard) -> Understanding | None:
    """ "giờ làm việc" has no topical word at all; "xin giấy phép" has none either, but asks for a procedure."""
    topic = _possible_topic(heard)
    if topic is None or heard.topic is None:
        return None
    of_its_own = not (heard.asked or heard.link.acts) and (heard.topic.named or heard.score < settings.SCOPE_SCORE)
    return Understanding("ask_topic", topic=topic) if len(heard.topical) > 1 or of_its_own else None


def _out_of_scope(heard: Heard) -> Understanding | None:
    """The classifier's word that it is other people's business, where nothing of ours comes near."""
    sure = heard.guess == "other_agency" and heard.sure >= settings.INTENT_SURE
    return Understanding("out_of_scope", confidence=heard.sure) if sure and heard.score < settings.SCOPE_SCORE else None


def _gibberish(heard: Heard) -> Understanding | None:
    """Too few of the words exist at all."""
    known = sum(word in heard.vocabulary for word in heard.spoken)
    speaks = bool(heard.spoken) and known / len(heard.spoken) >= settings.KNOWN_WORDS
    return None if speaks else Understanding("unresolved")


def _a_choice(heard: Heard) -> Understanding | None:
    asked, acts = heard.asked, heard.link.acts
    if heard.topical and heard.score >= settings.CHOICE_SCORE:
        return Understanding("ask_unclear", _plausible(heard.link), asked, acts)
    if not heard.topical and heard.names_generic:
        return Understanding("ask_unclear", _spread(heard.link), asked, acts)
    return None


def _perhaps_talk(heard: Heard) -> Understanding | None:
    """Nothing of ours comes near, and the classifier takes it for talk about the world."""
    believed = heard.guess in ("out_of_scope", "chitchat") and heard.sure >= settings.TALK_LIKELY
    near = heard.link.pairs or heard.score >= settings.SCOPE_SCORE
    return Understanding(heard.guess, confidence=heard.sure) if believed and not near else None


RULES: tuple[Callable[[Heard], Understanding | None], ...] = (
    _unsafe,
    _a_named_agency,
    _a_list,
    _a_pick,
    _small_talk,
    _a_deadline,
    _a_clear_topic,
    _a_person,
    _a_likely_agency,
    _about_the_service,
    _a_procedure,
    _a_follow_up,
    _a_possible_topic,
    _out_of_scope,
    _gibberish,
    _perhaps_talk,
    _a_choice,
)


def _label(match: Match, matches: list[Match], spoken: list[str]) -> str:
    """ "hồ sơ" in a list with other aspects is asked like them: "hồ sơ, lệ phí", "hồ sơ và thời hạn"."""
    if match.label != f"documents{IF_ALONE}":
        return match.label
    after = {match.end, match.end + 1} if spoken[match.end : match.end + 1] in JOINED else {match.end}
    before = {match.start, match.start - 1} if spoken[match.start - 1 : match.start] in JOINED else {match.start}
    listed = any(other.start in after or other.end in before for other in matches if other is not match)
    return "documents" if listed else match.label


def _with_day(found: Understanding, heard: Heard) -> Understanding:
    """The day a message names travels with what it asks; asking when something is due asks the time."""
    if not heard.asks_due:
        return found
    about_procedure = found.intent in ("ask_procedure", "ask_follow_up", "ask_unclear")
    aspects = list(dict.fromkeys(["time", *heard.clear_aspects])) if about_procedure else found.aspects
    return replace(found, aspects=[a for a in aspects if a != "result"], when=heard.when)


def asked_aspects(spoken: list[str], inside: frozenset[int] = frozenset()) -> list[str]:
    """Aspects in the order they were asked, without those another one covers or that stand ``inside`` a name."""
    acted = covered(spoken, actions())  # "đổi địa chỉ thì sao" asks of moving, not where to file
    matches = [m for m in aspects().find(spoken) if not set(range(m.start, m.end)) <= inside | acted]
    found = list(dict.fromkeys(_label(match, matches, spoken) for match in matches))
    clear = [aspect for aspect in found if not aspect.endswith(IF_ALONE)]
    implied = {aspect for asked in clear for aspect in COVERS.get(asked, ())}
    named = [aspect for aspect in clear if aspect not in implied and aspect != "overview"]
    return named or clear[:1] or [aspect.removesuffix(IF_ALONE) for aspect in found[:1]]


def _outside_name(spoken: list[str], meant: list[Candidate]) -> list[str]:
    """Aspects asked, without words that only belong to the procedure's own name ("thay đổi địa chỉ trụ sở")."""
    name = words(meant[0].name)
    blocks = SequenceMatcher(None, spoken, name, autojunk=False).get_matching_blocks()
    inside = {at for b in blocks if b.size >= settings.NAME_RUN for at in range(b.a, b.a + b.size)}
    return asked_aspects(spoken, frozenset(inside))


def _with_other_occasions(link: Link) -> list[Candidate]:
    """The best, and where the message does not say whether lost or expired, its siblings for the other occasion."""
    best = link.candidates[0]
    if best.family == NO_FAMILY or {*OCCASIONS, "extend"} & set(link.acts):
        return [best]
    return [candidate for candidate in link.candidates if candidate.family == best.family]


def _is_talk(heard: Heard) -> bool:
    """Small talk and requests about the service itself, unless a procedure or an aspect is named or a story told."""
    floor = settings.STORY_SURE if heard.tells_a_story else settings.INTENT_SURE
    if heard.guess not in TALK or heard.sure < floor:
        return False
    named = heard.score >= settings.ANSWER_SCORE and (heard.link.pairs or heard.tells_a_story)
    if named and len(heard.topical) > (2 if heard.sure >= settings.TALK_SURE else 1):
        return False
    asks_for_person = PERSON & set(heard.spoken)
    if heard.tells_a_story and heard.guess == "track_dossier":
        return bool(heard.topic) and heard.link.topics[0].id == TRACKING
    if heard.tells_a_story and heard.guess == "ask_human" and len(asks_for_person) < 2:
        return False
    idle = heard.guess in IDLE or (heard.guess == "ask_human" and not asks_for_person)
    asks = heard.clear_aspects or heard.link.acts
    return not (idle and asks and (heard.names_nothing or heard.score >= settings.CHOICE_SCORE))


def _answerable(heard: Heard) -> bool:
    """One procedure is clearly meant; a single word is too little, for "chào" and "chảo" fold alike."""
    link, best = heard.link, heard.link.best
    if best is None or best.score < settings.FAR_SCORE:
        return False
    if best.score == 1.0:
        return True
    if len(heard.topical) < 2 or (not link.pairs and not heard.tells_a_story) or _another_act_is_asked(link, best):
        return False
    rivals = [c.score for c in link.candidates[1:] if best.family == NO_FAMILY or c.family != best.family]
    judged = heard.agency.entry.thing if heard.agency else None  # named, and known not to be meant
    rivals += [c.score for c in link.agencies if c.id != judged]
    lead = best.score - max(rivals, default=0.0)
    if not link.acts and best.score - _twin_score(heard, best) < settings.TWIN_MARGIN:
        return False  # no act is named: a near twin may be meant
    if best.score < settings.ANSWER_SCORE:
        return lead >= settings.FAR_MARGIN and heard.tells_a_story
    return lead >= (settings.SURE_MARGIN if best.score >= settings.SURE_SCORE else settings.ANSWER_MARGIN)


def _twin_score(heard: Heard, best: Candidate) -> float:
    """Score of the best other procedure about the same object; siblings of another occasion are answered together."""
    siblings = best.family if best.family != NO_FAMILY else None
    twins = [c for c in heard.link.candidates if c.id != best.id and c.object == best.object and c.family != siblings]
    return max((twin.score for twin in twins), default=0.0)


def _another_act_is_asked(link: Link, best: Candidate) -> bool:
    """The message tells of losing, moving, renewing …, and a twin of the best does just that."""
    if not link.acts or best.act >= settings.ACT_FITS:
        return False
    return any(c.object == best.object and c.act > best.act and c.act >= settings.ACT_FITS for c in link.candidates)


def _goes_on(heard: Heard) -> bool:
    """ "còn nếu bán lại cho người khác?", "trong mấy ngày phải báo": at most a word that is a name's by chance."""
    if heard.link.pairs:
        return False
    return len(heard.topical) <= 1 or (heard.opens and len(heard.topical) <= settings.STRAY_WORDS)


def _topic_is_clear(heard: Heard) -> bool:
    """A topic is named beyond doubt, whatever else the conversation is about."""
    topic = heard.topic
    if topic is None or topic.score < (settings.TOPIC_SURE if len(heard.topical) > 1 else _alone(heard, topic)):
        return False
    if heard.link.pairs and heard.score >= settings.CHOICE_SCORE:
        return False  # "giấy phép bưu chính có cần chứng thực bản sao không" asks of that permit
    agency = heard.likely_agency.score if heard.likely_agency else 0.0
    return topic.score >= max(heard.score, agency) + settings.TOPIC_MARGIN


def _alone(heard: Heard, topic: Candidate) -> float:
    """What a message of hardly a topical word must reach: less where all of it is the topic's ("tết nghỉ mấy ngày")."""
    all_of_it = topic.named == 1.0 and set(heard.clear_aspects) <= {"time"}
    return settings.TOPIC_BESIDE if all_of_it else settings.TOPIC_ALONE


def _possible_topic(heard: Heard) -> str | None:
    topic = heard.topic
    near = topic and topic.score >= max(settings.TOPIC_SCORE, heard.score + settings.TOPIC_MARGIN)
    return topic.id if topic and near else None


def _topic_alone(heard: Heard) -> str | None:
    """What a follow-up asks where nothing was spoken of: a bare "lệ phí" asks for a procedure first."""
    sure = heard.topic and heard.topic.score >= (settings.TOPIC_BESIDE if heard.clear_aspects else 0.0)
    return _possible_topic(heard) if sure else None


def _ours(heard: Heard, agency: AgencyMatch) -> bool:
    """Our procedure is named more clearly than the other agency's matter.

    An act done upon any paper ("chứng thực bản sao giấy phép bưu chính") is the other agency's, unless the
    question is whether our papers need it ("… có cần chứng thực bản sao không").
    """
    link, best = heard.link, heard.link.best
    if best is None:
        return False
    if agency.entry.decides:
        return best.score >= settings.CHOICE_SCORE and bool({"documents", "conditions"} & set(heard.asked))
    if any(c.id == agency.entry.thing and c.score > best.score for c in link.agencies):
        return False
    beside = [pair for pair in link.pairs if not set(pair) & set(agency.words)]
    if beside and best.score >= settings.ANSWER_SCORE:
        return True
    return best.score >= settings.SURE_SCORE and len(agency.words) < len(link.content)


def _plausible(link: Link) -> list[Candidate]:
    """Candidates worth naming: those not far behind the best."""
    if not link.best:
        return []
    floor = max(link.best.score - settings.CHOICE_SPAN, settings.CHOICE_SCORE * 0.8)
    return [c for c in link.candidates if c.score >= floor][: settings.CHOICES]


def _spread(link: Link) -> list[Candidate]:
    """For "xin giấy phép": candidates of different kinds rather than three of one family."""
    kinds: dict[str, Candidate] = {}
    for candidate in link.candidates:
        kinds.setdefault(candidate.id.rsplit("-", 2)[0], candidate)
    return list(kinds.values())[: settings.CHOICES]


def _wants_some_permit(heard: Heard) -> bool:
    """ "xin giấy phép", "làm giấy xác nhận": wants one, does not speak of one spoken of before."""
    asks_whether = " co phai " in f" {' '.join(heard.spoken)} "
    told = covered(heard.spoken, actions())
    wants = any(word in WANTING for at, word in enumerate(heard.spoken) if at not in told)
    return heard.names_generic and wants and not POINTING & set(heard.spoken) and not asks_whether
