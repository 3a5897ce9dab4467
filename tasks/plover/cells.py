"""Checks of single cells that several tables of the lexicons share.

What belongs here: names, sectors, days and examples as they stand in a row. What does not: what a
table means, checks across rows.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tasks.plover.folding import fold
from tasks.plover.ontology import ontology
from tasks.plover.tables import Row

DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def names(row: Row, column: str) -> tuple[str, ...]:
    """Return the names in a cell, each of which must have a capital, for lookups ask for one."""
    found = row.several(column)
    if not found and column in ("name", "form"):
        raise row.error(f"{column} is empty.")
    check_capitals(row, column, found)
    return found


def check_capitals(row: Row, column: str, found: Iterable[str]) -> None:
    """Raise TableError for a name without a capital letter."""
    for name in found:
        if name == name.lower():
            raise row.error(f"{column} {name!r} has no capital letter.")


def sectors(row: Row) -> tuple[str, ...]:
    """Return the sectors in a row, each of which must be one of the ontology's."""
    found = row.several("sectors")
    _check_sectors(row, found)
    return found


def dated_sectors(row: Row) -> tuple[tuple[str, date | None], ...]:
    """Return the sectors in a row, each with the first day it holds where one is given.

    "GOV@2021-08-15|REB": the first only since then; a year or a month means its first day.
    """
    parts = [part.partition("@") for part in row.several("sectors")]
    _check_sectors(row, [sector for sector, _, _ in parts])
    return tuple((sector, _day(row, "sectors", day, last=False) if day else None)
                 for sector, _, day in parts)  # fmt: skip


def _check_sectors(row: Row, found: Iterable[str]) -> None:
    for sector in found:
        if sector not in ontology().sectors:
            raise row.error(f"sector {sector!r} is not one of {', '.join(ontology().sectors)}.")


def check_example(row: Row, phrases: Iterable[str]) -> None:
    """Raise TableError when the row's example has none of the phrases."""
    plain = row["example"].lower()
    if any(phrase.lower() in plain for phrase in phrases):  # folding them costs most of loading
        return
    if not any(fold(phrase) in fold(row["example"]) for phrase in phrases):
        raise row.error(f"the example contains none of {', '.join(phrases)}.")


def day_of(row: Row, column: str, *, last: bool) -> date:
    """Return the first or the last day that a cell can mean: a year, a month or a day."""
    return _day(row, column, row[column], last=last)


def _day(row: Row, column: str, text: str, *, last: bool) -> date:
    try:
        return _bound(text, last)
    except ValueError:
        wanted = "must be a day of the calendar, as 2003, 2003-05 or 2003-05-21"
        raise row.error(f"{column} {text!r} {wanted}.") from None


@lru_cache(maxsize=4096)
def _bound(text: str, last: bool) -> date:
    """Return the first or the last day that a year, a month or a day can mean.

    Raises ValueError for anything else.
    """
    if not DAY.fullmatch(text):
        raise ValueError
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    if len(text) == len("2003"):
        month = 12 if last else 1
    if len(text) < len("2003-05-21"):
        day = calendar.monthrange(year, month)[1] if last else 1
    return date(year, month, day)
