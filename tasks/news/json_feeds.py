"""JSON Feed (https://jsonfeed.org): what a feed written in JSON says of its entries.

What belongs here: bytes to entries. What does not: fetching, and feeds written in XML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tasks.news.charsets import decode_strictly
from tasks.news.dates import read_declared
from tasks.news.feeds import MOST_ENTRIES, Entry, Feed, FeedError, link_to, once, plain
from tasks.news.text import one_line
from tasks.news.urls import is_web

MEDIA_TYPE = "application/feed+json"
_MOST_PARTS = 1_000_000  # values and lists; each takes some hundred bytes once it is read
_VERSION = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")


def is_json_feed(body: bytes, media_type: str) -> bool:
    """Tell whether bytes are read as a JSON Feed: by media type, or by the version they name."""
    if media_type == MEDIA_TYPE:
        return True
    head = body[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"{") and b"jsonfeed.org" in body.replace(b"\0", b"")


def read_json_feed(body: bytes, url: str) -> Feed:
    """Read JSON Feed 1.0 or 1.1; links are made absolute against `url`.

    Raises FeedError when it is none.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > _MOST_PARTS:
        raise FeedError(f"it has more than {_MOST_PARTS} parts")
    try:
        feed = json.loads(decode_strictly(body))
    except (ValueError, RecursionError) as error:
        raise FeedError(f"it is no JSON: {one_line(str(error))[:200]}") from error
    version = feed.get("version") if isinstance(feed, dict) else None
    if not isinstance(version, str) or not version.startswith(_VERSION):
        raise FeedError("it names no version of jsonfeed.org")
    items = feed.get("items")
    if not isinstance(items, list):
        raise FeedError('it has no list of "items"')
    first = items[:MOST_ENTRIES]
    linked = list(_entries(first, url))
    return Feed(
        title=plain(_text(feed, "title")),
        entries=once(linked),
        unlinked=len(first) - len(linked),
        is_cut=len(items) > MOST_ENTRIES,
    )


def _entries(items: list[Any], url: str) -> Iterator[Entry]:
    for item in items:
        link = _link(item, url) if isinstance(item, dict) else None
        if link:
            published, modified = _date(item, "date_published"), _date(item, "date_modified")
            yield Entry(link, plain(_text(item, "title")), published, modified)


def _date(item: dict[str, Any], name: str) -> str | None:
    printed = (_text(item, name) or "").strip()
    return printed if read_declared(printed) else None


def _link(item: dict[str, Any], url: str) -> str | None:
    """Return an item's address: its own, the one it points to, or an id that is an address."""
    for name in ("url", "external_url"):
        if link := link_to(url, _text(item, name)):
            return link
    identity = _text(item, "id")
    return link_to(url, identity) if identity and is_web(identity) else None


def _text(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) else None
