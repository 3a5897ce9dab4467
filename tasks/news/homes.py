"""Where a site keeps its lists: feeds that a home page names, sitemaps that its robots.txt names.

What belongs here: home pages and robots.txt to addresses, and where to look next. What does not:
fetching, reading the lists, and what robots.txt forbids (`robots`).
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from tasks.news.charsets import decode_declared
from tasks.news.feeds import link_to
from tasks.news.files import reject
from tasks.news.robots import MAX_BYTES
from tasks.news.text import one_line
from tasks.news.urls import absolute, is_web
from tasks.records import Page, Rejection

_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
# In a feed's title or address; one "comment" alone is a section of opinion.
_COMMENTS = re.compile(r"\bcomments\b", re.IGNORECASE)
# A site's front, also that of one language of it: "/", "/en", "/en-us/", "/index.html".
_FRONT = re.compile(
    r"/(?:(?:[a-z]{2}(?:[-_][a-z]{2})?|eng|english)/?)?(?:(?:index|home|default)(?:\.\w{2,5})?/?)?",
    re.I,
)
# A section's front is told by a word or two; an article has more, or a number.
_SECTION = re.compile(r"(?:/[a-z]+(?:[-_][a-z]+)?){1,3}/?(?:index\.\w{2,5})?", re.IGNORECASE)
_ARTICLE = re.compile(r"\w*(?:Article|Posting)|Report")
_SITEMAP = re.compile(r"\s*sitemap\s*:\s*(\S+)", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_NEXT = {"/robots.txt": "/sitemap.xml"}  # where to look when a list cannot be had

Declared = Literal["article", "site"]


@dataclass(frozen=True, slots=True)
class Home:
    """What an HTML page says of itself, and the feeds it names, in its order, each once."""

    declared: Declared | None
    feeds: tuple[str, ...]


def may_be_home(page: Page) -> bool:
    """Tell by type and address whether a page could be the front of a site or of a section."""
    return page.media_type == "text/html" and _is_front(page.url, _FRONT, _SECTION)


def _is_front(url: str, *forms: re.Pattern[str]) -> bool:
    parts = urlsplit(url)  # a query chooses an article on some sites: "/?p=815"
    return is_web(url) and not parts.query and any(form.fullmatch(parts.path) for form in forms)


def is_home(page: Page, home: Home) -> bool:
    """Tell whether a page is the front of a site, or of a section that names feeds."""
    if home.declared == "article":
        return False
    return _is_front(page.url, _FRONT) or (home.declared == "site" and bool(home.feeds))


def read_home(page: Page) -> Home:
    """Read what a page's markup declares; feeds of comments are left out. Raises nothing."""
    markup = decode_declared(page.body, page.charset) or page.body.decode("utf-8", "replace")
    reader = _Reader()
    with suppress(AssertionError):  # of a declaration that is none; what was read before stands
        reader.feed(markup)
    base = absolute(page.url, reader.base) or page.url
    links = (link_to(base, href) for href, title in reader.feeds if not _of_comments(href, title))
    return Home(_declared(reader), tuple(dict.fromkeys(link for link in links if link)))


def _of_comments(href: str, title: str) -> bool:
    return any(_COMMENTS.search(told) for told in (href, title))


class _Reader(HTMLParser):
    """Collects what a page's head declares; builds no tree, so no nesting can hurt."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.type = ""  # Open Graph's
        self.feeds: list[tuple[str, str]] = []  # address and title
        self.scripts: list[str] = []  # JSON-LD
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in reversed(attrs)}  # the first counts
        self._in_script = tag == "script" and _media_type(told) == "application/ld+json"
        if self._in_script:
            self.scripts.append("")
        elif tag == "link":
            self._link(told)
        elif tag == "base":
            self.base = self.base or told.get("href", "")
        elif tag == "meta" and told.get("property", "").lower() == "og:type":
            self.type = self.type or told.get("content", "").strip().lower()

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    def _link(self, told: dict[str, str]) -> None:
        relations = told.get("rel", "").lower().split()
        if "alternate" in relations and _media_type(told) in _FEEDS and told.get("href"):
            self.feeds.append((told["href"], one_line(told.get("title", ""))))


def _media_type(told: dict[str, str]) -> str:
    return told.get("type", "").partition(";")[0].strip().lower()


def _declared(reader: _Reader) -> Declared | None:
    articles = sum(_count_articles(script) for script in reader.scripts)
    if reader.type == "article" or articles == 1:  # a front describes several, or none
        return "article"
    return "site" if reader.type == "website" or reader.scripts else None


def _count_articles(script: str) -> int:
    """Return how many objects of a JSON-LD script are articles of the page itself."""
    try:
        pending: list[Any] = [json.loads(script)]
    except (ValueError, RecursionError):
        return 0
    articles = 0
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            kinds = item.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            articles += any(isinstance(one, str) and _ARTICLE.fullmatch(one) for one in named)
            pending.append(item.get("@graph"))
    return articles


def robots_of(url: str) -> str:
    """Return the address of a site's robots.txt."""
    return urljoin(url, "/robots.txt")


def is_robots(page: Page) -> bool:
    """Tell by its address whether a page is a site's robots.txt, or what is sent in its place."""
    return is_web(page.url) and urlsplit(page.url).path == "/robots.txt"


def read_robots(page: Page) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names, news first; the usual address if it names none.

    `Sitemap:` lines belong to no group of rules (https://www.sitemaps.org/protocol.html).
    """
    body = page.body[:MAX_BYTES].removeprefix(_BOM)
    lines = [] if body.lstrip().startswith(b"<") else body.decode("utf-8", "replace").splitlines()
    found = (match[1] for line in lines if (match := _SITEMAP.match(line)))
    named = dict.fromkeys(link for one in found if (link := link_to(page.url, one)))
    news_first = sorted(named, key=lambda url: "news" not in (urlsplit(url).path).lower())
    return tuple(news_first) or (urljoin(page.url, "/sitemap.xml"),)


def is_no_sitemap(page: Page) -> bool:
    """Tell whether a site sends a page of HTML where its sitemap would be."""
    is_place = is_web(page.url) and urlsplit(page.url).path == "/sitemap.xml"
    return is_place and page.media_type == "text/html"


def look_on(lost: str) -> str | Rejection | None:
    """Return where to look when there is nothing at an address, if it was a guess.

    After robots.txt comes the usual sitemap; after that the site is lost.
    """
    path = urlsplit(lost).path if is_web(lost) else ""
    if path in _NEXT:
        return urljoin(lost, _NEXT[path])
    return no_feed(lost) if path in _NEXT.values() else None


def no_feed(url: str) -> Rejection:
    """Return the loss of a home page whose site names no list of its articles."""
    what = "names no feed, and its site no sitemap; name the address of one, or of articles"
    return reject(urljoin(url, "/"), "no_feed", what)
