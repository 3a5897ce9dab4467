"""Dates as printed, read strictly."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tasks.news.dates import Moment, on_day, read_address, read_declared, read_printed, read_updated

DAY = Moment(date(2023, 3, 5), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-03-05", DAY),
        ("2023-03-05T14:20:00", DAY),
        ("2023-03-05T14:20:00Z", Moment(DAY.on, datetime(2023, 3, 5, 14, 20))),
        ("2023-03-05T14:20:00.123+0330", Moment(DAY.on, datetime(2023, 3, 5, 10, 50))),
        ("Sun, 05 Mar 2023 14:20:00 GMT", Moment(DAY.on, datetime(2023, 3, 5, 14, 20))),
        ("5 Mar 2023 14:20 -0500", Moment(DAY.on, datetime(2023, 3, 5, 19, 20))),
    ],
)
def test_iso_and_rfc_822_are_declared_dates(text: str, expected: Moment) -> None:
    assert read_declared(text) == expected


def test_the_day_is_the_printed_one_and_the_instant_is_utc() -> None:
    moment = read_declared("2023-03-05T00:40:00+03:30")
    assert moment == Moment(date(2023, 3, 5), datetime(2023, 3, 4, 21, 10))


@pytest.mark.parametrize(
    "text",
    [
        "March 5, 2023",
        "5 March 2023",
        "Sunday, 5 March 2023",
        "Mar. 5, 2023 at 14:20",
        "Published: 5th March 2023 - 14:20",
        "Published on Sunday 5 March 2023 | 14:20",
        "Posted 2023-03-05 14:20",
    ],
)
def test_printed_dates_are_read(text: str) -> None:
    assert read_printed(text) == DAY
    assert read_declared(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2023",
        "March 2023",
        "04/03/2023",
        "2023-02-30",
        "2023-13-01",
        "0000-00-00T00:00:00",
        "1970-01-01",
        "31 Feb 2023",
        "2023-03-05T25:00:00Z",
        "2023-03-05T10:00:00+99:00",
        "Sun, 05 Mar 2023 14:20:00 IRST",
        "The talks of March 5, 2023",
        "Updated: 5 March 2023",
    ],
)
def test_nonsense_and_doubt_are_no_date(text: str) -> None:
    assert read_printed(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("March 5, 2023, 9:02 AM GMT", 9),
        ("March 5, 2023 at 12:02 a.m. GMT", 0),
        ("5 March 2023 | 9:02 pm UTC", 21),
        ("Sun 9:02 PM GMT, Mar 5, 2023", 21),
        ("Posted: 21:02 UTC, 5 March 2023", 21),
    ],
)
def test_clocks_have_halves_and_may_stand_first(text: str, hour: int) -> None:
    assert read_printed(text) == Moment(DAY.on, datetime(2023, 3, 5, hour, 2))


def test_no_half_of_a_day_has_thirteen_hours() -> None:
    assert read_printed("March 5, 2023, 13:02 PM GMT") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2023/03/05/talks", DAY),
        ("news/2023/3/5", DAY),
        ("2023/Mar/05/talks.html", DAY),
        ("news/2023-03-05/talks", DAY),
        ("2023/03/talks", None),
        ("2023/13/05/talks", None),
        ("2023/0305/talks", None),
        ("talks?day=/2023/03/05/", None),
    ],
)
def test_a_whole_day_in_an_address_is_read(path: str, expected: Moment | None) -> None:
    assert read_address(f"https://harbour.example/{path}") == expected


def test_the_address_has_the_outlets_own_day() -> None:
    late = Moment(date(2023, 3, 6), datetime(2023, 3, 6, 1, 30))
    assert on_day(late, DAY) == Moment(DAY.on, late.at)
    local = Moment(date(2023, 3, 6), datetime(2023, 3, 5, 22, 30))  # the page's own zone
    assert on_day(local, DAY) == local
    later = Moment(date(2023, 3, 9), datetime(2023, 3, 9, 1, 30))
    assert on_day(later, DAY) == later
    assert on_day(None, DAY) == DAY
    assert on_day(None, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated: 5 March 2023", DAY),
        ("Last updated on March 5, 2023", DAY),
        ("Modified 2023-03-05", DAY),
        ("Update: 14:20 GMT, 5 March 2023", Moment(DAY.on, datetime(2023, 3, 5, 14, 20))),
        ("5 March 2023", None),
        ("Updated: yesterday", None),
        ("Updated: 5 March 2023 after the vote", None),
    ],
)
def test_a_date_of_change_has_its_label(text: str, expected: Moment | None) -> None:
    assert read_updated(text) == expected
