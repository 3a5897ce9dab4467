"""Whom a description means: "the Iraqi minister", "his government", "Peruvian police".

What belongs here: phrases without a name, by the roles and countries their words tell, or by whom
they take up. What does not: names (`parties`), pronouns and counterparts (`references`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tasks.events.bodies import Body, body_at
from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Description, Passage, base, sectors_of
from tasks.events.posts import POSTS, is_post
from tasks.events.references import Found, earlier_words, is_plural
from tasks.events.resolved import demonym, description_name, made, named, party_of, state
from tasks.events.tags import Tag
from tasks.plover.lexicons import RolePhrase, lexicons
from tasks.records import Party, PartyKind

if TYPE_CHECKING:
    from tasks.events.parties import Resolver

# Words for people or parts of the body that stands before them.
PARTS = frozenset(
    "cell mission delegation convoy team wing faction branch chapter unit force fighter position "
    "representative staff headquarters mediator observer ship vessel boat cutter van lorry truck "
    "helicopter plane aircraft patrol checkpoint base officer source spokesman".split()
)
OFFICES = frozenset({"department", "office", "cabinet", "ministry"})  # "her department"
HOMELANDS = frozenset({"country", "nation", "homeland"})  # "her country"
TAKING_UP = frozenset({"the", "this", "that", "these", "those"})
BODIES = frozenset("group organisation organization movement body agency alliance bloc".split())
PEOPLE = frozenset("man woman people".split())  # "three Eritreans … the men"
FIRMS = frozenset("firm company corporation enterprise bank business".split())


def described(resolver: Resolver, token: Token, passage: Passage, said: Description) -> Found:
    """Return the parties that the phrase headed by a word describes; `said` is what it says."""
    own = passage.tags_at.get(token.i)
    body, owner = body_at(token, passage), _owner(resolver, token, passage)
    in_post = token.lemma_.lower() in POSTS
    role = own.role if own else next(iter(said.roles), None) if in_post else None
    if role is None and body is None and not (in_post and (said.sectors or owner)):
        return _without_role(resolver, token, passage, said, owner)
    singular_post = (in_post or _is_office(role)) and not is_plural(token)
    if singular_post and (person := _in_cast(resolver, token, passage, said, any_post=in_post)):
        meant = made(party_of(person), token, passage, "DESCRIPTION", "office", person.chain)
        return (meant,)
    countries = _countries(said, owner, body)
    if not countries and (earlier := _taken_up(resolver, token, passage)):
        return earlier
    # "The Iranian and Iraqi ministers"; "EU leaders in Oslo" are not Norwegians, too.
    several = is_plural(token) and len(countries) > 1 and _of_several(token, passage)
    parties = [
        Party(
            name=body.name if body else _name(token, own, passage, said, country),
            kind="organisation" if body else "person" if singular_post else _kind(role),
            country=country,
            sectors=_sectors(said, owner, body, in_post=in_post),
        )
        for country in (countries if several else countries[:1] or (None,))
    ]
    return tuple(made(party, token, passage, "DESCRIPTION", "text") for party in parties)


def _of_several(token: Token, passage: Passage) -> bool:
    """Whether the words before a head, or after its "of", name several countries."""
    first, _ = base(token)
    after = [t.i for c in token.rights if c.lower_ in {"of", "from"} for t in c.subtree]
    near = [passage.tags_at[i] for i in (*range(first, token.i), *after) if i in passage.tags_at]
    return len({t.country.code for t in near if t.country}) > 1


def _name(
    token: Token, own: Tag | None, passage: Passage, said: Description, country: str | None
) -> str:
    """Return e.g. "Iraqi minister", "NATO leaders": by body where no state's adjective fits."""
    bodies = (t.organisation for t in said.tags if t.organisation)
    of = next(
        (b.name for b in bodies if "PRE" in b.sectors or country not in lexicons().countries), None
    )
    words = description_name(token, own, passage, None if of else country)
    return f"{of} {words}" if of else words


def _without_role(
    resolver: Resolver, token: Token, passage: Passage, said: Description, owner: Party | None
) -> Found:
    """Return whom a word that tells no role means: "her country", "NATO cells", "the group"."""
    lemma = token.lemma_.lower()
    country = lexicons().countries.get(owner.country or "") if owner is not None else None
    if lemma in HOMELANDS and country is not None:
        return (made(state(country), token, passage, "DESCRIPTION", "inferred"),)
    if lemma in OFFICES and owner is not None and owner.kind == "person" and owner.sectors:
        name = f"{demonym(owner.country)} {lemma}" if owner.country else lemma
        of_owner = replace(owner, name=name, kind="organisation")
        return (made(of_owner, token, passage, "DESCRIPTION", "inferred"),)
    return _of_body(token, passage, said) or _taken_up(resolver, token, passage)


