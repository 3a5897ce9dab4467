"""The source `stored`: pages that were kept are read again, without the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import ingest as ingesting
from flows.parameters import sources_named
from flows.summary import Summary
from tasks import database, workers
from tasks.reread import STORED
from tasks.settings import settings
from tests.builders import use_home
from tests.flowing import ingest, unserved, working_hashes, write_news


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use_home(monkeypatch, tmp_path / "home")
    monkeypatch.setattr(workers, "stop", lambda: None)  # to start them anew takes seconds
    yield
    settings.cache_clear()


def read_stored() -> Summary:
    with unserved(ingesting):
        return ingesting.ingest.fn([STORED])


def articles() -> int:
    with database.working() as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchall()[0][0])


def tables() -> dict[str, str]:
    """Return the hash of each table but that of the sources, which differ."""
    return {name: told for name, told in working_hashes().items() if name != "source"}


def test_kept_pages_give_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_BATCH_SIZE", "2")
    settings.cache_clear()
    file = write_news(tmp_path / "news.jsonl", range(5))
    ingest(file)
    before = tables()
    with database.working() as connection:
        for table in database.table_sizes(connection).keys() - {"page", "migration"}:
            connection.execute(f"DELETE FROM {table}")
    file.unlink()
    summary = read_stored()
    assert (summary.new, articles()) == (5, 5)
    assert tables() == before


def test_pages_that_are_stored_unchanged_change_nothing(tmp_path: Path) -> None:
    ingest(write_news(tmp_path / "news.jsonl", range(3)))
    before = tables()
    summary = read_stored()
    assert (summary.new, summary.unchanged) == (0, 3)
    assert tables() == before


def test_a_body_that_is_lost_is_a_loss_with_a_reason(tmp_path: Path) -> None:
    ingest(write_news(tmp_path / "news.jsonl", range(3)))
    next((settings().home / "pages").rglob("*.zst")).unlink()
    summary = read_stored()
    assert [loss.reason for loss in summary.rejections] == ["body_lost"]
    assert summary.unchanged == 2


def test_the_word_stands_for_itself() -> None:
    assert [source.location for source in sources_named([STORED])] == [STORED]
