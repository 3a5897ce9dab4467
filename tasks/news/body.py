"""Where on a page the article's body stands: trafilatura, helped where it is known to fall short.

What belongs here: the body's elements, and its paragraphs as printed. What does not: what the
paragraphs say (`boilerplate`, `articles`) and the facts beside the body (`head`, `printed`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from tasks.news import text
from tasks.news.cards import drop_listings
from tasks.news.text import words
from tasks.news.tree import Tree, outside

# Read apart by `printed`, or printed between title and text.
_APART = words(
    "wp-caption-text caption-text image-caption photo-caption byline date pubdate timestamp"
)
# Shown when the pointer rests on a name: within a sentence, and no part of it.
_HOVERING = re.compile("rollover-block|tooltip|popover|hovercard")
# What trafilatura leaves out in any case, and takes long to look through.
_NEVER_READ = ("nav", "footer", "button", "select", "iframe", "input", "label")
_EMBEDDED = "//blockquote[contains(@class, 'twitter-tweet')]"
_PART = re.compile(r"(?:article|story|post|entry)[-_]{0,2}(?:body|content|text|chunk)", re.I)
_SHARE = 0.6  # of the page's paragraphs that the precise run should find
_PROSE = 80  # characters of a division's own text that make it a paragraph
_SENTENCE = 30  # characters, if they end as a sentence does
_BLOCKS = ("article", "div", "dl", "ol", "p", "section", "table", "ul")
_BESIDE = frozenset({"aside", "nav", "footer", "form"})
_LEAD = 5  # paragraphs, before which the title stands
_FEWEST = 400  # characters of paragraphs; below, the share says nothing
_INLINE = frozenset({"hi", "ref", "del", "span", "graphic"})
_ENTITY = re.compile(r"&(?:quot|apos|amp|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,4});")


def read_body(tree: Tree) -> tuple[str, ...]:
    """Return the paragraphs of the body, none where the page has no article; changes the tree.

    The precise run decides; where it finds too little of the page's paragraphs, the wider run's
    body is taken if it holds half as much again.
    """
    root = tree.root
    if _standing(tree) < _FEWEST:
        _name_paragraphs(tree)
    standing = _standing(tree)
    _open_layout(root)
    _join_parts(root)
    _free_embedded(root)
    drop_listings(tree)
    _prune(tree)
    found = _run(root, favor_precision=True)
    if standing > _FEWEST and _size(found) < _SHARE * standing:
        wider = _run(root, favor_precision=False)
        found = wider if _size(wider) > 1.5 * _size(found) else found
    return _without_links(root, _without_headings(root, found))


def _prune(tree: Tree) -> None:
    """Take out what is read apart from the body; a time within a sentence stays."""
    for head in tree.elements("head"):
        head.clear()
    for element in list(tree.elements(*_NEVER_READ)):
        element.drop_tree()
    times = outside(tree.elements("time"), frozenset({"p"}))
    classed = (one for one in tree.classed if _is_apart(one))
    for element in dict.fromkeys([*tree.elements("figcaption"), *times, *classed]):
        if element.tag not in ("html", "body"):
            element.drop_tree()


def _is_apart(element: Any) -> bool:
    classes = element.get("class") or ""  # that of an embedded post was taken off
    if element.tag in ("span", "div") and _HOVERING.search(classes):
        return True
    return not _APART.isdisjoint(classes.split())


def _size(paragraphs: tuple[str, ...]) -> int:
    return sum(map(len, paragraphs))


def _run(tree: Any, *, favor_precision: bool) -> tuple[str, ...]:
    document = trafilatura.bare_extraction(
        tree,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        output_format="txt",  # or the text were made as well
    )
    if not isinstance(document, trafilatura.settings.Document) or document.body is None:
        return ()
    blocks = "".join(_runs(document.body)).split("\n")
    return tuple(block for block in (text.one_line(_unescaped(each)) for each in blocks) if block)


def _unescaped(block: str) -> str:
    """Return the text of a block whose entities some editor escaped once more."""
    return html.unescape(block) if _ENTITY.search(block) else block


def _standing(tree: Tree) -> int:
    """Return how many characters the page's paragraphs hold, those beside the article left out."""
    return sum(len(one.text_content().strip()) for one in outside(tree.elements("p"), _BESIDE))


