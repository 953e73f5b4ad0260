"""How a rule is told to stand on the day a page is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.page_filters import NOT_THAT_DAY, NOT_YET, standing_on
from procedures.kinds import Standing, TimeUnit
from procedures.names import STANDINGS
from procedures.record import TimeRule

OLD = TimeRule(amount=24, unit=TimeUnit.HOUR, standing=Standing.PAST, effective_to=date(2026, 6, 30))
NEW = TimeRule(amount=24, unit=TimeUnit.HOUR, effective_from=date(2026, 7, 1))
ENDED = TimeRule(amount=24, unit=TimeUnit.HOUR, effective_to=date(2026, 6, 30))
DOUBTED = TimeRule(amount=20, unit=TimeUnit.DAY, standing=Standing.UNCERTAIN, effective_from=date(2022, 6, 1))


@pytest.mark.parametrize(
    ("rule", "day", "told"),
    [
        (OLD, date(2024, 6, 1), STANDINGS[Standing.CURRENT]),
        (OLD, date(2026, 7, 1), STANDINGS[Standing.PAST]),
        (NEW, date(2024, 6, 1), NOT_YET),
        (ENDED, date(2026, 7, 1), NOT_THAT_DAY),
        (NEW, date(2026, 7, 1), STANDINGS[Standing.CURRENT]),
        (DOUBTED, date(2020, 1, 1), NOT_YET),
        (DOUBTED, date(2026, 7, 1), STANDINGS[Standing.UNCERTAIN]),
    ],
)
def test_standing_is_that_of_the_day(rule: TimeRule, day: date, told: str) -> None:
    assert standing_on(rule, day) == told
