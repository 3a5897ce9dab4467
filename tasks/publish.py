"""The publish stage: a verified, read-only copy of the working file, for users to query.

What belongs here: making, verifying and replacing the snapshot. What does not: opening files and
running SQL (`database`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.database import Connection, DatabaseError, DatabaseUnwritable
from tasks.settings import settings


@task(
    name="publish",
    task_run_name="publish the snapshot",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish() -> Path:
    """Replace the published snapshot by a verified copy of the working file; return its path.

    The snapshot is replaced whole: a crash leaves the old one, and what it leaves of a copy is
    removed the next time. Raises DatabaseUnwritable when the disk has no room for the copy.
    """
    snapshot = settings().snapshot_file
    copy = snapshot.with_name(f".{snapshot.name}.{os.getpid()}")
    with database.working() as connection:  # held throughout: one process publishes at a time
        _remove_leftovers(snapshot)
        _need_space(settings().working_file, snapshot.parent)
        _verify(copy, _copy(connection, copy))
        return copy.replace(snapshot)


def _remove_leftovers(snapshot: Path) -> None:
    for leftover in snapshot.parent.glob(f".{snapshot.name}.*"):
        leftover.unlink()


def _need_space(working_file: Path, folder: Path) -> None:
    needed = 2 * working_file.stat().st_size
    if shutil.disk_usage(folder).free < needed:
        raise DatabaseUnwritable(
            f"{folder} has too little free space to publish: {needed:,} bytes are needed. "
            "Free some, or set COMMUNIQUE_HOME to another folder."
        )


def _copy(connection: Connection, copy: Path) -> dict[str, int]:
    """Copy the working file, views included; return the sizes its tables must have."""
    working = connection.execute("SELECT current_database()").fetchall()[0][0]
    quoted = str(copy).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS snapshot")
    try:
        connection.execute(f'COPY FROM DATABASE "{working}" TO snapshot')
        return database.table_sizes(connection)
    finally:
        connection.execute("DETACH snapshot")


def _verify(copy: Path, expected: Mapping[str, int]) -> None:
    """Raise DatabaseError unless the copy opens, has every row, and its views answer."""
    with database.reading(copy) as connection:
        if database.table_sizes(connection) != dict(expected):
            raise DatabaseError(f"The copy {copy} differs from the working file; not published.")
        for (view,) in connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall():
            connection.execute(f'SELECT * FROM "{view}" LIMIT 0')
