"""Markup as a tree, parsed once for all that reads it. The only door to lxml.

What belongs here: parsing, that nothing is lost in it, and the text of elements. What does not:
what elements mean; the look at markup before any parser (`markup`); an outlet's rules, which are
read with BeautifulSoup (`layouts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from tasks.news import text
from tasks.news.articles import LONGEST, CleanError

_DEEPEST = 200  # nested tags; readers under trafilatura drop what lies beyond 255 without a word
_TOO_DEEP = etree.XPath("/*" * (_DEEPEST + 1))
_CONTROL = bytes({*range(32)} - {9, 10, 13})
# Two line breaks part paragraphs, which trafilatura does not keep.
# Without flags, so that the search runs from "<" to "<".
_BREAKS = re.compile(rb"<[bB][rR]\s*/?>\s*(?:<[bB][rR]\s*/?>\s*)+")


@dataclass(frozen=True, slots=True)
class Tree:
    """A page's elements without scripts, styles and drawings, and the JSON-LD among them."""

    root: Any  # lxml's <html>; its readers say whether they change it
    described: tuple[str, ...]
    classed: tuple[Any, ...]  # the elements that have a class

    def elements(self, *names: str) -> Iterator[Any]:
        """Yield the elements of these names in the order of the page."""
        return iter(self.root.iter(*names))

    def seen(self) -> str:
        """Return all text of the page's body, a line for each piece of it."""
        body = self.root.find("body")
        return "" if body is None else text.normalise("\n".join(body.itertext()))


def parse(markup: str) -> Tree:
    """Return the tree of a page.

    Raises CleanError: broken_html where there is no HTML or it nests too deep, too_long where it
    has more text than any article.
    """
    # huge_tree: the usual parser drops what is deep or long; we would rather know of it.
    parser = html.HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    body = markup.encode("utf-8", "replace").translate(None, _CONTROL)
    try:
        root = html.document_fromstring(_BREAKS.sub(b"</p><p>", body), parser=parser)
    except etree.ParserError:
        raise CleanError("broken_html", "holds no HTML; open it to see what it is") from None
    if any(fault.level == etree.ErrorLevels.FATAL for fault in parser.error_log):
        raise CleanError("broken_html", "is more than the HTML parser takes, which ends early")
    described = tuple(_described(root))
    etree.strip_elements(root, "script", "style", "svg", "template", with_tail=False)
    _check(root, len(markup))
    return Tree(root, described, tuple(root.xpath("//*[@class]")))


def _described(root: Any) -> Iterator[str]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            yield script.text


def _check(root: Any, length: int) -> None:
    if length > LONGEST and len(root.text_content()) > LONGEST:
        raise CleanError("too_long", f"has more than {LONGEST} characters of text")
    if _TOO_DEEP(root):
        raise CleanError("broken_html", f"nests its tags more than {_DEEPEST} deep")


def said(element: Any) -> str:
    """Return an element's text on one line, a blank where an inner element begins or ends."""
    return text.one_line(" ".join(element.itertext()))


def outside(elements: Iterable[Any], names: frozenset[str]) -> Iterator[Any]:
    """Yield the elements that stand in no element of these names."""
    for element in elements:
        if names.isdisjoint(around.tag for around in element.iterancestors()):
            yield element
