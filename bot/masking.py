"""Takes personal numbers out of a text before it is stored, logged or sent on.

Patterns after facts/pii-cases.json, widened by spaced and dotted forms and bank accounts. Amounts, dates,
procedure codes and decision numbers stay.
"""

from __future__ import annotations

import re

SEP = r"[ .\-·_=\\]?"
WIDE = r" ?[.\-·_–—…:;*|/,=#~\"+&\\] ?| |\)\("
"""Between groups of digits, which single digits of a date or a list of amounts are not."""
START = r"(?<!\d)(?<!\d[.,/\-])"
"""Not inside a longer number, code or amount."""
NO_MONEY = r"(?! ?(?:đồng|dong|vnđ|vnd|triệu|trieu|đ|d|k|tr)\b)"
YEAR = r"(?:19|20)\d\d"
NO_DATE = rf"(?!\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}(?!\d)|{YEAR}[-–]{YEAR}(?![.-]?\d))"
NO_VALUE = NO_DATE + r"(?!\d\.\d{6}(?!\d)|\d+/|\d{1,3}(?:\.\d{3}){1,3}(?![.\d]))"
"""Not a date, years, a procedure's code, a decision's number or an amount."""
NO_ROUND_SUM = r"(?!\d{1,3}(?:\.\d{3})*\.000(?!\d))"
RUN = r"(?<!\d)"
"""Before digits in one run, which no code or amount holds so many of: "phòng 302,0912345678"."""
COUNTRY = r"\(?(?:\+|00)?84\)?[ .\-]?(?:\(0\)|0)?[ .\-]?"
ACCOUNT_NUMBER = r"stk|số tk|so tk|số tài khoản|so tai khoan|số thẻ|so the"
ACCOUNT = r"tk|tài khoản|tai khoan|thẻ|the"
BANK = (
    r"vcb|vietcombank|bidv|techcombank|tcb|mb ?bank|mbb|agribank|acb|vpbank|tpbank|sacombank|vietinbank|shb|vib|hdbank"
)
INSURED = r"bhxh|bhyt|bảo hiểm xã hội|bao hiem xa hoi|bảo hiểm y tế|bao hiem y te"
OWN_NUMBER = r"(?:số|so)(?: (?:của|cua))? (?:em|tôi|toi|mình|minh|tui|anh|chị|chi|con|cháu|chau|bác|bac)"
OLD_ID = r"cmnd|cmt|chứng minh|chung minh|hộ khẩu|ho khau"
NEW_ID = r"cccd|căn cước|can cuoc"
PASSPORT = r"hộ chiếu|ho chieu|passport"
PHONE = (
    r"liên lạc|lien lac|liên hệ|lien he|lh"
    r"|call|hotline|số điện thoại|so dien thoai|điện thoại|dien thoai|sđt|sdt|đt|phone|zalo|gọi|goi"
)
TAX = r"mst|mã số thuế|ma so thue"
HIDDEN_SURELY = r"mật khẩu|mat khau|password|passwd|pass|pwd"
HIDDEN = rf"{HIDDEN_SURELY}|mk|pin"
""" "mk" is "mình" as well, so what follows it must look like a secret."""
HIDDEN_OF = rf"(?:{HIDDEN_SURELY}|mk(?= (?:vneid|dvc|tk|zalo|fb|facebook|mail|email|wifi|đăng nhập|dang nhap)\b))"
IS = r"(?: (?:là|la|is)|\s?[:=])\s?"
CODE = (
    r"otp|mã pin|ma pin|mã xác (?:thực|nhận|minh)|ma xac (?:thuc|nhan|minh)|(?:mã|ma|pin)(?: \w+)? \d (?:số|so)"
    r"|(?:verification|security) code|cvv|cvc"
)
ASKS_OF_IT = r"(?!(?:gì|gi|sao|nào|nao|thế|the|bao|mã|ma|cái|cai|một|mot|phải|phai|do|để|de|của|cua|khi|chữ|số|so)\b)"
""" "mật khẩu là gì" tells none."""
KEPT_BACK = r"(?=\S*[\d@#$%^&*!?_+=-])[^\s,;]{4,}"
"""A word with a figure or a sign in it: "mật khẩu là gì" asks."""
NAMED = (
    r"(?:[Tt]ôi|[Ee]m|[Mm]ình|[Tt]ui|[Cc]háu|[Cc]on) tên(?: là)?|[Tt]ên (?:tôi |em |mình |cháu )?là"
    r"|[Hh]ọ (?:và )?tên(?: tôi| em)?(?: là|:)?"
)
CAPITALS = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
NAME_WORD = rf"[{CAPITALS}](?:['’]?[^\W\d_])*"
"""A word of any people's names: "Pành", "A", "Y", "H'Hen"."""
NAME = rf"{NAME_WORD}(?: {NAME_WORD}){{1,4}}"
SURNAME = (
    r"nguyễn|nguyen|trần|tran|lê|le|phạm|pham|hoàng|hoang|huỳnh|huynh|phan|vũ|vu|võ|vo|đặng|dang|bùi|bui|đỗ|do|hồ|ho"
    r"|ngô|ngo|dương|duong|lý|ly|đinh|dinh|trịnh|trinh|đào|dao|đoàn|doan|lương|luong|mai|tô|to|hà|ha|cao|trương|truong"
)
"""Tells a name that is typed without capitals."""
SURNAME_WRITTEN = "|".join(form for one in SURNAME.split("|") for form in (one.capitalize(), one.upper()))
NO_PLACE = r"(?!(?i:hà nội|ha noi|hà nam|hà giang|hà tĩnh|hà đông|hồ chí minh|hồ tây|hồ gươm|cao bằng|mai châu)\b)"
A_PERSON = rf"{NO_PLACE}(?:{SURNAME_WRITTEN})(?: (?:{NAME_WORD}|[{CAPITALS}]+)){{1,4}}"
"""A surname and what follows it, in capitals."""
MIDDLE = (
    r"thị|thi|văn|van|đức|duc|hữu|huu|ngọc|ngoc|minh|thanh|quang|xuân|xuan|quốc|quoc|đình|dinh|hoàng|hoang|kim|hồng"
    r"|hong|trọng|trong|tuấn|tuan|mạnh|manh|thế|phương|phuong|thùy|thuy|khánh|khanh"
)
A_PERSON_TYPED = rf"{NO_PLACE}(?:{SURNAME}) (?:{MIDDLE}) [a-zà-ỹđ]+"
"""The same without capitals, told by what mostly stands between."""
PERSON_BEFORE = (
    r"(?i:tôi|toi|em|mình|minh|tui|con|cháu|chau|họ tên|ho ten|tên|ten|là|la|ông|ong|bà|ba|anh|chị|chi|cô|co|chú|chu"
    r"|bác|bac|người nộp|nguoi nop|đại diện|dai dien|giám đốc|giam doc|name is|i am|i'm|this is|mr|mrs|ms)"
)
PERSON_TYPED_BEFORE = (
    r"(?:(?:tôi|toi|em|mình|minh|tui|con|cháu|chau) (?:(?:tên|ten)(?: (?:là|la))?|là|la)|họ tên|ho ten"
    r"|(?:tên|ten) (?:là|la)|ông|ong|bà|anh|chị|name is|i am|i'm)"
)
"""Those of them that no other word folds like: "cty co phan thi xin phep ai" names nobody."""
BORN_IN = (
    r"(?<!phát )(?<!phat )(?<!học )(?<!hoc )(?<!khai )(?<!vệ )(?<!ve )(?<!thí )(?<!thi )"
    r"\b(?:sinh(?: (?:năm|nam))?|sn)(?: (?:là|la))?\s?[:=]?\s?"
)
NO_NAME = (
    r"(?!(?:Công|Cty|Doanh|Nhà|Giám|Phó|Trưởng|Chủ|Hộ|Cơ|Đại|Tổ|Sinh|Người|Việt|Viện|Trung|Trường|Ban|Báo|Phòng|Sở"
    r"|Văn|Chi|Hội|Đơn|Nhân|Học|Giáo|Cán|Luật|Phóng|Biên|Kế|Thư|Bưu|Hà Nội|VP|HKD|TNHH|DN|CTY|NXB|CLB)\b)"
)
"""Not what somebody is: "tôi là Giám đốc"."""
SELF = r"(?:[Tt]ôi|[Ee]m|[Mm]ình|[Tt]ui|[Cc]háu|[Cc]on) là|(?i:my name is|i am|i'm)"
OF_STREET = r"(?:đường|phố|phường|xã|quận|huyện|thành phố|tp\.?|tổ|thôn|khu phố|kđt|duong|pho|phuong|xa|quan|huyen)"
STREET = rf"(?:{OF_STREET} )?[{CAPITALS}][\w]*(?: (?:[{CAPITALS}][\w]*|\d{{1,2}}(?!\d)))*"
LANE = r"(?i:ngõ|ngách|hẻm|kiệt|ngo|ngach|hem)"
HOUSE = r"\d{1,4}[A-Za-z]?(?:/\d{1,4}[A-Za-z]?)*"
HOME = (
    rf"(?:(?i:số nhà|nhà số|số|so) )?{HOUSE},? (?:{LANE} {HOUSE},? )+{STREET}(?:, {STREET})*"
    rf"|(?i:số nhà|nhà số|so nha|nha so) {HOUSE},? {STREET}(?:, {STREET})*"
)
HOME_BEFORE = (
    r"(?:địa chỉ(?: nhà)?(?: (?:của )?(?:tôi|em|mình))?|dia chi|nhà (?:tôi|em|mình|riêng)(?: ở)?|trú tại|thường trú"
    r"|(?:tôi|em|mình|tui) (?:sống )?ở)(?: là| tại)?\s?:?\s"
)
DIGIT_WORD = r"(?:không|khong|một|mot|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin)"
HALF_SPOKEN = (
    rf"0\d{{1,5}}(?:[ .-]+(?:{DIGIT_WORD}|\d{{1,4}}))*?(?:[ .-]+{DIGIT_WORD}){{2}}(?:[ .-]+(?:{DIGIT_WORD}|\d{{1,4}}))*"
)
""" "0987 sáu năm bốn 321"."""
A_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2} (?:tháng|thang) \d{1,2} (?:năm|nam) \d{4})"
)
BORN_IN_WORDS = r"(?:(?:mùng|mồng|mung|mong) )?\d{1,2} (?:tháng|thang) \d{1,2}(?: (?:năm|nam) \d{4})?"
BORN = r"(?<!khai )(?:(?:ngày|ngay) )?sinh(?: (?:ngày|ngay|năm|nam))?(?: (?:của|cua) \w+)?(?: (?:là|la))?\s?[:=]?\s?"
SPOKEN_RUN = rf"{DIGIT_WORD}(?:[ .,-]{{1,2}}{DIGIT_WORD})"
SECRET_CODE = (
    rf"(?:{NO_DATE}(?:\d(?:[ .-]{{1,2}}\d){{3,7}}|\d{{2,4}}(?:[ .-]\d{{2,4}}){{1,3}}|\d{{4,8}})(?!\d)"
    rf"|{SPOKEN_RUN}{{3,7}}\b)"
)
""" "482913", "482 913", "4 8 2 9 1 3", "bốn tám hai chín"."""
THEN = r"(?: (?:và|va|tiếp|tiep|rồi|roi|sau đó|sau do|xong|nữa|nua|là|la))"
"""Between parts of one number that is told in parts."""
SPOKEN_PHONE = (
    rf"(?:không|khong) {DIGIT_WORD}(?:[ .,-]{{1,2}}(?:{DIGIT_WORD}|mười|muoi|mươi|trăm|tram)){{5,}}\b"
    rf"|(?<!\d)(?:0|không|khong)(?:[ .-](?:\d|{DIGIT_WORD})){{8,}}(?!\d)"
    rf"|(?<!\d)0[35789]\d{{1,2}}(?:[ .-]+(?:{DIGIT_WORD}|\d{{2,4}})){{3,}}(?!\d)"
    rf"|(?<!\d)0[35789]\d{{1,2}}(?:{THEN}{{1,3}} \d{{3,4}}){{2}}(?!\d)"
)
AT = r"(?:@|%40|[\[({] ?(?:at|a|@) ?[\])}])"
PROVIDER = r"gmail|yahoo|hotmail|outlook|icloud"
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d", "-"))
"""Dashes that programs put where one was typed."""
DOT = r"(?:[.,]|[\[(](?:dot|chấm|cham)[\])])"
SPOKEN_DOT = r"(?: ?[.,] ?| (?:chấm|cham|dot) )"
SPOKEN_AT = rf"(?:a[ -]?còng|a[ -]cong|a[ -]móc|a[ -]moc|at(?= (?:{PROVIDER})\b))"
"""English "at" only before who keeps mail: "apply at dichvucong.gov.vn" gives no address."""
SPOKEN_EMAIL = rf"[\w.+-]+ {SPOKEN_AT} [\w-]+(?:{SPOKEN_DOT}[\w-]+)*?{SPOKEN_DOT}(?:com|vn|net|org|edu)\b"
""" "vana a còng gmail chấm com"."""
BARE_EMAIL = (
    rf"[\w.+-]+ (?:(?:{PROVIDER})(?: ?[.,] ?| (?:chấm |cham |dot )?)|(?:gờ|go) (?:meo|mail) (?:chấm|cham) )com\b"
)
""" "vana123 gmail com"."""
TOLD, TOLD_ACCOUNT = 30, 60
"""Characters that may stand between the word that says what a number is and the number."""


