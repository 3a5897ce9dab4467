"""What one article enters into the tables beside its reports: mentions, parties, names, offices.

What belongs here: keeping what was resolved and naming what was not. What does not: resolving
(`parties`), reports (`reporting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tasks.events.cast import Person
from tasks.events.language import Span
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.resolved import Resolved, party_of
from tasks.plover.leaders import leaders
from tasks.records import Article, Mention, Party, PartyOffice

ENTITY_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})


class Entries:
    """The entries of one article; `keep` what takes part in anything, then `name` the rest."""

    def __init__(self, article: Article, resolver: Resolver) -> None:
        self._article = article
        self._resolver = resolver
        self._used: dict[str, Party] = {}
        self._mentions: dict[tuple[int, int], Mention] = {}

    def keep(self, resolved: Resolved) -> None:
        """Keep a party that takes part in an event or speaks, and the words that name it."""
        self._used[resolved.party.id] = resolved.party
        mention = resolved.mention(self._article.id)
        self._mentions.setdefault((mention.start, mention.end), mention)

    def name(self, passages: Iterable[Passage]) -> None:
        """Keep every named entity as a mention, with its party where one was resolved."""
        for passage in passages:
            for entity in passage.doc.ents:
                if entity.label_ in ENTITY_LABELS:
                    self._name(passage, entity)

    def _name(self, passage: Passage, entity: Span) -> None:
        start = passage.offset + entity.start_char
        found = self._resolver.meant(entity.root, passage)
        party = found[0].party if len(found) == 1 and _is_somebody(found[0]) else None
        if party is not None:
            self._used.setdefault(party.id, party)
        mention = Mention(
            article_id=self._article.id,
            start=start,
            end=start + len(entity.text),
            label=entity.label_,
            party_id=party.id if party else None,
        )
        self._mentions[mention.start, mention.end] = mention

    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions in text order."""
        return tuple(self._mentions[span] for span in sorted(self._mentions))

    def parties(self) -> tuple[Party, ...]:
        """Return the parties that the article tells of, by id."""
        return tuple(self._used[key] for key in sorted(self._used))

    def _people(self) -> Iterator[tuple[Party, Person]]:
        """Yield the persons whose party is in use."""
        for person in self._resolver.cast.people:
            party = party_of(person)
            if party.id in self._used:
                yield party, person

    def offices(self) -> Iterator[PartyOffice]:
        """Yield the offices the article shows people in, each where it is said first."""
        for party, person in self._people():
            held = {role.phrase: (role, start, end) for role, start, end in person.roles[::-1]}
            for title, (role, start, end) in sorted(held.items()):
                day = self._article.published_on
                term = leaders().term_of(party.name, party.country, role.sectors, day)
                yield PartyOffice(
                    party_id=party.id,
                    title=title,
                    country=party.country,
                    sectors=role.sectors,
                    article_id=self._article.id,
                    start=start,
                    end=end,
                    seen_on=day,
                    held_since=term.since if term else None,
                    held_until=term.until if term else None,
                )

    def aliases(self) -> tuple[tuple[str, str], ...]:
        """Return (party id, name as written) of people in use, sorted."""
        return tuple(sorted((party.id, form) for party, p in self._people() for form in p.forms))


def _is_somebody(resolved: Resolved) -> bool:
    """Whether a named entity is worth a party: not half a title, not an unknown single word."""
    party = resolved.party
    if party.kind == "person":
        known = party.country is not None or bool(party.sectors) or " " in party.name
        return known and resolved.label == "PERSON"
    return True
