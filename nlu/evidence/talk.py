"""Whether a message is small talk, or a request about the service itself."""

from __future__ import annotations

from nlu import settings
from nlu.evidence.procedures import is_answerable
from nlu.heard import POINTING, Heard
from nlu.matching import CHARS
from nlu.quantities import quantities
from nlu.syllables import has_marks
from nlu.wordings import AGREEING, GREETINGS
from procedures.folding import clean, words
from procedures.topics import TRACKING

PERSON = frozenset(["gap", "can", "bo", "nguoi", "that", "nhan", "vien", "tu", "van", "hotline", "tong", "dai"])
ABOUT_SERVICE = ("ask_human", "track_dossier", "show_more", "list_procedures", "out_of_scope")
COURTESY = ("greet", "thank", "goodbye", "affirm", "deny")
IDLE = ("out_of_scope", "chitchat", "insult", "ask_identity", *COURTESY)
"""Intents that a named aspect outweighs: "ai được làm" is no question about the bot."""
ASKED_OF_NO_DOSSIER = frozenset(["fee", "documents", "form", "conditions"])
"""What nobody asks of a dossier that is filed."""
SOCIAL = frozenset((*COURTESY, "ask_identity", "chitchat", "insult"))
TALK = SOCIAL | frozenset(ABOUT_SERVICE)
"""Intents that the classifier alone decides."""


def is_talk(heard: Heard) -> bool:
    """Small talk and requests about the service itself, unless a procedure or an aspect is named or a story told."""
    floor = settings.STORY_SURE if heard.tells_a_story else settings.INTENT_SURE
    if heard.guess not in TALK or heard.sure < floor or _names_a_topic(heard):
        return False
    if heard.corrects and heard.link.pairs:
        return False  # "ý tôi là bản tin"
    if heard.guess == "track_dossier" and set(heard.clear_aspects) & ASKED_OF_NO_DOSSIER:
        return False  # "hôm qua em lên mà đông quá, cho hỏi phí bao nhiêu"
    if heard.guess == "out_of_scope" and heard.prints:
        return False  # "in vé xem phim"
    if heard.guess == "chitchat" and heard.named and heard.sure < settings.TALK_SURE:
        return False  # "đăng kiểm", "đám cưới"
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
    if heard.guess == "track_dossier" and heard.link.pairs and "online" in heard.clear_aspects:
        return False  # "nộp hồ sơ bản tin trên mạng được không"
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
