"""One actor, one country pair or one month of a monthly view against the whole view.

The store holds 10 M events with two participants each, in the order of their days, which is how
they arrive; a query reads every column of the view.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasks import database
from tasks.database import Connection
from tests.benchmarks.figure import Figure, best_seconds
from tests.benchmarks.growing import at_home
from tests.benchmarks.made_store import fill, people

REPORTS = 12_500_000  # five of them tell of four events
MONTH = "month = DATE '2019-06-01'"
ACTOR = f"party_id = '{people()[2_000].id}'"
COUNTRY = "country = 'CGX'"
DYAD = "actor_country = 'CGX' AND recipient_country = 'DAX'"
ASKED = (
    ("actor_month", {"one actor": ACTOR, "one month": MONTH}),
    ("country_month", {"one country": COUNTRY, "one month": MONTH}),
    ("dyad_month", {"one dyad": DYAD, "one month": MONTH}),
    ("country_month_filled", {"one country": COUNTRY, "one month": MONTH}),
)


def _read(connection: Connection, view: str, where: str = "TRUE") -> None:
    """Have a view worked out, every column of it, without sending its rows to Python."""
    connection.execute(
        f"SELECT count(*), bit_xor(hash(asked)) FROM (FROM {view} WHERE {where}) AS asked"
    ).fetchall()


def view_figures(connection: Connection) -> Iterator[Figure]:
    """Yield the seconds of parts of views against those of the whole, in an open store."""
    database.apply_views(connection)
    for view, parts in ASKED:
        whole = best_seconds(lambda view=view: _read(connection, view), repeats=1)  # type: ignore[misc]
        for name, where in parts.items():
            seconds = best_seconds(
                lambda view=view, where=where: _read(connection, view, where)  # type: ignore[misc]
            )
            yield Figure(f"{view}: {name}", "seconds", seconds, whole, f"all of {view}")


def figures() -> Iterator[Figure]:
    """Yield the figures of a store of 10 M events."""
    with (
        tempfile.TemporaryDirectory() as home,
        at_home(Path(home)),
        database.working() as connection,
    ):
        fill(connection, REPORTS, extracted=False)
        yield from view_figures(connection)
