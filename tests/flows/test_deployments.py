"""Deployments on a real server: what the UI shows of them, and the write limit that they share."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from click.testing import Result
from prefect.client.orchestration import PrefectClient, SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType, WorkQueue
from prefect.client.schemas.responses import DeploymentResponse
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Completed, Crashed, Running, Scheduled
from prefect.workers.process import ProcessWorker, ProcessWorkerResult

from flows import backfill as backfilling
from flows import serve
from flows.writing import share_limit
from tasks.backfilling import Chunk, Known, begin_chunk, known_chunks
from tests.flowing import write_news
from tests.flows.homes import hashes

NAMES = {"ingest/hourly", "backfill/backfill", "publish/snapshot", "recode/recode"}
LATE = int(os.environ.get("COMMUNIQUE_TEST_LATE", "12"))  # 100 takes minutes
PATIENCE = 300  # seconds for six runs, each a process, on a busy machine
ROOT = Path(__file__).parents[2]
ACTIVE = FlowRunFilter(
    state=FlowRunFilterState(
        type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING])
    )
)
WAITING = FlowRunFilter(
    state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]))
)


@pytest.fixture(scope="module")
def api(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that knows our deployments; its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_API_URL", prefect_server)
        serve.register(tmp_path_factory.mktemp("logs") / "deploy.log")
        yield prefect_server


@pytest.fixture
def client(api: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as found:
        yield found


def registered(client: SyncPrefectClient) -> dict[str, DeploymentResponse]:
    names = {flow.id: flow.name for flow in client.read_flows()}
    return {f"{names[one.flow_id]}/{one.name}": one for one in client.read_deployments()}


def test_each_flow_has_its_deployment_with_words_and_tags(client: SyncPrefectClient) -> None:
    found = registered(client)
    assert found.keys() >= NAMES
    for name in NAMES:
        assert found[name].description
        assert found[name].tags == ["communique", name.partition("/")[0]]
        assert found[name].work_pool_name == serve.POOL


def test_those_that_write_share_a_queue_and_a_backfill_is_not_in_it(
    client: SyncPrefectClient,
) -> None:
    queues = {name: one.work_queue_name for name, one in registered(client).items()}
    assert {name for name in NAMES if queues[name] == "writing"} == NAMES - {"backfill/backfill"}


def test_the_form_of_a_deployment_is_that_of_its_flow(client: SyncPrefectClient) -> None:
    form = registered(client)["backfill/backfill"].parameter_openapi_schema
    assert form
    assert form["required"] == ["since", "until"]
    assert form["properties"]["since"]["format"] == "date"
    assert form["properties"]["sources"]["title"] == "Sources"


def test_a_run_with_what_the_form_does_not_take_is_refused_by_the_server(
    client: SyncPrefectClient,
) -> None:
    backfill = registered(client)["backfill/backfill"].id
    given = {"since": "2023-03-01", "until": "2023-04-01", "every": "week"}
    with pytest.raises(Exception, match="'week' is not one of"):
        client.create_flow_run_from_deployment(backfill, parameters=given)


async def queue(client: PrefectClient) -> WorkQueue:
    return await client.read_work_queue_by_name("writing", work_pool_name=serve.POOL)


def test_the_limit_is_one_and_what_an_operator_set_is_kept(api: str) -> None:
    async def limits() -> list[int | None]:
        found = []
        async with get_client() as client:
            made = await queue(client)
            for limit in (made.concurrency_limit, 3):
                await client.update_work_queue(made.id, concurrency_limit=limit)
                await share_limit(serve.POOL, "writing", 1)
                found.append((await queue(client)).concurrency_limit)
            await client.update_work_queue(made.id, concurrency_limit=1)
        return found

    assert asyncio.run(limits()) == [1, 3]


Reading = Callable[[FlowRun | None], FlowRun]
CHUNK = Chunk(
    id="c-1", since=date(2023, 3, 7), until=date(2023, 3, 8), label="the wire", coder="coder"
)


@pytest.fixture
def reading(
    client: SyncPrefectClient, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reading]:
    """Give a chunk to the workers, as one that such a run reads already or that nobody does."""
    monkeypatch.setattr(backfilling, "begin_chunk", begin_chunk.fn)  # outside of a flow
    made: set[UUID] = set()

    def give(left: FlowRun | None) -> FlowRun:
        by = str(left.id) if left else None
        known = Known(done=False, status="running", flow_run_id=by, fault=None, counts={})
        how = backfilling.Reading(sources=["Tehran Times"], at_once=1, known={CHUNK.id: known})
        run = backfilling._begun(CHUNK, how)
        made.add(run)
        return client.read_flow_run(run)

    yield give
    for run in made:
        client.delete_flow_run(run)


def test_a_chunk_becomes_a_run_of_the_schedules_deployment(
    client: SyncPrefectClient, reading: Reading
) -> None:
    run = reading(None)
    assert run.deployment_id == registered(client)["ingest/hourly"].id
    assert run.name == "ingest the wire"
    assert set(run.tags) >= {"backfill", "communique"}
    assert run.parameters == {
        "sources": ["Tehran Times"], "since": "2023-03-07", "until": "2023-03-08", "strict": True,
    }  # fmt: skip
    assert known_chunks.fn([CHUNK])["c-1"].flow_run_id == str(run.id)


def test_a_chunk_that_a_worker_still_reads_is_waited_for(
    client: SyncPrefectClient, reading: Reading
) -> None:
    left = reading(None)
    client.set_flow_run_state(left.id, Running(), force=True)
    assert reading(left).id == left.id
    client.set_flow_run_state(left.id, Crashed(), force=True)
    assert reading(left).id != left.id


def test_a_run_that_somebody_deleted_has_failed(client: SyncPrefectClient) -> None:
    assert backfilling._state(uuid4()) is None
    assert backfilling._fault(None) == "its flow run was deleted before it ended"


def hand_over(command_line: Callable[..., Result]) -> Result:
    window = ("--since", "2023-03-01", "--until", "2023-04-01")
    return command_line("backfill", "--on-server", *window)


@pytest.mark.usefixtures("api", "home")
def test_to_hand_over_takes_a_server_that_knows_our_deployments(
    command_line: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfilling, "DEPLOYMENT", "backfill/elsewhere")
    result = hand_over(command_line)
    assert result.exit_code == 1
    assert "no deployment backfill/elsewhere. Register it there with" in result.stderr
    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        monkeypatch.delenv("PREFECT_API_URL")
        result = hand_over(command_line)
    assert result.exit_code == 1
    assert "No server is named. Start one with `make serve`" in result.stderr


class Crowd:
    """What a worker does with each run instead of starting a process: see who else is at it."""

    def __init__(self, client: PrefectClient) -> None:
        self.client = client
        self.most = 0
        self.polls = 0
        self.over = False
        self.ran: Counter[str] = Counter()

    async def run(self, flow_run: FlowRun, *_: Any, task_status: Any, **__: Any) -> Any:
        """Be running while the worker asks for more, twice, and complete."""
        task_status.started(1)
        await self.client.set_flow_run_state(flow_run.id, Running())
        begun = self.polls
        while self.polls < begun + 2 and not self.over:
            await asyncio.sleep(0.01)
        others = await self.client.read_flow_runs(flow_run_filter=ACTIVE)
        self.most = max(self.most, len([one for one in others if one.name.startswith("late ")]))
        self.ran[flow_run.name] += 1
        await self.client.set_flow_run_state(flow_run.id, Completed())
        return ProcessWorkerResult(status_code=0, identifier="1")


async def be_late(client: PrefectClient, runs: int) -> None:
    """Leave hourly runs of the past that nobody has begun."""
    hourly = await client.read_deployment_by_name("ingest/hourly")
    for hour in range(runs):
        missed: State[object] = Scheduled(
            scheduled_time=datetime.now(UTC) - timedelta(hours=runs - hour)
        )
        name = f"late {hour:03}"
        await client.create_flow_run_from_deployment(hourly.id, name=name, state=missed)


@pytest.mark.parametrize("limit", [1, 3])
def test_late_runs_after_an_outage_are_all_run_and_no_more_at_once_than_the_limit(
    api: str, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    async def work() -> Crowd:
        async with get_client() as client, ProcessWorker(serve.POOL) as worker:
            crowd = Crowd(client)
            monkeypatch.setattr(worker, "run", crowd.run)
            await client.update_work_queue((await queue(client)).id, concurrency_limit=limit)
            await be_late(client, LATE)
            while crowd.ran.total() < LATE and crowd.polls < 20 * LATE:
                await worker.get_and_submit_flow_runs()
                crowd.polls += 1
                await asyncio.sleep(0.05)
            crowd.over = True
            await client.update_work_queue((await queue(client)).id, concurrency_limit=1)
        return crowd

    crowd = asyncio.run(work())
    assert crowd.ran == Counter(f"late {hour:03}" for hour in range(LATE))
    assert crowd.most == limit


@contextmanager
def a_worker(client: SyncPrefectClient, home: Path) -> Iterator[None]:
    """Work the queues, with what other tests left in them thrown away."""
    for left in client.read_flow_runs(flow_run_filter=WAITING):
        client.delete_flow_run(left.id)
    environment = os.environ | {"COMMUNIQUE_HOME": str(home), "PREFECT_WORKER_QUERY_SECONDS": "1"}
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", serve.POOL]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as worker:
        try:
            yield
        finally:  # it ends by an interrupt to itself, which who runs us may have it ignore
            worker.terminate()
            with suppress(subprocess.TimeoutExpired):
                worker.wait(30)
            worker.kill()


def ends(client: SyncPrefectClient, runs: Sequence[UUID]) -> list[str]:
    """Wait until runs have ended; return how."""
    deadline = time.monotonic() + PATIENCE
    while True:
        states = [client.read_flow_run(run).state for run in runs]
        if all(state and state.is_final() for state in states) or time.monotonic() > deadline:
            return [f"{state.name}: {state.message}" if state else "gone" for state in states]
        time.sleep(0.5)


def test_the_schedule_and_two_overlapping_backfills_write_one_after_the_other(
    client: SyncPrefectClient, command_line: Callable[..., Result], tmp_path: Path
) -> None:
    news = write_news(tmp_path / "news.jsonl", range(9))
    first: dict[str, Any] = {"sources": [str(news)], "since": "2023-03-07", "every": "day"}
    asked = [
        ("ingest/hourly", {"sources": [str(news)]}),
        ("backfill/backfill", first | {"until": "2023-03-09", "at_once": 2}),
        ("backfill/backfill", first | {"until": "2023-03-08"}),
    ]
    ids = {name: one.id for name, one in registered(client).items()}
    with a_worker(client, tmp_path / "home"):
        begin = client.create_flow_run_from_deployment
        runs = [begin(ids[name], parameters=given).id for name, given in asked]
        assert ends(client, runs) == ["Completed: None"] * 3
    writing = [one for one in client.read_flow_runs() if f"ingest {news}" in one.name]
    assert len(writing) in (3, 4)  # the later of the two may find the day that they share done
    spans = sorted((str(one.start_time), str(one.end_time)) for one in writing)  # UTC, each
    assert all(ended <= begun for (_, ended), (begun, _) in pairwise(spans))
    command_line("ingest", news, "--db", tmp_path / "serial")
    assert hashes(tmp_path / "home") == hashes(tmp_path / "serial")
