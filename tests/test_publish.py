"""The snapshot: whole or as before, with its views, whatever is killed on the way."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows import publish as publishing
from tasks import database
from tasks.merge import merge
from tasks.publish import publish
from tasks.settings import settings
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, content, party, report, use_home
from tests.flowing import unserved

ROOT = Path(__file__).parents[1]
KILLED = """
import os, signal, sys
from tasks import database
from tasks.merge import merge
from tasks.publish import publish
from tasks.store import store
from tasks.summarise import summarise
from tests.test_publish import batches

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

moment = sys.argv[1]
if moment == "in the store transaction":
    import tasks.storing.codings; tasks.storing.codings.settle_parties = die
if moment == "in the merge transaction":
    import tasks.merge; tasks.merge._insert = die
if moment == "before the snapshot is replaced":
    import tasks.copies; tasks.copies.verify = die
for number, batch in enumerate(batches()):
    store.fn("run", *batch, [], [])
    if moment == "between batches": die()
if moment == "before the merge": die()
merge.fn()
if moment == "before the views": die()
summarise.fn()
publish.fn()
"""
MOMENTS = [
    "in the store transaction",
    "between batches",
    "before the merge",
    "in the merge transaction",
    "before the views",
    "before the snapshot is replaced",
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def batches() -> list[tuple[list[object], list[object]]]:
    """Return two batches of one article each that tell of one meeting."""
    asa, bo = party(), party(name="Bo", country="NOR")
    found: list[tuple[list[object], list[object]]] = []
    for url in ("u1", "u2"):
        of = article(url=url)
        met = report(of=of, actors=(asa,), recipients=(bo,))
        found.append(([of], [coding(of=of, reports=(met,), parties=(asa, bo))]))
    return found


def run_all() -> None:
    for articles, codings in batches():
        store.fn("run", articles, codings, [], [])  # type: ignore[arg-type]
    merge.fn()
    summarise.fn()
    publish.fn()


def leftovers() -> list[str]:
    return [path.name for path in settings().home.iterdir() if path.name.startswith(".")]


def test_the_snapshot_answers_every_view() -> None:
    run_all()
    names = [path.stem for path in database.sql_files("views")]
    assert names
    for name in names:
        assert database.query(f'SELECT * FROM "{name}"').columns, name


def test_a_copy_that_fails_verification_leaves_the_old_snapshot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_all()
    before = settings().snapshot_file.read_bytes()

    def differs(*_: object) -> None:
        raise database.DatabaseError("differs")

    with monkeypatch.context() as patch:
        patch.setattr("tasks.copies.verify", differs)
        with pytest.raises(database.DatabaseError, match="differs"):
            publish.fn()
    assert settings().snapshot_file.read_bytes() == before
    publish.fn()
    assert leftovers() == []


def test_a_copy_that_failed_gives_its_room_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def differs(*_: object) -> None:
        raise database.DatabaseError("differs")

    monkeypatch.setattr("tasks.copies.verify", differs)
    with pytest.raises(database.DatabaseError, match="differs"):
        publish.fn()
    assert leftovers() == []


def test_a_snapshot_of_a_newer_version_is_left_as_it_is() -> None:
    run_all()
    with database.working(settings().snapshot_file) as connection:
        connection.execute("INSERT INTO migration (name) VALUES ('9999_later')")
    before = settings().snapshot_file.read_bytes()
    with pytest.raises(database.DatabaseNewer, match="9999_later"):
        publish.fn()
    assert settings().snapshot_file.read_bytes() == before


@pytest.mark.parametrize("broken", [b"", b"no database" * 1000])
def test_a_damaged_snapshot_is_replaced(broken: bytes) -> None:
    run_all()
    settings().snapshot_file.write_bytes(broken)
    publish.fn()
    assert database.query("SELECT count(*) FROM event").rows == [(1,)]


def test_what_somebody_wrote_into_the_old_snapshot_does_not_spoil_the_next() -> None:
    run_all()
    code = """
