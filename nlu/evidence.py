"""Whether what was heard is evidence enough: for a procedure, a topic, another agency or mere talk.

Every threshold is a number of nlu/settings.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.heard import HOURS, POINTING, Heard
from nlu.linking import Link
from nlu.matching import LABELS, Candidate, content_words
from nlu.matters import NO_FAMILY, Matter
from nlu.phrases import PhraseBook, actions, aspects, covered, is_english, lexicon
from nlu.quantities import quantities
from nlu.spoken import spoken_words
from nlu.sureness import sureness
from nlu.syllables import has_marks, keeps_marks, syllables
from nlu.wordings import AGREEING, GRANTED_FIRST, GREETINGS, NEEDS_A_PERMIT, WHICH_PERMIT
from procedures.acts import FIRST_GRANTS, OCCASIONS, fit, tells_occasion
from procedures.folding import clean, fold, words
from procedures.topics import TRACKING

WANTING = frozenset(lexicon("stopwords")["wanting"])
PERSON = frozenset(["gap", "can", "bo", "nguoi", "that", "nhan", "vien", "tu", "van", "hotline", "tong", "dai"])
ABOUT_SERVICE = ("ask_human", "track_dossier", "show_more", "list_procedures", "out_of_scope")
COURTESY = ("greet", "thank", "goodbye", "affirm", "deny")
IDLE = ("out_of_scope", "chitchat", "insult", "ask_identity", *COURTESY)
"""Intents that a named aspect outweighs: "ai được làm" is no question about the bot."""
SOCIAL = frozenset((*COURTESY, "ask_identity", "chitchat", "insult"))
CHARS, KNOWN = list(LABELS).index("chars"), list(LABELS).index("known")
MOST_NAMED = 5
"""Words named by a message short enough for each of them to count."""
GRANT = "cap"
"""Names the first grant where another clause names another act."""
STRANGE = 0.25
"""Share of what is named that another agency's matter may have no word for."""
MOSTLY_TYPED = 3
"""Words of a name of which one may be typed with another mark by mistake."""
OF_ANY_DOSSIER = {"place", "online", "form"}
"""Aspects that a general topic answers as well as a procedure."""
NEAR_ACT = 0.5
"""Below this fit the first act said is another one's where a twin does just that."""
TALK = SOCIAL | frozenset(ABOUT_SERVICE)
"""Intents that the classifier alone decides."""


def is_talk(heard: Heard) -> bool:
    """Small talk and requests about the service itself, unless a procedure or an aspect is named or a story told."""
    floor = settings.STORY_SURE if heard.tells_a_story else settings.INTENT_SURE
    if heard.guess not in TALK or heard.sure < floor or _names_a_topic(heard):
        return False
    if heard.corrects and heard.link.pairs:
        return False  # "ý tôi là bản tin"
    if heard.guess == "out_of_scope" and heard.prints:
        return False  # "in vé xem phim"
    if heard.guess == "chitchat" and len(set(heard.topical) & heard.link.naming) > 1:
        return False  # "máy chủ game bị hack"
    if heard.guess == "insult" and heard.link.pairs:
        return False  # "chấm dứt hoạt động bưu chính"
    agreeing = AGREEING.get(heard.guess)
    if agreeing and not agreeing.search(clean(heard.text).lower()):
        return False  # "in vàng mã", "tem bưu chính"
    if heard.guess == "greet" and has_marks(heard.text) and not GREETINGS & set(clean(heard.text).lower().split()):
        return False  # "hội chợ", "chảo vệ tinh"
    no_goodbye = heard.guess == "goodbye" and "tham" not in words(heard.text)
    if "hoi" in words(heard.text) and (heard.link.pairs or no_goodbye):
        return False  # "thôi hỏi đặc san đi", "xin chào, tôi muốn hỏi về thủ tục" say no goodbye
    if len(heard.topical) > 1 and is_answerable(heard):
        return False  # "còn triển lãm sách", "trưng bày tranh ảnh"
    if heard.guess == "track_dossier" and quantities(heard.text):
        return False  # "tài liệu 80 trang in trên giấy"
    if heard.guess == "show_more" and heard.link.acts:
        return False  # "còn cấp lại?"
    if heard.guess == "ask_identity" and heard.sells_or_copies:
        return False  # "có được bán không", "bản cũ có phải trả lại không"
    if heard.guess in IDLE and heard.asks_needed and heard.topical:
        return False  # "có cần ảnh thẻ không"
    if heard.guess == "ask_identity" and heard.link.pairs and len(heard.topical) > 2:
        return False  # "tên miền quốc tế được không"
    if heard.guess == "list_procedures" and POINTING & set(heard.spoken):
        return False  # "giới thiệu thủ tục này"
    named = heard.score >= settings.ANSWER_SCORE and (heard.link.pairs or heard.tells_a_story)
    if named and len(heard.topical) > (2 if heard.sure >= settings.TALK_SURE else 1):
        return False
    asks_for_person = PERSON & set(heard.spoken) - ({"bo"} if "ho" in heard.spoken else set())  # "mấy bộ hồ sơ"
    if heard.tells_a_story and heard.guess == "track_dossier":
        return bool(heard.topic) and heard.link.topics[0].id == TRACKING
    if heard.tells_a_story and heard.guess == "ask_human" and len(asks_for_person) < 2:
        return False
    idle = heard.guess in IDLE or (heard.guess == "ask_human" and not asks_for_person)
    asks = heard.clear_aspects or heard.link.acts
    return not (idle and asks and (heard.names_nothing or heard.score >= settings.CHOICE_SCORE))


