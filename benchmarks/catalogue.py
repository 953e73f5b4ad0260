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
from procedures.importing import import_yaml
from procedures.migrate import HERE, upgrade
from procedures.models import Base
from procedures.search import search
from procedures.settings import ROOT, SEED, today

SIZES = (52, 2642, 50_000)
LOADED_UP_TO = 2642
"""Above this the whole catalogue is not loaded: pages and index read it whole, which is not made for such sizes."""
NATIONAL = ROOT.parent / "shared" / "corpora" / "national_procedures.jsonl.xz"
HEADS = ("thủ tục", "theo id (ms)", "theo mã quốc gia (ms)", "tìm tên (ms)", "nạp cả danh mục (s)", "bộ nhớ (MB)")
CALLS = 200
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
        if size > LOADED_UP_TO:
            return f"{size:,}", f"{by_id:.2f}", f"{by_code:.3f}", "-", "-", "-"
        began = time.perf_counter()
        records = catalogue.records_on(session, today())
        loading = time.perf_counter() - began
    found = median_ms(lambda n: search(records, ("giay phep buu chinh", "mo co so in", "ban tin")[n % 3]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{size:,}", f"{by_id:.2f}", f"{by_code:.3f}", f"{found:.1f}", f"{loading:.1f}", f"{memory:.0f}"


def national(place: Path) -> str:
    """Seconds to import the national records, and again."""
    if not NATIONAL.is_file():
        return "Không có bản ghi quốc gia cạnh dự án: bỏ qua phép đo nhập."
    told = []
    for _ in range(2):
        began = time.perf_counter()
        env = {**os.environ, "VAR_DIR": str(place / "national"), "FILE": str(NATIONAL)}
        command = [sys.executable, "-m", "procedures.import_command"]
        subprocess.run(command, env=env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        told.append(time.perf_counter() - began)
    return f"Nhập 2.642 bản ghi quốc gia: {told[0]:.1f} s; nhập lại không đổi: {told[1]:.1f} s."


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        print("".join(f"{head:>22}" for head in HEADS), flush=True)
        for size in SIZES:
            print("".join(f"{cell:>22}" for cell in measure(filled(Path(work), size), size)), flush=True)
        print(national(Path(work)))


if __name__ == "__main__":
    main()
