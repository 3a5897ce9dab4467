"""What a page prints for its readers beside the body: bylines, dates, captions.

What belongs here: the elements that hold them, by name, class and microdata. What does not: what
is declared for machines (`head`), an outlet's own layout (`layouts`), lines of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tasks.news.bylines import clean_author
from tasks.news.cards import on_card
from tasks.news.dates import Moment, read_printed, read_updated
from tasks.news.tree import Tree, said

_LONGEST_BYLINE = 100  # characters
_CAPTIONS = frozenset({"wp-caption-text", "caption-text", "image-caption", "photo-caption"})
_BESIDE = frozenset({"aside", "nav", "footer", "figure"})
_FRAMES = frozenset({"article", "main"})
_DATE_HINT = re.compile(r"\b(?:date|published|publish-date|pubdate|timestamp|time)\b", re.I)
_FIRST = re.compile(r"published", re.I)  # outranks _CHANGED: blogs say "published updated"
_CHANGED = re.compile(r"modified|updated", re.I)
_BYLINE_HINT = re.compile(r"\b(?:byline|author|author-name)\b", re.I)


def byline(tree: Tree) -> str | None:
    """Return the first name that stands where bylines do."""
    declared = (one for one in tree.root.xpath("//*[@rel]") if "author" in one.get("rel").split())
    elements = (*_marked(tree, "author"), *declared, *_classed(tree, _BYLINE_HINT))
    for element in _own(tree, elements):
        name = clean_author(said(element))
        if name and len(name) <= _LONGEST_BYLINE:
            return name
    return None


def published(tree: Tree) -> Iterator[str]:
    """Yield what may be the date of publication, best first."""
    elements = [
        *_marked(tree, "datePublished", "dateCreated"),
        *tree.root.xpath("//time[@pubdate]"),
        *tree.elements("time"),
        *_classed(tree, _DATE_HINT),
    ]
    for element in _own(tree, elements):
        if not _tells_change(element) and not on_card(element):
            declared = element.get("datetime") or element.get("content") or ""
            yield from (declared, said(element))


def modified(tree: Tree) -> Moment | None:
    """Return the date of the last change, where it is marked or labelled as one."""
    for element in _own(tree, [*tree.elements("time"), *_classed(tree, _DATE_HINT)]):
        declared = element.get("datetime") if _tells_change(element) else None
        found = (declared and read_printed(declared)) or read_updated(said(element))
        if found:
            return found
    return None


def _tells_change(element: Any) -> bool:
    told = f"{element.get('class')} {element.get('itemprop')}"
    return not _FIRST.search(told) and _CHANGED.search(told) is not None


def captions(tree: Tree) -> tuple[str, ...]:
    """Return the captions of pictures, each once, in the order of the page."""
    likely = tree.root.xpath("//figcaption | //*[contains(@class, 'caption')]")
    found = (said(element) for element in likely if _is_caption(element))
    return tuple(dict.fromkeys(caption for caption in found if caption))


def _is_caption(element: Any) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag == "figcaption" or not _CAPTIONS.isdisjoint(classes)


def _marked(tree: Tree, *names: str) -> list[Any]:
    """Return the elements that microdata or RDFa call so: "datePublished", "schema:author"."""
    found = tree.root.xpath("//body//*[@itemprop or @property]")
    return [
        one
        for one in found
        if (one.get("itemprop") or one.get("property")).rpartition(":")[2] in names
    ]


def _classed(tree: Tree, hint: re.Pattern[str]) -> list[Any]:
    return [one for one in tree.classed if hint.search(one.get("class"))]


def _own(tree: Tree, elements: Sequence[Any]) -> Iterator[Any]:
    """Yield the elements that are the article's own; a masthead prints today's date too."""
    framed = next(tree.elements(*_FRAMES), None) is not None
    return (element for element in elements if _is_own(element, framed=framed))


def _is_own(element: Any, *, framed: bool) -> bool:
    around = [one.tag for one in element.iterancestors()]
    if not framed:
        return (_BESIDE | {"header"}).isdisjoint(around)
    frame = next((level for level, tag in enumerate(around) if tag in _FRAMES), None)
    if frame is None:
        return False
    # An article has a footer of its own, which tells who wrote it and when.
    inside = (tag for tag in around[:frame] if tag != "footer")
    return _BESIDE.isdisjoint((*inside, *around[frame:]))
