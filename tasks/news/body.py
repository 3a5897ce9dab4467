"""Where on a page the article's body stands: trafilatura, helped where it is known to fall short.

What belongs here: the body's elements, and its paragraphs as printed. What does not: what the
paragraphs say (`boilerplate`, `articles`) and the page's facts beside the body (`pages`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from trafilatura.utils import load_html

from tasks.news import text

# Read apart by `pages`, or printed between title and text; a time within a sentence stays.
_APART = (
    "wp-caption-text", "caption-text", "image-caption", "photo-caption", "byline", "date",
    "pubdate", "timestamp",
)  # fmt: skip
_PRUNED = [
    "//figcaption",
    "//time[not(ancestor::p)]",
    *(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in _APART),
    # Shown when the pointer rests on a name: within a sentence, and no part of it.
    *(
        f"//*[self::span or self::div][contains(@class, '{name}')]"
        for name in ("rollover-block", "tooltip", "popover", "hovercard")
    ),
]
_EMBEDDED = "//blockquote[contains(@class, 'twitter-tweet')]"
_PART = re.compile(r"(?:article|story|post|entry)[-_]{0,2}(?:body|content|text|chunk)", re.I)
_SHARE = 0.6  # of the page's paragraphs that the precise run should find
_LEAD = 5  # paragraphs, before which the title stands
_FEWEST = 400  # characters of paragraphs; below, the share says nothing
_INLINE = frozenset({"hi", "ref", "del", "span", "graphic"})
_ENTITY = re.compile(r"&(?:quot|apos|amp|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,4});")
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)


def read_body(markup: str) -> tuple[str, ...]:
    """Return the paragraphs of the body, none where the page has no article.

    The precise run decides; where it finds too little of the page's paragraphs, the wider run's
    body is taken if it holds half as much again.
    """
    # Two line breaks part paragraphs, which trafilatura does not keep.
    tree = load_html(_BREAKS.sub("</p><p>", markup))
    if tree is None:
        return ()
    _open_layout(tree)
    _join_parts(tree)
    _free_embedded(tree)
    found = _run(tree, favor_precision=True)
    standing = _standing(tree)
    if standing > _FEWEST and _size(found) < _SHARE * standing:
        wider = _run(tree, favor_precision=False)
        found = wider if _size(wider) > 1.5 * _size(found) else found
    return _without_links(tree, _without_headings(tree, found))


def _size(paragraphs: tuple[str, ...]) -> int:
    return sum(map(len, paragraphs))


def _run(tree: Any, *, favor_precision: bool) -> tuple[str, ...]:
    document = trafilatura.bare_extraction(
        tree,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        prune_xpath=_PRUNED,
        with_metadata=False,
    )
    if not isinstance(document, trafilatura.settings.Document) or document.body is None:
        return ()
    blocks = "".join(_runs(document.body)).split("\n")
    return tuple(block for block in (text.one_line(_unescaped(each)) for each in blocks) if block)


def _unescaped(block: str) -> str:
    """Return the text of a block whose entities some editor escaped once more."""
    return html.unescape(block) if _ENTITY.search(block) else block


def _standing(tree: Any) -> int:
    """Return how many characters the page's paragraphs hold, those beside the article left out."""
    beside = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::form"
    return sum(len(p.text_content().strip()) for p in tree.xpath(f"//p[not({beside})]"))


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
