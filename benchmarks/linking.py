"""``make bench-linking``: how long a message takes to be linked and decided on, and what the index costs.

Asks the development questions, in the process that would serve them; the index is built from ``data/procedures``.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from datetime import date

from nlu.agencies import AgencyBook
from nlu.cases import CaseBook
from nlu.heard import Heard
from nlu.linking import Linker
from nlu.matters import of_agency, of_record, of_topic
from nlu.normalising import normalise
from nlu.understanding import understand
from procedures import other_agencies, topics
from procedures.importing import yaml_paths
from procedures.settings import AGENCIES, ROOT, SEED
from procedures.yaml_file import read_records

DAY = date(2026, 11, 27)


def main() -> None:
    records = read_records(yaml_paths(SEED))
    matters = [*map(of_record, records), *map(of_topic, topics.load()), *map(of_agency, other_agencies.load())]
    began = time.perf_counter()
    linker = Linker(matters, CaseBook(records))
    built = time.perf_counter() - began
    agencies = AgencyBook.from_file(AGENCIES)
    texts = [
        json.loads(line)["text"]
        for name in ("dev", "dev-2")
        for line in (ROOT / "tests" / "questions" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    times = []
    for text in texts:
        began = time.perf_counter()
        plain = normalise(text).text
        link = linker.link(plain)
        understand(Heard(plain, link, agencies.match(link.spoken), "ask", 0.9, link.vocabulary, DAY))
        times.append((time.perf_counter() - began) * 1000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    phrasings = sum(len(matter.phrasings) for matter in matters)
    print(f"{len(matters)} việc, {phrasings} cách hỏi: lập chỉ mục {built:.1f} s, bộ nhớ {memory:.0f} MB.")
    last = statistics.quantiles(times, n=20)[-1]
    print(f"{len(texts)} câu: giữa {statistics.median(times):.1f} ms, p95 {last:.1f} ms, lâu nhất {max(times):.1f} ms.")


if __name__ == "__main__":
    main()
