"""Loading a million reports against DuckDB's own INSERT … SELECT of the same rows.

Both write into the tables of a store, with their keys: ours from rows as Python has them, in one
transaction for every batch, as the store stage does; the baseline from a copy in the database.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tasks import database
from tasks.database import Connection
from tasks.records import stable_id
from tasks.settings import settings
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
    for table in TABLES:
        connection.execute(f"INSERT INTO {table} FROM copied_{table}")


def figures() -> Iterator[Figure]:
    """Yield reports a second, each with the two parties it tells of."""
    with tempfile.TemporaryDirectory() as home:
        folder = settings().model_copy(update={"home": Path(home)})
        with database.working(folder.working_file) as connection:
            seconds = 0.0
            for start in range(0, REPORTS, BATCH):
                rows = _rows(start)
                began = time.perf_counter()
                _ours(connection, rows)
                seconds += time.perf_counter() - began
            for table in TABLES:
                connection.execute(f"CREATE TEMP TABLE copied_{table} AS FROM {table}")
                connection.execute(f"TRUNCATE {table}")
            connection.execute("CHECKPOINT")
            began = time.perf_counter()
            _bare(connection)
            baseline = time.perf_counter() - began
    yield Figure("load reports", "1/s", REPORTS / seconds, REPORTS / baseline, "INSERT … SELECT")
