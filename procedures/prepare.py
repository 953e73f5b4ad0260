"""Brings the procedure tables to their shape and fills an empty database from ``data/``; names what is newer there."""

from __future__ import annotations

import sys

from sqlalchemy.exc import SQLAlchemyError

from procedures import catalogue, settings
from procedures.database import engine, reading, writing
from procedures.department import department
from procedures.importing import import_yaml, unread_files, yaml_paths
from procedures.migrate import HERE, upgrade
from procedures.names import few
from procedures.os_errors import os_reason
from procedures.other_agencies import load as load_agencies
from procedures.topics import load as load_topics
from procedures.working_days import working_days
from procedures.yaml_file import FaultyFiles, read_records


def prepare() -> None:
    department()
    load_agencies()
    load_topics()
    working_days()
    settings.var_dir().mkdir(parents=True, exist_ok=True)
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
        print(
            f"Chú ý: data/procedures khác với những gì cơ sở dữ liệu đã nạp lần cuối: {few(newer)}.\n"
            "  Xem khác ở đâu: make import FILE=data/procedures DRY_RUN=1. Bỏ DRY_RUN=1 thì bản trong tệp thay bản đang"
            " chạy, kể cả khi bản đang chạy mới hơn.",
            flush=True,
        )
        _name_faults()


def _name_faults() -> None:
    """Files that the running database has not read and could not read."""
    try:
        read_records(yaml_paths(settings.SEED))
    except FaultyFiles as error:
        print(f"  Trong đó có lỗi, chưa nạp được:\n{error}", flush=True)


def main() -> None:
    try:
        prepare()
    except FaultyFiles as error:
        sys.exit(f"Tệp dữ liệu có lỗi, chưa nạp gì:\n{error}")
    except settings.BadSetting as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        where = engine().url.render_as_string(hide_password=True)
        sys.exit(f"Không mở được cơ sở dữ liệu {where}: {getattr(error, 'orig', error)}")
    except OSError as error:
        sys.exit(f"Không ghi được {error.filename}: {os_reason(error)}.")
    except KeyboardInterrupt:
        sys.exit("Đã dừng theo yêu cầu.")


if __name__ == "__main__":
    main()
