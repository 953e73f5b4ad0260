"""Days and spans as people write them: "20/11/2026", "thứ sáu tuần sau", "mồng 5", "ba ngày nữa", "7 ngày làm việc".

Works on folded text (no marks), so that "ngay mai" and "ngày mai" are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from nlu.day_roles import HELD, MEETS, Role, role
from procedures.deadlines import Span, months_from
from procedures.folding import clean, fold
from procedures.kinds import DayOf, TimeUnit
from procedures.number_words import IN_WORDS, number
from procedures.record import HOURS_A_DAY

NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "chuc": 10,
}  # fmt: skip
MARKED_NUMBERS = {
    "mot": "một", "bon": "bốn", "nam": "năm", "lam": "lăm", "sau": "sáu", "bay": "bảy", "tam": "tám", "chin": "chín",
}  # fmt: skip
"""Number words as they are marked, of those that other words fold like."""
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}
WEEKDAY_BEFORE = rf"(?:\b(?:thu (?:{'|'.join(WEEKDAYS)})|chu nhat|cn|t[2-7]),? )?"
WEEKDAY = re.compile(r"thu |chu nhat")
TO_ITS_DATE = re.compile(r"[ ,(]*(?:ngay )?")
"""Between a weekday and the date it names: "thứ năm, ngày 10/12"."""
RELATIVE = {
    "hom nay": 0, "hnay": 0, "bay gio": 0, "bua nay": 0, "bua ni": 0, "hom ni": 0, "sang nay": 0, "chieu nay": 0,
    "ngay mai": 1, "sang mai": 1,
    "chieu mai": 1, "trua nay": 0, "toi nay": 0, "dem nay": 0,
    "trua mai": 1, "toi mai": 1, "hom qua": -1, "bua qua": -1, "ngay kia": 2, "ngay mot": 2, "mai mot": 2,
    "hom kia": -2, "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
AHEAD = timedelta(days=300)
"""A day without a year is the next one, unless it passed so recently that the last one is meant."""
YEARS = range(1990, 2101)
BACKWARDS = re.compile(
    r"\b(muon nhat|cham nhat|tre nhat|(?:con |co )?kip (?:khong|ko|k)\b"
    r"|truoc ngay nao|phai nop truoc|han chot|latest day"
    r"|(?<!het )(?<!con )(?<!qua )(?:han (?:nop|thong bao|gui|khai)|(?<!thoi )han bao))\b"
)
ONLY_IN_TIME = re.compile(r"^(?!.*\b(?:muon nhat|cham nhat|tre nhat|han chot)\b).*\bkip (?:khong|ko|k)\b")
"""Asks whether what is filed on its day comes in time, and not until when to file."""
FILES_WHEN = re.compile(
    r"\bnop\b[^.?!]{0,20}\b(?:(?:khi|luc|ngay|hom|bua) (?:nao|mo)|bao gio)\b"
    r"|\b(?:khi nao|khi mo|luc nao|ngay nao|hom nao|bao gio|bua nao)(?: \w+){0,3} nop\b"
)
CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])(?: ?(?:h|g|gio)(?: ?([0-5]\d)(?![/.\-\d]))?|:([0-5]\d))(?: ?(sang|chieu|toi))?\b"
    r"(?! lam viec| truoc| dong ho)"
)
HALF_PAST = re.compile(r"\b(\d{1,2}) ?(?:h|g|gio) ruoi\b")
CLOCK_FIGURES = re.compile(r"\b\d{1,2} ?(?:h|g|gio|:) ?\d{2}(?![/.\-\d])")
"""Hours and minutes in figures: "14:30 ngày 20/12" holds no span of 30 days."""
CLOCK_SURE = re.compile(
    r"\b(?:luc|khoang|tam|vao) (?:[01]?\d|2[0-3]) ?(?:h|g|gio)\b"
    r"|\b(?:[01]?\d|2[0-3]) ?(?:h|g|gio)(?: ?[0-5]\d)? ?(?:sang|chieu|toi)\b"
    r"|\b(?:sang|chieu|toi)(?: (?:nay|mai|qua))?,? (?:luc )?(?:[01]?\d|2[0-3]) ?(?:h|g|gio)\b(?! lam viec| truoc)"
    r"|\b(?:[01]?\d|2[0-3]) ?(?:h|g|gio|:) ?[0-5]\d\b"
    r"|\b\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{2,4})?,? (?:luc )?(?:[01]?\d|2[0-3]) ?(?:h|g|gio)\b(?! lam viec)"
    r"|(?<=\bnop )(?:[01]?\d|2[0-3]) ?(?:h|g|gio)\b(?! truoc)"
    r"|\b(?:[01]?\d|2[0-3]) ?(?:h|g|gio)(?= (?:ngay|thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat|hom nay|mai)\b)"
)
"""An hour of the day and no span: "lúc 16 giờ", "4 giờ chiều", "16h30"."""
HELD_THEN = re.compile(rf"\b(?:{HELD})\b")
PART_OF_DAY = re.compile(r"\b(chieu|toi)(?: (?:nay|mai|qua))?,? (?:luc )?$")
""" "chiều nay 4h": before the hour."""
AT_NIGHT, EVENING = re.compile(r"\bnop (?:\w+ ){0,2}(?:toi|dem) (?:nay|mai)\b"), time(20)
"""Filed then it is filed after every counter has closed."""
TONIGHT = re.compile(r"\b(?:tối|đêm) (?:nay|mai)\b")
STRICTLY_BEFORE = re.compile(r"\btruoc(?: (?:ngay|hom))?(?: thu \w+)?,? ?$")
PAST_YEAR = re.compile(
    r"(?:(?<!\d )(?<!cap )\b(?:nam|hoi|hoi nam|trong nam|in|back in)"
    r"|(?<!ngay \d )(?<!\d )\bthang \d{1,2}(?: ?/ ?| nam | )) ?"
    r"((?:19|20)\d\d)\b"
)
LONG_AGO = "(?:truoc day|truoc kia|ngay truoc|ngay xua|hoi xua|hoi truoc|hoi do|luc truoc|thoi truoc)"
FORMERLY = re.compile(
    rf"\b{LONG_AGO} (?:(?:la|thi|nop|dong|thu|het|mat) )*(?:bao nhieu|bao lau|may|the nao|ra sao|phi|le phi|thoi han)\b"
    rf"|\b(?:phi|muc thu|thoi han|bao lau|may ngay|(?:nop|dong|thu) bao nhieu) (?:cu|{LONG_AGO})\b(?! khi\b)"
    rf"|\bbao nhieu (?:cu|(?!ngay truoc){LONG_AGO})\b(?! khi\b)"
    r"|\b(?:used to|in the past|previously)\b"
)
"""What was so once is asked, and not told beside a question of today."""
BEFORE_YEAR = re.compile(r"\btruoc (?:nam )?((?:19|20)\d\d)\b")
YEARS_AGO = {"nam ngoai": 1, "nam truoc": 1, "nam kia": 2, "last year": 1}
LAW = re.compile(r"\b(?:luat|nghi dinh|nd|thong tu|tt|quyet dinh|van ban|law|decree)\b[^.,;?!]{0,25}$")
"""Before a year it makes the year a law's."""
SPAN_UNITS: dict[str, tuple[TimeUnit, int | Fraction]] = {
    "ngay lam viec": (TimeUnit.WORKING_DAY, 1), "working days": (TimeUnit.WORKING_DAY, 1),
    "working day": (TimeUnit.WORKING_DAY, 1), "gio lam viec": (TimeUnit.WORKING_DAY, Fraction(1, HOURS_A_DAY)),
    "ngay": (TimeUnit.DAY, 1), "days": (TimeUnit.DAY, 1), "tuan": (TimeUnit.DAY, 7), "thang": (TimeUnit.MONTH, 1),
    "gio": (TimeUnit.HOUR, 1), "tieng": (TimeUnit.HOUR, 1),
}  # fmt: skip
"""Unit as it is written -> the unit it is counted in, and how many of those it is."""


