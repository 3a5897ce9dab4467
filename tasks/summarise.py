"""The summarise stage: views brought up to date, and the tables checked.

What belongs here: the order. What does not: the SQL (`sql/views`, `sql/checks`).
"""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database


@task(
    name="summarise",
    task_run_name="summarise and check",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def summarise() -> tuple[str, ...]:
    """Create or replace every view, then run every check; return the views' names.

    Raises ChecksFailed naming the check and its first rows.
    """
    with database.working() as connection:
        with database.transaction(connection):
            views = database.apply_views(connection)
        database.run_checks(connection)
    return views
