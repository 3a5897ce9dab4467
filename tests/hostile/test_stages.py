"""A run over an honest newsroom and everything hostile beside it: the news, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tasks import workers
from tasks.discover import expand
from tasks.fetch import fetch
from tasks.records import Target
from tasks.settings import settings
from tests.hostile.contents import ARTICLES, story
from tests.hostile.reading import Reading, read
from tests.hostile.server import Server
from tests.hostile.test_hostile import DEADLINE_MS, TRICKS

LISTS = (
    "feed", "sitemap", "laughs", "quadratic", "xxe", "xxefile", "parameter", "dtd", "cutfeed",
    "index/0", "packedbomb",
)  # fmt: skip
PAGES = ("deep", "giant", "attributes", "evil", "lie")
MEMORY = 400_000_000  # bytes


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    workers.stop()


def test_the_news_is_read_right_and_everything_else_has_its_reason(
    server: Server, canary: Server
) -> None:
    found = read([f"{server.base}/{path}" for path in (*TRICKS, *LISTS, *PAGES)])
    _news_is_right(server, found)
    _outcomes_are_complete(found)
    _losses_have_reasons(server, found)
    assert canary.seen == []


def _news_is_right(server: Server, found: Reading) -> None:
    articles = {one.url: one for one in found.articles}
    assert {path: articles[server.base + path].text for path in ARTICLES} == {
        path: story(path) for path in ARTICLES
    }
    assert articles[f"{server.base}/story/5"].published_on is None


def _outcomes_are_complete(found: Reading) -> None:
    urls = [one.url for one in found.outcomes]
    assert len(urls) == len(set(urls))
    assert max(one.elapsed_ms for one in found.outcomes) < DEADLINE_MS


def _losses_have_reasons(server: Server, found: Reading) -> None:
    for path, reason in TRICKS.items():
        assert found.reasons(f"{server.base}/{path}") == {reason}
    for path in ("laughs", "quadratic", "xxe", "xxefile", "parameter", "cutfeed"):
        assert found.reasons(f"{server.base}/{path}") == {"broken_feed"}
    assert found.reasons(f"{server.canary}/stolen") == {"refused_address"}
    read_or_lost = {one.url for one in found.articles} | {one.subject for one in found.losses}
    assert {f"{server.base}/{path}" for path in PAGES if path != "evil"} <= read_or_lost


def test_what_a_page_says_is_text_and_never_more(server: Server, canary: Server) -> None:
    found = read([f"{server.base}/evil"])
    (article,) = found.articles
    assert article.url == f"{server.base}/evil" or article.url.startswith(server.canary)
    assert article.text == story("/evil")
    assert article.published_on is None
    assert "\0" not in (article.title or "")
    assert "\x1b" not in (article.title or "")
    assert canary.seen == []


def test_a_feed_of_fifty_thousand_is_read_whole_or_says_that_it_is_cut(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "20000000")
    settings.cache_clear()
    pages = fetch.fn([Target(url=f"{server.base}/many")]).pages
    found = expand.fn(pages)
    assert len(found.targets) == 50_000 or len(found.rejections) == 1
    assert [one.url for one in found.targets[:2]] == [f"{server.base}/many{n}" for n in range(2)]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_run_over_all_of_it_stays_small(server: Server) -> None:
    environment = os.environ | {"COMMUNIQUE_MAX_BYTES": "20000000"}
    urls = [f"{server.base}/{path}" for path in (*TRICKS, *LISTS, *PAGES, "many")]
    command = [sys.executable, "-m", "tests.hostile.reading", *urls]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    own, together = map(int, ran.stdout.split())
    assert 0 < own < MEMORY
    assert 0 < together < MEMORY