def _digits(least: int, most: int) -> str:
    return rf"\d(?:{SEP}\d){{{least - 1},{most - 1}}}(?!{SEP}\d)"


def _after(word: str, number: str, told: int = TOLD) -> re.Pattern[str]:
    """A number that follows a word which says what it is."""
    return re.compile(rf"(\b(?:{word})(?:\b|(?=\d))[^\d\n]{{0,{told}}}?){number}", re.IGNORECASE)


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "BI_MAT",
        re.compile(rf"(\b(?:{HIDDEN})\b(?: \w+){{0,4}}?(?: (?:là|la|is)|\s?[:=])\s?){KEPT_BACK}", re.IGNORECASE),
    ),
    ("BI_MAT", re.compile(rf"(\b(?:{HIDDEN})\b )(?=\S*\d)(?=\S*[^\W\d])[^\s,;]{{5,}}", re.IGNORECASE)),
    (
        "BI_MAT",
        re.compile(rf"(\b{HIDDEN_OF}\b(?: \w+){{0,4}}?\s?[:=]\s?){ASKS_OF_IT}[^\s,;\[]{{4,}}", re.IGNORECASE),
    ),
    (
        "BI_MAT",
        re.compile(
            rf"(\b{HIDDEN_OF}\b(?: \w+){{0,4}}? (?:là|la|is) ){ASKS_OF_IT}"
            r"(?:[^\s,;.?!\[]+(?: [^\s,;.?!\[]+){1,2}(?=\s*(?:$|[,;.?!\n]))|[^\s,;\[]{4,})",
            re.IGNORECASE,
        ),
    ),
    ("BI_MAT", re.compile(rf"(\b(?:{CODE})\b[^\d\n]{{0,{TOLD}}}?){SECRET_CODE}", re.IGNORECASE)),
    ("BI_MAT", re.compile(rf"{RUN}{SECRET_CODE}(?= (?:là|la) (?:mã |ma )?(?:{CODE})\b)", re.IGNORECASE)),
    ("BI_MAT", re.compile(r"(\bpin )\d{4,6}(?!\d)(?! ?m?ah)", re.IGNORECASE)),
    ("BI_MAT", _after("cvv|cvc", r"\d{3}(?!\d)")),
    ("EMAIL", re.compile(rf"[\w.+-]+ ?{AT} ?(?:{PROVIDER})\b(?! ?{DOT} ?\w)", re.IGNORECASE)),
    ("EMAIL", re.compile(rf"[\w.+\"-]+ ?{AT} ?[\w-]+(?: ?{DOT}[\w-]+| {DOT} ?[A-Za-z]{{2,6}}\b)+")),
    ("EMAIL", re.compile(SPOKEN_EMAIL, re.IGNORECASE)),
    ("EMAIL", re.compile(BARE_EMAIL, re.IGNORECASE)),
    ("HO_CHIEU", _after(PASSPORT, rf"[a-z]?{SEP}{NO_DATE}{_digits(7, 9)}")),
    ("HO_CHIEU", re.compile(rf"(\bhc )[a-z]{SEP}{_digits(7, 7)}", re.IGNORECASE)),
    ("CMND", _after(OLD_ID, _digits(9, 9))),
    ("CCCD", _after(NEW_ID, _digits(9, 12))),
    ("CCCD", _after(NEW_ID, rf"\d{{3,6}}(?:{THEN}{{1,3}} \d{{3,6}})+(?!\d)")),
    (
        "CMND",
        re.compile(rf"(\b(?:{OLD_ID}|{NEW_ID})\b[^\n]{{0,{TOLD}}}?(?<!\d))\d{{9}}(?!\d){NO_MONEY}", re.IGNORECASE),
    ),
    ("CCCD", _after(NEW_ID, rf"0\d{{2}}(?:(?:{WIDE})\d{{3}}){{3}}(?!\d)")),
    ("SDT", _after(PHONE, rf"{NO_ROUND_SUM}(?:{COUNTRY}|\(?0[ .\-]?)?[235789](?:\)?{SEP}\d){{8,9}}(?!\d){NO_MONEY}")),
    ("SDT", _after(f"{PHONE}|máy bàn|may ban", rf"{NO_DATE}{NO_ROUND_SUM}[2-9](?:{SEP}\d){{7}}(?!{SEP}\d){NO_MONEY}")),
    ("SDT", _after(f"{PHONE}|{OWN_NUMBER}", HALF_SPOKEN)),
    ("SDT", re.compile(rf"{START}[oO][235789](?:{SEP}\d){{8}}(?!\d)")),
    ("MST", _after(TAX, rf"\d(?:{SEP}\d){{9}}(?:-\d{{3}})?(?!\d)", TOLD_ACCOUNT)),
    ("SDT", _after(OWN_NUMBER, rf"[235789](?:{SEP}\d){{8}}(?!{SEP}\d){NO_MONEY}", 6)),
    ("TAI_KHOAN", _after("chuyển khoản|chuyen khoan|ck", NO_VALUE + NO_ROUND_SUM + _digits(9, 19) + NO_MONEY)),
    ("TAI_KHOAN", _after(ACCOUNT_NUMBER, NO_DATE + _digits(6, 19) + NO_MONEY, TOLD_ACCOUNT)),
    ("TAI_KHOAN", _after(ACCOUNT_NUMBER, r"(?=(?:[A-Z]*\d){6})\d*[A-Z][A-Z\d]{6,18}(?!\w)")),
    ("TAI_KHOAN", _after(ACCOUNT, NO_VALUE + _digits(6, 19) + NO_MONEY, TOLD_ACCOUNT)),
    (
        "TAI_KHOAN",
        _after(
            rf"(?:{ACCOUNT})[^\d\n]{{0,{TOLD}}}?(?:là|la|số|so)", NO_DATE + NO_ROUND_SUM + _digits(8, 19) + NO_MONEY, 2
        ),
    ),
    ("TAI_KHOAN", _after(BANK, NO_VALUE + _digits(8, 19) + NO_MONEY)),
    (
        "TAI_KHOAN",
        re.compile(rf"{RUN}{NO_VALUE}{_digits(8, 19)}(?= ?(?:(?:ở|tại|ngân hàng|nh) )?(?:{BANK})\b)", re.IGNORECASE),
    ),
    ("SO", _after(INSURED, NO_VALUE + _digits(10, 15))),
    ("THE", re.compile(rf"{START}(?:9704|[3-6]\d{{3}})(?:(?:{WIDE})?\d{{4}}){{3}}(?:(?:{WIDE})?\d{{3}})?(?!\d)")),
    ("THE", re.compile(rf"{START}3[47]\d{{2}}(?:{WIDE})?\d{{6}}(?:{WIDE})?\d{{5}}(?!\d)")),
    ("CCCD", re.compile(rf"{RUN}0\d{{11}}(?!\d)")),
    ("SDT", re.compile(rf"{RUN}(?:0|84)[235789]\d{{8}}(?!\d)")),
    ("CCCD", re.compile(rf"{START}0(?:{SEP}\d){{11}}(?!\d)")),
    ("SDT", re.compile(rf"{START}{NO_DATE}(?:{COUNTRY}|\(?0[ .\-]?)[235789](?:\)?{SEP}\d){{8,9}}(?!\d)")),
    ("SDT", re.compile(rf"{START}[0oO][235789]\d{{1,2}}(?:(?:{WIDE})?\d{{3,4}}){{2}}(?!\d)")),
    ("SDT", re.compile(r"(?<!\w)(?=\w{10}(?!\w))(?=\d*[oil])(?=(?:[a-z]*\d){6})[0oO][\dIlOo]{9}", re.IGNORECASE)),
    ("SDT", re.compile(r"(?<!\d)\(0\d{2,3}\)\(?\d{3}\)?\(?\d{3,4}\)?")),
    ("SDT", re.compile(rf"{RUN}0[35789]\d{{1,2}}[ .()\[\]'…-]{{1,3}}\d{{3,4}}[ .()\[\]'…-]{{1,3}}\d{{3,4}}(?!\d)")),
    ("HO_CHIEU", re.compile(r"(?<!\w)[BCKNP]\d{7}(?!\w)")),
    ("HO_TEN", re.compile(rf"((?:{NAMED}) ){NAME}")),
    ("HO_TEN", re.compile(rf"((?:{NAMED}) )(?:{SURNAME})(?: [a-zà-ỹđ]+){{1,2}}", re.IGNORECASE)),
    ("HO_TEN", re.compile(rf"(\b{PERSON_BEFORE}\s?:?\s){A_PERSON}")),
    ("HO_TEN", re.compile(rf"(\b{PERSON_TYPED_BEFORE}\s?:?\s){A_PERSON_TYPED}", re.IGNORECASE)),
    ("HO_TEN", re.compile(rf"(\b(?:{SELF}) ){NO_NAME}{NAME}")),
    ("NGAY_SINH", re.compile(rf"(\b{BORN})(?:{A_DATE}|{BORN_IN_WORDS})", re.IGNORECASE)),
    ("NGAY_SINH", re.compile(rf"(\b(?:dob|date of birth|born(?: on| in)?)\s?:?\s){A_DATE}", re.IGNORECASE)),
    (
        "NGAY_SINH",
        re.compile(rf"({BORN_IN})(?:{A_DATE}|{YEAR}(?!\d)(?: tháng \d{{1,2}}(?: ngày \d{{1,2}})?)?)", re.IGNORECASE),
    ),
    ("DIA_CHI", re.compile(HOME)),
    ("DIA_CHI", re.compile(rf"(\b(?i:{HOME_BEFORE}))(?:(?i:số|so) )?{HOUSE},? {STREET}(?:, {STREET})*")),
    ("HAN_THE", re.compile(r"(\[(?:THE|TAI_KHOAN)\][^\d\n]{0,20})\d{2}/\d{2}(?![\d/])")),
    ("SO", re.compile(rf"\b{DIGIT_WORD}(?:[ .,-]{{1,2}}{DIGIT_WORD}){{7,}}\b", re.IGNORECASE)),
    ("SDT", re.compile(SPOKEN_PHONE, re.IGNORECASE)),
    ("SO", re.compile(rf"{RUN}(?:0\d{{8,}}|\d{{11,}})(?!\d)")),
)