def _names_a_topic(heard: Heard) -> bool:
    """All that the message names is the topic's ("office hours"); one word may only look like it ("chào")."""
    topic = heard.topic
    if topic is None or topic.score < settings.TOPIC_SURE or not heard.topical:
        return False
    return (len(heard.topical) > 1 and topic.named == 1.0) or topic.parts[CHARS] >= settings.SAME_LETTERS


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


def speaks_against(heard: Heard) -> bool:
    """Whether the message rules out an answer from the first candidate, however near it comes."""
    link, best = heard.link, heard.link.candidates[0]
    if best.score == 1.0:
        return False
    if not _says_what_it_must(best, link):
        return True
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


def first_grant_meant(heard: Heard) -> Candidate | None:
    """ "giấy chứng nhận … có giá trị mấy năm" names no act: asked of the first grant of that paper, where it is near.

    Who tells a story may tell the act in it without its word.
    """
    link, best = heard.link, heard.link.candidates[0]
    which = WHICH_PERMIT.search(" ".join(heard.spoken)) is not None
    if link.acts or best.whole_name or (not which and (best.act >= NEAR_ACT or heard.tells_a_story)):
        return None
    twins = [c for c in link.candidates if c.object == best.object and c.matter.action in FIRST_GRANTS]
    margin = settings.CHOICE_SPAN if which else settings.TWIN_MARGIN
    return next((twin for twin in twins if twin.score >= best.score - margin), None)


def first_grant_of_one_paper(heard: Heard) -> Candidate | None:
    """ "xin giấy phép trang tin tổng hợp": the paper is clear, and that it is the first one is said."""
    link, best = heard.link, heard.link.best
    if best is None or set(link.acts) - set(FIRST_GRANTS) or not GRANTED_FIRST.search(" ".join(heard.spoken)):
        return None
    near = [one for one in link.candidates if one.named == 1.0 and one.score >= best.score - settings.CHOICE_SPAN]
    named = best.named == 1.0 and best.parts[KNOWN] >= settings.WHOLLY_KNOWN and len(heard.topical) > 2
    ruled_out = any(one.ruled_out and one.uncut > best.score for one in link.candidates)
    if not named or ruled_out or {one.object for one in near} != {best.object}:
        return None
    return next((one for one in near if one.matter.action in FIRST_GRANTS and one.act == 1.0), None)


def several(heard: Heard) -> list[Heard]:
    """Clauses that each name a procedure, of different objects: "thời hạn giấy phép bưu chính, lệ phí cơ sở in"."""
    whole = heard.link.best
    of_whole = {word for name in whole.matter.called for word in spoken_words(name)} if whole else set()
    named: dict[str, Heard] = {}
    acts_told = all(link.acts or GRANT in link.spoken for _, link in heard.link.clauses)
    for text, link in heard.link.clauses:
        clause = replace(heard, text=text, link=link, agency=None)
        enough = is_likely(clause) if heard.asks_for_both else is_answerable(clause) or _asked_beside(clause)
        sure = link.best is not None and link.best.score >= settings.ANSWER_SCORE and enough
        whole_name = link.best is not None and link.best.whole_name
        bare = whole_name or (len(clause.spoken) <= settings.BARE_NAME and clause.score >= settings.SURE_SCORE)
        alone = heard.asks_for_both or clause.asked or bare
        tells_a_case = 2 * len(link.case_words) > len(link.spoken)  # "có hợp tác với đối tác nước ngoài" names nothing
        if link.best and link.pairs and sure and alone and not tells_a_case:
            part = whole is not None and set(link.content) <= of_whole  # of one name, commas and all
            own = link.best.id if acts_told else link.best.object  # "phí cấp … và phí sửa đổi …" of one paper
            named.setdefault(whole.object if whole and part and not acts_told else own, clause)
    return list(named.values()) if len(named) > 1 else []


