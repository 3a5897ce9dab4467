"""From a word in a sentence to the parties it means, with country, sectors and what that rests on.

What belongs here: names, descriptions, metonyms, counterparts and pronouns of one article.
What does not: joining people across articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.events.cast import Cast, Person
from tasks.events.language import Token
from tasks.events.phrases import (
    Description,
    Passage,
    base,
    belonging,
    conjuncts,
    content,
    describe,
    titled,
)
from tasks.events.quotes import FIRST_PERSON, SUBJECTS, speaker_of
from tasks.events.tags import Tag
from tasks.plover.lexicons import Country, lexicons
from tasks.records import Basis, Mention, Party, PartyKind

HE_SHE = frozenset("he she him her his hers himself herself".split())
THEY_IT = frozenset("they them their theirs it its themselves itself".split())
RELATIVE = frozenset("who which that whom".split())
COUNTERPART = frozenset("counterpart opposite peer".split())
SIDES = frozenset("side country nation neighbour neighbor party state government".split())
# Posts that the body beside them makes one: "head of the navy", "a senior official".
POSTS = frozenset("head chief member official leader".split())
LOOK_BACK = 60  # tokens searched for what a pronoun stands for


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party and the words, at article offsets, that name it here."""

    party: Party
    start: int
    end: int
    text: str
    label: str
    basis: Basis

    def mention(self, article_id: str) -> Mention:
        """Return the mention row."""
        return Mention(
            article_id=article_id,
            start=self.start,
            end=self.end,
            label=self.label,
            party_id=self.party.id,
        )


