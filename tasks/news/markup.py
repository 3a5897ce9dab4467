"""Is this markup fit to be parsed? One linear look before any parser spends its seconds.

What belongs here: counting tags and their depth in text that may be hostile. What does not:
parsing, or what the tags say.
"""

from __future__ import annotations

import re

from tasks.news.articles import CleanError

_LONGEST = 10_000_000  # characters; lxml drops text nodes beyond that
# Start and end tags; a long live report has ten thousand, and 30,000 cost a parser seconds.
_MOST_TAGS = 30_000
# Of tags never closed, far above any page: unclosed ones of careless authors pass.
_DEEPEST = 2_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_RAW = frozenset({"script", "style"})  # hold "<" that open no tag
# Void, or closed by what follows: they do not nest.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dd", "dt", "option", "td", "th", "tr", "thead",
        "tbody", "tfoot", "circle", "path", "rect", "line", "polygon", "use", "html", "body",
    }
)  # fmt: skip


def check_markup(markup: str) -> None:
    """Raise CleanError for markup that is too long, has too many tags or nests them too deep."""
    if len(markup) > _LONGEST:
        raise CleanError("too_long", f"has {len(markup)} characters of HTML, too many to read")
    if (tags := len(_TAG.findall(markup))) > _MOST_TAGS:
        raise CleanError("too_long", f"has {tags} tags, more than {_MOST_TAGS}; no article has")
    if _depth(markup) > _DEEPEST:
        raise CleanError("broken_html", f"nests its tags more than {_DEEPEST} deep")


def _depth(markup: str) -> int:
    """Return how deep tags nest at most, as if each end tag closed one."""
    depth = deepest = 0
    raw = ""
    for end, name in _TAG.findall(markup):
        name = name.lower()
        if raw:
            raw = "" if end and name == raw else raw
        elif name in _RAW and not end:
            raw = name
        elif name not in _FLAT:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest
