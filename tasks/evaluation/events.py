"""How well a coder finds events: precision, recall and F1 against gold.

What belongs here: the comparison. What does not: reading files (`gold`), what makes two events the
same (`triples`), what was said instead of a missed one (`confusion`), how sure the coder was
(`reliability`), how scores print (`figures`), and running the coder.

Per article, the sets of triples are compared: the set of actor countries, the event type, the set
of recipient countries. For CONSULT, AGREE and COOPERATE direction does not count: both sides are
united. Events of one article with the same triple therefore count once.

- precision: of the triples predicted, those that are any triple of the gold. Predictions whose
  realis is not actual count only where they match;
- recall: of the triples of core gold events, those predicted;
- the intervals of the total are of resampled articles (`bootstrap`), as the events of an article
  are found or missed together;
- on matched triples, gold events are paired with predictions, those first that agree in most of
  sectors, day and place. Each figure is taken where the gold states a value: primary sectors (by
  country; the united sides count as actor), day, country of the place; the last two also where
  the prediction tells one, so that abstaining and being wrong are told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from tasks.evaluation.bootstrap import Interval, Places, interval
from tasks.evaluation.confusion import Miss, confusion_of, misses
from tasks.evaluation.figures import (
    ATTRIBUTES,
    EventScores,
    Scores,
    Share,
    format_scores,
    to_dict,
)
from tasks.evaluation.gold import (
    CodedArticle,
    CodedEvent,
    CodedParty,
    EvaluationError,
    GivenArticle,
    read_articles,
    read_coded,
    read_gold,
)
from tasks.evaluation.reliability import Judged, judged, tenths
from tasks.evaluation.triples import UNDIRECTED, Groups, Triple, core_of, counted, grouped

__all__ = [
    "UNDIRECTED",
    "EvaluationError",
    "EventScores",
    "GivenArticle",
    "format_scores",
    "read_articles",
    "read_gold",
    "score_events",
    "to_dict",
]

COUNTS = ("right", "predicted", "found", "core")

Tally = Counter[tuple[str, str]]  # what is counted, type
Sectors = frozenset[tuple[str | None, str]]


def score_events(
    gold: Sequence[CodedArticle], predictions: Iterable[Mapping[str, Any]]
) -> EventScores:
    """Compare predictions, lines as `communique code` puts them out, with gold.

    A gold article without prediction counts as one on which nothing was found. Raises
    EvaluationError for a prediction that is malformed, twice there, or of no gold article.
    """
    found = _by_id(predictions, {article.id for article in gold})
    tallies: list[Tally] = []
    missed: Counter[Miss] = Counter()
    sure: list[Judged] = []
    pairs: list[tuple[CodedEvent, CodedEvent]] = []
    for article in gold:
        told, predicted = grouped(article.events), grouped(found.get(article.id, ()))
        tallies.append(_tally(told, predicted))
        missed.update(misses(told, predicted))
        sure += judged(told, predicted)
        pairs += [pair for key in told.keys() & predicted for pair in _pairs(told, predicted, key)]
    tally = sum(tallies, Counter())
    empty = [_count(one, "predicted") for one in tallies if not _count(one, "gold")]
    return EventScores(
        total=_scores(tally),
        intervals=_intervals(tallies),
        by_type={name: _scores(tally, name) for name in sorted({name for _, name in tally})},
        confusion=confusion_of(missed),
        reliability=tenths(sure),
        matched=_matched(pairs),
        n_articles=len(gold),
        n_gold=_count(tally, "gold"),
        n_articles_without_event=len(empty),
        n_predicted_without_event=sum(empty),
    )


def _by_id(
    predictions: Iterable[Mapping[str, Any]], known: set[str]
) -> dict[str, tuple[CodedEvent, ...]]:
    found: dict[str, tuple[CodedEvent, ...]] = {}
    for line in predictions:
        article = read_coded(line)
        if article.id not in known:
            raise EvaluationError(f"{article.id}: predicted, but not in the gold.")
        if article.id in found:
            raise EvaluationError(f"{article.id}: predicted twice.")
        found[article.id] = article.events
    return found


def _tally(gold: Groups, predicted: Groups) -> Tally:
    """Count the triples of one article by what they are and by type."""
    core, counting = core_of(gold), counted(gold, predicted)
    kinds: dict[str, Iterable[Triple]] = {
        "gold": gold,
        "core": core,
        "found": [triple for triple in core if triple in predicted],
        "predicted": counting,
        "right": [triple for triple in counting if triple in gold],
    }
    return Counter((what, triple[1]) for what, triples in kinds.items() for triple in triples)


def _count(tally: Tally, what: str, event_type: str | None = None) -> int:
    return sum(n for (one, name), n in tally.items()
               if one == what and event_type in (None, name))  # fmt: skip


def _scores(tally: Tally, event_type: str | None = None) -> Scores:
    return _of_counts([_count(tally, what, event_type) for what in COUNTS])


def _of_counts(counts: Sequence[int]) -> Scores:
    right, predicted, found, core = counts
    return Scores(precision=Share(right=right, of=predicted), recall=Share(right=found, of=core))


def _intervals(tallies: Sequence[Tally]) -> dict[str, Interval]:
    """Return the intervals of those figures of the total that there are."""
    rows = [[_count(tally, what) for what in COUNTS] for tally in tallies]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(COUNTS))

    def figure(name: str, sample: Places) -> float:
        value = _of_counts(table[sample].sum(axis=0).tolist()).figures[name]
        return np.nan if value is None else value

    there = _of_counts(table.sum(axis=0).tolist()).figures
    return {
        name: interval(partial(figure, name), len(table))
        for name, value in there.items()
        if value is not None
    }


def _pairs(
    gold: Groups, predicted: Groups, triple: Triple
) -> Iterable[tuple[CodedEvent, CodedEvent]]:
    """Pair gold events and predictions of a triple, those that agree in most first."""
    ranked = sorted(
        (-sum(_agreement(event, other).values()), m, n)
        for m, event in enumerate(gold[triple])
        for n, other in enumerate(predicted[triple])
    )
    paired: set[int] = set()
    taken: set[int] = set()
    for _, m, n in ranked:
        if m not in paired and n not in taken:
            paired.add(m)
            taken.add(n)
            yield gold[triple][m], predicted[triple][n]


def _agreement(gold: CodedEvent, predicted: CodedEvent) -> dict[str, bool]:
    """Tell, for each attribute that the gold states, whether the prediction has the same."""
    agreed: dict[str, bool] = {}
    sides = zip(ATTRIBUTES[:2], _sides(gold), _sides(predicted), strict=True)
    for attribute, right, said in sides:
        wanted = _primary_sectors(right)
        countries = {country for country, _ in wanted}
        if wanted:
            have = {pair for pair in _primary_sectors(said) if pair[0] in countries}
            agreed[attribute] = have == wanted
    for attribute, wanted_value, value in (
        ("day", gold.day, predicted.day),
        ("place country", gold.place_country, predicted.place_country),
    ):
        if wanted_value:
            agreed[attribute] = wanted_value == value
        if wanted_value and value:
            agreed[f"{attribute} where told"] = wanted_value == value
    return agreed


def _sides(event: CodedEvent) -> tuple[tuple[CodedParty, ...], tuple[CodedParty, ...]]:
    if event.event_type in UNDIRECTED:
        return event.actor + event.recipient, ()
    return event.actor, event.recipient


def _primary_sectors(parties: Iterable[CodedParty]) -> Sectors:
    return frozenset((party.country, party.sectors[0]) for party in parties if party.sectors)


def _matched(pairs: Iterable[tuple[CodedEvent, CodedEvent]]) -> dict[str, Share]:
    judged = [_agreement(gold, predicted) for gold, predicted in pairs]
    return {
        attribute: Share(
            right=sum(agreed.get(attribute, False) for agreed in judged),
            of=sum(attribute in agreed for agreed in judged),
        )
        for attribute in ATTRIBUTES
    }
