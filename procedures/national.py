"""Records of the national portal (JSON lines, plain or xz) as drafts of our own.

Two shapes are known: the portal's pages with their tables flattened, and the same records with tables kept apart
(as exported to Word by the ministries). What a reader cannot tell for certain stays as text and is marked.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from procedures import portal_tables as tables
from procedures.folding import fold
from procedures.portal_tables import ChannelLine, Fee, Paper, PaperGroup, Time
from procedures.yaml_file import Fault, FaultyFiles

MOST_BYTES = 200 * 2**20
"""What a file may unpack to."""
MOST_FAULTS, MOST_BLANK = 1000, 1000
LONGEST_LINE = 2 * 2**20
PREFIX = "qg"
"""Begins ids, fields and sources that come from the portal."""
NAMELESS = "VB-"
"""Begins the key of a law whose number is not known."""


@dataclass(frozen=True)
class Law:
    title: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None

    @property
    def key(self) -> str:
        """Stable name of the law: its number, or a digest of its title."""
        told = re.sub(r"[^A-Za-z0-9]+", "-", fold(self.number or "").upper()).strip("-")
        return told[:32] if told else NAMELESS + hashlib.sha256(self.title.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class PortalRecord:
    """One record of the portal, its tables told apart."""

    code: str
    name: str
    decision: str | None
    levels: list[str]
    field: str
    applicants: list[str]
    agencies: list[str]
    place: str | None
    steps: str | None
    conditions: str | None
    channels: list[ChannelLine]
    groups: list[PaperGroup]
    laws: list[Law]
    results: list[tuple[str, str | None]]
    url: str | None

    @property
    def id(self) -> str:
        return f"{PREFIX}-{self.code.replace('.', '-')}"

    @property
    def field_id(self) -> str:
        return f"{PREFIX}-{re.sub(r'[^a-z0-9]+', '-', fold(self.field)).strip('-')}"[:64].strip("-")


@dataclass
class Tally:
    """How much was told apart: rows that state a time, a fee, papers."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, portal: PortalRecord) -> None:
        for line in portal.channels:
            self._add_time(line.time)
            self._add_fees([fee for fee in line.fees if fee.stated])
        self.counts["papers"] += sum(len(group.items) for group in portal.groups)
        self.counts["paper counts unclear"] += sum(bool(paper.doubt) for g in portal.groups for paper in g.items)
        self.counts["laws"] += len(portal.laws)

    def _add_time(self, time: Time) -> None:
        if time.stated:
            self.counts["time rows"] += 1
            self.counts["times"] += time.amount is not None
            self.counts["times without unit"] += time.amount is not None and time.unit is None

    def _add_fees(self, fees: list[Fee]) -> None:
        if fees and all(fee.refers or fee.parsed for fee in fees) and any(fee.refers for fee in fees):
            self.counts["fee rows that refer"] += 1
        elif fees:
            self.counts["fee rows"] += 1
            self.counts["fees"] += all(fee.parsed for fee in fees)

    def lines(self) -> list[str]:
        c = self.counts
        return [
            f"Dòng có thời hạn: {c['time rows']}, tách được {_share(c['times'], c['time rows'])}"
            f" (trong đó {c['times without unit']} dòng nguồn không ghi đơn vị)",
            f"Dòng có phí: {c['fee rows']}, tách được {_share(c['fees'], c['fee rows'])};"
            f" {c['fee rows that refer']} dòng không nêu mức, chỉ dẫn nơi quy định",
            f"Giấy tờ: {c['papers']}, số bản không tách được: {c['paper counts unclear']}; văn bản: {c['laws']}",
        ]


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)".replace(".", ",") if whole else "0"


def is_portal_file(path: Path) -> bool:
    return path.name.endswith((".jsonl", ".jsonl.xz"))


def read_portal(path: Path, faults: list[Fault]) -> Iterator[tuple[int, PortalRecord]]:
    """(line, record) of each line; a line that is no record of the portal goes to ``faults``.

    Raises FaultyFiles for a file that cannot be read to its end.
    """
    try:
        with _opened(path) as file:
            yield from _read_lines(path, file, faults)
    except (lzma.LZMAError, EOFError):
        raise FaultyFiles([Fault(path, 1, "", "tệp nén bị hỏng hoặc thiếu phần cuối")]) from None
    except UnicodeDecodeError:
        raise FaultyFiles([Fault(path, 1, "", "không phải chữ UTF-8")]) from None


