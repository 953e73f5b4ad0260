"""``make import FILE=path [DRY_RUN=1]``: brings procedure files into the database, or shows what would change."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from procedures.database import writing
from procedures.importing import Report, import_yaml
from procedures.migrate import HERE, upgrade
from procedures.settings import BadSetting, import_request, private, var_dir
from procedures.yaml_file import FaultyFiles


class DryRun(Exception):
    """Ends the transaction of a dry run without writing."""


def run(place: Path, dry: bool) -> Report:
    var_dir().mkdir(parents=True, exist_ok=True)
    upgrade(HERE)
    report = Report()
    try:
        with writing() as session:
            report = import_yaml(session, place)
            if dry:
                raise DryRun
    except DryRun:
        pass
    return report


def main() -> None:
    private()
    told, dry = import_request()
    place = Path(told)
    if not told or not place.exists():
        sys.exit(f"Không có tệp hay thư mục '{told}'. Cách dùng: make import FILE=data/procedures [DRY_RUN=1]")
    try:
        report = run(place, dry)
    except FaultyFiles as error:
        sys.exit(f"Không nạp gì vì có lỗi:\n{error}")
    except BadSetting as error:
        sys.exit(str(error))
    except (SQLAlchemyError, OSError) as error:
        sys.exit(f"Không ghi được cơ sở dữ liệu, chưa có gì thay đổi: {getattr(error, 'orig', error)}")
    except KeyboardInterrupt:
        sys.exit("Đã dừng theo yêu cầu, chưa có gì thay đổi.")
    print("\n".join(report.lines()))
    print("Chạy thử, chưa ghi gì." if dry else "Đã ghi.")


if __name__ == "__main__":
    main()
