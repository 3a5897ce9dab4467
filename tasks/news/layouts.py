"""Where an outlet's pages keep their parts, as the operator wrote it down: the rules' selectors.

What belongs here: which rule fits a page, and what its selectors find. What does not: reading the
operator's file (`flows.sources`), pages of which nothing was written down (`pages`, `body`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import soupsieve
from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from tasks.news import text
from tasks.news.bylines import clean_author
from tasks.news.urls import host
from tasks.records import LayoutRule, Page

_TWIN = re.compile(r"^(?:www|m|amp)\.")
_BLOCK_NAMES = (
    "address article aside blockquote caption dd div dl dt fieldset footer h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table tbody tfoot thead tr ul"
)
_BLOCKS = _BLOCK_NAMES.split()
_NO_TEXT = ["button", "figcaption", "iframe", "noscript", "script", "select", "style", "template"]
# Stand for the ends of blocks and lines while the text is taken; Unicode keeps them out of text.
_END, _BREAK = "\ufdd0", "\ufdd1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a rule found on a page, as printed; None where it says or finds nothing."""

    paragraphs: tuple[str, ...] | None  # None: the rule leaves the body to the general cleaner
    title: str | None
    byline: str | None
    published: str | None
    markup: str  # the page without what the rule removes


def fault_of(selector: str) -> str | None:
    """Return what is wrong with a CSS selector, on one line; None if it can be used."""
    try:
        soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        return str(error).partition("\n")[0]
    return None


def site_of(url: str) -> str | None:
    """Return the host under which an outlet's rules are kept: without www., m. or amp."""
    name = host(url)
    return _TWIN.sub("", name) if name else None


def rules_of(page: Page, rules: Mapping[str, Sequence[LayoutRule]]) -> Sequence[LayoutRule]:
    """Return the rules for a page: by its host as `site_of` spells it, else by its outlet."""
    return rules.get(site_of(page.url) or "") or rules.get(page.outlet or "") or ()


def read_layout(markup: str, rules: Sequence[LayoutRule], day: date | None) -> Layout | None:
    """Return what the first rule that fits finds; None when none does.

    The rules are asked newest first, those alone whose days hold `day`; all where it is None. A
    rule fits when its `body` finds text, or when any of its selectors does if it has no `body`.
    The selectors must be sound (`fault_of`).
    """
    held = [rule for rule in rules if _holds(rule, day)]
    if not held:
        return None
    soup = _parse(markup)
    for rule in sorted(held, key=lambda rule: rule.since or date.min, reverse=True):
        parts = _find(soup, rule)
        if parts["body"] if rule.body else any(parts.values()):
            return _read(soup, rule, parts)
    return None


def _holds(rule: LayoutRule, day: date | None) -> bool:
    if day is None:
        return True
    return (rule.since or date.min) <= day and (rule.until is None or day < rule.until)


def _parse(markup: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return BeautifulSoup(markup, "lxml")


def _find(soup: BeautifulSoup, rule: LayoutRule) -> dict[str, list[Tag]]:
    """Return a rule's parts by name, before anything is removed: a byline may be, and be told."""
    return {
        "body": _found(soup, rule.body),
        "title": _found(soup, rule.title),
        "byline": _found(soup, rule.byline),
        "published": _found(soup, rule.published),
        "remove": [tag for selector in rule.remove for tag in soup.select(selector)],
    }


def _found(soup: BeautifulSoup, selectors: Sequence[str]) -> list[Tag]:
    """Return what the first selector that finds any text finds, none of it inside another."""
    for selector in selectors:
        tags = [tag for tag in soup.select(selector) if _text(tag)]
        if tags:
            inside = {id(tag) for tag in tags}
            return [tag for tag in tags if inside.isdisjoint(map(id, tag.parents))]
    return []


def _read(soup: BeautifulSoup, rule: LayoutRule, parts: dict[str, list[Tag]]) -> Layout:
    for tag in parts["remove"]:
        tag.extract()
    markup = str(soup)  # before the ends of paragraphs are marked in it
    names = [name for tag in parts["byline"] if (name := clean_author(_text(tag)))]
    bodies = [one for tag in parts["body"] for one in _paragraphs(tag)]
    return Layout(
        title=next((_text(tag) for tag in parts["title"]), "") or None,
        byline=", ".join(dict.fromkeys(names)) or None,
        published=next((_moment(tag) for tag in parts["published"]), "") or None,
        paragraphs=tuple(bodies) if rule.body else None,
        markup=markup,
    )


def _text(tag: Tag) -> str:
    """Return what an element says on one line; a `<meta>` and a `<time>` may say it unprinted."""
    unprinted = tag.get("content") if tag.name == "meta" else tag.get("datetime")
    return text.one_line(tag.get_text(" ")) or str(unprinted or "").strip()


def _moment(tag: Tag) -> str:
    """Return the date that an element or the first `<time>` in it declares, else its text."""
    inner = tag.find("time", datetime=True)
    declared = tag.get("datetime") or (inner.get("datetime") if inner else None)
    return str(declared or "").strip() or _text(tag)


def _paragraphs(body: Tag) -> list[str]:
    """Return the texts of an element's blocks; two line breaks, or one after a sentence, part."""
    for tag in body.find_all(_NO_TEXT):
        tag.extract()
    for tag in body.find_all("br"):
        tag.replace_with(_BREAK)
    for row in body.find_all("tr"):
        _join_cells(row)
    for tag in body.find_all(_BLOCKS):
        tag.insert_before(_END)
        tag.insert_after(_END)
    run = re.sub(rf"{_BREAK}\s*(?:{_BREAK}\s*)+", _END, body.get_text())
    lines = (line for block in run.split(_END) for line in _lines(block))
    return [line for line in lines if line]


def _join_cells(row: Tag) -> None:
    """Keep a row's cells on one line, as `body` does, unless the table lays out paragraphs."""
    cells = row.find_all(["td", "th"], recursive=False)
    together = not any(cell.find(_BLOCKS) for cell in cells)
    for cell in cells[:-1]:
        cell.insert_after(" | " if together else _END)


def _lines(block: str) -> list[str]:
    """Return a block's lines, those that only wrap a sentence joined."""
    lines: list[str] = []
    for line in map(text.one_line, block.split(_BREAK)):
        if lines and not text.ends_sentence(lines[-1]):
            lines[-1] = f"{lines[-1]} {line}".strip()
        else:
            lines.append(line)
    return lines
