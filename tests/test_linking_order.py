"""The same message is linked alike by every process: no set's order, which hangs on the hash seed, may decide."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from procedures.settings import ROOT

SEEDS = ("0", "1")
ONE_IN = 20
FOUND_WITH_IT = "đăng ký phát hàng xuất bản phẩm mất bao nhiu lệ phsi"
"""Was answered in one process and offered in another."""
SCRIPT = """
import json, sys
from nlu.cases import CaseBook
from nlu.linking import Linker
from nlu.matters import of_agency, of_record, of_topic
from nlu.normalising import normalise
from procedures import other_agencies, topics
from procedures.importing import yaml_paths
from procedures.settings import SEED
from procedures.yaml_file import read_records

records = read_records(yaml_paths(SEED))
matters = [*map(of_record, records), *map(of_topic, topics.load()), *map(of_agency, other_agencies.load())]
linker = Linker(matters, CaseBook(records))
for text in json.load(sys.stdin):
    link = linker.link(normalise(text).text)
    for one in (*link.candidates, *link.topics, *link.agencies):
        print(json.dumps([text, one.id, one.score, one.rank, *map(float, one.parts)]))
"""


def linked(texts: list[str], seed: str) -> list[str]:
    """A line a candidate."""
    asked = [sys.executable, "-c", SCRIPT]
    told = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(asked, input=json.dumps(texts), env=told, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_hash_seed_changes_no_candidate_and_no_part_of_its_score() -> None:
    asked = [
        json.loads(line)["text"]
        for path in sorted((ROOT / "tests" / "questions").glob("dev*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()[::ONE_IN]
    ]
    first, second = (linked([FOUND_WITH_IT, *asked], seed) for seed in SEEDS)
    assert len(first) > len(asked)
    assert first == second
