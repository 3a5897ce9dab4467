"""Feeds of more entries than anybody prints: their first ones.

What belongs here: cutting a feed's bytes behind an entry. What does not: what entries say.
"""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

_ENTRIES = frozenset({"item", "entry"})
_ENTRY = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def first_entries(body: bytes, most: int) -> bytes:
    """Return a feed's bytes up to where the entry after `most` begins; all where there is none.

    What a well-formed feed left open there is closed. A broken one is cut where the tag looks to
    be.
    """
    if body.count(b"<") <= most:
        return body
    counter = _Counter(most)
    try:
        counter.parser.Parse(body, True)
    except _FoundError as found:
        closed = "".join(f"</{name}>" for name in reversed(counter.open))
        return body[: found.at] + closed.encode(marked_encoding(body) or "utf-8")
    except (expat.ExpatError, ValueError, LookupError):
        return _first_looking(body, most)
    return body


def _first_looking(body: bytes, most: int) -> bytes:
    for number, tag in enumerate(_ENTRY.finditer(body)):
        if number == most:
            return body[: tag.start()]
    return body


def marked_encoding(body: bytes) -> str | None:
    """Return the encoding that a byte order mark tells, with its order; None without a mark."""
    return next((name for mark, name in _MARKS if body.startswith(mark)), None)


class _FoundError(Exception):
    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Counter:
    """Counts entries while expat walks the document; knows which elements are open."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.open: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, _: object) -> None:
        if name.rpartition(":")[2].lower() in _ENTRIES:
            if self.left == 0:
                raise _FoundError(self.parser.CurrentByteIndex)
            self.left -= 1
        self.open.append(name)

    def end(self, _: str) -> None:
        self.open.pop()
