"""Runs that died without saying so: told from live ones, and closed, so that others may go on.

What belongs here: what every flow does as it begins and where it ends badly, and what a server is
told as it begins to serve. What does not: which process lives (`tasks.processes`), rows of the
database (`tasks.runs`).

Every flow run of ours is signed with its process. Where it is killed with SIGKILL, or the machine
goes down, nobody tells Prefect: the run would be shown as running, and hold its place under the
limits, for ever. Whoever comes next finds it. Of a run that nobody signed, or another machine's,
only its signs of life tell; a standing server watches those by an automation, too.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import yaml  # type: ignore[import-untyped]  # comes with Prefect, as prefect.yaml shows
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.filters import EventFilter, EventNameFilter, EventResourceFilter
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import TerminationSignal
from prefect.runtime import flow_run as running
from prefect.states import Crashed

from flows import prefect_env
from flows.progress import say
from tasks import processes, runs

AUTOMATIONS = Path(__file__).parent.parent / "deployments" / "automations.yaml"
OPEN = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
SIGN = "communique.process"  # a label of a flow run: host, number and start of its process
HEARTBEAT = "prefect.flow-run.heartbeat"
QUIET = timedelta(minutes=15)  # without a sign of life from a run that has given some
TODO = "What it stored is kept; the next run of the same sources reads the rest, or run it again."


def reconcile() -> None:
    """Sign the running flow with its process; close what dead processes left open.

    A server that does not answer is told of, and stops nothing: the stages need it not.
    """
    closed = runs.close_dead()
    if (own := running.id) is None:
        return  # the stages alone, without Prefect
    for one in closed:
        say(str(one))
    prefect_env.end_in_time()
    try:
        with get_client(sync_client=True) as client:
            client.update_flow_run_labels(UUID(own), {SIGN: _signature()})
            for told in close_dead_flow_runs(client):
                say(told)
    except Exception as error:  # of many kinds, and none may cost a run
        say(f"Did not look for dead runs in Prefect, which did not answer as expected: {error}")


def close_dead_flow_runs(client: SyncPrefectClient, of_worker: str = "") -> Iterator[str]:
    """Mark flow runs of ours Crashed whose process has died; yield what was closed, and why.

    `of_worker` is one of this machine that does not run: what it was about to begin is dead, too.
    """
    now = datetime.now(UTC)
    found = client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=list(prefect_env.FLOWS))),
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=OPEN))
        ),
    )
    for run in found:
        if why := _why_dead(client, run, of_worker, now):
            client.set_flow_run_state(run.id, Crashed(message=f"{why} {TODO}"), force=True)
            yield f"Closed flow run {run.name} ({run.id}): {why}"


def _why_dead(client: SyncPrefectClient, run: FlowRun, of_worker: str, now: datetime) -> str | None:
    if str(run.id) == running.id:
        return None
    signed = _signer(run)
    ended = processes.has_ended(signed) if signed else None
    if ended:
        return f"Its process died without a word (killed, or the machine went down): {signed}."
    if signed is None and of_worker and _never_began(run, of_worker):
        return f"Its worker, {of_worker}, ended before its process began."
    if ended is None and (since := _last_sign(client, run)) and now - since[0] > since[1]:
        return f"No sign of life since {since[0]:%Y-%m-%d %H:%M} UTC."
    return None


def _never_began(run: FlowRun, of_worker: str) -> bool:
    """Return whether a worker had a run and no process of it is there, signed or not."""
    if run.labels.get("prefect.worker.name") != of_worker:
        return False
    pid = run.infrastructure_pid or ""
    return not (pid.isdecimal() and processes.process(int(pid)))


def _last_sign(client: SyncPrefectClient, run: FlowRun) -> tuple[datetime, timedelta] | None:
    """Return when a run last showed that it lives, and how long it may be silent after that."""
    if run.state is None:
        return None
    begun = run.state.timestamp
    heard = _last_heartbeat(client, run.id)
    return (max(heard, begun), QUIET) if heard else (begun, runs.LONGEST)


def _signature() -> str:
    me = processes.this_process()
    return f"{me.pid} {me.started} {me.host}"


def _signer(run: FlowRun) -> processes.Process | None:
    """Return the process that signed a run."""
    pid, _, rest = str(run.labels.get(SIGN, "")).partition(" ")
    started, _, host = rest.partition(" ")
    return processes.Process(host, int(pid), started) if pid.isdecimal() else None


def _last_heartbeat(client: SyncPrefectClient, run: UUID) -> datetime | None:
    wanted: Any = {
        "event": EventNameFilter(name=[HEARTBEAT]),
        "resource": EventResourceFilter(id=[f"prefect.flow-run.{run}"]),
    }
    heard = client.read_events(EventFilter(**wanted), limit=1).events  # the newest first
    return heard[0].occurred if heard else None


def ended(error: BaseException) -> tuple[str, str]:
    """Return the status and the reason, for the diary, of a run that an error ends."""
    if isinstance(error, TerminationSignal | KeyboardInterrupt):
        with suppress(ValueError):  # it is not the main thread
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # told twice, it could not close its run
        return "stopped", "It was told to end (SIGTERM or Ctrl-C). " + TODO
    words = " ".join(str(error).split())
    return "failed", f"{type(error).__name__}: {words}" if words else type(error).__name__


def register_automations(client: SyncPrefectClient, file: Path = AUTOMATIONS) -> list[str]:
    """Create each automation of the file, or put it back as the file has it; return their names."""
    wanted = [AutomationCore(**one) for one in yaml.safe_load(file.read_text(encoding="utf-8"))]
    for automation in wanted:
        there = client.read_automations_by_name(automation.name)
        if there:
            client.update_automation(there[0].id, automation)
        else:
            client.create_automation(automation)
    return [automation.name for automation in wanted]


def main(worker: str) -> None:
    """Prepare a server whose worker is about to start: its automations, and runs that died."""
    with get_client(sync_client=True) as client:
        click.echo(f"Automations: {', '.join(register_automations(client))}")
        for told in close_dead_flow_runs(client, worker):
            click.echo(told)


if __name__ == "__main__":
    main(sys.argv[1])
