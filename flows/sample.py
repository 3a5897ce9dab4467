"""The sample newsroom as a flow, and what a newcomer sees of it.

What belongs here: its settings, the flow, the closing lines. What does not: stages, serving.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from prefect import flow

from flows.ingest import read_news
from flows.newsroom import FOLDER
from flows.sources import read_sources
from flows.summary import Summary


@flow(name="sample", flow_run_name="sample newsroom at {address}", persist_result=False)
def sample(address: str) -> Summary:
    """Read the feeds of the sample newsroom that is served at `address`, "host:port"."""
    sources = read_sources(FOLDER / "sources.toml", base=f"http://{address}/")
    return read_news(sources, kind="sample", label=f"sample newsroom at {address}")
