"""Which URL is the article's own."""

from __future__ import annotations

import pytest

from tasks.news.urls import absolute, choose_canonical, is_web, outlet_of, slug, tidy


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/x#top", "https://a.example/x"),
        ("https://a.example/x?utm_source=rss&id=7&UTM_medium=x", "https://a.example/x?id=7"),
        ("https://a.example", "https://a.example/"),
        ("https://a.example/x?id=7&b=", "https://a.example/x?id=7&b="),
        ("https://a.example/x?fbclid=1&gclid=2&mc_cid=3&at_medium=RSS", "https://a.example/x"),
        ("https://a.example/?p=7&cid=8&ref=9&amp=1", "https://a.example/?p=7&cid=8&ref=9&amp=1"),
        ("HTTPS://Reader@A.Example:443/X?A=B", "https://Reader@a.example/X?A=B"),
        ("http://a.example:443/x", "http://a.example:443/x"),
        ("https://[2606:4700::1]:443/x", "https://[2606:4700::1]/x"),
        ("file:///tmp/a%23b.txt", "file:///tmp/a%23b.txt"),
        ("urn:communique:a:1", "urn:communique:a:1"),
    ],
)
def test_only_what_tells_no_articles_apart_goes(url: str, expected: str) -> None:
    assert tidy(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "a.example", "ftp://a.example/", "file:///x", "http://", "http://a:99999/", "http://["],
)
def test_what_is_no_web_url(url: str) -> None:
    assert not is_web(url)


def test_links_become_absolute_or_nothing() -> None:
    assert absolute("https://a.example/f/feed", "../x#c") == "https://a.example/x"
    assert absolute("https://a.example/", "javascript:alert(1)") is None
    assert absolute("https://a.example/", "http://[") is None


FETCHED = "https://www.a.example/story?id=1"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (None, FETCHED),
        ("/news/story", "https://www.a.example/news/story"),
        ("https://a.example/news/story", "https://a.example/news/story"),
        ("https://evil.example/story", FETCHED),
        ("https://www.a.example/", FETCHED),
        ("mailto:me@a.example", FETCHED),
    ],
)
def test_a_page_speaks_for_its_own_host_alone(declared: str | None, expected: str) -> None:
    assert choose_canonical(FETCHED, declared) == expected


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:80", "10.0.0.7:8000"])
def test_a_mirror_speaks_for_any_host(host: str) -> None:
    declared = "https://a.example/story"
    chosen = choose_canonical(f"http://{host}/story", declared, frozenset({"10.0.0.7:8000"}))
    assert chosen == declared


def test_a_file_keeps_its_address() -> None:
    assert choose_canonical("file:///tmp/a.html", "https://a.example/s") == "file:///tmp/a.html"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.a.example/x", "a.example"),
        ("file:///home/news/Gulf%20Desk/a.txt", "Gulf Desk"),
        ("urn:communique:gulf-desk:12", "gulf-desk"),
    ],
)
def test_an_address_names_its_outlet(url: str, expected: str) -> None:
    assert outlet_of(url) == expected


def test_slug() -> None:
    assert slug("Al-Jazeera & Co.") == "al-jazeera-co"


@pytest.mark.parametrize(
    ("fetched", "declared"),
    [
        ("https://m.a.example/story", "https://www.a.example/story"),
        ("https://amp.a.example/story?id=7", "https://a.example/story?id=7"),
        ("https://a.example/amp/story", "https://a.example/story"),
        ("https://a.example/story/amp/", "https://a.example/story"),
        ("https://a.example/story/amp.html", "https://a.example/story"),
        ("https://a.example/story?amp=1", "https://a.example/story"),
        ("https://a.example/story?id=7&print=1", "https://a.example/story?id=7"),
        ("https://a.example/news/48211/quay", "https://a.example/news/48211"),
        ("https://a.example/?p=7", "https://a.example/quay"),
        (
            "https://a-example.cdn.ampproject.org/c/s/www.a.example/story/amp",
            "https://www.a.example/story",
        ),
    ],
)
def test_twins_are_folded_onto_the_address_they_name(fetched: str, declared: str) -> None:
    assert choose_canonical(fetched, declared) == declared


@pytest.mark.parametrize(
    ("fetched", "declared"),
    [
        ("https://a.example/read.php?id=7", "https://a.example/read.php"),
        ("https://m.a.example/m/read.php?newsid=7", "https://a.example/read.php?lang=en"),
        ("https://a.example/?p=7", "https://a.example/?lang=en"),
        ("https://a.example/read?id=7", "https://a.example/read?id=8"),
        ("https://a.example/world/middle-east/quay", "https://a.example/world/middle-east/"),
        ("https://a.example/2023/03/quay.html", "https://a.example/2023/03"),
        ("https://m.a.example/story", "https://b.example/story"),
        ("https://b-example.cdn.ampproject.org/c/s/b.example/s", "https://a.example/s"),
    ],
)
def test_two_articles_are_never_merged(fetched: str, declared: str) -> None:
    assert choose_canonical(fetched, declared) == fetched
