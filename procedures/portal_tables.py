"""Tables of the national portal as its records hold them: all cells of a table run together without a separator.

Every reader returns what it could tell apart for certain and keeps the rest as text with the reason in ``doubt``;
nothing is guessed. Shapes seen: facts/procedure-schema section 2, measured on 2,642 records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from procedures.folding import fold
from procedures.kinds import ChannelKind, TimeUnit

NONE = "Không có thông tin"
NOT_SET = (NONE, "Không quy định", "Không", "")
"""Cells that say no time is set."""
FREE = "Miễn phí"
CHANNELS = {
    "Trực tuyến": ChannelKind.ONLINE,
    "Trực tiếp": ChannelKind.DIRECT,
    "Dịch vụ bưu chính": ChannelKind.POSTAL,
}
CHANNEL_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPER_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAW_HEAD = "Tên văn bản pháp lýMã văn bản"
LAW_TITLE = "Căn cứ pháp lý"
"""Heading of the laws; where a fee's note says it, whoever took the page apart cut the table of channels there."""
NEXT_SECTION = re.compile(r"Cơ quan thực hiện(?=[A-ZĐ])")
CHANNEL_NAME = re.compile("|".join(CHANNELS))
UNITS = {
    "ngày làm việc": (TimeUnit.WORKING_DAY, 1),
    "ngày": (TimeUnit.DAY, 1),
    "giờ": (TimeUnit.HOUR, 1),
    "tháng": (TimeUnit.MONTH, 1),
    "năm": (TimeUnit.MONTH, 12),
    "tuần": (TimeUnit.DAY, 7),
}
TIME = re.compile(r"(\d+(?:[.,]\d+)?) ?(Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Phút|Tuần|Năm)(?![a-zà-ỹ])")
PRICE = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+) ?(?:VNĐ|Việt Nam Đồng|Đồng|(?:đồng|đ)(?!\w)|(USD|EUR|Đô la Mỹ))")
PLAIN = re.compile(r"\d{4,}$")
"""A price of the flattened table has commas; a longer run of digits is glued to something."""
PRICE_NAME = re.compile(r"^(?:Phí|Lệ phí|Giá) ?: ?")
AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{4,}")
PER = re.compile(r"(?:đồng|VNĐ|USD|^) ?/ ?((?:\d+ ?)?[^\W\d_]+(?:[- ][^\W\d_]+){0,3})")
PAYS = re.compile(r"(?:[Pp]hí|[Ll]ệ phí|LỆ PHÍ|PHÍ)\b[^.;]{0,80}(?:theo quy định|\d[.,]\d{3}|mức thu|Thông tư)")
UNIT_ENDS = re.compile(r" (?:kể|từ|theo|đến|ngày|thì|áp|quy|đối|và|nhưng|do|cho|đồng)\b.*", re.IGNORECASE)
GOES_ON = re.compile(r",? ?[^\W\d_]")
"""Behind the words taken for a unit: they are only its beginning ("giấy thông hành xuất, nhập cảnh")."""
SAYS_FEE = re.compile(
    r"\d[.,]\d{3}|\d ?(?:đồng|USD|%)|theo quy định|mức thu|thu theo|biểu phí|Hội đồng nhân dân|triệu", re.IGNORECASE
)
HAS_AMOUNT = re.compile(r"\d[.,]\d{3}|\d ?(?:đồng|USD|%|triệu)", re.IGNORECASE)
SAYS_FREE = re.compile(
    r"[-+(\s]*(?:không(?: có| quy định| thu)?(?: (?:phí|lệ phí))*|miễn (?:phí|lệ phí|hoàn toàn)|phí, lệ phí)"
    r"(?:\s*\((?:theo )?Thông tư số [\w/-]+\)?)?[\s.;)]*",
    re.IGNORECASE,
)
NAMES_WHAT_IS_FREE = re.compile(
    r"[-+\s]*(?:phí|lệ phí|giấy|cấp|đối với|thiết bị|tàu bay|sân bay|cảng)\b"
    r"(?!.*(?:quy định|theo|thông tư|chi phí|nộp|trả|\bdo\b|mức|giá\b|được miễn))[^\d]{0,110}",
    re.IGNORECASE,
)
""" "Phí thẩm định", "Đối với sân bay trực thăng": the name of what is free, and no rule."""
GLUED = "thời hạn và mức phí dính liền"
SEAMS = ';):.”"'
COUNT = re.compile(r"(?<!\d)(\d+) bản chính(?:,(\d+) bản sao)?(?![\s;,.:)])|(?<!\d)(\d+) bản sao(?![\s;,.:)])")
"""A cell of its own ends where the next one begins, without a blank or a mark."""
FORM_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|rar|zip|jpg|png)(?![a-z])", re.IGNORECASE)
NOT_APART = "phần này của nguồn không tách thành từng giấy tờ được"
UNNAMED = "Giấy tờ nguồn không ghi tên"
WORD_BEGINS = r"(?:[CGKPT]h|Tr|N[gh]|[A-ZĐ][aeiouyàáâãèéêìíòóôõùúýăĩũơưạ-ỹ])"
"""How a word with a capital may begin: in "TTTTsửa đổi" the last T is none's."""
TITLE_BEGINS = re.compile(r"(?:sửa đổi|quy định|hướng dẫn|ban hành|về |phân cấp|phân định|bãi bỏ|chi tiết)")
"""A title without the kind of document it is of."""
MINISTRIES = (
    *("BNNPTNT", "BLĐTBXH", "BVHTTDL", "BNNMT", "BGTVT", "BTTTT", "BKHCN", "BTNMT", "BGDĐT", "BKHĐT", "BDTTG"),
    *("TTCP", "NHNN", "VPCP", "UBDT", "BTC", "BCA", "BTP", "BYT", "BNV", "BXD", "BCT", "BQP", "BNG"),
)
"""Who issues circulars, as their numbers end: in "TT-BCAQUY ĐỊNH" the title begins with Q."""
LAW_CODE = re.compile(
    rf"(\d+)(/\d{{4}}/(?:(?:PL-)?(?:UBTV)?QH(?:1\d|[5-9])|N[ĐQ]-CP|QĐ-TTg|TT-(?:{'|'.join(MINISTRIES)})(?!-)"
    rf"|[A-ZĐ]{{1,5}}(?:-(?:TTg|[A-ZĐ]+?))*?(?={WORD_BEGINS}|[a-zđà-ỹ]|\d|\s|$)))"
)
GLUED_NUMBER = re.compile(r"[^\W\d_]\.?\d{1,4}/\d{4}/[A-ZĐ]")
YEAR = re.compile(r"(?:19|20)\d\d")
RESULT_CODE = re.compile(r"Mã: ([A-Z\d][A-Z\d.\-]*?)(?=[A-ZĐ][a-zà-ỹ]|[^A-Z\d.\-]|$)")


