"""Who stands in which role of a predicate: the places its trigger names, filled with parties.

What belongs here: from a predicate to a draft. What does not: the grammar of the places
(`arguments`), the codebook's rules (`decision`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.events.arguments import OF_ANOTHER, arguments, carrier, patient, preposition
from tasks.events.decision import Draft
from tasks.events.gazetteer import find
from tasks.events.language import Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, base, content, describe
from tasks.events.placing import located, name_at
from tasks.events.predicates import Predicate
from tasks.events.recalling import supplied_actor
from tasks.events.resolved import Resolved, made, state
from tasks.plover.lexicons import lexicons

# Where to look when the trigger's entry leaves it open.
VERB_ACTOR = ("subject",)
NOUN_ACTOR = ("poss", "adj", "by", "subject")
VERB_RECIPIENT = ("object",)
# Acts that are aimed at somebody, and where else their recipient may stand.
AIMED = frozenset("REJECT ACCUSE SUPPORT REQUEST SANCTION THREATEN COERCE".split())
VERB_ELSEWHERE = (
    "ccomp.subject",
    "against", "object.against", "object.of", "object.by", "object.poss", "object.adj",
    "object.from", "object.with", "object.to", "with", "to", "from", "by",
)  # fmt: skip
NOUN_ELSEWHERE = ("against", "on", "of", "with", "to", "at", "from")
# Whose deed is praised or blamed, where the object itself is a thing.
WHOSE = ("object.poss", "object.by", "object.of")
# What a deed told as a noun does to whom: "the raid killed X", "strikes that left X dead".
HARMING = frozenset("kill wound injure hit destroy leave damage strike hurt maim".split())
# Places that hold the actor of a noun only when nobody carries it: "demands from X".
LOOSE = frozenset({"from", "of", "with", "between", "adj"})


def _first(
    predicate: Token, places: Sequence[str], resolver: Resolver, passage: Passage
) -> tuple[Resolved, ...]:
    """Return the parties at the first of these places that holds any."""
    for place in places:
        found = [r for t in arguments(predicate, place) for r in resolver.resolve(t, passage)]
        if found:
            return tuple({r.party.id: r for r in reversed(found)}.values())[::-1]
    return _owners(predicate, places, passage)


def _owners(predicate: Token, places: Sequence[str], passage: Passage) -> tuple[Resolved, ...]:
    """Return the state whose thing stands there, where no party does: "Turkish jets"."""
    for place in places:
        for token in arguments(predicate, place):
            first, last = base(token)
            near = [passage.tags_at[i] for i in range(first, last) if i in passage.tags_at]
            owner = next((t.country for t in near if t.country and t.kind != "city"), None)
            of_another = token.lemma_.lower() in OF_ANOTHER
            if owner is not None and token.pos_ == "NOUN" and not of_another:
                return (made(state(owner), token, passage, "DESCRIPTION", "inferred"),)
    return ()


def _harmed(token: Token, resolver: Resolver, passage: Passage) -> tuple[Resolved, ...]:
    """Return whom a noun's deed hit: "the strike killed two monks", "raids that hit farmers"."""
    if token.pos_ != "NOUN":
        return ()
    verbs = [token.head] if token.dep_ == "nsubj" else []
    # The parser hangs "strikes in the north that killed two" on the north.
    verbs += [c for c in token.subtree if c.dep_ in {"relcl", "acl"} and c.i > token.i]
    harmed = (patient(verb) for verb in verbs if verb.lemma_.lower() in HARMING)
    return tuple(r for thing in harmed if thing for r in resolver.resolve(thing, passage))


def _target(token: Token) -> Token | None:
    """Return the thing that a deed is aimed at."""
    if token.pos_ == "VERB":
        return patient(token)
    aimed = (preposition(token, word) for word in ("on", "against", "at"))
    return next((thing for thing in aimed if thing is not None), None)


def _owner_of_target(token: Token, passage: Passage) -> tuple[Resolved, ...]:
    """Return the state whose thing was hit: "shelled Houthi positions", "a depot near Saratov".

    The words of the thing itself come first, then the place it is said to be at.
    """
    thing = _target(token)
    if thing is None:
        return ()
    said = describe(content(thing), passage)
    codes = [t.country.code for t in said.tags if t.country]
    codes += [t.organisation.country for t in said.tags if t.organisation]
    for toponym in located(token):
        place = find(name_at(toponym))
        codes += [place.country] if place is not None and place.country else []
    country = lexicons().countries.get(codes[0]) if codes else None
    return (made(state(country), thing, passage, "DESCRIPTION", "inferred"),) if country else ()


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
    told = _first(token, recipients, resolver, passage)
    if not told and trigger.event_type in AIMED and trigger.recipient != ("none",):
        told = _first(token, NOUN_ELSEWHERE if noun else VERB_ELSEWHERE, resolver, passage)
    if not told and trigger.event_type == "ASSAULT":
        told = _harmed(token, resolver, passage) or _owner_of_target(token, passage)
    acting = _first(token, actors, resolver, passage)
    return Draft(
        lemma=trigger.lemma,
        event_type=trigger.event_type,
        modes=trigger.modes,
        actors=acting or supplied_actor(predicate, resolver, passage),
        recipients=told,
        realis="actual",
        place=None,
        rules=(trigger.id,),
        in_detail=trigger.in_detail,
    )
