"""What is printed between the headline and the body, where nothing marks it as what it is.

What belongs here: finding the headline and the lines below it. What does not: elements whose name
or class tells what they hold (`printed`), the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from tasks.news.bylines import read_byline
from tasks.news.dates import Moment, read_printed
from tasks.news.text import ends_sentence, words
from tasks.news.tree import Tree, said

_HEADINGS = ("h1", "h2", "h3")
_SHORTEST = 10  # characters of a headline
_LINE = 120  # characters of a line that is no paragraph
_PARAGRAPH = 150  # characters; the body has begun
_LOOK = 60  # elements below the headline
_PARTS = re.compile(r"\s*[|·•]\s*|\s[–—-]\s")
_LEAD = words("lead lede intro introtext introduction news-lead news-intro")  # classes
_LEAD_LEAST = 80  # characters; what is shorter is a label


def lines_below(tree: Tree, title: str | None) -> tuple[str, ...]:
    """Return the short lines between the headline and the first paragraph, in order."""
    lines: dict[str, None] = {}
    for element in islice(_below(tree, title), _LOOK):
        length = len((element.text_content() or "").strip())
        if length >= _PARAGRAPH and (element.tag == "p" or len(element.text or "") >= _PARAGRAPH):
            break
        if 0 < length <= _LINE:
            lines[said(element)] = None
    return tuple(lines)


def lead(tree: Tree, title: str | None) -> str | None:
    """Return the first paragraph where it stands apart from the body, marked as its lead."""
    for element in islice(_below(tree, title), _LOOK):
        if not _LEAD.isdisjoint((element.get("class") or "").split()):
            found = said(element)
            return found if len(found) >= _LEAD_LEAST and ends_sentence(found) else None
    return None


def _below(tree: Tree, title: str | None) -> Iterator[Any]:
    """Yield the elements after the headline."""
    headline = _headline(tree, title)
    if headline is None:
        return
    inside = set(headline.iter())
    elements = tree.elements()
    for element in elements:
        if element is headline:
            break
    yield from (element for element in elements if element not in inside)


def _headline(tree: Tree, title: str | None) -> Any | None:
    """Return the heading that repeats the title, not one that names the outlet."""
    told = (title or "").casefold()
    if len(told) < _SHORTEST:
        return None
    for heading in tree.elements(*_HEADINGS):
        text = said(heading).casefold()
        if told in text or (len(text) >= _SHORTEST and text in told):
            return heading
    return _unmarked(tree, told)


def _unmarked(tree: Tree, title: str) -> Any | None:
    """Return the element that says the title and nothing else, on pages older than headings."""
    bold = (one for one in tree.elements("b", "strong", "font") if said(one).casefold() == title)
    return next(bold, None)


def byline(lines: tuple[str, ...]) -> str | None:
    """Return the names of the first line that is a byline, or has one among its parts."""
    parts = (part for line in lines for part in (line, *_PARTS.split(line)))
    return next((names for part in parts if (names := read_byline(part))), None)


def published(lines: tuple[str, ...]) -> Moment | None:
    """Return the date of the first line that is one, or has one among its parts."""
    for line in lines:
        for part in (line, *_PARTS.split(line), line.partition(", ")[2]):
            if found := read_printed(part):
                return found
    return None
