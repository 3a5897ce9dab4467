"""Loading rows against DuckDB's own INSERT … SELECT of the same rows into the same table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tasks import database
from tasks.settings import settings
from tests.benchmarks.figure import Figure, best_seconds

ROWS = 50_000


def _rows() -> list[dict[str, object]]:
    row: dict[str, object] = {
        "article_id": "a",
        "sentence_start": 0,
        "sentence_end": 120,
        "trigger_start": 10,
        "trigger_end": 13,
        "event_type": "CONSULT",
        "modes": ["visit"],
        "contexts": [],
        "realis": "actual",
        "event_date": "2023-03-04",
        "date_precision": "day",
        "date_basis": "text",
        "place_id": None,
        "place_basis": None,
        "confidence": 0.9,
        "coder": "bench",
        "explanation": "bench",
    }
    return [row | {"id": str(number)} for number in range(ROWS)]


def figures() -> Iterator[Figure]:
    """Yield report rows a second."""
    rows = _rows()
    with tempfile.TemporaryDirectory() as home:
        settings.cache_clear()
        folder = settings().model_copy(update={"home": Path(home)})
        with database.working(folder.working_file) as connection:

            def ours() -> None:
                connection.execute("DELETE FROM report")
                database.insert(connection, "report", rows)

            def bare() -> None:
                connection.execute("DELETE FROM report")
                connection.execute("INSERT INTO report SELECT * FROM copied")

            ours()
            connection.execute("CREATE TEMP TABLE copied AS SELECT * FROM report")
            seconds, baseline = best_seconds(ours), best_seconds(bare)
    yield Figure("load reports", "rows/s", ROWS / seconds, ROWS / baseline, "INSERT … SELECT")
