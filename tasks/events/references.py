"""Words that take up a party named elsewhere: pronouns and counterparts.

What belongs here: looking back (or ahead) in the article for what such a word means.
What does not: names (`parties`), descriptions (`descriptions`), two at once (`pairs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.events.arguments import direct_object, grammatical_subject
from tasks.events.cast import Person
from tasks.events.language import Token
from tasks.events.phrases import Description, Passage
from tasks.events.quotes import FIRST_PERSON, SPEECH, SUBJECTS, speaker_of, subject_of
from tasks.events.resolved import Resolved, demonym, made, party_of
from tasks.records import Party

if TYPE_CHECKING:
    from tasks.events.parties import Resolver

HE_SHE = frozenset("he she him her his hers himself herself".split())
THEY_IT = frozenset("they them their theirs it its themselves itself".split())
RELATIVE = frozenset("who which that whom".split())
COUNTERPART = frozenset("counterpart opposite peer colleague".split())
OFFICIAL = frozenset("GOV MIL LEG JUD COP SPY PTY OPP REB".split())  # sectors
OBJECTS = frozenset({"dobj", "pobj", "dative"})
NOUNS = frozenset({"NOUN", "PROPN"})
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
    return tuple(made(r.party, token, passage, "PRONOUN", "inferred", r.taken_up) for r in found)


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
    if token.dep_ == "poss" and token.head.dep_ == "conj":  # "the minister and her counterpart"
        beside = resolver.alone(token.head.head, passage)
        if beside and (beside[0].party.kind == "person") is not plural:
            return beside
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
    for before in earlier(resolver, passage):
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


def earlier(resolver: Resolver, passage: Passage) -> list[Passage]:
    """Return the passages before one that a word may look back to, the latest first."""
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
    chain = person.chain if person is not None else ()
    return (made(party, token, passage, "DESCRIPTION", "inferred", chain),)


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


def earlier_words(
    resolver: Resolver, token: Token, passage: Passage
) -> Iterator[tuple[Token, Passage]]:
    """Yield the nouns before a word that it may take up, the latest first."""
    yield from ((t, passage) for t in reversed(list(passage.doc[: token.i])) if t.pos_ in NOUNS)
    for before in earlier(resolver, passage):
        yield from ((t, before) for t in reversed(list(before.doc)) if t.pos_ in NOUNS)