IN_WORDS_BEFORE_UNIT = re.compile(rf"\b({IN_WORDS}) (?={'|'.join(SPAN_UNITS)}|h\b)")
NAMED_MONTH = r"(?! (?:nay|roi|qua|vua|chap|gieng)\b| truoc\b(?! khi| ngay| luc))"
"""Behind "tháng": not so many months, but that one."""
SPAN = re.compile(
    r"(?<!cach day )(?<!thu )(?<!mung )(?<!mong )(?<!thang )(?<!\d[,.])\b"
    rf"({NUMBER}) ({'|'.join(SPAN_UNITS)})\b(?<!thang(?!{NAMED_MONTH}))"
    r"(?! lam viec)(?! nua| sau\b(?! la\b)| toi\b| nao\b| ruoi\b| \d)"
)
""" "thứ sáu ngày 18/12", "tháng ba ngày 5" hold no span of six days or of three."""
LUNAR = re.compile(
    rf"\b(?:(?:ngay|mung|mong|hom) )?{NUMBER} (?:thang )?(?:gieng|chap)\b(?! thuan| nhan)(?: am lich)?"
    rf"|\b(?:(?:ngay|mung|mong|hom) )?{NUMBER} tet\b(?! duong| tay)"
    r"|\b\d{1,2}(?: ?[/.-] ?| thang )\d{1,2}(?: ?[/.-] ?\d{4}| nam \d{4})? am(?: lich)?\b"
    r"|\b(?:mung|mong|ngay) \d{1,2} am(?: lich)?\b|\bram thang (?:\d{1,2}|\w+)\b"
)
"""Days of the lunar calendar, which are not reckoned with: "mùng 6 tết", "10/3 âm lịch", "23 tháng chạp"."""


