"""What was published within the days asked for."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.news.windows import Verdict, Window, judge_day, judge_declared

MARCH = Window(date(2023, 3, 1), date(2023, 4, 1))
FIFTH = Window(date(2023, 3, 5), date(2023, 3, 6))


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2023, 2, 28), "outside"),
        (date(2023, 3, 1), "inside"),
        (date(2023, 3, 31), "inside"),
        (date(2023, 4, 1), "outside"),
        (None, "unknown"),
    ],
)
def test_an_article_is_judged_by_its_day(day: date | None, verdict: Verdict) -> None:
    assert judge_day(MARCH, day) == verdict


def test_each_side_may_be_open() -> None:
    assert judge_day(Window(since=date(2023, 3, 1)), date(2030, 1, 1)) == "inside"
    assert judge_day(Window(until=date(2023, 3, 1)), date(1999, 1, 1)) == "inside"
    assert judge_declared(Window(since=date(2023, 3, 1)), "2023-02-28") == "outside"
    assert judge_declared(Window(until=date(2023, 3, 1)), "2023-02-28") == "inside"


def test_without_a_window_everything_is_inside() -> None:
    assert judge_day(Window(), None) == "inside"
    assert judge_declared(Window(), "soon") == "inside"


@pytest.mark.parametrize(
    ("printed", "verdict"),
    [
        ("2023-03-05", "inside"),
        ("2023-03-04", "outside"),
        ("2023-03-06", "outside"),
        ("Sun, 05 Mar 2023 11:00:00 GMT", "unknown"),  # the 6th on Kiritimati
        ("Sat, 04 Mar 2023 10:30:00 GMT", "unknown"),
        ("Sat, 04 Mar 2023 09:30:00 GMT", "outside"),
        ("Mon, 06 Mar 2023 12:00:00 GMT", "outside"),
        ("2023-03-05T23:30:00+03:30", "unknown"),
        ("2023-03-05T10:00", "inside"),
        ("soon", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_declared_date_decides_where_it_is_one_day(printed: str | None, verdict: Verdict) -> None:
    assert judge_declared(FIFTH, printed) == verdict


@pytest.mark.parametrize("hour", [0, 6, 12, 18, 23])
def test_an_instant_well_within_is_inside(hour: int) -> None:
    assert judge_declared(MARCH, f"2023-03-15T{hour:02}:00:00Z") == "inside"


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ("2023-02-27", "outside"),
        ("2023-02-28T12:00:00Z", "unknown"),  # the 1st of March on Kiritimati
        ("2023-03-15", "unknown"),
        ("2024-01-01", "unknown"),
        ("soon", "unknown"),
    ],
)
def test_a_change_only_proves_what_was_published_before(changed: str, verdict: Verdict) -> None:
    assert judge_declared(MARCH, None, changed) == verdict
    assert judge_declared(MARCH, "2023-03-15", changed) == "inside"


def test_a_window_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="until must be later"):
        Window(date(2023, 3, 1), date(2023, 3, 1))
