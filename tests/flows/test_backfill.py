"""Backfills in this process: chunk by chunk, resumable, of any source that has old articles."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import Result
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Failed

from flows import backfill as backfilling
from flows import ingest as ingesting
from flows.newsroom import serve_newsroom
from tasks import database
from tasks.settings import settings
from tests.flowing import write_news
from tests.flows.homes import hashes

Run = Callable[..., Result]
WINDOW = ("--since", "2023-03-07", "--until", "2023-03-10", "--every", "day")

pytestmark = pytest.mark.usefixtures("prefect_server")


@dataclass(frozen=True)
class Story:
    """Three starts of one backfill into one home: one of its days fails at first, and once anew."""

    news: Path
    home: Path
    first: Result
    second: Result
    anew: Result
    read: Mock  # what read the chunks


@pytest.fixture(scope="module")
def story(
    prefect_server: str, command_line: Run, tmp_path_factory: pytest.TempPathFactory
) -> Story:
    """A backfill of three days, three articles each, of which the second fails once."""
    folder = tmp_path_factory.mktemp("story")
    news, home = write_news(folder / "news.jsonl", range(12)), folder / "home"
    ingest = ingesting.ingest
    ends: Iterator[State[Any]] = iter(
        [Failed(message="Flow run encountered an exception: OSError: the disk is full")]
    )

    def read(**given: Any) -> Any:
        if given["since"].day == 8 and (state := next(ends, None)):
            return state
        return ingest(**given)

    told = ("backfill", *WINDOW, news, "--json", "--db", home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backfilling, "ingest", mock := Mock(side_effect=read))
        first, second = command_line(*told), command_line(*told)
        anew = command_line(*told, "--anew")
    return Story(news, home, first, second, anew, mock)


def rows(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def statuses(result: Result) -> list[str]:
    return [row["status"] for row in rows(result)]


def flow_runs(news: Path) -> dict[str, FlowRun]:
    """Return the flow runs that read a file, by name; the last of each name."""
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(sort=FlowRunSort.START_TIME_ASC)
    return {run.name: run for run in runs if str(news) in run.name}


def test_a_failed_chunk_stops_no_other(story: Story) -> None:
    assert story.first.exit_code == 1
    assert statuses(story.first) == ["completed", "failed", "completed"]
    assert [row["new"] for row in rows(story.first)] == [3, None, 3]
    assert rows(story.first)[1]["fault"] == "Failed: OSError: the disk is full"


def test_what_is_not_complete_is_all_that_is_read_again(story: Story) -> None:
    assert story.second.exit_code == 0, story.second.output
    assert statuses(story.second) == ["completed earlier", "completed", "completed earlier"]
    days = [call.kwargs["since"].day for call in story.read.call_args_list]
    assert days == [7, 8, 9, 8, 7, 8, 9]


def test_all_is_read_again_when_that_is_asked_for(story: Story) -> None:
    told = [(row["status"], row["new"], row["unchanged"]) for row in rows(story.anew)]
    assert told == [("completed", 0, 3)] * 3


def test_chunks_make_the_tables_of_one_run(story: Story, tmp_path: Path, command_line: Run) -> None:
    command_line("ingest", *WINDOW[:4], story.news, "--db", tmp_path / "whole")
    assert hashes(story.home) == hashes(tmp_path / "whole")


def test_names_say_window_and_source_and_chunks_are_tagged(story: Story) -> None:
    runs = flow_runs(story.news)
    assert f"backfill {story.news} from 2023-03-07 until 2023-03-10 by day" in runs
    chunks = [f"ingest {story.news} from 2023-03-0{d} until 2023-03-{d + 1:02}" for d in (7, 8, 9)]
    assert [runs[name].tags for name in chunks] == [["backfill"]] * 3


def test_the_flow_run_fails_and_says_which_chunk_and_what_to_do(story: Story) -> None:
    with get_client(sync_client=True) as client:
        name = f"backfill {story.news} from 2023-03-07 until 2023-03-10 by day"
        states = [run.state for run in client.read_flow_runs() if run.name == name]
    (failed,) = [state for state in states if state and state.is_failed()]
    assert "1 of 3 chunks failed. Start the same backfill again" in str(failed.message)
    assert "2023-03-08 to 2023-03-08: Failed: OSError: the disk is full" in str(failed.message)


def test_artifacts_tell_of_every_chunk(story: Story) -> None:
    with get_client(sync_client=True) as client:
        name = f"backfill {story.news} from 2023-03-07 until 2023-03-10 by day"
        ours = {run.id for run in client.read_flow_runs() if run.name == name}
        found = [one for one in client.read_artifacts() if one.flow_run_id in ours]
    pages = [str(one.data) for one in found if one.key == "backfill-report"]
    told = [
        re.findall(r"\| (completed earlier|completed|failed|not read) \|", one) for one in pages
    ]
    assert sorted(told) == sorted(map(statuses, (story.first, story.second, story.anew)))
    (failed,) = [page for page in pages if "# Failed" in page]
    assert "1 of 3 chunks failed" in failed
    assert "the disk is full" in failed
    assert [one.data for one in found if one.key == "backfill-progress"] == [100.0] * 3


def test_a_source_that_cannot_be_read_fails_its_chunk_and_costs_no_other_source(
    communique: Run, home: Path, tmp_path: Path
) -> None:
    news = write_news(tmp_path / "news.jsonl", range(3))
    window = ("--since", "2023-03-07", "--until", "2023-03-08")
    result = communique("backfill", *window, news, tmp_path / "nowhere.warc")
    assert result.exit_code == 1
    assert "Chunks complete: 0 of 1, 0 of them earlier." in result.stdout
    assert "3 new" in result.stdout
    (failed,) = [line for line in result.stdout.splitlines() if line.startswith("Failed: ")]
    assert "SourcesLostError: 1 of 2 sources could not be read" in failed
    assert f"{tmp_path / 'nowhere.warc'} (missing_path)" in failed
    assert "Start the same backfill again" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "2023-03-07"), "Missing option '--until'"),
        (("--since", "2023-03-07", "--until", "2023-03-07"), "--until 2023-03-07 must be later"),
        (("--since", "2023-03-07", "--until", "March"), "does not match the format"),
        ((*WINDOW[:4], "--every", "week"), "'week' is not one of"),
        ((*WINDOW, "Teheran Tmes"), "'Teheran Tmes' is no outlet"),
    ],
)
def test_wrong_use_is_told_before_anything_runs(
    communique: Run, home: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = communique("backfill", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not home.exists()


@pytest.fixture
def newsroom(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the sample newsroom."""
    with serve_newsroom() as address:
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", address)
        yield f"http://{address}"