RESULT_WHEN = re.compile(
    r"\b(?:bao gio|khi nao|khi mo|hom nao|ngay nao|luc nao|chung nao|bua mo|bua nao) (?:thi )?"
    r"(?:co|xong|lay|nhan|tra|duoc)\b"
)
NOT_WANTED = re.compile(r"\b(?:nop|gui|phi|tien|gia)\b")
"""With these words a day to come, "trước 11/1", is not by itself one by which a result is wanted."""
FILED_THEN = re.compile(r"\b(?:nop|gui)\b")
DONE_WHEN = re.compile(
    r"\b(?:bao gio|khi nao|khi mo|hom nao|ngay nao|luc nao|chung nao|bua mo|bua nao|muon nhat|cham nhat)\b"
)
ABOUT_A_DAY = (
    r"\bcuoi tuan\b(?: (?:nay|sau|toi)\b)?|\b(?:dau|giua|cuoi) (?:thang|nam)(?: \d{1,2})?(?: ?/ ?| nam | )(?:20\d\d)?\b"
)
"""No day that could be reckoned with."""
WANTED_BY = (
    r"\b(?:muon|can|phai) (?:co|lay|nhan|xong)\b(?: ket qua\b)?|\btruoc(?: (?:ngay|hom))?(?= *(?:[,;]|thi\b|nop\b|$))"
)
""" "tôi muốn lấy trước 24/12": of the result, whatever is applied for."""
DAY_FOLLOWS = re.compile(
    rf"(?:^|[-,;:.!?(]|\b(?:ngay|hom|tu|vao|den|toi|truoc|sau|nop|gui|han|luc|sang|chieu|la|qua|thi|con|the|neu|nay"
    rf"|xong|lay|nhan|kip|co|hieu luc|het han|vao|in|on|by|t[2-7]|cn|chu nhat|thu (?:{'|'.join(WEEKDAYS)})|{HELD}))"
    r"[ (]*$"
)
"""What stands before a day without a year on which something is done."""
DAY_BEFORE = re.compile(
    rf"^[ ),]*(?:(?:nop|gui)\b(?! o\b| cho\b| the\b)|thi|co|moi|lay|nhan|xong|het han|hieu luc|nay|toi|la|{HELD})\b"
)
"""What stands behind it."""
OCCASION = re.compile(r"\b(?:chao mung|mung|ky niem|nhan dip|dip|dac san|bao tuong)(?: ngay| le| dip)*\s*$")
"""Right before a day it is one that is celebrated."""
OCCASION_TYPED = re.compile(r"\bnhân(?: ngày| dịp| lễ)*\s*$")
CLOCK_BEFORE = re.compile(r"\b\d{1,2} ?(?:h|g|gio|:) ?(?:\d{2})? *(?:sang|chieu|toi)? *$")


