"""What stands around the tables of a decision: number, day of signing, day of effect, title, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path

from procedures.department import department
from procedures.folding import fold
from procedures.yaml_file import Fault

TITLE = re.compile(r"(?:v/v|ve viec|cong bo)")
DASHES = str.maketrans("–—‑−", "----")
"""Dashes that Word writes for a hyphen."""
NUMBER = re.compile(r"Số\s*:?\s*(\d[\d.]*\s*/\s*(?:\d{4}\s*/\s*)?Q[ĐÐ]\s*-\s*[A-ZĐÐ][A-ZĐÐa-z&-]*)")
DAY = re.compile(
    r"(?:ngày|từ|:)\s+(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s*năm\s+)\s*(\d{4})", re.IGNORECASE
)
IN_FORCE = re.compile(
    r"quyết định này[^.;]*?hiệu lực(?P<before>[^.;]*?)"
    r"(?:sau\s+(?P<days>\d+)(?:\s*\([^)]*\))?\s+ngày\b,?\s*(?P<working>làm\s+việc\b,?\s*)?(?P<between>[^.;]*?))?"
    r"(?:kể\s+)?từ\s+(?:0+\s*(?:giờ|h)(?:\s*00)?(?:\s*phút)?,?\s+)?(?P<day>ngày\s+ký|ngày\s+\d[^;,]*?(?=[;,]|\.\s|\.?$))",
    re.IGNORECASE,
)
ANOTHER_COUNT = re.compile(r"\d|\b(?:sau|tháng|tuần|quý|năm)\b", re.IGNORECASE)
"""Between "hiệu lực" and the day of signing: counted in a way that is not read."""
APART = re.compile(
    r"\briêng\b[^.;]*\bhiệu lực\b|\bhiệu lực\b[^.;]*\b(?:ngoại )?trừ (?:các )?(?:thủ tục|TTHC|trường hợp)",
    re.IGNORECASE,
)
"""Some of the procedures take effect on another day."""
SETS_A_DAY = re.compile(r"hiệu lực|bãi bỏ|áp dụng|thực hiện|thi hành", re.IGNORECASE)
FROM_A_DAY = re.compile(r"(?:kể\s+)?từ\s+(?:ngày\s+ký|(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|\s+tháng)[^.;,]*)", re.IGNORECASE)
CARRIED_OUT = re.compile(r"(?:thực hiện|áp dụng)\s+(?:kể\s+)?từ\s+ngày\s+\d{1,2}[^;,]{0,24}", re.IGNORECASE)
OF_SIGNING = re.compile(r"ngày\s+ký$", re.IGNORECASE)
UNTIL_A_DAY = re.compile(r"đến\s+(?:hết\s+)?(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|\s+tháng)", re.IGNORECASE)
NOT_YET_ONE = re.compile(r"^(?:du thao|to trinh|cong van|bao cao)\b")
OF_ANOTHER = re.compile(r"^(?:uy ban nhan dan|ubnd|chu tich uy ban nhan dan) (?:tinh|thanh pho) (?:[a-z]+ ?){1,4}$")
"""A letterhead of a province or city."""
LATEST = timedelta(days=3 * 366)
"""After it was signed no decision takes effect."""


@dataclass(frozen=True)
class Head:
    """What could be read; ``faults`` say why the rest could not, ``notes`` what an officer should look at."""

    title: str
    number: str | None
    signed_on: date | None
    effective_from: date | None
    faults: list[Fault]
    notes: list[str]


def read_head(path: Path, texts: list[str]) -> Head:
    """From the decision's paragraphs and cells, in their order."""
    return _Reader(path).read(texts)


