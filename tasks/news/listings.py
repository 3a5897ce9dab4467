"""What a fetched page lists: the entries of a feed, a sitemap, a home page or a robots.txt.

What belongs here: telling lists from pages, and a list's entries as targets with their losses. What
does not: the formats (`feeds`, `json_feeds`, `sitemaps`, `homes`), and time limits: a hostile list
may take for ever, so the stage reads lists where they can be killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tasks.news import homes
from tasks.news.feeds import Entry, Feed, FeedError, is_feed, read_feed, root_element
from tasks.news.files import reject
from tasks.news.json_feeds import is_json_feed, read_json_feed
from tasks.news.packed import PackedError, TooLargeError, gunzip, is_gzip
from tasks.news.sitemaps import Location, SitemapError, is_sitemap, read_sitemap
from tasks.records import Page, Rejection, Target

Kind = Literal[
    "RSS", "Atom", "RDF", "JSON Feed", "feed", "sitemap", "news sitemap", "sitemap index",
    "home page", "robots.txt",
]  # fmt: skip
_FORMS: dict[bytes, Kind] = {b"rss": "RSS", b"feed": "Atom", b"rdf": "RDF"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A page that may be a list, and what is known of it; `given` if the user named its address."""

    page: Page
    given: bool
    max_bytes: int  # of what it unpacks to


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as read: what it names in its order, each once, and what was lost of it."""

    kind: Kind
    targets: tuple[Target, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def may_list(page: Page, *, given: bool) -> bool:
    """Tell by a look at address, type and first bytes whether a page may be a list."""
    return (
        is_gzip(page.body)
        or is_json_feed(page.body, page.media_type)
        or is_sitemap(page.body)
        or is_feed(page.body, page.media_type)
        or homes.is_robots(page)
        or (not given and homes.is_no_sitemap(page))
        or (given and homes.may_be_home(page))
    )


def read_listing(asked: Asked) -> Listing | None:
    """Return what a page lists, or None if it is no list after all.

    Every loss is a rejection of the listing; nothing raises for what the page holds.
    """
    page = asked.page
    if is_gzip(page.body):
        try:
            page = replace(page, body=gunzip(page.body, asked.max_bytes))
        except PackedError as error:
            reason = "too_large" if isinstance(error, TooLargeError) else "broken_sitemap"
            what = f"cannot be unpacked ({error}); check the address"
            return Listing("sitemap", (), (reject(page.url, reason, what),))
    if is_json_feed(page.body, page.media_type):
        return _feed(page, "JSON Feed", lambda: read_json_feed(page.body, page.url))
    if is_sitemap(page.body):
        return _sitemap(page)
    if is_feed(page.body, page.media_type):
        kind = _FORMS.get(root_element(page.body), "feed")
        return _feed(page, kind, lambda: read_feed(page.body, page.url, page.charset))
    return _of_site(page, given=asked.given)


def _of_site(page: Page, *, given: bool) -> Listing | None:
    """Read what leads on to a site's lists."""
    if homes.is_robots(page):
        return Listing("robots.txt", _targets(page, homes.read_robots(page)))
    if not given:
        lost = homes.is_no_sitemap(page)
        return Listing("sitemap", (), (homes.no_feed(page.url),)) if lost else None
    if homes.may_be_home(page) and homes.is_home(page, home := homes.read_home(page)):
        return Listing("home page", _targets(page, home.feeds or (homes.robots_of(page.url),)))
    return None


def _targets(page: Page, urls: Iterable[str]) -> tuple[Target, ...]:
    target = Target(url=page.url, outlet=page.outlet, language=page.language)
    return tuple(replace(target, url=url) for url in urls)


def _sitemap(page: Page) -> Listing:
    try:
        sitemap = read_sitemap(page.body, page.url)
    except SitemapError as error:
        what = f"is no sitemap we can read ({error}); check the address in a sitemap validator"
        return Listing("sitemap", (), (reject(page.url, "broken_sitemap", what),))
    kind: Kind = "sitemap index" if sitemap.is_index else "sitemap"
    if any(one.published for one in sitemap.locations):
        kind = "news sitemap"
    losses = list(_losses(page, "sitemap", sitemap.fault, len(sitemap.locations), sitemap.unlinked))
    if not (sitemap.locations or sitemap.unlinked):
        what = "is a sitemap without entries; check the address"
        losses.insert(0, reject(page.url, "empty_sitemap", what))
    return Listing(kind, _entries(page, sitemap.locations, page.outlet), tuple(losses))


def _feed(page: Page, kind: Kind, read: Callable[[], Feed]) -> Listing:
    try:
        feed = read()
    except FeedError as error:
        what = f"is no feed we can read ({error}); check the address in a feed validator"
        return Listing(kind, (), (reject(page.url, "broken_feed", what),))
    losses = list(_losses(page, "feed", feed.fault, len(feed.entries), feed.unlinked))
    if feed.is_cut:
        what = f"has more than {len(feed.entries)} entries; only the first of them were read, so"
        what = f"{what} name its sitemap or a later page"
        losses.append(reject(page.url, "too_many_entries", what))
    if not (feed.entries or losses):
        what = "is a feed without entries; check the address"
        losses.append(reject(page.url, "empty_feed", what))
    return Listing(kind, _entries(page, feed.entries, page.outlet or feed.title), tuple(losses))


def _entries(
    page: Page, entries: Sequence[Entry | Location], outlet: str | None
) -> tuple[Target, ...]:
    return tuple(
        Target(
            url=entry.url,
            outlet=outlet,
            title=entry.title,
            language=page.language,
            published=entry.published,
            modified=entry.modified,
        )
        for entry in entries
    )


def _losses(
    page: Page, kind: str, fault: str | None, read: int, unlinked: int
) -> Iterator[Rejection]:
    """Name what could not be read of a feed or sitemap that was read all the same."""
    if fault:
        what = f"is broken at {fault}; {read} entries of it were read"
        yield reject(page.url, f"broken_{kind}", what)
    if unlinked:
        what = f"has {unlinked} entries without an http(s) link; they cannot be fetched"
        yield reject(page.url, "missing_link", what)