@dataclass(frozen=True)
class When:
    """What a message says of time: ``day`` it names, what that is the day ``of``, and the ``span`` it gives."""

    day: date | None = None
    span: Span | None = None
    of: DayOf = DayOf.FILING
    clock: time | None = None
    """Hour of the event or of filing, where one is told."""
    past_year: int | None = None
    """A year gone by that is asked of ("năm 2023 lệ phí bao nhiêu")."""
    formerly: bool = False
    """Asks what held once, without a year ("trước đây phí bao nhiêu")."""
    since: bool = False
    """The day is one from which something holds, and none of filing ("từ 1/7/2026")."""
    impossible: str | None = None
    """A day that no calendar has, as it is written ("31/2")."""
    lunar: str | None = None
    """A day of the lunar calendar, as it is written without marks."""

    @property
    def backwards(self) -> bool:
        """Asks for the latest day to file, and not when what is filed on the day is done."""
        return self.of != DayOf.FILING


def when(text: str, today: date) -> When:
    """Days and spans of ``text``, seen from ``today``."""
    folded = HALF_PAST.sub(r"\1h30", IN_WORDS_BEFORE_UNIT.sub(_in_digits, fold(text)))
    lunar = LUNAR.search(folded)
    folded = LUNAR.sub(lambda found: " " * len(found.group()), folded)
    days = _days(folded, today, text)
    roles = [(role(folded, begins, ends), begins, ends, day) for begins, ends, day in days]
    of_event = next((_held_before(folded, begins, day) for what, begins, _, day in roles if what == Role.EVENT), None)
    filed = next(((begins, ends, day) for what, begins, ends, day in roles if what == Role.FILED), None)
    if filed and RESULT_WHEN.search(folded) and not BACKWARDS.search(folded):
        of_event = None  # "hết hạn 10/12, tôi nộp 16/10 rồi, bao giờ có": when it is done, not by when to file
    apart = _without(folded, days)
    sure = CLOCK_SURE.search(folded)
    clocks = CLOCK.finditer(folded, sure.start() if sure else 0) if sure or of_event else iter(())
    at_clock = next((found for found in clocks if not apart[found.start()].isspace()), None)
    clock = _clock(at_clock, folded) if at_clock else EVENING if _in_the_evening(folded, text) else None
    spans = [
        span
        for m in SPAN.finditer(CLOCK_FIGURES.sub(" ", apart))
        if _is_a_number(m.group(1), text)
        and not (at_clock and m.group() in at_clock.group())
        and (span := _span(m.group(1), m.group(2)))
    ]
    unsaid = (
        (begins, ends, day) for what, begins, ends, day in roles if what in (Role.UNSAID, Role.SINCE, Role.WANTED)
    )
    begins, ends, day = filed or next(unsaid, (0, 0, None))
    since = not filed and any(what == Role.SINCE and named == day for what, _, _, named in roles)
    before = bool(STRICTLY_BEFORE.search(folded[:begins]))
    counts_back = bool(day and spans and before and _beside_a_span(folded, begins, ends))
    wanted = bool(day and before and day > today and not NOT_WANTED.search(folded))  # "cần có trước 11/1"
    after = next((day for what, _, _, day in roles if what == Role.ELSEWHERE), None) if day is None else None
    happened = after is not None and of_event is None and bool(BACKWARDS.search(folded))
    for_result = not (of_event or filed) and any(what == Role.WANTED and named == day for what, _, _, named in roles)
    asked_back = bool(BACKWARDS.search(folded)) and not (filed and ONLY_IN_TIME.search(folded))
    asked_back = asked_back or (for_result and bool(FILES_WHEN.search(folded)))
    back = of_event is not None or counts_back or wanted or asked_back
    named = DayOf.HAPPENED if happened else DayOf.RESULT if for_result or wanted else DayOf.EVENT
    if day and before and not of_event and not counts_back:
        day -= timedelta(days=1)  # "cần có trước 24/12": on the 23rd at the latest
    day = of_event or (after if happened else day)
    impossible = None if days else _impossible(folded, today)
    past_year = _past_year(folded, today)
    return When(
        day,
        spans[0] if spans else None,
        named if back else DayOf.FILING,
        clock,
        past_year,
        bool(FORMERLY.search(folded)) and not (past_year or day),
        since,
        impossible,
        lunar and lunar.group().strip(),
    )


