"""Read news of old days: a window in chunks, each chunk a run of `ingest` of its own.

What belongs here: who reads the chunks, when, and what is said of them. What does not: reading one
(`flows.ingest`), and remembering what became of it (`tasks.backfilling`).

Who reads: started from its deployment, the backfill gives its chunks to the workers, as runs of
the deployment of `ingest`. They wait in the same queue as the schedule's runs, whose limit says how
many write at once; `at_once` says how many chunks stand in it, so that a scheduled run waits for
those alone. Started anywhere else it reads the chunks itself, one after the other, into its own
database: the workers' may be another.

A chunk that fails stops no other. Whatever ended a backfill, starting it again reads what is not
complete, and waits for the chunks that workers still read.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from prefect import flow, tags
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.deployments import run_deployment
from prefect.exceptions import ObjectNotFound
from prefect.runtime import deployment, flow_run
from prefect.settings import get_current_settings
from prefect.utilities.urls import url_for

from flows.backfilled import Backfilled, BackfillIncompleteError
from flows.ingest import ingest, label
from flows.parameters import Anew, AtOnce, EndDay, Every, FirstDay, Sources, sources_named
from flows.prefect_env import OrchestrationError
from flows.progress import progress, say
from flows.recovery import reconcile
from flows.reporting import reported
from tasks.backfilling import (
    Chunk,
    Known,
    begin_chunk,
    chunk_id,
    days_in_chunks,
    end_chunk,
    known_chunks,
)
from tasks.events.coding import coder
from tasks.settings import settings

DEPLOYMENT = "backfill/backfill"
READER = "ingest/hourly"  # the deployment whose runs read the chunks
TAG = "backfill"
POLL_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the chunks that are not done are to be read, and what is known of them."""

    sources: list[str] | None
    at_once: int
    known: Mapping[str, Known]

    def parameters(self, chunk: Chunk) -> dict[str, Any]:
        """Return what the run of `ingest` is given that reads a chunk."""
        return {
            "sources": self.sources,
            "since": chunk.since,
            "until": chunk.until,
            "strict": True,
        }


def _run_name() -> str:
    given = flow_run.parameters
    days = given.get("since"), given.get("until")
    return f"backfill {label(given.get('sources'), *days)} by {given.get('every', 'month')}"


@flow(name="backfill", flow_run_name=_run_name, persist_result=False)
def backfill(
    since: FirstDay,
    until: EndDay,
    sources: Sources = None,
    every: Every = "month",
    at_once: AtOnce = 1,
    anew: Anew = False,
) -> Backfilled:
    """Read the news of some days, in chunks of a month or a day, and publish after each.

    A chunk that was read before, from the same sources and by the same coder, is left out unless
    it is to be read `anew`. Raises BackfillIncompleteError, at the end, where chunks failed.
    """
    reconcile()
    outcome = Backfilled(_chunks(since, until, sources, every))
    with reported("backfill", label(sources, since, until), outcome.page):
        outcome.known = known_chunks(outcome.chunks)
        done = [key for key, one in outcome.known.items() if one.done and not anew]
        outcome.earlier = frozenset(done)
        _read(outcome, Reading(sources=sources, at_once=at_once, known=outcome.known))
        outcome.known = known_chunks(outcome.chunks)
        if outcome.faults:
            raise BackfillIncompleteError(outcome)
    return outcome


def _chunks(since: date, until: date, sources: list[str] | None, every: Every) -> list[Chunk]:
    locations = [source.location for source in sources_named(sources)]
    current = coder(settings().spacy_model)
    return [
        Chunk(
            id=chunk_id(first, end, locations, current),
            since=first,
            until=end,
            label=label(sources, first, end),
            coder=current,
        )
        for first, end in days_in_chunks(since, until, every)
    ]


