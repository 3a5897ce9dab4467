"""Loading a million reports against DuckDB's own INSERT … SELECT of the same rows.

Both write into the tables of a store, with their keys, and both commit after every batch, as the
store stage does: ours rows as Python has them, the baseline a copy of them in the database. Batch
by batch in turn, so that what else the machine does falls on both. A second figure says what
commits cost: against one INSERT … SELECT of all rows at once.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from tasks import database
from tasks.database import Connection
from tasks.records import stable_id
from tests.benchmarks.figure import Figure

REPORTS = 1_000_000
BATCH = 20_000  # reports of one transaction
FIRST_DAY = date(2014, 1, 1)
TABLES = ("report", "report_party")
Rows = dict[str, list[dict[str, object]]]


def _report(number: int) -> dict[str, object]:
    return {
        "id": stable_id("report", number),
        "article_id": stable_id("article", number // 5),
        "sentence_start": number % 5 * 120,
        "sentence_end": number % 5 * 120 + 120,
        "trigger_start": number % 5 * 120 + 10,
        "trigger_end": number % 5 * 120 + 13,
        "event_type": "CONSULT",
        "modes": ("visit",),
        "contexts": (),
        "realis": "actual",
        "event_date": FIRST_DAY + timedelta(days=number % 3650),
        "date_precision": "day",
        "date_basis": "text",
        "place_id": None,
        "place_basis": None,
        "confidence": 0.9,
        "coder": "bench",
        "explanation": "met: CONSULT; a visit",
        "told_on": FIRST_DAY + timedelta(days=number * 3650 // REPORTS),
    }


def _side(number: int, role: str, start: int) -> dict[str, object]:
    return {
        "report_id": stable_id("report", number),
        "role": role,
        "position": 0,
        "party_id": stable_id("party", number % 20_000, role),
        "mention_start": number % 5 * 120 + start,
        "mention_end": number % 5 * 120 + start + 9,
        "mention_text": "Abena Osei",
        "country": "GHA",
        "sectors": ("GOV",),
        "basis": "text",
        "chain": (),
        "told_on": FIRST_DAY + timedelta(days=number * 3650 // REPORTS),
    }


def _rows(start: int) -> Rows:
    numbers = range(start, start + BATCH)
    sides = (("actor", 0), ("recipient", 20))
    return {
        "report": [_report(number) for number in numbers],
        "report_party": [_side(number, *side) for number in numbers for side in sides],
    }


def _ours(connection: Connection, rows: Rows) -> None:
    with database.transaction(connection):
        for table in TABLES:
            database.insert(connection, table, rows[table])


def _bare(connection: Connection) -> None:
    with database.transaction(connection):
        for table in TABLES:
            connection.execute(f"INSERT INTO {table} FROM given_{table}")


def _give(connection: Connection, rows: Rows) -> None:
    """Have what `_bare` inserts be these rows."""
    for table in TABLES:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given_{table} AS FROM {table} LIMIT 0")
        database.insert(connection, f"given_{table}", rows[table])


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _all_at_once(connection: Connection) -> float:
    """Return the seconds that one statement a table takes for all rows that are stored."""
    for table in TABLES:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE given_{table} AS FROM {table}")
        connection.execute(f"TRUNCATE {table}")
    connection.execute("CHECKPOINT")
    return _seconds(lambda: _bare(connection))


def figures() -> Iterator[Figure]:
    """Yield reports a second, each with the two parties it tells of."""
    with tempfile.TemporaryDirectory() as home, ExitStack() as opened:
        files = (Path(home) / "ours.duckdb", Path(home) / "bare.duckdb")
        ours, bare = (opened.enter_context(database.working(file)) for file in files)
        seconds = baseline = 0.0
        for start in range(0, REPORTS, BATCH):
            rows = _rows(start)
            _give(bare, rows)
            seconds += _seconds(lambda: _ours(ours, rows))  # noqa: B023 called at once
            baseline += _seconds(lambda: _bare(bare))
        at_once = _all_at_once(bare)
    speed = REPORTS / seconds
    yield Figure("load reports", "1/s", speed, REPORTS / baseline, "INSERT … SELECT, as many times")
    yield Figure("load reports", "1/s", speed, REPORTS / at_once, "INSERT … SELECT of all at once")
