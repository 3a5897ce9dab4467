"""Cards: the elements of a page that stand for other articles, each with a link and a date.

What belongs here: telling them from the article's own parts, by their being alike. What does not:
reading dates (`dates`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Any

from tasks.news.dates import read_printed
from tasks.news.tree import Tree

_FRAMES = frozenset({"article", "main"})
_LEVELS = 4  # up from a date to its card
_FEWEST = 3  # cards of a listing
_NEAR = 4  # elements before and after that are looked at
_LONGEST = 300  # characters of a card
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WITH_YEAR = "//body//text()[contains(., '20') or contains(., '19')]"
_NUMBERS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}")
_LONGEST_DATE = 60  # characters


def on_card(element: Any) -> bool:
    """Tell whether an element with a date is on a card: in a link, or in one of several alike."""
    return any(
        around.tag == "a" or any(map(_has_link_and_year, _beside(around)))
        for around in _around(element)
    )


def drop_listings(tree: Tree) -> None:
    """Take the cards of listings out of the tree: those with two more beside them, all short."""
    is_card = cache(_is_card)  # a card is looked at once for each date on it and beside it
    dates = (one for one in tree.root.xpath(_WITH_YEAR) if _is_date(one))
    cards = [card for one in dates if (card := _card_of(_holder(one), is_card)) is not None]
    for card in dict.fromkeys(cards):
        card.drop_tree()


def _card_of(element: Any, is_card: Callable[[Any], bool]) -> Any | None:
    for around in _around(element):
        if sum(map(is_card, _beside(around))) >= _FEWEST - 1 and is_card(around):
            return around
    return None


def _around(element: Any) -> Iterator[Any]:
    """Yield the element and those around it that can be its card."""
    for around in islice(chain([element], element.iterancestors()), _LEVELS):
        if around.tag in _FRAMES:
            return
        yield around


def _beside(element: Any) -> Iterator[Any]:
    """Yield the nearest elements beside this one that have its name and class."""
    if not element.get("class") and element.tag not in ("li", "tr", "dd"):
        return
    before, after = element.itersiblings(preceding=True), element.itersiblings()
    for beside in chain(islice(before, _NEAR), islice(after, _NEAR)):
        if beside.tag == element.tag and beside.get("class") == element.get("class"):
            yield beside


def _has_link_and_year(element: Any) -> bool:
    has_link = element.tag == "a" or next(element.iter("a"), None) is not None
    return has_link and _YEAR.search(element.text_content()) is not None


def _is_card(element: Any) -> bool:
    return _has_link_and_year(element) and len(element.text_content()) <= _LONGEST


def _holder(text: Any) -> Any:
    """Return the element that a piece of text stands in; lxml names the one before a tail."""
    return text.getparent().getparent() if text.is_tail else text.getparent()


def _is_date(text: str) -> bool:
    text = text.strip(" \n\t()[]")
    if len(text) > _LONGEST_DATE or not _YEAR.search(text):
        return False
    return _NUMBERS.fullmatch(text) is not None or read_printed(text) is not None