def _span(figure: str, named: str) -> Span | None:
    """None for none, for more than a year's days, and for hours of work that make no whole day."""
    (unit, times), told = SPAN_UNITS[named], _number(figure)
    amount = told * times
    return Span(int(amount), unit) if 0 < told <= 366 and amount.denominator == 1 else None


def _in_digits(found: re.Match[str]) -> str:
    """ "hai mươi lăm ngày", "mười sáu giờ": numbers of several words are written as figures."""
    told = number(found.group(1)) if " " in found.group(1) else None
    return f"{told} " if told is not None else found.group()


def _held_before(folded: str, begins: int, day: date) -> date:
    """ "họp báo trước 1/7": held on the day before at the latest."""
    before = HELD_THEN.search(folded[:begins]) and STRICTLY_BEFORE.search(folded[:begins])
    return day - timedelta(days=1) if before else day


def _beside_a_span(folded: str, begins: int, ends: int) -> bool:
    """ "trước 15/3 30 ngày làm việc", "30 ngày làm việc trước 15/3": as long before the day as the span says."""
    behind = re.match(rf"[ ,]*(?:la )?(?:{SPAN.pattern})", folded[ends:])
    ahead = re.search(rf"(?:{SPAN.pattern}) truoc(?: (?:ngay|hom))? ?$", folded[:begins])
    return bool(behind or ahead)


def _in_the_evening(folded: str, text: str) -> bool:
    """ "nộp tối nay"; not "tôi nay nộp", which folds alike."""
    typed = clean(text).lower()
    if AT_NIGHT.search(folded):
        return "tôi" not in typed or "tối" in typed
    return bool(TONIGHT.search(typed) and FILED_THEN.search(folded))


def _without(folded: str, days: Iterable[tuple[int, int, date]]) -> str:
    """Blanks for the days that were read: "thứ 6 tuần này" is no span of six weeks, "20/11 giờ" no eleven o'clock."""
    for begins, ends, _ in days:
        folded = folded[:begins] + " " * (ends - begins) + folded[ends:]
    return folded


def _clock(found: re.Match[str], folded: str) -> time:
    hour, ahead = int(found.group(1)), PART_OF_DAY.search(folded[: found.start()])
    later = (ahead or found.group(4) in ("chieu", "toi")) and hour < 12
    return time(hour + 12 if later else hour, int(found.group(2) or found.group(3) or 0))


def without_days(folded: str) -> str:
    """Without the days written in digits, the weekday before them and the hour: they say nothing of what is asked.

    Days told in words go too where it is asked when something filed then is done; elsewhere they may be what is asked
    of ("thứ bảy có nhận hồ sơ không").
    """
    folded = CLOCK_SURE.sub(" ", HALF_PAST.sub(r"\1h30", folded))
    for pattern, _ in IN_DIGITS:
        folded = re.sub(rf"{WEEKDAY_BEFORE}(?:\b(?:ngay|hom|mung|mong)\s+)*{pattern}", " ", folded)
    if FILED_THEN.search(folded) and DONE_WHEN.search(folded):
        for pattern in (*(pattern for pattern, _ in reversed(TOLD_IN_WORDS)), ABOUT_A_DAY, WANTED_BY):
            folded = re.sub(pattern, " ", folded)
    return folded


def _past_year(folded: str, today: date) -> int | None:
    found = [int(match.group(1)) for match in PAST_YEAR.finditer(folded) if not LAW.search(folded[: match.start()])]
    found += [
        int(match.group(1)) - 1 for match in BEFORE_YEAR.finditer(folded) if not LAW.search(folded[: match.start()])
    ]
    found += [today.year - ago for said, ago in YEARS_AGO.items() if re.search(rf"(?<!\d )\b{said}\b", folded)]
    return next((year for year in found if year < today.year), None)


def _days(folded: str, today: date, text: str) -> list[tuple[int, int, date]]:
    """(begin, end, day) of every day named, in the order of the text; a weekday before a date is that date's name."""
    dates, told = (_found(folded, patterns, today, text) for patterns in (IN_DIGITS, TOLD_IN_WORDS))
    names = [
        (begins, ends)
        for begins, ends, _ in told
        if WEEKDAY.match(folded[begins:ends]) and any(TO_ITS_DATE.fullmatch(folded[ends:at]) for at, _, _ in dates)
    ]
    return sorted([*dates, *(one for one in told if one[:2] not in names)])


