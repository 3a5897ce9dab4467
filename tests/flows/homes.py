"""Looking at a home that is not the test's own.

What belongs here: what several tests of flows ask of one. What does not: asserting.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.settings import settings
from tests.flowing import published_hashes


def hashes(home: Path) -> dict[str, str]:
    """Return the hash of each table that is published there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMUNIQUE_HOME", str(home))
        settings.cache_clear()
        found = published_hashes()
    settings.cache_clear()
    return found