def _name_paragraphs(tree: Tree) -> None:
    """Turn divisions that hold prose themselves into the paragraphs that they are."""
    for division in list(tree.elements("div")):
        own = (division.text or "").strip()
        prose = len(own) >= _PROSE or (len(own) >= _SENTENCE and text.ends_sentence(own))
        if prose and next(division.iterdescendants(*_BLOCKS), None) is None:
            division.tag = "p"


def _without_headings(tree: Any, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs without the page's main headings among the first.

    Taken out before, they would leave trafilatura without its best landmark.
    """
    headings = {text.one_line(heading.text_content()) for heading in tree.xpath("//h1")}
    lead = tuple(block for block in paragraphs[:_LEAD] if block not in headings)
    return (*lead, *paragraphs[_LEAD:])


def _without_links(tree: Any, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paragraphs without the links to other articles that end them, two or more."""
    if not paragraphs or paragraphs[-1].endswith("."):
        return paragraphs
    links = {text.one_line(link.text_content()) for link in tree.iter("a")}
    kept = len(paragraphs)
    while kept and paragraphs[kept - 1] in links:
        kept -= 1
    return paragraphs[:kept] if len(paragraphs) - kept > 1 else paragraphs


def _join_parts(tree: Any) -> None:
    """Move the later parts of a body that advertisements split into its first part."""
    first: dict[tuple[Any, str], Any] = {}
    for part in tree.xpath("//article//div[@class]"):
        if not _PART.search(part.get("class")):
            continue
        key = (next(part.iterancestors("article")), part.get("class"))
        start = first.setdefault(key, part)
        if start is not part and start not in part.iterancestors():
            start.extend(list(part))


def _open_layout(tree: Any) -> None:
    """Turn tables that lay out the page into plain divisions: those that hold paragraphs."""
    cells = "descendant::table or descendant::td[count(.//p) > 1]"
    for table in tree.xpath(f"//table[{cells}]"):
        parts = [
            part
            for part in table.iter("tbody", "tr", "td")
            if next(part.iterancestors("table"), None) is table
        ]
        for part in (table, *parts):
            part.tag = "div"


def _free_embedded(tree: Any) -> None:
    """Take posts that the article quotes out of the wrappers that trafilatura discards."""
    for quote in tree.xpath(_EMBEDDED):
        quote.attrib.pop("class")
        outer, said = quote, quote.text_content().strip()
        while (parent := outer.getparent()) is not None and parent.tag == "div":
            if parent.text_content().strip() != said:
                break
            outer = parent
        if outer is not quote:
            quote.tail = outer.tail
            outer.getparent().replace(outer, quote)


def _runs(element: Any) -> Iterator[str]:
    """Yield an element's text, a line feed where a paragraph ends."""
    run = re.sub(r"\s+", " ", element.text or "")
    yield run
    for child in element:
        if child.tag == "lb":
            yield "\n" if text.ends_sentence(run) else " "
        elif child.tag == "row":
            yield from _row(child)
        else:
            yield from _runs(child) if child.tag in _INLINE else ("\n", *_runs(child), "\n")
        run = re.sub(r"\s+", " ", child.tail or "")
        yield run


def _row(row: Any) -> Iterator[str]:
    """Yield a table's row: its cells on one line, unless the table lays out paragraphs."""
    cells = ["".join(_runs(cell)).strip() for cell in row]
    together = len(cells) > 1 and not any("\n" in cell for cell in cells)
    yield f"\n{(' | ' if together else chr(10)).join(cell for cell in cells if cell)}\n"
