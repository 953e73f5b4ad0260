"""What is printed: the handover sheet of a citizen's case, and the notice for the counter."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import re
import signal
import socket
import zlib
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot import pdf
from bot.notice_command import notice
from bot.sheet import Sheet, read_sheet
from procedures import catalogue
from procedures.database import reading, writing
from procedures.importing import Report, write_record
from procedures.interview import Case
from procedures.kinds import ChangeKind
from procedures.mapping import Entry
from procedures.record import Change, Record
from procedures.settings import HANOI, today

POSTAL = "buu-chinh-cap-giay-phep"
STREAMS = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
FONTS = re.compile(rb"/BaseFont /[A-Z]{6}\+([\w-]+)")


def sheet_of(procedure: str, told: str, version: tuple[date, int] | None = None) -> Sheet:
    found = read_sheet(procedure, Case.parse(told), version)
    assert found
    return found


def printed(html: str) -> bytes:
    try:
        return pdf.to_pdf(html)
    except pdf.NoPdf:
        pytest.skip("máy này thiếu thư viện Pango")


def fonts(made: bytes) -> set[str]:
    """Names of the fonts a document embeds; they stand in its compressed streams."""
    found = set()
    for packed in STREAMS.findall(made):
        with contextlib.suppress(zlib.error):
            found |= {name.decode() for name in FONTS.findall(zlib.decompress(packed))}
    return found


def test_the_code_on_a_sheet_opens_its_procedure_version_and_case(database: str) -> None:
    sheet = sheet_of(POSTAL, "1x")
    address = urlsplit(sheet.address)
    assert address.path == f"/phieu/{POSTAL}"
    assert parse_qs(address.query) == {"truong-hop": ["1x"], "ban": ["2011-08-15.1"]}
    assert sheet.qr.startswith("data:image/svg+xml")


def test_a_sheet_tells_the_papers_and_the_fee_of_its_case(database: str) -> None:
    sheet = sheet_of("xb-tai-lieu-khong-kinh-doanh", "222")
    assert [fee.amount_vnd for fee in sheet.fees] == [6000]
    assert [one.paper.name for one in sheet.needed][-1] == "Bản dịch tiếng Việt có đóng dấu"
    assert not any(one.unless_sure for one in sheet.needed)


def test_a_sheet_of_a_superseded_version_says_what_has_changed(database: str) -> None:
    with writing(database) as session:
        record = catalogue.record_on(session, POSTAL, date(2026, 11, 27))
        assert record
        assert record.fee
        cheaper = record.fee.items[0].copy(update={"amount_vnd": 9_000_000})
        fee = record.fee.copy(update={"items": [cheaper, *record.fee.items[1:]]})
        entry = Entry(datetime(2026, 11, 27, 8, tzinfo=HANOI), "Nguyễn Thị A")
        write_record(session, record.copy(update={"fee": fee}), Report(), entry)
    old = sheet_of(POSTAL, "1x", (date(2011, 8, 15), 1))
    assert [fee.amount_vnd for fee in old.fees] == [10_750_000]
    assert old.newer
    assert [(one.before, one.after) for one in old.changed] == [("10.750.000 đồng", "9.000.000 đồng")]
    assert sheet_of(POSTAL, "1x").newer is None


def test_a_version_that_does_not_exist_has_no_sheet(database: str) -> None:
    assert read_sheet(POSTAL, Case(), (date(2011, 8, 15), 7)) is None
    assert read_sheet("khong-co", Case(), None) is None


def test_the_notice_names_every_procedure_and_prints_in_our_own_letters(database: str) -> None:
    with reading(database) as session:
        records = catalogue.records_on(session, date(2026, 11, 27))
        html = notice(records, catalogue.fields(session), catalogue.laws(session))
    assert [record.id for record in records if f'id="{record.id}"' not in html] == []
    made = printed(html)
    assert made.startswith(b"%PDF-")
    assert fonts(made) == {"Be-Vietnam-Pro", "Be-Vietnam-Pro-Semi-Bold"}


def test_a_withheld_record_states_no_fee_on_the_notice(database: str) -> None:
    with reading(database) as session:
        records = [one for one in catalogue.records_on(session, date(2026, 11, 27)) if one.id == "in-xbp-doi"]
        html = notice(records, catalogue.fields(session), catalogue.laws(session))
    assert "nên không niêm yết" in html
    assert "Phí, lệ phí" not in html


def test_a_printed_document_fetches_nothing(database: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        assert printed(f'<link rel="stylesheet" href="{address}"><img src="{address}">').startswith(b"%PDF-")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_an_ended_procedure_is_marked_and_not_told_in_full(database: str) -> None:
    with reading(database) as session:
        records = catalogue.records_on(session, date(2026, 11, 27))
        fields, laws = catalogue.fields(session), catalogue.laws(session)
    postal = next(record for record in records if record.id == POSTAL)
    change = Change(kind=ChangeKind.ABOLISHED, successors=["buu-chinh-xac-nhan-thong-bao"])
    ended = postal.copy(update={"change": change})
    html = notice([ended, *(record for record in records if record.id == change.successors[0])], fields, laws)
    assert "đã bãi bỏ từ 15/08/2011" in html
    assert "Nay làm theo: Cấp văn bản xác nhận thông báo" in html
    assert html.count("Thành phần, số lượng hồ sơ") == 1


def test_the_press_makes_one_sheet_once_in_a_process_of_its_own() -> None:
    async def ask() -> None:
        press = pdf.Press()
        try:
            first, second = await asyncio.gather(press.pdf("<p>Lệ phí</p>"), press.pdf("<p>Lệ phí</p>"))
            assert first is second
            (child,) = multiprocessing.active_children()
            assert child.pid is not None
            assert child.pid != os.getpid()
            os.kill(child.pid, signal.SIGKILL)
            assert (await press.pdf("<p>Thời hạn</p>")).startswith(b"%PDF")
            assert child.pid not in [one.pid for one in multiprocessing.active_children()]
        except pdf.NoPdf:
            pytest.skip("máy này thiếu thư viện Pango")
        finally:
            press.close()

    asyncio.run(ask())


def test_a_sheet_says_what_is_known_to_change(database: str, records: list[Record]) -> None:
    record = next(one for one in records if one.id == POSTAL)
    assert record.time
    soon = today() + timedelta(days=9)
    rule = record.time.items[0].copy(update={"amount": 99})
    later = record.copy(update={"effective_from": soon, "time": record.time.copy(update={"items": [rule]})})
    with writing(database) as session:
        write_record(session, later, Report(), Entry(datetime(2026, 11, 27, tzinfo=HANOI), "test"))
    (step,) = sheet_of(POSTAL, "").coming
    assert step.day == soon
    assert any("99" in str(one) for one in step.changed)