class Resolver:
    """Resolves words of one article; create it with all its passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = list(passages)
        self.cast = Cast(passages)
        self._known: dict[tuple[int, int], tuple[Resolved, ...]] = {}
        for passage in self.passages:
            self._read_ahead(passage)
        self._known.clear()

    def _read_ahead(self, passage: Passage) -> None:
        """Note who is a subject where, and that a named counterpart shares the other's office."""
        for token in passage.doc:
            if token.dep_ in SUBJECTS:
                for person in self._persons(token, passage):
                    person.as_subject.append(passage.offset + token.idx)
            elif token.lemma_.lower() in COUNTERPART:
                self._share_office(token, passage)

    def _persons(self, token: Token, passage: Passage) -> list[Person]:
        ids = {r.party.id for r in self.resolve(token, passage) if r.party.kind == "person"}
        return [p for p in self.cast.people if self.party_of(p).id in ids]

    def _share_office(self, token: Token, passage: Passage) -> None:
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        owners = self._persons(owner, passage) if owner is not None else []
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
            unique = {r.party.id: r for r in reversed(found)}
            self._known[key] = tuple(reversed(unique.values()))
        return self._known[key]

    def _one(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        if token.lower_ in RELATIVE and token.pos_ == "PRON":
            return self._relative(token, passage)
        if token.pos_ == "PRON":
            return self._pronoun(token, passage)
        if person := self.cast.person_at(passage, token):
            return (self._person(person, token, passage, "PERSON", "text"),)
        if named := self._renamed(token, passage):
            return named
        if self._is_both(token) and (pair := self._both(token, passage)):
            return pair
        said = describe(token, passage)
        if token.lemma_.lower() in COUNTERPART:
            return self._counterpart(token, passage, said)
        own = passage.tags_at.get(token.i)
        if own is not None and own.kind != "role":
            return self._named(own, token, passage)
        return self._described(token, passage, said)

    # Persons

    def _renamed(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        """Return the persons that a title goes on to name.

        "the army chief, X"; "Commander of the Ground Forces General X", which the parser takes
        for a commander of X; "General X and Admiral Y", which it takes for a general, X, Y.
        """
        renamed = [c for c in token.rights if c.dep_ == "appos"]
        if token.i in passage.tags_at:
            renamed += [t for t in belonging(token) if titled(t, passage)]
        people = {
            p.name: self._person(p, t if len(renamed) > 1 else token, passage, "PERSON", "text")
            for t in renamed
            if (p := self.cast.person_at(passage, t))
        }
        return tuple(people.values())

    def _person(
        self, person: Person, token: Token, passage: Passage, label: str, basis: Basis
    ) -> Resolved:
        return self._made(self.party_of(person), token, passage, label, basis)

    @staticmethod
    def party_of(person: Person) -> Party:
        """Return the party a person of this article is."""
        return Party(
            name=person.name, kind="person", country=person.country, sectors=person.sectors
        )

    def _made(
        self, party: Party, token: Token, passage: Passage, label: str, basis: Basis
    ) -> Resolved:
        first, last = base(token)
        if label == "PRONOUN":
            first, last = token.i, token.i + 1
        span = passage.doc[first:last]
        while len(span) > 1 and (span[0].is_punct or span[0].is_space):
            span = span[1:]
        start = passage.offset + span.start_char
        return Resolved(party, start, start + len(span.text), span.text, label, basis)

    # Names of states and bodies

    def _named(self, own: Tag, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        if own.organisation is not None:
            body = own.organisation
            party = Party(
                name=body.name,
                kind=body.kind,
                country=body.country,
                sectors=body.sectors,
                wikidata_id=body.wikidata,
            )
            return (self._made(party, token, passage, "ORG", "text"),)
        assert own.country is not None  # every tag has a country, a body or a role
        if own.kind == "demonym":
            party = Party(name=token.text, kind="group", country=own.country.code, sectors=("CVL",))
            return (self._made(party, token, passage, "NORP", "text"),)
        return (self._made(_state(own.country), token, passage, "GPE", "text"),)

    # Descriptions

    def _described(self, token: Token, passage: Passage, said: Description) -> tuple[Resolved, ...]:
        own = passage.tags_at.get(token.i)
        role = own.role if own else None
        if role is None and token.lemma_.lower() in POSTS:
            role = next(iter(said.roles), None)
        if role is None:
            return ()
        before = passage.offset + token.idx
        definite = any(c.lower_ in {"the", "this"} or c.dep_ == "poss" for c in token.lefts)
        singular = not _is_plural(token)
        is_post = role.kind in {"office", "rank"} or token.lemma_.lower() in POSTS
        may_be_cast = is_post and singular and (definite or bool(said.countries))
        any_post = token.lemma_.lower() in POSTS
        if may_be_cast and (person := self.cast.meant_by(said, before, any_post=any_post)):
            return (self._person(person, token, passage, "DESCRIPTION", "office"),)
        countries: tuple[str | None, ...] = said.countries or self._owners(token, passage)
        wanted = countries if not singular and len(countries) > 1 else countries[:1] or (None,)
        kind: PartyKind = "organisation" if role.kind in {"organ", "organisation"} else "group"
        if is_post and singular:
            kind = "person"
        return tuple(
            self._made(
                Party(
                    name=_description_name(token, own, passage, country),
                    kind=kind,
                    country=country,
                    sectors=said.sectors,
                ),
                token,
                passage,
                "DESCRIPTION",
                "text",
            )
            for country in wanted
        )

    def _owners(self, token: Token, passage: Passage) -> tuple[str, ...]:
        """Return the country of "his" in "his government", "their forces"."""
        for child in token.lefts:
            if child.dep_ == "poss" and child.pos_ == "PRON":
                owners = self._one(child, passage)
                return tuple(r.party.country for r in owners[:1] if r.party.country)
        return ()

    def _counterpart(
        self, token: Token, passage: Passage, said: Description
    ) -> tuple[Resolved, ...]:
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        owners = self.resolve(owner, passage) if owner is not None else ()
        sectors = owners[0].party.sectors if owners else said.sectors
        country = said.countries[0] if said.countries else None
        before = passage.offset + token.idx
        peers = [p for p in self.cast.before(before) + self.cast.people if p.country == country]
        held = self._persons(owner, passage) if owner is not None else []
        if country and (person := _peer(peers, held, sectors)):
            return (self._person(person, token, passage, "DESCRIPTION", "inferred"),)
        if country is None:
            return ()
        name = f"{_demonym(country)} counterpart"
        party = Party(name=name, kind="person", country=country, sectors=sectors)
        return (self._made(party, token, passage, "DESCRIPTION", "inferred"),)

    # "both sides", "the two ministers"

    def _is_both(self, token: Token) -> bool:
        """Whether the phrase takes up two parties: "both sides", "the two ministers"."""
        words = {c.lower_ for c in token.lefts}
        taken_up = "both" in words or {"the", "two"} <= words
        return taken_up and _is_plural(token)

    def _both(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        before = passage.offset + token.idx
        if token.lemma_.lower() in SIDES:
            return self._last_two_states(token, passage)
        people = {p.country: p for p in reversed(self.cast.before(before)[:4]) if p.country}
        return tuple(
            self._person(p, token, passage, "DESCRIPTION", "inferred")
            for p in list(people.values())[-2:]
            if len(people) >= 2
        )

    def _last_two_states(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        found: dict[str, Country] = {}
        for t in self._tags_before(passage, token.i):
            if t.country and len(found) < 2:
                found.setdefault(t.country.code, t.country)
        if len(found) < 2:
            return ()
        return tuple(
            self._made(_state(country), token, passage, "DESCRIPTION", "inferred")
            for country in found.values()
        )

    def _tags_before(self, passage: Passage, index: int) -> Iterator[Tag]:
        yield from (t for t in reversed(passage.tags) if t.end <= index)
        for earlier in self._earlier(passage):
            yield from reversed(earlier.tags)

    def _earlier(self, passage: Passage) -> list[Passage]:
        at = next(i for i, p in enumerate(self.passages) if p.offset == passage.offset)
        return self.passages[max(0, at - 2) : at][::-1]

    # Pronouns

    def _relative(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return self.resolve(ancestor.head, passage)
        return ()

    def _pronoun(self, token: Token, passage: Passage) -> tuple[Resolved, ...]:
        if token.lower_ in FIRST_PERSON:
            speaker = speaker_of(token)
            found = self.resolve(speaker, passage) if speaker is not None else ()
        elif token.lower_ in HE_SHE:
            found = self._antecedent(token, passage, plural=False)
        elif token.lower_ in THEY_IT:
            found = self._antecedent(token, passage, plural=True)
        else:
            found = ()
        return tuple(self._made(r.party, token, passage, "PRONOUN", "inferred") for r in found)

    def _antecedent(self, token: Token, passage: Passage, *, plural: bool) -> tuple[Resolved, ...]:
        """Return the last subject before the pronoun that it can stand for.

        A pronoun before the main subject of its own sentence ("In his meeting …, X said") looks
        there first.
        """
        for candidate, where in self._subjects(token, passage):
            if candidate.pos_ == "PRON" and candidate.lower_ not in RELATIVE:
                continue
            found = self.resolve(candidate, where)
            person = len(found) == 1 and found[0].party.kind == "person"
            if found and person is not plural:
                return found
        return ()

    def _subjects(self, token: Token, passage: Passage) -> Iterator[tuple[Token, Passage]]:
        main = next((c for c in token.sent.root.children if c.dep_ in SUBJECTS), None)
        if main is not None and main.i > token.i:
            yield main, passage
        near = list(passage.doc[max(0, token.i - LOOK_BACK) : token.i])
        yield from (
            (t, passage) for t in _by_salience(near, token.sent.start) if token not in t.subtree
        )
        for before in self._earlier(passage):
            yield from ((t, before) for t in _by_salience(list(before.doc[-LOOK_BACK:]), -1))


def _is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"}


def _by_salience(tokens: list[Token], own_sentence: int) -> Iterator[Token]:
    """Yield what a pronoun after these tokens may mean, the last sentence first.

    In each sentence its subjects come first; where those are all pronouns ("It is the first
    visit by the minister. He …"), the other nouns follow.
    """
    starts = sorted({t.sent.start for t in tokens}, reverse=True)
    for start in starts:
        words = [t for t in reversed(tokens) if t.sent.start == start]
        subjects = [t for t in words if t.dep_ in SUBJECTS]
        yield from subjects
        if start != own_sentence and all(t.pos_ == "PRON" for t in subjects):
            yield from (t for t in words if t.dep_ in {"pobj", "dobj", "appos"})


def _peer(peers: list[Person], owners: list[Person], sectors: Sequence[str]) -> Person | None:
    """Return the peer in the same office, else one of no told office in the same sector."""
    offices = {role.phrase for p in owners for role, _, _ in p.roles if role.kind == "office"}
    for person in peers:
        if offices & {role.phrase for role, _, _ in person.roles}:
            return person
    for person in peers:
        told = any(role.kind == "office" for role, _, _ in person.roles)
        if not told and (set(person.sectors) & set(sectors) or not sectors):
            return person
    return None


def _state(country: Country) -> Party:
    return Party(name=country.name, kind="state", country=country.code, sectors=("GOV",))


def _demonym(code: str) -> str:
    country = lexicons().countries.get(code)
    return country.demonyms[0] if country and country.demonyms else code


def _description_name(token: Token, own: Tag | None, passage: Passage, country: str | None) -> str:
    """Return e.g. "Iraqi defence ministers": the demonym and the role as the text words it."""
    start, end = (own.start, own.end) if own else (token.i, token.i + 1)
    words = " ".join(passage.doc[start:end].text.split())
    words = words if any(w.isupper() for w in words.split()) else words.lower()
    return f"{_demonym(country)} {words}" if country else words