def _found(folded: str, patterns: Iterable[tuple[str, Reader]], today: date, text: str) -> list[tuple[int, int, date]]:
    return [
        (match.start(), match.end(), day)
        for pattern, read in patterns
        for match in re.finditer(pattern, folded)
        if (day := read(match, today)) is not None
        and not (read in (_in_so_many, _days_ago) and not _is_a_number(match.group(1), text))
        and not (read is _without_year and _names_an_occasion(folded[: match.start()], folded[match.end() :], text))
    ]


def _names_an_occasion(before: str, after: str, text: str) -> bool:
    """ "đặc san 20/11 của trường": nothing around the two numbers makes them a day on which something is done."""
    if OCCASION.search(before) or OCCASION_TYPED.search(clean(text).lower()[: len(before)]):
        return True
    return not (DAY_FOLLOWS.search(before) or CLOCK_BEFORE.search(before) or DAY_BEFORE.search(after))


def _is_a_number(word: str, text: str) -> bool:
    """Not so "từ ngày" and "sau ngày", which fold like four and six days: where marks are typed they tell."""
    marked = MARKED_NUMBERS.get(word)
    typed = clean(text).lower()
    return word != "tu" and (marked is None or marked in typed or typed == fold(typed))


def _impossible(folded: str, today: date) -> str | None:
    """The first day written in figures that looks like one, "31/2", and is none."""
    for pattern, read in IN_DIGITS:
        for match in re.finditer(pattern, folded) if read in (_full, _without_year) else ():
            day, month = int(match.group(1)), int(match.group(2))
            if 0 < day <= (31 if read is _without_year else 99) and 0 < month <= 12 and read(match, today) is None:
                return match.group().strip()
    return None


def _full(match: re.Match[str], _: date) -> date | None:
    year = int(match.group(3))
    return _real(year if len(match.group(3)) > 2 else 2000 + year, int(match.group(2)), int(match.group(1)))


def _iso(match: re.Match[str], _: date) -> date | None:
    return _real(int(match.group(1)), int(match.group(2)), int(match.group(3)))


def _without_year(match: re.Match[str], today: date) -> date | None:
    day, month = int(match.group(1)), int(match.group(2))
    near = [_real(year, month, day) for year in (today.year - 1, today.year, today.year + 1)]
    fitting = [one for one in near if one and one > today + AHEAD - timedelta(days=365)]
    return min(fitting, default=None)


def _of_this_month(match: re.Match[str], today: date) -> date | None:
    """ "ngày 5", "mồng 5": this month's, or next month's where it has passed."""
    day = int(match.group(1))
    this = _real(today.year, today.month, day)
    if this and this >= today:
        return this
    after = today.replace(day=1) + timedelta(days=32)
    return _real(after.year, after.month, day)