NOTED_AMOUNT = re.compile(
    r"(?<![\d.,/])(?:(\d{1,3}(?:[.,]\d{3})+|\d{4,8})(?= ?(?:đồng|đ\b|vnđ))|(?<=phí: )(\d{1,3}(?:[.,]\d{3})+|\d{4,8}))",
    re.IGNORECASE,
)
ROUND_AMOUNT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?) (triệu|nghìn|ngàn) (?=đồng|đ\b|vnđ)", re.IGNORECASE)
TIMES = {"trieu": 1_000_000, "nghin": 1_000, "ngan": 1_000}
NO_TIME_SET = re.compile(
    r"(?:không|chưa) quy định (?:cụ thể )?(?:về )?thời (?:hạn|gian)(?: giải quyết)?\b", re.IGNORECASE
)
LEAST_FEE = 1000
"""đồng: no fee is less, and "25 Đồng" beside a note of "25.000.000đ" is a slip of whoever typed it."""


@dataclass(frozen=True)
class Time:
    """``unit`` is None where the source gives a bare number; ``amount`` is None where it is no number."""

    text: str
    amount: int | None = None
    unit: TimeUnit | None = None
    doubt: str | None = None

    @property
    def stated(self) -> bool:
        """Whether the source gives a time, told apart or not."""
        return self.doubt == GLUED or self.text not in NOT_SET


