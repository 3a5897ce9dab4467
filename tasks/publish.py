"""The publish stage: the snapshot that users query.

What belongs here: the order. What does not: how a file is copied and verified (`database`).
"""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database


@task(
    name="publish",
    task_run_name="publish the snapshot",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish() -> Path:
    """Replace the published snapshot by a verified copy of the working file; return its path."""
    with database.working() as connection:
        return database.publish(connection)
