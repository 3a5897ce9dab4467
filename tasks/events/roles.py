"""Who stands in which role of a predicate: the places its trigger names, filled with parties.

What belongs here: from a predicate to a draft. What does not: the grammar of the places
(`arguments`), the codebook's rules (`decision`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.events.arguments import arguments, carrier
from tasks.events.decision import Draft
from tasks.events.language import Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.predicates import Predicate
from tasks.events.resolved import Resolved

# Where to look when the trigger's entry leaves it open.
VERB_ACTOR = ("subject",)
NOUN_ACTOR = ("poss", "adj", "by", "subject")
VERB_RECIPIENT = ("object",)
# Whose deed is praised or blamed, where the object itself is a thing.
WHOSE = ("object.poss", "object.by", "object.of")
# Places that hold the actor of a noun only when nobody carries it: "demands from X".
LOOSE = frozenset({"from", "of", "with", "between"})


def _first(
    predicate: Token, places: Sequence[str], resolver: Resolver, passage: Passage
) -> tuple[Resolved, ...]:
    """Return the parties at the first of these places that holds any."""
    for place in places:
        found = [r for t in arguments(predicate, place) for r in resolver.resolve(t, passage)]
        if found:
            return tuple({r.party.id: r for r in reversed(found)}.values())[::-1]
    return ()


def draft_of(predicate: Predicate, resolver: Resolver, passage: Passage) -> Draft:
    """Return the draft of a predicate: its type and modes, with the parties that were found."""
    token, trigger = predicate.token, predicate.trigger
    noun = trigger.pos == "noun"
    actors = trigger.actor or (NOUN_ACTOR if noun else VERB_ACTOR)
    if noun and carrier(token) is not None:  # who carries the noun acts before who it is "from"
        actors = tuple(sorted(actors, key=lambda place: place in LOOSE))
    recipients = trigger.recipient or (() if noun else VERB_RECIPIENT)
    if "object" in recipients and trigger.event_type in {"SUPPORT", "ACCUSE"}:
        recipients = (*recipients, *WHOSE)  # "praised the efforts by the army"
    return Draft(
        lemma=trigger.lemma,
        event_type=trigger.event_type,
        modes=trigger.modes,
        actors=_first(token, actors, resolver, passage),
        recipients=_first(token, recipients, resolver, passage),
        realis="actual",
        place=None,
        rules=(trigger.id,),
    )
