"""From a word in a sentence to the parties it means, with country, sectors and what that rests on.

What belongs here: names, metonyms and descriptions of one article. What does not: words that take
up a party named elsewhere (`references`), joining people across articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tasks.events.bodies import acronyms, body_at
from tasks.events.cast import Cast, Person
from tasks.events.language import Token
from tasks.events.phrases import (
    Description,
    Passage,
    belonging,
    conjuncts,
    content,
    countries_named,
    describe,
    titled,
)
from tasks.events.placing import home_of
from tasks.events.quotes import SUBJECTS
from tasks.events.references import (
    COUNTERPART,
    both,
    counterpart,
    is_plural,
    pronoun,
    takes_up_two,
)
from tasks.events.resolved import Resolved, description_name, made, party_of, state
from tasks.events.tags import Tag
from tasks.plover.lexicons import RolePhrase
from tasks.records import Party, PartyKind

# Posts that the body beside them makes one: "head of the navy", "a senior official".
POSTS = frozenset("head chief member official leader".split())


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
            self._read_ahead(passage)
        self.cast.settle_leaders(day, countries_named(self.passages))
        self.home = home_of(dateline, self.passages)
        self.cast.settle_homes(self.home)
        self._known.clear()

    def _read_ahead(self, passage: Passage) -> None:
        """Note who is a subject where, and that a named counterpart shares the other's office."""
        for token in passage.doc:
            if token.dep_ in SUBJECTS:
                for person in self.persons(token, passage):
                    person.as_subject.append(passage.offset + token.idx)
            elif token.lemma_.lower() in COUNTERPART:
                self._share_office(token, passage)

    def persons(self, token: Token, passage: Passage) -> list[Person]:
        """Return the persons of the cast that a word means."""
        ids = {r.party.id for r in self.resolve(token, passage) if r.party.kind == "person"}
        return [p for p in self.cast.people if party_of(p).id in ids]

    def _share_office(self, token: Token, passage: Passage) -> None:
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        owners = self.persons(owner, passage) if owner is not None else []
        named = (self.cast.person_at(passage, c) for c in token.rights if c.dep_ == "appos")
        person = next((p for p in named if p), None)
        if person is not None and owners:
            person.learn_sectors(owners[0].sectors, 0)
            person.roles += [r for r in owners[0].roles if r[0].kind == "office"]

    def resolve(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the parties a word means, coordination expanded; empty when it names none."""
        key = passage.offset, token.i
        if key not in self._known:
            self._known[key] = ()  # a pronoun chain that comes back here means nothing
            found = [r for part in conjuncts(token) for r in self._one(content(part), passage)]
            unique = {r.party.id: r for r in reversed(_sharing_country(found))}
            self._known[key] = tuple(reversed(unique.values()))
        return self._known[key]

    def _one(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        if token.pos_ == "PRON":
            return pronoun(self, token, passage)
        if person := self.cast.person_at(passage, token):
            return (made(party_of(person), token, passage, "PERSON", person.basis),)
        if named := self._renamed(token, passage):
            return named
        if takes_up_two(token) and (pair := both(self, token, passage)):
            return pair
        said = describe(token, passage)
        if token.lemma_.lower() in COUNTERPART:
            return counterpart(self, token, passage, said)
        own = passage.tags_at.get(token.i)
        if own is not None and own.role is None:
            return _named(own, token, passage)
        if token.text in self.acronyms and own is None:
            return self._by_acronym(token, passage)
        return self._described(token, passage, said)

    def _by_acronym(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        head, where = self.acronyms[token.text]
        found = self.resolve(head, where)[:1]
        return tuple(made(r.party, token, passage, "ORG", r.basis) for r in found)

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

    def _described(self, token: Token, passage: Passage, said: Description) -> tuple[Resolved, ...]:
        own = passage.tags_at.get(token.i)
        body = body_at(token, passage)
        in_post = token.lemma_.lower() in POSTS
        role = own.role if own else next(iter(said.roles), None) if in_post else None
        if role is None and body is None and not (in_post and said.sectors):
            return ()
        is_post = in_post or (role is not None and role.kind in {"office", "rank"})
        singular_post = is_post and not is_plural(token)
        if singular_post and (person := self._in_cast(token, passage, said, any_post=in_post)):
            return (made(party_of(person), token, passage, "DESCRIPTION", "office"),)
        countries: tuple[str | None, ...] = said.countries or self._owners(token, passage)
        several = is_plural(token) and len(countries) > 1  # "the Iranian and Iraqi ministers"
        return tuple(
            made(
                Party(
                    name=body.name if body else description_name(token, own, passage, country),
                    kind="organisation" if body else "person" if singular_post else _kind(role),
                    country=country,
                    sectors=body.sectors if body else said.sectors,
                ),
                token,
                passage,
                "DESCRIPTION",
                "text",
            )
            for country in (countries if several else countries[:1] or (None,))
        )

    def _in_cast(
        self, token: Token, passage: Passage, said: Description, *, any_post: bool
    ) -> Person | None:
        """Return the person of the article whom "the Iraqi minister" means."""
        definite = any(c.lower_ in {"the", "this"} or c.dep_ == "poss" for c in token.lefts)
        if not (definite or said.countries):
            return None
        return self.cast.meant_by(said, passage.offset + token.idx, any_post=any_post)

    def _owners(self, token: Token, passage: Passage) -> tuple[str, ...]:
        """Return the country of "his" in "his government", of X in "the X administration"."""
        for child in token.lefts:
            if child.dep_ == "compound" and (person := self.cast.person_at(passage, child)):
                return (person.country,) if person.country else ()
            if child.dep_ == "poss" and child.pos_ == "PRON":
                owners = self._one(child, passage)
                return tuple(r.party.country for r in owners[:1] if r.party.country)
        return ()


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


def _kind(role: RolePhrase | None) -> PartyKind:
    body = role is not None and role.kind in {"organ", "organisation"}
    return "organisation" if body else "group"


def _named(own: Tag, token: Token, passage: Passage) -> tuple[Resolved, ...]:
    """Return the body, people or state that a name stands for.

    An honorific alone is nobody, and a city that is no capital acts for no government.
    """
    if own.organisation is not None:
        body = own.organisation
        party = Party(
            name=body.name,
            kind=body.kind,
            country=body.country,
            sectors=body.sectors,
            wikidata_id=body.wikidata,
        )
        return (made(party, token, passage, "ORG", "text"),)
    if own.country is None or own.kind == "city":
        return ()
    attributive = token.dep_ in {"amod", "compound", "nmod"} or token.pos_ == "ADJ"
    if own.kind == "demonym" and not attributive:
        party = Party(name=token.text, kind="group", country=own.country.code, sectors=("CVL",))
        return (made(party, token, passage, "NORP", "text"),)
    return (made(state(own.country), token, passage, "GPE", "text"),)
