"""From a word in a sentence to the parties it means, with country, sectors and what that rests on.

What belongs here: names and metonyms of one article, and the order in which a word is tried. What
does not: words that take up a party named elsewhere (`references`), descriptions without a name
(`descriptions`), joining people across articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks.events.bodies import acronyms
from tasks.events.cast import Cast, Person
from tasks.events.descriptions import described
from tasks.events.home import home_of
from tasks.events.introductions import read_ahead
from tasks.events.language import Token
from tasks.events.pairs import both, takes_up_two
from tasks.events.phrases import (
    Passage,
    belonging,
    conjuncts,
    content,
    countries_named,
    describe,
    titled,
)
from tasks.events.placing import GOING, LOCATIVES
from tasks.events.references import COUNTERPART, counterpart, pronoun
from tasks.events.resolved import Resolved, made, named, party_of
from tasks.events.tags import Tag

TOWARDS = frozenset({"to", "for", "from", "of"})  # "left Lima for Quito", "by way of Lima"
MOVING = GOING | frozenset(
    "leave depart set head return flee recall deport evacuate bring transfer escape move drive "
    "sail march walk expel extradite road train plane aeroplane airplane flight ferry way route "
    "bus convoy ship".split()
)


class Resolver:
    """Resolves words of one article; create it with all its passages.

    `day` is that of its publication, `dateline` the place it is written from.
    """

    def __init__(
        self, passages: Sequence[Passage], day: date | None = None, dateline: str | None = None
    ) -> None:
        self.passages = list(passages)
        self.cast = Cast(passages)
        self.acronyms = acronyms(passages)
        self._known: dict[tuple[int, int], tuple[Resolved, ...]] = {}
        for passage in self.passages:
            read_ahead(self, passage)
        told = self.cast.without_namesakes(self.passages)
        self.cast.settle_leaders(day, countries_named(told))
        self.home = home_of(dateline, told)
        self.cast.settle_homes(self.home)
        self._known.clear()

    def persons(self, token: Token, passage: Passage) -> list[Person]:
        """Return the persons of the cast that a word means."""
        ids = {r.party.id for r in self.resolve(token, passage) if r.party.kind == "person"}
        return [p for p in self.cast.people if party_of(p).id in ids]

    def meant(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the parties that a word means by itself: a capital in "talks in Lima" is a place.

        In an event it may still stand for its state: who travels to Lima visits Peru.
        """
        own = passage.tags_at.get(token.i)
        return () if own is not None and _is_place(own, token) else self.resolve(token, passage)

    def resolve(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the parties a word means, coordination expanded; empty when it names none."""
        key = passage.offset, token.i
        if key not in self._known:
            self._known[key] = ()  # a pronoun chain that comes back here means nothing
            found = [r for part in conjuncts(token) for r in self._one(content(part), passage)]
            unique = {r.party.id: r for r in reversed(_sharing_country(found))}
            self._known[key] = tuple(reversed(unique.values()))
        return self._known[key]

    def alone(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the parties a word means without what is coordinated with it."""
        return self._one(content(token), passage)

    def _one(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        if token.pos_ == "PRON":
            return pronoun(self, token, passage)
        if person := self.cast.person_at(passage, token):
            return (made(party_of(person), token, passage, "PERSON", person.basis),)
        if renamed := self._renamed(token, passage):
            return renamed
        if takes_up_two(token) and (pair := both(self, token, passage)):
            return pair
        said = describe(token, passage)
        if token.lemma_.lower() in COUNTERPART:
            return counterpart(self, token, passage, said)
        own = passage.tags_at.get(token.i)
        if own is not None and own.role is None:
            return named(own, token, passage)
        if token.text in self.acronyms and own is None:
            return self._by_acronym(token, passage)
        return described(self, token, passage, said)

    def _by_acronym(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        head, where = self.acronyms[token.text]
        found = self.resolve(head, where)[:1]
        return tuple(made(r.party, token, passage, "ORG", r.basis, r.taken_up) for r in found)

    def _renamed(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the persons that a title goes on to name.

        "the army chief, X"; "Commander of the Ground Forces General X", which the parser takes
        for a commander of X; "General X and Admiral Y", which it takes for a general, X, Y.
        """
        renamed = [c for c in token.rights if c.dep_ == "appos"]
        if token.i in passage.tags_at:
            renamed += [t for t in belonging(token) if titled(t, passage)]
        people = {
            p.name: made(party_of(p), t if len(renamed) > 1 else token, passage, "PERSON", p.basis)
            for t in renamed
            if (p := self.cast.person_at(passage, t))
        }
        return tuple(people.values())


def _is_place(own: Tag, token: Token) -> bool:
    """Whether a capital or state is where something is or goes: "talks in Lima", "fled to Peru"."""
    if own.kind not in {"capital", "country"} or token.dep_ != "pobj":
        return False
    going = token.head.lower_ in TOWARDS and token.head.head.lemma_.lower() in MOVING
    return going or (own.kind == "capital" and token.head.lower_ in LOCATIVES)


def _sharing_country(found: list[Resolved]) -> list[Resolved]:
    """Give "Palestinian women and teenagers" one country: a description shares the first's."""
    first = found[0].party.country if found else None
    if first is None or found[0].label != "DESCRIPTION":
        return found
    return [
        replace(r, party=replace(r.party, country=first))
        if r.label == "DESCRIPTION" and r.party.country is None and r.party.kind != "person"
        else r
        for r in found
    ]
