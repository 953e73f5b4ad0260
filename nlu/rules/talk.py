"""Safety lines, small talk, and requests about the service itself."""

from __future__ import annotations

from nlu import settings
from nlu.evidence.procedures import (
    worth_offering,
)
from nlu.evidence.talk import SOCIAL, is_talk
from nlu.evidence.topics import possible_topic
from nlu.heard import NO_MATTER, Heard
from nlu.phrases import Match, safety
from nlu.rules.understood import Understanding
from nlu.spoken import spoken_words
from nlu.syllables import has_marks
from nlu.wordings import (
    APOLOGY,
    CHECKED,
    COMPLAINT,
    DOSSIER,
    ENDED,
    FORGED,
    LISTING,
    NOT_SURE,
    ORDINALS,
    PICK,
    THE_REST,
)
from procedures import topics
from procedures.folding import clean, fold, words


def unsafe(heard: Heard) -> Understanding | None:
    """Fixed safe lines: by their words with or without marks, or by the classifier where it is sure."""
    told = spoken_words(heard.text)
    found = [match for match in safety().find(told) if match.label != NO_MATTER]  # "in tiền vàng mã"
    said = [match for match in found if not _only_sounds_forged(match, told, heard.text)]
    reports_it = heard.fixed_matter in topics.OF_WRONGS  # "bị phạt bao nhiêu", "có người đòi hối lộ thì báo ai"
    if said and not (said[0].label in ("refuse", "share_secret") and reports_it):
        return Understanding(said[0].label)
    sure = heard.guess == "share_secret" and heard.sure >= settings.SECRET_SURE and not worth_offering(heard)
    tells_a_day = heard.when.day is not None or heard.when.span is not None
    if sure and not heard.clear_aspects and not tells_a_day and not possible_topic(heard):
        return Understanding("share_secret", confidence=heard.sure)
    return None


def _only_sounds_forged(match: Match, told: list[str], text: str) -> bool:
    """ "giấy phép gia hạn", "bảng giá", "in lâu": forged and illicit in other words' letters."""
    meant = next((FORGED[word] for word in told[match.start : match.end] if word in FORGED), None)
    if meant is None:
        return False
    goes_on = told[match.end : match.end + 1]
    marked = has_marks(text) and meant not in clean(text).lower()
    return marked or goes_on in (["han"], ["cong"], ["dinh"])


def a_filed_dossier(heard: Heard) -> Understanding | None:
    """ "mã hồ sơ H26.17-… tới đâu rồi", "kiểm tra hồ sơ giúp": of a dossier that has been filed."""
    told = fold(heard.text)
    return Understanding("track_dossier") if DOSSIER.search(told) or CHECKED.search(told) else None


def a_list(heard: Heard) -> Understanding | None:
    """Of all, or of the field that is named: "có bao nhiêu thủ tục bưu chính"."""
    asked = LISTING.search(" ".join(words(heard.text)))
    if not asked:
        return None
    named = [pair for pair in heard.link.pairs if not set(pair) <= set(asked.group().split())]
    nearest = sorted(heard.link.candidates, key=lambda one: -one.paired)[:1]
    return Understanding("list_procedures", nearest if named else [])


def a_pick(heard: Heard) -> Understanding | None:
    picked = PICK.match(" ".join(words(heard.text)))
    if not picked:
        return None
    told = picked.group(1)
    return Understanding("pick", pick=ORDINALS[told] if told in ORDINALS else int(told))


def not_sure(heard: Heard) -> Understanding | None:
    return Understanding("not_sure") if NOT_SURE.search(" ".join(heard.spoken)) else None


def the_rest(heard: Heard) -> Understanding | None:
    return Understanding("show_more") if THE_REST.search(" ".join(heard.spoken)) else None


def a_complaint(heard: Heard) -> Understanding | None:
    """ "sai rồi", "không hiểu": of the answer just given."""
    return Understanding("unresolved") if COMPLAINT.search(" ".join(heard.spoken)) else None


def a_denial(heard: Heard) -> Understanding | None:
    return Understanding("deny") if heard.denies else None


def small_talk(heard: Heard) -> Understanding | None:
    told = " ".join(words(heard.text))
    if APOLOGY.search(told):
        return Understanding("chitchat")
    if ENDED.search(told):
        return Understanding("goodbye")
    return Understanding(heard.guess, confidence=heard.sure) if heard.guess in SOCIAL and is_talk(heard) else None


def a_person(heard: Heard) -> Understanding | None:
    asked = heard.guess == "ask_human" and is_talk(heard)
    return Understanding("ask_human", confidence=heard.sure) if asked else None


def about_the_service(heard: Heard) -> Understanding | None:
    if not is_talk(heard):
        return None
    best = heard.link.best
    of_a_field = heard.guess == "list_procedures" and best is not None and best.named >= settings.NAMES_A_FIELD
    told = heard.link.candidates[:1] if of_a_field else []
    return Understanding(heard.guess, told, heard.asked, heard.link.acts, confidence=heard.sure)