def _opened(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def _read_lines(path: Path, file: TextIO, faults: list[Fault]) -> Iterator[tuple[int, PortalRecord]]:
    read, number, blank = 0, 0, 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        read += len(line)
        if len(line) > LONGEST_LINE:
            raise FaultyFiles([Fault(path, number, "", "dòng dài hơn 2 MB")])
        if read > MOST_BYTES:
            raise FaultyFiles([Fault(path, number, "", "tệp giải nén lớn hơn 200 MB")])
        blank = 0 if line.strip() else blank + 1
        if blank > MOST_BLANK:
            raise FaultyFiles([Fault(path, number, "", f"hơn {MOST_BLANK} dòng trống liền nhau")])
        if line.strip():
            found = _portal_record(path, number, line)
            if isinstance(found, Fault):
                faults.append(found)
                if len(faults) >= MOST_FAULTS:
                    reason = f"đã có {MOST_FAULTS} dòng sai, không đọc tiếp"
                    raise FaultyFiles([*faults, Fault(path, number, "", reason)])
            else:
                yield number, found


def _portal_record(path: Path, number: int, line: str) -> PortalRecord | Fault:
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        return Fault(path, number, "", f"không phải JSON, sai từ ký tự thứ {error.pos + 1} của dòng")
    except (ValueError, RecursionError):
        return Fault(path, number, "", "không phải JSON đọc được")
    try:
        raw = raw if isinstance(raw, dict) else {}
        read = _of_page if "ma_thu_tuc" in raw else _of_export if "thu_tuc_id" in raw else None
        if read is None:
            return Fault(path, number, "ma_thu_tuc", "không phải bản ghi của Cổng Dịch vụ công")
        return read(raw)
    except KeyError as error:
        return Fault(path, number, str(error.args[0]), "thiếu trường này")
    except (TypeError, AttributeError):
        return Fault(path, number, "", "trường có kiểu không đúng")


def _of_page(raw: Mapping[str, Any]) -> PortalRecord:
    """A page of the portal with flattened tables."""
    channels, laws = tables.cut_in_a_note(raw["cach_thuc_thuc_hien"], raw["can_cu_phap_ly"])
    return PortalRecord(
        code=raw["ma_thu_tuc"].strip(),
        name=_plain(raw["ten_thu_tuc"]) or "",
        decision=_plain(raw["so_quyet_dinh"]),
        levels=tables.outside_brackets(raw["cap_thuc_hien"]),
        field=raw["linh_vuc"].strip(),
        applicants=tables.outside_brackets(_plain(raw["doi_tuong_thuc_hien"]) or ""),
        agencies=[told for key in ("co_quan_thuc_hien", "co_quan_co_tham_quyen") if (told := _plain(raw[key]))],
        place=_plain(raw["dia_chi_tiep_nhan"]),
        steps=_plain(raw["trinh_tu_thuc_hien"]),
        conditions=_plain(raw["yeu_cau_dieu_kien"]),
        channels=tables.read_channels(channels),
        groups=tables.read_papers(raw["thanh_phan_ho_so"]),
        laws=[Law(title, number) for title, number in tables.read_laws(laws)],
        results=tables.read_results(raw["ket_qua_xu_ly"]),
        url=raw.get("detail_url") or None,
    )


def _of_export(raw: Mapping[str, Any]) -> PortalRecord:
    """A record exported with its tables apart."""
    meta, content, held = raw["metadata"], raw["content"], raw["tables"]
    agencies = (content["cơ_quan_thực_hiện"], content["cơ_quan_có_thẩm_quyền"])
    result = _plain(content["kết_quả_thực_hiện"])
    return PortalRecord(
        code=raw["thu_tuc_id"].strip(),
        name=_plain(meta["tên_thủ_tục"]) or "",
        decision=_plain(meta["số_quyết_định"].removeprefix("Quyết định số")),
        levels=tables.outside_brackets(meta["cấp_thực_hiện"]),
        field=meta["lĩnh_vực"].strip(),
        applicants=tables.outside_brackets(_plain(content["đối_tượng_thực_hiện"]) or ""),
        agencies=[told for agency in agencies if (told := _plain(agency))],
        place=_plain(content["địa_chỉ_tiếp_nhận_hs"]),
        steps=_plain(content["trình_tự_thực_hiện"]),
        conditions=_plain(content["yêu_cầu_điều_kiện_thực_hiện"]),
        channels=[_exported_channel(row) for row in held["hinh_thuc_nop"] if row["hinh_thuc"] in tables.CHANNELS],
        groups=_exported_papers(held["thanh_phan_ho_so"]),
        laws=[_exported_law(row) for row in held["can_cu_phap_ly"] if _plain(row.get("trich_yeu"))],
        results=[(result, None)] if result else [],
        url=None,
    )


def _exported_channel(row: Mapping[str, str]) -> ChannelLine:
    time, fee, note = (row[name].strip() for name in ("thoi_han_giai_quyet", "phi_le_phi", "mo_ta"))
    return ChannelLine(
        tables.CHANNELS[row["hinh_thuc"]],
        tables.time_against_note(tables.read_time(time), note) if time else Time(tables.NONE),
        [_exported_fee(line) for line in fee.splitlines() if line.strip() and not line.startswith("File đính kèm")]
        or [Fee(tables.NONE)],
        note,
    )


def _exported_fee(line: str) -> Fee:
    """ "Phí : 2.000.000 Đồng (Thẩm định …)"."""
    price, _, note = line.strip().partition(" (")
    return tables.read_fee(price.strip(), note.removesuffix(")").strip())


def _exported_papers(rows: list[Mapping[str, str]]) -> list[PaperGroup]:
    papers = [_exported_paper(row) for row in rows if row["ten_giay_to"].strip()]
    return [PaperGroup(None, papers)] if papers else []


def _exported_paper(row: Mapping[str, str]) -> Paper:
    counts = {name: int(number) for name, number in re.findall(r"(Bản chính|Bản sao): (\d+)", row["ghi_chu"])}
    return Paper(row["ten_giay_to"].strip(), _plain(row["so_luong"]), counts.get("Bản chính"), counts.get("Bản sao"))


def _exported_law(row: Mapping[str, str]) -> Law:
    title = (_plain(row.get("trich_yeu")) or "").strip()
    number = re.search(r"\d+/\d{4}/[A-ZĐ][\w-]*", title)
    day = re.fullmatch(r"(\d{2})-(\d{2})-(\d{4})", row.get("ngay_ban_hanh", "").strip())
    try:
        issued = date(int(day.group(3)), int(day.group(2)), int(day.group(1))) if day else None
    except ValueError:
        issued = None
    return Law(title, number.group() if number else None, issued, _plain(row.get("co_quan_ban_hanh")))


def _plain(text: str | None) -> str | None:
    told = (text or "").strip()
    return None if told in ("", tables.NONE, "Không", "--") else told
