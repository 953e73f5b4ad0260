"""``make export FILE=danh-muc.xlsx``: the catalogue in force today as a workbook that ``make import`` takes back."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from procedures import catalogue, workbook
from procedures.database import reading
from procedures.migrate import HERE, upgrade
from procedures.os_errors import os_reason
from procedures.settings import BadSetting, import_request, private, today


def main() -> None:
    private()
    told = import_request().file
    if not told.endswith(".xlsx"):
        sys.exit("Cần FILE là tệp .xlsx sẽ ghi, ví dụ: make export FILE=danh-muc.xlsx")
    try:
        upgrade(HERE)
        with reading() as session:
            count = workbook.write(catalogue.records_on(session, today()), Path(told))
    except BadSetting as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"Không ghi được {told}: {os_reason(error)}.")
    except SQLAlchemyError as error:
        sys.exit(f"Không ghi được {told}: {getattr(error, 'orig', error)}")
    print(f"Đã ghi {count} thủ tục vào {told}.")


if __name__ == "__main__":
    main()
