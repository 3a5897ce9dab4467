"""A day of hourly runs in one process, each tenth answer a failure: flat, and nothing lost.

COMMUNIQUE_TEST_HOURS=24 makes it a whole day; without it, the morning must do. The stages run
without Prefect's engine: a schedule runs each of them in a process of its own.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zlib import crc32

import pytest

from flows import ingest as ingesting
from flows.summary import Summary
from tasks import database
from tests.builders import use_home
from tests.flowing import unserved, working_hashes
from tests.holding import Newsroom, newsroom

HOURS = int(os.environ.get("COMMUNIQUE_TEST_HOURS", "6"))
WARM = 2  # hours after which all is loaded that will be
FAILS = 10  # each hour, one address of so many
GROWTH = 48 << 20  # bytes of memory that a day may add, within the noise of the allocator
SETTLING = 2  # runs at the end in which nothing fails

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts in /proc")


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    monkeypatch.setenv("COMMUNIQUE_GATES", "")  # what is lost is the point
    with newsroom() as server:
        monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", server.host)
        yield server


def ingest(news: Newsroom) -> Summary:
    outlets = ("gulf-courier", "two-rivers-wire")
    with unserved(ingesting):
        return ingesting.ingest.fn([f"http://{news.host}/{outlet}/feed.xml" for outlet in outlets])


def fails(hour: int, path: str) -> bool:
    return (crc32(path.encode()) + hour) % FAILS == 0


def rejections() -> set[tuple[str, str, str]]:
    with database.working() as connection:
        return set(connection.execute("SELECT stage, subject, reason FROM rejection").fetchall())


def memory() -> int:
    told = Path("/proc/self/statm").read_text(encoding="ascii")
    return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_day_with_one_answer_in_ten_failing_leaks_loses_and_doubles_nothing(
    news: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_home(monkeypatch, tmp_path / "day")
    used: list[tuple[int, int]] = []
    lost = 0
    for hour in range(HOURS):
        news.failing = partial(fails, hour)
        lost += sum(loss.reason == "http_403" for loss in ingest(news).rejections)
        used.append((descriptors(), memory()))
    assert lost > HOURS  # it was not a calm day
    assert {count for count, _ in used[WARM:]} == {used[WARM][0]}
    assert used[-1][1] - used[WARM][1] < GROWTH

    news.failing = lambda _: False
    for _ in range(SETTLING):
        settled = ingest(news)
    assert settled.nothing_changed
    day, of_the_day = rejections(), working_hashes()
    use_home(monkeypatch, tmp_path / "calm")
    for _ in range(SETTLING):
        ingest(news)
    calm, of_calm = rejections(), working_hashes()
    assert {one for one in day if one[2] != "http_403"} == calm
    assert {one[1] for one in day} == {one[1] for one in calm}  # no article is called lost
    assert {**of_the_day, "rejection": ""} == {**of_calm, "rejection": ""}