def _of_body(token: Token, passage: Passage, said: Description) -> Found:
    """Return the body whose people or things a word names: "NATO cells", "a coast guard ship"."""
    first, _ = base(token)
    near = [passage.tags_at[i] for i in range(first, token.i) if i in passage.tags_at]
    if token.lemma_.lower() not in PARTS:
        return ()
    if beside := next((t for t in near if t.organisation), None):
        return named(beside, token, passage)
    organ = next((t for t in near if t.role and t.role.kind == "organ"), None)
    if organ is None or organ.role is None:
        return ()
    country = next(iter(said.countries), None)
    name = description_name(token, organ, passage, country)
    party = Party(name=name, kind="organisation", country=country, sectors=organ.role.sectors)
    return (made(party, token, passage, "DESCRIPTION", "text"),)


def _taken_up(resolver: Resolver, token: Token, passage: Passage) -> Found:
    """Return the party that "the workers" or "the group" was called before, with its country.

    It was called by the same word, or is the last body that was named before "the group".
    """
    if not any(c.lower_ in TAKING_UP for c in token.lefts):
        return ()
    for candidate, where in earlier_words(resolver, token, passage):
        if _may_be_called(candidate, token):
            found = resolver.meant(candidate, where)
            party = found[0].party if len(found) == 1 else None
            if party is not None and party.country and _fits(party, candidate, token):
                chain = found[0].taken_up
                return (made(party, token, passage, "DESCRIPTION", "inferred", chain),)
    return ()


def _same_word(candidate: Token, token: Token) -> bool:
    return candidate.lemma_.lower() == token.lemma_.lower()


def _may_be_called(candidate: Token, token: Token) -> bool:
    return _same_word(candidate, token) or token.lemma_.lower() in BODIES | FIRMS | PEOPLE


def _fits(party: Party, candidate: Token, token: Token) -> bool:
    """Whether a party named or described before is what "the group" or "the firm" can mean."""
    if party.kind in {"state", "person"}:
        return False
    if token.lemma_.lower() in FIRMS:
        return "BUS" in party.sectors
    if token.lemma_.lower() in PEOPLE:
        return party.kind == "group" and is_plural(candidate)
    return _same_word(candidate, token) or candidate.pos_ == "PROPN"


def _in_cast(
    resolver: Resolver, token: Token, passage: Passage, said: Description, *, any_post: bool
) -> Person | None:
    """Return the person of the article whom "the Iraqi minister" means."""
    definite = any(c.lower_ in {"the", "this"} or c.dep_ == "poss" for c in token.lefts)
    if not (definite or said.countries):
        return None
    return resolver.cast.meant_by(said, passage.offset + token.idx, any_post=any_post)


def _owner(resolver: Resolver, token: Token, passage: Passage) -> Party | None:
    """Return whose a thing or a post is: "his" in "his government", X in "the X's deputy"."""
    for child in token.lefts:
        if child.dep_ == "compound" and (person := resolver.cast.person_at(passage, child)):
            return party_of(person)
        if child.dep_ == "poss":
            owners = resolver.resolve(child, passage)
            return owners[0].party if owners else None
    return None


def _countries(said: Description, owner: Party | None, body: Body | None) -> Sequence[str | None]:
    """Return the countries of a description: its owner's before those its other words tell."""
    if owner is not None and (owner.kind == "organisation" or not said.countries):
        return (owner.country,) if owner.country else ()
    return (body.country,) if body is not None and body.country else said.countries


def _sectors(
    said: Description, owner: Party | None, body: Body | None, *, in_post: bool
) -> tuple[str, ...]:
    """Return the sectors of a description; a "leader" or "deputy" has those of the body beside."""
    if body is not None:
        return body.sectors
    if said.former:
        return said.sectors
    if in_post:
        beside = [t for t in said.tags if t.organisation or (t.role and not is_post(t.role))]
        told = tuple(dict.fromkeys(s for t in beside for s in sectors_of(t)))
        if told or (owner is not None and owner.kind != "state"):
            return tuple(dict.fromkeys((*told, *(owner.sectors if owner else ()))))
    return said.sectors


def _is_office(role: RolePhrase | None) -> bool:
    return role is not None and role.kind in {"office", "rank"}


def _kind(role: RolePhrase | None) -> PartyKind:
    body = role is not None and role.kind in {"organ", "organisation"}
    return "organisation" if body else "group"
