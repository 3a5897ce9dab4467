"""The persons of one article: every form of a name, and what the article says of its bearer.

What belongs here: joining mentions of one person inside an article, and finding the person a
description means ("the Iraqi minister"). What does not: other articles.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tasks.events.language import Token
from tasks.events.names import name_of
from tasks.events.phrases import Description, Passage, describe, sectors_of, weight
from tasks.plover.leaders import leaders
from tasks.plover.lexicons import RolePhrase
from tasks.records import Basis, Link

SOON = 600  # characters: about three sentences
PARTICLES = frozenset("al el bin ibn abu de da di van von der la le".split())


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: "Saeed Al-Abbas" → ("saeed", "al", "abbas")."""
    return tuple(re.findall(r"[^\W\d_]+", name.casefold()))


@dataclass(slots=True)
class Person:
    """One person as the article tells of them."""

    name: str  # the longest form
    named: Link | None = None  # where that stands first
    forms: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)  # first said first
    weights: dict[str, int] = field(default_factory=dict)  # sector → weight of what told it
    roles: list[tuple[RolePhrase, int, int]] = field(default_factory=list)  # with text offsets
    former: bool = False
    in_post: bool = False  # told to hold some post, though it may tell no sector
    speaks_in: str | None = None  # the country whose capital a sentence about them begins with
    known_as: str | None = None  # as the table of leaders has it
    home: str | None = None  # the country of one whom no words of the article place
    home_basis: Basis = "inferred"
    positions: list[int] = field(default_factory=list)  # text offsets of the mentions
    as_subject: list[int] = field(default_factory=list)  # those that are a clause's subject

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors, those of a post before those of a rank; a former holder is ELI."""
        return (
            ("ELI",) if self.former else tuple(sorted(self.weights, key=lambda s: self.weights[s]))
        )

    def learn_sectors(self, sectors: Iterable[str], weight: int) -> None:
        """Note sectors told by words of this weight (`phrases.weight`)."""
        for sector in sectors:
            self.weights[sector] = min(weight, self.weights.get(sector, weight))

    @property
    def chain(self) -> tuple[Link, ...]:
        """The name, as the end of a chain of words that take it up."""
        return (self.named,) if self.named else ()

    @property
    def country(self) -> str | None:
        """The country said first, else the one they are at home in."""
        return next(iter(self.countries), self.home)

    @property
    def basis(self) -> Basis:
        """What the country rests on."""
        return self.home_basis if self.home and not self.countries else "text"

    def matches(self, words: Sequence[str]) -> bool:
        """Whether a name may be another form of this person's: same surname, words included."""
        own = name_words(self.name)
        short, long = sorted((tuple(words), own), key=len)
        if not short or short[-1] != long[-1]:
            return False
        return set(short) <= set(long)


