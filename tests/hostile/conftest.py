"""The hostile server, allowed in settings with a short deadline, and a canary that is not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.news import answers
from tasks.settings import settings
from tests.hostile.server import Server, running


@pytest.fixture
def canary() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def server(canary: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with running() as server:
        server.canary = canary.base
        monkeypatch.setenv("COMMUNIQUE_HOME", str(tmp_path))
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", server.base.removeprefix("http://"))
        monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "1000000")
        monkeypatch.setenv("COMMUNIQUE_FETCH_DEADLINE", "2")
        monkeypatch.setattr(answers, "BACKOFF", 0.01)
        settings.cache_clear()
        yield server
    settings.cache_clear()
