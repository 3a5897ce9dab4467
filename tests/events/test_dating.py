"""Time expressions against a publication day: Sunday, 5 March 2023."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.events.dating import UNDATED, date_of, read_expression
from tasks.events.language import Token, parse

SUNDAY = date(2023, 3, 5)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("Saturday", date(2023, 3, 4), "day"),
        ("late on Saturday", date(2023, 3, 4), "day"),
        ("Sunday", date(2023, 3, 5), "day"),
        ("Monday", date(2023, 2, 27), "day"),
        ("yesterday", date(2023, 3, 4), "day"),
        ("two days ago", date(2023, 3, 3), "day"),
        ("March 4", date(2023, 3, 4), "day"),
        ("4 March 2021", date(2021, 3, 4), "day"),
        ("2022-11-30", date(2022, 11, 30), "day"),
        ("last week", date(2023, 2, 20), "week"),
        ("late February", date(2023, 2, 1), "month"),
        ("December", date(2022, 12, 1), "month"),
        ("July 2017", date(2017, 7, 1), "month"),
        ("last month", date(2023, 2, 1), "month"),
        ("2014", date(2014, 1, 1), "year"),
        ("last year", date(2022, 1, 1), "year"),
    ],
)
def test_expression_gives_first_day_and_precision(text: str, day: date, precision: str) -> None:
    found = read_expression(text, SUNDAY)
    assert (found.day, found.precision, found.basis) == (day, precision, "text")


@pytest.mark.parametrize(
    "text", ["the 3rd of Ramadan 1444", "several days ago", "10-year", "30 February 2023"]
)
def test_expression_that_supports_no_date_gives_none(text: str) -> None:
    assert read_expression(text, SUNDAY) == UNDATED


@pytest.mark.parametrize("text", ["Saturday", "last week", "March 4", "yesterday", "February"])
def test_without_publication_day_nothing_relative_is_guessed(text: str) -> None:
    assert read_expression(text, None) == UNDATED


def test_explicit_year_needs_no_publication_day() -> None:
    assert read_expression("July 2017", None).day == date(2017, 7, 1)


def test_weekday_ahead_is_the_next_one() -> None:
    assert read_expression("Monday", SUNDAY, ahead=True).day == date(2023, 3, 6)


def _token(text: str, word: str) -> Token:
    return next(t for p in parse(text) for t in p.doc if t.text == word)


def test_each_predicate_takes_its_own_time() -> None:
    text = "The envoy arrived on Friday and left the city on Saturday."
    assert date_of(_token(text, "arrived"), SUNDAY).day == date(2023, 3, 3)
    assert date_of(_token(text, "left"), SUNDAY).day == date(2023, 3, 4)


def test_what_is_said_on_a_day_happens_on_that_day() -> None:
    text = "The minister said on Saturday that Kenya condemns the raid."
    assert date_of(_token(text, "condemns"), SUNDAY).day == date(2023, 3, 4)


def test_a_place_in_between_has_no_time_of_its_own() -> None:
    found = date_of(_token("Gunmen killed a judge in Kabul in March 2017.", "killed"), SUNDAY)
    assert (found.day, found.precision) == (date(2017, 3, 1), "month")