@dataclass(frozen=True)
class Fee:
    """One price: integer VND, or ``foreign`` as text; both None where the text was not told apart."""

    text: str
    amount_vnd: int | None = None
    foreign: str | None = None
    unit: str | None = None
    note: str | None = None
    doubt: str | None = None
    refers: bool = False
    """The source names no amount and only says where it is set ("theo quy định")."""

    @property
    def stated(self) -> bool:
        return self.text != NONE

    @property
    def parsed(self) -> bool:
        return self.amount_vnd is not None or self.foreign is not None


@dataclass(frozen=True)
class ChannelLine:
    """One row of "Cách thức thực hiện"."""

    channel: ChannelKind
    time: Time
    fees: list[Fee]
    note: str


@dataclass(frozen=True)
class Paper:
    name: str
    form: str | None = None
    original: int | None = None
    copy: int | None = None
    doubt: str | None = None


@dataclass(frozen=True)
class PaperGroup:
    case: str | None
    items: list[Paper] = field(default_factory=list)


def cut_in_a_note(channels: str, laws: str) -> tuple[str, str]:
    """The cells of channels and of laws as they were, where the first was cut off inside a bracket."""
    cut = channels.rstrip().endswith("(") and laws.lstrip().startswith(":")
    return (channels + LAW_TITLE + laws, "") if cut else (channels, laws)


def read_channels(cell: str) -> list[ChannelLine]:
    """Rows of "Cách thức thực hiện": channel, time, fees, description."""
    body = cell.removeprefix(CHANNEL_HEAD)
    starts = [found for found in CHANNEL_NAME.finditer(body) if _begins_cell(body[found.end() : found.end() + 1])]
    ends = [*(found.start() for found in starts), len(body)][1:]
    return [_channel_line(one.group(), body[one.end() : end]) for one, end in zip(starts, ends, strict=True)]


def _begins_cell(char: str) -> bool:
    """The next cell follows a row's channel without a blank; inside a sentence a blank or a small letter does."""
    return char.isupper() or char.isdigit()


def _channel_line(name: str, body: str) -> ChannelLine:
    time, rest = _time(body)
    fees, note = ([Fee(rest[:80], doubt=GLUED)], rest) if time.doubt == GLUED else _fees(rest)
    note = " ".join(note.split())
    fees = [_against_note(fee, note) for fee in fees]
    return ChannelLine(CHANNELS[name], time_against_note(time, note), fees, note)


def _time(body: str) -> tuple[Time, str]:
    """The time cell, and what follows it."""
    if body.startswith(NONE):
        return Time(NONE), body[len(NONE) :]
    if found := TIME.match(body):
        return read_time(found.group()), body[found.end() :]
    number = re.match(r"\d+", body)
    if number is None:
        at = min((place for mark in (FREE, NONE) if (place := body.find(mark)) > 0), default=0)
        free = body[:at].strip()
        return Time(free, doubt="thời hạn không phải một con số"), body[at:]
    digits, after = number.group(), body[number.end() :]
    if after.startswith((FREE, NONE)):
        return read_time(digits), after
    return _run_together(body)


def _run_together(body: str) -> tuple[Time, str]:
    """ "120,000 VNĐ(… mức thu là 20.000 VNĐ/tờ khai)": a number of days and a price in one run of digits.

    Told apart only where the note names the price.
    """
    price = PRICE.match(body)
    if price is None:
        return Time("", doubt=GLUED), body
    run, note = price.group(1), body[price.end() : price.end() + 400]
    named = {amount.group().replace(".", ",") for amount in AMOUNT.finditer(note)}
    ends = [amount for amount in named if run.endswith(amount) and run != amount and run[: -len(amount)].isdigit()]
    if len(ends) == 1:
        days = run[: -len(ends[0])]
        return read_time(days), body[len(days) :]
    return Time("", doubt=GLUED), body


