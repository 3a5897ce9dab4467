"""What a run leaves in the Prefect UI: read back with Prefect's own client."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort

from flows import ingest as ingesting
from flows import reporting
from flows.progress import progress
from flows.stopwatch import Stopwatch, lap, timed
from tasks.database import DatabaseLocked, query
from tasks.report.markdown import code, escaped, plain, table

Run = Callable[..., Result]
EVIL = 'Evil | [Wire](javascript:alert(1)) <img src=x onerror="alert(1)"> `x` **b**'

pytestmark = pytest.mark.usefixtures("prefect_server")


def artifact(key: str) -> Any:
    """Return what the newest artifact of a key holds."""
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])),
            sort=ArtifactSort.CREATED_DESC,
            limit=1,
        )
    return found[0].data


def cells(page: str, title: str) -> list[dict[str, str]]:
    """Return the rows of the table under a heading, as column → cell."""
    lines = page.partition(f"## {title}")[2].partition("\n")[2].strip().splitlines()
    rows = [line for line in lines[: ([*lines, ""]).index("")] if line.startswith("|")]
    split = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]
    return [dict(zip(split[0], row, strict=True)) for row in split[2:]]


def test_a_run_leaves_a_page_with_outlets_stages_and_dyads(
    communique: Run, articles: Path, home: Path
) -> None:
    (articles / "empty.txt").touch()
    assert communique("ingest", articles).exit_code == 1  # a file was lost
    page = str(artifact("ingest-report"))
    assert page.startswith("# Completed")
    told = {row["outlet"]: row for row in cells(page, "Outlets")}
    assert told["Test Wire"]["new"] == "3"
    assert any(row["reasons"] == "empty_file 1" for row in told.values())
    taken = {row["stage"]: row for row in cells(page, "Stages")}
    assert {"discover", "clean", "extract", "store", "merge", "publish"} <= taken.keys()
    assert float(taken["extract"]["seconds"]) > 0
    dyads = cells(page, "Who did most to whom")
    assert {"NOR", "EGY"} & {row["actor"] for row in dyads}
    (sql,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    first = dyads[0]
    assert f"actor_country = '{first['actor']}'" in sql
    assert len(query(sql).rows) >= int(first["events"])
    assert f"--db {home}" in page


def test_a_second_run_that_finds_nothing_new_says_so(communique: Run, articles: Path) -> None:
    communique("ingest", articles)
    communique("ingest", articles)
    page = str(artifact("ingest-report"))
    assert "Nothing changed since the last run" in page
    assert cells(page, "Outlets")[0]["unchanged"] == "3"


def test_what_comes_from_the_web_is_shown_and_does_nothing(communique: Run, articles: Path) -> None:
    line = {"file": "paris.txt", "outlet": EVIL, "published": "2023-05-17"}
    (articles / "manifest.jsonl").write_text(json.dumps(line), encoding="utf-8")
    for name in ("cairo.txt", "oslo.txt"):
        (articles / name).unlink()
    communique("ingest", articles)
    page = str(artifact("ingest-report"))
    (row,) = cells(page, "Outlets")  # its pipe opens no column
    (shown,) = json.loads(str(artifact("ingest-by-outlet")))  # these cells are Markdown, too
    assert shown["outlet"] == row["outlet"]
    assert "<" not in page
    assert "](" not in page
    assert not re.search(r"(?<!\\)[*`\[!]", row["outlet"])
    assert re.sub(r"\\(.)", r"\1", row["outlet"]).startswith("Evil | [Wire](javascript")


def test_a_failed_run_says_what_went_wrong_and_what_to_do(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> int:
        raise ValueError("no such <b>thing</b> at https://reader:hunter2@db.example/x")

    monkeypatch.setattr(ingesting, "merge", broken)
    assert communique("ingest", articles).exit_code == 1
    page = str(artifact("ingest-report"))
    assert page.startswith("# Failed")
    assert "ValueError" in page
    assert "What to do:** nobody expected this" in page
    assert "<b>" not in page
    assert "hunter2" not in page
    assert cells(page, "Outlets")[0]["new"] == "3"  # what it had done by then


def test_a_failure_of_ours_says_itself_what_to_do(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_SPACY_MODEL", "en_core_web_none")
    result = communique("ingest", articles)
    assert result.exit_code == 1
    assert "Nothing was read or coded" in result.output
    page = re.sub(r"\\(.)", r"\1", str(artifact("ingest-report")))
    assert "python -m spacy download en_core_web_none" in page
    assert "## Outlets" not in page


def test_a_run_that_could_not_begin_says_why(
    communique: Run, articles: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> str:
        raise DatabaseLocked("The working file is in use by process 7. Wait for it to end.")

    monkeypatch.setattr(ingesting, "start_run", locked)
    assert communique("ingest", articles).exit_code == 1
    assert "in use by process 7" in str(artifact("ingest-report"))


def test_publish_and_recode_leave_pages_too(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    communique("ingest", articles)
    assert communique("publish").exit_code == 0
    assert "merge" in {row["stage"] for row in cells(str(artifact("publish-report")), "Stages")}
    monkeypatch.setattr("tasks.events.coding.VERSION", "test-9")
    assert communique("recode").exit_code == 0
    page = str(artifact("recode-report"))
    assert "- articles\\: 3" in page
    assert {"extract", "store"} <= {row["stage"] for row in cells(page, "Stages")}
    assert artifact("recode-progress") == 100.0


def test_a_page_that_cannot_be_saved_costs_no_run(
    communique: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(reporting, "create_markdown_artifact", gone)
    monkeypatch.setattr("flows.ledger.create_table_artifact", gone)
    result = communique("ingest", articles)
    assert result.exit_code == 0, result.output
    assert "The Prefect UI lacks this run's page (ConnectionError)" in result.output


def test_progress_is_told_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []

    def moved(artifact: object, now: float, words: str) -> object:
        told.append(now)
        return artifact

    monkeypatch.setattr("flows.progress._moved", moved)

    @flow
    def long_work() -> None:
        tell = progress("long-work")
        for done in range(1001):
            tell(done, 1000)

    long_work()
    assert artifact("long-work") == 0.0
    assert told == [float(step) for step in range(5, 101, 5)]


def test_outside_of_a_run_nothing_is_shown() -> None:
    progress("nobody")(1, 2)
    lap("nothing")
    with pytest.raises(IndexError):
        artifact("nobody")


def test_a_stopwatch_gives_each_lap_to_its_stage() -> None:
    moments = iter([0.0, 2.0, 5.0, 6.0])
    watch = Stopwatch(lambda: next(moments))
    for stage in ("fetch", "store", "fetch"):
        watch.lap(stage)
    assert watch.stages == {"fetch": (2, 3.0), "store": (1, 3.0)}


def test_a_run_within_a_run_has_a_watch_of_its_own() -> None:
    with timed() as outer:
        with timed() as inner:
            lap("fetch")
        lap("merge")
    assert (list(outer.stages), list(inner.stages)) == (["merge"], ["fetch"])


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://evil.example)", "![a](x)", "<script>", "# head", "www.evil.example",
        "https://evil.example/", "a@evil.example", "- item", "1. item", "> quote", "~~gone~~",
        "| a | b |", "\\", "&lt;b&gt;", "`code`", "_a_ *b*",
    ],
)  # fmt: skip
def test_no_markdown_survives(text: str) -> None:
    shown = escaped(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\](){}<>!#|`*_~@:/.-]", shown)
    back = re.sub(r"\\(.)", r"\1", shown)
    assert back.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


def test_a_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert plain("one\n two\x00\u202e three") == "one two three"
    assert plain("x" * 400) == "x" * 300 + " …"
    assert plain("at postgres://me:secret@host/db") == "at postgres://…@host/db"


def test_code_is_not_ended_by_its_own_fences() -> None:
    assert code("SELECT '```'", "sql") == "````sql\nSELECT '```'\n````"


def test_numbers_of_a_table_stand_to_the_right() -> None:
    assert table(("a", "b"), [("x|y", 2), (None, 3.25)]).splitlines() == [
        "| a | b |", "| --- | ---: |", "| x\\|y | 2 |", "|  | 3.2 |",
    ]  # fmt: skip
