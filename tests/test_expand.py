"""Expanding feeds, sitemaps, home pages and robots.txt into what they name."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from tasks import workers
from tasks.discover import Discovery, expand
from tasks.news.feeds import MOST_ENTRIES
from tasks.news.windows import Window
from tasks.records import Page, Target
from tasks.settings import settings

PAGES = Path(__file__).parent / "pages"
MARCH = Window(date(2023, 3, 1), date(2023, 4, 1))


def losses(result: Discovery) -> list[tuple[str, str]]:
    """Return name and reason of each rejection; each must be one line that names its subject."""
    for loss in result.rejections:
        assert loss.stage == "discover"
        assert loss.detail.startswith(loss.subject)
        assert "\n" not in loss.detail
    return [(Path(loss.subject).name, loss.reason) for loss in result.rejections]


def test_a_fetched_feed_becomes_targets_and_a_page_stays() -> None:
    feed = Page(
        url="https://gulf-desk.example/feed.xml",
        body=(PAGES / "rss.xml").read_bytes(),
        media_type="application/rss+xml",
        language="en",
    )
    page = Page(url="https://a.example/", body=b"<html></html>", media_type="text/html")
    result = expand.fn([feed, page])
    assert result.pages == (page,)
    assert result.targets[0] == Target(
        url="https://gulf-desk.example/news/1",
        outlet="Gulf Desk",
        title="Talks & tea: envoys meet",
        language="en",
        published="Sat, 04 Mar 2023 10:00:00 +0330",
    )
    assert [target.published for target in result.targets[1:]] == [None]
    assert losses(result) == [("feed.xml", "missing_link")]


def test_the_operators_outlet_outranks_the_feeds_title() -> None:
    body = (PAGES / "atom.xml").read_bytes()
    feed = Page(url="https://a.example/f", body=body, media_type="text/xml", outlet="Mine")
    assert {target.outlet for target in expand.fn([feed]).targets} == {"Mine"}


@pytest.mark.parametrize(
    ("body", "reason", "entries"),
    [
        (b"<rss version='2.0'><channel><title>T</title></channel></rss>", "empty_feed", 0),
        (b"<rss version='2.0'><channel><title>T", "broken_feed", 0),
        (b"this is no XML", "broken_feed", 0),
        (
            b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item><item>",
            "broken_feed",
            1,
        ),
    ],
)
def test_a_broken_or_empty_feed_is_named(body: bytes, reason: str, entries: int) -> None:
    page = Page(url="https://a.example/feed", body=body, media_type="application/rss+xml")
    result = expand.fn([page])
    assert losses(result) == [("feed", reason)]
    assert (len(result.targets), result.pages) == (entries, ())


SITEMAP = b"""<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><lastmod>2023-03-06</lastmod></url>
<url><loc>https://a.example/2</loc><news:news><news:title>Quay opens</news:title>
<news:publication_date>2023-03-05</news:publication_date></news:news></url>
</urlset>"""


@pytest.mark.parametrize("body", [SITEMAP, gzip.compress(SITEMAP)])
def test_a_fetched_sitemap_becomes_targets(body: bytes) -> None:
    page = Page(url="https://a.example/map", body=body, media_type="text/xml", outlet="Mine")
    result = expand.fn([page])
    assert (losses(result), result.pages) == ([], ())
    assert result.targets == (
        Target(url="https://a.example/1", outlet="Mine", modified="2023-03-06"),
        Target(
            url="https://a.example/2", outlet="Mine", title="Quay opens", published="2023-03-05"
        ),
    )


def test_a_fetched_index_becomes_its_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap/></sitemapindex>"
    result = expand.fn([Page(url="https://a.example/i", body=body, media_type="text/xml")])
    assert [target.url for target in result.targets] == ["https://a.example/a.xml"]
    assert losses(result) == [("i", "missing_link")]


def test_a_fetched_json_feed_becomes_targets() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}]}'
    result = expand.fn([Page(url="https://a.example/f", body=body, media_type="text/plain")])
    assert [target.url for target in result.targets] == ["https://a.example/1"]


@pytest.mark.parametrize(
    ("body", "reason", "targets"),
    [
        (b"<urlset/>", "empty_sitemap", 0),
        (b"<urlset>", "broken_sitemap", 0),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>", "broken_sitemap", 0),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "broken_feed", 0),
        (SITEMAP[:-9], "broken_sitemap", 2),
        (gzip.compress(SITEMAP)[:-9], "broken_sitemap", 0),
        (b"\x1f\x8bwords", "broken_sitemap", 0),
        (gzip.compress(bytes(30_000_000)), "too_large", 0),
        (b'{"jsonfeed.org"', "broken_feed", 0),
    ],
)
def test_a_hostile_or_broken_list_is_named(body: bytes, reason: str, targets: int) -> None:
    result = expand.fn([Page(url="https://a.example/x", body=body, media_type="text/xml")])
    assert losses(result) == [("x", reason)]
    assert (len(result.targets), result.pages) == (targets, ())


def urls(result: Discovery) -> list[str]:
    return [target.url.removeprefix("https://a.example/") for target in result.targets]


def test_entries_outside_the_window_are_counted_and_not_fetched() -> None:
    rows = (
        ("old", "<lastmod>2023-02-01</lastmod>"),
        ("changed", "<lastmod>2023-05-01</lastmod>"),
        ("undated", ""),
        ("within", "<n:news><n:publication_date>2023-03-05</n:publication_date></n:news>"),
        ("late", "<n:news><n:publication_date>2023-04-02</n:publication_date></n:news>"),
    )
    listed = "".join(f"<url><loc>https://a.example/{url}</loc>{told}</url>" for url, told in rows)
    body = f"<urlset xmlns:n='x'>{listed}</urlset>".encode()
    page = Page(url="https://a.example/map", body=body, media_type="text/xml")
    result = expand.fn([page], window=MARCH)
    assert urls(result) == ["changed", "undated", "within"]
    assert result.outside == 2
    assert len(expand.fn([page]).targets) == 5


def test_a_sitemap_that_did_not_change_since_is_not_fetched() -> None:
    rows = (("1", "2023-02-01"), ("2", "2023-03-05"), ("3", "2024-01-01"))
    listed = "".join(f"<sitemap><loc>/{n}</loc><lastmod>{d}</lastmod></sitemap>" for n, d in rows)
    body = f"<sitemapindex>{listed}</sitemapindex>".encode()
    page = Page(url="https://a.example/map", body=body, media_type="text/xml")
    result = expand.fn([page], window=MARCH)
    assert (urls(result), result.outside) == (["2", "3"], 1)


def test_the_charset_that_the_server_declares_reads_a_feed() -> None:
    item = "<item><title>Señor Peña</title><link>https://a.example/1</link></item>"
    body = f"<rss version='2.0'><channel>{item}</channel></rss>".encode("latin-1")
    page = Page(
        url="https://a.example/rss",
        body=body,
        media_type="application/rss+xml",
        charset="iso-8859-1",
    )
    assert expand.fn([page]).targets[0].title == "Señor Peña"


def test_a_feed_that_is_too_long_is_read_in_part_and_named() -> None:
    items = b"".join(b"<item><link>/%d</link></item>" % n for n in range(MOST_ENTRIES + 1))
    body = b"<rss version='2.0'><channel>%s</channel></rss>" % items
    result = expand.fn([site_page("rss", body, "application/rss+xml")])
    assert losses(result) == [("rss", "too_many_entries")]
    assert len(result.targets) == MOST_ENTRIES


def test_a_feeds_entries_are_judged_too() -> None:
    rows = (
        ("old", "published", "2023-02-01T09:00:00Z"),
        ("within", "published", "2023-03-05T09:00:00Z"),
        ("unchanged", "updated", "2023-02-01T09:00:00Z"),
        ("changed", "updated", "2023-05-01T09:00:00Z"),
    )
    entries = "".join(
        f"<entry><link href='https://a.example/{name}'/><{kind}>{at}</{kind}></entry>"
        for name, kind, at in rows
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()
    feed = Page(url="https://a.example/f", body=body, media_type="text/xml")
    result = expand.fn([feed], window=MARCH)
    assert (urls(result), result.outside) == (["within", "changed"], 2)
    assert result.targets[1].modified == "2023-05-01T09:00:00Z"


HOME = b"""<html><head><meta property="og:type" content="website">
<link rel="alternate" type="application/rss+xml" title="News" href="/rss"></head></html>"""


def site_page(path: str, body: bytes = HOME, media_type: str = "text/html") -> Page:
    return Page(url=f"https://a.example/{path}", body=body, media_type=media_type, outlet="Gazette")


def test_a_given_home_page_becomes_its_feeds_and_a_named_one_stays() -> None:
    page = site_page("")
    result = expand.fn([page], given=True)
    assert result.targets == (Target(url="https://a.example/rss", outlet="Gazette"),)
    assert (result.pages, losses(result)) == ((), [])
    assert expand.fn([page]).pages == (page,)


def test_a_home_page_without_feeds_leads_over_robots_to_sitemaps() -> None:
    home = expand.fn([site_page("", b"<html></html>")], given=True)
    assert urls(home) == ["robots.txt"]
    robots = b"User-agent: *\nDisallow:\nSitemap: https://a.example/all.xml\n"
    robots += b"sitemap: /news.xml\nSitemap: ftp://a.example/x\n"
    named = expand.fn([site_page("robots.txt", robots, "text/plain")])
    assert urls(named) == ["news.xml", "all.xml"]
    guessed = expand.fn([site_page("robots.txt", b"User-agent: *", "text/plain")])
    assert urls(guessed) == ["sitemap.xml"]
    assert {target.outlet for one in (home, named, guessed) for target in one.targets} == {
        "Gazette"
    }


def test_a_site_without_any_list_is_a_loss() -> None:
    robots, sitemap = (
        Target(url=f"https://a.example/{name}", outlet="Gazette")
        for name in ("robots.txt", "sitemap.xml")
    )
    assert expand.fn([], lost=[robots]).targets == (sitemap,)
    lost = expand.fn([], lost=[sitemap, Target(url="https://a.example/1")])
    assert [(loss.subject, loss.reason) for loss in lost.rejections] == [
        ("https://a.example/", "no_feed")
    ]
    assert lost.targets == ()
    soft = expand.fn([site_page("sitemap.xml", b"<html>Not here</html>")])
    assert soft.rejections == lost.rejections
    given = expand.fn([], given=True, lost=[robots, sitemap])  # the user's own, no guesses
    assert (given.targets, given.rejections) == ((), ())


@pytest.mark.parametrize(
    ("ends", "reason", "says"),
    [
        (workers.Lost("timeout"), "too_slow", "COMMUNIQUE_PARSE_DEADLINE"),
        (workers.Lost("died"), "crashed", "open it"),
        (MemoryError("no room"), "crashed", "MemoryError: no room"),
    ],
)
def test_a_list_that_cannot_be_read_to_its_end_costs_itself(
    monkeypatch: pytest.MonkeyPatch, ends: object, reason: str, says: str
) -> None:
    monkeypatch.setattr(workers, "each", lambda *_, **__: iter([ends]))
    feed = site_page("rss", b"<rss/>", "application/rss+xml")
    article = site_page("1", b"<p>Words.</p>")
    result = expand.fn([article, feed])
    assert losses(result) == [("rss", reason)]
    assert says in result.rejections[0].detail
    assert result.pages == (article,)


def test_articles_are_not_sent_to_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    monkeypatch.setattr(workers, "each", lambda _, items, seconds: sent.extend(items))
    articles = [site_page(str(number), b"<p>Words.</p>") for number in range(3)]
    assert expand.fn(articles, given=True).pages == tuple(articles)
    assert sent == []


def test_a_list_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_PARSE_DEADLINE", "0.02")
    settings.cache_clear()
    entries = b"".join(b"<url><loc>/%d</loc></url>" % number for number in range(200_000))
    long = site_page("map.xml", b"<urlset>%s</urlset>" % entries, "text/xml")
    result = expand.fn([long, site_page("short.xml", SITEMAP, "text/xml")])
    settings.cache_clear()
    assert losses(result)[0] == ("map.xml", "too_slow")
    assert not result.pages
