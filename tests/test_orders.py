"""The same articles in any order, in overlapping batches, twice: identical tables, by their hash.

The whole chain is tried, from stored articles to events; each stage has such a test of its own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from flows import ingest as ingesting
from tasks import database
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.records import Article, Coding, ReadFrom
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import use_home
from tests.flowing import unserved, working_hashes, write_news

SEEDS = range(3)
COUNT = 24
Told = tuple[Article, Coding, ReadFrom]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Told]:
    """News as the flow reads, cleans and codes it, article by article."""
    folder = tmp_path_factory.mktemp("news")
    found: list[Told] = []

    def collect(_: str, articles: Any, codings: Any, *__: Any, read_from: Any) -> Any:
        found.extend(zip(articles, codings, read_from, strict=True))
        return store.fn("run", [], [])

    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, folder / "home")
        with unserved(ingesting):
            patch.setattr(ingesting, "store", collect)
            ingesting.ingest.fn([str(write_news(folder / "news.jsonl", range(COUNT)))])
            patch.undo()
    return found


def put(batch: Sequence[Told]) -> None:
    """Take a batch through the stages as an ingest does."""
    articles, codings, pages = zip(*batch, strict=True)
    store.fn("run", articles, codings, read_from=pages)
    link.fn()
    identify.fn()
    merge.fn()


def batches(told: Sequence[Told], seed: int) -> list[list[Told]]:
    """Return batches in an order of their own, each with some of what came before it again."""
    chance = random.Random(seed)
    left = chance.sample(told, len(told))
    found: list[list[Told]] = []
    while left:
        size = chance.randint(3, len(told) // 2)
        seen = [one for batch in found for one in batch]
        again = chance.sample(seen, min(len(seen), chance.randint(1, 5)))
        found.append(chance.sample(batch := left[:size] + again, len(batch)))
        left = left[size:]
    return found


def rows(table: str) -> list[tuple[Any, ...]]:
    with database.working() as connection:
        return connection.execute(f"FROM {table}").fetchall()


def test_the_news_have_what_could_depend_on_order(
    told: list[Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_home(monkeypatch, tmp_path)
    put(told)
    summarise.fn()  # what must always hold does
    assert len(told) == COUNT
    for table in ("near_duplicate", "identity_pair", "event_report", "report_count"):
        assert rows(table), table
    assert any(count > 1 for (count,) in rows("(SELECT n_articles FROM event)"))


@pytest.mark.parametrize("seed", SEEDS)
def test_overlapping_batches_in_any_order_and_all_again_make_identical_tables(
    told: list[Told], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_home(monkeypatch, tmp_path / "at once")
    put(told)
    at_once = working_hashes()
    use_home(monkeypatch, tmp_path / "in batches")
    orders = batches(told, seed)
    assert len(orders) > 1
    for batch in orders:
        put(batch)
    assert working_hashes() == at_once
    for batch in reversed(orders):
        put(batch)
    assert working_hashes() == at_once
