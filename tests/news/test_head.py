"""What pages declare of their articles."""

from __future__ import annotations

import json

import pytest

from tasks.news.head import Head, read_head
from tasks.news.tree import parse


def head(markup: str = "", **described: object) -> Head:
    """Read a page that declares this, and this article in JSON-LD."""
    told = json.dumps({"@type": "NewsArticle", **described})
    script = f'<script type="application/ld+json">{told}</script>' if described else ""
    return read_head(parse(f"<html><head>{script}{markup}</head><body>x</body></html>"))


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (head(articleSection="Politics"), "Politics"),
        (head(articleSection=["World &amp; Region", "Politics"]), "World & Region"),
        (head(meta("article:section", " Gulf  news ")), "Gulf news"),
        (head(meta("article:section", "Meta"), articleSection="Told"), "Told"),
        (head(articleSection=["x" * 81, "Sport"]), "Sport"),
        (head(meta("article:section", "x" * 81)), None),
        (head(articleSection={"name": "Politics"}), None),
        (head(), None),
    ],
)
def test_the_section_is_the_first_that_is_a_name(told: Head, expected: str | None) -> None:
    assert told.section == expected


def test_dates_are_told_apart() -> None:
    told = head(
        meta("article:published_time", "2023-05-05") + meta("og:updated_time", "2023-05-07"),
        datePublished="2023-05-04",
        dateModified="2023-05-06",
    )
    assert list(told.published()) == ["2023-05-04", "2023-05-05"]
    assert list(told.modified()) == ["2023-05-06", "2023-05-07"]


def test_titles_lose_the_outlets_name_and_have_an_order() -> None:
    named = meta("og:site_name", "Gulf Desk")
    assert head(f"{named}<title>Dam talks fail | Gulf Desk</title>").title == "Dam talks fail"
    assert head(f"{named}{meta('og:title', 'Talks')}<title>No</title>").title == "Talks"
    assert head('<meta name="DC.Title" content="Talks"><title>Gulf Desk</title>').title == "Talks"
    assert head("<title>No</title>", headline="Q &amp; A").title == "Q & A"
    assert head().title is None


def test_the_canonical_link_outranks_open_graph() -> None:
    link = '<link rel="alternate CANONICAL" href="/a">'
    assert head(meta("og:url", "/b") + link).canonical == "/a"
    assert head(meta("og:url", "/b")).canonical == "/b"


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="en-GB"><p>x', "en"),
        ('<html xml:lang="fa"><p>x', "fa"),
        ('<html lang="und"><p>x', None),
        ("<p>x", None),
    ],
)
def test_the_language_is_the_root_elements(page: str, language: str | None) -> None:
    assert read_head(parse(page)).language == language


def test_the_first_content_of_a_name_counts_and_empty_ones_do_not() -> None:
    told = head(meta("author", " ") + meta("author", "By Ann Roe") + meta("author", "Jo Doe"))
    assert told.byline == "Ann Roe"
