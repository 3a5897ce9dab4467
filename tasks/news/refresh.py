"""Redirects that a page asks for in its head: `<meta http-equiv="refresh" content="0; url=…">`.

What belongs here: finding them, and telling them from pages that reload themselves. What does not:
following them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urljoin

from tasks.news.charsets import bom
from tasks.news.urls import absolute, tidy

_WIDE = frozenset({"utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be"})
_HEAD = 16 * 1024  # bytes in which a refresh is looked for
_MAX_DELAY = 10  # seconds; what waits longer is there to be read
_FEW = 60  # words that a page may have which is there to send us on
_SMALL = 64 * 1024  # bytes; more is no such page
_CONTENT = re.compile(
    r"""\s*(\d+|(?=\.\d))(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))""",
    re.IGNORECASE | re.DOTALL,
)
# A browser that runs scripts shows the inside of none of these.
_HIDING = frozenset({"noscript", "script", "style", "template", "textarea", "title"})
_TEXTLESS = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|noscript|title)\b.*?(?:</\1\s*>|$)|<[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)


def leads_to(body: bytes, url: str, charset: str | None = None) -> str | None:
    """Return where the HTML page at `url` sends its readers, as written but absolute; or None.

    Only another URL counts, at once or, from a page of hardly any text, within ten seconds.
    """
    wide = _wide(body, charset)
    if wide is None and b"refresh" not in body[:_HEAD].lower():
        return None  # as nearly all
    reader = _Reader()
    with suppress(AssertionError):  # how it says "<![" and no name; what came before counts
        reader.feed(body[:_HEAD].decode(wide or "utf-8", "replace"))
    found = _CONTENT.match(reader.content)
    if found is None:
        return None
    target = _joined(_joined(url, reader.base), (found[2] or found[3] or found[4] or "").strip())
    delay = float(found[1] or 0)
    if delay > _MAX_DELAY or (absolute(url, target) or target) == tidy(url):
        return None
    return target if delay == 0 or _has_few_words(body.decode(wide or "utf-8", "replace")) else None


def _wide(body: bytes, charset: str | None) -> str | None:
    """Return UTF-16 or -32 where that is the charset: tags are the same bytes in all others."""
    name = (bom(body) or (charset or "").lower()).replace("_", "-")
    return name if name in _WIDE else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _has_few_words(text: str) -> bool:
    return len(text) < _SMALL and len(_TEXTLESS.sub(" ", text).split()) < _FEW


class _Reader(HTMLParser):
    """Finds the first refresh and the base address in the part of a page that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.content = ""
        self.base = ""
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            return
        told = {name: value or "" for name, value in reversed(attrs)}  # the first counts
        if tag in _HIDING:
            self._hidden = tag
        elif tag == "base" and not self.base:
            self.base = told.get("href", "").strip()
        elif tag == "meta" and told.get("http-equiv", "").strip().lower() == "refresh":
            self.content = self.content or told.get("content", "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no "<script/>": it opens all the same

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
