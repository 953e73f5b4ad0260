"""The handover sheet: a citizen's checklist with deadline, fee, place and a QR code, as page and PDF.

The QR code carries procedure, version and case, and nothing about a person.
"""

from __future__ import annotations

import asyncio
import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import aiohttp_jinja2
import segno
from aiohttp import web

from bot.keys import LIMITS, PRESS, SHELF
from bot.limits import address_of
from bot.pages import missing
from bot.pdf import NoPdf, faces
from bot.settings import public_url
from bot.staff.sessions import COOKIE
from procedures import catalogue
from procedures.coming import Step, coming_steps
from procedures.comparing import Changed, compare
from procedures.database import reading
from procedures.department import department
from procedures.interview import Case, Needed, answered, checklist, fees_of_case, next_question, questions
from procedures.kinds import WAITED
from procedures.mapping import to_record
from procedures.names import day_text
from procedures.portal import portal_url
from procedures.record import CaseQuestion, FeeCase, Record, TimeRule
from procedures.settings import today

VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,4})")
SIZES = ("A4", "A5")
NO_SUCH = "Không có thủ tục này trong danh mục, hoặc phiếu ghi một bản không có."
BAD_CASE = "Câu trả lời ghi trong liên kết không đọc được. Anh/chị mở lại trang và chọn trường hợp."
ENDED = "Thủ tục này đã hết áp dụng từ {}. Trang /thu-tuc/{} ghi theo quyết định nào và nay làm theo thủ tục nào."
TOO_MANY = "Anh/chị vừa mở nhiều phiếu PDF. Xin chờ một phút rồi mở lại, hoặc in phiếu từ trang này trong trình duyệt."
NO_SHEET = "Thủ tục này chưa có dữ liệu hồ sơ để lập phiếu. Anh/chị xem trang thủ tục hoặc gửi câu hỏi cho cán bộ."


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds; ``newer`` is the version that has taken the place of the one it was made from."""

    record: Record
    version: str
    case: Case
    asked: list[CaseQuestion]
    day: date
    newer: Record | None
    changed: list[Changed]
    coming: list[Step]
    """What is known to change after the day."""

    @property
    def needed(self) -> list[Needed]:
        return checklist(self.record, self.asked, self.case, self.day)

    @property
    def finished(self) -> bool:
        return next_question(self.asked, self.case) is None

    @property
    def answers(self) -> list[str]:
        return answered(self.asked, self.case)

    @property
    def fees(self) -> list[FeeCase]:
        """Fees that may be asked of this case on the day."""
        return fees_of_case(self.record.fees_on(self.day), self.asked, self.case)

    @property
    def times(self) -> list[TimeRule]:
        return [rule for rule in self.record.times_on(self.day) if rule.purpose in WAITED]

    @property
    def doubts(self) -> list[str]:
        """Why the parts shown must be asked about; none where an officer has confirmed the record."""
        parts = (self.record.documents, self.record.fee, self.record.time, self.record.place)
        told = [part.warning for part in parts if part and part.warning]
        return [] if self.record.verified_on else list(dict.fromkeys(told))

    @property
    def address(self) -> str:
        """Where the sheet opens again."""
        return f"{public_url()}/phieu/{self.record.id}?{self.query}"

    @property
    def query(self) -> str:
        return urlencode({"truong-hop": str(self.case), "ban": self.version})

    @property
    def qr(self) -> str:
        """The address as a picture inside the page."""
        return str(segno.make(self.address, error="m").svg_data_uri(scale=4, border=2))


async def sheet_page(request: web.Request) -> web.StreamResponse:
    sheet = await asked_for(request)
    if isinstance(sheet, web.StreamResponse):
        return sheet
    shown = {**await _shown(request, sheet), "counter": COOKIE in request.cookies}
    return aiohttp_jinja2.render_template("sheet.html", request, shown)


async def sheet_pdf(request: web.Request) -> web.StreamResponse:
    sheet = await asked_for(request)
    if isinstance(sheet, web.StreamResponse):
        return sheet
    if seconds := request.app[LIMITS].sheet(address_of(request)):
        refused = missing(request, TOO_MANY, 429)
        refused.headers["Retry-After"] = str(math.ceil(seconds))
        return refused
    size = request.query.get("kho", "A4").upper()
    shown = {**await _shown(request, sheet), "size": size if size in SIZES else "A4", "faces": faces()}
    html = aiohttp_jinja2.render_string("sheet_print.html", request, shown)
    try:
        made = await request.app[PRESS].pdf(html)
    except NoPdf as error:
        return missing(request, str(error), 503)
    name = f"phieu-{sheet.record.id}.pdf"
    return web.Response(
        body=made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


async def _shown(request: web.Request, sheet: Sheet) -> dict[str, Any]:
    contents = await asyncio.to_thread(request.app[SHELF].contents)
    cited = [contents.laws[one.law] for one in sheet.record.legal_basis.items if one.law in contents.laws]
    in_force = [law for law in cited if law.effective_to is None or law.effective_to >= sheet.day]
    basis = in_force or cited  # of an old rule all have ended, which is said of each
    return {
        "sheet": sheet,
        "record": sheet.record,
        "agency": sheet.record.agency_on(sheet.day),
        "basis": basis,
        "names": contents.names,
        "portal_url": portal_url(sheet.record, contents.dead),
        "dead": contents.dead,
        "unknown": department().contact_gaps,
    }


async def asked_for(request: web.Request) -> Sheet | web.StreamResponse:
    """The sheet of the address; a page with a sentence where there is none."""
    try:
        case = _case_of(request)
    except ValueError:
        return missing(request, BAD_CASE, 400)
    try:
        version = _version_of(request)
    except ValueError:
        return missing(request, NO_SUCH, 404)
    sheet = await asyncio.to_thread(read_sheet, request.match_info["id"][:128], case, version)
    if sheet is None:
        return missing(request, NO_SUCH, 404)
    if sheet.record.ended:
        return missing(request, ENDED.format(day_text(sheet.record.effective_from), sheet.record.id), 400)
    if not sheet.case.fits(sheet.asked):
        return missing(request, BAD_CASE, 400)
    return sheet if sheet.record.documents and sheet.record.is_told else missing(request, NO_SHEET, 400)


def _version_of(request: web.Request) -> tuple[date, int] | None:
    """Day and revision of ``ban=2026-11-24.1``; ValueError where they cannot be read."""
    if "ban" not in request.query:
        return None
    named = VERSION.fullmatch(request.query["ban"])
    if named is None:
        raise ValueError(request.query["ban"])
    return date.fromisoformat(named.group(1)), int(named.group(2))


def _case_of(request: web.Request) -> Case:
    """Of ``truong-hop=12x``, or of the page's form: one field a question."""
    if "truong-hop" in request.query:
        return Case.parse(request.query["truong-hop"])
    told = {int(name[3:]): value for name, value in request.query.items() if re.fullmatch(r"cau[0-2]", name)}
    return Case.parse("".join(told.get(at, "-") or "-" for at in range(max(told, default=-1) + 1)))


def read_sheet(procedure: str, case: Case, version: tuple[date, int] | None) -> Sheet | None:
    """The sheet of a version, of the one in force today where none is named; None where there is none."""
    day = today()
    with reading() as session:
        now = catalogue.version_on(session, procedure, day)
        row = catalogue.version_named(session, procedure, *version) if version else now
        if row is None or row.effective_from > day:
            return None
        record = to_record(row)
        laws = catalogue.laws(session)
        newer = to_record(now) if now is not None and now.id != row.id else None
        changed = compare(record, newer, day=day, laws=laws) if newer and not newer.ended else []
        stands = newer or record
        later = [] if stands.ended else catalogue.records_after(session, procedure, day)
        coming = [] if stands.ended else coming_steps(stands, day, later, laws)
        return Sheet(record, catalogue.version_token(row), case, questions(record, day), day, newer, changed, coming)
