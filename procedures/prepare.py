"""Brings the procedure tables to their shape and fills an empty database from ``data/``; names what is newer there."""

from __future__ import annotations

import sys

from sqlalchemy.exc import SQLAlchemyError

from procedures import catalogue, settings
from procedures.database import reading, writing
from procedures.importing import import_yaml, unread_files
from procedures.migrate import HERE, upgrade
from procedures.yaml_file import FaultyFiles

SHOWN = 8


def prepare() -> None:
    upgrade(HERE)
    with reading() as session:
        empty = catalogue.is_empty(session)
    if empty:
        with writing() as session:
            report = import_yaml(session, settings.SEED)
        print(f"Nạp cơ sở dữ liệu thủ tục từ data/procedures: {report.lines()[-1]}.", flush=True)
    with reading() as session:
        newer = unread_files(session, settings.SEED)
    if newer:
        told = ", ".join(newer[:SHOWN]) + (f" và {len(newer) - SHOWN} tệp khác" if len(newer) > SHOWN else "")
        print(
            f"Chú ý: data/procedures có thay đổi mà cơ sở dữ liệu đang chạy chưa có: {told}.\n"
            "  Đưa vào bằng: make import FILE=data/procedures (thêm DRY_RUN=1 để xem trước)",
            flush=True,
        )


def main() -> None:
    try:
        prepare()
    except FaultyFiles as error:
        sys.exit(f"Tệp dữ liệu có lỗi, chưa nạp gì:\n{error}")
    except SQLAlchemyError as error:
        sys.exit(f"Không mở được cơ sở dữ liệu {settings.database_url()}: {getattr(error, 'orig', error)}")


if __name__ == "__main__":
    main()
