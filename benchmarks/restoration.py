"""``make bench-marks``: share of syllables whose marks are put back right, and the time it takes.

Measured on the portal's records that were not counted, and on people's questions (development and held-out ones,
which only measure). pyvi's ``add_accents`` is measured beside it where that package is installed.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable

from nlu.restoring import restorer
from nlu.syllables import has_marks, syllables
from nlu.variants import half_accented, unaccented
from procedures.folding import fold
from procedures.settings import ROOT
from tools.restoration_counts import CORPORA, MARKED, official

SAMPLE = 4000
"""Sentences of official text that are measured."""
Restore = Callable[[str], str]


def questions() -> dict[str, list[str]]:
    """Questions with their marks, by set."""
    found = {}
    folder = ROOT / "tests" / "questions"
    for name, patterns in {
        "câu phát triển": ["dev*.jsonl", "former-heldout/*.jsonl"],
        "câu giữ riêng": ["heldout/*.jsonl"],
    }.items():
        paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
        lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
        found[name] = _marked(json.loads(line)["text"] for line in lines if line.strip())
    return found


def _marked(texts: Iterable[str]) -> list[str]:
    """Texts whose syllables nearly all have the marks they should have."""
    return [t for t in texts if (s := syllables(t)) and len(s) > 2 and sum(map(has_marks, s)) >= 2 * MARKED * len(s)]


def right(restore: Restore, texts: list[str], typed: Callable[[str], str]) -> float:
    """Share of syllables that come back as they were."""
    same = whole = 0
    for text in texts:
        wanted, got = syllables(text), syllables(restore(typed(text)))
        whole += len(wanted)
        same += sum(a == b for a, b in zip(wanted, got, strict=False))
    return same / max(whole, 1)


def main() -> None:
    sets = questions()
    if CORPORA.is_dir():
        held = _marked(official(sorted(CORPORA.glob("*.jsonl.xz")), held_out=True))
        sets = {"văn bản công không đếm": held[:: max(1, len(held) // SAMPLE)], **sets}
    models: dict[str, Restore] = {"của dự án": restorer().restore}
    try:
        from pyvi import ViUtils

        def pyvi(text: str) -> str:
            try:
                return str(ViUtils.add_accents(text))
            except KeyError:  # on some letters in a row
                return text

        models["pyvi"] = pyvi
    except ImportError:
        print("pyvi không có trong môi trường: chỉ đo mô hình của dự án.")
    heads = "".join(f"{name:>14}" for name in models)
    print(f"{'bộ':<26}{'câu':>6}{heads}{'nửa dấu':>12}{'đủ dấu giữ nguyên':>20}")
    for name, texts in sets.items():
        shares = "".join(f"{right(model, texts, unaccented):>14.2%}" for model in models.values())
        ours = models["của dự án"]
        half, whole = right(ours, texts, half_accented), right(ours, texts, str)
        print(f"{name:<26}{len(texts):>6}{shares}{half:>12.2%}{whole:>20.2%}")
    times = []
    for text in [fold(text) for texts in questions().values() for text in texts]:
        began = time.perf_counter()
        restorer().restore(text)
        times.append((time.perf_counter() - began) * 1000)
    mean, last = statistics.mean(times), statistics.quantiles(times, n=20)[-1]
    print(f"Một câu hỏi: trung bình {mean:.2f} ms, giữa {statistics.median(times):.2f} ms, p95 {last:.2f} ms.")


if __name__ == "__main__":
    main()
