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

from pydantic import ValidationError

from procedures import portal_tables as tables
from procedures import record as r
from procedures.folding import fold
from procedures.kinds import Action, Confidence, Level, Policy, Standing, TimeUnit
from procedures.portal_tables import ChannelLine, Fee, Paper, PaperGroup, Time
from procedures.yaml_file import Fault, FaultyFiles

MOST_BYTES = 200 * 2**20
"""What a file may unpack to."""
LONGEST_LINE = 2 * 2**20
PREFIX = "qg"
"""Begins ids, fields and sources that come from the portal."""
STANDING = (
    "Bản ghi nhập từ Cổng Dịch vụ công quốc gia, chưa được cán bộ đối chiếu với quyết định công bố."
    " Phải đối chiếu mức phí, thời hạn, thành phần hồ sơ và cơ quan giải quyết trước khi duyệt."
)
NAMELESS = "VB-"
"""Begins the key of a law whose number is not known."""
UNKNOWN_AGENCY = "Cơ quan giải quyết chưa nêu trong nguồn"
LEVELS = {"Cấp tỉnh": Level.PROVINCE, "Cấp xã": Level.COMMUNE, "Cấp bộ": Level.MINISTRY, "Cấp Bộ": Level.MINISTRY}
ACTS = (
    (r"cap lai|cap bu", Action.REISSUE),
    (r"cap doi|doi the|doi giay", Action.EXCHANGE),
    (r"gia han", Action.EXTEND),
    (r"sua doi|dieu chinh|thay doi|bo sung|cap nhat", Action.AMEND),
    (r"chuyen nhuong|chuyen quyen", Action.TRANSFER),
    (r"thong bao|khai bao|bao cao", Action.NOTIFY),
    (r"dang ky", Action.REGISTER),
    (r"chap thuan|phe duyet|cong nhan|tham dinh", Action.APPROVE),
    (r"cap ", Action.ISSUE),
)
"""First words of a name -> what is done; the earliest one in the name counts."""


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
        if fees:
            self.counts["fee rows"] += 1
            self.counts["fees"] += all(fee.parsed for fee in fees)

    def lines(self) -> list[str]:
        c = self.counts
        return [
            f"Dòng có thời hạn: {c['time rows']}, tách được {_share(c['times'], c['time rows'])}"
            f" (trong đó {c['times without unit']} dòng nguồn không ghi đơn vị)",
            f"Dòng có phí: {c['fee rows']}, tách được {_share(c['fees'], c['fee rows'])}",
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
    except (lzma.LZMAError, EOFError) as error:
        raise FaultyFiles([Fault(path, 1, "", f"tệp nén bị hỏng hoặc thiếu: {error}")]) from None
    except UnicodeDecodeError:
        raise FaultyFiles([Fault(path, 1, "", "không phải chữ UTF-8")]) from None


def _opened(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def _read_lines(path: Path, file: TextIO, faults: list[Fault]) -> Iterator[tuple[int, PortalRecord]]:
    read, number = 0, 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        read += len(line)
        if len(line) > LONGEST_LINE:
            raise FaultyFiles([Fault(path, number, "", "dòng dài hơn 2 MB")])
        if read > MOST_BYTES:
            raise FaultyFiles([Fault(path, number, "", "tệp giải nén lớn hơn 200 MB")])
        if line.strip():
            found = _portal_record(path, number, line)
            if isinstance(found, Fault):
                faults.append(found)
            else:
                yield number, found


def _portal_record(path: Path, number: int, line: str) -> PortalRecord | Fault:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Fault(path, number, "", f"không phải JSON: {error}")
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
        channels=tables.read_channels(raw["cach_thuc_thuc_hien"]),
        groups=tables.read_papers(raw["thanh_phan_ho_so"]),
        laws=[Law(title, number) for title, number in tables.read_laws(raw["can_cu_phap_ly"])],
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
    time, fee = row["thoi_han_giai_quyet"].strip(), row["phi_le_phi"].strip()
    return ChannelLine(
        tables.CHANNELS[row["hinh_thuc"]],
        tables.read_time(time) if time else Time(tables.NONE),
        [_exported_fee(line) for line in fee.splitlines() if line.strip() and not line.startswith("File đính kèm")]
        or [Fee(tables.NONE)],
        row["mo_ta"].strip(),
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


def as_record(portal: PortalRecord, day: date, known_laws: Mapping[str, str]) -> r.Record:
    """The record as a draft that begins on ``day``; ``known_laws`` gives the key of a number we hold already.

    Raises pydantic's ValidationError for what no record may hold.
    """
    sourced = {"confidence": Confidence.MEDIUM, "sources": [portal.id]}
    return r.Record.parse_obj(
        {
            "id": portal.id,
            "name": portal.name,
            "short_name": name_in_a_sentence(portal.name),
            "field": portal.field_id,
            "level": next((level for name, level in LEVELS.items() if name in portal.levels), Level.OTHER),
            "action": what_is_done(portal.name),
            "object": portal.id,
            "code": {"value": portal.code, "confidence": Confidence.HIGH, "verified": False},
            "answer_policy": Policy.ANSWER,
            "standing": STANDING,
            "effective_from": day,
            "sourced_on": day,
            "decision": {"number": portal.decision} if portal.decision else None,
            "channels": list({line.channel: {"kind": line.channel} for line in portal.channels}.values()),
            "agencies": {**sourced, "items": [{"name": name} for name in portal.agencies[:1] or [UNKNOWN_AGENCY]]},
            "applicants": _text(sourced, "; ".join(portal.applicants), kinds=portal.applicants),
            "documents": _documents(sourced, portal.groups),
            "time": _times(sourced, portal.channels),
            "fee": _fees(sourced, portal.channels),
            "place": _text(sourced, portal.place),
            "steps": _text(sourced, portal.steps),
            "conditions": _text(sourced, portal.conditions),
            "result": _result(sourced, portal.results),
            "legal_basis": {**sourced, "items": _citations(portal.laws, known_laws)},
        }
    )


def name_in_a_sentence(name: str) -> str:
    """ "Thủ tục cấp lại thẻ" -> "cấp lại thẻ"."""
    told = re.sub(r"^thủ tục (?:hành chính )?", "", name, flags=re.IGNORECASE).strip() or name
    return told[:1].lower() + told[1:] if told[1:2].islower() else told


def what_is_done(name: str) -> Action:
    """The act that a name begins with."""
    folded = fold(name)
    found = [(at.start(), action) for pattern, action in ACTS if (at := re.search(rf"\b(?:{pattern})", folded))]
    return min(found, key=lambda one: one[0])[1] if found else Action.OTHER


def _text(sourced: Mapping[str, Any], text: str | None, **more: Any) -> dict[str, Any] | None:
    return {**sourced, "text": text, **more} if text else None


def _documents(sourced: Mapping[str, Any], groups: list[PaperGroup]) -> dict[str, Any] | None:
    if not groups:
        return None
    unclear = any(paper.doubt for group in groups for paper in group.items)
    told = [
        {
            "case": group.case,
            "items": [
                {
                    "name": paper.name,
                    "form": paper.form,
                    "original": paper.original,
                    "copy": paper.copy,
                    "note": paper.doubt,
                }
                for paper in group.items
            ],
        }
        for group in groups
    ]
    warning = "Số bản của vài giấy tờ không tách được từ nguồn." if unclear else None
    return {**sourced, "groups": told, "warning": warning}


def _times(sourced: Mapping[str, Any], lines: list[ChannelLine]) -> dict[str, Any] | None:
    items = [_time_rule(line, lines) for line in lines if line.time.amount is not None]
    kept = [line.time.text for line in lines if line.time.stated and line.time.amount is None and line.time.text]
    doubts = dict.fromkeys(doubt for line in lines if (doubt := _time_doubt(line)))
    if not items and not kept:
        return None
    warning = f"Chưa chắc: {'; '.join(doubts)}." if doubts else None
    return {**sourced, "items": _once(items), "text": "; ".join(dict.fromkeys(kept)) or None, "warning": warning}


def _time_rule(line: ChannelLine, lines: list[ChannelLine]) -> dict[str, Any]:
    """Where one channel has several times, the row's own description says which is which."""
    several = sum(other.channel == line.channel for other in lines) > 1
    doubt = _time_doubt(line)
    return {
        "amount": line.time.amount,
        "unit": line.time.unit or TimeUnit.UNSTATED,
        "channel": line.channel,
        "standing": Standing.UNCERTAIN if doubt else Standing.CURRENT,
        "confidence": Confidence.LOW if doubt else None,
        "basis": " ".join(line.note.split())[:200] or None if several else None,
    }


def _time_doubt(line: ChannelLine) -> str | None:
    """Why the time of a row is in doubt: its own reason, or a description that gives the number another unit."""
    if line.time.doubt or line.time.unit not in (TimeUnit.DAY, TimeUnit.WORKING_DAY):
        return line.time.doubt
    number = rf"\b0?{line.time.amount} ?(?:\([^)]{{1,20}}\) ?)?"
    told = set(re.findall(rf"{number}(ngày làm việc|ngày)", line.note))
    cell = "ngày làm việc" if line.time.unit == TimeUnit.WORKING_DAY else "ngày"
    if len(told) != 1 or cell in told:
        return None
    return f"bảng ghi {line.time.text}, mô tả ghi {line.time.amount} {told.pop()}"


def _fees(sourced: Mapping[str, Any], lines: list[ChannelLine]) -> dict[str, Any] | None:
    stated = [(line, fee) for line in lines for fee in line.fees if fee.stated]
    items = [_fee_case(line, fee) for line, fee in stated if fee.parsed]
    kept = dict.fromkeys(f"{fee.text} ({fee.note})" if fee.note else fee.text for _, fee in stated if not fee.parsed)
    doubts = dict.fromkeys(fee.doubt for _, fee in stated if fee.doubt)
    if not items and not kept:
        return None
    warning = f"Chưa chắc: {'; '.join(doubts)}." if doubts else None
    return {**sourced, "items": _once(items), "text": "; ".join(kept) or None, "warning": warning}


def _fee_case(line: ChannelLine, fee: Fee) -> dict[str, Any]:
    return {
        "amount_vnd": fee.amount_vnd,
        "foreign": fee.foreign,
        "unit": (fee.unit or "")[:64] or None,
        "channel": line.channel,
        "note": fee.note,
    }


def _once(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for at, item in enumerate(items) if item not in items[:at]]


def _result(sourced: Mapping[str, Any], results: list[tuple[str, str | None]]) -> dict[str, Any] | None:
    named = [(name, code) for name, code in results if name]
    codes = [code for _, code in named if code]
    return _text(sourced, "; ".join(name for name, _ in named), code=codes[0][:64] if len(codes) == 1 else None)


def _citations(laws: list[Law], known: Mapping[str, str]) -> list[dict[str, str]]:
    keys = dict.fromkeys(known.get(law.number or "") or law.key for law in laws)
    return [{"law": key} for key in keys]


def faults_of(error: ValidationError, path: Path, line: int) -> list[Fault]:
    return [Fault(path, line, ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()]
