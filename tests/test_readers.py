"""Ten readers ask the snapshot while ten ingests replace it: each answer is of one moment, told."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from flows import ingest as ingesting
from flows import publish as publishing
from flows import recode as recoding
from tasks import workers
from tasks.settings import settings
from tasks.summarise import summarise
from tests.builders import use_home
from tests.flowing import ingest, unserved, write_news

ROOT = Path(__file__).parents[1]
ROUNDS = [range(first, first + 3) for first in range(6, 36, 3)]
ALONE = 4  # rounds one after the other; then two at once, each with half of the others
# What must hold of every snapshot, in one row: no part of it is of another moment.
SQL = """
SELECT
    (SELECT list(parse_filename(url)::INTEGER ORDER BY url) FROM article) AS articles,
    (SELECT count(*) FROM report) AS reports,
    (SELECT sum(n_reports) FROM event) = (SELECT count(*) FROM event_report) AS counted,
    (SELECT count(*) FROM article ANTI JOIN coding ON article_id = id) AS uncoded,
    (SELECT count(*) FROM report ANTI JOIN article ON article_id = article.id) AS astray,
    (SELECT count(*) FROM pending_merge) AS unmerged,
    (SELECT sum(events) FROM event_type_month) = (SELECT count(*) FROM dated_event) AS summed,
    (SELECT id FROM run WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1) AS run
"""
LOOP = """
import json, os, sys, time
sql, stop = sys.argv[1:]
os.nice(10)  # ten readers, and the ingests get on
print("ready", flush=True)
while True:
    last = os.path.exists(stop)
    print(json.dumps(read(sql)), flush=True)
    if last:
        break
    time.sleep(1)
"""
READERS = {
    "duckdb": """
import duckdb
def read(sql):
    with duckdb.connect(os.environ["SNAPSHOT"], read_only=True) as connection:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchall()[0]))
""",
    "communique query": """
from click.testing import CliRunner
from flows.cli import main
def read(sql):
    done = CliRunner().invoke(main, ["query", "--json", sql])
    assert done.exit_code == 0, done.output
    (row,) = json.loads(done.stdout)
    return row | {"told": done.stderr}
""",
}
WRITER = """
import sys
from pathlib import Path
from tests.flowing import ingest, warm_up
warm_up(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for file in sys.argv[2:]:
    ingest(Path(file))
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_home(monkeypatch, tmp_path / "home")
    monkeypatch.setenv("COMMUNIQUE_LOCK_WAIT", "60")
    monkeypatch.setenv("SNAPSHOT", str(settings().snapshot_file))
    settings.cache_clear()
    yield
    settings.cache_clear()


@contextmanager
def started(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Start a process that says when it is ready; end it at the latest at the end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def reading(folder: Path, count: int) -> Iterator[list[tuple[str, list[dict[str, Any]]]]]:
    """Have readers read in turn by each way while the block runs; then give what each has read."""
    stop, answers = folder / "stop", folder / "answers"
    answers.mkdir()
    ways = [list(READERS)[number % len(READERS)] for number in range(count)]
    found: list[tuple[str, list[dict[str, Any]]]] = []
    processes = []
    for number, way in enumerate(ways):
        with (answers / str(number)).open("w") as out:
            code = "import json, os\n" + READERS[way] + LOOP
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-c", code, SQL, str(stop)],
                    cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True,
                )
            )  # fmt: skip
    try:
        yield found
        stop.touch()
        for number, (way, process) in enumerate(zip(ways, processes, strict=True)):
            _, errors = process.communicate(timeout=240)
            assert process.returncode == 0, errors
            ready, *lines = (answers / str(number)).read_text().splitlines()
            assert ready == "ready"
            found.append((way, [json.loads(line) for line in lines]))
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def run_together(other: subprocess.Popen[str], files: Sequence[Path]) -> None:
    """Ingest files here while the other process ingests those that it was given."""
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    print(file=other.stdin, flush=True)
    for file in files:
        ingest(file)
    _, errors = other.communicate(timeout=240)
    assert other.returncode == 0, errors


def expect_one_moment(row: dict[str, Any]) -> None:
    """An answer has all or nothing of each ingest, and all that follows from it."""
    articles = set(row["articles"])
    for numbers in ROUNDS:
        assert len(articles.intersection(numbers)) in (0, len(numbers)), row
    assert (row["counted"], row["summed"]) == (True, True), row
    assert (row["uncoded"], row["astray"], row["unmerged"]) == (0, 0, 0), row


def expect_told(row: dict[str, Any]) -> None:
    """The command says how old the snapshot is, and its last run, beside the array."""
    came, made = row["told"].splitlines()
    assert came == f"1 row from {settings().snapshot_file}"
    assert made.startswith("Published 20")
    assert " UTC, " in made
    assert " ago; last run: ingest " in made
    assert f"({row['run']}), completed 20" in made


def test_every_answer_is_whole_and_says_of_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(write_news(tmp_path / "first.jsonl", range(6)))
    files = [
        write_news(tmp_path / f"{number}.jsonl", numbers) for number, numbers in enumerate(ROUNDS)
    ]
    alone, here, there = files[:ALONE], files[ALONE::2], files[ALONE + 1 :: 2]
    with started(WRITER, tmp_path, *there) as other, reading(tmp_path, 10) as found:
        with monkeypatch.context() as patch:
            patch.setattr(workers, "stop", lambda: None)  # to start them anew takes seconds
            for file in alone:
                ingest(file)
            run_together(other, here)
        workers.stop()
    assert len(found) == 10
    for way, rows in found:
        assert len({row["run"] for row in rows}) > 1, "it saw no snapshot replaced"
        for row in rows:
            expect_one_moment(row)
            if way == "communique query":
                expect_told(row)
        sizes = [len(row["articles"]) for row in rows]
        assert sizes == sorted(sizes)
        assert sizes[-1] == 6 + sum(map(len, ROUNDS))


@pytest.mark.parametrize("flow", [ingesting, recoding, publishing])
def test_nothing_is_stored_between_merging_and_publishing(
    flow: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_LOCK_WAIT", "0")
    file = write_news(tmp_path / "news.jsonl", range(2))
    said: list[str] = []

    def meanwhile() -> tuple[str, ...]:
        code = "from tasks.database import working\nwith working(): pass"
        other = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
        )
        said.append(other.stderr)
        return summarise.fn()

    with unserved(flow), monkeypatch.context() as patch:
        patch.setattr(flow, "summarise", meanwhile)
        run = {ingesting: "ingest", recoding: "recode", publishing: "publish"}[flow]
        getattr(flow, run).fn(*([[str(file)]] if flow is ingesting else []))
    assert "DatabaseLocked" in said[0]
