"""What a start tells of a model that is older than its files."""

from __future__ import annotations

import pytest

from nlu.training import Published, changed_files, training_files

NOW = training_files()


@pytest.mark.parametrize(
    "name",
    ["data/nlu/ask.yml", "data/rules/ask.yml", "domain.yml", "nlu/lexicons/short_forms.yml", "nlu/segmenting.py"],
)
def test_a_file_the_model_was_made_from_is_named_when_it_differs(name: str) -> None:
    assert name in NOW
    assert changed_files(Published("m", "", "", {**NOW, name: "khác"})) == [name]


def test_a_file_added_or_deleted_since_is_named() -> None:
    older = {name: digest for name, digest in NOW.items() if name != "data/nlu/ask.yml"}
    assert changed_files(Published("m", "", "", {**older, "data/nlu/da-xoa.yml": "x"})) == [
        "data/nlu/ask.yml",
        "data/nlu/da-xoa.yml",
    ]


def test_nothing_is_named_where_nothing_changed() -> None:
    assert changed_files(Published("m", "", "", NOW)) == []
