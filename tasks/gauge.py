"""The gauge stage: a run held against its own past; what it finds is stored as alarms.

What belongs here: which gates are asked, and with which numbers. What does not: the rules
(`tasks.quality`), the numbers (`sql/statements/gate_*.sql`), what follows from an alarm
(`flows.gates`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.database import Connection, fetch_rows, listed
from tasks.events import relations
from tasks.events.coding import coder
from tasks.events.language import ModelError
from tasks.events.relations import RelationModelError
from tasks.news.urls import outlet_of, tidy
from tasks.quality.alarms import Alarm
from tasks.quality.losses import Tries, losses
from tasks.quality.mix import mix
from tasks.quality.silence import Limits, Past, silence
from tasks.records import Source
from tasks.settings import settings


class ModelsWrongError(Exception):
    """A model is missing or not the one whose hash we keep."""


def expect_models() -> None:
    """Load the models, each compared with its hash. Raises ModelsWrongError.

    A run calls it before it reads anything; without the gate `models`, the first article tells.
    """
    if "models" not in settings().gates:
        return
    try:
        relations.load()
        coder(settings().spacy_model)
    except (RelationModelError, ModelError) as error:
        folder = f" It is in {relations.FOLDER}." if isinstance(error, RelationModelError) else ""
        raise ModelsWrongError(
            f"Nothing was read or coded, the snapshot is as it was: {error}{folder} `communique"
            " doctor` says when all is well again."
        ) from error


@task(
    name="gauge",
    task_run_name="compare the run with its past",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def gauge(run_id: str, sources: Sequence[Source]) -> tuple[Alarm, ...]:
    """Return what in this run is unlike its own past, and store it; by gate and subject."""
    with database.working() as connection, database.transaction(connection):
        before = set(fetch_rows(connection, "gate_alarms_before", run=run_id))
        raised = {(one.gate, one.subject): one for one in _alarms(connection, run_id, sources)}
        told = ("gate", "subject", "what", "todo")
        rows = [
            {"run_id": run_id} | {name: getattr(one, name) for name in told}
            for one in raised.values()
        ]
        database.delete(connection, "alarm", "run_id", [run_id])
        database.insert(connection, "alarm", rows)
    return tuple(replace(raised[key], is_new=key not in before) for key in sorted(raised))


def _alarms(connection: Connection, run: str, sources: Sequence[Source]) -> Iterator[Alarm]:
    found = {
        "silence": lambda: _silences(connection, run, sources),
        "losses": lambda: _losses(connection, run),
        "mix": lambda: _mixes(connection, run),
    }
    for gate in sorted(settings().gates & found.keys()):
        yield from (alarm for alarm in found[gate]() if alarm)


def _silences(
    connection: Connection, run: str, sources: Sequence[Source]
) -> Iterator[Alarm | None]:
    knobs = settings()
    limits = Limits(factor=knobs.silence_factor, hours=knobs.silence_hours, days=knobs.silence_past)
    locations = [tidy(source.location) for source in sources]
    outlets = [source.outlet or outlet_of(source.location) for source in sources]
    ((now,),) = connection.execute("SELECT started_at FROM run WHERE id = ?", [run]).fetchall()
    asked = {"locations": listed(locations), "outlets": listed(outlets), "days": knobs.gate_days}
    for outlet, times, first, last, longest, since, answer in fetch_rows(
        connection, "gate_silence", run=run, **asked
    ):
        past = Past(
            outlet=outlet, times=times, first=first, last=last, longest=longest,
            asked=since, answer=answer,
        )  # fmt: skip
        yield silence(past, now, limits)


def _losses(connection: Connection, run: str) -> Iterator[Alarm | None]:
    knobs = settings()
    for row in fetch_rows(connection, "gate_losses", run=run, days=knobs.gate_days):
        site, tried, lost, tried_before, lost_before, reasons = row
        tries = Tries(
            site=site, tried=tried, lost=lost, tried_before=tried_before,
            lost_before=lost_before, reasons=reasons,
        )  # fmt: skip
        yield losses(tries, knobs.loss_jump, knobs.loss_least)


def _mixes(connection: Connection, run: str) -> Iterator[Alarm | None]:
    knobs = settings()
    least = {"days": knobs.gate_days, "least": knobs.mix_least}
    rows = fetch_rows(connection, "gate_mix", run=run, **least)
    now = {kind: count for kind, count, _ in rows}
    before = {kind: count for kind, _, count in rows}
    yield mix(now, before, knobs.mix_shift, knobs.mix_least)
