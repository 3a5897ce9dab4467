"""Words that take up a party named elsewhere: pronouns, counterparts, "both sides".

What belongs here: looking back (or ahead) in the article for what such a word means.
What does not: names and descriptions (`parties`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.events.arguments import direct_object, grammatical_subject
from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Description, Passage
from tasks.events.quotes import FIRST_PERSON, SPEECH, SUBJECTS, speaker_of, subject_of
from tasks.events.resolved import Resolved, demonym, made, party_of, state
from tasks.plover.lexicons import Country
from tasks.records import Party

if TYPE_CHECKING:
    from tasks.events.parties import Resolver

HE_SHE = frozenset("he she him her his hers himself herself".split())
THEY_IT = frozenset("they them their theirs it its themselves itself".split())
RELATIVE = frozenset("who which that whom".split())
COUNTERPART = frozenset("counterpart opposite peer colleague".split())
SIDES = frozenset("side country nation neighbour neighbor party state government".split())
OFFICIAL = frozenset("GOV MIL LEG JUD COP SPY PTY OPP REB".split())  # sectors
OBJECTS = frozenset({"dobj", "pobj", "dative"})
LOOK_BACK = 60  # tokens searched for what a pronoun stands for
PARAGRAPHS_BACK = 2

Found = tuple[Resolved, ...]


def pronoun(resolver: Resolver, token: Token, passage: Passage) -> Found:
    """Return whom a pronoun stands for: a relative clause's head, a speaker or an antecedent."""
    word = token.lower_
    if word in RELATIVE:
        return _relative(resolver, token, passage)
    found: Found = ()
    if word in FIRST_PERSON and (speaker := speaker_of(token)) is not None:
        found = resolver.resolve(speaker, passage)
    elif word in HE_SHE or word in THEY_IT:
        found = _spoken_for(resolver, token, passage) if word == "it" else ()
        found = found or _antecedent(resolver, token, passage, plural=word in THEY_IT)
    return tuple(made(r.party, token, passage, "PRONOUN", "inferred") for r in found)


def _spoken_for(resolver: Resolver, token: Token, passage: Passage) -> Found:
    """Return the office holder who says what "it" did: "a spokesman said it had called on X"."""
    verb = token.head
    said = verb.head if token.dep_ in SUBJECTS and verb.dep_ == "ccomp" else None
    speaker = subject_of(said) if said is not None and said.lemma_.lower() in SPEECH else None
    found = resolver.resolve(speaker, passage) if speaker is not None else ()
    return found if len(found) == 1 and OFFICIAL & set(found[0].party.sectors) else ()


def _relative(resolver: Resolver, token: Token, passage: Passage) -> Found:
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return resolver.resolve(ancestor.head, passage)
    return ()


def _antecedent(resolver: Resolver, token: Token, passage: Passage, *, plural: bool) -> Found:
    """Return the last subject before the pronoun that it can stand for.

    A pronoun before the main subject of its own sentence ("In his meeting …, X said") looks
    there first.
    """
    own = _in_other_role(resolver, token, passage)
    for candidate, where in _candidates(resolver, token, passage):
        if candidate.pos_ == "PRON" and candidate.lower_ not in RELATIVE:
            continue
        found = resolver.resolve(candidate, where)
        person = len(found) == 1 and found[0].party.kind == "person"
        if found and person is not plural and found[0].party.id not in own:
            return found
    return ()


def _in_other_role(resolver: Resolver, token: Token, passage: Passage) -> set[str]:
    """Return the parties a pronoun cannot mean, as its verb has them in the other role.

    "X telephoned Y and urged him" is not X; "he praised X" is not X.
    """
    verb = next((a for a in token.ancestors if a.pos_ == "VERB"), None)
    if verb is None:
        return set()
    other = direct_object(verb) if token.dep_ in SUBJECTS else None
    other = grammatical_subject(verb) if token.dep_ in OBJECTS else other
    if other is None or (other.pos_ == "PRON" and token.dep_ in SUBJECTS):
        return set()
    return {r.party.id for r in resolver.resolve(other, passage)}


def _candidates(
    resolver: Resolver, token: Token, passage: Passage
) -> Iterator[tuple[Token, Passage]]:
    main = next((c for c in token.sent.root.children if c.dep_ in SUBJECTS), None)
    if main is not None and main.i > token.i:
        yield main, passage
    if token.dep_ in OBJECTS:
        words = passage.doc[token.sent.start : token.i]
        yield from ((t, passage) for t in reversed(list(words)) if t.dep_ in OBJECTS)
    near = list(passage.doc[max(0, token.i - LOOK_BACK) : token.i])
    in_relative = any(a.dep_ == "relcl" for a in (token, *token.ancestors))
    own_sentence = -1 if in_relative else passage.sentence_at[token.i]
    for found in _by_salience(near, passage, own_sentence):
        if not found.is_ancestor(token):
            yield found, passage
    for before in _earlier(resolver, passage):
        tokens = list(before.doc[-LOOK_BACK:])
        yield from ((t, before) for t in _by_salience(tokens, before, -1))


