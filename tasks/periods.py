"""The days of a period that is told by its first day: a day, a week, a month, a year.

What belongs here: the one function. What does not: reading dates (`events.expressions`).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from tasks.records import Precision


def last_day(first: date, precision: Precision) -> date:
    """Return the last day of the period that begins on a day; of an unknown one that day."""
    if precision == "week":
        return first + timedelta(days=6)
    if precision not in ("month", "year"):
        return first
    month = 12 if precision == "year" else first.month
    return date(first.year, month, monthrange(first.year, month)[1])
