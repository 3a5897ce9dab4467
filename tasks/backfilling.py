"""The stage of backfills: a window in chunks, and which of them were read already.

What belongs here: days into chunks, remembering what became of each. What does not: reading a chunk
(the flow `ingest`), and who reads it (`flows.backfill`).

It is remembered in the working file, not by Prefect: so it holds with a temporary server, and goes
into a backup. A chunk is known by its days, its sources and the coder. So another coder reads it
anew, and so does a file among the sources that changed meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from tasks import database
from tasks.database import fetch_dicts, listed, statement
from tasks.news.urls import is_web
from tasks.periods import last_day
from tasks.storing.tables import replace_rows

Every = Literal["month", "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Days of publication that are read in one run; `label` is the run's."""

    id: str
    since: date
    until: date
    label: str
    coder: str

    def __str__(self) -> str:
        return f"{self.since} to {self.until - timedelta(1)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of a chunk: whether it is done, who reads it, what its run counted."""

    done: bool
    status: str
    flow_run_id: str | None
    fault: str | None
    counts: Mapping[str, int]


def days_in_chunks(since: date, until: date, every: Every) -> Iterator[tuple[date, date]]:
    """Yield first days and days to stop before: single days, or the parts in calendar months."""
    while since < until:
        following = since + timedelta(1)
        if every == "month":
            following = last_day(since, "month") + timedelta(1)
        yield since, min(following, until)
        since = following


def chunk_id(since: date, until: date, sources: Sequence[str], coder: str) -> str:
    """Return what a chunk is known by; the sources' order is of no account."""
    told = sorted({f"{location} {_version(location)}" for location in sources})
    text = json.dumps([str(since), str(until), told, coder])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _version(location: str) -> str:
    """Return what changes when a file, or one in a folder, does; nothing for an address."""
    if is_web(location):
        return ""
    path = Path(location)
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    stats = [(str(file), file.stat()) for file in files if file.is_file()]
    return json.dumps([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _is_busy(_task: object, _run: object, state: State) -> bool:
    """Tell whether a task failed because another process wrote, perhaps merging for long."""
    return "DatabaseLocked" in (state.message or "")


@task(
    name="look up chunks",
    task_run_name="see which chunks were read before",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=10,
    retry_condition_fn=_is_busy,
)
def known_chunks(chunks: Sequence[Chunk]) -> dict[str, Known]:
    """Return what is remembered of chunks, by id."""
    asked = listed(chunk.id for chunk in chunks)
    with database.working() as connection:
        rows = fetch_dicts(connection, statement("backfill_chunks"), [asked])
    return {row.pop("id"): _known(row) for row in rows}


def _known(row: dict[str, Any]) -> Known:
    return Known(**row | {"counts": json.loads(row["counts"] or "{}")})


@task(
    name="begin chunk",
    task_run_name="begin {chunk}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=10,
    retry_condition_fn=_is_busy,
)
def begin_chunk(chunk: Chunk, flow_run_id: str | None = None) -> None:
    """Remember that a chunk is being read, and by which flow run if it is a worker's."""
    row = {
        "id": chunk.id,
        "since": chunk.since,
        "until": chunk.until,
        "label": chunk.label,
        "coder": chunk.coder,
        "status": "running",
        "flow_run_id": flow_run_id,
        "run_id": None,
        "began_at": _now(),
        "ended_at": None,
        "fault": None,
    }
    with database.working() as connection, database.transaction(connection):
        replace_rows(connection, "backfill_chunk", "id", [row])


@task(
    name="end chunk",
    task_run_name="end {chunk}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=10,
    retry_condition_fn=_is_busy,
)
def end_chunk(chunk: Chunk, fault: str | None = None) -> None:
    """Remember what became of a chunk; without a fault it is complete."""
    status = "failed" if fault else "completed"
    named = {"chunk": chunk.id, "status": status, "fault": fault, "now": _now()}
    with database.working() as connection, database.transaction(connection):
        connection.execute(statement("backfill_end"), named)
