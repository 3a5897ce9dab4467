"""Publish what is stored, without reading anything new.

What belongs here: the flow. What does not: how a snapshot is made.
"""

from __future__ import annotations

from pathlib import Path

from prefect import flow

from flows.progress import say
from flows.recovery import reconcile
from flows.reporting import reported
from flows.stopwatch import lap
from tasks import database
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.publish import expect_recodes_done
from tasks.publish import publish as publish_snapshot
from tasks.settings import settings
from tasks.summarise import summarise


@flow(name="publish", flow_run_name="publish a snapshot", persist_result=False)
def publish() -> Path:
    """Bring events and views up to date, check the tables, publish; return the snapshot's path.

    What another run has stored so far, or had when it was killed, is published with the events
    that it tells of. Raises RecodeUnfinishedError in the midst of a recode, before all else.
    """
    reconcile()
    alone = database.exclusive(settings().working_file)  # nobody stores between merge and publish
    with reported("publish", "a snapshot", tuple), alone:
        expect_recodes_done()
        link()
        lap("link")
        identify()
        lap("identify")
        merge()
        lap("merge")
        summarise()
        lap("summarise")
        snapshot = publish_snapshot()
        lap("publish")
    say(f"Published {snapshot}")
    return snapshot
