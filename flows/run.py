"""Run a flow from the command line: environment, server, progress on the terminal.

What belongs here: what every command that orchestrates does first. What does not: the flows.
Nothing here imports Prefect before its environment is set.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows import prefect_env
from tasks.settings import settings

if TYPE_CHECKING:
    from flows.backfilled import Backfilled
    from flows.recode import Outcome
    from flows.summary import Summary
    from tasks.backfilling import Every

SAMPLE_HOME = "data/sample"


def run_ingest(
    sources: Sequence[str], since: date | None = None, until: date | None = None
) -> Summary:
    """Run the flow `ingest` on the sources, or on those of sources.toml when there are none."""
    _start()
    from flows.ingest import ingest

    return ingest(list(sources) or None, since, until)


def run_backfill(
    sources: Sequence[str], since: date, until: date, every: Every, *, anew: bool
) -> Backfilled:
    """Run the flow `backfill` in this process; return what became of each chunk."""
    _start()
    from flows.backfill import backfill
    from flows.backfilled import BackfillIncompleteError

    try:
        return backfill(since, until, list(sources) or None, every=every, anew=anew)
    except BackfillIncompleteError as error:
        return error.outcome


def hand_over_backfill(
    sources: Sequence[str], since: date, until: date, every: Every, *, anew: bool
) -> str:
    """Have the workers of the server at PREFECT_API_URL backfill; return the run's address."""
    prefect_env.prepare()
    from flows.backfill import expect_server, hand_over

    expect_server()
    prefect_env.start_server()
    return hand_over(since, until, list(sources) or None, every, anew=anew)


def run_recode(since: date | None = None, until: date | None = None) -> Outcome:
    """Run the flow `recode` on the articles published on some days, or on all."""
    _start()
    from flows.recode import recode

    return recode(since, until)


def run_publish() -> Path:
    """Run the flow `publish`; return the snapshot's path."""
    _start()
    from flows.publish import publish

    return publish()


def run_sample() -> Iterator[str]:
    """Run the flow `sample` while its newsroom is served; yield what to show of it.

    State lives in data/sample where the user names no home, apart from the user's own data.
    """
    from flows.newsroom import serve_newsroom

    with serve_newsroom() as address:
        if "home" not in settings().model_fields_set:
            os.environ["COMMUNIQUE_HOME"] = SAMPLE_HOME
        hosts = (*settings().allow_hosts, address)
        os.environ["COMMUNIQUE_ALLOW_HOSTS"] = ",".join(hosts)
        settings.cache_clear()
        yield f"Reading the sample newsroom at http://{address}/ into {settings().home}"
        _start()
        from flows.sample import closing_lines, sample

        yield from closing_lines(sample(address))


def _start() -> None:
    prefect_env.prepare()
    prefect_env.start_server()
    from flows.progress import show_on_terminal

    show_on_terminal()