def with_the_act_told(clause: Heard, acts: list[str]) -> Candidate:
    """ "mất cả giấy phép bưu chính lẫn giấy phép in", "vừa có … vừa in sách, đổi trụ sở": told once, of each paper.

    The procedure of the clause's object that does it; what the clause names where that does it, or none does.
    """
    link, best = clause.link, clause.link.candidates[0]
    told = [act for act in acts if tells_occasion([act])] or acts
    if link.acts or GRANT in clause.spoken:
        return best
    if not told:
        return first_grant_meant(clause) or best
    twins = [one for one in link.candidates if one.object == best.object]
    fitting = max(twins, key=lambda one: _does(one, told))
    return fitting if _does(fitting, told) >= settings.ACT_FITS > _does(best, told) else best


def _does(candidate: Candidate, acts: list[str]) -> float:
    return fit(acts, candidate.matter.action or "", candidate.matter.occasion)


def _asked_beside(clause: Heard) -> bool:
    """A clause with a question of its own may be a little less sure: its answer is one of several, each by its name."""
    return bool(clause.asked) and is_likely(clause) and sureness(clause) >= settings.BESIDE_SURE


def compared(heard: Heard) -> list[Candidate]:
    """What a message sets side by side: "đặc san với bản tin khác nhau chỗ nào"."""
    links = [link for _, link in heard.link.clauses if link.best] if heard.compares else []
    named = [link for link in links if link.pairs and link.candidates[0].score >= settings.CHOICE_SCORE]
    fields = {link.candidates[0].matter.field for link in named}
    found: dict[str, Candidate] = {}
    for link in links:
        beside = link.candidates[0].score >= settings.COMPARED_SCORE and link.candidates[0].matter.field in fields
        if link in named or beside:
            meant = _first_grant(link)
            found.setdefault(meant.id, meant)
    return list(found.values()) if len(found) > 1 else _acts_compared(heard)


def _acts_compared(heard: Heard) -> list[Candidate]:
    """Two acts on one paper: "cấp lại với cấp đổi giấy phép in xuất bản phẩm khác gì"."""
    link, best = heard.link, heard.link.best
    if not heard.compares or best is None or best.score < settings.CHOICE_SCORE or len(link.acts) < 2:
        return []
    twins = [c for c in link.candidates if c.object == best.object]
    found = {
        twin.id: twin
        for act in link.acts
        for twin in twins[: settings.CHOICES * 2]
        if fit([act], twin.matter.action or "", twin.matter.occasion) == 1.0
    }
    return list(found.values()) if len(found) > 1 else []


def _first_grant(link: Link) -> Candidate:
    """Who compares two papers without saying what is done with them means the first grant of each.

    "văn bản xác nhận thông báo" names a paper, although "thông báo" is an act as well.
    """
    near = [c for c in link.candidates if c.score >= link.candidates[0].score - settings.COMPARED_SPAN]
    said = [act for act in link.acts if act != "notify"]
    first = [c for c in near if c.matter.action in FIRST_GRANTS and c.object == near[0].object]
    return link.candidates[0] if said or not first else first[0]


def goes_on(heard: Heard) -> bool:
    """ "còn nếu bán lại cho người khác?", "trong mấy ngày phải báo": at most a word that is a name's by chance."""
    if heard.link.pairs:
        return False
    return len(heard.topical) <= 1 or (heard.opens and len(heard.topical) <= settings.STRAY_WORDS)


def topic_is_clear(heard: Heard) -> bool:
    """A topic is named beyond doubt, whatever else the conversation is about."""
    topic = heard.topic
    if topic is None or topic.score < (settings.TOPIC_SURE if len(heard.topical) > 1 else _alone(heard, topic)):
        return False
    if heard.link.pairs and heard.score >= settings.CHOICE_SCORE and not _word_for_word(topic):
        return False  # "giấy phép bưu chính có cần chứng thực bản sao không" asks of that permit
    needed = heard.asks_whether and topic.whole_name  # "có cần chứng thực bản sao không" asks of ours, not for a stamp
    agency = heard.likely_agency.score if heard.likely_agency and not needed else 0.0
    return topic.score >= max(heard.score, agency) + settings.TOPIC_MARGIN


def _word_for_word(topic: Candidate) -> bool:
    return topic.parts[CHARS] >= settings.SAME_LETTERS