class Cast:
    """All persons of an article, in order of first mention."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.people: list[Person] = []
        self._by_token: dict[tuple[int, int], Person] = {}
        named = [
            (passage, token, name)
            for passage in passages
            for token in passage.doc
            if (name := name_of(token, passage.tags_at)) and name_words(name)
        ]
        # Long forms first, so that a surname joins the full name wherever that stands.
        for passage, token, name in sorted(named, key=lambda n: -len(name_words(n[2]))):
            self._enter(passage, token, name)
        for person in self.people:
            person.positions.sort()
        self._surnames = {name_words(p.name)[-1]: p for p in reversed(self.people)}
        for passage, token, _ in named:
            self._learn(self._by_token[passage.offset, token.i], passage, token)

    def _enter(self, passage: Passage, token: Token, name: str) -> None:
        words = name_words(name)
        person = next((p for p in self.people if p.matches(words)), None)
        if person is None and len(words) == 1:  # surname first: "Xi Jinping", then "Xi"
            bearers = [p for p in self.people if words[0] in name_words(p.name)]
            person = bearers[0] if len(bearers) == 1 else None
        if person is None:
            person = Person(name, _where(passage, token, name))
            self.people.append(person)
        person.forms.setdefault(name)
        person.positions.append(passage.offset + token.idx)
        self._by_token[passage.offset, token.i] = person

    def _learn(self, person: Person, passage: Passage, token: Token) -> None:
        said = describe(token, passage)
        for country in said.countries[:1]:
            person.countries.setdefault(country)
        for t in said.tags:
            person.learn_sectors(sectors_of(t), weight(t))
        person.former = person.former or said.former
        person.in_post = person.in_post or said.in_post
        for t in said.tags:
            if t.role and t.role.kind in {"office", "rank"}:
                span = passage.doc[t.start : t.end]
                start = passage.offset + span.start_char
                person.roles.append((t.role, start, start + len(span.text)))

    def settle_leaders(self, day: date | None, named: Collection[str]) -> None:
        """Recognise those whose office on the article's day is known.

        One whom words place is looked for in that country, and one of whom no words tell an
        office gets what is known. A surname alone is believed only where the article names the
        country (`named`).
        """
        for person in self.people:
            alone = len(name_words(person.name)) == 1
            if alone and not (person.countries or named):
                continue
            among = tuple(person.countries)[:1] or (tuple(named) if alone else ())
            holding = leaders().meant_by(person.name, day, among)
            if holding is None:
                continue
            if not person.countries:
                person.home, person.home_basis = holding.leader.country, "office"
            if holding.leader.country == person.country:
                person.known_as = holding.leader.name
            in_office = any(role.kind == "office" for role, _, _ in person.roles)
            if not in_office and (holding.standing == "holder" or not person.weights):
                person.learn_sectors(holding.sectors, -1)

    def settle_homes(self, country: str | None) -> None:
        """Place office holders without a country in the one that the article is about.

        News tells where a minister is from unless that is the country it is news of, or it begins
        "In Lima, the minister said".
        """
        for person in self.people:
            if (person.weights or person.in_post) and not person.country:
                person.home = person.speaks_in or country

    def person_at(self, passage: Passage, token: Token) -> Person | None:
        """Return the person named at this token, by entity or by a known surname.

        A town in "Pavon said" gives way to a person of that surname, one in "in Pavon" does not.
        """
        if person := self._by_token.get((passage.offset, token.i)):
            return person
        words = name_words(token.text)
        if not token.text[0].isupper() or len(words) != 1 or words[0] in PARTICLES:
            return None
        person, found = self._surnames.get(words[0]), passage.tags_at.get(token.i)
        if token.pos_ not in {"PROPN", "NOUN"} or person is None:
            return None
        if found is not None and found.kind == "city":
            in_full = len(name_words(person.name)) > 1
            return person if in_full and token.dep_ != "pobj" else None
        return person if found is None or found.kind == "role" else None

    def without_namesakes(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return the passages without the tags of towns that are persons of this cast here."""
        kept = []
        for passage in passages:
            here = [t for t in passage.tags if t.kind == "city"]
            named = {t for t in here if self.person_at(passage, passage.doc[t.end - 1])}
            tags = tuple(t for t in passage.tags if t not in named)
            kept.append(replace(passage, tags=tags) if named else passage)
        return kept

    def meant_by(self, said: Description, before: int, *, any_post: bool) -> Person | None:
        """Return the person a description means: same country, an office that fits.

        Of several that fit the one that was last a subject before the text offset `before` wins,
        else the one mentioned last. With none before, the first subject soon after does: "an
        Iranian official has met X. General Y met him on Saturday". `any_post` is for words such
        as "official" that fit every post.
        """
        fitting = [
            person
            for person in self.people
            if (not said.countries or person.country == said.countries[0])
            and ((any_post and said.countries) or _fits(said.roles, person))
        ]
        seen = [p for p in fitting if any(at < before for at in p.positions)]
        if seen:
            return max(seen, key=lambda p: _last_before(p, before))
        soon = [(at, p) for p in fitting for at in p.as_subject if before < at < before + SOON]
        return min(soon, key=lambda pair: pair[0])[1] if soon and said.countries else None

    def before(self, offset: int) -> list[Person]:
        """Return persons mentioned before a text offset, the latest first."""
        seen = [
            (max(at for at in p.positions if at < offset), p)
            for p in self.people
            if p.positions and p.positions[0] < offset
        ]
        return [p for _, p in sorted(seen, key=lambda pair: -pair[0])]


def _where(passage: Passage, token: Token, name: str) -> Link:
    """Return the words of a name that ends with a token."""
    end = token.idx + len(token.text)
    start = passage.doc.text.rfind(name, 0, end)
    start = start if start + len(name) == end else token.idx
    text = passage.doc.text[start:end]
    return Link(text=text, start=passage.offset + start, end=passage.offset + end)


def _last_before(person: Person, before: int) -> tuple[int, int]:
    subjects = [at for at in person.as_subject if at < before]
    mentions = [at for at in person.positions if at < before]
    return max(subjects, default=-1), max(mentions, default=-1)


def _fits(roles: Sequence[RolePhrase], person: Person) -> bool:
    """Whether a description's post fits a person's: its words, or exactly its sectors."""
    posts = [role for role in roles if role.kind in {"office", "rank"}]
    if not posts:
        return False
    said = posts[0]
    offices = [role for role, _, _ in person.roles if role.kind == "office"]
    words = {word for role, _, _ in person.roles for word in role.phrase.split()}
    if set(said.phrase.split()) <= words:
        return True
    return any(set(said.sectors) == set(role.sectors) for role in offices)