import duckdb, os, signal, sys
with duckdb.connect(sys.argv[1]) as connection:
    connection.execute("CREATE TABLE mine AS SELECT 1")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(settings().snapshot_file)], check=False)
    assert settings().snapshot_file.with_name("communique.duckdb.wal").exists()
    publish.fn()
    assert database.query("SELECT count(*) FROM event").rows == [(1,)]
    with pytest.raises(database.QueryError, match="mine"):
        database.query("FROM mine")


def test_too_little_space_is_said_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run_all()
    usage = shutil.disk_usage(settings().home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    with pytest.raises(database.DatabaseUnwritable, match="free space"):
        publish.fn()
    assert leftovers() == []


def test_a_reader_of_the_old_snapshot_does_not_stop_the_next() -> None:
    run_all()
    with duckdb.connect(str(settings().snapshot_file), read_only=True) as reader:
        publish.fn()
        assert reader.execute("SELECT count(*) FROM event").fetchall() == [(1,)]
    assert database.query("SELECT count(*) FROM event").rows == [(1,)]


def test_another_process_reads_the_snapshot_while_the_working_file_is_written() -> None:
    run_all()
    count = "from tasks import database; print(database.query('SELECT count(*) FROM event').rows)"
    with database.working() as connection, database.transaction(connection):
        connection.execute("DELETE FROM event")
        said = subprocess.run(
            [sys.executable, "-c", count], cwd=ROOT, capture_output=True, text=True, check=True
        )
    assert said.stdout == "[(1,)]\n"


def test_nobody_publishes_while_another_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    run_all()
    other = "from tasks.database import working\nwith working(): pass"
    said: list[str] = []

    def meanwhile(*_: object) -> None:
        done = subprocess.run(
            [sys.executable, "-c", other], cwd=ROOT, capture_output=True, text=True, check=False
        )
        said.append(done.stderr.splitlines()[-1])

    monkeypatch.setattr("tasks.copies.verify", meanwhile)
    publish.fn()
    assert "DatabaseLocked" in said[0]


def test_a_store_that_fails_a_check_is_not_published() -> None:
    run_all()
    with database.working() as connection:
        connection.execute("UPDATE event SET confidence = 2")
    with pytest.raises(database.ChecksFailed, match="out_of_range"):
        summarise.fn()
    assert database.query("SELECT count(*) FROM event WHERE confidence = 2").rows == [(0,)]


def test_what_a_run_stored_and_did_not_merge_yet_is_published_merged() -> None:
    run_all()
    of = article(url="u3")
    asa, bo = party(), party(name="Bo", country="NOR")
    later = report(of=of, actors=(asa,), recipients=(bo,), event_date=date(2023, 3, 9))
    store.fn("run", [of], [coding(of=of, reports=(later,), parties=(asa, bo))], [], [])
    with unserved(publishing):
        publishing.publish.fn()
    assert database.query("SELECT count(*) FROM event").rows == [(2,)]
    assert database.query("FROM pending_merge").rows == []


@pytest.mark.parametrize("name", ["Path.replace", "database.table_sizes"])
def test_a_publish_that_is_interrupted_leaves_the_old_snapshot(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_all()
    before = settings().snapshot_file.read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"tasks.copies.{name}", interrupt)
        with pytest.raises(KeyboardInterrupt):
            publish.fn()
    assert settings().snapshot_file.read_bytes() == before
    publish.fn()
    assert leftovers() == []


def test_the_snapshot_cannot_be_written() -> None:
    run_all()
    with pytest.raises(database.QueryError, match="read-only"):
        database.query("DELETE FROM article")


def test_wrong_sql_is_one_line() -> None:
    run_all()
    with pytest.raises(database.QueryError) as error:
        database.query("SELEC 1")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_process_and_a_second_run_equal_one_clean_run(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_home(monkeypatch, tmp_path / "clean")
    run_all()
    clean = content()
    use_home(monkeypatch, tmp_path / "killed")
    done = subprocess.run([sys.executable, "-c", KILLED, moment], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    run_all()
    assert content() == clean
    assert leftovers() == []
