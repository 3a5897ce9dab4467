"""A database of the version before, with rows, opened by this one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.identify import identify
from tasks.records import Article, FetchOutcome, Page, ReadFrom, Target
from tasks.store import keep_pages, kept, needs_coding, start_run, store
from tasks.summarise import summarise
from tests.builders import CODER, TEXT, article, coding, source, use_home

OF = article()
LAST = "0020_article_place"  # the last migration of the version before
ROWS = f"""
INSERT INTO source VALUES ('https://example.org/feed', 'Example', 'SWE', 'en');
INSERT INTO run VALUES
    ('r', 'ingest', 'x', '2023-03-05', '2023-03-05', 'completed', '{{}}', '{{}}');
INSERT INTO fetch_log VALUES ('r', '{OF.url}', 'fetched', 200, NULL, 9, 1);
INSERT INTO page VALUES
    ('{OF.url}', 'b0', 'text/html', 'utf-8', 9, 'Example', NULL, 'en', NULL, NULL);
INSERT INTO article VALUES
    ('{OF.id}', '{OF.url}', 'Example', 'Talks', NULL, 'en', NULL, NULL, '2023-03-05', NULL,
     'metadata', '{TEXT}', 'hash of fewer fields', [], NULL, NULL, NULL);
INSERT INTO coding VALUES ('{OF.id}', 'hash of fewer fields', '{CODER}');
INSERT INTO article_party VALUES ('{OF.id}', 'p', 'Asa', 'person', 'SWE', ['GOV'], NULL);
INSERT INTO party VALUES ('p', 'Asa', 'person', 'SWE', ['GOV'], NULL);
INSERT INTO report VALUES
    ('t', '{OF.id}', 0, 29, 13, 16, 'CONSULT', [], [], 'actual', '2023-03-04', 'day', 'text',
     NULL, NULL, 0.5, '{CODER}', '');
INSERT INTO report_party VALUES ('t', 'actor', 0, 'p', 9, 12, 'Asa', 'SWE', ['GOV'], 'text');
INSERT INTO event VALUES
    ('e', 'CONSULT', [], [], 1, 1.0, 'actual', '2023-03-04', 'day', 'text', NULL, NULL, 0.5,
     1, 1, 1);
INSERT INTO participant VALUES ('e', 'actor', 0, 'p', 'SWE', ['GOV']);
INSERT INTO event_report VALUES ('e', 't', 'only one');
INSERT INTO rejection VALUES ('x', 'fetch', 'u9', 'gone', 'u9 is gone.');
"""


@pytest.fixture(autouse=True)
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave a file of the version before, with rows, where this version looks for its own."""
    use_home(monkeypatch, tmp_path / "home")
    old = [path for path in database.sql_files("migrations") if path.stem <= LAST]
    assert old[-1].stem == LAST
    with monkeypatch.context() as patch:
        patch.setattr(database, "sql_files", lambda _: old)
        with database.working() as connection:
            connection.execute(ROWS)


def ask(sql: str) -> list[tuple[Any, ...]]:
    with database.working() as connection:
        return connection.execute(sql).fetchall()


def read(of: Article, *, body: str = "b0") -> None:
    page = ReadFrom(article_id=of.id, url=of.url, body_hash=body)
    pending = needs_coding.fn([of], CODER, read_from=[page])
    store.fn("s", [of], [coding(of=one) for one in pending], [], [], read_from=[page])


def test_every_view_and_check_runs_on_the_old_rows() -> None:
    views = summarise.fn()
    assert set(views) == {path.stem for path in database.sql_files("views")}
    for view in views:
        ask(f'FROM "{view}"')
    assert ask("SELECT party, events FROM actor_month") == [("Asa", 1)]
    assert ask("SELECT articles, near_duplicates, corrected, gone FROM source_month") == [
        (1, 0, 0, 0)
    ]
    assert ask('SELECT outlet, outcome, final_url FROM "fetch"') == [("Example", "fetched", None)]


def test_an_old_article_is_of_version_one() -> None:
    assert ask("SELECT version, section FROM article") == [(1, None)]


def test_an_article_that_says_the_same_is_no_new_version_whatever_its_old_hash() -> None:
    read(OF)
    assert ask("SELECT version, text_hash FROM article") == [(1, OF.text_hash)]
    assert ask("FROM article_version") == []


@pytest.mark.parametrize("body", ["b0", "b1"])
def test_what_we_read_more_of_an_old_article_is_no_correction_of_its_outlet(body: str) -> None:
    read(replace(OF, section="Politics"), body=body)
    assert ask("SELECT version, section FROM article") == [(2, "Politics")]
    assert ask("SELECT version, cause FROM article_version") == [(1, "cleaning")]


def test_an_old_article_whose_page_changes_later_is_corrected_by_its_outlet() -> None:
    read(OF)
    read(replace(OF, title="Talks fail"), body="b1")
    assert ask("SELECT version, title, cause FROM article_version") == [(1, "Talks", "page")]


def test_old_pages_have_no_validator_until_they_are_read() -> None:
    start_run.fn("ingest", "again", [source(trust=0.5)])
    assert kept.fn([Target(url=OF.url)]) == {}
    keep_pages.fn([Page(url=OF.url, body=b"A", media_type="text/html", etag='"1"')])
    assert kept.fn([Target(url=OF.url)]).keys() == {OF.url}
    assert ask("SELECT count(*) FROM page") == [(2,)]


def test_an_old_article_is_gone_once_its_page_was_seen_and_missed() -> None:
    lost = FetchOutcome(url=OF.url, outcome="rejected", status=404, reason="bad_status")
    store.fn("s", [], [], [], [lost])
    assert ask("FROM article_page") == []
    read(OF)
    store.fn("t", [], [], [], [lost])
    with database.working() as connection:
        database.apply_views(connection)
    assert ask("SELECT url FROM gone_articles") == [(OF.url,)]


def test_old_parties_get_an_identity_and_their_events_stay() -> None:
    assert identify.fn() == 0
    assert ask("SELECT party_id, same_as, reason FROM identity") == [("p", "p", "itself")]
    assert ask("SELECT pending FROM identity WHERE pending IS NOT NULL") == []
    assert ask("SELECT id FROM event") == [("e",)]
