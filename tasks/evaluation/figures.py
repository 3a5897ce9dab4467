"""The figures of a comparison and how they print: shares, scores by type, a table, plain data.

What belongs here: numbers that are already counted. What does not: counting them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

ATTRIBUTES = ("actor sector", "recipient sector", "day", "place country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many right of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Precision and recall of a set of triples; recall's `of` is the support."""

    precision: Share
    recall: Share

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None where one of them has nothing to count."""
        precision, recall = self.precision.value, self.recall.value
        if precision is None or recall is None:
            return None
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """The figures of one comparison; counts are of triples unless they say otherwise."""

    total: Scores
    by_type: Mapping[str, Scores]  # types of the gold and the predictions, by name
    matched: Mapping[str, Share]  # of ATTRIBUTES, over pairs of matched events
    n_articles: int
    n_gold: int  # core or not
    n_articles_without_event: int  # in the gold
    n_predicted_without_event: int  # predicted on those articles


def to_dict(scores: EventScores) -> dict[str, Any]:
    """Return the scores as plain data for JSON: shares 0 to 1 or null, with their counts."""
    matched = {name: asdict(share) | {"share": share.value} for name, share in _under(scores)}
    return {
        **_plain(scores.total),
        "by_type": {name: _plain(one) for name, one in scores.by_type.items()},
        "matched": matched,
        "articles": scores.n_articles,
        "gold": scores.n_gold,
        "articles_without_event": scores.n_articles_without_event,
        "predicted_without_event": scores.n_predicted_without_event,
    }


def _under(scores: EventScores) -> list[tuple[str, Share]]:
    return [(name.replace(" ", "_"), share) for name, share in scores.matched.items()]


def _plain(scores: Scores) -> dict[str, Any]:
    return {
        "precision": scores.precision.value,
        "recall": scores.recall.value,
        "f1": scores.f1,
        "predicted": scores.precision.of,
        "right": scores.precision.right,
        "core": scores.recall.of,
        "found": scores.recall.right,
    }


def format_scores(scores: EventScores) -> str:
    """Return the scores as a table for a terminal, without a newline at the end."""
    head = f"{'':16}{'precision':>10}{'recall':>10}{'F1':>10}{'predicted':>11}{'core':>7}"
    rows = [_row(name, one) for name, one in scores.by_type.items()]
    matched = [
        f"{name:16}{_figure(share.value):>10}  {share.right} of {share.of}"
        for name, share in scores.matched.items()
    ]
    empty = (
        f"{scores.n_predicted_without_event} predicted on the "
        f"{scores.n_articles_without_event} of {scores.n_articles} articles without an event"
    )
    return "\n".join([head, *rows, _row("all", scores.total), "", "matched", *matched, "", empty])


def _row(name: str, scores: Scores) -> str:
    figures = (scores.precision.value, scores.recall.value, scores.f1)
    counts = f"{scores.precision.of:>11}{scores.recall.of:>7}"
    return f"{name:16}" + "".join(f"{_figure(figure):>10}" for figure in figures) + counts


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
