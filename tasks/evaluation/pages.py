"""How well a page's body is found: precision, recall and F1 of the text against gold.

What belongs here: the gold file and the comparison of texts. What does not: pages, running the
cleaner.

The way of the public article-extraction-benchmark (scrapinghub, MIT): a text is the bag of its
shingles of four tokens. For each page, shingles in both texts, in the prediction alone and in the
gold alone are counted, and divided by the three together, so that a long page weighs as much as a
short one. The figures are those of the sums over all pages.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tasks.evaluation.gold import EvaluationError

SHINGLE = 4  # tokens
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePage:
    """What the gold says of a page; its file is named after `id`."""

    id: str
    url: str | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageScores:
    """Shares, 0 to 1; None of nothing."""

    precision: float | None
    recall: float | None
    f1: float | None
    n_pages: int
    n_lost: int  # of these, pages of which nothing was found


def read_truth(path: Path) -> tuple[TruePage, ...]:
    """Read the benchmark's gold: one JSON object of id to {"articleBody", "url"?}.

    Raises EvaluationError naming file and page.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise EvaluationError(f"{path}: it is no JSON ({error}).") from error
    if not isinstance(told, dict) or not told:
        raise EvaluationError(f"{path}: expected one object, page id to what is true of it.")
    return tuple(_true_page(path, page_id, facts) for page_id, facts in told.items())


def _true_page(path: Path, page_id: str, facts: object) -> TruePage:
    body, url = (facts.get(key) if isinstance(facts, dict) else None
                 for key in ("articleBody", "url"))  # fmt: skip
    if not isinstance(body, str):
        raise EvaluationError(f'{path}: {page_id} has no "articleBody".')
    return TruePage(id=page_id, url=url if isinstance(url, str) else None, body=body)


def format_pages(scores: PageScores) -> str:
    """Return the scores as a table for a terminal, without a newline at the end."""
    figures = (scores.precision, scores.recall, scores.f1)
    row = "".join(f"{'–' if one is None else f'{one:.3f}':>10}" for one in figures)
    return f"{'':16}{'precision':>10}{'recall':>10}{'F1':>10}{'pages':>8}{'lost':>6}\n" + (
        f"{'body':16}{row}{scores.n_pages:>8}{scores.n_lost:>6}"
    )


def score_pages(pairs: Iterable[tuple[str, str]]) -> PageScores:
    """Compare texts: pairs of a page's gold and what was found; an empty text found nothing."""
    told = list(pairs)
    shares = [page_shares(gold, found) for gold, found in told]
    right, extra, missed = (sum(page[part] for page in shares) for part in range(3))
    return PageScores(
        precision=right / (right + extra) if right + extra else None,
        recall=right / (right + missed) if right + missed else None,
        f1=2 * right / (2 * right + extra + missed) if right + extra + missed else None,
        n_pages=len(told),
        n_lost=sum(not found for _, found in told),
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
