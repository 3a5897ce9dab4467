"""Killed at any moment: what was committed stays, and the snapshot always opens.

Every process is killed at a random moment, a dozen in all; COMMUNIQUE_TEST_KILLS sets how many
for each kind of work. A failure names its seed.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tasks import database
from tasks.backup import backup, restore
from tasks.identify import identify
from tasks.merge import merge
from tasks.publish import publish
from tasks.settings import settings
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, use_home
from tests.flowing import (
    ingest,
    published_hashes,
    recode,
    working_hashes,
    write_news,
)
from tests.test_backup import fill, state

ROOT = Path(__file__).parents[1]
KILLS = int(os.environ.get("COMMUNIQUE_TEST_KILLS", "3"))
KILLS_OF_FLOWS = int(os.environ.get("COMMUNIQUE_TEST_KILLS", "2"))  # they load the models first
LONGEST = 0.6  # seconds: some rounds of the work
READY = 'print("ready", flush=True)\n'
START = f"""
import sys
from pathlib import Path
from tasks import database
from tasks.backup import backup, restore
from tasks.merge import merge
from tasks.publish import publish
{READY}"""
FLOW = f"""
import sys
from pathlib import Path
from flows import ingest as ingesting, recode as recoding
from tests.flowing import ingest, recode, warm_up

def telling(stage, position):
    def store(*given, **named):
        stored = stage.fn(*given, **named)
        print(*(coding.article_id for coding in given[position]), flush=True)
        return stored
    return store

warm_up(Path(sys.argv[1]))
ingesting.store = telling(ingesting.store, 2)
recoding.store_codings = telling(recoding.store_codings, 0)
{READY}"""
DONE = '\nprint("done", flush=True)\nsys.stdin.read()'
WORK = {
    "publish": START + "while True: publish.fn()",
    "backup": START + "while True: backup(Path(sys.argv[1]), force=True)",
    "restore": START + "while True: restore(Path(sys.argv[1]), force=True)",
    "migrate": START + "with database.working(): pass" + DONE,
    "merge": START + "merge.fn()" + DONE,
    "ingest": FLOW + "ingest(Path(sys.argv[2]))" + DONE,
    "recode": FLOW + "recode()" + DONE,
}
# As an older coder might have coded: all dates too early, some events not seen.
OLDER = """
UPDATE coding SET coder = 'older';
UPDATE report SET coder = 'older', event_date = event_date - INTERVAL 40 DAY;
DELETE FROM report_party WHERE report_id IN (SELECT id FROM report WHERE event_type = 'SUPPORT');
DELETE FROM report_count WHERE report_id NOT IN (SELECT report_id FROM report_party);
INSERT INTO pending_report SELECT id, told_on FROM report WHERE event_type = 'SUPPORT';
DELETE FROM report WHERE event_type = 'SUPPORT';
INSERT INTO pending_merge SELECT id FROM article WHERE id NOT IN (FROM pending_merge)
"""


def kill(work: str, seed: int, *arguments: Path, longest: float = LONGEST) -> list[str]:
    """Start some work in another process and kill it at a random moment; return what it said."""
    command = [sys.executable, "-c", WORK[work], *map(str, arguments)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        moment = random.Random(f"{work} {seed}").uniform(0, longest)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    return said


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


@dataclass(frozen=True)
class Begun:
    """A home before some work, the seconds that takes, and what the tables are after it."""

    home: Path
    seconds: float
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Begun]:
    """Make a home ready for some work and let it be done once, undisturbed, in a copy."""

    def begin(work: str, ready: Callable[[], object], do: Callable[[], object]) -> Begun:
        folder = tmp_path_factory.mktemp(work)
        with pytest.MonkeyPatch.context() as patch:
            use_home(patch, folder / "home")
            ready()
            before = published_hashes()
            shutil.copytree(folder / "home", folder / "done")
            use_home(patch, folder / "done")
            patch.setenv("COMMUNIQUE_BATCH_SIZE", "3")
            settings.cache_clear()
            began = time.monotonic()
            do()
            seconds = time.monotonic() - began
            after = working_hashes()
        settings.cache_clear()
        return Begun(folder / "home", seconds, before, after)

    return begin


def take(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a copy of a home that is ready."""
    shutil.copytree(begun.home, settings().home)
    monkeypatch.setenv("COMMUNIQUE_BATCH_SIZE", "3")
    settings.cache_clear()


