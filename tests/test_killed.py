"""Killed at any moment: what was committed stays, and the snapshot always opens.

Every process is killed at a random moment, a dozen in all; COMMUNIQUE_TEST_KILLS sets how many
for each kind of work. A failure names its seed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks import database
from tasks.backup import backup, restore
from tasks.publish import publish
from tasks.settings import settings
from tests.builders import use_home
from tests.test_backup import fill, state

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("COMMUNIQUE_TEST_KILLS", "3"))
LONGEST = 0.6  # seconds: some rounds of the work
START = """
import sys
from pathlib import Path
from tasks import database
from tasks.backup import backup, restore
from tasks.publish import publish
print("ready", flush=True)
"""
WORK = {
    "publish": "while True: publish.fn()",
    "backup": "while True: backup(Path(sys.argv[1]), force=True)",
    "restore": "while True: restore(Path(sys.argv[1]), force=True)",
    "migrate": "with database.working(): pass\nsys.stdin.read()",
}


def kill(work: str, seed: int, *arguments: Path) -> None:
    """Start some work in another process and kill it at a random moment."""
    command = [sys.executable, "-c", START + WORK[work], *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(random.Random(f"{work} {seed}").uniform(0, LONGEST))
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def events_published() -> int:
    return int(database.query("SELECT count(*) FROM event").rows[0][0])


@pytest.mark.parametrize("seed", range(KILLS))
def test_publish(seed: int) -> None:
    fill()
    before = state()
    kill("publish", seed)
    assert events_published() == 1
    assert state() == before
    publish.fn()
    assert events_published() == 1
    assert leftovers(settings().home) == []


@pytest.mark.parametrize("seed", range(KILLS))
def test_backup(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    before = state()
    file = backup(tmp_path / "b.tar").file
    kill("backup", seed, file)
    assert state() == before
    assert events_published() == 1
    use_home(monkeypatch, tmp_path / "other")
    restore(file)
    assert state() == before
    use_home(monkeypatch, tmp_path / "home")
    backup(file, force=True)
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("seed", range(KILLS))
def test_restore(seed: int, tmp_path: Path) -> None:
    fill()
    restored = state()
    file = backup(tmp_path / "b.tar").file
    with database.working() as connection:
        connection.execute("DELETE FROM identity_decision")
    old = state()
    kill("restore", seed, file)
    assert state() in (old, restored)
    assert events_published() == 1
    restore(file, force=True)
    assert state() == restored
    assert leftovers(settings().home) == []


@pytest.mark.parametrize("seed", range(KILLS))
def test_migrate(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    every = database.sql_files("migrations")
    with monkeypatch.context() as patch:
        patch.setattr(database, "sql_files", lambda _: every[:2])
        with database.working() as connection:
            connection.execute("INSERT INTO source (location) VALUES ('Nuuk')")
    kill("migrate", seed)
    with database.working() as connection:
        assert connection.execute("SELECT location FROM source").fetchall() == [("Nuuk",)]
        assert database.applied_migrations(connection) == {path.stem for path in every}
