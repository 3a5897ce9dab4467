"""Keys that too many share: a template's, a machine's. They propose nothing.

What belongs here: which keys these are, counted within spans of days, and from when to when others
may share one. What does not: what has keys (accounts, articles), and how many are too many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)  # from which spans are counted, both ways

# key, whether in all or in a span, the span → how many have it
Held = Mapping[tuple[int, bool, int | None], int]


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
