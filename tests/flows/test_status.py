"""What `communique status` says, with and without a server."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click.testing
import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Crashed, Running, Scheduled

from flows.status import look
from tasks import database
from tasks.publish import publish
from tasks.settings import settings
from tasks.store import finish_run, start_run
from tasks.summarise import summarise

NOWHERE = "http://127.0.0.1:9/api"
Communique = Callable[..., click.testing.Result]


@pytest.fixture
def alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no server answer."""
    monkeypatch.setenv("PREFECT_API_URL", NOWHERE)


def run(kind: str, label: str, status: str, reason: str | None = None) -> None:
    finish_run.fn(start_run.fn(kind, label), {}, status, reason)


def published() -> None:
    summarise.fn()
    publish.fn()


@pytest.mark.usefixtures("alone")
def test_an_empty_home_is_told_what_to_do(communique: Communique) -> None:
    said = communique("status")
    assert said.exit_code == 1
    assert f"Snapshot: none in {settings().home}; run `communique ingest`" in said.output
    assert "no server answers; `make serve` starts one" in said.output
    assert said.output.endswith("Wrong: nothing is published.\n")


@pytest.mark.usefixtures("alone")
def test_all_is_well_after_a_run_that_completed(communique: Communique) -> None:
    run("ingest", "Tarawa Post", "completed")
    published()
    said = communique("status")
    assert said.exit_code == 0
    assert re.match(r"Snapshot: \d+ seconds? old, of 20.+; 0 articles, 0 events\n", said.output)
    assert "Last run: ingest Tarawa Post, completed 20" in said.output
    assert said.output.endswith("All is well.\n")


@pytest.mark.usefixtures("alone")
def test_the_last_run_that_failed_is_a_fault_though_the_snapshot_does_not_know(
    communique: Communique,
) -> None:
    run("ingest", "Tarawa Post", "completed")
    published()
    run("ingest", "Tarawa Post", "failed", "DatabaseUnwritable: the disk is full")
    said = communique("status")
    assert said.exit_code == 1
    assert ", failed 20" in said.output
    assert ": DatabaseUnwritable: the disk is full" in said.output
    run("ingest", "Tarawa Post", "completed")  # and all is well again
    assert communique("status").exit_code == 0


@pytest.mark.usefixtures("alone")
def test_an_old_snapshot_is_a_fault_from_the_age_that_is_given(communique: Communique) -> None:
    run("ingest", "Tarawa Post", "completed")
    published()
    assert communique("status", "--stale", 1).exit_code == 0
    said = communique("status", "--stale", 0)
    assert said.exit_code == 1
    assert "Wrong: the snapshot is older than 0 seconds." in said.output


@pytest.mark.usefixtures("alone")
def test_while_a_run_writes_the_snapshot_answers() -> None:
    run("ingest", "Tarawa Post", "completed")
    published()
    with database.working():
        status = look(timedelta(hours=1))
    assert status.writing
    assert [one["label"] for one in status.runs] == ["Tarawa Post"]


@flow(name="ingest")
def ingest() -> None:
    """Stands for the flow of that name; it is never run."""


@pytest.mark.usefixtures("home")
def test_a_server_tells_what_runs_is_due_and_failed(
    prefect_server: str, communique: Communique, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_server)
    later = datetime.now(UTC) + timedelta(hours=2)
    with get_client(sync_client=True) as client:
        client.create_flow_run(ingest, name="ingest now", state=Running())
        client.create_flow_run(ingest, name="ingest later", state=Scheduled(scheduled_time=later))
        died: State = Crashed(message="Its process died\nwithout a word.")
        client.create_flow_run(ingest, name="ingest then", state=died)
    run("ingest", "Tarawa Post", "completed")
    published()
    told: dict[str, Any] = json.loads(communique("status", "--json").output)
    assert told["well"] is True
    assert told["flows"]["running"][0] == "ingest now"
    assert told["flows"]["due"][0][1] == "ingest later"
    assert told["flows"]["failed"][0][1:] == ["ingest then", "Its process died without a word."]
    said = communique("status").output
    assert "Due: ingest later at 20" in said
    assert ": Its process died without a word." in said
    assert len(said.splitlines()) <= 10

    with get_client(sync_client=True) as client:
        then = datetime.now(UTC) - timedelta(hours=1)
        late = client.create_flow_run(ingest, name="late", state=Scheduled(scheduled_time=then))
        said = communique("status").output
        assert "1 late" in said
        assert "Wrong: late runs: 1; see that a worker runs." in said
        client.delete_flow_run(late.id)
