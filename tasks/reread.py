"""The reread stage: pages that were kept are read again, without the network.

What belongs here: rows and kept bodies into pages. What does not: keeping them (`store`), which of
them are articles (`expand`, `clean`).
"""

from __future__ import annotations

from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import bodies, database
from tasks.database import fetch_dicts, statement
from tasks.records import Page, Rejection
from tasks.settings import settings

STORED = "stored"  # the source that means all pages that were kept


@dataclass(frozen=True, slots=True)
class Reread:
    """Kept pages in the order of their addresses, those whose body is lost, and the last address.

    `last` is None when there are no more.
    """

    pages: tuple[Page, ...]
    rejections: tuple[Rejection, ...]
    last: str | None


@task(
    name="reread",
    task_run_name="read kept pages again",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def reread(after: str, size: int) -> Reread:
    """Return the current bodies of up to `size` pages whose addresses come after one."""
    with database.working() as connection:
        rows = fetch_dicts(connection, statement("stored_pages"), [after, size])
    pages, lost = [], []
    for row in rows:
        digest = row.pop("body_hash")
        row["published_by"] = row["published_by"] or "metadata"
        try:
            pages.append(Page(body=bodies.read(settings().home / "pages", digest), **row))
        except (FileNotFoundError, ValueError):
            lost.append(_lost(row["url"]))
    return Reread(tuple(pages), tuple(lost), rows[-1]["url"] if len(rows) == size else None)


def _lost(url: str) -> Rejection:
    detail = f"The kept body of {url} is missing or damaged; ingest its address to fetch it again."
    return Rejection(stage="discover", subject=url, reason="body_lost", detail=detail)
