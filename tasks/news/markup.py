"""Is this markup fit to be parsed? One linear look before any parser spends its seconds.

What belongs here: the size of text that may be hostile. What does not: parsing, and how deep tags
nest, which the parser itself bounds (`tree`).
"""

from __future__ import annotations

import re

from tasks.news.articles import CleanError

_LONGEST = 10_000_000  # characters; lxml drops text nodes beyond that
# Start and end tags; a long live report has ten thousand, and 30,000 cost a parser seconds.
_MOST_TAGS = 30_000
_TAG = re.compile(r"</?[a-zA-Z]")


def check_markup(markup: str) -> None:
    """Raise CleanError for markup that is too long or has too many tags."""
    if len(markup) > _LONGEST:
        raise CleanError("too_long", f"has {len(markup)} characters of HTML, too many to read")
    if markup.count("<") > _MOST_TAGS and (tags := len(_TAG.findall(markup))) > _MOST_TAGS:
        raise CleanError("too_long", f"has {tags} tags, more than {_MOST_TAGS}; no article has")
