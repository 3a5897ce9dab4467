"""JSON-LD: what a page's machine-readable description says of its article.

What belongs here: finding the article's object and its names. What does not: HTML.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from typing import Any

from tasks.news.bylines import clean_author

_ARTICLE_TYPE = re.compile(r"\w*(?:Article|Posting)|Report")


def read_article(scripts: Iterable[str]) -> dict[str, Any]:
    """Return the first object that describes an article, or an empty one; broken JSON is none."""
    for script in scripts:
        try:
            pending = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending[:0] = item
            elif isinstance(item, dict):
                if _is_article(item.get("@type")):
                    return item
                pending.append(item.get("@graph"))
    return {}


def _is_article(declared: object) -> bool:
    types = declared if isinstance(declared, list) else [declared]
    return any(isinstance(one, str) and _ARTICLE_TYPE.fullmatch(one) for one in types)


def text_of(article: dict[str, Any], name: str) -> str | None:
    """Return a field that is text, its entities read; else None."""
    value = article.get(name)
    return (html.unescape(value).strip() or None) if isinstance(value, str) else None


def texts_of(article: dict[str, Any], name: str) -> tuple[str, ...]:
    """Return a field that is a text or a list of them, entities read."""
    declared = article.get(name)
    values = declared if isinstance(declared, list) else [declared]
    found = (text_of({name: value}, name) for value in values)
    return tuple(one for one in found if one)


def name_of(declared: object) -> str | None:
    """Return the names of a person or organisation, or of a list of them, with commas between."""
    if isinstance(declared, list):
        names = (name_of(one) for one in declared)
        return ", ".join(dict.fromkeys(name for name in names if name)) or None
    if isinstance(declared, dict):
        declared = declared.get("name")
    return clean_author(html.unescape(declared)) if isinstance(declared, str) else None
