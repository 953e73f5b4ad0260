"""``make notice FILE=niem-yet.pdf [FIELD=buu-chinh]``: the list of procedures and each in full, for the counter's wall.

A published procedure shows the parts of NĐ 63/2010 Đ.8 with the decision that announced it; what the record does not
hold stands as "chưa có thông tin".
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.pdf import NoPdf, faces, to_pdf
from bot.settings import notice_request
from bot.templating import environment
from procedures import catalogue
from procedures.coming import Step, coming_steps
from procedures.database import reading
from procedures.migrate import HERE, upgrade
from procedures.models import FieldRow, LawRow
from procedures.os_errors import os_reason
from procedures.record import Record
from procedures.settings import BadSetting, private, today


def notice(
    records: list[Record],
    fields: list[FieldRow],
    laws: dict[str, LawRow],
    coming: Mapping[str, list[Step]] | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """HTML of the notice, the procedures in the order given, grouped by field; ``coming`` changes by procedure.

    ``names`` are those of all procedures, for successors.
    """
    called = {**(names or {}), **{record.id: record.name for record in records}}
    of_field = {field.id: field.name for field in fields}
    groups = [(of_field[key], list(held)) for key, held in groupby(records, key=lambda record: record.field)]
    return (
        environment()
        .get_template("notice.html")
        .render(
            groups=groups,
            laws=laws,
            day=today(),
            size="A4",
            faces=faces(),
            count=len(records),
            names=called,
            coming=coming or {},
        )
    )


def main() -> None:
    private()
    try:
        path, field = notice_request()
        upgrade(HERE)
        with reading() as session:
            fields, laws = catalogue.fields(session), catalogue.laws(session)
            if field and field not in {one.id for one in fields}:
                sys.exit(f"Không có lĩnh vực '{field}'; có: {', '.join(one.id for one in fields)}.")
            held = [one for one in catalogue.records_on(session, today()) if not field or one.field == field]
            records = [one for one in held if not one.ended]
            later = {one.id: catalogue.records_after(session, one.id, today()) for one in records}
            coming = {one.id: coming_steps(one, today(), later[one.id], laws) for one in records}
            names = {one.id: one.name for one in catalogue.records_on(session, date.max)}
            print(f"Dàn trang {len(records)} thủ tục…", flush=True)
            began = time.monotonic()
            Path(path).write_bytes(to_pdf(notice(records, fields, laws, coming, names)))
    except (BadSetting, NoPdf) as error:
        sys.exit(str(error))
    except SQLAlchemyError as error:
        sys.exit(f"Không đọc được cơ sở dữ liệu: {getattr(error, 'orig', error)}")
    except OSError as error:
        sys.exit(f"Không ghi được {path}: {os_reason(error)}.")
    print(f"Đã ghi {path} trong {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
