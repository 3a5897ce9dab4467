"""Two at once: "both sides", "the two ministers", "the two armies".

What belongs here: looking back for the two that such words take up. What does not: words for one
party (`references`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Passage
from tasks.events.quotes import SUBJECTS
from tasks.events.references import OBJECTS, Found, earlier, is_plural
from tasks.events.resolved import made, party_of, state
from tasks.plover.lexicons import Country, lexicons
from tasks.records import Link, Party

if TYPE_CHECKING:
    from tasks.events.parties import Resolver

SIDES = frozenset("side country nation neighbour neighbor party state government".split())
ANY_SIDE = frozenset({"side", "party"})  # of a quarrel or of talks; the others are states
SENTENCES_BACK = 4
Told = tuple[Party, tuple[Link, ...]]  # with the words that told of it


def takes_up_two(token: Token) -> bool:
    """Whether the phrase takes up two parties: "both sides", "the two ministers"."""
    words = {c.lower_ for c in token.lefts}
    return is_plural(token) and ("both" in words or {"the", "two"} <= words)


def both(resolver: Resolver, token: Token, passage: Passage) -> Found:
    """Return the two parties that "both sides" or "the two ministers" takes up, else none."""
    lemma = token.lemma_.lower()
    if lemma in ANY_SIDE:
        parties = _last_pair(resolver, token, passage) or _last_two_states(resolver, token, passage)
    elif lemma in SIDES:
        parties = _last_two_states(resolver, token, passage)
    else:
        parties = _last_two_people(resolver, passage.offset + token.idx)
        parties = parties or _last_two_alike(resolver, token, passage)
    return tuple(
        made(party, token, passage, "DESCRIPTION", "inferred", chain) for party, chain in parties
    )


def _last_two_people(resolver: Resolver, before: int) -> list[Told]:
    """Return the last two persons named who are of different countries."""
    people: dict[str, Person] = {}
    for person in resolver.cast.before(before)[:4]:
        if person.country:
            people.setdefault(person.country, person)
    return [(party_of(p), p.chain) for p in list(people.values())[:2]] if len(people) > 1 else []


def _last_two_alike(resolver: Resolver, token: Token, passage: Passage) -> list[Told]:
    """Return the last two parties of different countries that share a sector with the words."""
    own = passage.tags_at.get(token.i)
    sectors = set(own.role.sectors) if own and own.role else set()
    found: dict[str, Told] = {}
    for parties in _sentences_before(resolver, token, passage):
        for party, chain in parties:
            if party.country and sectors & set(party.sectors) and party.kind != "state":
                found.setdefault(party.country, (party, chain))
    return list(found.values())[:2] if len(found) > 1 else []


def _last_pair(resolver: Resolver, token: Token, passage: Passage) -> list[Told]:
    """Return the two parties of the last sentence that tells of just two."""
    for parties in _sentences_before(resolver, token, passage):
        if len(parties) == 2:
            return parties
    return []


def _sentences_before(resolver: Resolver, token: Token, passage: Passage) -> Iterator[list[Told]]:
    """Yield who takes part in each sentence before the token's, the latest first; no places."""
    start = passage.sentence_at[token.i]
    sentences = [(s, passage) for s in passage.doc.sents if s.start < start][::-1]
    for before in earlier(resolver, passage):
        sentences += [(s, before) for s in reversed(list(before.doc.sents))]
    for sentence, where in sentences[:SENTENCES_BACK]:
        heads = [t for t in sentence if t.dep_ in SUBJECTS | OBJECTS and t.pos_ != "PRON"]
        found = [r for t in heads for r in resolver.meant(t, where)]
        yield list({r.party.id: (r.party, r.taken_up) for r in found}.values())


def _subjects_before(token: Token) -> list[Token]:
    """Return the subjects of the sentence before the token's."""
    start = token.sent.start
    if start == 0:
        return []
    return [t for t in token.doc[start - 1].sent if t.dep_ in SUBJECTS]


def _states_of_one_sentence(resolver: Resolver, token: Token, passage: Passage) -> list[Told]:
    """Return the states of the last sentence in which people of just two take part."""
    known = lexicons().countries
    for parties in _sentences_before(resolver, token, passage):
        told = {party.country: chain for party, chain in parties if party.country in known}
        if len(told) == 2:
            return [(state(known[code]), chain) for code, chain in told.items() if code]
    return []


def _last_two_states(resolver: Resolver, token: Token, passage: Passage) -> list[Told]:
    found: dict[str, Country] = {}
    before = [passage.tags_at[t.i] for t in _subjects_before(token) if t.i in passage.tags_at]
    named = [t for t in reversed(passage.tags) if t.end <= token.i]
    for before_it in earlier(resolver, passage):
        named += reversed(before_it.tags)
    if len({t.country.code for t in before if t.country}) == 2:
        named = before  # "China pays and Russia hires. He called on both countries"
    elif told := _states_of_one_sentence(resolver, token, passage):
        return told
    for t in named:
        if t.country and len(found) < 2:
            found.setdefault(t.country.code, t.country)
    return [(state(country), ()) for country in found.values()] if len(found) == 2 else []
