"""How each kind of time expression is read: against Sunday, 5 March 2023, Wednesday told last."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.events.days import UNDATED, Anchor, Dated
from tasks.events.expressions import read_expression, times_in

SUNDAY = date(2023, 3, 5)
TOLD = date(2023, 3, 1)


def one(text: str, anchor: Anchor) -> Dated:
    (found,) = times_in(text)
    return found.on(anchor)


def shown(found: Dated) -> str:
    return f"{found.day} {found.precision}" if found.day else "none"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saturday", "2023-03-04 day"),
        ("late on Saturday", "2023-03-04 day"),
        ("early Saturday", "2023-03-04 day"),
        ("Saturday night", "2023-03-04 day"),
        ("Sunday", "2023-03-05 day"),
        ("this Monday", "2023-02-27 day"),
        ("last Tuesday", "2023-02-28 day"),
        ("last Saturday", "2023-02-25 day"),  # yesterday would be "Saturday"
        ("last Sunday", "2023-02-26 day"),
        ("next Monday", "2023-03-06 day"),
        ("next Sunday", "2023-03-12 day"),
        ("the coming Friday", "2023-03-10 day"),
        ("Wednesday of last week", "2023-02-22 day"),
        ("Wednesday last week", "2023-02-22 day"),
        ("Wednesday next week", "2023-03-08 day"),
        ("Monday morning local time", "2023-03-06 day"),
        ("Friday morning local time", "2023-03-03 day"),
        ("Sat., March 4", "2023-03-04 day"),
        ("yesterday", "2023-03-04 day"),
        ("the day before yesterday", "2023-03-03 day"),
        ("tomorrow", "2023-03-06 day"),
        ("last night", "2023-03-04 day"),
        ("this morning", "2023-03-05 day"),
        ("Overnight", "2023-03-05 day"),
        ("two days ago", "2023-03-03 day"),
        ("a week ago", "2023-02-20 week"),
        ("nearly two years ago", "2021-01-01 year"),
        ("three months ago", "2022-12-01 month"),
    ],
)
def test_days_counted_from_publication(text: str, expected: str) -> None:
    assert shown(read_expression(text, SUNDAY)) == expected
    assert read_expression(text, None) == UNDATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last week", "2023-02-20 week"),
        ("late last week", "2023-02-20 week"),
        ("the week before last", "2023-02-13 week"),
        ("earlier this week", "2023-02-27 week"),
        ("earlier in the week", "2023-02-27 week"),
        ("mid-week", "2023-02-27 week"),
        ("the weekend", "2023-03-04 week"),
        ("last weekend", "2023-02-25 week"),
        ("next weekend", "2023-03-11 week"),
        ("between Monday and Wednesday", "2023-02-27 week"),
        ("between 3 and 5 March", "2023-03-03 week"),
        ("between March 3 and 5", "2023-03-03 week"),
        ("between 3 February and 4 March", "2023-02-03 month"),
        ("this month", "2023-03-01 month"),
        ("next month", "2023-04-01 month"),
        ("late February", "2023-02-01 month"),
        ("early March", "2023-03-01 month"),
        ("mid-March", "2023-03-01 month"),
        ("the end of February", "2023-02-01 month"),
        ("last March", "2022-03-01 month"),
        ("next March", "2024-03-01 month"),
        ("in December", "2022-12-01 month"),
        ("the failed July coup", "2022-07-01 month"),
        ("earlier this year", "2023-01-01 year"),
        ("last year", "2022-01-01 year"),
    ],
)
def test_longer_times_are_given_by_their_first_day(text: str, expected: str) -> None:
    assert shown(read_expression(text, SUNDAY)) == expected
    assert read_expression(text, None) == UNDATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 4", "2023-03-04 day"),
        ("on 1 March,", "2023-03-01 day"),
        ("March 5th", "2023-03-05 day"),
        ("MARCH 4", "2023-03-04 day"),
        ("Mar. 4", "2023-03-04 day"),
        ("August 29", "2022-08-29 day"),
        ("Tuesday (February 28)", "2023-02-28 day"),
        ("Monday, March 7", "2022-03-07 day"),  # a Tuesday in 2023
        ("from 3 to 5 March", "2023-03-03 day"),
        ("March 3–5", "2023-03-03 day"),
        ("from 28 February to 3 March", "2023-02-28 day"),
        ("from Friday to Monday", "2023-02-24 day"),
        ("on Sat. in Lima", "2023-03-04 day"),
        ("on New Year's Day", "2023-01-01 day"),
        ("on Christmas Day", "2022-12-25 day"),
        ("on May Day", "2022-05-01 day"),
    ],
)
def test_a_day_without_its_year_is_the_last_one(text: str, expected: str) -> None:
    assert shown(read_expression(text, SUNDAY)) == expected
    assert read_expression(text, None) == UNDATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 March 2021", "2021-03-04 day"),
        ("the 5th of March, 2021", "2021-03-05 day"),
        ("March 5th, 2021", "2021-03-05 day"),
        ("2022-11-30", "2022-11-30 day"),
        ("25/3/2022", "2022-03-25 day"),
        ("3/25/2022", "2022-03-25 day"),
        ("4/4/2022", "2022-04-04 day"),
        ("28 December 2021 to 3 January 2022", "2021-12-28 day"),
        ("28 December to 3 January 2022", "2022-12-28 day"),
        ("between 3 and 5 March 2022", "2022-03-03 week"),
        ("on Christmas Eve 2019", "2019-12-24 day"),
        ("In July 2017", "2017-07-01 month"),
        ("Kassari, April 2014: rebels take it", "2014-04-01 month"),
        ("the coup of 1973", "1973-01-01 year"),
        ("the 2003 invasion", "2003-01-01 year"),
        ("in 2014", "2014-01-01 year"),
        ("2014", "2014-01-01 year"),
        ("late 2019", "2019-01-01 year"),
    ],
)
def test_a_time_with_its_year_needs_no_publication_day(text: str, expected: str) -> None:
    for published in (SUNDAY, None):
        assert shown(read_expression(text, published)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the same day", "2023-03-01 day"),
        ("that night", "2023-03-01 day"),
        ("earlier in the day", "2023-03-01 day"),
        ("Hours later", "2023-03-01 day"),
        ("Shortly afterwards", "2023-03-01 day"),
        ("a day earlier", "2023-02-28 day"),
        ("the previous day", "2023-02-28 day"),
        ("the day before.", "2023-02-28 day"),
        ("the following day", "2023-03-02 day"),
        ("the next morning", "2023-03-02 day"),
        ("Two days later", "2023-03-03 day"),
        ("two days before.", "2023-02-27 day"),
        ("a week earlier", "2023-02-22 day"),
        ("two weeks later", "2023-03-13 week"),
        ("the following week", "2023-03-06 week"),
        ("a month earlier", "2023-02-01 month"),
        ("a year before,", "2022-01-01 year"),
        ("the previous Friday", "2023-02-24 day"),
        ("the following Friday", "2023-03-03 day"),
        ("that Friday", "2023-03-03 day"),
    ],
)
def test_days_counted_from_the_day_that_was_told(text: str, expected: str) -> None:
    for published in (SUNDAY, None):
        assert shown(one(text, Anchor(published, TOLD))) == expected
        assert one(text, Anchor(published)) == UNDATED


@pytest.mark.parametrize(
    "text",
    [
        "on the 3rd of Ramadan 1444",
        "on 13 Aban 1398",
        "on 15 Nisan",
        "on Farvardin 13",
        "in Mehr 1401",
        "the night before last",
        "on the 5th day of the first lunar month",
        "at Easter",
        "during Eid al-Fitr",
        "on Nowruz",
        "5/3/2023",
        "30 February 2023",
        "the 1990s",
        "in the 19th century",
        "decades ago",
        "several days ago",
        "about three days ago",
        "two days after the vote",
        "the day before the vote",
        "every Friday",
        "on Sundays",
        "recently",
        "in recent weeks",
        "over the past two years",
        "last winter",
        "the Good Friday agreement",
    ],
)
def test_a_time_that_supports_no_day_gives_none(text: str) -> None:
    times = times_in(text)
    assert times
    assert {time.on(Anchor(SUNDAY, TOLD)) for time in times} == {UNDATED}


@pytest.mark.parametrize(
    "text",
    [
        "for three days",
        "a 71-year-old",
        "Okoye, 71, resigned",
        "It may rain",
        "Prime Minister Theresa May spoke",
        "2,014 people",
        "at 3 p.m.",
        "USA Today",
        "the Sunday Times",
        "a Christmas truce",
        "Mehr reported",
    ],
)
def test_other_words_and_durations_name_no_time(text: str) -> None:
    assert times_in(text) == ()


def test_a_number_after_in_a_month_counts_something() -> None:
    assert shown(read_expression("In February 12 soldiers deserted", SUNDAY)) == "2023-02-01 month"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday", "2023-03-06 day"),
        ("Sunday", "2023-03-05 day"),
        ("10 January", "2024-01-10 day"),
        ("March 12", "2023-03-12 day"),
        ("in January", "2024-01-01 month"),
        ("the weekend", "2023-03-04 week"),
    ],
)
def test_what_is_ahead_is_the_next_one(text: str, expected: str) -> None:
    assert shown(read_expression(text, SUNDAY, ahead=True)) == expected


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("since January", "since"),
        ("until Friday", "limit"),
        ("by late March", "limit"),
        ("before the end of March", "limit"),
        ("after Friday", "limit"),
        ("from 3 to 5 March", ""),
        ("on Friday", ""),
    ],
)
def test_words_before_a_time_make_it_an_end(text: str, bound: str) -> None:
    (found,) = times_in(text)
    assert found.bound == bound


def test_without_publication_a_day_goes_on_near_one_told_in_full() -> None:
    assert one("On 22 March", Anchor(None, date(2018, 3, 21))) == Dated(
        date(2018, 3, 22), "day", "inferred"
    )
    assert one("On 22 August", Anchor(None, date(2018, 3, 21))) == UNDATED


@pytest.mark.parametrize("text", ["900 years ago", "999 years earlier", "999 weeks ago"])
def test_a_count_beyond_the_calendar_is_no_error(text: str) -> None:
    assert one(text, Anchor(date(2, 1, 1), date(2, 1, 1))) == UNDATED


@pytest.mark.parametrize("words", ["Monday ", "12 March ", "between ", "the last ", "1/", "2023-"])
def test_a_long_row_of_times_is_read_in_one_pass(words: str) -> None:
    times = times_in(words * 2000)
    assert [time.start for time in times] == sorted({time.start for time in times})
