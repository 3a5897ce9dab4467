"""The figures of a comparison and how they print: shares, scores by type, a table, plain data.

What belongs here: numbers that are already counted. What does not: counting them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tasks.evaluation.bootstrap import LEVEL, Interval

ATTRIBUTES = (
    "actor sector",
    "recipient sector",
    "day",
    "day where told",
    "place country",
    "place country where told",
)
NOTHING = "nothing"  # said instead of a missed event
SHOWN = 15  # rows of missed events in the table


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

    @property
    def figures(self) -> dict[str, float | None]:
        """Precision, recall and F1 by these names."""
        return {"precision": self.precision.value, "recall": self.recall.value, "f1": self.f1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """What was said instead of the core triples that were not found.

    The last three are counts of triples of which nothing else is wrong; `said` has them, too, as
    triples with nothing instead. Which side is wrong is not asked where the sides are united.
    """

    missed: int
    said: Sequence[tuple[str, str, int]]  # gold, with the same countries or NOTHING, how often
    only_actor: int  # wrong or missing
    only_recipient: int  # wrong or missing
    only_part: int  # of united sides some countries are right, others wrong or missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenth:
    """Predictions of about the same confidence; all but their number 0 to 1."""

    low: float
    high: float
    n: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """The figures of one comparison; counts are of triples unless they say otherwise."""

    total: Scores
    intervals: Mapping[str, Interval]  # of the total's figures that there are, by name
    by_type: Mapping[str, Scores]  # types of the gold and the predictions, by name
    confusion: Confusion
    reliability: Sequence[Tenth]  # least sure first; of predictions, not of triples
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
        "intervals": {name: asdict(one) for name, one in scores.intervals.items()},
        "by_type": {name: _plain(one) for name, one in scores.by_type.items()},
        "confusion": {**asdict(scores.confusion), "said": _said(scores.confusion)},
        "reliability": [asdict(tenth) for tenth in scores.reliability],
        "matched": matched,
        "articles": scores.n_articles,
        "gold": scores.n_gold,
        "articles_without_event": scores.n_articles_without_event,
        "predicted_without_event": scores.n_predicted_without_event,
    }


def _under(scores: EventScores) -> list[tuple[str, Share]]:
    return [(name.replace(" ", "_"), share) for name, share in scores.matched.items()]


def _said(confusion: Confusion) -> list[dict[str, Any]]:
    return [{"gold": gold, "said": said, "n": n} for gold, said, n in confusion.said]


def _plain(scores: Scores) -> dict[str, Any]:
    return {
        **scores.figures,
        "predicted": scores.precision.of,
        "right": scores.precision.right,
        "core": scores.recall.of,
        "found": scores.recall.right,
    }


def format_scores(scores: EventScores) -> str:
    """Return the scores as tables for a terminal, without a newline at the end."""
    head = f"{'':16}{'precision':>10}{'recall':>10}{'F1':>10}{'predicted':>11}{'core':>7}"
    rows = [_row(name, one) for name, one in scores.by_type.items()]
    matched = [_share(name, share) for name, share in scores.matched.items()]
    empty = (
        f"{scores.n_predicted_without_event} predicted on the "
        f"{scores.n_articles_without_event} of {scores.n_articles} articles without an event"
    )
    tables = (
        [head, *rows, _row("all", scores.total), *_bounds(scores)],
        list(_missed(scores.confusion)),
        list(_reliability(scores.reliability)),
        ["matched", *matched],
        [empty],
    )
    return "\n\n".join("\n".join(lines) for lines in tables if lines)


def _row(name: str, scores: Scores) -> str:
    counts = f"{scores.precision.of:>11}{scores.recall.of:>7}"
    return _line(name, scores.figures) + counts


def _line(name: str, figures: Mapping[str, float | None]) -> str:
    return f"{name:16}" + "".join(f"{_figure(figure):>10}" for figure in figures.values())


def _bounds(scores: EventScores) -> Iterator[str]:
    """Yield both ends of the intervals, each below its figure."""
    there = {name: scores.intervals.get(name) for name in scores.total.figures}
    if scores.intervals:
        lows = {name: one.low if one else None for name, one in there.items()}
        highs = {name: one.high if one else None for name, one in there.items()}
        yield _line(f"{LEVEL:.0%} from", lows)
        yield _line("to", highs)


def _missed(confusion: Confusion) -> Iterator[str]:
    if confusion.missed:
        yield f"{'missed':16}{'said instead':16}{'n':>4}"
        yield from (f"{gold:16}{said:16}{n:>4}" for gold, said, n in confusion.said[:SHOWN])
        if others := sum(n for _, _, n in confusion.said[SHOWN:]):
            yield f"{'others':32}{others:>4}"
        yield (
            f"{confusion.missed} missed; only the actor wrong in {confusion.only_actor}, only the "
            f"recipient in {confusion.only_recipient}, a part of united sides in "
            f"{confusion.only_part}"
        )


def _reliability(tenths: Sequence[Tenth]) -> Iterator[str]:
    if tenths:
        yield f"{'confidence':16}{'n':>6}{'mean':>10}{'right':>10}"
    for one in tenths:
        name = f"{one.low:.1f} to {one.high:.1f}"
        yield f"{name:16}{one.n:>6}{one.mean_confidence:>10.3f}{one.share_right:>10.3f}"


def _share(name: str, share: Share) -> str:
    return f"{name:26}{_figure(share.value):>10}  {share.right} of {share.of}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