LABELS = "|".join(dict.fromkeys(label for label, _ in PATTERNS))
SAID_OF_NUMBER = "|".join((ACCOUNT_NUMBER, ACCOUNT, BANK, INSURED, OLD_ID, NEW_ID, PASSPORT, TAX, PHONE, "số", "so"))
LABEL = re.compile(rf"\[(?:{LABELS})\]")
OF_THE_PAPER = "".join(
    rf"(?<!{one} )" for one in ("mất", "làm", "đổi", "cấp", "lại", "mat", "lam", "doi", "cap", "lai")
)
"""Not behind these: "mất căn cước [CCCD]" is about that paper."""
INTRODUCED = re.compile(
    rf"(?<!\w){OF_THE_PAPER}(?:(?:số|so) )?(?:{SAID_OF_NUMBER})(?: (?:số|so))?(?: (?:của|cua) \w+)?(?: (?:là|la))?[ :]*"
    rf"{LABEL.pattern}",
    re.IGNORECASE,
)
"""Words that only tell whose number stands there: "CCCD của tôi là [CCCD]", "sđt [SDT]"."""


def without_labels(masked: str) -> str:
    """``"CCCD của tôi là [CCCD], lệ phí"`` -> ``"lệ phí"``: who a citizen is, is not what they ask."""
    return " ".join(LABEL.sub(" ", INTRODUCED.sub(" ", masked)).split()).strip(" ,.;")


def mask(text: str) -> str:
    """``"sđt 0912 345 678"`` -> ``"sđt [SDT]"``; again until nothing changes, for numbers that stand side by side."""
    text = text.translate(DASHES)
    masked = _once(text)
    while masked != text:
        text, masked = masked, _once(masked)
    return masked


def _once(text: str) -> str:
    for label, pattern in PATTERNS:
        kept = r"\1" if pattern.groups else ""
        text = pattern.sub(f"{kept}[{label}]", text)
    return text
