"""Runs that are killed, stopped or cut off: what is left of them, and what the next one does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click.testing
import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.events import emit_event
from prefect.exceptions import TerminationSignal
from prefect.states import Pending, Running

from flows import recovery
from tasks import database, processes, runs
from tasks.processes import Process
from tests.builders import use_home
from tests.flowing import working_hashes
from tests.holding import Link, Newsroom, newsroom, wait_until

HELD = "erbil-missile-strike"  # an article in the middle of what is read
ARTICLES = 11  # that the two feeds lead to
Run = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def news() -> Iterator[Newsroom]:
    with newsroom() as server:
        yield server


@pytest.fixture
def client(prefect_server: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as one:
        yield one


def feeds(news: Newsroom) -> list[str]:
    return [
        f"http://{news.host}/{outlet}/feed.xml" for outlet in ("gulf-courier", "two-rivers-wire")
    ]


@pytest.fixture
def start(news: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Begin an ingest of the two feeds in a process of its own, four articles a batch."""
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", news.host)
    monkeypatch.setenv("COMMUNIQUE_BATCH_SIZE", "4")

    def run(api: str, **settings: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flows.cli", "ingest", *feeds(news)]
        told = {**os.environ, "PREFECT_API_URL": api, "PREFECT_CLIENT_MAX_RETRIES": "0"}
        child = subprocess.Popen(command, env=told | settings, stderr=subprocess.PIPE)
        started.append(child)
        return child

    yield run
    for child in started:
        child.kill()
        child.communicate()


def rows(home: Path) -> list[dict[str, Any]]:
    with database.working(home / "work" / "communique.duckdb") as connection:
        return database.fetch_dicts(connection, "FROM run ORDER BY started_at")


def flow_runs(client: SyncPrefectClient, part: str) -> list[FlowRun]:
    """Return the flow runs whose name holds a part, the oldest first."""
    found = [run for run in client.read_flow_runs() if part in run.name]
    return sorted(found, key=lambda run: run.created or datetime.max.replace(tzinfo=UTC))


def state(run: FlowRun) -> State:
    assert run.state is not None
    return run.state


def test_a_live_run_is_left_alone_and_a_stopped_one_ends_cleanly(
    prefect_server: str,
    client: SyncPrefectClient,
    news: Newsroom,
    start: Run,
    command_line: Callable[..., click.testing.Result],
    home: Path,
) -> None:
    news.hold(HELD)
    child = start(prefect_server)
    news.wait_for_reader()
    wait_until(lambda: rows(home)[0]["status"] == "running", "the run's row")
    assert command_line("publish").exit_code == 0  # begins, and so looks for dead runs
    assert rows(home)[0]["status"] == "running"
    (live,) = flow_runs(client, news.host)
    assert state(live).type == StateType.RUNNING

    child.send_signal(signal.SIGTERM)
    _, said = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGTERM
    assert b"Traceback" not in said
    (row,) = rows(home)
    assert (row["status"], row["reason"][:20]) == ("stopped", "It was told to end (")
    assert row["finished_at"] is not None
    (stopped,) = flow_runs(client, news.host)
    assert state(stopped).type == StateType.CRASHED


def test_what_a_killed_run_left_is_closed_and_completed_by_the_next(
    prefect_server: str,
    client: SyncPrefectClient,
    news: Newsroom,
    start: Run,
    command_line: Callable[..., click.testing.Result],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    news.hold(HELD)
    child = start(prefect_server)
    news.wait_for_reader()
    child.kill()
    child.wait()
    assert [row["status"] for row in rows(home)] == ["running"]
    (dead,) = flow_runs(client, news.host)
    assert state(dead).type == StateType.RUNNING  # nobody has told Prefect

    news.release()
    assert command_line("ingest", *feeds(news)).exit_code == 0
    first, second = rows(home)
    assert (first["status"], second["status"]) == ("crashed", "completed")
    assert f"process {child.pid} on " in first["reason"]
    assert "the next run of the same sources reads the rest" in first["reason"]
    closed, completed = flow_runs(client, news.host)
    assert state(closed).type == StateType.CRASHED
    assert str(child.pid) in str(state(closed).message)
    assert "kept" in str(state(closed).message)
    assert state(completed).type == StateType.COMPLETED

    repaired = working_hashes()
    use_home(monkeypatch, tmp_path / "undisturbed")
    assert command_line("ingest", *feeds(news)).exit_code == 0
    assert repaired == working_hashes()


def test_a_server_that_goes_away_costs_nothing_that_was_read(
    prefect_server: str, news: Newsroom, start: Run, home: Path
) -> None:
    port = int(prefect_server.rpartition(":")[2].partition("/")[0])
    link = Link(("127.0.0.1", port))
    news.hold(HELD)
    child = start(f"http://127.0.0.1:{link.server_address[1]}/api")
    news.wait_for_reader()
    link.cut()
    news.release()
    _, said = child.communicate(timeout=180)
    assert child.returncode == 1
    assert b"Error: The Prefect server stopped answering. The run went on without it" in said
    assert said.count(b"EventsWorker") == 0  # no noise of each event that nobody heard
    assert [row["status"] for row in rows(home)] == ["completed"]
    with database.reading(home / "communique.duckdb") as snapshot:
        found = {url for (url,) in snapshot.execute("SELECT url FROM article").fetchall()}
    assert len(found) == ARTICLES
    assert any(HELD in url for url in found)


# Rows of the table of runs.


def opened(home: Path, *, hours: float, process: Process | None) -> None:
    """Keep a run that began some hours ago and is not closed."""
    began = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=hours)
    told = (
        {"host": process.host, "pid": process.pid, "started": process.started} if process else None
    )
    row = {
        "id": f"run{hours}", "kind": "ingest", "label": "Tarawa Post", "started_at": began,
        "finished_at": None, "status": "running", "counts": None, "versions": "{}",
        "process": told, "reason": None,
    }  # fmt: skip
    with database.working(home / "work" / "communique.duckdb") as connection:
        database.insert(connection, "run", [row])


def test_a_run_of_a_live_process_is_left_open_however_old(home: Path) -> None:
    opened(home, hours=400, process=processes.this_process())
    assert runs.close_dead() == []
    assert [row["status"] for row in rows(home)] == ["running"]


def test_a_number_that_was_given_again_is_not_the_process_that_had_it(home: Path) -> None:
    me = processes.this_process()
    opened(home, hours=1, process=Process(me.host, me.pid, "another start"))
    (closed,) = runs.close_dead()
    assert str(closed).startswith("Closed run run1 (ingest Tarawa Post): process ")
    (row,) = rows(home)
    assert (row["status"], row["reason"]) == ("crashed", closed.reason)
    assert row["finished_at"] is not None
    assert runs.close_dead() == []


@pytest.mark.parametrize("process", [None, Process("another-machine", 1, "x")])
def test_where_the_process_cannot_be_asked_only_age_tells(
    process: Process | None, home: Path
) -> None:
    opened(home, hours=23, process=process)
    opened(home, hours=73, process=process)
    (closed,) = runs.close_dead()
    assert closed.id == "run73"
    assert "for 3 days" in closed.reason


# Flow runs that Prefect shows.


@flow(name="sample")
def sleeper() -> None:
    """Stands for a flow of ours; it is never run."""


def made(client: SyncPrefectClient, state: State, **labels: str) -> UUID:
    """Let Prefect show a flow run in a state, with labels."""
    run = client.create_flow_run(sleeper, state=state)
    client.update_flow_run_labels(run.id, dict(labels))
    return run.id


def close(client: SyncPrefectClient, of_worker: str = "") -> dict[UUID, str | None]:
    """Close what is dead; return the message of each flow run that is Crashed now."""
    list(recovery.close_dead_flow_runs(client, of_worker))
    found = ((run.id, state(run)) for run in client.read_flow_runs())
    return {key: told.message for key, told in found if told.type == StateType.CRASHED}


def test_a_flow_run_is_judged_by_the_process_that_signed_it(client: SyncPrefectClient) -> None:
    me = processes.this_process()
    live = made(client, Running(), **{recovery.SIGN: f"{me.pid} {me.started} {me.host}"})
    dead = made(client, Running(), **{recovery.SIGN: f"{me.pid} before {me.host}"})
    away = made(client, Running(), **{recovery.SIGN: f"{me.pid} before another-machine"})
    crashed = close(client)
    assert "died without a word" in str(crashed[dead])
    assert not {live, away} & crashed.keys()


def test_an_unsigned_flow_run_is_judged_by_its_signs_of_life(
    client: SyncPrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, unheard = made(client, Running()), made(client, Running())
    emit_event(recovery.HEARTBEAT, {"prefect.resource.id": f"prefect.flow-run.{heard}"})
    wait_until(lambda: recovery._last_heartbeat(client, heard), "the heartbeat")
    assert not {heard, unheard} & close(client).keys()
    monkeypatch.setattr(recovery, "QUIET", timedelta(0))
    crashed = close(client)
    assert "No sign of life since" in str(crashed[heard])
    assert unheard not in crashed  # it may be of those that send none
    monkeypatch.setattr(runs, "LONGEST", timedelta(0))
    assert unheard in close(client)


def test_what_a_dead_worker_was_about_to_begin_is_closed(client: SyncPrefectClient) -> None:
    ours, other = (
        made(client, Pending(), **{"prefect.worker.name": name}) for name in ("w1", "w2")
    )
    begun = made(client, Pending(), **{"prefect.worker.name": "w1"})
    client.update_flow_run(begun, infrastructure_pid=str(os.getpid()))
    crashed = close(client, of_worker="w1")
    assert "w1, ended before its process began" in str(crashed[ours])
    assert not {other, begun} & crashed.keys()


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (TerminationSignal(signal.SIGTERM), "stopped", "It was told to end"),
        (KeyboardInterrupt(), "stopped", "It was told to end"),
        (ValueError("no such\nday"), "failed", "ValueError: no such day"),
        (MemoryError(), "failed", "MemoryError"),
    ],
)
def test_why_a_run_ended_is_told(error: BaseException, status: str, reason: str) -> None:
    before = signal.getsignal(signal.SIGTERM)
    try:
        told = recovery.ended(error)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert told[0] == status
    assert told[1].startswith(reason)


def test_automations_are_registered_once_and_put_back(client: SyncPrefectClient) -> None:
    assert recovery.register_automations(client) == ["communique-heartbeat"]
    (first,) = client.read_automations_by_name("communique-heartbeat")
    client.pause_automation(first.id)
    recovery.register_automations(client)
    (second,) = client.read_automations_by_name("communique-heartbeat")
    assert (second.id, second.enabled) == (first.id, True)
