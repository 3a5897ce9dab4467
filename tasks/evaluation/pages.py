"""How well a page's body is found: precision, recall and F1 of the text against gold.

What belongs here: the comparison of texts. What does not: pages, files, running the cleaner.

The way of the public article-extraction-benchmark (scrapinghub, MIT): a text is the bag of its
shingles of four tokens. For each page, shingles in both texts, in the prediction alone and in the
gold alone are counted, and divided by the three together, so that a long page weighs as much as a
short one. The figures are those of the sums over all pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SHINGLE = 4  # tokens
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScores:
    """Shares, 0 to 1; None of nothing."""

    precision: float | None
    recall: float | None
    f1: float | None
    n_pages: int


def score_pages(pairs: Iterable[tuple[str, str]]) -> PageScores:
    """Compare texts: pairs of a page's gold and what was found; an empty text found nothing."""
    shares = [page_shares(gold, found) for gold, found in pairs]
    right, extra, missed = (sum(page[part] for page in shares) for part in range(3))
    return PageScores(
        precision=right / (right + extra) if right + extra else None,
        recall=right / (right + missed) if right + missed else None,
        f1=2 * right / (2 * right + extra + missed) if right + extra + missed else None,
        n_pages=len(shares),
    )


def page_shares(gold: str, found: str) -> tuple[float, float, float]:
    """Return which shares of a page's shingles are in both texts, in the second, in the first."""
    told, read = _shingles(gold), _shingles(found)
    right, extra, missed = ((told & read).total(), (read - told).total(), (told - read).total())
    every = right + extra + missed
    return (right / every, extra / every, missed / every) if every else (0.0, 0.0, 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(
        tuple(tokens[start : start + SHINGLE]) for start in range(len(tokens) - SHINGLE + 1)
    )
