"""Publishing 10 M rows, verified and put in place, against DuckDB's bare copy of the same file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasks import database
from tasks.publish import publish
from tasks.settings import settings
from tests.benchmarks.figure import Figure, best_seconds
from tests.benchmarks.growing import at_home
from tests.benchmarks.made_store import fill

REPORTS = 800_000  # which are 10 M rows with all that belongs to them


def _bare() -> None:
    copy = settings().home / "bare.duckdb"
    with database.working() as connection:
        connection.execute(f"ATTACH '{copy}' AS bare")
        current = connection.execute("SELECT current_database()").fetchall()[0][0]
        connection.execute(f'COPY FROM DATABASE "{current}" TO bare')
        connection.execute("DETACH bare")
    copy.unlink()


def publish_figures() -> Iterator[Figure]:
    """Yield rows a second and seconds, in the store at home."""
    with database.working() as connection:
        database.apply_views(connection)
        rows = sum(database.table_sizes(connection).values())
    ours, bare = best_seconds(publish.fn, repeats=2), best_seconds(_bare, repeats=2)
    against = f"COPY FROM DATABASE, {rows:,} rows"
    yield Figure("publish", "rows/s", rows / ours, rows / bare, against)
    yield Figure("publish", "seconds", ours, bare, against)


def figures() -> Iterator[Figure]:
    """Yield the figures of a store of 10 M rows."""
    with tempfile.TemporaryDirectory() as home, at_home(Path(home)):
        with database.working() as connection:
            fill(connection, REPORTS)
        yield from publish_figures()
