"""Keys that too many share: a template's, a machine's. They propose nothing.

What belongs here: which keys these are, counted within spans of days, and who shares another key
near in time. What does not: what has keys, which a statement says that gives id, day and keys (of
accounts `merge_keyed`, of articles `near_duplicates_keyed`), and how many are too many.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from tasks.database import Connection, fetch_keys, fetch_rows, listed, statement

EPOCH = date(1970, 1, 1)  # from which spans are counted, both ways

# key, whether in all or in a span, the span → how many have it
Held = Mapping[tuple[int, bool, int | None], int]


def held(
    connection: Connection,
    keyed: str,
    rows: Sequence[tuple[date | None, Iterable[int]]],
    length: int,
) -> Held:
    """Return how many have a key of some rows, in the spans of their days and in all."""
    keys = sorted({key for _, of_one in rows for key in of_one})
    asked = {"keys": json.dumps(keys), "near": listed(of_spans((row[0] for row in rows), length))}
    named = asked | {"keyed": statement(keyed), "days": length}
    return {row[:3]: row[3] for row in fetch_rows(connection, "crowds_held", **named)}


def touched(connection: Connection, keyed: str, had: Held, have: Held, most: int) -> set[str]:
    """Return the ids of those with a key that became, or is no longer, too many's key."""
    if not (keys := shifted(had, have, most)):
        return set()
    named = {"keyed": statement(keyed), "keys": json.dumps(keys)}
    return fetch_keys(connection, "crowds_with_keys", **named)


def proposed(
    connection: Connection,
    keyed: str,
    days: Collection[tuple[str, date | None]],
    length: int,
    most: int,
) -> list[tuple[str, str]]:
    """Return pairs of ids that share a key near in time, at least one of them of ids with days."""
    limits = {"keyed": statement(keyed), "days": length, "crowd": most}
    found: set[tuple[str, str]] = set()
    for some, earliest, latest in near(days, length):
        asked = {"ids": listed(some), "earliest": earliest, "latest": latest}
        rows = fetch_rows(connection, "crowds_proposed", **limits, **asked)
        found |= {(one, other) for one, other in rows}
    return sorted(found)


def shifted(had: Held, have: Held, most: int) -> list[int]:
    """Return the keys that became, or are no longer, too many's key."""
    both = had.keys() | have.keys()
    return sorted({at[0] for at in both if (had.get(at, 0) > most) != (have.get(at, 0) > most)})


def of_spans(days: Iterable[date | None], length: int) -> list[str]:
    """Return the days of all spans, of so many days, that some days are in; as SQL counts them."""
    near = {day for one in {*days} if one is not None for day in span(one, length)}
    return [str(day) for day in sorted(near)]


def span(day: date, length: int) -> list[date]:
    """Return the days of the span that a day is in."""
    number = int((day - EPOCH).days / length)
    around = (day + timedelta(n) for n in range(-2 * length, 2 * length + 1))
    return [other for other in around if int((other - EPOCH).days / length) == number]


def near(
    days: Collection[tuple[str, date | None]], length: int
) -> Iterator[tuple[list[str], date, date]]:
    """Yield ids with days near each other, and from when to when others may belong to them.

    A change may reach what lies years from a batch: looked for together, they would have all that
    lies between looked through. One without a day is looked for at all times.
    """
    reach = timedelta(2 * length)
    if undated := sorted({one for one, day in days if day is None}):
        yield undated, date.min, date.max
    dated = sorted((day, one) for one, day in days if day is not None)
    start = 0
    for end in range(1, len(dated) + 1):
        if end == len(dated) or dated[end][0] - dated[end - 1][0] > 2 * reach:
            some = dated[start:end]
            yield sorted({one for _, one in some}), some[0][0] - reach, some[-1][0] + reach
            start = end