def _by_salience(tokens: list[Token], passage: Passage, own_sentence: int) -> Iterator[Token]:
    """Yield what a pronoun after these tokens may mean, the last sentence first.

    In each sentence its subjects come first. The other nouns follow where those are all pronouns
    ("It is the first visit by the minister. He …"), or in the pronoun's own sentence if it stands
    in a relative clause ("the visit of the minister to Baghdad, where he …").
    """
    starts = sorted({passage.sentence_at[t.i] for t in tokens}, reverse=True)
    for start in starts:
        words = [t for t in reversed(tokens) if passage.sentence_at[t.i] == start]
        subjects = [t for t in words if t.dep_ in SUBJECTS]
        yield from subjects
        relative = own_sentence < 0 and start == starts[0]
        if relative or (start != own_sentence and all(t.pos_ == "PRON" for t in subjects)):
            yield from (t for t in words if t.dep_ in {"pobj", "dobj", "appos"})


def _earlier(resolver: Resolver, passage: Passage) -> list[Passage]:
    passages = resolver.passages
    at = next(i for i, p in enumerate(passages) if p.offset == passage.offset)
    return passages[max(0, at - PARAGRAPHS_BACK) : at][::-1]


def counterpart(resolver: Resolver, token: Token, passage: Passage, said: Description) -> Found:
    """Return whom "his Iraqi counterpart" means: the holder of the same office over there."""
    country = said.countries[0] if said.countries else None
    if country is None:
        return ()
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    owners = resolver.resolve(owner, passage) if owner is not None else ()
    sectors = owners[0].party.sectors if owners else said.sectors
    held = resolver.persons(owner, passage) if owner is not None else []
    cast, before = resolver.cast, passage.offset + token.idx
    peers = [p for p in cast.before(before) + cast.people if p.country == country]
    person = _peer(peers, held, sectors)
    party = (
        party_of(person)
        if person is not None
        else Party(
            name=f"{demonym(country)} counterpart", kind="person", country=country, sectors=sectors
        )
    )
    return (made(party, token, passage, "DESCRIPTION", "inferred"),)


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


def is_plural(token: Token) -> bool:
    """Whether a noun is plural."""
    return token.tag_ in {"NNS", "NNPS"}


def takes_up_two(token: Token) -> bool:
    """Whether the phrase takes up two parties: "both sides", "the two ministers"."""
    words = {c.lower_ for c in token.lefts}
    return is_plural(token) and ("both" in words or {"the", "two"} <= words)


def both(resolver: Resolver, token: Token, passage: Passage) -> Found:
    """Return the two parties that "both sides" or "the two ministers" takes up, else none."""
    parties = (
        _last_two_states(resolver, token, passage)
        if token.lemma_.lower() in SIDES
        else _last_two_people(resolver, passage.offset + token.idx)
    )
    return tuple(made(p, token, passage, "DESCRIPTION", "inferred") for p in parties)


def _last_two_people(resolver: Resolver, before: int) -> list[Party]:
    """Return the last two persons named who are of different countries."""
    people: dict[str, Person] = {}
    for person in resolver.cast.before(before)[:4]:
        if person.country:
            people.setdefault(person.country, person)
    return [party_of(p) for p in list(people.values())[:2]] if len(people) > 1 else []


def _subjects_before(token: Token) -> list[Token]:
    """Return the subjects of the sentence before the token's."""
    start = token.sent.start
    if start == 0:
        return []
    return [t for t in token.doc[start - 1].sent if t.dep_ in SUBJECTS]


def _last_two_states(resolver: Resolver, token: Token, passage: Passage) -> list[Party]:
    found: dict[str, Country] = {}
    before = [passage.tags_at[t.i] for t in _subjects_before(token) if t.i in passage.tags_at]
    named = [t for t in reversed(passage.tags) if t.end <= token.i]
    for earlier in _earlier(resolver, passage):
        named += reversed(earlier.tags)
    if len({t.country.code for t in before if t.country}) == 2:
        named = before  # "China pays and Russia hires. He called on both countries"
    for t in named:
        if t.country and len(found) < 2:
            found.setdefault(t.country.code, t.country)
    return [state(country) for country in found.values()] if len(found) == 2 else []