class _Reader:
    def __init__(self, path: Path):
        self.path = path
        self.faults: list[Fault] = []
        self.notes: list[str] = []

    def read(self, texts: list[str]) -> Head:
        title = next((text for text in texts if TITLE.match(fold(text))), "")
        self._whose(texts)
        number, signed = self._number(texts), self._signed(texts)
        self._one_day(texts, signed)
        return Head(" ".join(title.split()), number, signed, self._effective(texts, signed), self.faults, self.notes)

    def _refuse(self, where: str, reason: str) -> None:
        self.faults.append(Fault(self.path, 1, where, reason))

    def _number(self, texts: list[str]) -> str | None:
        found = next((match.group(1) for text in texts if (match := NUMBER.search(text.translate(DASHES)))), None)
        if found is None:
            self._refuse("số", "không thấy số quyết định (Số: …/QĐ-…)")
        return re.sub(r"\s+", "", found).replace("Ð", "Đ") if found else None

    def _signed(self, texts: list[str]) -> date | None:
        """The first day written before the laws it rests on: it stands in the heading, beside the place."""
        found = next((match for text in _heading(texts) if (match := DAY.search(text))), None)
        day = _date(found) if found else None
        if day is None:
            reason = f"không có ngày “{found.group()}”" if found else "không thấy ngày ký ở phần đầu"
            self._refuse("ngày", reason)
        return day

    def _effective(self, texts: list[str], signed: date | None) -> date | None:
        for text in texts:
            if found := IN_FORCE.search(text):
                if until := UNTIL_A_DAY.search(text, found.end("day") - len(found["day"])):
                    reason = (
                        f"có ngày hết hiệu lực (“{until.group()}…”), bản nhập chưa ghi được; hãy tách thành tệp riêng"
                    )
                    self._refuse("hiệu lực", reason)
                written, of_signing = DAY.search(found["day"]), OF_SIGNING.search(found["day"])
                day = _date(written) if written else signed if of_signing else None
                counted = f"{found['before']} {found['between'] or ''}"
                if written and day is None:
                    self._refuse("hiệu lực", f"không có ngày “{written.group()}”")
                elif (day is None and signed) or (of_signing and ANOTHER_COUNT.search(counted)):
                    reason = f"không đọc chắc được ngày có hiệu lực: “{found.group()[-80:]}”"
                    self._refuse("hiệu lực", reason)
                if found["working"]:
                    reason = "tính bằng ngày làm việc; hãy ghi rõ ngày có hiệu lực"
                    self._refuse("hiệu lực", reason)
                begins = day + timedelta(days=int(found["days"] or 0)) if day else None
                self._in_its_time(begins, signed)
                return begins
        self._refuse("hiệu lực", "không thấy ngày có hiệu lực")
        return None

    def _in_its_time(self, begins: date | None, signed: date | None) -> None:
        if begins and signed and not signed <= begins <= signed + LATEST:
            reason = f"hiệu lực từ {begins:%d/%m/%Y} mà ký ngày {signed:%d/%m/%Y}; hãy kiểm tra lại hai ngày"
            self._refuse("hiệu lực", reason)

    def _one_day(self, texts: list[str], signed: date | None) -> None:
        """Every row takes effect on the one day; a day before the signing is that of another document."""
        if apart := next((text for text in texts if APART.search(text)), None):
            reason = f"có thủ tục mang ngày hiệu lực riêng (“{apart[:80]}”); hãy tách thành tệp riêng"
            self._refuse("hiệu lực", reason)
        told = _days_in_force(texts, signed)
        days = [written for day, written in told.items() if signed is None or (day and day >= signed)]
        days += [f"{began.group()} (trước ngày ký)" for began in _carried_out_before(texts, signed)]
        if len(days) > 1:
            reason = f"nêu {len(days)} ngày hiệu lực khác nhau ({', '.join(days)}); hãy tách thành tệp riêng từng ngày"
            self._refuse("hiệu lực", reason)

    def _whose(self, texts: list[str]) -> None:
        """A draft, or another province's decision."""
        city = fold(department().city).removeprefix("thanh pho ").removeprefix("tinh ")
        lines = [line for text in _heading(texts) for line in text.splitlines()]
        if draft := next((line for line in lines if NOT_YET_ONE.match(fold(line))), None):
            self.notes.append(f"! “{draft[:60]}”: chưa phải quyết định đã ký.")
        other = next((line for line in lines if OF_ANOTHER.match(fold(line)) and city not in fold(line)), None)
        if other:
            self.notes.append(f"! “{other[:80]}” không phải {department().city}; anh/chị kiểm tra trước khi duyệt.")


def _heading(texts: Iterable[str]) -> Iterator[str]:
    """What stands before the laws it rests on."""
    return takewhile(lambda text: not fold(text).startswith("can cu"), texts)


def _days_in_force(texts: Iterable[str], signed: date | None) -> dict[date | None, str]:
    """Days from which sentences on taking effect or on abolishing say that something holds, and how they stand there.

    None stands for what no calendar has.
    """
    told = [text for text in texts if SETS_A_DAY.search(text) and not fold(text).startswith("can cu")]
    found: dict[date | None, str] = {}
    for text in told:
        for later in DAY.finditer(text):
            if signed and (day := _date(later)) and day > signed:
                found[day] = later.group()
        for start in (one.group() for one in FROM_A_DAY.finditer(text)):
            if written := DAY.search(start):
                found[_date(written)] = written.group()
            elif OF_SIGNING.search(start) and IN_FORCE.search(text):  # others only act from then on
                found[signed] = start
    return found


def _carried_out_before(texts: Iterable[str], signed: date | None) -> list[re.Match[str]]:
    """ "các thủ tục này thực hiện từ ngày 01/7/2026" in a decision that was signed later."""
    found = [one for text in texts if not fold(text).startswith("can cu") for one in CARRIED_OUT.finditer(text)]
    return [one for one in found if signed and (day := DAY.search(one.group())) and (_date(day) or signed) < signed]


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found.group(3)), int(found.group(2)), int(found.group(1)))
    except ValueError:
        return None
