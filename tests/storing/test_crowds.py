"""Which days are looked at together, and in which span a day is."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tasks import database
from tasks.storing import crowds
from tests.builders import use_home

DAYS = 7


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def test_what_is_years_apart_is_looked_for_apart() -> None:
    days = {
        ("a", date(2014, 3, 1)), ("b", date(2014, 3, 20)), ("c", date(2023, 7, 1)), ("d", None),
        ("c", None),
    }  # fmt: skip
    reach = timedelta(2 * DAYS)
    assert list(crowds.near(days, DAYS)) == [
        (["c", "d"], date.min, date.max),
        (["a", "b"], date(2014, 3, 1) - reach, date(2014, 3, 20) + reach),
        (["c"], date(2023, 7, 1) - reach, date(2023, 7, 1) + reach),
    ]


@pytest.mark.parametrize("day", [date(2023, 3, 5), date(1969, 12, 30), date(1970, 1, 1)])
def test_a_span_of_days_is_the_one_that_sql_counts(day: date) -> None:
    sql = "SELECT datediff('day', DATE '1970-01-01', ?::DATE) // ?"
    with database.working() as connection:
        (number,) = connection.execute(sql, [day, DAYS]).fetchall()
        around = [day + timedelta(n) for n in range(-3 * DAYS, 3 * DAYS)]
        same = [d for d in around if connection.execute(sql, [d, DAYS]).fetchall() == [number]]
    assert crowds.span(day, DAYS) == same


def test_a_key_shifts_where_a_count_passes_the_most_in_a_span_or_in_all() -> None:
    had = {(1, False, 7): 3, (2, False, 7): 3, (3, True, None): 4}
    have = {(1, False, 7): 4, (2, False, 8): 3, (3, True, None): 5}
    assert crowds.shifted(had, have, 3) == [1]
    assert crowds.shifted(had, have, 4) == [3]
    assert crowds.shifted(had, have, 2) == [2]
    assert crowds.shifted({}, {}, 2) == []
