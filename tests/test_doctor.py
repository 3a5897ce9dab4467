"""The doctor: every fault is found with its place and a remedy, and nothing is changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tasks import bodies, database
from tasks.doctor import examine
from tasks.publish import publish
from tasks.records import Page
from tasks.report.findings import Examination
from tasks.settings import settings
from tasks.store import finish_run, keep_pages, start_run
from tests.builders import use_home
from tests.test_publish import run_all

ROOT = Path(__file__).parents[1]
BODY = b"<p>Montevideo</p>" * 100


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Leave a home that is well: a completed run, a body, a snapshot."""
    use_home(monkeypatch, tmp_path / "home")
    run = start_run.fn("ingest", "Andes Wire")
    keep_pages.fn([Page(url="u1", body=BODY, media_type="text/html")])
    with database.working() as connection:
        connection.execute("UPDATE run SET started_at = TIMESTAMP '2023-03-05 06:00:00'")
    finish_run.fn(run, {}, "completed")
    run_all()
    return tmp_path / "home"


def change(sql: str) -> None:
    with duckdb.connect(str(settings().working_file)) as connection:
        connection.execute(sql)


def body() -> Path:
    return bodies.body_file(settings().home / "pages", bodies.body_hash(BODY))


def wrong(found: Examination) -> str:
    """Return the one line that says what is wrong."""
    lines = [str(one) for one in found.findings if one.wrong]
    assert len(lines) == 1, lines
    assert "\n" not in lines[0]
    return lines[0]


def note(found: Examination) -> str:
    """Return the one line of what is worth knowing."""
    lines = [str(one) for one in found.findings]
    assert len(lines) == 1, lines
    assert found.well
    return lines[0]


def recoded() -> None:
    """Have the articles coded by the coder of this version; the builders' is another."""
    change(f"UPDATE coding SET coder = '{examine().facts['coder']}'")


@pytest.fixture(autouse=True)
def _of_this_coder(home: Path) -> None:
    recoded()


def test_a_home_that_is_well_has_no_finding_and_tells_its_versions() -> None:
    found = examine(deep=True)
    assert found.findings == []
    assert found.well
    assert found.facts["rows of article"] == "2"
    assert found.facts["last run in the snapshot"].endswith("Andes Wire")
    last = database.sql_files("migrations")[-1].stem
    assert found.facts[f"schema of {settings().working_file}"] == last


def test_looking_changes_nothing(home: Path) -> None:
    def stand() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    before = stand()
    examine(deep=True)
    assert stand() == before


def test_an_empty_home_is_told_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "empty")
    found = examine()
    assert not found.well
    assert "communique ingest" in str(found.findings[0])
    assert not (tmp_path / "empty").exists()


def test_a_lost_working_file_is_to_be_restored() -> None:
    settings().working_file.unlink()
    assert "restore a backup" in wrong(examine())


@pytest.mark.parametrize("which", ["working_file", "snapshot_file"])
def test_a_damaged_file_is_named(which: str) -> None:
    file = getattr(settings(), which)
    file.write_bytes(b"no database" * 1000)
    told = wrong(examine())
    assert str(file) in told
    assert ("communique publish" if which == "snapshot_file" else "communique restore") in told


@pytest.mark.parametrize("which", ["working_file", "snapshot_file"])
def test_a_file_of_a_newer_version_is_named(which: str) -> None:
    file = getattr(settings(), which)
    with duckdb.connect(str(file)) as connection:
        connection.execute("INSERT INTO migration VALUES ('9999_later')")
    told = wrong(examine())
    assert str(file) in told
    assert "upgrade" in told


@pytest.mark.parametrize("which", ["working_file", "snapshot_file"])
def test_a_file_of_an_older_version_is_not_looked_at_and_no_fault(which: str) -> None:
    last = database.sql_files("migrations")[-1].stem
    with duckdb.connect(str(getattr(settings(), which))) as connection:
        connection.execute(f"DELETE FROM migration WHERE name = '{last}'")
    assert last in note(examine())


def test_rows_that_break_a_check_are_shown() -> None:
    change("UPDATE event SET confidence = 2")
    assert "sql/checks/out_of_range.sql" in wrong(examine())


def test_a_snapshot_that_breaks_a_check_is_found() -> None:
    with duckdb.connect(str(settings().snapshot_file)) as connection:
        connection.execute("UPDATE event SET confidence = 2")
    told = wrong(examine())
    assert "out_of_range" in told
    assert str(settings().snapshot_file) in told


def test_a_run_that_was_killed_is_to_be_run_again() -> None:
    start_run.fn("ingest", "Lake Post")
    told = wrong(examine())
    assert "(Lake Post)" in told
    assert "communique ingest" in told


def test_a_killed_run_is_no_fault_once_a_later_one_completed() -> None:
    change("UPDATE run SET finished_at = NULL, status = 'running'")
    finish_run.fn(start_run.fn("ingest", "Lake Post"), {}, "completed")
    publish.fn()
    assert "a later run completed" in note(examine())


def test_a_snapshot_that_lacks_a_completed_run_is_to_be_published() -> None:
    finish_run.fn(start_run.fn("ingest", "Lake Post"), {}, "completed")
    assert "communique publish" in wrong(examine())


def test_nothing_published_is_a_fault() -> None:
    settings().snapshot_file.unlink()
    assert "nothing is published" in wrong(examine())


def test_a_body_that_is_missing_is_named() -> None:
    body().unlink()
    assert bodies.body_hash(BODY) in wrong(examine())


def test_a_damaged_body_is_found_by_a_deep_look() -> None:
    body().write_bytes(body().read_bytes()[:-3])
    assert examine().findings == []
    assert "damaged" in wrong(examine(deep=True))


def test_a_body_of_no_page_is_no_fault() -> None:
    bodies.keep(settings().home / "pages", b"nobody's")
    assert "belong to no page" in note(examine())


def test_articles_of_another_coder_are_counted() -> None:
    change("UPDATE coding SET coder = 'older-1'")
    assert "2 articles were coded by older-1" in note(examine())


def test_what_killed_processes_left_is_named(home: Path) -> None:
    (home / ".communique.duckdb.999999999").touch()
    (home / ".communique-restore.999999999").mkdir()
    (home / "pages" / "partial" / "x").touch()
    found = examine()
    assert found.well
    assert len(found.findings) == 3


def test_a_snapshot_that_somebody_writes_into_is_found() -> None:
    settings().snapshot_file.with_name("communique.duckdb.wal").touch()
    assert "wrote into the snapshot" in wrong(examine())


def test_too_little_space_is_found(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    assert "free space" in wrong(examine())


def test_while_a_run_writes_it_is_said_what_was_not_looked_at() -> None:
    code = """
import sys
from tasks import database
with database.working() as connection:
    print("held", flush=True)
    sys.stdin.read()
"""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        found = examine()
        writer.communicate()
    assert found.well
    lines = "\n".join(map(str, found.findings))
    assert f"process {writer.pid}" in lines
    assert "not looked at" in lines
    assert found.facts["last run in the snapshot"].endswith("Andes Wire")


def test_what_a_living_run_has_yet_to_do_is_no_fault() -> None:
    code = """
import sys
from tasks.store import start_run
start_run.fn("ingest", "Lake Post")
print("between two transactions", flush=True)
sys.stdin.read()
"""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        alive = examine()
        writer.communicate()
    assert alive.well
    assert "(Lake Post)" in "\n".join(map(str, alive.findings))
    assert "(Lake Post)" in wrong(examine())
