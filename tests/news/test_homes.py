"""Where sites keep their lists: home pages and robots.txt."""

from __future__ import annotations

import json

import pytest

from tasks.news.homes import (
    Declared,
    is_home,
    is_no_sitemap,
    is_robots,
    look_on,
    may_be_home,
    read_home,
    read_robots,
)
from tasks.news.robots import MAX_BYTES
from tasks.records import Page, Rejection

RSS, ATOM, JSON = "application/rss+xml", "application/atom+xml", "application/feed+json"


def page(markup: str, path: str = "", media_type: str = "text/html") -> Page:
    body = markup.encode()
    return Page(url=f"https://gazette.example/{path}", body=body, media_type=media_type)


def link(href: str, media_type: str = RSS, title: str = "", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{media_type}" title="{title}" href="{href}">'


def feeds(*markup: str, path: str = "") -> list[str]:
    found = read_home(page("".join(markup), path)).feeds
    return [url.removeprefix("https://gazette.example") for url in found]


def test_feeds_of_every_form_are_found_in_order_and_once() -> None:
    markup = link("/rss"), link("/atom", ATOM), link("/feed.json", JSON), link("/rss#top")
    assert feeds(*markup) == ["/rss", "/atom", "/feed.json"]


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        (link("feed"), "/en/feed"),
        (link("//feeds.example/g"), "https://feeds.example/g"),
        ('<base href="/main/">' + link("feed"), "/main/feed"),
        (link("/f?a=1&amp;b=2"), "/f?a=1&b=2"),
        (link("/f", "Application/RSS+XML; charset=utf-8", rel="ALTERNATE home"), "/f"),
        ("<body>" + "<div>" * 100_000 + link("/deep"), "/deep"),
        (link("/f", title="Comment: our columnists"), "/f"),
        (link("/before") + "<![unknown[ x", "/before"),
        ("<link rel=alternate type=application/rss+xml href=/bare>", "/bare"),
    ],
)
def test_addresses_are_made_absolute(markup: str, url: str) -> None:
    assert feeds(markup, path="en/") == [url]


@pytest.mark.parametrize(
    "markup",
    [
        link("javascript:void(0)"),
        link("ftp://gazette.example/f"),
        link(""),
        link("/f", rel="stylesheet"),
        link("/f", "text/html"),
        link("/f", title="Gazette » Comments Feed"),
        link("/comments/feed/"),
        f"<!-- {link('/f')} -->",
        f"<script>'{link('/f')}'</script>",
        "<a href='/rss' type='application/rss+xml'>RSS</a>",
        "\0<link",
    ],
)
def test_what_is_no_feed_of_the_site_is_left_out(markup: str) -> None:
    assert feeds(markup) == []


def json_ld(*kinds: object) -> str:
    told = json.dumps({"@graph": [{"@type": kind} for kind in kinds]})
    return f'<script type="application/ld+json">{told}</script>'


OG = '<meta property="og:type" content="{}">'


@pytest.mark.parametrize(
    ("markup", "declared"),
    [
        ("<p>Words.", None),
        (OG.format("website"), "site"),
        (OG.format("Article"), "article"),
        (json_ld("WebSite", "Organization"), "site"),
        (json_ld("WebSite", ["Thing", "NewsArticle"]), "article"),
        (OG.format("website") + json_ld("NewsArticle"), "article"),
        (json_ld("NewsArticle", "NewsArticle", "NewsArticle"), "site"),  # teasers
        ('<script type="application/ld+json">{broken</script>', "site"),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "site"),
    ],
)
def test_a_page_declares_what_it_is(markup: str, declared: Declared | None) -> None:
    assert read_home(page(markup)).declared == declared


SITE = OG.format("website")


@pytest.mark.parametrize(
    ("path", "markup", "is_one"),
    [
        ("", "", True),
        ("index.html", "", True),
        ("en/", "", True),
        ("en-us", "", True),
        ("en/home", "", True),
        ("", json_ld("NewsArticle"), False),
        ("", OG.format("article") + link("/f"), False),
        ("world/", SITE + link("/f"), True),
        ("world/middle-east", SITE + link("/f"), True),
        ("world/", SITE, False),
        ("world/", link("/f"), False),
        ("?p=815", SITE + link("/f"), False),
        ("news/48123", SITE + link("/f"), False),
        ("world/ferry-runs-to-the-island-again", SITE + link("/f"), False),
        ("2023/03/05/quay", SITE + link("/f"), False),
        ("story.html", SITE + link("/f"), False),
    ],
)
def test_fronts_of_sites_and_sections_are_homes(path: str, markup: str, is_one: bool) -> None:
    front = page(markup, path)
    assert (may_be_home(front) and is_home(front, read_home(front))) is is_one


@pytest.mark.parametrize("media_type", ["text/plain", "application/rss+xml"])
def test_only_html_is_a_home(media_type: str) -> None:
    assert not may_be_home(page("", media_type=media_type))


def sitemaps(body: bytes) -> list[str]:
    robots = Page(url="https://gazette.example/robots.txt", body=body, media_type="text/plain")
    assert is_robots(robots)
    return [url.removeprefix("https://gazette.example/") for url in read_robots(robots)]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b"Sitemap: https://gazette.example/a.xml", ["a.xml"]),
        (b"User-agent: x\r\nSITEMAP :/a.xml # all\r\nDisallow: /\r\n", ["a.xml"]),
        (b"\xef\xbb\xbfsitemap:/a.xml\nSitemap: /a.xml\n", ["a.xml"]),
        (b"Sitemap: /a.xml\nSitemap: /News/b.xml\nSitemap: /c", ["News/b.xml", "a.xml", "c"]),
        (b"Sitemap: https://cdn.example/a.xml", ["https://cdn.example/a.xml"]),
        (b"Sitemap: ftp://gazette.example/a.xml", ["sitemap.xml"]),
        (b"# Sitemap: /a.xml\nDisallow: /sitemap: /b.xml", ["sitemap.xml"]),
        (b"<html>Sitemap: /a.xml", ["sitemap.xml"]),
        (b"", ["sitemap.xml"]),
        (b"\xff\xfe\0", ["sitemap.xml"]),
        (b"#" * MAX_BYTES + b"\nSitemap: /a.xml", ["sitemap.xml"]),
    ],
)  # fmt: skip
def test_robots_name_sitemaps_news_first_else_the_usual_one_is_tried(
    body: bytes, named: list[str]
) -> None:
    assert sitemaps(body) == named


def test_a_robots_file_stands_at_the_root() -> None:
    assert not is_robots(page("", "en/robots.txt"))
    assert not is_robots(Page(url="file:///robots.txt", body=b"", media_type="text/plain"))


def test_html_in_a_sitemaps_place_is_none() -> None:
    assert is_no_sitemap(page("", "sitemap.xml"))
    assert not is_no_sitemap(page("", "en/sitemap.xml"))
    assert not is_no_sitemap(page("", "sitemap.xml", "text/xml"))


def test_after_robots_comes_the_usual_sitemap_and_then_nothing() -> None:
    assert look_on("https://gazette.example/robots.txt") == "https://gazette.example/sitemap.xml"
    end = look_on("https://gazette.example/sitemap.xml")
    assert isinstance(end, Rejection)
    assert (end.subject, end.reason) == ("https://gazette.example/", "no_feed")
    assert look_on("https://gazette.example/news.xml") is None
    assert look_on("/data/robots.txt") is None
