"""What it costs to say who, when and where: coding with it against coding without.

Without: no day and no place is read, nothing is inherited, no quote and no number of people; words
that take up a party ("the group", "the two ministers") mean nobody. Parties by name stay, or there
would be nothing to code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from tasks.events.coding import code_articles
from tasks.events.dating import UNDATED
from tasks.events.placing import NOWHERE
from tests.benchmarks.coding import bench_articles
from tests.benchmarks.figure import Figure, best_seconds


def _always(value: Any) -> Callable[..., Any]:
    return lambda *_, **__: value


def _unchanged(reports: Sequence[Any], *_: object) -> tuple[Any, ...]:
    return tuple(getattr(one, "report", one) for one in reports)


WITHOUT: dict[str, Any] = {
    "tasks.events.desk.place_of": _always(NOWHERE),
    "tasks.events.timeline.Timeline.date_of": _always(UNDATED),
    "tasks.events.desk.settle_dates": _unchanged,
    "tasks.events.desk.settle_places": _unchanged,
    "tasks.events.desk.quotes_of": _always(()),
    "tasks.events.desk.counted": lambda considered: considered,
    "tasks.events.parties.read_ahead": _always(None),
    "tasks.events.parties.both": _always(()),
    "tasks.events.descriptions._taken_up": _always(()),
    "tasks.events.chronology.names_time": _always(False),
}


def figures() -> Iterator[Figure]:
    """Yield the seconds that coding the sample takes, with and without."""
    articles = bench_articles()
    list(code_articles(articles[:1]))
    whole = best_seconds(lambda: list(code_articles(articles)), repeats=5)
    with ExitStack() as stack:
        for name, stand_in in WITHOUT.items():
            stack.enter_context(patch(name, stand_in))
        bare = best_seconds(lambda: list(code_articles(articles)), repeats=5)
    yield Figure("who, when and where", "seconds", whole, bare, "coding without it")
