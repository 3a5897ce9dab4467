"""The last day of a period, by its first and what kind it is."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.periods import last_day
from tasks.records import Precision


@pytest.mark.parametrize(
    ("first", "precision", "last"),
    [
        (date(2023, 3, 4), "day", date(2023, 3, 4)),
        (date(2023, 12, 28), "week", date(2024, 1, 3)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2023, 12, 1), "month", date(2023, 12, 31)),
        (date(2023, 1, 1), "year", date(2023, 12, 31)),
        (date(2023, 3, 4), "unknown", date(2023, 3, 4)),
    ],
)
def test_the_last_day(first: date, precision: Precision, last: date) -> None:
    assert last_day(first, precision) == last