def _alone(heard: Heard, topic: Candidate) -> float:
    """What a message of hardly a topical word must reach: less where all of it is the topic's ("tết nghỉ mấy ngày")."""
    all_of_it = topic.named == 1.0 and set(heard.clear_aspects) <= {"time", "place"}
    return settings.TOPIC_BESIDE if all_of_it else settings.TOPIC_ALONE


def possible_topic(heard: Heard) -> str | None:
    topic = heard.topic
    near = topic and topic.score >= max(settings.TOPIC_SCORE, heard.score + settings.TOPIC_MARGIN)
    agency = heard.likely_agency.score if heard.likely_agency else 0.0
    doubtful = topic is not None and topic.score < min(settings.TOPIC_SURE, agency + settings.TOPIC_MARGIN)
    if topic is None or not near or doubtful:
        return None  # "số nhà" is as near to a deed
    says_it = topic.parts[KNOWN] >= settings.MOSTLY_KNOWN and (heard.topical or topic.score >= settings.TOPIC_SURE)
    named = (topic.named >= settings.MOSTLY_KNOWN or says_it) and not _speaks_against_a_topic(heard, topic)
    if not named and not _word_for_word(topic):
        return None  # "giấy phép drone" names no topic, "giờ làm việc" is one word for word
    return topic.id if _typed_as(heard, (*topic.matter.called, *topic.matter.phrasings), heard.topical) else None


def topics_to_offer(heard: Heard) -> list[Candidate]:
    """General questions that come nearer than anything of ours, where it is not certain that one of them is asked."""
    ours = heard.link.pairs or heard.link.acts or heard.names_generic or worth_offering(heard)
    if ours or len(heard.spoken) < settings.MORE_THAN_AN_ASPECT:
        return []  # "lệ phí bao nhiêu" asks for a procedure first
    near = [one for one in heard.link.topics if one.score >= max(settings.TOPIC_SCORE, heard.score)]
    return near[: settings.TOPICS_OFFERED] if near and near[0].parts[CHARS] >= settings.ALIKE else []


def _speaks_against_a_topic(heard: Heard, topic: Candidate) -> bool:
    """What is asked of a paper of ours, or says too little, though a topic has some of its words."""
    if len(heard.topical) < 2 and topic.score < settings.TOPIC_SURE:
        return True  # "nộp bản nào"
    if NEEDS_A_PERMIT.search(fold(heard.text)):
        return True  # "in vàng mã có cần đăng ký không"
    if "issue" in heard.link.acts and topic.named < settings.MOSTLY_KNOWN:
        return True  # "mở bưu cục ở phường"
    if heard.link.pairs and any(act not in FIRST_GRANTS for act in heard.link.acts):
        return True  # "chuyển nhượng giấy phép bưu chính"
    alike = len(heard.link.pairs) > 1 and topic.score < settings.TOPIC_BESIDE
    known = topic.parts[KNOWN] >= settings.KNOWN_BESIDE_OURS and not alike
    unsaid = topic.named < settings.MOSTLY_KNOWN and not known
    return bool(heard.link.pairs) and unsaid  # "nhập khẩu rượu" begins like ours, and shares a word with "đăng nhập"


def topic_alone(heard: Heard) -> str | None:
    """What a follow-up asks where nothing was spoken of: a bare "lệ phí" asks for a procedure first."""
    aspects = set(heard.clear_aspects or (heard.asked if not heard.topical else []))
    floor = settings.TOPIC_FALLBACK if aspects <= OF_ANY_DOSSIER else settings.TOPIC_BESIDE
    sure = heard.topic and heard.topic.score >= (floor if aspects else 0.0) and not heard.link.acts
    return possible_topic(heard) if sure else None


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


def says_a_name(heard: Heard) -> bool:
    """One of the names of what comes nearest stands in the message word for word: "họp báo", "bản tin"."""
    told = f" {' '.join(heard.spoken)} "
    near = heard.link.candidates[: settings.CHOICES]
    names = (spoken_words(name) for one in near for name in one.matter.called)
    return any(len(name) > 1 and f" {' '.join(name)} " in told for name in names)


def says_only_what_ours_say_too(heard: Heard) -> bool:
    """ "nhập khẩu", "phát hành": two words of our names and nothing else; ours come before whatever else has them."""
    ours = {word for pair in heard.link.pairs for word in pair}
    if heard.agency and ours < set(heard.agency.words):
        return False  # "nhập khẩu ô tô": the longer match is theirs
    named = bool(heard.topical) and set(heard.topical) <= ours and len(heard.topical) <= settings.STRAY_WORDS
    return named and heard.link.candidates[0].named == 1.0 and heard.score >= settings.SCOPE_SCORE


