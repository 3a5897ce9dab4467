"""Bylines, dates and captions as pages print them, and those that are not the article's."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.news import headline, printed
from tasks.news.tree import Tree, parse

TITLE = "Ministers meet over dam"
PROSE = "The ministers met in the town on Monday and spoke about the dam and about its price. " * 3


def page(body: str) -> Tree:
    return parse(f"<html><body>{body}</body></html>")


def dates(body: str) -> list[str]:
    return [one for one in printed.published(page(body)) if one]


def test_microdata_and_rdfa_name_dates_and_authors() -> None:
    body = (
        '<article><footer>by <a property="schema:author">Ann Roe</a> on'
        ' <span property="schema:dateCreated" content="2023-05-05">Fri</span></footer></article>'
    )
    assert dates(body) == ["2023-05-05", "Fri"]
    assert printed.byline(page(body)) == "Ann Roe"


@pytest.mark.parametrize(
    "body",
    [
        '<header><time datetime="2023-05-05">x</time></header>',
        '<aside><time datetime="2023-05-05">x</time></aside>',
        '<footer><span class="date">5 May 2023</span></footer>',
        '<a class="tile" href="/a">Talks <span class="date">5 May 2023</span></a>',
        '<div class="card"><a href="/a">A</a><time>5 May 2023</time></div>'
        '<div class="card"><a href="/b">B</a><time>4 May 2023</time></div>',
        f'<article><p>{PROSE}</p></article><time datetime="2023-05-05">x</time>',
        '<article><time class="updated" datetime="2023-05-05">x</time></article>',
    ],
)
def test_dates_of_other_things_are_not_the_articles(body: str) -> None:
    assert dates(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<article><time class="updated" datetime="2023-05-06">x</time></article>', 6),
        ('<article><span class="date">Updated: 6 May 2023</span></article>', 6),
        ('<article><span class="date">Last updated on May 6, 2023</span></article>', 6),
        ('<article><span class="date">6 May 2023</span></article>', None),
        ('<article><p class="date">It was updated on 6 May 2023</p></article>', None),
        ('<aside><span class="date">Updated: 6 May 2023</span></aside>', None),
    ],
)
def test_a_change_is_labelled_or_marked_as_one(body: str, expected: int | None) -> None:
    found = printed.modified(page(body))
    assert (found.on if found else None) == (date(2023, 5, expected) if expected else None)


def below(body: str) -> tuple[str, ...]:
    return headline.lines_below(page(body), f"{TITLE} | Gulf Desk")


@pytest.mark.parametrize(
    ("line", "byline", "day"),
    [
        ("<div>By Ann Roe</div><div>Published: 5 May 2023 - 14:05</div>", "Ann Roe", 5),
        ("<p>By Ann Roe | May 5, 2023</p>", "Ann Roe", 5),
        ("<p>Ann Roe, 5 May 2023</p>", None, 5),
        ("<p>The talks of 5 May 2023 had failed</p>", None, None),
        (f"<p>{PROSE}</p><p>By Ann Roe</p><p>5 May 2023</p>", None, None),
    ],
)
def test_lines_below_the_headline_are_read(line: str, byline: str | None, day: int | None) -> None:
    masthead = "<div>Monday, 8 May 2023</div><h1>Gulf Desk</h1>"
    lines = below(f"{masthead}<h2>{TITLE}</h2>{line}<p>{PROSE}</p>")
    assert headline.byline(lines) == byline
    found = headline.published(lines)
    assert (found.on if found else None) == (date(2023, 5, day) if day else None)


def test_old_pages_have_a_bold_headline_and_some_have_none() -> None:
    assert below(f"<p>4 May 2023</p><font><b>{TITLE} | Gulf Desk</b></font><p>5 May 2023</p>") == (
        "5 May 2023",
    )
    assert below("<p>5 May 2023</p>") == ()
    assert below("<h1>The Gulf Desk</h1><p>5 May 2023</p>") == ()  # the masthead's, and today's


def test_a_lead_that_is_marked_as_one_is_found() -> None:
    body = f'<h1>{TITLE}</h1><div class="introtext">{PROSE}</div><div><p>{PROSE}</p></div>'
    assert headline.lead(page(body), TITLE) == PROSE.strip()
    assert headline.lead(page(body.replace("introtext", "lead-asset")), TITLE) is None
    assert headline.lead(page(f'<h1>{TITLE}</h1><p class="lead">Dam: the facts</p>'), TITLE) is None
