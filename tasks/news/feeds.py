"""RSS, RDF and Atom: what a feed says of its entries. The only door to feedparser.

What belongs here: bytes to entries. What does not: fetching, JSON feeds, and other lists of URLs.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import feedparser

from tasks.news.dates import read_declared
from tasks.news.hostile_xml import HostileXmlError, refuse_hostile
from tasks.news.long_feeds import first_entries, marked_encoding
from tasks.news.text import one_line
from tasks.news.urls import absolute

_ROOT = re.compile(rb"<([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)")
_SKIPPED = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.I)
_SNIFFED = 4096  # bytes
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?(?:-->|$)", re.DOTALL)
_UNFIT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")  # in an address
MOST_ENTRIES = 10_000  # feedparser reads two thousand in a second


class FeedError(Exception):
    """These bytes are no feed we can read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; dates as printed, only if they are dates."""

    url: str
    title: str | None
    published: str | None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: entries in its order, each URL once; losses are counted and named."""

    title: str | None
    entries: tuple[Entry, ...]
    unlinked: int = 0  # entries without an http(s) link
    fault: str | None = None  # what is broken, where entries could be read all the same
    is_cut: bool = False  # it has more than MOST_ENTRIES; those were read


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


def read_feed(body: bytes, url: str, charset: str | None = None) -> Feed:
    """Read RSS 0.9–2.0 or Atom; links are made absolute against `url`.

    `charset` is what the transport declares; the feed's own word counts where that is nothing.
    Raises FeedError when it is neither, or when it is made to harm. feedparser makes dates of
    nonsense, so the printed string is kept, and only if it is RFC 822 or ISO 8601.
    """
    try:
        refuse_hostile(body)
    except HostileXmlError as error:
        raise FeedError(str(error)) from error
    first = first_entries(body, MOST_ENTRIES)
    parsed = _parse(first, url, _charset(body, charset))
    fault = _fault(parsed)
    if not parsed.get("version"):
        raise FeedError(fault or "it is neither RSS nor Atom")
    if fault and not parsed.entries:
        raise FeedError(fault)
    linked = list(_entries(parsed, url))
    return Feed(
        title=plain(parsed.feed.get("title")),
        entries=once(linked),
        unlinked=sum(map(bool, parsed.entries)) - len(linked),  # a cut one is empty
        fault=fault,
        is_cut=first is not body,
    )


def once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the first entry of each URL, in order."""
    by_url: dict[str, Entry] = {}
    for entry in entries:
        by_url.setdefault(entry.url, entry)
    return tuple(by_url.values())


def _charset(body: bytes, declared: str | None) -> str | None:
    """Return the charset that outranks what the feed says: its mark's, UTF-8's or the transport's.

    Bytes beyond ASCII that are UTF-8 are nothing else, whatever a server says of all its files.
    """
    if marked := marked_encoding(body):
        return marked
    try:
        return declared if body.isascii() else body.decode("utf-8") and "utf-8"
    except UnicodeDecodeError:
        return declared


def _parse(body: bytes, url: str, charset: str | None) -> Any:
    told = f"; charset={charset}" if charset else ""
    headers = {"content-location": url, "content-type": f"application/xml{told}"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of its own old field names
            return feedparser.parse(
                io.BytesIO(body),  # never the bytes themselves: it takes those for a path or a URL
                response_headers=headers,
                # Both concern what entries hold, which is not read here, and take their time.
                resolve_relative_uris=False,
                sanitize_html=False,
            )
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
        link = link_to(url, entry.get("link"))
        if link:
            published, modified = _dates(entry, parsed.version)
            yield Entry(link, plain(entry.get("title")), published, modified)


def _dates(entry: Any, version: str) -> tuple[str | None, str | None]:
    """Return when an entry was published and changed, each as printed."""
    published, updated = (_date(entry, name) for name in ("published", "updated"))
    # RSS 1.0 has one date, dc:date, which feedparser files under "updated".
    if "published" not in entry and version.startswith("rss"):
        return updated, None
    return published, updated


def _date(entry: Any, name: str) -> str | None:
    printed = str(entry[name]).strip() if name in entry else ""
    return printed if read_declared(printed) else None


def link_to(url: str, printed: str | None) -> str | None:
    """Return the web address that a link in the feed at `url` leads to; None if it is none."""
    return absolute(url, _UNFIT.sub("", printed)) if printed else None


def plain(title: str | None) -> str | None:
    """Return a title as plain text on one line: no markup, no script, nothing unprintable."""
    shown = _unmarked(html.unescape(_unmarked(title or "")))
    return one_line(shown.encode("utf-8", "replace").decode("utf-8")) or None


def _unmarked(text: str) -> str:
    return _TAG.sub("", _SCRIPT.sub("", text)) if "<" in text else text