def _read(outcome: Backfilled, reading: Reading) -> None:
    """Have what is not done read; keep what became of each chunk as soon as it is known."""
    chunks = [chunk for chunk in outcome.chunks if chunk.id not in outcome.earlier]
    say(f"To read: {len(chunks)} of {len(outcome.chunks)} chunks")
    tell, read = progress("backfill-progress"), _by_workers if deployment.id else _here
    tell(0, len(chunks))
    for number, (chunk, state) in enumerate(read(chunks, reading), 1):
        fault = _fault(state)
        end_chunk(chunk, fault)
        outcome.ended[chunk.id] = fault
        tell(number, len(chunks))
        say(f"{chunk}: {fault or 'complete'} ({number} of {len(chunks)})")


def _here(chunks: Sequence[Chunk], reading: Reading) -> Iterator[tuple[Chunk, State | None]]:
    """Read chunk after chunk in this process."""
    for chunk in chunks:
        begin_chunk(chunk)
        with tags(TAG):
            state = ingest(**reading.parameters(chunk), return_state=True)
        yield chunk, state


def _by_workers(chunks: Sequence[Chunk], reading: Reading) -> Iterator[tuple[Chunk, State | None]]:
    """Give chunks to workers, `at_once` at a time; yield each as it ends."""
    waiting, running = deque(chunks), dict[UUID, Chunk]()
    while waiting or running:
        while waiting and len(running) < reading.at_once:
            chunk = waiting.popleft()
            running[_begun(chunk, reading)] = chunk
        states = {run: _state(run) for run in running}
        ended = [run for run, state in states.items() if state is None or state.is_final()]
        yield from ((running.pop(run), states[run]) for run in ended)
        if not ended:
            time.sleep(POLL_SECONDS)


def _begun(chunk: Chunk, reading: Reading) -> UUID:
    """Return the flow run that reads a chunk: one that an earlier backfill left, or a new one."""
    known = reading.known.get(chunk.id)
    if known and known.status == "running" and known.flow_run_id:
        left = UUID(known.flow_run_id)
        if (state := _state(left)) and not state.is_final():
            say(f"{chunk}: a worker has it already")
            return left
    given = {name: _plain(value) for name, value in reading.parameters(chunk).items()}
    run = run_deployment(
        READER,
        parameters=given,
        flow_run_name=f"ingest {chunk.label}",
        tags=[TAG],
        timeout=0,
    )
    assert isinstance(run, FlowRun)  # not a coroutine: no event loop runs here
    begin_chunk(chunk, str(run.id))
    return run.id


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _state(run: UUID) -> State | None:
    """Return the state of a flow run; None where somebody deleted it."""
    with get_client(sync_client=True) as client:
        try:
            return client.read_flow_run(run).state
        except ObjectNotFound:
            return None


def _fault(state: State | None) -> str | None:
    """Return why a chunk is not complete; None if it is."""
    if state is None:
        return "its flow run was deleted before it ended"
    if state.is_completed():
        return None
    said = (state.message or "").removeprefix("Flow run encountered an exception: ")
    return " ".join(f"{state.name or state.type.value}: {said}".split())


def expect_server() -> None:
    """Raise OrchestrationError where no server is named that could have workers."""
    if not get_current_settings().api.url:
        raise OrchestrationError(
            "No server is named. Start one with `make serve`, and set PREFECT_API_URL to its API."
        )


def hand_over(
    since: date, until: date, sources: list[str] | None, every: str, *, anew: bool
) -> str:
    """Have the server's workers run the backfill; return where it can be watched.

    Raises OrchestrationError where the server does not know our deployments.
    """
    given = {"since": str(since), "until": str(until), "sources": sources, "every": every}
    try:
        run = run_deployment(DEPLOYMENT, parameters=given | {"anew": anew}, timeout=0)
    except ObjectNotFound as error:
        raise OrchestrationError(
            f"The server has no deployment {DEPLOYMENT}. Register it there with `prefect deploy "
            "--all --prefect-file deployments/prefect.yaml`."
        ) from error
    assert isinstance(run, FlowRun)  # not a coroutine: no event loop runs here
    return url_for(run) or str(run.id)