def names_nothing_else(heard: Heard, agency: AgencyMatch) -> bool:
    """ "pccc lệ phí bao nhiêu": the other agency's matter, and no paper of ours that may need it."""
    return set(heard.topical) <= set(agency.words) and not heard.asks_needed


def names_ours_beside(heard: Heard, agency: AgencyMatch) -> bool:
    """ "mở công ty chuyển phát nội thành": the agency's words begin what is clearly linked to one of ours."""
    beside = [pair for pair in heard.link.pairs if not set(pair) & set(agency.words)]
    rival = max((one.score for one in heard.link.agencies), default=0.0)
    return bool(beside) and heard.score >= max(settings.SURE_SCORE, rival + settings.AGENCY_MARGIN)


def needs_it_for_ours(heard: Heard, agency: AgencyMatch) -> bool:
    """ "giấy phép bưu chính có cần giấy khám sức khỏe": another agency's paper, asked of the dossier of one of ours."""
    told = " ".join(heard.spoken)
    before, asks, after = told.partition(" co can ") if " co can " in told else told.partition(" co phai ")
    return bool(asks) and " ".join(agency.words) in after and any(" ".join(pair) in before for pair in heard.link.pairs)


def keeps_its_marks(heard: Heard, candidate: Candidate) -> bool:
    """Whether what names the candidate was typed with the marks that its names have: "thuê bảo vệ" was not.

    Nor is it meant where a short message names what it has no word for: "nuôi chó" is no adoption.
    """
    return not _is_strange(heard, candidate.matter) and _typed_as(heard, candidate.matter.called, heard.topical)


def _is_strange(heard: Heard, matter: Matter) -> bool:
    """Whether a short message names what the matter has no word for."""
    if len(heard.named) > MOST_NAMED or is_english(heard.spoken):
        return False
    known = {one for text in (*matter.called, *matter.phrasings, *matter.told) for one in syllables(text)}
    known |= {fold(one) for one in known}
    return sum(word not in known for word in heard.named) > STRANGE * len(heard.named)


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
    return not said or any(_typed_as(heard, [name], agency.words) for name in said)


def _typed_as(heard: Heard, names: Iterable[str], naming: Iterable[str]) -> bool:
    """A word may be typed twice, each time another one: "giấy phép lái xe … xin cấp lại"."""
    typed: dict[str, set[str]] = {}
    for one in filter(has_marks, syllables(heard.text)):
        typed.setdefault(fold(one), set()).add(one)
    forms = {form for name in names for form in syllables(name)}
    told = [word for word in naming if word in typed and any(fold(form) == word for form in forms)]
    kept = [word for word in told if any(keeps_marks(form, one) for form in forms for one in typed[word])]
    slips = len(told) - len(kept)
    return slips == 0 or (slips == 1 and len(told) > MOSTLY_TYPED)


def clearly_another(heard: Heard, likely: Candidate) -> bool:
    """ "mở công ty chuyển phát toàn quốc": the words of the agency named only begin it, another one's is asked."""
    named = heard.agency.entry.thing if heard.agency else None
    own = max((one.score for one in heard.link.agencies if one.id == named), default=0.0)
    return likely.id != named and likely.score >= max(settings.AGENCY_SCORE, own + settings.AGENCY_MARGIN)


def perhaps_ours(heard: Heard) -> bool:
    """ "mở công ty giao hàng nội thành": another agency's words only begin the story, which fits one of ours."""
    return heard.link.best is not None and sureness(heard) >= settings.PERHAPS_SURE


def wants_some_permit(heard: Heard) -> bool:
    """ "xin giấy phép", "làm giấy xác nhận": wants one, does not speak of one spoken of before."""
    asks_whether = " co phai " in f" {' '.join(heard.spoken)} "
    told = covered(heard.spoken, actions())
    wants = any(word in WANTING for at, word in enumerate(heard.spoken) if at not in told)
    return heard.names_generic and wants and not POINTING & set(heard.spoken) and not asks_whether


def with_other_occasions(link: Link) -> list[Candidate]:
    """The best, and where the message does not say whether lost or expired, its siblings for the other occasion."""
    best = link.candidates[0]
    told = OCCASIONS & set(link.acts)
    if best.family != NO_FAMILY and len(told) > 1:  # "khi hết hạn và khi bị mất"
        family = [one for one in link.candidates if one.family == best.family]
        return [one for one in family if one is best or one.matter.occasion in told]
    if best.family == NO_FAMILY or tells_occasion(link.acts):
        return [best]
    near = best.rank - settings.OCCASION_LEAD
    return [one for one in link.candidates if one.family == best.family and (one.rank >= near or one is best)]


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
