"""Public intent and slot sets in the layout of ATIS, SNIPS and PhoATIS: ``seq.in``, ``seq.out`` and ``label``.

One utterance a line: words with blanks between them, a tag (O, B-name, I-name) for each, and the intent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from procedures.yaml_file import Fault, FaultyFiles

WORDS, TAGS, INTENT = "seq.in", "seq.out", "label"
OUTSIDE = "O"
Chunk = tuple[str, int, int]
"""(name, first word, word behind the last)."""


@dataclass(frozen=True)
class Utterance:
    words: list[str]
    tags: list[str]
    intent: str

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def chunks(self) -> set[Chunk]:
        return chunks_of(self.tags)


def read_set(folder: Path) -> list[Utterance]:
    """The utterances of a folder; raises FaultyFiles, which names file and line, for what is not of the layout."""
    told = {name: _lines(folder / name) for name in (WORDS, TAGS, INTENT)}
    counts = {name: len(lines) for name, lines in told.items()}
    if len(set(counts.values())) > 1 or not counts[WORDS]:
        reason = "số dòng khác nhau hoặc tệp trống: " + ", ".join(f"{name} {count}" for name, count in counts.items())
        raise FaultyFiles([Fault(folder, 1, "", reason)])
    faults, found = [], []
    for number, (words, tags, intent) in enumerate(zip(*told.values(), strict=True), start=1):
        one = Utterance(words.split(), tags.split(), intent.strip())
        if not one.words or not one.intent:
            faults.append(Fault(folder / WORDS, number, "", "dòng thiếu lời hoặc thiếu ý định"))
        elif len(one.words) != len(one.tags):
            faults.append(Fault(folder / TAGS, number, "", f"{len(one.tags)} nhãn cho {len(one.words)} từ"))
        elif wrong := [tag for tag in one.tags if tag != OUTSIDE and tag[:2] not in ("B-", "I-")]:
            faults.append(Fault(folder / TAGS, number, "", f"nhãn '{wrong[0]}' không phải O, B-… hay I-…"))
        found.append(one)
    if faults:
        raise FaultyFiles(faults)
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").strip("\n").split("\n")
    except FileNotFoundError:
        raise FaultyFiles([Fault(path, 1, "", "thiếu tệp này")]) from None
    except UnicodeDecodeError:
        raise FaultyFiles([Fault(path, 1, "", "không phải chữ UTF-8")]) from None


def chunks_of(tags: Sequence[str]) -> set[Chunk]:
    """Slots as ``conlleval`` counts them: an I- of another name, or behind O, begins one as well."""
    found: set[Chunk] = set()
    name, begins = "", 0
    for at, tag in enumerate([*tags, OUTSIDE]):
        kind, _, told = tag.partition("-")
        if name and (kind != "I" or told != name):
            found.add((name, begins, at))
            name = ""
        if kind in ("B", "I") and not name:
            name, begins = told, at
    return found


@dataclass(frozen=True)
class Scores:
    """Shares of 1."""

    intent: float
    slot_f1: float
    sentence: float
    """Utterances whose intent and slots are all right."""


def score(wanted: Sequence[Utterance], got: Sequence[tuple[str, set[Chunk]]]) -> Scores:
    """``got`` is (intent, slots) of each utterance."""
    pairs = list(zip(wanted, got, strict=True))
    right = sum(len(one.chunks & slots) for one, (_, slots) in pairs)
    all_wanted, all_got = sum(len(one.chunks) for one in wanted), sum(len(slots) for _, slots in got)
    return Scores(
        sum(one.intent == intent for one, (intent, _) in pairs) / len(pairs),
        2 * right / (all_wanted + all_got) if all_wanted + all_got else 1.0,
        sum(one.intent == intent and one.chunks == slots for one, (intent, slots) in pairs) / len(pairs),
    )
