"""What an article tells of its people in passing, read before any word is resolved for good.

What belongs here: who is a subject where, whose officer somebody is, shared offices. What does
not: names and titles side by side (`cast`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Passage, titled
from tasks.events.posts import POSTS, is_post
from tasks.events.quotes import SUBJECTS
from tasks.events.references import COUNTERPART
from tasks.events.resolved import party_of

if TYPE_CHECKING:
    from tasks.events.parties import Resolver


def read_ahead(resolver: Resolver, passage: Passage) -> None:
    """Note in the cast what a passage tells of its persons' posts."""
    for token in passage.doc:
        if token.dep_ in SUBJECTS:
            for person in resolver.persons(token, passage):
                person.as_subject.append(passage.offset + token.idx)
                person.speaks_in = person.speaks_in or _fronted(token, passage)
        elif token.lemma_.lower() in COUNTERPART:
            _share_office(resolver, token, passage)
        if token.dep_ == "poss" and (officer := _in_post_of(resolver, token, passage)):
            _learn_owner(resolver, officer, token, passage)


def _fronted(subject: Token, passage: Passage) -> str | None:
    """Return the country of "In Lima, the minister said …": whoever speaks there is at home."""
    first = subject.sent[0]
    if first.lower_ != "in" or first.head != subject.head:
        return None
    tags = (passage.tags_at.get(child.i) for child in first.children if child.dep_ == "pobj")
    return next((t.country.code for t in tags if t and t.country and t.kind == "capital"), None)


def _appositions(resolver: Resolver, token: Token, passage: Passage) -> Person | None:
    """Return X of "the chairman, X"."""
    named = (resolver.cast.person_at(passage, c) for c in token.rights if c.dep_ == "appos")
    return next((person for person in named if person), None)


def _in_post_of(resolver: Resolver, owner: Token, passage: Passage) -> Person | None:
    """Return X of "its deputy chairman, X" or "the union's secretary X"."""
    post = owner.head
    if person := resolver.cast.person_at(passage, post):
        return person if titled(post, passage) else None
    told = passage.tags_at.get(post.i)
    office = told is not None and told.role is not None and is_post(told.role)
    if not office and post.lemma_.lower() not in POSTS:
        return None
    return _appositions(resolver, post, passage)


def _learn_owner(resolver: Resolver, person: Person, token: Token, passage: Passage) -> None:
    """Note whose officer a person is, where their own words tell no country."""
    owners = resolver.resolve(token, passage)
    if len(owners) != 1 or party_of(person).id == owners[0].party.id:
        return
    owner = owners[0].party
    if owner.country and not person.countries:
        person.countries.setdefault(owner.country)
    if not person.weights:
        person.learn_sectors(owner.sectors, 1)


def _share_office(resolver: Resolver, token: Token, passage: Passage) -> None:
    """Note that a counterpart named beside the word has the office of the other."""
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    person = _appositions(resolver, token, passage)
    if person is None or owner is None:
        return
    others = resolver.persons(owner, passage)
    for party in [r.party for r in resolver.resolve(owner, passage)][:1]:
        person.learn_sectors(party.sectors, 0)
    if others:
        person.roles += [r for r in others[0].roles if r[0].kind == "office"]
