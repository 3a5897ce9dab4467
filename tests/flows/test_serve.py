"""`make serve`: the real server and worker, what a schedule has them do, and how they end."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.events import Event, Resource, ResourceSpecification
from prefect.events.clients import get_events_client
from prefect.events.schemas.automations import AutomationCore, EventTrigger
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Completed, Running

from flows import prefect_env, recovery, serve
from tasks import database
from tasks.processes import descendants, process
from tests.holding import Newsroom, newsroom, wait_until

HELD = "erbil-missile-strike"
ARTICLES = 11  # that the two feeds lead to


@dataclass
class Stack:
    """A running `make serve`."""

    process: subprocess.Popen[bytes]
    home: Path
    client: SyncPrefectClient

    def run(self, key: UUID) -> FlowRun:
        return self.client.read_flow_run(key)

    def state(self, key: UUID) -> State:
        state = self.run(key).state
        assert state is not None
        return state

    def ended(self, key: UUID) -> bool:
        return self.state(key).is_final()

    def deployment(self) -> Any:
        found = self.client.read_deployments()
        return next(one for one in found if one.entrypoint == "flows/ingest.py:ingest")

    def begin(self, sources: list[str]) -> UUID:
        """Have the worker ingest from now on; return the flow run."""
        deployment = self.deployment().id
        return self.client.create_flow_run_from_deployment(
            deployment, parameters={"sources": sources}
        ).id

    def rows(self) -> list[dict[str, Any]]:
        with database.working(self.home / "work" / "communique.duckdb") as connection:
            return database.fetch_dicts(connection, "FROM run ORDER BY started_at")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def news() -> Iterator[Newsroom]:
    with newsroom() as server:
        yield server


@pytest.fixture(scope="module")
def feeds(news: Newsroom) -> list[str]:
    return [
        f"http://{news.host}/{outlet}/feed.xml" for outlet in ("gulf-courier", "two-rivers-wire")
    ]


@pytest.fixture(scope="module")
def stack(news: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home, port = tmp_path_factory.mktemp("served") / "home", free_port()
    told = {key: one for key, one in os.environ.items() if not key.startswith("PREFECT_")} | {
        "COMMUNIQUE_HOME": str(home),
        "COMMUNIQUE_HOST_DELAY": "0",
        "COMMUNIQUE_BATCH_SIZE": "4",
        "COMMUNIQUE_ALLOW_HOSTS": news.host,
        "COMMUNIQUE_GATES": "",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_SERVER_SERVICES_SCHEDULER_DEPLOYMENT_BATCH_SIZE": "20",
    }
    command = [sys.executable, "-m", "flows.serve"]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE) as serving:
        try:
            assert serving.stdout is not None
            address = f"http://127.0.0.1:{port}"
            said = next((line for line in serving.stdout if address.encode() in line), b"")
            assert said.decode() == f"Prefect UI: {address}\n"
            with (
                temporary_settings({PREFECT_API_URL: f"{address}/api"}),
                get_client(sync_client=True) as client,
            ):
                yield Stack(serving, home, client)
        finally:
            serving.terminate()
            serving.wait(60)


@flow(name="sample")
def silent() -> None:
    """Stands for a flow whose process is gone; it is never run."""


async def show_life(names: list[str]) -> None:
    """Send a sign of life each; not by `emit_event`, which keeps to the server it met first."""
    async with get_events_client() as client:
        for name in names:
            resource = Resource.model_validate({"prefect.resource.id": name})
            await client.emit(Event(event=recovery.HEARTBEAT, resource=resource))


@pytest.fixture(scope="module")
def silenced(stack: Stack) -> tuple[UUID, UUID]:
    """Two flow runs that gave one sign of life; one has ended since, the other just stopped.

    They are watched by the automation that is served, made to wait for ten seconds only.
    """
    (served,) = stack.client.read_automations_by_name("communique-heartbeat")
    stopped, ended = (stack.client.create_flow_run(silent, state=Running()).id for _ in range(2))
    names = [f"prefect.flow-run.{run}" for run in (stopped, ended)]
    hasty = AutomationCore(**served.model_dump(exclude={"id", "name"}), name="hasty")
    assert isinstance(hasty.trigger, EventTrigger)
    hasty.trigger.within = timedelta(seconds=10)
    hasty.trigger.match = ResourceSpecification({"prefect.resource.id": names})
    stack.client.create_automation(hasty)
    asyncio.run(show_life(names))
    stack.client.set_flow_run_state(ended, Completed())
    return stopped, ended


def test_every_deployment_is_registered_and_the_page_of_the_ui_answers(
    stack: Stack, silenced: tuple[UUID, UUID]
) -> None:
    found = {one.name: one.work_pool_name for one in stack.client.read_deployments()}
    assert found == dict.fromkeys(("hourly", "backfill", "snapshot", "recode"), serve.POOL)
    assert (stack.home / "prefect" / "prefect.db").exists()
    assert silenced


def test_a_schedule_has_the_worker_ingest_and_the_run_leaves_its_artifact(
    stack: Stack, feeds: list[str]
) -> None:
    client, deployment = stack.client, stack.deployment()
    soon = datetime.now(UTC) + timedelta(seconds=3)
    every = IntervalSchedule(interval=timedelta(days=7), anchor_date=soon)
    wanted = DeploymentScheduleCreate(schedule=every, active=True, parameters={"sources": feeds})
    (made,) = client.create_deployment_schedules(deployment.id, [wanted])

    def scheduled() -> list[FlowRun]:
        ran = [run for run in client.read_flow_runs() if run.deployment_id == deployment.id]
        return [run for run in ran if run.auto_scheduled and run.state and run.state.is_final()]

    wait_until(scheduled, "the scheduled run")
    (run,) = scheduled()
    assert stack.state(run.id).type == StateType.COMPLETED
    client.delete_deployment_schedule(deployment.id, made.id)
    key = ArtifactFilterFlowRunId(any_=[run.id])
    artifacts = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=key))
    (table,) = [one for one in artifacts if one.key == "ingest-by-outlet"]
    assert "Gulf Courier" in str(table.data)
    (row,) = stack.rows()
    assert row["status"] == "completed"
    with database.reading(stack.home / "communique.duckdb") as snapshot:
        assert snapshot.execute("SELECT count(*) FROM article").fetchall() == [(ARTICLES,)]


def test_the_run_after_one_that_was_killed_repairs_and_completes_it(
    stack: Stack, news: Newsroom
) -> None:
    more = [f"http://{news.host}/meridian-despatch/feed.xml"]
    news.hold("karabakh-surrender")
    killed = stack.begin(more)
    news.wait_for_reader()
    wait_until(lambda: stack.run(killed).infrastructure_pid, "the number of its process")
    os.kill(int(str(stack.run(killed).infrastructure_pid)), signal.SIGKILL)
    wait_until(lambda: stack.ended(killed), "the state of the killed run")
    assert stack.state(killed).type == StateType.CRASHED  # as the worker tells the server
    assert stack.rows()[-1]["status"] == "running"  # and nobody the database

    news.release()
    repairing = stack.begin(more)
    wait_until(lambda: stack.ended(repairing), "the run after it")
    assert stack.state(repairing).type == StateType.COMPLETED
    assert [row["status"] for row in stack.rows()] == ["completed", "crashed", "completed"]
    with database.reading(stack.home / "communique.duckdb") as snapshot:
        (row,) = snapshot.execute("SELECT count(*) FROM article").fetchall()
    assert row[0] > ARTICLES


def test_a_run_without_a_sign_of_life_is_crashed_by_the_automation(
    stack: Stack, silenced: tuple[UUID, UUID]
) -> None:
    stopped, ended = silenced
    wait_until(lambda: stack.ended(stopped), "the automation")
    assert stack.state(stopped).type == StateType.CRASHED
    assert str(stack.state(stopped).message).startswith("No sign of life for three minutes")
    assert stack.state(ended).type == StateType.COMPLETED


def test_all_ends_when_told_to_with_what_a_run_has_stored(
    stack: Stack, news: Newsroom, feeds: list[str]
) -> None:
    news.hold(HELD)
    held = stack.begin(feeds)
    news.wait_for_reader()
    wait_until(lambda: stack.run(held).infrastructure_pid, "the number of its process")
    below = descendants(stack.process.pid)
    assert int(str(stack.run(held).infrastructure_pid)) in {one.pid for one in below}
    stack.process.terminate()
    assert stack.process.wait(60) == 0
    assert [one for one in below if process(one.pid) == one] == []
    assert stack.rows()[-1]["status"] == "stopped"


# Without a server.


def test_a_child_that_ends_by_itself_is_named_with_its_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with subprocess.Popen(["true"]) as worker, subprocess.Popen(["sleep", "600"]) as server:
        with pytest.raises(serve.ServeError, match=r"The worker ended by itself; see worker\.log"):
            serve._watch({"server": server, "worker": worker}, set())
        server.kill()


STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def signals() -> Iterator[None]:
    """Put back what `_stop` does to Ctrl-C."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.mark.usefixtures("signals")
