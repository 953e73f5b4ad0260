"""``make bench``: the catalogue at 52, 2,642 and 50,000 procedures.

Measures import of the national records (where they lie beside the project), and at each size a lookup by id and by
code, a search by name, loading all versions in force, and the memory that takes. The larger catalogues are our own
procedures multiplied, each with an id and a code of its own. Medians of many calls on one machine, in one run.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from procedures import catalogue
from procedures.database import engine, reading, writing
from procedures.entries import entries_on
from procedures.importing import import_yaml
from procedures.migrate import HERE, upgrade
from procedures.models import Base
from procedures.search import Finder
from procedures.settings import ROOT, SEED, today

SIZES = (52, 2642, 50_000)
LOADED_UP_TO = 2642
"""Above this the records are not loaded whole: only the understanding's index reads them so."""
NATIONAL = ROOT.parent / "shared" / "corpora" / "national_procedures.jsonl.xz"
HEADS = (
    "thủ tục", "theo id (ms)", "theo mã (ms)", "nạp mục lục (s)", "lập chỉ mục tìm (s)", "tìm tên (ms)",
    "gõ sai (ms)", "bộ nhớ (MB)", "nạp mọi bản ghi (s)",
)  # fmt: skip
CALLS = 200
BETWEEN_WRITES = 0.05
STEP = 1_000_000
SHIFTED = {"id", "version_id", "part_id", "group_id"}


def filled(place: Path, size: int) -> str:
    """URL of a database with ``size`` procedures: ours, and copies of them under other ids and codes."""
    url = f"sqlite:///{place / f'catalogue-{size}.db'}"
    upgrade(HERE, url)
    with writing(url) as session:
        import_yaml(session, SEED)
    copies = -(-size // 52) - 1
    with engine(url).begin() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name in ("procedure", "procedure_version") or SHIFTED & set(table.columns.keys()) - {"id"}:
                connection.execute(text(_copying(table.name, list(table.columns.keys()), copies)))
    return url


def _copying(table: str, columns: list[str], copies: int) -> str:
    told = [_copied(table, column) for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    return (
        f"WITH RECURSIVE n(k) AS (SELECT 1 WHERE {copies} > 0 UNION ALL SELECT k + 1 FROM n WHERE k < {copies})"  # noqa: S608
        f" INSERT INTO {table} ({names}) SELECT {', '.join(told)} FROM {table}, n WHERE n.k > 0"
    )


def _copied(table: str, column: str) -> str:
    if (table, column) == ("procedure", "id") or column == "procedure_id":
        return f"{column} || '-' || n.k"
    if column == "code" and table == "procedure_version":
        return "printf('1.%06d', n.k * 53 + id)"
    return f'"{column}" + n.k * {STEP}' if column in SHIFTED else f'"{column}"'


def median_ms(call: Callable[[int], object]) -> float:
    times = []
    for number in range(CALLS):
        began = time.perf_counter()
        call(number)
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def measure(url: str, size: int) -> tuple[str, ...]:
    with reading(url) as session:
        ids = [row[0] for row in session.execute(text("SELECT id FROM procedure ORDER BY id LIMIT 5000"))]
        codes = [row[0] for row in session.execute(text("SELECT code FROM procedure_version WHERE code IS NOT NULL"))]
        by_id = median_ms(lambda n: catalogue.record_on(session, ids[n * 37 % len(ids)], today()))
        by_code = median_ms(lambda n: catalogue.procedure_of_code(session, codes[n * 37 % len(codes)]))
        began = time.perf_counter()
        entries = entries_on(session, today())
        listed = time.perf_counter() - began
        finder = Finder(entries)
        indexed = time.perf_counter() - began - listed
        found = median_ms(lambda n: finder.find(("giay phep buu chinh", "mo co so in", "ban tin")[n % 3]))
        mistyped = median_ms(lambda n: finder.find(("giay fep buu chnh", "dang ki co sor in", "ban tinn")[n % 3]))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told = (by_id, by_code, listed, indexed, found, mistyped)
        began = time.perf_counter()
        whole = "-"
        if size <= LOADED_UP_TO:
            catalogue.records_on(session, today())
            whole = f"{time.perf_counter() - began:.1f}"
    return f"{size:,}", *(f"{one:.2f}" for one in told), f"{memory:.0f}", whole


def national(place: Path) -> str:
    """Seconds to import the national records, and again; how long the slowest other writer waited meanwhile."""
    if not NATIONAL.is_file():
        return "Không có bản ghi quốc gia cạnh dự án: bỏ qua phép đo nhập."
    told, waited = [], 0.0
    (place / "national").mkdir()
    url = filled(place / "national", SIZES[0])
    env = {**os.environ, "VAR_DIR": str(place), "DATABASE_URL": url, "FILE": str(NATIONAL)}
    for _ in range(2):
        began = time.perf_counter()
        command = [sys.executable, "-m", "procedures.import_command"]
        importing = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
        while importing.poll() is None:
            waited = max(waited, _one_write(url))
            time.sleep(BETWEEN_WRITES)
        told.append(time.perf_counter() - began)
    return (
        f"Nhập 2.642 bản ghi quốc gia: {told[0]:.1f} s; nhập lại không đổi: {told[1]:.1f} s;"
        f" trong lúc ấy người ghi khác đợi lâu nhất {waited:.2f} s."
    )


def _one_write(url: str) -> float:
    """Seconds until it is in the database, as a citizen's message would be."""
    began = time.perf_counter()
    with writing(url) as session:
        session.execute(text("UPDATE seed_file SET path = path"))
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        print("".join(f"{head:>20}" for head in HEADS), flush=True)
        for size in SIZES:
            print("".join(f"{cell:>20}" for cell in measure(filled(Path(work), size), size)), flush=True)
        print(national(Path(work)))


if __name__ == "__main__":
    main()