def read_time(text: str) -> Time:
    """ "30 Ngày làm việc" -> 30 working days; "1" -> 1 of a unit the source does not give."""
    found = re.fullmatch(r"(\d+) ?(.*)", text.strip())
    if found is None or int(found.group(1)) == 0:
        return Time(text.strip(), doubt="thời hạn không phải một con số dương")
    amount, unit = int(found.group(1)), found.group(2).lower()
    if not unit:
        return Time(text.strip(), amount, None, "nguồn không ghi đơn vị")
    if unit not in UNITS:
        return Time(text.strip(), doubt=f"đơn vị “{found.group(2)}” chưa được dùng")
    kind, times = UNITS[unit]
    return Time(text.strip(), amount * times, kind)


def time_against_note(time: Time, note: str) -> Time:
    """ "5 Ngày" where the row's own description says "05 ngày làm việc", or that no time is set, is not taken."""
    if time.amount is None:
        return time
    days = re.compile(rf"(?<!\d)0?{time.amount}(?: ?\([^()]*\))? ngày làm việc", re.IGNORECASE)
    if time.unit == TimeUnit.DAY and days.search(note):
        return Time(time.text, doubt=f"bảng ghi {time.text}, mô tả ghi {time.amount} ngày làm việc")
    if NO_TIME_SET.search(note):
        return Time(time.text, doubt=f"bảng ghi {time.text}, mô tả ghi không quy định thời hạn")
    return time


def _against_note(fee: Fee, note: str) -> Fee:
    """ "Miễn phí" that the row's own description contradicts is not taken."""
    if fee.amount_vnd == 0 and PAYS.search(note):
        return Fee(fee.text, note=fee.note, doubt="ghi Miễn phí nhưng mô tả nói tới mức thu")
    return fee


def _fees(body: str) -> tuple[list[Fee], str]:
    """Every price of the cell with the note in brackets behind it, and what follows."""
    fees: list[Fee] = []
    while True:
        found = _one_fee(body)
        if found is None:
            return fees or [Fee(body[:80], doubt="không tách được mức phí")], body
        fee, body = found
        fees.append(fee)


def _one_fee(body: str) -> tuple[Fee, str] | None:
    for mark in (NONE, FREE):
        if body.startswith(mark):
            note, rest = _bracket(body[len(mark) :])
            return read_fee(mark, note), rest
    price = PRICE.match(body)
    if price is None or PLAIN.match(price.group(1)):
        return None
    note, rest = _bracket(body[price.end() :])
    return read_fee(price.group(), note), rest


def read_fee(text: str, note: str = "") -> Fee:
    """ "50.000 Đồng", "40,000 Việt Nam Đồng", "10 USD", "Miễn phí", which a note that speaks of money puts in doubt."""
    kept = note.strip() or None
    if text == NONE:
        return Fee(NONE, note=kept)
    if text == FREE:
        return _free(kept)
    price = PRICE.fullmatch(PRICE_NAME.sub("", text.strip()))
    if price is None:
        return Fee(text.strip(), note=kept, doubt="không phải một mức tiền")
    per = _unit(note, price.group(1))
    if price.group(2):
        return Fee(text.strip(), foreign=text.strip(), unit=per, note=kept)
    amount = int(re.sub(r"[.,]", "", price.group(1)))
    if 0 < amount < LEAST_FEE and amount * 1000 in amounts_in(note):
        doubt = f"bảng ghi {text.strip()}, mô tả ghi {amount}.000 đồng"
        return Fee(text.strip(), amount * 1000, unit=per or _unit(note, f"{amount}000"), note=kept, doubt=doubt)
    if 0 < amount < LEAST_FEE:
        return Fee(
            text.strip(), note=kept, doubt=f"mức {text.strip()} quá nhỏ, có thể thiếu đơn vị nghìn hoặc ngoại tệ"
        )
    return Fee(text.strip(), amount, unit=per, note=kept)


def amounts_in(note: str) -> set[int]:
    """Sums that a note names, VND: "1.700.000 đồng", "1700000 Đồng", "Phí: 1,700,000", "02 triệu đồng"."""
    written = {int(re.sub(r"[.,]", "", one or other)) for one, other in NOTED_AMOUNT.findall(note)}
    rounded = {
        round(float(figure.replace(",", ".")) * TIMES[fold(unit)]) for figure, unit in ROUND_AMOUNT.findall(note)
    }
    return written | rounded


