"""How things stand, in ten lines: what ran, what is due, what failed and why, how fresh all is.

What belongs here: asking the database and Prefect, and the words. What does not: the command, and
what is wrong with a database in detail (`tasks.doctor`).

Nothing is changed, and nothing is started: without a server the database alone tells. Prefect is
imported only where a server answers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import prefect_env
from tasks import database
from tasks.database import DatabaseError, DatabaseLocked, EngineError, fetch_dicts, statement
from tasks.settings import settings
from tasks.snapshot import told

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.objects import FlowRun

WELL = ("completed", "running")
LATE = timedelta(minutes=1)  # after its time a run that has not begun is late
PAST = timedelta(days=1)  # failures further back are of no interest here
SHOWN = 120  # characters of a reason


@dataclass(slots=True, kw_only=True)
class Flows:
    """What Prefect shows of our flows; times are UTC."""

    address: str
    running: list[str] = field(default_factory=list)
    late: int = 0
    due: list[tuple[datetime, str]] = field(default_factory=list)
    failed: list[tuple[datetime, str, str]] = field(default_factory=list)  # when, which, why


@dataclass(slots=True, kw_only=True)
class Status:
    """How things stand; `faults` are those that make the command end with status 1."""

    now: datetime
    home: Path
    published_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)  # as sql/statements/runs_last.sql
    writing: bool = False  # a run writes just now: `runs` are those of the snapshot
    flows: Flows | None = None  # None where no server answers
    faults: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return all of it for a program; what is no JSON is to be told as text."""
        return {"well": not self.faults, **asdict(self)}

    def lines(self) -> Iterator[str]:
        """Yield at most ten lines for a person."""
        yield f"Snapshot: {self._freshness()}"
        yield from self._runs()
        yield from self._flows(self.flows) if self.flows else (NO_SERVER,)
        yield f"Wrong: {'; '.join(self.faults)}." if self.faults else "All is well."

    def _freshness(self) -> str:
        if self.published_at is None:
            return f"none in {self.home}; run `communique ingest`"
        age = told((self.now - self.published_at).total_seconds())
        held = ", ".join(f"{number:,} {what}s" for what, number in self.counts.items())
        return f"{age} old, of {_moment(self.published_at)}; {held}"

    def _runs(self) -> Iterator[str]:
        if self.writing:
            yield "A run writes just now; the runs below are those that the snapshot knows."
        ended = [run for run in self.runs if run["finished_at"]]
        for run in ended[:3]:
            why = f": {_short(run['reason'])}" if run["reason"] else ""
            what = f"{run['kind']} {run['label']}, {run['status']} {_moment(run['finished_at'])}"
            yield f"Last run: {_short(what)}{why}"
        for run in [run for run in self.runs if not run["finished_at"]][:1]:
            what = f"{run['kind']} {run['label']} since {_moment(run['started_at'])}"
            yield f"Not ended: {_short(what)}"

    def _flows(self, flows: Flows) -> Iterator[str]:
        running = f"{len(flows.running)} running" + "".join(f" ({n})" for n in flows.running[:1])
        yield f"Prefect at {flows.address}: {_short(running)}, {flows.late} late"
        due = "; ".join(f"{name} at {_moment(when)}" for when, name in flows.due[:2])
        yield f"Due: {due or 'nothing; switch a schedule on in the UI'}"
        for when, name, why in flows.failed[:1]:
            count = f" (of {len(flows.failed)} in a day)" if len(flows.failed) > 1 else ""
            yield f"Failed{count}: {_short(name)} at {_moment(when)}: {_short(why)}"


NO_SERVER = (
    "Prefect: no server answers; `make serve` starts one, or name yours with PREFECT_API_URL"
)


def look(stale: timedelta) -> Status:
    """Return how things stand; a snapshot older than `stale` is a fault."""
    status = Status(now=datetime.now(UTC), home=settings().home)
    _look_at_snapshot(status)
    _look_at_work(status)
    address = os.environ.get("PREFECT_API_URL") or prefect_env.own_address()
    if prefect_env.answers(address):
        status.flows = _ask(address, status.now)
    status.faults += _faults(status, stale)
    return status


def _look_at_snapshot(status: Status) -> None:
    file = settings().snapshot_file
    try:
        status.published_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        with database.reading(file) as connection:
            for table in ("article", "event"):
                (row,) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
                status.counts[table] = row[0]
            status.runs = fetch_dicts(connection, statement("runs_last"))
    except FileNotFoundError:
        pass  # told of as what is wrong
    except (DatabaseError, EngineError) as error:
        status.faults.append(_told(error))


def _look_at_work(status: Status) -> None:
    """Take the runs from the working file, which knows those that failed since."""
    for _ in range(5):
        status.writing = False
        if not settings().working_file.exists():
            return
        try:
            with database.reading(settings().working_file) as connection:
                status.runs = fetch_dicts(connection, statement("runs_last"))
            return
        except DatabaseLocked:
            status.writing = True
            time.sleep(0.2)  # transactions are short
        except (DatabaseError, EngineError) as error:
            status.faults.append(_told(error))
            return


def _told(error: Exception) -> str:
    return f"{' '.join(str(error).split())} (see `communique doctor`)"


def _faults(status: Status, stale: timedelta) -> Iterator[str]:
    if status.published_at is None:
        yield "nothing is published"
    elif status.now - status.published_at > stale:
        yield f"the snapshot is older than {told(stale.total_seconds())}"
    for run in status.runs[:1]:
        if run["status"] not in WELL:
            yield f"the last run, {run['id']}, {run['status']}"
    if status.flows and status.flows.late:
        yield f"late runs: {status.flows.late}; see that a worker runs"


def _ask(address: str, now: datetime) -> Flows:
    os.environ["PREFECT_API_URL"] = address
    prefect_env.prepare()
    from prefect.client.orchestration import get_client

    found = Flows(address=address)
    with get_client(sync_client=True) as client:
        found.running = [run.name for run in _named(client, ["RUNNING"], "START_TIME_DESC")]
        for run in _named(client, ["SCHEDULED"], "EXPECTED_START_TIME_ASC"):
            moment = run.expected_start_time or now
            found.due.append((moment, run.name))
            found.late += moment < now - LATE
        for run in _named(client, ["FAILED", "CRASHED"], "END_TIME_DESC"):
            if run.state and run.state.timestamp > now - PAST:
                why = " ".join((run.state.message or "").split())
                found.failed.append((run.state.timestamp, run.name, why))
    return found


def _named(client: SyncPrefectClient, states: list[str], sort: str) -> list[FlowRun]:
    """Return flow runs of ours in some states, as the server sorts and limits them."""
    from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
    from prefect.client.schemas.sorting import FlowRunSort

    return client.read_flow_runs(
        flow_filter=FlowFilter.model_validate({"name": {"any_": prefect_env.FLOWS}}),
        flow_run_filter=FlowRunFilter.model_validate({"state": {"type": {"any_": states}}}),
        sort=FlowRunSort(sort),
    )


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
