"""A message with all that is known of it before anything is decided."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from nlu import settings
from nlu.agencies import AgencyMatch
from nlu.channels import channel
from nlu.dates import When, when
from nlu.language import empty_words
from nlu.linking import Link
from nlu.matching import Candidate
from nlu.phrases import (
    Match,
    actions,
    aspects,
    covered,
    fillers,
    fixed_matters,
    generic_words,
    lexicon,
    places,
    stopwords,
    whereabouts,
)
from nlu.quantities import MEASURES, quantities
from nlu.restoring import restorer
from nlu.syllables import SYLLABLE, has_marks, placed, syllables, typed_as
from nlu.wordings import CHANNEL_ALONE, FIGURE_CONFIRMED, FIRST_OF_ALL, POINTS, PRINTS, WENT_BACK, WENT_BACK_TO
from procedures import topics
from procedures.folding import clean, fold, words
from procedures.number_words import ONES

POINTING = frozenset(lexicon("stopwords")["pointing"])
OPENERS = frozenset(lexicon("stopwords")["openers"])
PROVINCES = {" ".join(words(name)): name for name in lexicon("places")["elsewhere"]}
BEFORE_PLACE = [words(before) for before in lexicon("places")["before"]]
STREETS = frozenset(fold(one) for one in lexicon("places")["street"])
NO_MATTER = "no_matter"
"""Label of phrases that only keep others from being found."""
MARKED_WORD = re.compile(r"\w+")
JOINED = (["va"], ["voi"], ["cung"], ["lan"], ["roi"])
"""Words that join two aspects asked together."""
OF_MONEY = frozenset(
    ["dong", "d", "k", "tien", "phi", "le", "trieu", "nghin", "ngan", "mot", "moi", "voi", "roi", "cho"]
)
"""Behind "bao nhiêu" they leave it a question of money."""
NOT_STATE = ["phi", "chinh", "phu"]
CHANGED = ["dia", "chi"]
"""An address behind an act is what is changed, and not asked for."""
YEARS = re.compile(r"\b(?:may|bao nhieu) nam\b")
COVERS = {"online": {"place"}, "form": {"place", "documents"}, "legal_basis": {"place"}}
"""An aspect and those it makes redundant: "nộp online ở đâu" asks for the link, not for an address."""
MOST_COVERING = 3
NO_ASPECT = "none"
"""Label of phrases that hold an aspect's word and ask nothing: "phát miễn phí"."""
OF_A_PAIR = frozenset(["ky", "ban", "van", "dang", "cap", "loai", "viec"])
"""Generic words that name a permit only beside another: "ai ký" names none."""
HOW_MUCH = frozenset(["fee", "fee_if_alone", "time"])
OF_OTHER_WORDS = {"bao": frozenset(["báo", "bảo", "Báo", "Bảo"]), "phi": frozenset(["Phi", "phi"])}
"""Forms of words that are typed for another word than the one an aspect is asked by."""
NO_ACT = frozenset(["sữa", "hàn", "hán", "rạch", "đội", "đồi", "hồng", "mật", "mặt", "mát"])
"""Words that fold like what is done to a paper, or happens to it, and were typed as others: "sữa hết hạn"."""
BARE = frozenset(["vay", "thi"])
"""Words of their own without a mark, in a message that has marks: "vay" is no "vậy", "thi" no "thì"."""
MONEY = re.compile(r"\d ?(?:k|tr|trieu|nghin|ngan|dong|d)\b")
ONE_BREATH = 10
BREATHS = re.compile(r"[,;.?!](?=\s)|\s(?=(?:hỏi|hoi)\s)|\s(?=(?:thôi|thoi) (?:thì|thi)\s)")
"""Between what is told and what is asked: "chị bận trông con, nộp ở đâu", "ông chủ hỏi …", "… lặt vặt thôi thì …"."""
THEN_HOW = ["thi", "sao"]
OUTRIGHT = frozenset(["documents", "fee", "fee_if_alone", "time", "place", "steps", "steps_if_alone"])
"""Aspects that are asked of any paper, of anybody's."""
IF_ALONE = "_if_alone"
"""Suffix of vague askings ("thế nào", "có phải"), which count where no aspect is named."""
CORRECTION = re.compile(
    r"(?:(?:a|o|ui|da|thoi)[ ,.]+)?(?:khong|ko|k)?(?: phai)?(?: vay| the)?[ ,.;]*"
    r"(?:y (?:toi|em|minh|tui|cua toi) (?:la|muon)|(?:toi|em|minh|tui) (?:muon )?hoi"
    r"|la (?:cai |thu tuc )?(?:giay|gp)\b.*\b(?:ay|do|co|ma)\W*$)"
)
COMPARING = re.compile(
    r"\bkhac (?:nhau|gi|cho nao|o (?:dau|cho|diem)|the nao|j|biet)\b"
    r"|\bkhac (?:(?!\b(?:thi|nop|xin|phai|can|khai|lam|o)\b).){3,60}"
    r"\b(?:cho nao|diem nao|the nao|nhu nao|ra sao|gi|sao)\W*$"
    r"|\bgiong nhau\b|\bkhi (?:nao|mo) (?:thi )?(?:lam|dung|can|xin) (?:cai|cay|giay|loai) (?:nao|mo)\b"
    r"|\b(?:voi|va|hay)\b.*\bcai nao (?:\w+ )?(?:nhanh|lau|som|re|dat|nhieu tien|it tien|ton|de|don gian)\b"
    r"|\bso sanh\b|\bphan biet\b|\bdifferen(?:t|ce)\b"
)
WORKED = re.compile(
    r"\bco (?:nghi|lam viec|lam|mo cua|nhan ho so|tiep dan|tiep nhan)\b(?! phep| giay| thu tuc)"
    r"|\b(?:thu \w+|chu nhat|cuoi tuan) (?:co )?nop duoc (?:khong|ko|k)\b"
    r"|\bnghi (?:khong|le khong|lam khong)\b|\bis it open\b|\bare you open\b"
)
HOURS = re.compile(r"\bmo (?:cua )?(?:toi |den |luc )?may gio\b|\bmay gio (?:mo|dong)\b")
"""When some place is open: no question about a paper."""
ANY_WEEKDAY = re.compile(r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cuoi tuan)\b(?! nay| tuan| toi)")
WHETHER = re.compile(
    r"\b(?:co|phai|can|duoc|bat buoc)\b.*\b(?:khong|chua)(?: a| vay| nhi| ta)?$|\bco (?:can|phai|duoc|bat buoc)\b"
    r"|\bai (?:ky|duoc|phai|chiu)\b|\b(?:bao nhieu|bao lau|may)\b|^(?:neu|lo|nho)\b"
)
NEEDED = re.compile(r"\bco (?:can|phai)\b|\b(?:can|phai|bat buoc)\b.*\b(?:khong|chua)\b")
FILING = frozenset(["nop", "gui"])
OF_A_DAY = frozenset(lexicon("stopwords")["of_a_day"])
"""Words of a day or of when a result is fetched, which stand in names by chance."""
AROUND_A_DAY = frozenset(lexicon("stopwords")["around_a_day"])
"""Words beside a day of filing that ask nothing else."""
WANTED = frozenset(
    [*lexicon("stopwords")["wanting"], "phai", "duoc", "thu", "tuc", "hoi", "nhieu", "apply", "need", "how"]
)
ADDRESSING = frozenset(lexicon("stopwords")["addressing"])
MARKED = frozenset(placed(word) for word in lexicon("stopwords")["marked"])
"""Empty words as they are typed with their marks."""
TRADING = frozenset(lexicon("stopwords")["trading"])
"""Before "online" they say what is done there, and not where a dossier is filed."""
BARE_ONLINE = (["online"], ["truc", "tuyen"], ["qua", "mang"], ["tren", "mang"], ["internet"])
BOTH = re.compile(
    r"\bca hai\b|\b(?:hai|ba|tung) (?:viec|thu tuc|giay|cai|loai)\b|\bmoi (?:thu|cai|viec|loai|thu tuc)\b"
    r"|\bdong thoi\b|\bmot the\b|\bvua .{3,80}\bvua\b|\bnhung (?:thu tuc|thong bao|giay) (?:gi|nao)\b|\bboth\b"
)
"""Says that all that is named is asked for, alike as it may sound."""
DETAILS = {"von": "vốn", "cong chung": "chứng thực", "chung thuc": "chứng thực"}
"""Words of an aspect's asking that ask for one thing, and the word that records have for it."""
DENIAL = re.compile(r"(?:khong|ko|hong|hok) phai (?!.* ma la\b)(?!lam|xin|nop|dang|mat|tra|dong|co\b|la\b)[^,.;:?]*$")
DUE = re.compile(
    r"\b(ngay nao|ngay may|hom nao|bao gio|khi nao|khi mo|luc nao|chung nao|bua mo|muon nhat|cham nhat|han"
    r"|kip khong|kip ko)\b"
)


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
        """A day is named, and when something is due or must be filed is asked, or what it costs then."""
        due = self.asks_when or "fee" in self.asked or self.files_on_a_day
        return self.when.day is not None and not self.when.since and due

    @property
    def asks_whether_worked(self) -> bool:
        """ "24/11 có nghỉ không", "mai có làm việc không": of a day, and of nothing else."""
        worked = WORKED.search(" ".join(self.spoken)) and not self.link.pairs
        return self.when.day is not None and bool(worked) and not self.of_any_weekday

    @property
    def asks_hours(self) -> bool:
        """ "thứ bảy có làm không": of the hours of work, and of no day."""
        return self.of_any_weekday and bool(WORKED.search(" ".join(self.spoken)))

    @property
    def of_any_weekday(self) -> bool:
        return bool(ANY_WEEKDAY.search(" ".join(self.spoken))) and not re.search(r"\d", self.text)

    @property
    def asks_when(self) -> bool:
        """Asks when something is due, and not only what it costs on the day."""
        return bool("time" in self.asked or DUE.search(" ".join(self.spoken)) or self.when.backwards)

    @property
    def files_on_a_day(self) -> bool:
        """A day of filing is all that is told: "nộp hôm nay thì sao"."""
        return self.when.day is not None and self.says_little_but_filing

    @property
    def says_little_but_filing(self) -> bool:
        only = set(self.spoken) <= FILING | AROUND_A_DAY
        names = self.link.pairs or self.link.acts or (set(self.topical) - OF_A_DAY) & self.link.naming
        aspects_of_it = {"time"} if "dau" in self.spoken else {"time", "online"}  # "nộp online ngày 24/11 thì sao"
        matter = [word for word in self.topical if word not in OF_A_DAY and not word.isdigit()]
        little = len(matter) < 2 and not names and set(self.clear_aspects) <= aspects_of_it
        return bool(FILING & set(self.spoken)) and (only or little)

    @property
    def spoken(self) -> list[str]:
        """The words that were linked: no greeting, no day, nothing that is said not to be meant."""
        return self.link.spoken

    @cached_property
    def topical(self) -> list[str]:
        """Words that name a matter: no aspect, no act, nothing generic or empty."""
        told = covered(self.spoken, aspects(), actions(), fillers()) | whereabouts(self.spoken)
        empty = empty_words(self.spoken) | generic_words() | POINTING | FILING
        empty |= {"nam", str(self.when.past_year)} if self.when.past_year else set()
        return [word for at, word in enumerate(self.spoken) if at not in told and word not in empty]

    @cached_property
    def named(self) -> list[str]:
        """Words that name a matter as they were typed, those too that only fold like an empty word: "trồng", "vàng"."""
        measures = MEASURES if quantities(self.text) else frozenset[str]()
        counted = {word for word in map(fold, self.spoken) if measures and (word.isdigit() or word in ONES)}
        return [word for _, word in self._named_at if fold(word) not in measures | counted]

    @cached_property
    def points(self) -> bool:
        """Points at one of the procedures just named: "cái cho sách ấy"."""
        return POINTS.match(fold(self.text)) is not None

    @cached_property
    def names_first(self) -> bool:
        """ "vé máy bay bao nhiêu": all that it names stands before what it asks; most that go on ask first."""
        asked = [m.start for m in aspects().find(self.spoken) if m.label in OUTRIGHT]
        asked += [len(self.spoken) - 2] if self.spoken[-2:] == THEN_HOW else []
        if CHANNEL_ALONE.search(" ".join(words(self.text))):
            return False  # "nộp trực tiếp thì sao"
        of_one_breath = len(self.spoken) <= ONE_BREATH and not BREATHS.search(self.text)
        return of_one_breath and bool(asked and self._named_at) and self._named_at[-1][0] < min(asked)

    @cached_property
    def asked_of(self) -> list[str]:
        """Words of ``named`` that stand in one breath with what is asked: in "sếp giục quá, mấy ngày xong" none do.

        Where nothing is asked outright, those beside any other question, else all of them.
        """
        parts = [words(part) for part in BREATHS.split(self.text)]
        outright = [part for part in parts if any(m.label in OUTRIGHT for m in aspects().find(part))]
        asking = outright or [part for part in parts if aspects().find(part) or WHETHER.search(" ".join(part))] or parts
        beside = {word for part in asking for word in part}
        return [word for word in self.named if fold(word) in beside]

    @cached_property
    def _named_at(self) -> list[tuple[int, str]]:
        """Place in ``spoken`` and form of each word of ``named``."""
        typed: dict[str, str] = {}
        others = {one for one in syllables(self.text) if _is_another_word(one, self.text)}
        for one in sorted(syllables(self.text), key=others.__contains__):
            typed[fold(one)] = one
        told = covered(self.spoken, aspects(), actions(), fillers()) | whereabouts(self.spoken)
        told -= {at for at, word in enumerate(self.spoken) if typed.get(word) in NO_ACT}
        empty = empty_words(self.spoken) | generic_words() | POINTING | FILING | ADDRESSING
        return [
            (at, typed.get(word, word))
            for at, word in enumerate(self.spoken)
            if at not in told and (word not in empty or typed.get(word) in others)
        ]

    @cached_property
    def asked(self) -> list[str]:
        return self.or_the_sum(asked_aspects(self.spoken, mistaken=self.mistaken))

    @cached_property
    def mistaken(self) -> frozenset[int]:
        """Places of words that fold like an asking word and were typed as another: "báo Tiền Phong", "Lê Phi"."""
        typed: dict[str, set[str]] = {}
        for one in SYLLABLE.findall(unicodedata.normalize("NFC", self.text)):
            typed.setdefault(fold(one), set()).add(placed(one.lower()) if one.islower() else placed(one))
        wrong = {word for word, forms in OF_OTHER_WORDS.items() if typed.get(word) and typed[word] <= forms}
        return frozenset(at for at, word in enumerate(self.spoken) if word in wrong and has_marks(self.text))

    def or_the_sum(self, found: list[str]) -> list[str]:
        """ "tài liệu 120 trang, nộp trực tuyến": asks what it costs; a figure to be confirmed asks its aspect."""
        figure = FIGURE_CONFIRMED.search(fold(self.text)) if found in ([], ["conditions"], ["overview"]) else None
        if figure:
            return ["fee" if MONEY.search(figure.group()) else "time"]
        if not quantities(self.text) or self.asks_whether:
            return found
        return ["fee"] if not found or (found == ["online"] and channel(self.text)) else found

    @cached_property
    def clear_aspects(self) -> list[str]:
        found = aspects().find(self.spoken)
        found = [m for m in found if not _done_online(m, self.spoken)]
        vague = ("overview", NO_ASPECT)
        return [m.label for m in found if not m.label.endswith(IF_ALONE) and m.label not in vague]

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
    def elsewhere(self) -> bool:
        """Asks for another province, and our city is not named beside it."""
        found = places().find(self.spoken)
        there = [
            m
            for m in found
            if m.label == "elsewhere"
            and self.spoken[m.start - 1 : m.start] in BEFORE_PLACE
            and (self.spoken[m.start - 1] not in STREETS or self.spoken[m.start - 2 : m.start] == ["thanh", "pho"])
        ]  # "ở phố Huế" is here
        named = [self.spoken[match.start : match.end] for match in there]
        meant = [told for told in named if typed_as(self.text, [PROVINCES[" ".join(told)]], told)]
        return bool(meant) and all(match.label != "here" for match in found)

    @property
    def fixed_matter(self) -> str | None:
        """What a phrase decides, whatever procedure stands beside it: a fine, a withdrawal, another province.

        "phạt" (a fine) and "phát" (as in "phát hành") fold alike: where the marks are typed they tell.
        """
        typed = set(MARKED_WORD.findall(clean(self.text).lower()))
        if "phạt" in typed and "nguội" not in typed:  # of traffic, and of no field of ours
            return topics.FINES
        told = [match.label for match in fixed_matters().find(self.spoken) if match.label != NO_MATTER]
        told = [label for label in told if label != topics.FINES or "phát" not in typed]
        return next(iter(told), topics.ELSEWHERE if self.elsewhere else None)

    @property
    def opens(self) -> bool:
        """Begins like a question that goes on."""
        return bool(self.spoken) and self.spoken[0] in OPENERS

    @property
    def turns(self) -> bool:
        """ "còn văn phòng đại diện thì sao", "chi nhánh thì bao nhiêu": short, and turns to something."""
        asks_how = self.spoken[-2:] == THEN_HOW and len(self.topical) <= settings.STORY_WORDS
        return self.opens or asks_how or ("thi" in self.spoken and len(self.topical) <= settings.STRAY_WORDS)

    @property
    def beyond_doubt(self) -> float:
        """Link score from which such a message names a procedure: higher where it names no paper and no act."""
        generic = [word in generic_words() for word in self.spoken]
        names_paper = any(left and right for left, right in pairwise(generic))
        return settings.BEYOND_DOUBT if names_paper or self.link.acts else settings.BEYOND_ANY_DOUBT

    @property
    def corrects(self) -> bool:
        """ "ý tôi là …", "không, tôi hỏi …": what follows is what is asked."""
        return bool(CORRECTION.match(fold(self.text)))

    @property
    def goes_back(self) -> str | None:
        """To which of the procedures spoken of earlier it goes back: "first", "before", "named"; None where to none."""
        told = fold(self.text)
        if not WENT_BACK.search(told):
            named = WENT_BACK_TO.search(" ".join(words(told))) and self.link.pairs and not self.clear_aspects
            return "named" if named else None
        return "first" if FIRST_OF_ALL.search(told) else "before"

    @property
    def detail(self) -> str | None:
        """ "cần vốn bao nhiêu", "có phải công chứng không": what is said of this one thing."""
        asked = " ".join(" ".join(self.spoken[m.start : m.end]) for m in aspects().find(self.spoken))
        return next((detail for word, detail in DETAILS.items() if f" {word} " in f" {asked} "), None)

    @property
    def asks_whether(self) -> bool:
        """ "có cần …", "… được không", "ai ký": no name of a paper, but a question about one."""
        return bool(WHETHER.search(" ".join(self.spoken)))

    @property
    def prints(self) -> bool:
        """ "in vé xem phim": prints something, which is of our field."""
        return bool(PRINTS.search(" ".join(self.spoken)))

    @property
    def asks_needed(self) -> bool:
        """ "có cần công chứng không"."""
        return bool(NEEDED.search(" ".join(self.spoken)))

    @property
    def names_it_whole(self) -> bool:
        """A name of the first candidate stands whole in the message."""
        return self.link.best is not None and self.link.best.whole_name

    @property
    def compares(self) -> bool:
        """Asks what sets two things apart."""
        return bool(COMPARING.search(fold(self.text)))

    @property
    def asks_for_both(self) -> bool:
        return bool(BOTH.search(fold(self.text)))

    @property
    def sells_or_copies(self) -> bool:
        """ "bán" and "bản" are "bạn" without their marks; where they are typed nobody is spoken to."""
        typed = set(MARKED_WORD.findall(clean(self.text).lower()))
        return bool(typed & {"bán", "bản"}) and "bạn" not in typed

    @property
    def denies(self) -> bool:
        """ "không phải bưu chính": says only what is not meant."""
        return bool(DENIAL.match(fold(self.text))) and not self.clear_aspects

    @property
    def tells_a_story(self) -> bool:
        return len(self.topical) >= settings.STORY_WORDS

    @property
    def names_nothing(self) -> bool:
        """No matter of ours is named; a few stray words do not make a subject."""
        return len(self.topical) <= settings.STRAY_WORDS and not set(self.topical) & self.link.naming

    @property
    def wants_something(self) -> bool:
        """Some paper, act or aspect is named, or something is wanted; opening a shop is no such act by itself."""
        acts = set(self.link.acts) - {"issue"}
        said = set(self.spoken) & (generic_words() | WANTED)
        return bool(acts or self.asked or said) and not HOURS.search(" ".join(self.spoken))

    @property
    def strange_words(self) -> set[str]:
        """Words of matter that nothing we know holds."""
        return {word for word in self.topical if word not in self.vocabulary}

    @property
    def names_generic(self) -> bool:
        """Whether some permit is named without saying which; "cấp lại" alone names none."""
        told = covered(self.spoken, actions(), aspects())
        generic = [at not in told and word in generic_words() for at, word in enumerate(self.spoken)]
        alone = [word for word, is_so in zip(self.spoken, generic, strict=True) if is_so and word not in OF_A_PAIR]
        return bool(alone) or any(left and right for left, right in pairwise(generic))