def _free(note: str | None) -> Fee:
    """ "Miễn phí" is taken where nothing stands beside it, or what does says the same, or only names what is free."""
    if note is None or SAYS_FREE.fullmatch(note):
        return Fee(FREE, 0, note=note)
    if SAYS_FEE.search(note) and HAS_AMOUNT.search(note):
        return Fee(FREE, note=note, doubt="ghi Miễn phí nhưng chú thích nói tới mức thu")
    if NAMES_WHAT_IS_FREE.fullmatch(note):
        return Fee(FREE, 0, note=note)
    return Fee(FREE, note=note, doubt="ghi Miễn phí nhưng chú thích dẫn nơi khác", refers=True)


def _unit(note: str, amount: str) -> str | None:
    """ "/hồ sơ", or "70.000 đồng/giấy" where it names the same amount."""
    for found in PER.finditer(note):
        told = re.search(r"([\d.,]+) ?$", note[: found.start()])
        same = told and re.sub(r"\D", "", told.group(1)) == re.sub(r"\D", "", amount)
        if found.start() == 0 or same:
            unit = UNIT_ENDS.sub("", found.group(1))
            cut_short = unit == found.group(1) and GOES_ON.match(note, found.end())
            return None if cut_short else unit.strip() or None
    return None


def _bracket(body: str) -> tuple[str, str]:
    """The text of a bracket that begins here (brackets nest), and what follows it."""
    if not body.startswith("("):
        return "", body
    depth = 0
    for at, char in enumerate(body):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return body[1:at], body[at + 1 :]
    return body[1:], ""  # a bracket that does not close: all of it is the note


def read_papers(cell: str) -> list[PaperGroup]:
    """Groups of "Thành phần hồ sơ": each has a heading before the table's head ("--" for none).

    What stands behind the last row, or in a cell without any, is kept whole as one paper in doubt.
    """
    heading, *bodies = ("" if cell.strip() == NONE else cell).split(PAPER_HEAD)
    groups = []
    for body in bodies:
        items, rest = _papers(body)
        if items:
            groups.append(PaperGroup(_case(heading), items))
        heading = rest
    left = _case(heading)
    if left and groups:
        groups[-1].items.append(Paper(left, doubt=NOT_APART))
    return groups or ([PaperGroup(None, [Paper(left, doubt=NOT_APART)])] if left else [])


def _case(heading: str) -> str | None:
    told = heading.strip(" -\n\t\xa0")
    return told or None


def _papers(body: str) -> tuple[list[Paper], str]:
    items, at = [], 0
    for count in COUNT.finditer(body):
        if _inside_a_name(body, count):
            continue
        text = body[at : count.start()]
        at = count.end()
        items.append(_paper(text, count))
    return items, body[at:]


def _inside_a_name(body: str, count: re.Match[str]) -> bool:
    """ "… tiền thuế 01 bản chính": behind a blank stands no cell, unless digits of the name run into the count."""
    run = count.group(1) or count.group(3)
    apart = body[count.start() - 1 : count.start()] in (" ", "(", "\n", "\xa0")  # a tab ends a cell
    return apart and (len(run) == 1 or (len(run) == 2 and run.startswith("0")))


def _paper(text: str, count: re.Match[str]) -> Paper:
    """A digit that stands right behind a word's digits belongs to either: such a number is not told apart."""
    first = count.group(1) or count.group(3)
    doubt = None
    original: int | None = int(count.group(1)) if count.group(1) else 0
    copies: int | None = int(count.group(2) or count.group(3) or 0)
    if len(first) > 1:
        kept, last = _count_apart(first)
        text, doubt = text + kept, None if last else "số bản dính liền với tên giấy tờ"
        told = int(last) if last else None
        original, copies = (told, copies) if count.group(1) else (original, told)
    name, form, glued = _form(text.strip())
    doubt = doubt or ("tên tệp mẫu dính liền với tên giấy tờ" if glued else None)
    return Paper(name or UNNAMED, form, original, copies, doubt)


def _count_apart(run: str) -> tuple[str, str]:
    """ "20201" is a year and 1, "011" a form's number and 1; of "11" nobody can tell."""
    name = run[:-1]
    if (len(name) == 4 and name[:2] in ("19", "20")) or (len(name) > 1 and name.startswith("0")):
        return name, run[-1]
    return run, ""


