"""The example questions, asked of the sample newsroom: each has an answer there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.newsroom import FOLDER
from flows.sources import read_sources
from tasks import database, workers
from tasks.clean import clean
from tasks.extract import extract
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.records import Page
from tasks.settings import settings
from tasks.store import start_run, store
from tasks.summarise import summarise
from tests.builders import use_home

EXAMPLES = {path.stem: path for path in database.sql_files("examples")}
EMPTY = {"corrections"}  # the newsroom is read once: nothing is corrected or removed there
Row = dict[str, Any]


def pages() -> Iterator[Page]:
    """Yield the articles of the sample newsroom, as its feeds name their outlets."""
    for source in read_sources(FOLDER / "sources.toml", base="http://sample/"):
        folder = FOLDER / source.location.split("/")[3]
        for file in sorted(folder.glob("*.html")):
            yield Page(
                url=f"http://sample/{folder.name}/{file.name}",
                body=file.read_bytes(),
                media_type="text/html",
                outlet=source.outlet,
            )


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Take the sample newsroom through every stage; return the working file."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, tmp_path_factory.mktemp("newsroom"))
        run = start_run.fn("sample", "sample newsroom", [])
        cleaned = clean.fn(list(pages()))
        extracted = extract.fn(cleaned.articles)
        losses = [*cleaned.rejections, *extracted.rejections]
        store.fn(run, cleaned.articles, extracted.codings, losses, [], read_from=cleaned.read_from)
        for stage in (link, identify, merge, summarise):
            stage.fn()
        workers.stop()
        yield settings().working_file


def answer(name: str, file: Path) -> list[Row]:
    with database.working(file) as connection:
        return database.fetch_dicts(connection, EXAMPLES[name].read_text(encoding="utf-8"))


def test_an_analyst_finds_a_dozen_questions() -> None:
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_says_its_question_in_words_and_then_its_grain(example: str) -> None:
    text = EXAMPLES[example].read_text(encoding="utf-8")
    assert re.match(r"-- [A-Z][^\n]+\?\n-- Grain: \w+", text)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_answers_from_the_sample_newsroom(example: str, newsroom: Path) -> None:
    rows = answer(example, newsroom)
    assert bool(rows) == (example not in EMPTY)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_the_same_rows_in_the_same_order_again(
    example: str, newsroom: Path
) -> None:
    query = EXAMPLES[example].read_text(encoding="utf-8")
    with database.working(newsroom) as connection:
        first = connection.execute(query).fetchall()
        connection.execute("SET threads = 1")
        assert connection.execute(query).fetchall() == first


def test_a_trend_has_its_silent_months(newsroom: Path) -> None:
    rows = answer("dyad_trend", newsroom)
    months = [row["month"].year * 12 + row["month"].month for row in rows]
    assert months == list(range(months[0], months[-1] + 1))
    assert {row["events"] > 0 for row in rows} == {True, False}


def test_a_meeting_comes_with_its_proof(newsroom: Path) -> None:
    for row in answer("meetings_with_proof", newsroom):
        assert row["actors"]
        assert row["sentence"]
        assert row["url"].startswith("http")


def test_an_office_is_told_with_its_holder_and_days(newsroom: Path) -> None:
    (row,) = [
        row
        for row in answer("who_held_office", newsroom)
        if (row["country"], row["title"]) == ("IRN", "foreign minister")
    ]
    assert (row["name"], row["first_seen"]) == ("Hossein Amir-Abdollahian", date(2023, 2, 22))


def test_an_unusual_month_stands_out_from_those_before(newsroom: Path) -> None:
    for row in answer("unusual_months", newsroom):
        assert row["events"] >= 3
        assert row["events"] > row["usual"] + 2 * row["spread"] - 0.02  # both are rounded
        assert len(row["event_ids"]) == row["events"]


def test_the_denominator_counts_every_dated_article(newsroom: Path) -> None:
    with database.working(newsroom) as connection:
        dated = connection.execute("SELECT count(published_on) FROM article").fetchall()
    assert [(sum(row["articles"] for row in answer("coverage", newsroom)),)] == dated


def test_a_share_is_a_share(newsroom: Path) -> None:
    for row in answer("conflict_share", newsroom):
        conflict = row["verbal_conflict"] + row["material_conflict"]
        assert row["conflict_share"] == pytest.approx(conflict / row["events"], abs=0.006)
    shares = {row["event_type"]: row["undated_share"] for row in answer("undated_share", newsroom)}
    assert all(0 <= share <= 1 for share in shares.values())
    assert max(shares.values()) > 0


def test_a_dyad_is_new_once(newsroom: Path) -> None:
    rows = answer("first_time_dyads", newsroom)
    dyads = [(row["actor_country"], row["recipient_country"]) for row in rows]
    assert len(dyads) == len(set(dyads))


def test_a_visit_is_on_the_map(newsroom: Path) -> None:
    for row in answer("visits_map", newsroom):
        assert -90 <= row["lat"] <= 90
        assert -180 <= row["lon"] <= 180
        assert row["parties"]


def test_rules_are_shown_where_they_differ(newsroom: Path) -> None:
    for row in answer("merge_rule_sensitivity", newsroom):
        assert row["reports"] >= row["one_a_day"]
        assert len({row["reports"], row["one_a_day"], row["events"]}) > 1


def test_a_quote_is_word_for_word_what_the_person_says(newsroom: Path) -> None:
    (row,) = answer("quotes_of_a_person", newsroom)
    assert row["party"] == "António Guterres"
    assert row["words"].startswith("A beacon of hope")
