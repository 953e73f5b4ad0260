"""``make import FILE=path [DRY_RUN=1]``: brings procedure files into the database, or shows what would change."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from procedures.database import writing
from procedures.decision_file import is_decision
from procedures.decision_import import import_decision
from procedures.importing import Report, import_workbook, import_yaml
from procedures.kinds import VersionState
from procedures.mapping import Entry
from procedures.migrate import HERE, upgrade
from procedures.national import is_portal_file
from procedures.portal_import import import_portal
from procedures.settings import BadSetting, import_request, now, private, var_dir
from procedures.workbook import is_workbook
from procedures.yaml_file import FaultyFiles

UNSIGNED = (
    "Bảng tính thay đổi ngay dữ liệu đang trả lời người dân nên cần ghi ai sửa và vì sao, ví dụ"
    " BY='Nguyễn Thị A' WHY='theo Quyết định 123/QĐ-UBND'; hoặc DRAFT=1 để ghi bản nháp chờ duyệt,"
    " DRY_RUN=1 để xem trước."
)


class DryRun(Exception):
    """Ends the transaction of a dry run without writing."""


def run(place: Path, dry: bool = False, entry: Entry | None = None) -> Report:
    """Brings in what stands in a file or folder; a decision and portal records become drafts where nothing is said."""
    var_dir().mkdir(parents=True, exist_ok=True)
    upgrade(HERE)
    if is_portal_file(place):
        told = entry or Entry(now(), "make import", None, VersionState.DRAFT)
        return import_portal(place, told, lambda line: print(line, flush=True), dry)
    report = Report()
    try:
        with writing() as session:
            report = _bring_in(session, place, entry)
            if dry:
                raise DryRun
    except DryRun:
        pass
    return report


def _bring_in(session: Session, place: Path, entry: Entry | None) -> Report:
    """Reads the file as what it is: a decision, a workbook, or our own YAML."""
    if is_decision(place):
        return import_decision(session, place, entry or Entry(now(), "make import", None, VersionState.DRAFT))
    if is_workbook(place):
        return import_workbook(session, place, entry or Entry(now(), "make import"))
    return import_yaml(session, place, entry)


def main() -> None:
    private()
    told = import_request()
    place = Path(told.file)
    if not told.file or not place.exists():
        sys.exit(f"Không có tệp hay thư mục '{told.file}'. Cách dùng: make import FILE=data/procedures [DRY_RUN=1]")
    try:
        drafts = told.draft or is_portal_file(place) or is_decision(place)
        state = VersionState.DRAFT if drafts else VersionState.APPROVED
        unsigned = is_workbook(place) and not (told.draft or told.signed)
        report = run(place, told.dry or unsigned, Entry(now(), told.by, told.why, state))
    except FaultyFiles as error:
        sys.exit(f"Không nạp gì vì có lỗi:\n{error}")
    except BadSetting as error:
        sys.exit(str(error))
    except (SQLAlchemyError, OSError) as error:
        sys.exit(f"Không ghi được cơ sở dữ liệu, chưa có gì thay đổi: {getattr(error, 'orig', error)}")
    except KeyboardInterrupt:
        sys.exit("Đã dừng theo yêu cầu, chưa có gì thay đổi.")
    print("\n".join(report.lines()))
    if unsigned and not told.dry and (report.changed or report.added or report.tables):
        sys.exit(f"Chưa ghi gì. {UNSIGNED}")
    written = "Đã ghi bản nháp; duyệt bằng make approve." if drafts else "Đã ghi."
    print("Chạy thử, chưa ghi gì." if told.dry else written)


if __name__ == "__main__":
    main()
