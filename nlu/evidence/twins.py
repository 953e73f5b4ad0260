"""Which act on a paper is meant, and which several procedures a message names or sets side by side."""

from __future__ import annotations

from dataclasses import replace

from nlu import settings
from nlu.evidence.procedures import NEAR_ACT, is_answerable, is_likely, plausible
from nlu.heard import Heard
from nlu.linking import Link
from nlu.matching import KNOWN, Candidate
from nlu.matters import NO_FAMILY
from nlu.spoken import spoken_words
from nlu.sureness import sureness
from nlu.wordings import GRANTED_FIRST, WHICH_PERMIT
from procedures.acts import FIRST_GRANTS, OCCASIONS, fit, tells_occasion

GRANT = "cap"
"""Names the first grant where another clause names another act."""


def first_grant_meant(heard: Heard) -> Candidate | None:
    """ "giấy chứng nhận … có giá trị mấy năm" names no act: asked of the first grant of that paper, where it is near.

    Who tells a story may tell the act in it without its word.
    """
    link, best = heard.link, heard.link.candidates[0]
    which = WHICH_PERMIT.search(" ".join(heard.spoken)) is not None
    if link.acts or best.whole_name or (not which and (best.act >= NEAR_ACT or _tells_more(heard, best))):
        return None
    twins = [c for c in link.candidates if c.object == best.object and c.matter.action in FIRST_GRANTS]
    margin = settings.CHOICE_SPAN if which else settings.TWIN_MARGIN
    return next((twin for twin in twins if twin.score >= best.score - margin), None)


def _tells_more(heard: Heard, best: Candidate) -> bool:
    """Whether a story is told, and not only the long name of a paper."""
    own = {word for name in best.matter.called for word in spoken_words(name)}
    return heard.tells_a_story and not set(heard.topical) <= own


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


def of_two_acts(heard: Heard) -> list[Candidate]:
    """ "vừa mất giấy phép bưu chính vừa đổi tên": on one paper, the procedure for each act that is told; or none."""
    best = heard.link.best
    if best is None or not heard.asks_for_both:
        return []
    own = [one for one in plausible(heard.link) if one.object == best.object and one.paired]
    found: dict[str, Candidate] = {}
    for act in heard.link.acts:
        fitting = [one for one in own if fit([act], one.matter.action or "", one.matter.occasion) == 1.0]
        if fitting:
            first = max(fitting, key=lambda one: one.score)
            found.setdefault(first.id, first)
    return list(found.values()) if len(found) > 1 else []


def several(heard: Heard) -> list[Heard]:
    """Clauses that each name a procedure, of different objects: "thời hạn giấy phép bưu chính, lệ phí cơ sở in"."""
    whole = heard.link.best
    of_whole = {word for name in whole.matter.called for word in spoken_words(name)} if whole else set()
    named: dict[str, Heard] = {}
    acts_told = all(link.acts or GRANT in link.spoken for _, link in heard.link.clauses if link.pairs)
    for text, link in heard.link.clauses:
        clause = replace(heard, text=text, link=link, agency=None)
        enough = is_likely(clause) if heard.asks_for_both else is_answerable(clause) or _asked_beside(clause)
        sure = link.best is not None and link.best.score >= settings.ANSWER_SCORE and enough
        whole_name = link.best is not None and link.best.whole_name
        bare = whole_name or (len(clause.spoken) <= settings.BARE_NAME and clause.score >= settings.SURE_SCORE)
        goes_on = acts_told and any(before.asked for before in named.values())  # "lệ phí cấp … và cấp lại … khi mất"
        alone = heard.asks_for_both or clause.asked or bare or goes_on
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
        of_the_same = _act_on(named[0].candidates[0].object, link, heard) if named and not link.pairs else None
        if link in named or beside or of_the_same:
            meant = of_the_same or _first_grant(link)
            found.setdefault(meant.id, meant)
    return list(found.values()) if len(found) > 1 else _acts_compared(heard)


def _act_on(paper: str, link: Link, heard: Heard) -> Candidate | None:
    """ "… với cấp lại khi mất": a clause that names an act and no paper is of the paper beside it."""
    twins = [one for one in heard.link.candidates if one.object == paper and link.acts]
    return next((one for one in twins if fit(link.acts, one.matter.action or "", one.matter.occasion) == 1.0), None)


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