def test_a_sitemap_gives_the_articles_of_each_month(communique: Run, newsroom: str) -> None:
    window = ("--since", "2023-03-01", "--until", "2023-05-01")
    result = communique("backfill", *window, f"{newsroom}/sitemap.xml", "--json")
    assert result.exit_code == 0, result.output
    assert [row["status"] for row in rows(result)] == ["completed", "completed"]
    settings.cache_clear()
    months = (
        "SELECT strftime(published_on, '%Y-%m') AS month, count(*)::INTEGER FROM article"
        " GROUP BY month ORDER BY month"
    )
    assert database.query(months).rows == [(row["since"][:7], row["new"]) for row in rows(result)]
    assert all(row["new"] for row in rows(result))


def warc_record(day: int) -> bytes:
    html = (
        f"<html lang=en><head><title>Raid</title><meta property=article:published_time content="
        f"2023-05-{day:02}></head><body><article><h1>Raid</h1><p>Ghana condemned the raid by Togo "
        f"on a village near the border on day {day}, and Togo denied that its soldiers took part."
        "</p></article></body></html>"
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(html)}\r\n\r\n"
    block = head.encode() + html
    return (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://volta.example/{day}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def test_a_web_archive_gives_the_articles_of_each_day(communique: Run, tmp_path: Path) -> None:
    archive = tmp_path / "old.warc"
    archive.write_bytes(b"".join(map(warc_record, (2, 3, 3, 9))))
    window = ("--since", "2023-05-02", "--until", "2023-05-04", "--every", "day")
    result = communique("backfill", *window, archive, "--json")
    assert result.exit_code == 0, result.output
    assert [(row["since"], row["new"]) for row in rows(result)] == [
        ("2023-05-02", 1), ("2023-05-03", 1)
    ]  # fmt: skip


def test_a_killed_backfill_goes_on_where_it_was(
    story: Story, command_line: Run, home: Path, prefect_server: str
) -> None:
    command = [sys.executable, "-m", "flows.cli", "backfill", *WINDOW, str(story.news)]
    environment = {**os.environ, "PREFECT_API_URL": prefect_server, "COMMUNIQUE_BATCH_SIZE": "1"}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        reached = any("2023-03-07 to 2023-03-07: complete" in line for line in process.stderr)
        reached &= any(line.startswith("Batch 2") for line in process.stderr)
        os.kill(process.pid, signal.SIGKILL)
    assert reached, "the backfill ended before its second chunk"
    again = command_line("backfill", *WINDOW, story.news, "--json")
    assert again.exit_code == 0, again.output
    assert statuses(again) == ["completed earlier", "completed", "completed"]
    assert hashes(home) == hashes(story.home)
