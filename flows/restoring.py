"""Restore a backup and publish what it holds.

What belongs here: which stages follow each other. What does not: what a stage does.

The stages run by themselves, without a flow and its server.
"""

from __future__ import annotations

from pathlib import Path

from tasks import database
from tasks.backup import Backup, restore
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.publish import publish
from tasks.settings import settings
from tasks.summarise import summarise


def restore_and_publish(file: Path, *, force: bool) -> tuple[Backup, Path]:
    """Restore a backup, bring it up to this version, publish it; return the snapshot, too.

    Raises what `restore` raises, and ChecksFailed.
    """
    restored = restore(file, force=force)
    with database.exclusive(settings().working_file):  # nobody stores before it is published
        link.fn()
        identify.fn()
        merge.fn()
        summarise.fn()
        return restored, publish.fn()
