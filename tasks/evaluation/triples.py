"""What of an event is compared: its triple of countries, type, countries.

What belongs here: what makes two events the same, and which predictions count. What does not:
figures (`events`), what was said instead of a triple (`confusion`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tasks.evaluation.gold import CodedEvent

UNDIRECTED = frozenset({"CONSULT", "AGREE", "COOPERATE"})

Triple = tuple[frozenset[str], str, frozenset[str]]
Groups = Mapping[Triple, Sequence[CodedEvent]]


def triple_of(event: CodedEvent) -> Triple:
    """Return actor countries, type, recipient countries; united sides stand as actor."""
    return triple(
        event.event_type,
        (party.country for party in event.actor),
        (party.country for party in event.recipient),
    )


def triple(
    event_type: str, actors: Iterable[str | None], recipients: Iterable[str | None]
) -> Triple:
    """Return the triple of a type and the countries of its sides; an unknown one says nothing."""
    actor, recipient = (frozenset(c for c in side if c) for side in (actors, recipients))
    if event_type in UNDIRECTED:
        return actor | recipient, event_type, frozenset()
    return actor, event_type, recipient


def grouped(events: Iterable[CodedEvent]) -> Groups:
    """Return the events of an article by their triple, both in the order they came in."""
    groups: dict[Triple, list[CodedEvent]] = {}
    for event in events:
        groups.setdefault(triple_of(event), []).append(event)
    return groups


def counted(gold: Groups, predicted: Groups) -> list[Triple]:
    """Return the predicted triples that count: those that match, and those said to be actual."""
    return [
        triple
        for triple, events in predicted.items()
        if triple in gold or any(event.realis == "actual" for event in events)
    ]


def core_of(gold: Groups) -> list[Triple]:
    """Return the triples of the gold that a coder must find."""
    return [triple for triple, events in gold.items() if any(event.core for event in events)]
