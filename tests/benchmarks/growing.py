"""What a batch of new articles costs in a store of 5 M reports against one of 100,000.

Both hold the same news a day, one of ten years and one of ten weeks, and end on the same day; the
batch is of the last days. The cost is processor time, by stage, as a run calls them: one opening of
the file for a batch to be stored and one for all that follows, at whose close DuckDB writes what
changed into the file. Coding costs the same whatever is stored; the last figure has it in it, with
articles of the sample newsroom.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path

from tasks import database
from tasks.events.coding import code_articles
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.records import Article, Coding
from tasks.settings import settings
from tasks.store import needs_coding, store
from tests.benchmarks.coding import bench_articles
from tests.benchmarks.figure import Figure
from tests.benchmarks.made_store import CODER, fill
from tests.benchmarks.newsroom import Newsroom

SMALL, LARGE = 100_000, 5_000_000  # reports
A_DAY = 1_400  # of them
BATCH, BATCHES = 200, 5  # articles of a batch; batches, of which each stage's fastest counts
STAGES = ("store", "link", "identify", "merge", "close")


@contextmanager
def at_home(folder: Path) -> Iterator[None]:
    """Have settings take a folder for the home."""
    before = os.environ.get("COMMUNIQUE_HOME")
    os.environ["COMMUNIQUE_HOME"] = str(folder)
    settings.cache_clear()
    try:
        yield
    finally:
        del os.environ["COMMUNIQUE_HOME"]
        if before is not None:
            os.environ["COMMUNIQUE_HOME"] = before
        settings.cache_clear()


def _stages(
    batch: tuple[Sequence[Article], Sequence[Coding]], run: str
) -> dict[str, Callable[[], object]]:
    articles, codings = batch

    def compare_and_store() -> None:
        assert len(needs_coding.fn(articles, CODER)) == BATCH
        store.fn(run, articles, codings)

    works = (compare_and_store, link.fn, identify.fn, merge.fn)
    return dict(zip(STAGES[:-1], works, strict=True))


def stage_seconds(batches: int = BATCHES) -> dict[str, float]:
    """Return the processor seconds that each stage takes of a batch, in the store at home."""
    room, seconds = Newsroom(), dict.fromkeys(STAGES, float("inf"))
    for number in range(batches):
        with ExitStack() as opened:
            works = _stages(room.batch(BATCH), f"bench {number}") | {"close": opened.close}
            for stage, work in works.items():
                began = time.process_time()
                work()
                seconds[stage] = min(seconds[stage], time.process_time() - began)
                if stage == "store":
                    opened.enter_context(database.working())
    return seconds


def _coding_seconds() -> float:
    """Return the processor seconds to code a batch."""
    articles = list(islice(cycle(bench_articles()), BATCH))
    list(code_articles(articles[:1]))  # loads the models
    began = time.process_time()
    list(code_articles(articles))
    return time.process_time() - began


def _measured(reports: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home, at_home(Path(home)):
        with database.working() as connection:
            fill(connection, reports, days=reports // A_DAY)
        return stage_seconds()


def figures() -> Iterator[Figure]:
    """Yield the seconds of each stage and of all, in the large store and in the small one."""
    small, large = _measured(SMALL), _measured(LARGE)
    against = f"in a store of {SMALL:,} reports"
    for stage in STAGES:
        yield Figure(f"a batch: {stage}", "CPU s", large[stage], small[stage], against)
    whole = sum(large.values()), sum(small.values())
    yield Figure("a batch, all of these", "CPU s", *whole, against)
    coding = _coding_seconds()
    yield Figure("and its coding", "CPU s", whole[0] + coding, whole[1] + coding, against)
