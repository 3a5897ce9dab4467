"""Parties that the rest of the sentence or article supplies: captors, authors of deeds, winners.

What belongs here: "the hostages seized by X were freed", "two men were arrested, police said",
"Y condemned the attack". What does not: parties in the places that grammar gives them (`roles`).
Whatever is found here rests on inference, and its basis says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from tasks.events.arguments import agent, is_passive, own_subject, patient, preposition
from tasks.events.decision import Draft
from tasks.events.language import Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, content
from tasks.events.placing import Placed
from tasks.events.predicates import Predicate
from tasks.events.quotes import SPEECH, clauses_above
from tasks.events.resolved import Resolved, made
from tasks.plover.triggers import triggers
from tasks.records import Party

PAYING = frozenset({"pay", "compensate", "reimburse", "refund"})
CAPTURING = frozenset("abduct kidnap hold capture seize take detain snatch imprison jail".split())
ARRESTING = frozenset({"COP", "MIL", "JUD", "SPY", "GOV"})  # sectors
# Words for a deed told before that do not say which: "condemned the move".
ANY_DEED = frozenset("move act action decision step incident deed measure announcement".split())
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Where the word for the deed stands that somebody condemns.
WHERE = ("on", "of", "against", "at", "over", "to")

Found = tuple[Resolved, ...]


def supplied_actor(predicate: Predicate, resolver: Resolver, passage: Passage) -> Found:
    """Return who acts where a passive does not say: a captor who frees, police who tell."""
    token, trigger = predicate.token, predicate.trigger
    if token.pos_ != "VERB" or not is_passive(token):
        return ()
    if trigger.event_type == "RETREAT" and "release" in trigger.modes:
        return _captors(token, resolver, passage)
    if trigger.event_type == "COERCE" and "arrest" in trigger.modes:
        return _arresters(token, resolver, passage)
    return ()


def _captors(token: Token, resolver: Resolver, passage: Passage) -> Found:
    """Return who is said to hold those that were freed: in the sentence, else in the article."""
    freed = patient(token)
    if freed is None or _is_prisoner(freed):
        return ()
    for verb, where in chain(
        ((t, passage) for t in token.sent if t != token), _verbs(resolver.passages)
    ):
        if verb.pos_ == "VERB" and verb.lemma_.lower() in CAPTURING and patient(verb) is not None:
            captor = agent(verb)
            found = resolver.resolve(captor, where) if captor is not None else ()
            if found:
                return tuple(replace(r, basis="inferred") for r in found)
    return ()


def _is_prisoner(freed: Token) -> bool:
    """Whether the freed were in lawful hands, whoever holds others: "four detained leaders"."""
    return any(c.lower_ in {"detained", "jailed", "imprisoned"} for c in content(freed).lefts)


def _verbs(passages: Iterable[Passage]) -> Iterator[tuple[Token, Passage]]:
    for passage in passages:
        yield from ((token, passage) for token in passage.doc)


def _arresters(token: Token, resolver: Resolver, passage: Passage) -> Found:
    """Return the police or officials who say that somebody was arrested."""
    for verb in clauses_above(token):
        speaker = own_subject(verb) if verb.lemma_.lower() in SPEECH else None
        found = resolver.resolve(speaker, passage) if speaker is not None else ()
        if any(ARRESTING.intersection(r.party.sectors[:1]) for r in found):
            return tuple(replace(r, basis="inferred") for r in found)
    return ()


def with_author(
    draft: Draft, predicate: Predicate, passage: Passage, told: Sequence[Draft]
) -> Draft:
    """Return an ACCUSE draft with the author of the deed: "condemned the attack".

    Who condemns a deed accuses whoever the article says did it. `told` are the events reported so
    far, in text order. Nothing changes where the draft has recipients, or nothing fits.
    """
    if draft.recipients or draft.event_type != "ACCUSE":
        return draft
    deed = _deed(predicate.token)
    if deed is None:
        return draft
    kinds, lemma = _kinds(deed), deed.lemma_.lower()
    own = {r.party.id for r in draft.actors}
    called_so = [earlier for earlier in reversed(told) if earlier.lemma == lemma]
    of_kind = [earlier for earlier in reversed(told) if earlier.event_type in kinds]
    for earlier in (*called_so, *of_kind):
        authors = [r for r in earlier.actors if r.party.id not in own]
        if authors:
            found = (
                made(r.party, deed, passage, "DESCRIPTION", "inferred", r.taken_up) for r in authors
            )
            return replace(
                draft, recipients=tuple(found), rules=(*draft.rules, "author of the deed")
            )
    return draft


def with_sufferers(
    draft: Draft, predicate: Predicate, passage: Passage, placed: Placed, home: str | None
) -> Draft:
    """Return a COERCE or ASSAULT draft with those who suffer it where no party is named.

    "closed the markets", "31 were detained": the people of the place; without a place those of the
    coercer's country, or where the article is at home. Nothing changes where no word tells of them.
    """
    if draft.recipients or draft.event_type not in {"COERCE", "ASSAULT"}:
        return draft
    thing = _suffering(predicate)
    countries = {r.party.country for r in draft.actors if r.party.country}
    if draft.event_type == "COERCE":
        likely = countries.pop() if len(countries) == 1 else home
    else:  # states strike abroad, others where they are
        likely = None if any(r.party.kind == "state" for r in draft.actors) else home
    country = placed.place.country if placed.place else likely
    if thing is None or country is None:
        return draft
    party = Party(name=thing.text.lower(), kind="group", country=country, sectors=("CVL",))
    found = made(party, thing, passage, "DESCRIPTION", "inferred")
    return replace(draft, recipients=(found,), rules=(*draft.rules, "those who suffer it"))


def _suffering(predicate: Predicate) -> Token | None:
    """Return the word for whom or what a deed is done to, none of the words that name the deed."""
    token, own = predicate.token, predicate.trigger.objects
    things = [patient(token)] if token.pos_ == "VERB" else []
    things += [preposition(token, word) for word in ("on", "against", "at", "of")]
    for thing in things:
        if thing is None or thing.pos_ not in {"NOUN", "NUM"} or thing.lemma_.lower() in own:
            continue
        if not any(c.dep_ == "poss" and c.pos_ == "PRON" for c in thing.lefts):  # "his own car"
            return content(thing)
    return None


def with_winner(draft: Draft, predicate: Predicate, resolver: Resolver, passage: Passage) -> Draft:
    """Return a SANCTION draft with whoever is to be paid as another actor (codebook, SANCTION)."""
    if draft.event_type != "SANCTION":
        return draft
    for payment in predicate.token.rights:
        if payment.dep_ in {"xcomp", "ccomp"} and payment.lemma_.lower() in PAYING:
            paid = (preposition(payment, "to"), *(c for c in payment.rights if c.dep_ == "dative"))
            known = {r.party.id for r in (*draft.actors, *draft.recipients)}
            found = [r for t in paid if t is not None for r in resolver.resolve(t, passage)]
            winners = tuple(r for r in found if r.party.id not in known)
            if winners:
                rules = (*draft.rules, "winner_of_payment_is_actor")
                return replace(draft, actors=(*draft.actors, *winners), rules=rules)
    return draft


def _deed(token: Token) -> Token | None:
    """Return the word, with a definite article, for the deed that is spoken of."""
    things = [patient(token)] if token.pos_ == "VERB" else []
    things += [preposition(token, word) for word in WHERE]
    for thing in things:
        if thing is not None and any(c.lower_ in DEFINITE for c in content(thing).lefts):
            return content(thing)
    return None


def _kinds(deed: Token) -> frozenset[str]:
    """Return the types of event that a noun can name."""
    if deed.lemma_.lower() in ANY_DEED:
        return frozenset("ASSAULT COERCE SANCTION MOBILIZE THREATEN".split())
    entries = triggers().get((deed.lemma_.lower(), "noun"), ())
    return frozenset(entry.event_type for entry in entries if entry.event_type != "NONE")
