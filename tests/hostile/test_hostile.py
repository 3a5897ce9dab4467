"""Honest pages come through right beside tricks, and each trick ends with its reason."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tasks.fetch import fetch
from tasks.news.turns import UNPAUSED_AT_ONCE
from tasks.records import Target
from tasks.settings import settings
from tests.hostile.answering import HONEST
from tests.hostile.server import Server

DEADLINE_MS = 10_000  # five times what conftest sets: the machine may be busy
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
    "chunkdrip": "timeout",
    "chunkendless": "too_large",
    "badchunk": "truncated",
    "interim": "timeout",
    "manyheads": "broken_response",
    "twolengths": "broken_response",
    "nolength": "truncated",
    "reset": "truncated",
    "poison": "truncated",
    "zstd": "unknown_encoding",
    "nestedgzip": "not_html",
    "cutdeflate": "truncated",
    "partial": "http_206",
    "nothingnew": "http_304",
    "oldhttp": "broken_response",
    "nowhere": "too_many_redirects",
    "cookies": "too_many_redirects",
    "ring/0": "too_many_redirects",
    "to/http:%2F%2F0177.0.0.1:PORT%2F": "unreachable",  # no address at all
    "refreshto/CANARY": "refused_address",
    "refreshto/file:///etc/hostname": "refused_address",
    "refreshto/javascript:alert(1)": "refused_address",
}
# This machine, its neighbours and what is no web address, under all their names.
REFUSED = (
    "http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://2130706433:PORT/",
"http://0x7f.1:PORT/", "http://127.1:PORT/", "http://0.0.0.0:PORT/",
    "http://[::1]:PORT/", "http://[::]:PORT/", "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/", "http://[64:ff9b::7f00:1]:PORT/", "http://[2002:7f00:1::]:PORT/",
    "http://[fe80::1]:PORT/", "http://[fd00::1]:PORT/", "http://169.254.169.254/latest/",
    "http://10.0.0.1/", "http://192.168.0.1:PORT/", "http://example.org@127.0.0.1:PORT/",
    "//127.0.0.1:PORT/", "https://127.0.0.1:PORT/", "file:///etc/hostname", "ftp://127.0.0.1:PORT/",
    "gopher://127.0.0.1:PORT/", "javascript:alert(1)", "data:text/html,x", "http://[::1",
)  # fmt: skip


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
    assert all(one.elapsed_ms < DEADLINE_MS for one in result.outcomes)
    assert canary.seen == []


def test_no_redirect_leads_to_this_machine_or_its_neighbours(
    server: Server, canary: Server
) -> None:
    result = fetch.fn([Target(url=f"{server.base}/to/{quote(one, safe='')}") for one in REFUSED])
    lost = {one: out.reason for one, out in zip(REFUSED, result.outcomes, strict=True)}
    assert {one: reason for one, reason in lost.items() if reason != "refused_address"} == {}
    assert canary.seen == []


def test_bytes_beyond_a_told_length_are_no_answer_to_the_next_request(server: Server) -> None:
    paths = [trick for _ in range(6) for trick in ("short", "nolength", "poison", "page", "kept")]
    result = fetch.fn([Target(url=f"{server.base}/{path}") for path in paths])
    assert [one.reason for one in result.outcomes] == [*["truncated"] * 3, None, None] * 6
    assert {page.body for page in result.pages} == {HONEST.encode()}


def test_bytes_that_come_too_late_cost_another_try_at_most(server: Server) -> None:
    paths = ["latepoison", "kept"] * 6
    result = fetch.fn([Target(url=f"{server.base}/{path}") for path in paths])
    assert {page.body for page in result.pages} == {HONEST.encode()}
    assert len(result.pages) == len(paths)


def test_a_connection_is_used_again_where_nothing_is_left_in_it(server: Server) -> None:
    fetch.fn([Target(url=f"{server.base}/kept/{number}") for number in range(40)])
    assert server.seen.count("/robots.txt") == 1
    assert server.connections <= 1 + UNPAUSED_AT_ONCE


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
