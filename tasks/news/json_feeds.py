"""JSON Feed (https://jsonfeed.org): what a feed written in JSON says of its entries.

What belongs here: bytes to entries. What does not: fetching, and feeds written in XML.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tasks.news.charsets import decode_strictly
from tasks.news.dates import read_declared
from tasks.news.feeds import Entry, Feed, FeedError
from tasks.news.text import one_line
from tasks.news.urls import absolute, is_web

MEDIA_TYPE = "application/feed+json"
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
    linked = list(_entries(items, url))
    once: dict[str, Entry] = {}
    for entry in linked:
        once.setdefault(entry.url, entry)
    return Feed(_text(feed, "title"), tuple(once.values()), len(items) - len(linked))


def _entries(items: list[Any], url: str) -> Iterator[Entry]:
    for item in items:
        link = _link(item, url) if isinstance(item, dict) else None
        if link:
            printed = _text(item, "date_published") or ""
            yield Entry(link, _text(item, "title"), printed if read_declared(printed) else None)


def _link(item: dict[str, Any], url: str) -> str | None:
    """Return an item's address: its own, the one it points to, or an id that is an address."""
    for name in ("url", "external_url"):
        if (named := _text(item, name)) and (link := absolute(url, named)):
            return link
    identity = _text(item, "id") or ""
    return absolute(url, identity) if is_web(identity) else None


def _text(record: dict[str, Any], name: str) -> str | None:
    """Return a field that is text, on one line; a lone surrogate in it is no character."""
    value = record.get(name)
    if not isinstance(value, str):
        return None
    return one_line(value.encode("utf-8", "replace").decode("utf-8")) or None