def _of_that_month(match: re.Match[str], today: date) -> date | None:
    """ "ngày 10 tháng này", "ngày 10 tháng trước"."""
    month = today.year * 12 + today.month - 1 + MONTHS[match.group(2)]
    return _real(month // 12, month % 12 + 1, int(match.group(1)))


def _relative(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(days=RELATIVE[match.group(1)])


def _tomorrow(_: re.Match[str], today: date) -> date | None:
    """ "mai" alone, where what stands beside it shows that it is a day and no name."""
    return today + timedelta(days=1)


def _new_year(_: re.Match[str], today: date) -> date | None:
    return date(today.year + 1, 1, 1)


def _christmas(_: re.Match[str], today: date) -> date | None:
    return date(today.year, 12, 25)


def _in_so_many(match: re.Match[str], today: date) -> date | None:
    if match.group(2) == "thang":
        return months_from(today, _number(match.group(1)))
    days = _number(match.group(1)) * (7 if match.group(2) == "tuan" else 1)
    return today + timedelta(days=days) if days <= 366 else None


def _days_ago(match: re.Match[str], today: date) -> date | None:
    days = _number(match.group(1)) * (7 if match.group(2) == "tuan" else 1)
    return today - timedelta(days=days) if days <= 366 else None


def _weekday(match: re.Match[str], today: date) -> date | None:
    """ "thứ sáu": the next one; "thứ sáu tuần sau": that of next week; "thứ sáu vừa rồi": the last one."""
    named, week = match.group(1), (match.group(2) or "").strip()
    wanted = WEEKDAYS[named] if named else 6
    this = today + timedelta(days=wanted - today.weekday())
    if week in WEEKS:
        return this + timedelta(days=7 * WEEKS[week])
    if week in LAST:
        return this if this < today else this - timedelta(days=7)
    return this if this >= today else this + timedelta(days=7)


def _real(year: int, month: int, day: int) -> date | None:
    """The day, where it exists and a citizen can mean it."""
    if year not in YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(told: str) -> int:
    return int(told) if told.isdigit() else NUMBERS[told]


WEEKS = {
    "tuan sau": 1,
    "tuan toi": 1,
    "tuan nay": 0,
    "tuan truoc": -1,
    "tuan roi": -1,
    "tuan vua roi": -1,
    "tuan qua": -1,
}
LAST = ("vua roi", "vua qua", "truoc", "roi")
MONTHS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1, "vua roi": -1, "vua qua": -1, "qua": -1}
WHICH_WEEK = rf"( (?:{'|'.join([*WEEKS, *LAST])})\b(?! (?:ngay|khi|luc|\d)))?"
Reader = Callable[[re.Match[str], date], date | None]
IN_DIGITS: tuple[tuple[str, Reader], ...] = (
    (r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b", _full),
    (r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", _iso),
    (r"\b(\d{1,2}) thang (\d{1,2}),? (?:nam )?(\d{4})\b", _full),
    (r"\b(\d{1,2}) thang (\d{1,2})\b(?!,? (?:nam )?\d{4})", _without_year),
    (r"(?<![\d/.-])(\d{1,2})\s?[/-]\s?(\d{1,2})(?![\d/.-]|\s?[/-]\s?\d)", _without_year),
    (rf"\b(?:ngay|mung|mong|hom) (\d{{1,2}}) thang ({'|'.join(MONTHS)})\b", _of_that_month),
    (
        r"\b(?:ngay|mung|mong) (\d{1,2})\b"
        rf"(?!\s*[/.-]\s*\d| thang (?:\d|(?:{'|'.join(MONTHS)})\b)| (?:ngay|lam viec|nam)\b)",
        _of_this_month,
    ),
)
TOLD_IN_WORDS: tuple[tuple[str, Reader], ...] = (
    (rf"\b({'|'.join(RELATIVE)})\b", _relative),
    (r"(?:(?<=hop bao )|(?<=to chuc )|(?<=khai mac )|(?<=dien ra ))mai\b", _tomorrow),
    (rf"\bmai(?= (?:\d+ ?(?:h|g|gio)|nop|gui|co nghi|co lam|co mo|co nhan|{HELD})\b| {MEETS})", _tomorrow),
    (r"(?<=nop )mai\b(?= (?:thi|bao|khi|luc|hom|ngay|chung)\b|\W*$)", _tomorrow),
    (r"(?:(?<=truoc )|(?<=nop )|(?<=den )|(?<=vao ))tet (?:duong lich|duong|tay)\b", _new_year),
    (r"(?:(?<=truoc )|(?<=nop )|(?<=den )|(?<=vao ))(?:noel|giang sinh)\b", _christmas),
    (rf"\b({NUMBER}) (ngay|hom|bua|tuan) (?:nua|sau|toi)\b", _in_so_many),
    (rf"(?<=con )({NUMBER}) (thang)(?: nua)?(?= (?:la )?het han\b)", _in_so_many),
    (rf"\bcach day ({NUMBER}) (ngay|hom|bua|tuan)\b", _days_ago),
    (
        rf"(?<=nop )(?:ho so |don )?(?:tu |hoi |vao )?({NUMBER}) (ngay|hom|bua|tuan) truoc\b(?! khi| ngay| luc)",
        _days_ago,
    ),
    (rf"\bthu (hai|ba|tu|nam|sau|bay|[2-7])\b{WHICH_WEEK}", _weekday),
    (rf"\bt([2-7])( (?:{'|'.join(WEEKS)}))\b", _weekday),
    (r"(?<=nop )t([2-7])()(?= (?:nay|toi|thi|bao|khi|hom)\b|\W*$)", _weekday),
    (rf"\bchu nhat()?{WHICH_WEEK}", _weekday),
)
"""Patterns on folded text with the function that reads a match; of all days found the first in the text counts."""
