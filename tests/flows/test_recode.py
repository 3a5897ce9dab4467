"""Stored articles coded anew by the real flow and coder, through the command line."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tasks import database
from tasks.merge import merge
from tasks.records import Article
from tasks.settings import settings
from tasks.summarise import summarise
from tests.builders import use_home

Run = Callable[..., Result]
Content = dict[str, list[str]]
PASSING = {"migration", "run", "fetch_log", "recode", "recode_difference"}
OLDER = """
UPDATE coding SET coder = 'older';
UPDATE report SET coder = 'older';
UPDATE report SET event_date = event_date - INTERVAL 40 DAY, place_id = NULL, place_basis = NULL
WHERE event_type IN ('CONSULT', 'AID');
DELETE FROM report_party
WHERE report_id IN (SELECT id FROM report WHERE event_type IN ('SUPPORT', 'COERCE'));
DELETE FROM report_count WHERE report_id NOT IN (SELECT report_id FROM report_party);
INSERT INTO pending_report SELECT id, told_on FROM report WHERE event_type IN ('SUPPORT', 'COERCE');
DELETE FROM report WHERE event_type IN ('SUPPORT', 'COERCE');
INSERT INTO pending_merge SELECT id FROM article WHERE id NOT IN (FROM pending_merge)
"""

pytestmark = pytest.mark.usefixtures("prefect_server")


def content() -> Content:
    """Return the working file's tables as sorted rows, but for diaries and histories."""
    with database.working() as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {
            name: sorted(map(repr, connection.execute(f"FROM {name}").fetchall()))
            for (name,) in names
            if name not in PASSING
        }


def age(communique: Run) -> None:
    """Make the database one that an older coder coded, and publish it."""
    with database.working() as connection:
        connection.execute(OLDER)
    merge.fn()
    summarise.fn()
    assert communique("publish").exit_code == 0


@pytest.fixture(scope="module")
def older(
    tmp_path_factory: pytest.TempPathFactory,
    three_articles: Path,
    command_line: Run,
    prefect_server: str,
) -> tuple[Path, Content]:
    """Ingest the articles and age them, once; give that home, and its tables before ageing."""
    home = tmp_path_factory.mktemp("older") / "home"
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, home)
        assert command_line("ingest", three_articles).exit_code == 0
        fresh = content()
        age(command_line)
        assert content() != fresh
    settings.cache_clear()
    return home, fresh


@pytest.fixture
def fresh(older: tuple[Path, Content], home: Path) -> Content:
    """Make the home of this test one that an older coder coded; give its tables before that."""
    shutil.copytree(older[0], home)
    return older[1]


def asked(communique: Run, sql: str) -> list[dict[str, object]]:
    result = communique("query", "--json", sql)
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def coders(communique: Run) -> set[object]:
    return {row["coder"] for row in asked(communique, "SELECT DISTINCT coder FROM report")}


def test_a_recode_makes_the_tables_of_a_fresh_ingest_and_tells_what_changed(
    communique: Run, fresh: Content
) -> None:
    result = communique("recode")
    assert result.exit_code == 0, result.output
    assert content() == fresh
    assert result.stdout.startswith("Articles coded anew: 3. ")
    assert "The two ministers signed an agreement on fisheries." in result.stdout
    told = asked(communique, "FROM recode_differences WHERE event_type = 'SUPPORT'")
    assert {(row["events_before"], row["reports_added"]) for row in told} == {(0, 1)}
    assert "older" not in coders(communique)


@pytest.mark.usefixtures("fresh")
def test_a_second_recode_changes_nothing_and_says_so(communique: Run) -> None:
    communique("recode")
    before = content()
    differences = asked(communique, "FROM recode_differences")
    result = communique("recode")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Nothing to recode")
    assert content() == before
    assert asked(communique, "FROM recode_differences") == differences
    kinds = asked(communique, "SELECT status FROM run WHERE kind = 'recode'")
    assert kinds == [{"status": "completed"}] * 2


@pytest.mark.usefixtures("fresh")
def test_only_articles_of_the_days_are_coded_anew(communique: Run) -> None:
    result = communique("recode", "--since", "2023-06-01", "--until", "2023-07-01", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["articles"] == 1
    assert told["differences"]
    assert asked(
        communique,
        "SELECT published_on::VARCHAR AS day FROM article JOIN coding ON article_id = id"
        " WHERE coder = 'older' ORDER BY day",
    ) == [{"day": "2023-05-17"}, {"day": None}]


def test_days_that_end_before_they_begin_are_wrong_usage(communique: Run) -> None:
    result = communique("recode", "--since", "2023-06-01", "--until", "2023-06-01")
    assert result.exit_code == 2
    assert "must be later than --since" in result.stderr


def test_an_empty_database_has_nothing_to_recode(communique: Run) -> None:
    result = communique("recode")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Nothing to recode")


def test_a_killed_recode_shows_the_earlier_coding_and_goes_on_to_the_tables_of_a_fresh_ingest(
    communique: Run, fresh: Content, home: Path, prefect_server: str
) -> None:
    aged = asked(communique, "FROM report ORDER BY id")
    environment = {**os.environ, "PREFECT_API_URL": prefect_server, "COMMUNIQUE_BATCH_SIZE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "recode", "--db", str(home)],
        env=environment, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        reached = any(line.startswith("Batch 1") for line in process.stderr)
        os.kill(process.pid, signal.SIGKILL)
    assert reached, "the run ended before its first batch"
    assert process.returncode == -signal.SIGKILL
    assert asked(communique, "FROM report ORDER BY id") == aged
    result = communique("recode")
    assert result.exit_code == 0, result.output
    assert "Articles coded anew: 2." in result.stdout or "Articles coded anew: 1." in result.stdout
    assert content() == fresh
    (diary,) = asked(communique, "SELECT count(*) AS n FROM recode WHERE completed_at IS NOT NULL")
    assert diary == {"n": 1}


def test_an_article_that_cannot_be_coded_keeps_its_coding_and_is_status_1(
    communique: Run, fresh: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tasks.events import coding

    begin = coding._desk

    def stumbles(article: Article, *arguments: Any, **named: Any) -> object:
        if article.published_on is None:
            raise RuntimeError("an odd sentence")
        return begin(article, *arguments, **named)

    monkeypatch.setattr(coding, "_desk", stumbles)
    result = communique("recode")
    assert result.exit_code == 1
    assert "Left as they were: 1, failed" in result.stdout
    assert "older" in coders(communique)
    monkeypatch.setattr(coding, "_desk", begin)
    assert communique("recode").exit_code == 0
    assert content() == fresh
