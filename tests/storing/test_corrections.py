"""Corrections and removals: what is a new version, why, and when an article is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.records import Article, FetchOutcome, ReadFrom
from tasks.store import Stored, needs_coding, start_run, store
from tasks.summarise import summarise
from tests.builders import CODER, article, coding, content, party, report, use_home

URL = "https://example.org/1"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def read(
    of: Article, *, at: str | None = URL, body: str = "b1", coder: str = CODER, run: str = "run"
) -> Stored:
    """Take an article through comparing, coding and storing, as a flow does."""
    pages = [ReadFrom(article_id=of.id, url=at, body_hash=body)] if at else []
    pending = needs_coding.fn([of], coder, read_from=pages)
    made = [coding(of=one, coder=coder) for one in pending]
    outcomes = [answer(at)] if at else []
    return store.fn(run, [of], made, [], outcomes, read_from=pages)


def answer(url: str, *, status: int = 200, final_url: str | None = None) -> FetchOutcome:
    end = final_url or url
    if status < 400:
        return FetchOutcome(url=url, outcome="fetched", final_url=end, status=status)
    return FetchOutcome(
        url=url, outcome="rejected", final_url=end, status=status, reason="bad_status"
    )


def tried(*outcomes: FetchOutcome) -> None:
    store.fn(start_run.fn("ingest", "again"), [], [], [], outcomes)


def ask(sql: str) -> list[tuple[Any, ...]]:
    with database.working() as connection:
        return connection.execute(sql).fetchall()


def versions() -> list[tuple[Any, ...]]:
    return ask("SELECT version, title, cause FROM article_version ORDER BY version")


def gone() -> list[str]:
    with database.working() as connection:
        database.apply_views(connection)
    return [url for (url,) in ask("SELECT url FROM gone_articles ORDER BY url")]


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept_whole() -> None:
    first = article(title="Talks", captions=("One", "Two"), section="Politics")
    read(first)
    before = ask("FROM article")[0]
    assert read(article(title="Talks fail"), body="b2").states == {first.id: "changed"}
    (kept,) = ask("SELECT * EXCLUDE (replaced_at, cause) FROM article_version")
    names = [name for (name,) in ask("SELECT column_name FROM (DESCRIBE article)")]
    kept_names = [name for (name,) in ask("SELECT column_name FROM (DESCRIBE article_version)")]
    assert dict(zip(kept_names, kept, strict=False)) == dict(zip(names, before, strict=True))
    assert ask("SELECT title, version FROM article") == [("Talks fail", 2)]


def test_every_column_of_an_article_is_kept_with_its_versions() -> None:
    columns = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{}'"
    ours = {*ask(columns.format("article"))}
    theirs = {*ask(columns.format("article_version"))}
    assert theirs - ours == {("replaced_at", "TIMESTAMP"), ("cause", "VARCHAR")}
    assert ours <= theirs


def test_versions_are_numbered_and_a_return_to_the_first_text_is_one_too() -> None:
    for title, body in (("A", "b1"), ("B", "b2"), ("A", "b1"), ("A", "b1")):
        read(article(title=title), body=body)
    assert versions() == [(1, "A", "page"), (2, "B", "page")]
    assert ask("SELECT title, version FROM article") == [("A", 3)]
    summarise_checks()


def summarise_checks() -> None:
    """Run the checks on tables whose reports need no merging."""
    with database.working() as connection:
        connection.execute("DELETE FROM pending_merge")
    summarise.fn()


@pytest.mark.parametrize(
    ("at", "body", "cause"),
    [
        (URL, "b2", "page"),
        (URL, "b1", "cleaning"),
        ("https://example.org/amp/1", "b2", "page"),
        ("https://example.org/amp/1", "b1", "cleaning"),
        (None, "b1", "cleaning"),
    ],
)
def test_the_cause_is_the_page_only_where_its_body_is_another(
    at: str | None, body: str, cause: str
) -> None:
    read(article())
    read(article(title="Talks fail"), at=at, body=body)
    assert versions() == [(1, "Talks", cause)]


def test_an_article_whose_page_was_never_noted_changes_by_cleaning() -> None:
    read(article(), at=None)
    read(article(title="Talks fail"), body="b2")
    assert versions() == [(1, "Talks", "cleaning")]


def test_the_same_text_under_another_coder_is_no_new_version() -> None:
    read(article())
    with database.working() as connection:
        connection.execute("UPDATE article SET near_duplicate_of = 'x'")
    assert read(article(), coder="test-2").changed == 1
    assert ask("SELECT version, near_duplicate_of FROM article") == [(1, "x")]
    assert versions() == []


def test_a_new_text_copies_nobody_until_that_is_found_anew() -> None:
    read(article())
    with database.working() as connection:
        connection.execute("UPDATE article SET near_duplicate_of = 'x'")
    read(article(title="Talks fail"))
    assert ask("SELECT near_duplicate_of FROM article") == [(None,)]
    assert ask("SELECT near_duplicate_of FROM article_version") == [("x",)]


def test_a_body_that_changed_around_the_text_is_no_correction() -> None:
    read(article())
    read(article(), body="b2")
    assert versions() == []
    read(article(title="Talks fail"), body="b2")
    assert versions() == [(1, "Talks", "cleaning")]


def test_a_second_reading_of_unchanged_pages_changes_no_row() -> None:
    read(article())
    read(article(title="Talks fail"), body="b2")
    tried(answer(URL, status=410))
    read(article(title="Talks fail"), body="b2")
    before = content()
    read(article(title="Talks fail"), body="b2")
    assert content() == before


def test_two_addresses_of_one_article_do_not_correct_it_to_and_fro() -> None:
    long, short = article(text="Asa met Bo. Bo left."), article(text="Asa met Bo.")
    for _ in range(2):
        read(long, at="u-long")
        read(short, at="u-short", body="b2")
    before = content()
    for _ in range(2):
        assert read(long, at="u-long").unchanged == 1
        assert read(short, at="u-short", body="b2").unchanged == 1
    assert content() == before
    assert len(versions()) == 1


def test_what_is_new_at_either_of_two_addresses_is_a_correction() -> None:
    long, short = article(text="Asa met Bo. Bo left."), article(text="Asa met Bo.")
    read(long, at="u-long")
    read(short, at="u-short", body="b2")
    read(article(text="Asa never met Bo."), at="u-long", body="b3")
    assert ask('SELECT "text", version FROM article') == [("Asa never met Bo.", 3)]


def test_a_text_that_could_not_be_coded_is_a_correction_when_it_can() -> None:
    read(article())
    new = article(title="Talks fail")
    page = ReadFrom(article_id=new.id, url=URL, body_hash="b2")
    tried(answer(URL, status=404))
    store.fn("run", [new], [], [], [], read_from=[page])
    assert versions() == []
    assert gone() == []
    read(new, body="b2")
    assert versions() == [(1, "Talks", "page")]


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_whose_page_is_gone_is_marked_and_stays(status: int) -> None:
    of = article()
    made = coding(of=of, reports=(report(of=of, actors=(party(),)),), parties=(party(),))
    page = ReadFrom(article_id=of.id, url=URL, body_hash="b1")
    store.fn("run", [of], [made], [], [], read_from=[page])
    before = content()
    tried(answer(URL, status=status))
    assert gone() == [of.url]
    after = content()
    assert {name for name in after if after[name] != before[name]} == {"article_page"}


@pytest.mark.parametrize("status", [500, 503, 403, 451, 301])
def test_another_trouble_than_absence_marks_nothing(status: int) -> None:
    read(article())
    tried(answer(URL, status=status))
    assert gone() == []


@pytest.mark.parametrize("reason", ["timeout", "robots"])
def test_a_silent_server_and_a_refusal_by_robots_mark_nothing(reason: str) -> None:
    read(article())
    tried(FetchOutcome(url=URL, outcome="rejected", reason=reason))
    assert gone() == []


def test_an_article_is_gone_since_its_page_was_first_missed() -> None:
    read(article())
    tried(answer(URL, status=404))
    before = ask("FROM article_page")
    tried(answer(URL, status=410))
    assert ask("FROM article_page") == before


def test_an_article_that_is_read_again_is_gone_no_more() -> None:
    read(article())
    tried(answer(URL, status=404))
    assert gone() == [URL]
    read(article(), run="later")
    assert gone() == []


def test_a_url_that_led_to_the_page_and_is_gone_takes_it_along() -> None:
    store.fn(start_run.fn("ingest", "first"), [], [], [], [answer("short", final_url=URL)])
    read(article())
    tried(FetchOutcome(url="short", outcome="rejected", status=404, reason="bad_status"))
    assert gone() == [URL]


def test_a_redirect_to_a_page_that_is_gone_marks_that_page() -> None:
    read(article())
    tried(answer("short", status=404, final_url=URL))
    assert gone() == [URL]


def test_a_page_that_the_run_reached_by_another_way_is_not_gone() -> None:
    read(article())
    store.fn(start_run.fn("ingest", "first"), [], [], [], [answer("old", final_url=URL)])
    run = start_run.fn("ingest", "second")
    missing = FetchOutcome(url="old", outcome="rejected", status=404, reason="bad_status")
    read(article(), run=run)
    store.fn(run, [], [], [], [missing])
    assert gone() == []
    other = start_run.fn("ingest", "third")
    store.fn(other, [], [], [], [missing])
    assert gone() == [URL]
    read(article(), run=other)
    assert gone() == []


def test_only_the_last_address_that_answered_counts() -> None:
    store.fn(start_run.fn("ingest", "first"), [], [], [], [answer("short", final_url=URL)])
    store.fn(start_run.fn("ingest", "second"), [], [], [], [answer("short", final_url="new")])
    read(article())
    tried(FetchOutcome(url="short", outcome="rejected", status=404, reason="bad_status"))
    assert gone() == []


def test_an_article_is_gone_only_when_all_its_addresses_are() -> None:
    read(article(), at="a")
    read(article(), at="b")
    tried(answer("a", status=404))
    assert gone() == []
    tried(answer("b", status=404))
    assert len(gone()) == 1
    latest = ask("SELECT max(gone_since) FROM article_page")
    assert ask("SELECT gone_since FROM gone_articles") == latest


def test_history_is_what_a_batch_that_fails_leaves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read(article())
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tasks.storing.tables.write_outcomes", full)
    with pytest.raises(OSError, match="disk full"):
        read(article(title="Talks fail"), body="b2")
    assert content() == before
