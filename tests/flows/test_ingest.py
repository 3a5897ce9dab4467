"""The real flow on Prefect's real engine, through the command line."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from flows.newsroom import serve_newsroom
from tasks.settings import settings

Run = Callable[..., Result]
CONTENT = (
    "article", "mention", "party", "party_alias", "report", "report_party",
    "event", "participant", "event_report", "place", "rejection",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("prefect_server")


def rows(communique: Run, sql: str, *options: object) -> list[dict[str, object]]:
    result = communique("query", "--json", sql, *options)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def tables(communique: Run, db: Path) -> dict[str, list[dict[str, object]]]:
    return {
        table: rows(communique, f"SELECT * FROM {table} ORDER BY ALL", "--db", db)
        for table in CONTENT
    }


def test_articles_become_reports_events_and_a_snapshot(communique: Run, articles: Path) -> None:
    result = communique("ingest", articles)
    assert result.exit_code == 0, result.output
    assert "Articles: 3 new, 0 changed, 0 unchanged." in result.stdout
    assert rows(communique, "SELECT count(*) AS n FROM article") == [{"n": 3}]
    assert rows(communique, "SELECT count(*) > 0 AS some FROM report") == [{"some": True}]
    evidence = rows(
        communique,
        "SELECT substr(a.text, sentence_start + 1, sentence_end - sentence_start) AS sentence"
        " FROM report r JOIN article a ON a.id = r.article_id WHERE r.event_type = 'CONSULT'",
    )
    assert any("met her French counterpart" in str(row["sentence"]) for row in evidence)


def test_a_second_run_changes_no_row(communique: Run, articles: Path, home: Path) -> None:
    communique("ingest", articles)
    before = tables(communique, home)
    result = communique("ingest", articles)
    assert result.exit_code == 0, result.output
    assert "Nothing changed since the last run." in result.stdout
    assert tables(communique, home) == before


def test_json_tells_counts_to_programs(communique: Run, articles: Path) -> None:
    result = communique("ingest", "--json", articles)
    assert json.loads(result.stdout)["new"] == 3


def broken_line(folder: Path) -> tuple[Path, str, str]:
    file = folder / "broken.jsonl"
    good = json.dumps({"id": "x", "text": "Norway condemned the attack on Friday.", "outlet": "W"})
    file.write_text(good + "\n{broken\n", encoding="utf-8")
    return file, "broken_json", f"{file}:2"


def empty(folder: Path) -> tuple[Path, str, str]:
    file = folder / "empty.txt"
    file.touch()
    return file, "empty_file", str(file)


def binary(folder: Path) -> tuple[Path, str, str]:
    file = folder / "binary.txt"
    file.write_bytes(bytes(range(256)) * 8)
    return file, "binary_file", str(file)


def wrong_encoding(folder: Path) -> tuple[Path, str, str]:
    file = folder / "latin.txt"
    file.write_bytes("Señor Peña visited Bogotá on Monday.".encode("latin-1"))
    return file, "wrong_encoding", str(file)


def missing(folder: Path) -> tuple[Path, str, str]:
    return folder / "nowhere.txt", "missing_path", str(folder / "nowhere.txt")


@pytest.mark.parametrize("bad", [broken_line, empty, binary, wrong_encoding, missing])
def test_a_bad_file_costs_itself_and_is_stored_with_its_reason(
    communique: Run, articles: Path, tmp_path: Path, bad: Callable[[Path], tuple[Path, str, str]]
) -> None:
    path, reason, subject = bad(tmp_path)
    result = communique("ingest", articles, path)
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if f" {reason}," in line]
    assert subject in line
    stored = rows(communique, "SELECT subject, reason FROM rejection")
    assert stored == [{"subject": subject, "reason": reason}]
    assert rows(communique, "SELECT count(*) >= 3 AS kept FROM article") == [{"kept": True}]


def test_an_unreachable_feed_costs_itself(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:  # bound but not listening: nobody answers there
        taken.bind(("127.0.0.1", 0))
        address = "{}:{}".format(*taken.getsockname())
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", address)
        result = communique("ingest", articles, f"http://{address}/feed.xml")
    assert result.exit_code == 1
    assert "Articles: 3 new" in result.stdout
    (stored,) = rows(communique, "SELECT stage, subject FROM rejection")
    assert stored == {"stage": "fetch", "subject": f"http://{address}/feed.xml"}


def test_nothing_ingested_is_a_failure(communique: Run, tmp_path: Path) -> None:
    result = communique("ingest", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "missing_path" in result.stdout


@pytest.fixture
def other_writer(home: Path) -> Iterator[None]:
    """Another process that holds the working file."""
    working = home / "work" / "communique.duckdb"
    working.parent.mkdir(parents=True)
    code = f"import duckdb; c = duckdb.connect({str(working)!r}); print('held'); input()"
    with subprocess.Popen(
        [sys.executable, "-uc", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.kill()


@pytest.mark.usefixtures("other_writer")
def test_a_locked_database_is_said_in_one_line(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_LOCK_WAIT", "0.1")
    result = communique("ingest", articles)
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert "communique.duckdb" in line
    assert "Traceback" not in result.output


def test_an_error_in_one_batch_keeps_the_batches_before_it(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import ingest
    from tasks.store import store

    batches = iter(range(2))

    def store_once(*arguments: Any, **named: Any) -> object:
        if next(batches):
            raise RuntimeError("the disk is full")
        return store(*arguments, **named)

    monkeypatch.setattr(ingest, "store", store_once)
    monkeypatch.setenv("COMMUNIQUE_BATCH_SIZE", "1")
    result = communique("ingest", articles)
    assert isinstance(result.exception, RuntimeError)
    monkeypatch.undo()
    monkeypatch.setenv("COMMUNIQUE_HOME", str(articles.parent / "home"))
    assert "2 new, 0 changed, 1 unchanged" in communique("ingest", articles).stdout


def test_a_run_says_nothing_but_its_progress(
    articles: Path, home: Path, prefect_server: str
) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "flows.cli", "ingest", str(articles)],
        env={**os.environ, "PREFECT_API_URL": prefect_server},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [line.split()[0] for line in said.stderr.splitlines()] == ["Batch", "Merged:"]
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["Articles:", "Database"]


def many_articles(folder: Path) -> Path:
    folder.mkdir()
    cities = ("Oslo", "Cairo", "Paris", "Lima", "Accra", "Hanoi", "Quito", "Rabat")
    for number, city in enumerate(cities, 1):
        text = (
            f"{city.upper()} – Norway's prime minister visited {city} on Monday. "
            f"Norway signed an agreement with Egypt, {number} officials said."
        )
        (folder / f"{city}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_killed_run_and_another_make_the_tables_of_a_clean_run(
    communique: Run, tmp_path: Path, prefect_server: str
) -> None:
    folder = many_articles(tmp_path / "many")
    killed, clean = tmp_path / "killed", tmp_path / "clean"
    arguments = ["-m", "flows.cli", "ingest", str(folder), "--db", str(killed)]
    environment = {**os.environ, "PREFECT_API_URL": prefect_server, "COMMUNIQUE_BATCH_SIZE": "1"}
    with subprocess.Popen(
        [sys.executable, *arguments], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        reached = any(line.startswith("Batch 3") for line in process.stderr)
        os.kill(process.pid, signal.SIGKILL)
    assert reached, "the run ended before its third batch"
    assert process.returncode == -signal.SIGKILL
    assert communique("ingest", folder, "--db", killed).exit_code == 0
    assert communique("ingest", folder, "--db", clean).exit_code == 0
    assert tables(communique, killed) == tables(communique, clean)


def test_a_sitemap_index_is_followed_to_its_articles(
    communique: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    page = (
        "<html><head><title>Raid</title></head><body><article><h1>Raid</h1><p>Ghana condemned the "
        "raid by Togo on a village near the border, and Togo denied that its soldiers took part."
        "</p></article></body></html>"
    )
    (site / "raid.html").write_text(page, encoding="utf-8")
    with serve_newsroom(site) as address:
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        place = f"<loc>http://{address}"
        index = f"<sitemapindex {space}><sitemap>{place}/map.xml</loc></sitemap></sitemapindex>"
        (site / "index.xml").write_text(index, encoding="utf-8")
        articles = f"<urlset {space}><url>{place}/raid.html</loc></url></urlset>"
        (site / "map.xml").write_text(articles, encoding="utf-8")
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", address)
        settings.cache_clear()
        result = communique("ingest", f"http://{address}/index.xml")
    assert result.exit_code == 0, result.output
    assert "Articles: 1 new" in result.stdout