def _is_another_word(typed: str, text: str) -> bool:
    """ "vàng" folds like "vâng" and is not it; what was typed without a mark may be either, but for a few."""
    if not has_marks(typed):
        return typed in BARE and has_marks(text)
    return typed not in MARKED and restorer().knows(typed)


def asked_aspects(
    spoken: list[str], inside: frozenset[int] = frozenset(), mistaken: frozenset[int] = frozenset()
) -> list[str]:
    """Aspects in the order they were asked, without those another one covers or that stand ``inside`` a name.

    None of the ``mistaken`` words asks how much or how long.
    """
    acted = covered(spoken, actions())  # "đổi địa chỉ thì sao" asks of moving, not where to file
    after = {match.end for match in actions().find(spoken)}  # "thay đổi địa chỉ … trong bao lâu" neither
    matches = [m for m in aspects().find(spoken) if not set(range(m.start, m.end)) <= inside | acted]
    matches = [m for m in matches if not (m.label in HOW_MUCH and mistaken & set(range(m.start, m.end)))]
    matches = [m for m in matches if not (m.start in after and spoken[m.start : m.end] == CHANGED)]
    matches = [m for m in matches if spoken[m.start : m.end + 2] != NOT_STATE]
    matches = [m for m in matches if m.label != NO_ASPECT and not _done_online(m, spoken) and not _counts(m, spoken)]
    found = list(dict.fromkeys(_label(match, matches, spoken) for match in matches))
    clear = [aspect for aspect in found if not aspect.endswith(IF_ALONE)]
    listed = len(clear) > MOST_COVERING  # "hồ sơ, phí, nơi nộp, mẫu đơn" asks each of them
    implied = set() if listed else {aspect for asked in clear for aspect in COVERS.get(asked, ())}
    if "result" in clear and YEARS.search(" ".join(spoken)):
        implied.add("time")  # "thời hạn giấy phép là mấy năm" asks how long it is valid
    named = [aspect for aspect in clear if aspect not in implied and aspect != "overview"]
    return named or clear[:1] or [aspect.removesuffix(IF_ALONE) for aspect in found[:1]]


