"""Sitemaps, sitemap indexes and news sitemaps: the addresses they list.

What belongs here: bytes to locations. What does not: fetching, unpacking, and following an index
into its sitemaps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.parsers import expat

from tasks.news.dates import read_declared
from tasks.news.feeds import link_to, plain, root_element
from tasks.news.hostile_xml import HostileXmlError, guard
from tasks.news.text import one_line

_ENTRIES = {"urlset": "url", "sitemapindex": "sitemap"}
# Where a fact stands below <url> or <sitemap>; images and videos have titles and places of their
# own, one level further down.
_FACTS = {
    ("loc",): "loc",
    ("lastmod",): "modified",
    ("news", "title"): "title",
    ("news", "publication_date"): "published",
}
_LONGEST = 10_000  # characters of one fact


class SitemapError(Exception):
    """These bytes are no sitemap we can read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Location:
    """One address of a sitemap; dates as printed, only if they are dates.

    `modified` is no publication: a story is corrected, or a template changes.
    """

    url: str
    title: str | None = None
    published: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap as read: locations in its order, each URL once; losses are counted and named."""

    is_index: bool  # its locations are sitemaps
    locations: tuple[Location, ...]
    unlinked: int = 0  # entries without an http(s) location
    fault: str | None = None  # what is broken, where locations could be read all the same


def is_sitemap(body: bytes) -> bool:
    """Tell by its root element whether an XML document is a sitemap or an index of them."""
    return root_element(body).decode("ascii", "replace") in _ENTRIES


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read a sitemap or an index; locations are made absolute against `url`.

    Raises SitemapError when nothing can be read, or when the document declares entities.
    """
    reader = _Reader()
    fault = None
    try:
        reader.parser.Parse(body.lstrip(b" \t\r\n"), True)  # common, though no XML begins so
    except HostileXmlError as error:
        raise SitemapError(str(error)) from error
    except expat.ExpatError as error:
        fault = f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except (ValueError, LookupError) as error:  # an encoding that expat does not know
        fault = one_line(str(error))
    unlinked = reader.empty
    if fault and not (reader.entries or unlinked):
        raise SitemapError(fault)
    once: dict[str, Location] = {}
    for entry in reader.entries:
        link = link_to(url, entry["loc"])
        if link is None:
            unlinked += 1
        else:
            once.setdefault(link, _location(link, entry))
    return Sitemap(reader.root == "sitemapindex", tuple(once.values()), unlinked, fault)


def _location(url: str, entry: dict[str, str]) -> Location:
    location = Location(url, plain(entry.get("title")))
    published, modified = (entry.get(name, "") for name in ("published", "modified"))
    return replace(
        location,
        published=published if read_declared(published) else None,
        modified=modified if read_declared(modified) else None,
    )


class _Reader:
    """Collects the facts of each entry while expat walks the document.

    Names are taken without their prefix, since many sitemaps forget to declare theirs.
    """

    def __init__(self) -> None:
        self.root = ""
        self.entries: list[dict[str, str]] = []
        self.empty = 0  # entries without a place, which may be millions
        self.path: list[str] = []
        self.entry: dict[str, str] = {}
        self.fact: str | None = None
        self.text: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        guard(self.parser)

    def start(self, name: str, _: object) -> None:
        self.path.append(name.rpartition(":")[2])
        depth = len(self.path)
        if depth == 1:
            self.root = self.path[0].lower()
        elif depth == 2:
            self.entry = {}
        elif depth <= 4 and self._in_entry():
            self.fact = _FACTS.get(tuple(self.path[2:]))
            self.text = []

    def end(self, _: str) -> None:
        if self.fact and len(self.path) <= 4:
            self.entry.setdefault(self.fact, "".join(self.text).strip()[:_LONGEST])
            self.fact = None
        elif len(self.path) == 2 and self._in_entry():
            if self.entry.get("loc"):
                self.entries.append(self.entry)
            else:
                self.empty += 1
        self.path.pop()

    def characters(self, text: str) -> None:
        if self.fact:
            self.text.append(text)

    def _in_entry(self) -> bool:
        return self.path[1] == _ENTRIES.get(self.root)
