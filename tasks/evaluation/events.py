"""How well a coder finds events: precision, recall and F1 against gold.

What belongs here: the comparison. What does not: reading files (`gold`), how scores print
(`figures`), and running the coder.

Per article, the sets of triples are compared: the set of actor countries, the event type, the set
of recipient countries. For CONSULT, AGREE and COOPERATE direction does not count: both sides are
united. Events of one article with the same triple therefore count once.

- precision: of the triples predicted, those that are any triple of the gold. Predictions whose
  realis is not actual count only where they match;
- recall: of the triples of core gold events, those predicted;
- on matched triples, each gold event is paired with the prediction that agrees in most of sectors,
  day and place. Each figure is taken where the gold states a value: primary sectors (by country;
  the united sides count as actor), day, country of the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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

__all__ = [
    "EvaluationError",
    "EventScores",
    "GivenArticle",
    "format_scores",
    "read_articles",
    "read_gold",
    "score_events",
    "to_dict",
]

UNDIRECTED = frozenset({"CONSULT", "AGREE", "COOPERATE"})

Triple = tuple[frozenset[str], str, frozenset[str]]
Groups = Mapping[Triple, Sequence[CodedEvent]]
Sectors = frozenset[tuple[str | None, str]]


def score_events(
    gold: Sequence[CodedArticle], predictions: Iterable[Mapping[str, Any]]
) -> EventScores:
    """Compare predictions, lines as `communique code` puts them out, with gold.

    A gold article without prediction counts as one on which nothing was found. Raises
    EvaluationError for a prediction that is malformed, twice there, or of no gold article.
    """
    found = _by_id(predictions, {article.id for article in gold})
    tally: Counter[tuple[str, str]] = Counter()
    pairs: list[tuple[CodedEvent, CodedEvent]] = []
    empty: list[int] = []
    for article in gold:
        told, predicted = _grouped(article.events), _grouped(found.get(article.id, ()))
        counted = _counted(told, predicted)
        tally.update(_tally(told, predicted, counted))
        pairs += [pair for key in told.keys() & predicted for pair in _pairs(told, predicted, key)]
        if not told:
            empty.append(len(counted))
    return EventScores(
        total=_scores(tally, sorted({name for _, name in tally})),
        by_type={name: _scores(tally, [name]) for name in sorted({name for _, name in tally})},
        matched=_matched(pairs),
        n_articles=len(gold),
        n_gold=sum(count for (what, _), count in tally.items() if what == "gold"),
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


def _triple(event: CodedEvent) -> Triple:
    actor, recipient = (
        frozenset(party.country for party in side if party.country)
        for side in (event.actor, event.recipient)
    )
    if event.event_type in UNDIRECTED:
        return actor | recipient, event.event_type, frozenset()
    return actor, event.event_type, recipient


def _grouped(events: Iterable[CodedEvent]) -> Groups:
    groups: dict[Triple, list[CodedEvent]] = {}
    for event in events:
        groups.setdefault(_triple(event), []).append(event)
    return groups


def _counted(gold: Groups, predicted: Groups) -> set[Triple]:
    """Return the predicted triples that count: those that match, and those said to be actual."""
    return {
        triple
        for triple, events in predicted.items()
        if triple in gold or any(event.realis == "actual" for event in events)
    }


def _tally(gold: Groups, predicted: Groups, counted: set[Triple]) -> Counter[tuple[str, str]]:
    """Count triples by what they are and by type."""
    core = {triple for triple, events in gold.items() if any(event.core for event in events)}
    kinds: dict[str, Iterable[Triple]] = {
        "gold": gold,
        "core": core,
        "found": core & predicted.keys(),
        "predicted": counted,
        "right": counted & gold.keys(),
    }
    return Counter((what, triple[1]) for what, triples in kinds.items() for triple in triples)


def _scores(tally: Counter[tuple[str, str]], types: Sequence[str]) -> Scores:
    def count(what: str) -> int:
        return sum(tally[what, name] for name in types)

    return Scores(
        precision=Share(right=count("right"), of=count("predicted")),
        recall=Share(right=count("found"), of=count("core")),
    )


def _pairs(
    gold: Groups, predicted: Groups, triple: Triple
) -> Iterable[tuple[CodedEvent, CodedEvent]]:
    """Pair each gold event of a triple with the free prediction that agrees with it most."""
    free = list(predicted[triple])
    for event in gold[triple]:
        if free:
            agreement = [sum(_agreement(event, other).values()) for other in free]
            yield event, free.pop(agreement.index(max(agreement)))


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
    if gold.day:
        agreed["day"] = gold.day == predicted.day
    if gold.place_country:
        agreed["place country"] = gold.place_country == predicted.place_country
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
