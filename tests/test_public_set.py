"""Public intent and slot sets: their layout, how they are scored, and our components trained on one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.public_set import Utterance, chunks_of, read_set, score
from procedures.settings import ROOT
from procedures.yaml_file import FaultyFiles

CITIES = ("hà nội", "đà nẵng", "cần thơ", "huế", "nha trang", "đà lạt")
DAYS = ("thứ hai", "ngày mai", "chủ nhật", "hôm nay")
FRAMES = (
    ("flight", "tôi muốn bay từ {from} đến {to} {day}"),
    ("flight", "chuyến bay đến {to} vào {day}"),
    ("airfare", "giá vé từ {from} đi {to} là bao nhiêu"),
    ("airfare", "vé đi {to} {day} bao nhiêu tiền"),
    ("ground_service", "ở {to} có xe buýt không"),
)


def written(folder: Path, utterances: list[Utterance]) -> Path:
    folder.mkdir()
    for name, told in (
        ("seq.in", [one.text for one in utterances]),
        ("seq.out", [" ".join(one.tags) for one in utterances]),
        ("label", [one.intent for one in utterances]),
    ):
        (folder / name).write_text("\n".join(told) + "\n", encoding="utf-8")
    return folder


def made(count: int, seed: int) -> list[Utterance]:
    """Sentences of a few frames, each with its cities and days as slots."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        intent, frame = chance.choice(FRAMES)
        told = {"from": chance.choice(CITIES), "to": chance.choice(CITIES), "day": chance.choice(DAYS)}
        words: list[str] = []
        tags: list[str] = []
        for part in frame.split():
            name = part.strip("{}")
            value = told[name].split() if part.startswith("{") else [part]
            words += value
            tags += [f"{'B' if at == 0 else 'I'}-{name}" if part.startswith("{") else "O" for at in range(len(value))]
        found.append(Utterance(words, tags, intent))
    return found


def test_slots_are_counted_as_conlleval_does() -> None:
    assert chunks_of(["O", "B-to", "I-to", "B-to", "O", "I-day", "I-to"]) == {
        ("to", 1, 3), ("to", 3, 4), ("day", 5, 6), ("to", 6, 7)
    }  # fmt: skip


@given(st.lists(st.sampled_from(["O", "B-a", "I-a", "B-b", "I-b"]), max_size=12))
def test_slots_never_overlap_and_cover_all_that_is_tagged(tags: list[str]) -> None:
    found = chunks_of(tags)
    covered = [at for _, first, last in found for at in range(first, last)]
    assert sorted(covered) == [at for at, tag in enumerate(tags) if tag != "O"]


def test_the_scores() -> None:
    wanted = [
        Utterance(["bay", "đến", "huế"], ["O", "O", "B-to"], "flight"),
        Utterance(["giá", "vé"], ["O", "O"], "airfare"),
    ]
    found = score(wanted, [("flight", {("to", 2, 3)}), ("flight", {("to", 0, 1)})])
    assert (found.intent, found.sentence) == (0.5, 0.5)
    assert found.slot_f1 == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("seq.out", "O O\n", "seq.out:1: (cả tệp): 2 nhãn cho 3 từ"),
        ("seq.out", "O X-to O\n", "nhãn 'X-to' không phải"),
        ("label", "a\nb\n", "số dòng khác nhau"),
        ("label", None, "label:1: (cả tệp): thiếu tệp này"),
    ],
)
def test_what_is_not_of_the_layout_is_named(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    folder = written(tmp_path / "bo", [Utterance(["bay", "đến", "huế"], ["O", "O", "B-to"], "flight")])
    (folder / name).unlink()
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(FaultyFiles) as refused:
        read_set(folder)
    assert told in str(refused.value)


def test_our_components_learn_a_set_and_tell_its_three_figures(tmp_path: Path) -> None:
    folders = {
        "TRAIN": str(written(tmp_path / "train", made(120, 1))),
        "TEST": str(written(tmp_path / "test", made(40, 2))),
    }
    told = {**os.environ, **folders, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "nlu.evaluate_intents"]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    figures = [float(line.split()[-1].rstrip("%")) for line in done.stdout.splitlines() if line.endswith("%")]
    assert len(figures) == 3
    assert min(figures) >= 90
