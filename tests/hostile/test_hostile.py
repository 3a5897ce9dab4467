"""Honest pages come through right beside tricks, and each trick ends with its reason."""

from __future__ import annotations

import pytest

from tasks.fetch import fetch
from tasks.records import Target
from tasks.settings import settings
from tests.hostile.server import HONEST, Server

HONEST_PATHS = (
    "page", "gzip", "deflate", "rawdeflate", "utf16", "nested", "chunked", "busyonce", "slowdown",
)  # fmt: skip
TRICKS = {
    "drip": "timeout",
    "headdrip": "timeout",
    "endless": "too_large",
    "heads": "broken_response",
    "gzipbomb": "too_large",
    "deflatebomb": "too_large",
    "members": "broken_response",
    "brotli": "unknown_encoding",
    "twice": "unknown_encoding",
    "cutgzip": "truncated",
    "notgzip": "broken_response",
    "long": "truncated",
    "short": "truncated",
    "cutchunk": "truncated",
    "loop": "too_many_redirects",
    "pingpong": "too_many_redirects",
    "inside": "refused_address",
    "mapped": "refused_address",
    "scheme": "refused_address",
    "binary": "not_html",
    "nul": "not_html",
    "garbage": "broken_response",
    "hangup": "broken_response",
    "waitlong": "http_429",
    "waitdate": "http_503",
    "broken": "http_500",
    "nothing": "http_404",
}


def test_every_url_ends_with_its_reason_and_honest_ones_with_their_page(
    server: Server, canary: Server
) -> None:
    paths = [*TRICKS, *HONEST_PATHS]
    result = fetch.fn([Target(url=f"{server.base}/{path}") for path in paths])
    assert [one.url for one in result.outcomes] == [f"{server.base}/{path}" for path in paths]
    reasons = dict(zip(paths, (one.reason for one in result.outcomes), strict=True))
    assert reasons == TRICKS | dict.fromkeys(HONEST_PATHS)
    assert [page.url for page in result.pages] == [f"{server.base}/{path}" for path in HONEST_PATHS]
    texts = [page.body.decode(page.charset or "utf-8") for page in result.pages]
    assert all(text == HONEST for text in texts if "<div>" not in text)
    assert canary.seen == []


def test_bytes_beyond_a_told_length_are_no_answer_to_the_next_request(server: Server) -> None:
    paths = [*["short"] * 6, *["page"] * 6]
    result = fetch.fn([Target(url=f"{server.base}/{path}") for path in paths])
    assert [one.reason for one in result.outcomes] == [*["truncated"] * 6, *[None] * 6]


def test_a_trick_in_robots_costs_its_site_only_and_leaves_the_canary_alone(
    server: Server, canary: Server
) -> None:
    server.robots = lambda handler: handler.send_inside()
    result = fetch.fn([Target(url=f"{server.base}/page")])
    assert result.outcomes[0].reason == "robots"
    assert canary.seen == []
    assert server.seen == ["/robots.txt"]


@pytest.mark.parametrize("trick", ["gzipbomb", "endless"])
def test_of_a_giant_robots_only_the_start_is_read(server: Server, trick: str) -> None:
    server.robots = lambda handler: getattr(handler, f"send_{trick}")()
    assert fetch.fn([Target(url=f"{server.base}/page")]).pages


def test_robots_that_never_ends_closes_the_site(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_FETCH_DEADLINE", "0.4")
    settings.cache_clear()
    server.robots = lambda handler: handler.send_drip()
    assert fetch.fn([Target(url=f"{server.base}/page")]).outcomes[0].reason == "robots"
