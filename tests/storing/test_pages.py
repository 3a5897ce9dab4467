"""Pages are kept with their validators, and what was read before is found again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks import bodies, database
from tasks.records import FetchOutcome, Kept, Page, Target
from tasks.settings import settings
from tasks.store import keep_pages, kept, start_run, store
from tests.builders import content, use_home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def page(body: bytes = b"A", *, url: str = "u1", **fields: Any) -> Page:
    plain: dict[str, Any] = {"media_type": "text/html", "charset": "utf-8", "etag": '"1"'}
    return Page(url=url, body=body, **(plain | fields))


def rows(columns: str = "*") -> list[dict[str, Any]]:
    with database.working() as connection:
        query = f"SELECT {columns} FROM page ORDER BY url, body_hash"
        return database.fetch_dicts(connection, query)


def before(*urls: str) -> dict[str, Kept]:
    return kept.fn([Target(url=url) for url in urls])


def current(url: str = "u1") -> bytes:
    return bodies.read(settings().home / "pages", before(url)[url].body_hash)


def led(url: str, final_url: str | None, status: int | None = 200, label: str = "one") -> None:
    """Note a run in which a URL led to another."""
    outcome = FetchOutcome(url=url, outcome="fetched", final_url=final_url, status=status)
    store.fn(start_run.fn("ingest", label), [], [], [], [outcome])


def test_a_page_is_kept_with_what_describes_it() -> None:
    start = datetime.now(UTC).replace(tzinfo=None)
    given = page(last_modified="Sun, 05 Mar 2023 10:00:00 GMT", published_by="feed", title="Talks")
    digests = keep_pages.fn([given])
    (row,) = rows()
    assert digests == {"u1": row["body_hash"]}
    assert start <= row.pop("read_at") <= datetime.now(UTC).replace(tzinfo=None)
    assert row == {
        "url": "u1",
        "body_hash": bodies.body_hash(b"A"),
        "n_bytes": 1,
        "media_type": "text/html",
        "charset": "utf-8",
        "outlet": None,
        "title": "Talks",
        "language": None,
        "published": None,
        "published_by": "feed",
        "license": None,
        "etag": '"1"',
        "last_modified": "Sun, 05 Mar 2023 10:00:00 GMT",
    }
    assert current() == b"A"


def test_keeping_a_current_page_again_changes_no_row() -> None:
    given = [page(), page(b"B", url="u2", etag=None)]
    keep_pages.fn(given)
    tables = content()
    keep_pages.fn(given)
    keep_pages.fn(given[::-1])
    assert content() == tables


def test_metadata_that_changed_are_changed_alone() -> None:
    keep_pages.fn([page(), page(url="u2")])
    first, second = rows()
    keep_pages.fn([page(etag='"2"', title="Talks"), page(url="u2")])
    assert rows() == [first | {"etag": '"2"', "title": "Talks"}, second]


def test_a_body_that_comes_back_is_the_current_one_again() -> None:
    for body, etag in ((b"A", '"1"'), (b"B", '"2"'), (b"A", '"3"')):
        keep_pages.fn([page(body, etag=etag)])
        assert current() == body
        assert before("u1")["u1"].etag == etag
    assert len(rows()) == 2


def test_a_clock_that_was_set_back_does_not_bring_an_old_body_back() -> None:
    keep_pages.fn([page(b"A")])
    with database.working() as connection:
        connection.execute("UPDATE page SET read_at = read_at + INTERVAL 1 DAY")
    keep_pages.fn([page(b"B")])
    assert current() == b"B"


def test_a_page_from_before_the_time_was_noted_gets_its_time_when_it_is_read() -> None:
    keep_pages.fn([page(b"A"), page(b"B", url="u2")])
    with database.working() as connection:
        connection.execute("UPDATE page SET read_at = NULL")
    assert before("u1", "u2") == {}
    keep_pages.fn([page(b"A")])
    assert [row["read_at"] is None for row in rows()] == [False, True]
    assert before("u1", "u2").keys() == {"u1"}


def test_of_two_pages_with_one_url_the_first_is_kept() -> None:
    assert keep_pages.fn([page(b"A"), page(b"B")]) == {"u1": bodies.body_hash(b"A")}
    assert current() == b"A"
    assert len(rows()) == 1


def test_one_body_at_two_urls_is_two_rows_and_one_file() -> None:
    keep_pages.fn([page(), page(url="u2")])
    assert len(rows()) == 2
    assert len([*settings().home.glob("pages/??/*")]) == 1


def test_only_pages_with_a_validator_are_told() -> None:
    date = "Sun, 05 Mar 2023 10:00:00 GMT"
    keep_pages.fn(
        [page(), page(url="u2", etag=None), page(url="u3", etag=None, last_modified=date)]
    )
    found = before("u1", "u2", "u3", "u4")
    assert found.keys() == {"u1", "u3"}
    assert found["u3"] == Kept(
        url="u3",
        body_hash=bodies.body_hash(b"A"),
        media_type="text/html",
        charset="utf-8",
        last_modified=date,
    )


def test_a_validator_of_an_older_body_is_not_told() -> None:
    keep_pages.fn([page(b"A")])
    keep_pages.fn([page(b"B", etag=None)])
    assert before("u1") == {}


def test_a_page_is_found_where_its_url_led_the_last_time() -> None:
    keep_pages.fn([page(b"A", url="old"), page(b"B", url="new"), page(b"C", url="other")])
    led("short", "old", label="one")
    led("short", "new", label="two")
    led("short", None, status=None, label="silent")
    led("short", "other", status=404, label="missing")
    assert before("short").keys() == {"new"}


def test_a_page_that_cleaning_lost_is_asked_about_all_the_same() -> None:
    keep_pages.fn([page()])
    outcome = FetchOutcome(
        url="short", outcome="rejected", final_url="u1", status=200, reason="too_short"
    )
    store.fn(start_run.fn("ingest", "one"), [], [], [], [outcome])
    assert before("short").keys() == {"u1"}


def test_a_page_whose_body_is_missing_is_not_told() -> None:
    keep_pages.fn([page()])
    for file in settings().home.glob("pages/*/*.zst"):
        file.unlink()
    assert before("u1") == {}
    keep_pages.fn([page()])
    assert current() == b"A"


def test_a_kill_before_the_rows_are_committed_leaves_no_validator(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tasks.database.insert", killed)
        with pytest.raises(KeyboardInterrupt):
            keep_pages.fn([page()])
    assert before("u1") == {}


def test_a_page_whose_batch_was_not_stored_can_be_read_again_without_the_network() -> None:
    keep_pages.fn([page()])  # and killed before the batch is stored
    found = before("u1")["u1"]
    assert found.etag == '"1"'
    assert bodies.read(settings().home / "pages", found.body_hash) == b"A"


def test_a_run_starts_by_removing_what_a_killed_one_left_half_written() -> None:
    keep_pages.fn([page()])
    folder = settings().home / "pages"
    leftover = folder / "partial" / bodies.body_hash(b"B")
    leftover.write_bytes(b"half")
    start_run.fn("ingest", "one")
    assert not leftover.exists()
    assert current() == b"A"