def test_who_does_not_end_when_asked_is_killed_with_what_it_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serve, "GRACE", dict.fromkeys(("flows", "worker", "server"), 0.5))
    command = [sys.executable, "-c", STUBBORN]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        below = descendants(worker.pid)
        assert len(below) == 1
        serve._stop({"worker": worker}, set())
        assert worker.returncode == -signal.SIGKILL
        wait_until(lambda: not any(process(one.pid) == one for one in below), "its end")


@pytest.mark.usefixtures("signals")
def test_what_a_dead_worker_leaves_is_asked_to_end(tmp_path: Path) -> None:
    ready, asked = tmp_path / "ready", tmp_path / "asked"
    nested = f"""
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(open({str(asked)!r}, "w").write("asked")))
open({str(ready)!r}, "w").close()
time.sleep(600)
"""
    starting = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {nested!r}], start_new_session=True)
"""
    with subprocess.Popen([sys.executable, "-c", f"{starting}\nsys.stdin.read()"], stdin=-1) as one:
        wait_until(ready.exists, "what it started")
        flows = set(descendants(one.pid))
        one.kill()
        one.wait()
        serve._stop({"worker": one}, flows)
    wait_until(lambda: not any(process(one.pid) == one for one in flows), "its end")
    assert asked.read_text() == "asked"


def test_a_failed_registration_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setenv("PREFECT_CLIENT_MAX_RETRIES", "0")
    log = tmp_path / "deploy.log"
    with pytest.raises(serve.ServeError, match=f"see {log}"):
        serve.register(log)
    assert log.stat().st_size > 0


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.usefixtures("home")
def test_a_port_that_already_answers_is_refused() -> None:
    with patch.dict(os.environ), ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(serve.ServeError, match=r"already serves http://127\.0\.0\.1"):
            serve.serve(server.server_port)
        server.shutdown()


# Where Prefect keeps its own state.


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("", {}),
        ("postgresql://u:s3cret@db/p", "postgresql+asyncpg://u:s3cret@db/p"),
        ("postgresql+asyncpg://u:s3cret@db/p", "postgresql+asyncpg://u:s3cret@db/p"),
        ("postgres://u:s3cret@db/p", "postgresql+asyncpg://u:s3cret@db/p"),
    ],
)
def test_one_setting_moves_prefect_to_postgres(
    told: str, given: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_PREFECT_DATABASE", told)
    name = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
    assert prefect_env.database() == ({name: given} if given else {})


@pytest.mark.parametrize("told", ["mysql://u:s3cret@db/p", "s3cret", "postgresql://"])
def test_another_database_is_refused_without_showing_what_was_told(
    told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_PREFECT_DATABASE", told)
    with pytest.raises(prefect_env.OrchestrationError, match="is no Postgres URL") as failed:
        prefect_env.database()
    assert "s3cret" not in str(failed.value)