def _counts(match: Match, spoken: list[str]) -> bool:
    """ "cần mời bao nhiêu báo", "ra bao nhiêu kỳ một năm": how many of something, and not how much money."""
    if match.label != f"fee{IF_ALONE}" or spoken[match.end - 1] != "nhieu":
        return False
    following = spoken[match.end : match.end + 1]
    return bool(following) and following[0] not in stopwords() | OF_MONEY


def _done_online(match: Match, spoken: list[str]) -> bool:
    """ "bán sách online", "game trực tuyến": no question where to file."""
    before = set(spoken[max(match.start - 4, 0) : match.start])
    filed = FILING & set(spoken[: match.start])
    return spoken[match.start : match.end] in BARE_ONLINE and bool(before & TRADING) and not filed


def aspects_outside_name(spoken: list[str], name: str, mistaken: frozenset[int] = frozenset()) -> list[str]:
    """Aspects asked, without words that only belong to the procedure's own name ("thay đổi địa chỉ trụ sở")."""
    named = words(name)
    blocks = SequenceMatcher(None, spoken, named, autojunk=False).get_matching_blocks()
    inside = {at for b in blocks if b.size >= settings.NAME_RUN for at in range(b.a, b.a + b.size)}
    return asked_aspects(spoken, frozenset(inside), mistaken)


def _label(match: Match, matches: list[Match], spoken: list[str]) -> str:
    """ "hồ sơ" in a list with other aspects is asked like them: "hồ sơ, lệ phí", "hồ sơ và thời hạn"."""
    if match.label != f"documents{IF_ALONE}":
        return match.label
    after = {match.end, match.end + 1} if spoken[match.end : match.end + 1] in JOINED else {match.end}
    before = {match.start, match.start - 1} if spoken[match.start - 1 : match.start] in JOINED else {match.start}
    listed = any(other.start in after or other.end in before for other in matches if other is not match)
    return "documents" if listed else match.label
