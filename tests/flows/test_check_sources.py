"""Asking sources what they offer, over loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows.check_sources import Check, as_dicts, check_sources, lines
from tasks.records import Source
from tasks.settings import settings

TODAY = date(2023, 3, 10)
ITEM = "<item><link>/{0}</link><pubDate>{1} 2023 09:00:00 GMT</pubDate></item>"
URL = "<url><loc>/{0}</loc><lastmod>{1}</lastmod></url>"
FEED = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"
ALTERNATE = '<link rel="alternate" type="application/rss+xml" href="{}">'
RSS = FEED.format(ITEM.format(1, "Sun, 5 Mar") + "<item><link>/2</link></item>")
PATHS = {
    "/rss": ("application/rss+xml", RSS),
    "/empty": ("application/rss+xml", FEED.format("")),
    "/future": (
        "text/xml",
        f"<urlset>{URL.format(1, '2023-03-01')}{URL.format(2, '2099-01-01')}</urlset>",
    ),
    "/index": (
        "text/xml",
        "<sitemapindex><sitemap><loc>/gone</loc><lastmod>2023-01-01</lastmod></sitemap>"
        "<sitemap><loc>/news</loc><lastmod>2023-03-09</lastmod></sitemap></sitemapindex>",
    ),
    "/news": (
        "application/xml",
        "<urlset><url><loc>/1</loc><n:news><n:publication_date>2023-03-08</n:publication_date>"
        "</n:news></url></urlset>",
    ),
    "/home/": ("text/html", ""),
    "/page": ("text/html", "<html><p>Ferries run again.</p></html>"),
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        media_type, text = self.server.paths.get(self.path, ("", ""))
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/rss")
        else:
            self.send_response(200 if media_type else 404)
            self.send_header("Content-Type", media_type or "text/html")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    """A site of its own paths."""

    def __init__(self, **paths: tuple[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.paths = PATHS | {f"/{name.replace('_', '.')}": told for name, told in paths.items()}
        self.seen: list[str] = []
        self.base = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def sites(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Site]]:
    """Five sites: two with feeds on their front, one with robots.txt, one bare, one forbidden."""
    front = "text/html", f"<html>{ALTERNATE.format('/rss')}{ALTERNATE.format('/empty')}</html>"
    bare = "text/html", "<html><p>Welcome.</p></html>"
    started = [
        Site(**{"": front}),
        Site(**{"": bare}, robots_txt=("text/plain", "Sitemap: /index")),
        Site(**{"": bare}),
        Site(robots_txt=("text/plain", "User-agent: *\nDisallow: /rss")),
        Site(**{"": bare}, sitemap_xml=PATHS["/future"]),
    ]
    allowed = ",".join(site.base.removeprefix("http://") for site in started)
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", allowed)
    settings.cache_clear()
    yield started
    for site in started:
        site.shutdown()
        site.server_close()


def check(*urls: str) -> list[Check]:
    sources = [Source(location=url, outlet=f"Outlet {n}") for n, url in enumerate(urls, 1)]
    checks = check_sources(sources, TODAY)
    assert [one.url for one in checks] == list(urls)
    return list(checks)


@pytest.mark.parametrize(
    ("path", "offers", "newest", "reason"),
    [
        ("rss", "RSS, 2 items", date(2023, 3, 5), None),
        ("empty", "RSS, 0 items", None, "empty_feed"),
        ("future", "sitemap, 2 addresses", date(2023, 3, 1), None),
        ("news", "news sitemap, 1 address", date(2023, 3, 8), None),
        ("index", "sitemap index, 2 sitemaps", date(2023, 3, 8), None),
        ("page", "page", None, None),
    ],
)
def test_a_source_that_answers_is_told_by_what_it_lists(
    sites: list[Site], path: str, offers: str, newest: date | None, reason: str | None
) -> None:
    (one,) = check(f"{sites[0].base}/{path}")
    assert (one.answers, one.status, one.offers) == (True, 200, offers)
    assert (one.newest, one.reason) == (newest, reason)
    assert one.age == ((TODAY - newest).days if newest else None)


def test_a_home_page_is_told_by_the_feeds_it_names(sites: list[Site]) -> None:
    base = sites[0].base
    (one,) = check(f"{base}/")
    assert one.offers == f"home page naming 2 feeds: {base}/rss, {base}/empty"
    assert (one.newest, one.age, one.reason) == (date(2023, 3, 5), 5, None)


@pytest.mark.parametrize(
    ("site", "offers", "newest", "reason"),
    [
        (1, "; robots.txt; sitemap index, 2 sitemaps; news sitemap, 1 address", 8, None),
        (2, "", None, "no_feed"),
        (4, "; sitemap, 2 addresses", 1, None),
    ],
)
def test_a_bare_home_page_is_told_by_what_its_site_lists(
    sites: list[Site], site: int, offers: str, newest: int | None, reason: str | None
) -> None:
    (one,) = check(f"{sites[site].base}/")
    assert one.answers
    assert one.offers == f"home page naming 0 feeds{offers}"
    assert one.newest == (date(2023, 3, newest) if newest else None)
    assert one.reason == reason


def dead_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


def test_a_source_that_does_not_answer_says_why(
    sites: list[Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = dead_port()
    allowed = ",".join(settings().allow_hosts)
    monkeypatch.setenv("COMMUNIQUE_ALLOW_HOSTS", f"{allowed},{dead}")
    settings.cache_clear()
    found = check(f"{sites[0].base}/nowhere", f"http://{dead}/rss", f"{sites[3].base}/rss", "a.txt")
    told = [(one.answers, one.status, one.reason, one.offers) for one in found]
    assert told == [
        (False, 404, "http_404", None),
        (False, None, "unreachable", None),
        (False, None, "robots", None),
        (False, None, "unsupported_url", None),
    ]
    assert all(one.detail and one.detail.startswith(one.url) for one in found)
    assert "/rss" not in sites[3].seen


def test_a_moved_source_is_told_its_new_address(sites: list[Site]) -> None:
    (one,) = check(f"{sites[0].base}/moved")
    assert (one.answers, one.offers) == (True, "RSS, 2 items")
    assert one.moved_to == f"{sites[0].base}/rss"


def test_people_read_a_table_and_then_what_to_do(sites: list[Site]) -> None:
    base = sites[0].base
    table, *said = lines(check(f"{base}/rss", f"{base}/nowhere", f"{base}/moved"))
    header, _, first, second, _ = table.split("\n")
    assert header.split()[:4] == ["outlet", "address", "answers", "offers"]
    assert first.split() == [
        "Outlet",
        "1",
        f"{base}/rss",
        "yes",
        "RSS,",
        "2",
        "items",
        "2023-03-05",
        "5",
    ]
    assert second.split()[2:] == [f"{base}/nowhere", "no,", "http_404"]
    assert said[0].startswith(f"{base}/nowhere answers 404")
    assert said[1] == f"{base}/moved has moved; write {base}/rss in its place."
    assert said[2:] == ["2 of 3 sources answer."]


def test_programs_read_plain_values(sites: list[Site]) -> None:
    (told,) = json.loads(json.dumps(as_dicts(check(f"{sites[0].base}/rss"))))
    assert (told["newest"], told["age"], told["answers"]) == ("2023-03-05", 5, True)


def test_no_prefect_server_is_started(sites: list[Site], tmp_path: Path) -> None:
    program = (
        "import sys\nfrom flows.check_sources import check_sources\n"
        "from tasks.records import Source\n"
        "print(check_sources([Source(location=sys.argv[1])])[0].offers)"
    )
    folder = tmp_path / "prefect"
    done = subprocess.run(
        [sys.executable, "-c", program, f"{sites[0].base}/rss"],
        env={**os.environ, "PREFECT_HOME": str(folder)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "RSS, 2 items\n"
    assert not list(folder.rglob("*.db"))
