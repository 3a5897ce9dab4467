"""From marked sentences to what the relation model is shown: candidates with their answers.

What belongs here: the ways in which a marked event can be asked about, and pairs of parties that
are no event. What does not: words that evoke nothing (`bystanders`), the network (`network`).

An event is asked about anew in every epoch, in another way: with its trigger marked or not, with
all its parties or one of each side. Where no trigger is marked, and the sentence tells several
things of the same two, all of them are right, each to its share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tasks.evaluation.events import UNDIRECTED
from tasks.events.marking import Candidate, Chars
from tasks.events.relations import NONE
from tasks.plover.ontology import ontology
from training.sentences import MarkedEvent, MarkedParty, Sentence

TYPES = (NONE, *ontology().event_types)
MODES = tuple(
    f"{kind.name}:{mode}" for kind in ontology().event_types.values() for mode in kind.modes
)
REALIS = tuple(ontology().realis)

WITH_TRIGGER = 0.5  # of the ways in which an event is asked about
ONE_EACH = 0.5  # with one actor and one recipient, where there are more
WITHOUT_RECIPIENT = 0.08  # though the event has one: the parse does not find them all
SWAPPED = 0.12  # of directed events, besides: roles the other way round are no event
MISPLACED = 0.12  # of events, besides: a party of another event has no part in this


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A candidate and what is right about it."""

    candidate: Candidate
    types: Mapping[str, float]  # shares that add up to 1; NONE where it is no event
    event_type: str = NONE  # of the event asked about, whose are the modes and the realis
    modes: tuple[str, ...] = ()
    realis: str | None = None  # None where it is no event


def examples(sentence: Sentence, random: Random) -> Iterator[Example]:
    """Yield one way to ask about each event of a sentence, and some pairs that are none."""
    for event in sentence.events:
        if not event.actor:
            continue  # an error of the corpus, which the check names
        yield ask(sentence, event, random)
        if random.random() < SWAPPED and event.recipient and event.event_type not in UNDIRECTED:
            yield swapped(sentence, event)
        if random.random() < MISPLACED:
            yield from misplaced(sentence, event, random)


def ask(sentence: Sentence, event: MarkedEvent, random: Random) -> Example:
    """Return one of the ways to ask about an event."""
    actors, recipients = _sides(event, random)
    with_trigger = random.random() < WITH_TRIGGER
    if with_trigger and random.random() < WITHOUT_RECIPIENT:
        recipients = ()
    return Example(
        candidate=Candidate(
            text=sentence.text,
            actors=actors,
            recipients=recipients,
            trigger=event.trigger if with_trigger else None,
        ),
        types={event.event_type: 1.0} if with_trigger else told(sentence, actors, recipients),
        event_type=event.event_type,
        modes=event.modes,
        realis=event.realis,
    )


def told(
    sentence: Sentence, actors: tuple[Chars, ...], recipients: tuple[Chars, ...]
) -> dict[str, float]:
    """Return the types of what a sentence tells of these parties, each with its share."""
    types = [
        event.event_type for event in sentence.events if _tells(event, {*actors}, {*recipients})
    ]
    return {name: types.count(name) / len(types) for name in dict.fromkeys(types)}


def swapped(sentence: Sentence, event: MarkedEvent) -> Example:
    """Return the event with its roles the other way round: who is hit does not hit."""
    return Example(
        candidate=Candidate(
            text=sentence.text,
            actors=_spans(event.recipient),
            recipients=_spans(event.actor),
            trigger=event.trigger,
        ),
        types={NONE: 1.0},
    )


def misplaced(sentence: Sentence, event: MarkedEvent, random: Random) -> Iterator[Example]:
    """Yield the event with a party for actor or recipient that has no part in it, if any."""
    mine = {*_spans(event.actor), *_spans(event.recipient)}
    theirs = [
        span for other in sentence.events for span in _spans((*other.actor, *other.recipient))
    ]
    others = [span for span in dict.fromkeys(theirs) if not any(_meet(span, own) for own in mine)]
    if others:
        stranger = (random.choice(others),)
        acts = random.random() < 0.5
        yield Example(
            candidate=Candidate(
                text=sentence.text,
                actors=stranger if acts else _spans(event.actor),
                recipients=_spans(event.recipient) if acts else stranger,
                trigger=event.trigger,
            ),
            types={NONE: 1.0},
        )


def _sides(event: MarkedEvent, random: Random) -> tuple[tuple[Chars, ...], tuple[Chars, ...]]:
    actors, recipients = _spans(event.actor), _spans(event.recipient)
    if not recipients and len(actors) > 1 and random.random() < 0.5:
        cut = random.randrange(1, len(actors))  # "A met B" and "A and B met" tell the same
        actors, recipients = actors[:cut], actors[cut:]
    if random.random() < ONE_EACH:
        actors = (random.choice(actors),)
        recipients = (random.choice(recipients),) if recipients else ()
    return actors, recipients


def _tells(event: MarkedEvent, actors: set[Chars], recipients: set[Chars]) -> bool:
    acting, receiving = {*_spans(event.actor)}, {*_spans(event.recipient)}
    if not receiving and recipients:  # of a reciprocal event, told as if one side received
        return actors | recipients <= acting
    return actors <= acting and recipients <= receiving and bool(recipients) == bool(receiving)


def _spans(parties: Sequence[MarkedParty]) -> tuple[Chars, ...]:
    return tuple((party.start, party.end) for party in parties)


def _meet(one: Chars, other: Chars) -> bool:
    return one[0] < other[1] and other[0] < one[1]
