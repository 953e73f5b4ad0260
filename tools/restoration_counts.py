"""Builds ``nlu/data/restoration.npz``, the counts by which marks are restored.

``python -m tools.restoration_counts [CORPUS.jsonl.xz …]``: official text from the national portal's records (every
twentieth record is left out, to measure on), conversational text from our own phrasings, examples and answers. Only
counts are kept, no sentence. The model is an interpolated trigram of each kind of text, mixed half and half.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlu.restoring import BOUNDARY, PATH, START
from nlu.syllables import has_marks, syllables
from procedures.settings import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
HELD_OUT = 20
"""Every so many records are not counted."""
DISCOUNT = 0.75
MARKED = 0.3
"""Share of syllables with marks from which a sentence counts as written with marks."""
KEPT = {1: 1, 2: 1, 3: 2}
"""An n-gram of official text must be seen so often to be kept."""
STEP = 24.0
"""Natural logarithms are kept in 1/24."""


def official(paths: Iterable[Path], held_out: bool = False) -> Iterator[str]:
    """Sentences of the portal's records: those that are counted, or those that are left out."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if (number % HELD_OUT == 0) == held_out:
                    for value in json.loads(line).values():
                        yield from _sentences(value)


def _sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from BOUNDARY.split(value)
    elif isinstance(value, list):
        for one in value:
            yield from _sentences(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _sentences(one)


def conversational() -> Iterator[str]:
    """What people and the assistant say, from our own data; no question that is measured on."""
    for path in sorted((ROOT / "data").rglob("*.yml")):
        yield from _sentences(yaml.safe_load(path.read_text(encoding="utf-8")))


def counted(sentences: Iterable[str]) -> list[Counter[tuple[str, ...]]]:
    """Counts of one, two and three syllables in a row, sentences without marks left out."""
    counts: list[Counter[tuple[str, ...]]] = [Counter(), Counter(), Counter()]
    for sentence in sentences:
        told = syllables(sentence)
        if len(told) < 2 or sum(map(has_marks, told)) < MARKED * len(told):
            continue
        row = [START, START, *told]
        for at in range(2, len(row)):
            for size in (1, 2, 3):
                counts[size - 1][tuple(row[at - size + 1 : at + 1])] += 1
    return counts


class Discounted:
    """An interpolated model with absolute discounting."""

    def __init__(self, counts: list[Counter[tuple[str, ...]]]):
        self._counts = counts
        self._total = sum(counts[0].values()) or 1
        self._contexts: dict[tuple[str, ...], tuple[int, int]] = {}
        for grams in counts[1:]:
            for gram, count in grams.items():
                whole, kinds = self._contexts.get(gram[:-1], (0, 0))
                self._contexts[gram[:-1]] = (whole + count, kinds + 1)

    def probability(self, gram: tuple[str, ...]) -> float:
        """P(last | those before it)."""
        if len(gram) == 1:
            return (self._counts[0][gram] + 0.01) / (self._total + 1)
        lower = self.probability(gram[1:])
        whole, kinds = self._contexts.get(gram[:-1], (0, 0))
        if not whole:
            return lower
        return max(self._counts[len(gram) - 1][gram] - DISCOUNT, 0.0) / whole + DISCOUNT * kinds / whole * lower


def build(domain: list[Counter[tuple[str, ...]]], chat: list[Counter[tuple[str, ...]]]) -> dict[str, Any]:
    """Arrays of the mixed model: log probabilities of the n-grams of either, and what a context leaves for others."""
    models = Discounted(domain), Discounted(chat)

    def mixed(gram: tuple[str, ...]) -> float:
        return sum(model.probability(gram) for model in models) / len(models)

    words = sorted(set(domain[0]) | set(chat[0]))
    number = {word: at for at, (word,) in enumerate(words, start=1)} | {START: 0}
    told: dict[str, Any] = {"words": np.array("\n".join([START, *(word for (word,) in words)]))}
    told["p1"] = _packed([mixed((START,)), *(mixed(word) for word in words)])
    for size in (2, 3):
        grams = sorted(
            {g for g, n in domain[size - 1].items() if n >= KEPT[size]} | set(chat[size - 1]),
            key=lambda gram: [number[word] for word in gram],
        )
        told[f"g{size}"] = np.array([[number[word] for word in gram] for gram in grams], dtype=np.uint16)
        told[f"p{size}"] = _packed([mixed(gram) for gram in grams])
        seen: dict[tuple[str, ...], list[float]] = {}
        for gram in grams:
            sums = seen.setdefault(gram[:-1], [0.0, 0.0])
            sums[0] += mixed(gram)
            sums[1] += mixed(gram[1:])
        contexts = sorted(seen, key=lambda gram: [number[word] for word in gram])
        left = [max(1 - seen[c][0], 1e-6) / max(1 - seen[c][1], 1e-6) for c in contexts]
        told[f"c{size}"] = np.array([[number[word] for word in c] for c in contexts], dtype=np.uint16)
        told[f"b{size}"] = _packed(left)
    return told


def _packed(probabilities: list[float]) -> Any:
    logs = -np.log(np.maximum(np.array(probabilities), 1e-12)) * STEP
    return np.clip(np.round(logs), -32000, 32000).astype(np.int16)


def main() -> None:
    paths = [Path(told) for told in sys.argv[1:]] or sorted(CORPORA.glob("*.jsonl.xz"))
    print("Đếm văn bản công…", flush=True)
    domain = counted(official(paths))
    print(f"  {sum(domain[0].values()):,} âm tiết. Đếm lời nói…", flush=True)
    chat = counted(conversational())
    print(f"  {sum(chat[0].values()):,} âm tiết. Ghép hai mô hình…", flush=True)
    PATH.parent.mkdir(exist_ok=True)
    np.savez_compressed(PATH, **build(domain, chat))
    print(f"Đã ghi {PATH.relative_to(ROOT)} ({PATH.stat().st_size / 2**20:.1f} MB).")


if __name__ == "__main__":
    main()
