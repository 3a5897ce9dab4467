"""The publish stage: a verified, read-only copy of the working file, for users to query.

What belongs here: when a snapshot is made, and of what. What does not: how a file is copied and
verified (`copies`).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import copies, database
from tasks.database import (
    Connection,
    DatabaseDamaged,
    DatabaseError,
    DatabaseLocked,
    fetch_dicts,
    statement,
)
from tasks.settings import settings


class RecodeUnfinishedError(DatabaseError):
    """Some articles of a recode have their new coding and some the earlier one."""


@task(
    name="publish",
    task_run_name="publish the snapshot",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish() -> Path:
    """Replace the published snapshot by a verified copy of the working file; return its path.

    The snapshot is replaced whole: a crash leaves the old one, and what it leaves of a copy is
    removed the next time. Raises RecodeUnfinishedError, DatabaseUnwritable when the disk has no
    room for the copy, and DatabaseNewer when the snapshot that is there is of a newer Communiqué.
    """
    snapshot = settings().snapshot_file
    copy = snapshot.with_name(f".{snapshot.name}.{os.getpid()}")
    with database.working() as connection:  # held throughout: one process publishes at a time
        _expect_recodes_done(connection, snapshot)
        _expect_not_newer(snapshot)
        _remove_leftovers(snapshot)
        files = settings().working_file, copies.log_of(settings().working_file)
        needed = 2 * sum(file.stat().st_size for file in files if file.exists())
        copies.need_space(snapshot.parent, needed, "publish")
        try:
            copies.verify(copy, copies.copy(connection, copy))
            copies.log_of(snapshot).unlink(missing_ok=True)  # of whoever wrote into the old one
            return copies.put(copy, snapshot)
        finally:
            _remove_leftovers(snapshot)  # a full disk needs the room back


def expect_recodes_done() -> None:
    """Raise RecodeUnfinishedError where publishing would, before there is anything to publish."""
    with database.working() as connection:
        _expect_recodes_done(connection, settings().snapshot_file)


def _expect_recodes_done(connection: Connection, snapshot: Path) -> None:
    for row in fetch_dicts(connection, statement("recode_half_done")):
        done = row["articles"] - row["left"]
        raise RecodeUnfinishedError(
            f"{snapshot} was left as it was, all else is stored: the recode of "
            f"{row['began_at']:%Y-%m-%d %H:%M} UTC coded {done:,} of {row['articles']:,} articles "
            "anew, and the earlier coding stays published until it is done. It publishes at its "
            f"end; if it no longer runs, complete it with `{row['command']}`."
        )


def _remove_leftovers(snapshot: Path) -> None:
    for leftover in snapshot.parent.glob(f".{snapshot.name}.*"):
        leftover.unlink()


def _expect_not_newer(snapshot: Path) -> None:
    if snapshot.exists():
        with suppress(DatabaseDamaged, DatabaseLocked), database.reading(snapshot) as connection:
            database.expect_known(connection, snapshot)
