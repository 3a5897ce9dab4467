"""Run a flow from the command line: environment, server, progress on the terminal.

What belongs here: what every command that orchestrates does first. What does not: the flows.
Nothing here imports Prefect before its environment is set.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows import prefect_env

if TYPE_CHECKING:
    from flows.summary import Summary


def run_ingest(sources: Sequence[str]) -> Summary:
    """Run the flow `ingest` on the sources, or on those of sources.toml when there are none."""
    _start()
    from flows.ingest import ingest

    return ingest(list(sources) or None)


def run_publish() -> Path:
    """Run the flow `publish`; return the snapshot's path."""
    _start()
    from flows.publish import publish

    return publish()


def run_sample() -> Summary:
    """Run the flow `sample` while the sample newsroom is served on loopback."""
    from flows.newsroom import serve_newsroom

    with serve_newsroom() as address:
        _start()
        from flows.sample import sample

        return sample(address)


def _start() -> None:
    prefect_env.prepare()
    prefect_env.start_server()
    from flows.progress import show_on_terminal

    show_on_terminal()
