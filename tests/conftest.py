"""Before any test imports Prefect: its state in a folder of its own, and quiet.

And a database that is migrated once: else each test would run every migration for its own.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.prefect_env import stop_threads
from tasks import database

Open = Callable[[Path, float], database.Connection]
MIGRATIONS = database.sql_files("migrations")  # all, whatever a test makes of them later

_home = tempfile.mkdtemp(prefix="communique-tests-")
atexit.register(stop_threads)  # DuckDB complains when Python ends around running threads
atexit.register(shutil.rmtree, _home, ignore_errors=True)

os.environ["PREFECT_HOME"] = _home
os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] = "CRITICAL"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
os.environ.pop("PREFECT_API_URL", None)


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Start every new database of this process as a copy of a migrated one; yield what opens one.

    A test that changes the list of migrations gets an empty file, as does one `from_nothing`.
    """
    migrated = tmp_path_factory.mktemp("migrated") / "empty.duckdb"
    opened: Open = database._open

    def start(file: Path, wait: float) -> database.Connection:
        if not file.exists() and database.sql_files("migrations") == MIGRATIONS:
            if not migrated.exists():
                with closing(opened(migrated, 0)) as connection:
                    database.migrate(connection, migrated)
            shutil.copyfile(migrated, file)
        return opened(file, wait)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_open", start)
        yield opened


@pytest.fixture
def from_nothing(migrated_once: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the databases of this test be migrated from an empty file, for it tests just that."""
    monkeypatch.setattr(database, "_open", migrated_once)


@pytest.fixture
def kept_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold open every database that this test opens, for to open one anew is slow.

    For tests of rows, not of files: what is written is on disk, but not yet in its last place.
    """
    opened: Open = database._open
    held: dict[Path, database.Connection] = {}

    def start(file: Path, wait: float) -> database.Connection:
        if file not in held:
            held[file] = opened(file, wait)
        return opened(file, wait)

    monkeypatch.setattr(database, "_open", start)
    yield
    for connection in held.values():
        connection.close()
