"""RSS, RDF and Atom: what a feed says of its entries. The only door to feedparser.

What belongs here: bytes to entries. What does not: fetching, JSON feeds, and other lists of URLs.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import feedparser

from tasks.news.dates import read_declared
from tasks.news.hostile_xml import HostileXmlError, refuse_hostile
from tasks.news.text import one_line
from tasks.news.urls import absolute

_ROOT = re.compile(rb"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
_SKIPPED = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.I)
_SNIFFED = 4096  # bytes
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


class FeedError(Exception):
    """These bytes are no feed we can read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `published` as printed, only if it is a date."""

    url: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: entries in its order, each URL once; losses are counted and named."""

    title: str | None
    entries: tuple[Entry, ...]
    unlinked: int = 0  # entries without an http(s) link
    fault: str | None = None  # what is broken, where entries could be read all the same


def is_feed(body: bytes, media_type: str) -> bool:
    """Tell whether bytes are read as a feed: by root element, or as XML that is no page."""
    root = root_element(body)
    if root in (b"rss", b"feed", b"rdf"):
        return True
    return media_type.endswith("xml") and "xhtml" not in media_type and root != b"html"


def root_element(body: bytes) -> bytes:
    """Return the first element's name in lower case, without prefix; nothing when there is none."""
    head = _SKIPPED.sub(b"", body[:_SNIFFED].replace(b"\0", b""))
    match = _ROOT.search(head)
    return match[2].lower() if match else b""


def read_feed(body: bytes, url: str) -> Feed:
    """Read RSS 0.9–2.0 or Atom; links are made absolute against `url`.

    Raises FeedError when it is neither, or when it is made to harm. feedparser makes dates of
    nonsense, so the printed string is kept, and only if it is RFC 822 or ISO 8601.
    """
    try:
        refuse_hostile(body)
    except HostileXmlError as error:
        raise FeedError(str(error)) from error
    parsed = _parse(body, url)
    fault = _fault(parsed)
    if not parsed.get("version"):
        raise FeedError(fault or "it is neither RSS nor Atom")
    if fault and not parsed.entries:
        raise FeedError(fault)
    linked = list(_entries(parsed, url))
    once: dict[str, Entry] = {}
    for entry in linked:
        once.setdefault(entry.url, entry)
    return Feed(
        title=_plain(parsed.feed.get("title")),
        entries=tuple(once.values()),
        unlinked=sum(map(bool, parsed.entries)) - len(linked),  # a cut one is empty
        fault=fault,
    )


def _parse(body: bytes, url: str) -> Any:
    headers = {"content-location": url, "content-type": "application/xml"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of its own old field names
            # A stream, never the bytes themselves: feedparser takes those for a path or a URL.
            return feedparser.parse(io.BytesIO(body), response_headers=headers)
    except Exception as error:  # a library fed with strangers' bytes: whatever breaks is the feed
        raise FeedError(f"the parser broke at it: {one_line(str(error))[:200]}") from error


def _fault(parsed: Any) -> str | None:
    error = parsed.get("bozo_exception") if parsed.bozo else None
    if error is None or isinstance(error, _HARMLESS):
        return None
    line = getattr(error, "getLineNumber", lambda: None)()
    message = one_line(getattr(error, "getMessage", lambda: str(error))())
    return f"line {line}: {message}" if line else message


def _entries(parsed: Any, url: str) -> Iterator[Entry]:
    for entry in parsed.entries:
        link = absolute(url, entry.get("link") or "") if entry.get("link") else None
        if link:
            yield Entry(link, _plain(entry.get("title")), _published(entry, parsed.version))


def _published(entry: Any, version: str) -> str | None:
    # RSS 1.0 has one date, dc:date, which feedparser files under "updated".
    key = "updated" if "published" not in entry and version.startswith("rss") else "published"
    printed = str(entry[key]).strip() if key in entry else ""
    return printed if read_declared(printed) else None


def _plain(title: str | None) -> str | None:
    return one_line(html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", title or ""))) or None
