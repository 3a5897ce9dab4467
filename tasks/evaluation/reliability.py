"""Whether a coder knows how sure it may be: by tenth of confidence, how often it was right.

What belongs here: the table. What does not: fitting confidence, which is the coder's.

The table behind a reliability diagram, as in Guo et al., On Calibration of Modern Neural Networks
(2017), with ten bins of equal width. Where precision counts triples, each prediction counts here,
because each has its confidence. It is right where its triple is one of the gold; one that is
neither right nor said to be actual is left out, and so is one without confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tasks.evaluation.figures import Tenth
from tasks.evaluation.triples import Groups

TENTHS = 10

Judged = tuple[float, bool]  # confidence, right


def judged(gold: Groups, predicted: Groups) -> Iterator[Judged]:
    """Yield the confidence of each prediction of one article, and whether it is right."""
    for triple, events in predicted.items():
        for event in events:
            if event.confidence is not None and (triple in gold or event.realis == "actual"):
                yield event.confidence, triple in gold


def tenths(predictions: Iterable[Judged]) -> list[Tenth]:
    """Return the table, least sure first; empty tenths are left out.

    A tenth holds its lower end and not its upper one, except that the last holds 1.
    """
    bins: dict[int, list[Judged]] = {}
    for one in predictions:
        bins.setdefault(min(int(one[0] * TENTHS), TENTHS - 1), []).append(one)
    return [
        Tenth(
            low=place / TENTHS,
            high=(place + 1) / TENTHS,
            n=len(members),
            mean_confidence=sum(said for said, _ in members) / len(members),
            share_right=sum(right for _, right in members) / len(members),
        )
        for place, members in sorted(bins.items())
    ]