def expect_coded(said: list[str]) -> None:
    """Whatever the killed process said that it had stored is stored, by the present coder."""
    told = {key for key in said if key != "done"}
    sql = (
        "SELECT article_id FROM coding SEMI JOIN article ON id = article_id WHERE coder <> 'older'"
    )
    with database.working() as connection:
        assert told <= {row[0] for row in connection.execute(sql).fetchall()}


def expect_published(begun: Begun) -> None:
    """The snapshot opens, and is the old one or the new one, whole."""
    assert published_hashes() in (begun.before, begun.after)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """News, and later news that have some of it again."""
    folder = tmp_path_factory.mktemp("news")
    later = range(4, 16)
    return write_news(folder / "a.jsonl", range(6)), write_news(folder / "b.jsonl", later)


@pytest.fixture(scope="module")
def ingesting(begin: Callable[..., Begun], files: tuple[Path, Path]) -> Begun:
    earlier, later = files
    return begin("ingest", lambda: ingest(earlier), lambda: ingest(later))


@pytest.mark.parametrize("seed", range(KILLS_OF_FLOWS))
def test_ingest(
    seed: int,
    ingesting: Begun,
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take(ingesting, monkeypatch)
    said = kill("ingest", seed, tmp_path, files[1], longest=ingesting.seconds)
    expect_published(ingesting)
    expect_coded(said)
    ingest(files[1])
    assert working_hashes() == published_hashes() == ingesting.after
    assert leftovers(settings().home) == []


def put_reports() -> None:
    """Store articles of which half tell of the same, and publish what was merged of the first."""
    asa, bo = party(), party(name="Bo", country="NOR")
    for first, end in ((0, 20), (20, 300)):
        articles = [article(url=f"u{number}") for number in range(first, end)]
        codings = []
        for number, of in enumerate(articles):
            day = date(2023, 3, number // 2 % 28 + 1)
            met = report(of=of, actors=(asa,), recipients=(bo,), event_date=day)
            codings.append(coding(of=of, reports=(met,), parties=(asa, bo)))
        store.fn("run", articles, codings, [], [])
        identify.fn()
        if not first:
            merge.fn()
            summarise.fn()
            publish.fn()


@pytest.fixture(scope="module")
def merging(begin: Callable[..., Begun]) -> Begun:
    return begin("merge", put_reports, merge.fn)


@pytest.mark.parametrize("seed", range(KILLS))
def test_merge(seed: int, merging: Begun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(merging, monkeypatch)
    kill("merge", seed, longest=merging.seconds)
    assert published_hashes() == merging.before
    merge.fn()
    assert working_hashes() == merging.after


def put_older_coding(news: Path) -> None:
    """Ingest, and publish what an older coder would have made of it."""
    ingest(news)
    with database.working() as connection:
        connection.execute(OLDER)
    merge.fn()
    summarise.fn()
    publish.fn()


@pytest.fixture(scope="module")
def recoding(begin: Callable[..., Begun], files: tuple[Path, Path]) -> Begun:
    return begin("recode", lambda: put_older_coding(files[1]), recode)


@pytest.mark.parametrize("seed", range(KILLS_OF_FLOWS))
def test_recode(
    seed: int, recoding: Begun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(recoding, monkeypatch)
    said = kill("recode", seed, tmp_path, longest=recoding.seconds)
    expect_published(recoding)
    expect_coded(said)
    recode()
    assert working_hashes() == published_hashes() == recoding.after
    assert leftovers(settings().home) == []
