"""Restore a backup and publish what it holds.

What belongs here: which stages follow each other. What does not: what a stage does.

The stages run by themselves, without a flow and its server.
"""

from __future__ import annotations

from pathlib import Path

from tasks.backup import Backup, restore
from tasks.publish import publish
from tasks.summarise import summarise


def restore_and_publish(file: Path, *, force: bool) -> tuple[Backup, Path]:
    """Restore a backup, bring it up to this version and publish it; return the snapshot, too.

    Raises what `restore` raises, and ChecksFailed.
    """
    restored = restore(file, force=force)
    summarise.fn()
    return restored, publish.fn()
