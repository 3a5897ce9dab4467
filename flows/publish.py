"""Publish what is stored, without reading anything new.

What belongs here: the flow. What does not: how a snapshot is made.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.progress import say
from tasks.publish import publish as publish_snapshot
from tasks.summarise import summarise


@flow(name="publish", flow_run_name="publish a snapshot", persist_result=False)
def publish() -> Path:
    """Bring the views up to date, check the tables and publish the snapshot; return its path."""
    summarise()
    snapshot = publish_snapshot()
    say(f"Published {snapshot}")
    return snapshot
