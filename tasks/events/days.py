"""Days by the calendar: what one day, week, month or year is, counted from another day.

What belongs here: arithmetic on days that are known. What does not: words of a text
(`expressions`), and which event they belong to (`dating`). A week, month or year is given by its
first day, a weekend by its Saturday, each with its precision.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.records import Basis, Precision

WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
WEEKDAYS |= {name.lower(): i for i, name in enumerate(calendar.day_abbr)}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
SATURDAY = 5
DAYS_AHEAD = 1  # how far a writer's day may be past the publication day: time zones


@dataclass(frozen=True, slots=True)
class Dated:
    """A resolved time: the first day of it, how fine it is and what it rests on.

    `is_own` is whether the words hang on the predicate itself, not on a verb above it.
    """

    day: date | None
    precision: Precision
    basis: Basis | None
    is_own: bool = True


UNDATED = Dated(None, "unknown", None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is read against.

    `published` is the article's own day; `told` the last day that the article named before;
    `ahead` whether the words are about the future.
    """

    published: date | None
    told: date | None = None
    ahead: bool = False


def dated(day: date | None, precision: Precision) -> Dated:
    """Return a time that the text gives; UNDATED where it is no day of the calendar."""
    return Dated(day, precision, "text") if day else UNDATED


def safe_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_start(day: date, by: int = 0) -> date | None:
    """Return the first day of the month `by` months after that of `day`."""
    months = day.year * 12 + day.month - 1 + by
    return safe_day(months // 12, months % 12 + 1, 1)


def monday_of(day: date, by: int = 0) -> date:
    """Return the first day of the week `by` weeks after that of `day`."""
    return day - timedelta(days=day.weekday() - 7 * by)


def shifted(unit: str, by: int, day: date) -> Dated:
    """Return the day, week, month or year that lies `by` units after that of `day`."""
    if unit == "day":
        return dated(day + timedelta(days=by), "day")
    if unit == "week":
        return dated(monday_of(day, by), "week")
    if unit == "month":
        return dated(month_start(day, by), "month")
    return dated(safe_day(day.year + by, 1, 1), "year")


def weekday_near(weekday: int, which: str, anchor: Anchor) -> Dated:
    """Return the day that a weekday means: `which` is "", last, this, next, previous, ….

    Without more it is the last such day up to the article's own, that day counting, or the first
    from it on where the words look ahead. "Last Monday" is not the Monday of yesterday.
    """
    if which in {"previous", "following", "that"}:
        return _weekday_told(weekday, which, anchor.told)
    if anchor.published is None:
        return UNDATED
    back = (anchor.published.weekday() - weekday) % 7
    if which in {"next", "coming"}:
        return dated(anchor.published + timedelta(days=-back % 7 or 7), "day")
    if which == "last":
        return dated(anchor.published - timedelta(days=back if back > 1 else back + 7), "day")
    if anchor.ahead:
        return dated(anchor.published + timedelta(days=-back % 7), "day")
    return dated(anchor.published - timedelta(days=back), "day")


def _weekday_told(weekday: int, which: str, told: date | None) -> Dated:
    if told is None:
        return UNDATED
    back = (told.weekday() - weekday) % 7
    if which == "previous":
        return dated(told - timedelta(days=back or 7), "day")
    if which == "following":
        return dated(told + timedelta(days=-back % 7 or 7), "day")
    return dated(told - timedelta(days=back if back <= 3 else back - 7), "day")


def weekend_of(which: str, anchor: Anchor) -> Dated:
    """Return the weekend that is meant, by its Saturday; precision week."""
    if anchor.published is None:
        return UNDATED
    back = (anchor.published.weekday() - SATURDAY) % 7
    if which in {"next", "coming"} or (anchor.ahead and back > 1):
        back -= 7
    elif (which == "last" and back <= 1) or (which == "this" and back > 3):
        back += 7 if which == "last" else -7
    return dated(anchor.published - timedelta(days=back), "week")


def day_without_year(month: int, day: int, weekday: int | None, anchor: Anchor) -> Dated:
    """Return the day of the year that a text leaves out.

    It is the last such day up to the article's own, the first from it on where the words look
    ahead; a weekday beside it that only fits another year decides. An article without a day of
    its own may still go on within a month of a day that it gave in full: basis inferred.
    """
    if anchor.published is None:
        return _near_told(month, day, anchor.told)
    year, limit = anchor.published.year, anchor.published + timedelta(days=DAYS_AHEAD)
    around = [found for y in range(year - 4, year + 5) if (found := safe_day(y, month, day))]
    past = [found for found in reversed(around) if found <= limit]
    ahead = [found for found in around if found >= anchor.published]
    wanted = ahead + past if anchor.ahead else past + ahead
    near = [one for one in wanted if abs(one.year - year) <= 1]
    fitting = [one for one in near if weekday in (None, one.weekday())]
    return dated(next(iter(fitting or wanted), None), "day")


def _near_told(month: int, day: int, told: date | None) -> Dated:
    found = told and safe_day(told.year, month, day)
    if not told or not found or abs((found - told).days) > 31:
        return UNDATED
    return Dated(found, "day", "inferred")


def month_without_year(month: int, which: str, anchor: Anchor) -> Dated:
    """Return the last such month up to the article's own, or the next where words look ahead."""
    if anchor.published is None:
        return UNDATED
    own, year = anchor.published.month, anchor.published.year
    if which == "next" or (anchor.ahead and which not in {"last", "this"}):
        year += month < own or (which == "next" and month == own)
    elif which == "last":
        year -= month >= own
    elif which != "this":
        year -= month > own
    return dated(date(year, month, 1), "month")
