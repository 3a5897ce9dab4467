"""Which rows of `page` a batch of pages becomes, given those that are stored of its URLs.

What belongs here: which body is the current one of its URL. What does not: bytes (`bodies`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from tasks.records import Page

Row = dict[str, Any]
TICK = timedelta(microseconds=1)


def page_row(page: Page, body_hash: str) -> Row:
    """Return a page as a row that was not read at any time yet."""
    row = {each.name: getattr(page, each.name) for each in fields(page) if each.name != "body"}
    return row | {"body_hash": body_hash, "n_bytes": len(page.body), "read_at": None}


def changed_rows(told: Iterable[Row], stored: Iterable[Row], now: datetime) -> list[Row]:
    """Return the rows that differ from what is stored: one for each URL at most.

    A body that was current stays so since the same time; another one, also one that was current
    long ago, is current from now.
    """
    current = _current(stored)
    return [row for row in (_told(row, current, now) for row in told) if row is not None]


def _current(stored: Iterable[Row]) -> dict[str, Row]:
    """Return URL → row of its current body; rows from before we noted the time are none."""
    timed = (row for row in stored if row["read_at"] is not None)
    return {row["url"]: row for row in sorted(timed, key=lambda row: row["read_at"])}


def _told(row: Row, current: Mapping[str, Row], now: datetime) -> Row | None:
    before = current.get(row["url"])
    if before is None:
        return row | {"read_at": now}
    if before["body_hash"] != row["body_hash"]:
        # A clock that was set back must not make an older body the current one.
        return row | {"read_at": max(now, before["read_at"] + TICK)}
    return None if before == (same := row | {"read_at": before["read_at"]}) else same