def _form(text: str) -> tuple[str, str | None, bool]:
    """(paper, file, whether a file's name stays glued to the paper's).

    "Tờ khai…;Mẫu 05.docx" is told apart where one seam alone can be between the two.
    """
    files = list(FORM_FILE.finditer(text))
    if not files or files[-1].end() != len(text):
        return text, None, bool(files)
    seams = [at for at in range(1, files[0].start()) if _is_seam(text, at)]
    if len(files) > 1 or len(seams) != 1:
        return text, None, True
    return text[: seams[0]].strip(), text[seams[0] :].strip(), False


def _is_seam(text: str, at: int) -> bool:
    """Whether a new cell may begin here: a capital or a figure right behind a small letter or a closing mark."""
    before, here, after = text[at - 1], text[at], text[at + 1 : at + 2]
    if before in SEAMS:
        return here.isalnum() and not (before == "." and here.isdigit())
    if before.islower():
        return here.isupper() or here.isdigit()
    return before.isupper() and here.isupper() and after.islower() and text[at - 2 : at - 1].isupper()


def read_laws(cell: str) -> list[tuple[str, str | None]]:
    """(title, number) of each row of "Căn cứ pháp lý"; a title that holds the number itself is not cut in it."""
    body = NEXT_SECTION.split(cell.removeprefix(LAW_HEAD).strip(), maxsplit=1)[0].strip()
    if not body or body == NONE:
        return []
    found: list[tuple[str, str | None]] = []
    begins = at = 0
    while code := LAW_CODE.search(body, at):
        at = code.end()
        again = LAW_CODE.match(body, at)
        behind = at + len(body[at:]) - len(body[at:].lstrip())
        before = body[max(begins, code.start() - 1) : code.start()]
        begins_cell = before == "." or before.isalpha()  # "Bộ Tư pháp08/2025/TT-BTP Nghị định …"
        apart = _ends_cell(body, at) or (begins_cell and _ends_cell(body, behind))
        if (again and again.group() == code.group()) or not apart:
            continue  # the number stands inside the title
        of_title, number = _number_apart(code.group(1))
        title = body[begins : code.start()] + of_title + ("" if number else code.group(2))
        told = number + code.group(2) if number else None
        found.append((_of_one_law(title.strip(), told) or number + code.group(2), told))
        begins = at
    rest = body[begins:].strip()
    return [*found, (rest, None)] if rest else found


def _of_one_law(title: str, number: str | None) -> str:
    """The title; by its number alone where another law's number is glued into what was taken for it."""
    return f"Văn bản số {number}" if number and GLUED_NUMBER.search(title) else title


def _number_apart(run: str) -> tuple[str, str]:
    """ "202056" is the year a title ends with and 56; what cannot be told apart stays with the title."""
    if len(run) > 4 and YEAR.match(run) and len(run) <= 8:
        return run[:4], run[4:]
    return ("", run) if len(run) <= 4 else (run, "")


def _ends_cell(body: str, at: int) -> bool:
    """A number's own cell is followed at once by the next title; inside a title a blank or a mark follows it."""
    following = body[at : at + 1]
    return not following or following.isupper() or following.isdigit() or bool(TITLE_BEGINS.match(body, at))


def read_results(cell: str) -> list[tuple[str, str | None]]:
    """(result, code) of "Kết quả"; the portal's own form behind it is cut off."""
    body = re.split(r"Từ khóa(?=Không có thông tin|[A-ZĐa-zà-ỹ])", cell, maxsplit=1)[0].strip()
    if not body or body == NONE:
        return []
    found, at = [], 0
    for code in RESULT_CODE.finditer(body):
        found.append((body[at : code.start()].strip(), code.group(1)))
        at = code.end()
    rest = body[at:].strip()
    return [*found, (rest, None)] if rest else found


def outside_brackets(text: str) -> list[str]:
    """Parts between commas that stand in no bracket: "Tổ chức (không bao gồm doanh nghiệp, HTX)" is one."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == "," and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]
