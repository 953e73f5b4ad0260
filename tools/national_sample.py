"""Prints a random sample of the portal's records beside what was read from them, for people to check by eye.

``python -m tools.national_sample FILE [COUNT] [SEED]``: one JSON line a record with the source's cells, the values
read and their digest; verdicts stand in ``tests/national_sample.jsonl``.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path
from typing import Any

from procedures.national import PortalRecord, read_portal

COUNT, SEED = 50, 2027


def values(portal: PortalRecord) -> dict[str, Any]:
    """What was told apart in the tables of a record."""
    return {
        "times": [
            [line.channel, line.time.text, line.time.amount, line.time.unit, line.time.doubt]
            for line in portal.channels
        ],
        "fees": [
            [line.channel, fee.text, fee.amount_vnd, fee.foreign, fee.unit, fee.note, fee.doubt]
            for line in portal.channels
            for fee in line.fees
        ],
        "documents": [
            [group.case, [[paper.name, paper.form, paper.original, paper.copy, paper.doubt] for paper in group.items]]
            for group in portal.groups
        ],
    }


def digest(portal: PortalRecord) -> str:
    return hashlib.sha256(json.dumps(values(portal), ensure_ascii=False).encode()).hexdigest()[:16]


def sample(path: Path, count: int = COUNT, seed: int = SEED) -> list[PortalRecord]:
    records = sorted((portal for _, portal in read_portal(path, [])), key=lambda portal: portal.code)
    return random.Random(seed).sample(records, count)


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for portal in sample(Path(sys.argv[1]), *map(int, sys.argv[2:])):
        print(json.dumps({"code": portal.code, "digest": digest(portal), **values(portal)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
