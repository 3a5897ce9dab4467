"""The write limit that all deployments share: that of the work queue of those that write.

What belongs here: the step of `deployments/prefect.yaml` that makes it. What does not: the lock of
the database, which holds whatever the limit says (`tasks.locks`).

`prefect deploy` knows limits of single deployments only, and gives a run that meets one a new time,
half a minute later. A queue hands out its runs oldest first, and as many as its limit says.
"""

from __future__ import annotations

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import WorkQueue
from prefect.exceptions import ObjectNotFound


async def share_limit(pool: str, queue: str, limit: int) -> dict[str, str]:
    """Make a work queue with a limit; one that has a limit keeps it, for somebody set it."""
    async with get_client() as client:
        found = await _queue(client, pool, queue)
        if found.concurrency_limit is None:
            await client.update_work_queue(found.id, concurrency_limit=limit)
    return {}


async def _queue(client: PrefectClient, pool: str, queue: str) -> WorkQueue:
    try:
        return await client.read_work_queue_by_name(queue, work_pool_name=pool)
    except ObjectNotFound:
        return await client.create_work_queue(name=queue, work_pool_name=pool)
