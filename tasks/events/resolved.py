"""A resolved party with its words, and the parties that lexicon entries stand for.

What belongs here: making `Resolved` values. What does not: deciding what a word means (`parties`,
`references`).
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Passage, base
from tasks.events.tags import Tag
from tasks.plover.lexicons import Country, lexicons
from tasks.records import Basis, Link, Mention, Party


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party and the words, at article offsets, that name it here."""

    party: Party
    start: int
    end: int
    text: str
    label: str
    basis: Basis
    chain: tuple[Link, ...] = ()  # what the words take up, nearest first

    @property
    def taken_up(self) -> tuple[Link, ...]:
        """The chain of words that take up these."""
        return Link(text=self.text, start=self.start, end=self.end), *self.chain

    def mention(self, article_id: str) -> Mention:
        """Return the mention row."""
        return Mention(
            article_id=article_id,
            start=self.start,
            end=self.end,
            label=self.label,
            party_id=self.party.id,
        )


def made(
    party: Party,
    token: Token,
    passage: Passage,
    label: str,
    basis: Basis,
    chain: tuple[Link, ...] = (),
) -> Resolved:
    """Return the party with the words of the phrase that `token` heads; a pronoun stands alone.

    `chain` are the words that these take up.
    """
    first, last = (token.i, token.i + 1) if label == "PRONOUN" else base(token)
    span = passage.doc[first:last]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    start = passage.offset + span.start_char
    return Resolved(party, start, start + len(span.text), span.text, label, basis, chain)


def party_of(person: Person) -> Party:
    """Return the party a person of an article is."""
    name = person.known_as or person.name
    return Party(name=name, kind="person", country=person.country, sectors=person.sectors)


def state(country: Country) -> Party:
    """Return the party a country's name stands for: its government."""
    return Party(name=country.name, kind="state", country=country.code, sectors=("GOV",))


def named(own: Tag, token: Token, passage: Passage) -> tuple[Resolved, ...]:
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


def demonym(code: str) -> str:
    """Return the adjective of a country, else its code."""
    country = lexicons().countries.get(code)
    return country.demonyms[0] if country and country.demonyms else code


def description_name(token: Token, own: Tag | None, passage: Passage, country: str | None) -> str:
    """Return e.g. "Iraqi defence ministers": the demonym and the role as the text words it."""
    start, end = (own.start, own.end) if own else (token.i, token.i + 1)
    words = " ".join(passage.doc[start:end].text.split())
    words = words if any(w.isupper() for w in words.split()) else words.lower()
    return f"{demonym(country)} {words}" if country else words
