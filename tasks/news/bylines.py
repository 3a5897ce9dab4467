"""Who wrote it: byline paragraphs and authors as metadata gives them.

What belongs here: recognising a line that is nothing but a byline. What does not: resolving the
people named.
"""

from __future__ import annotations

import re

from tasks.news.text import words

_PART = r"[A-Z][\w'’.\-]*"
_NAME = rf"{_PART}(?: (?:(?:al|el|bin|ibn|van|von|de|da|der|la)[ \-])*{_PART}){{1,4}}"
_NAMES = rf"{_NAME}(?:(?:, (?:and )?| and | & ){_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:By|BY|Written by|Story by):? (?P<names>{_NAMES})"
    r"(?:,? (?:in|at) [A-Z][\w ]+|\s*[|–—/-]\s*[A-Z].{0,40})?"
)
_DATES = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december"
)


def read_byline(paragraph: str) -> str | None:
    """Return the names of a paragraph that is a byline: "By Ann Roe and Jo Doe"; else None."""
    match = _BYLINE.fullmatch(paragraph.strip())
    if match is None or _DATES & set(re.findall(r"[a-z]+", match["names"].lower())):
        return None
    return match["names"]


def clean_author(declared: str) -> str | None:
    """Return an author as metadata declares it without "By", blanks, links and addresses."""
    name = re.sub(r"^\s*(?:by|written by)\b:?\s*", "", declared, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" ,;|")
    return None if not name or "://" in name or "@" in name else name
