"""From a verb of saying to the party that speaks.

What belongs here: the speaker's word beside a verb, and the one party it means, pronouns outside
quoted words included. What does not: which verb tells of which words (`attribution`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.events.arguments import (
    agent,
    antecedent,
    direct_object,
    grammatical_subject,
    is_passive,
    own_subject,
    preposition,
)
from tasks.events.language import Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, base
from tasks.events.quotes import SUBJECTS
from tasks.events.references import HE_SHE, THEY_IT
from tasks.events.resolved import Resolved, made
from tasks.records import Basis

LOOK_BACK = 120  # tokens searched for the person that "he" means
PASSAGES_BACK = 2
# Whose words they hold is said beside them: "a statement from the ministry said".
WRITINGS = frozenset(
    "statement letter communique communiqué post tweet message declaration note report resolution "
    "editorial speech memo email comment release remark".split()
)
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})

Marked = Mapping[int, Collection[int]]  # a passage's offset → its tokens between any marks


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that tell who speaks; the party is None where they do not tell which."""

    passage: Passage
    speaker: Token | None = None
    party: Resolved | None = None
    verb: Token | None = None
    basis: Basis | None = None

    def taken_up(self) -> Attribution:
        """Return it for words of another sentence than that which tells it."""
        return replace(self, basis="inferred" if self.party else None)

    @property
    def speaker_span(self) -> tuple[int, int] | None:
        """The words that name the speaker, at the article's offsets."""
        if self.party is not None:
            return self.party.start, self.party.end
        if self.speaker is None:
            return None
        first, last = base(self.speaker)
        while first < last - 1 and self.passage.doc[first].is_space:
            first += 1
        start = self.passage.offset + self.passage.doc[first].idx
        return start, start + len(self.passage.doc[first:last].text)

    @property
    def verb_span(self) -> tuple[int, int] | None:
        """The verb, at the article's offsets."""
        if self.verb is None:
            return None
        start = self.passage.offset + self.verb.idx
        return start, start + len(self.verb.text)


def said_by(
    verb: Token, passage: Passage, marked: Marked, resolver: Resolver, after: Sequence[Token] = ()
) -> Attribution:
    """Return the attribution that a verb of saying makes; `after` are words after a quotation."""
    speaker = _speaker(verb, marked.get(passage.offset, ()), after)
    if speaker is None:
        return Attribution(passage, verb=verb)
    return replace(attributed(speaker, passage, marked, resolver), verb=verb)


def attributed(speaker: Token, passage: Passage, marked: Marked, resolver: Resolver) -> Attribution:
    """Return the attribution to the one party that a word means, if there is one to be told."""
    found = _party(speaker, passage, marked, resolver)
    return Attribution(passage, speaker, found, basis=found.basis if found else None)


def _speaker(verb: Token, within: Collection[int], after: Sequence[Token]) -> Token | None:
    quoting = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb
    if quoting.lemma_.lower() in {"quote", "cite"}:  # "was quoted as saying", "quoted X as"
        passive = is_passive(quoting)
        return grammatical_subject(quoting) if passive else direct_object(quoting)
    if is_passive(verb):
        return agent(verb)
    for found in (own_subject(verb), _beside(verb, after), grammatical_subject(verb)):
        if found is not None and (found := antecedent(found)).i not in within:
            return found
    return None


def _beside(verb: Token, after: Sequence[Token]) -> Token | None:
    """Return the noun that stands right after a verb after quoted words: "…," said X."""
    places = {t.i for t in after}
    if verb.i not in places or verb.i + 1 not in places:
        return None
    found = verb.nbor(1)
    while found.head.i in places and found.head.i > verb.i and found.head.pos_ in NOUNS:
        found = found.head
    return found if found.pos_ in NOUNS else None


def _party(speaker: Token, passage: Passage, marked: Marked, resolver: Resolver) -> Resolved | None:
    if speaker.lower_ in HE_SHE or speaker.lower_ in THEY_IT:
        return _meant(speaker, passage, marked, resolver)
    found = resolver.resolve(speaker, passage)
    if not found and speaker.lemma_.lower() in WRITINGS:
        for author in authors(speaker):
            found = found or resolver.resolve(author, passage)
    if len(found) != 1 or not _can_be_told(found[0]) or _names_another(speaker, found[0]):
        return None
    return found[0]


def _names_another(speaker: Token, found: Resolved) -> bool:
    """Whether a phrase that was taken for somebody's post goes on with another name.

    "The head of the border committee X", where the article's only head is Y.
    """
    if found.basis != "office" or found.label != "DESCRIPTION":
        return False
    names = [t for t in speaker.subtree if t.i > speaker.i and t.ent_type_ == "PERSON"]
    return bool(names) and names[-1].text not in found.party.name.split()


def authors(writing: Token) -> Iterator[Token]:
    """Yield the words that may say whose a writing or a claim is."""
    yield from (c for c in writing.lefts if c.dep_ in {"poss", "compound", "nmod", "amod"})
    for word in ("by", "from", "of"):
        if (found := preposition(writing, word)) is not None:
            yield found


def _can_be_told(resolved: Resolved) -> bool:
    """Whether a party is more than "a witness" or half a name."""
    party = resolved.party
    named = resolved.label in {"PERSON", "ORG"} and (" " in party.name or bool(party.sectors))
    return party.country is not None or named


def _meant(pronoun: Token, passage: Passage, marked: Marked, resolver: Resolver) -> Resolved | None:
    """Return the last subject that a pronoun can refer to, outside of quoted words."""
    plural = pronoun.lower_ in THEY_IT
    for token, where in _subjects(pronoun, passage, marked, resolver):
        found = resolver.resolve(token, where)
        person = len(found) == 1 and found[0].party.kind == "person"
        if found and person is not plural:
            if len(found) > 1 or not _can_be_told(found[0]):
                return None
            return made(found[0].party, pronoun, passage, "PRONOUN", "inferred")
    return None


def _subjects(
    pronoun: Token, passage: Passage, marked: Marked, resolver: Resolver
) -> Iterator[tuple[Token, Passage]]:
    at = next(i for i, p in enumerate(resolver.passages) if p.offset == passage.offset)
    near = passage.doc[max(0, pronoun.i - LOOK_BACK) : pronoun.i]
    earlier = resolver.passages[max(0, at - PASSAGES_BACK) : at]
    for words, where in ((near, passage), *((p.doc[:], p) for p in reversed(earlier))):
        within = marked.get(where.offset, ())
        for token in reversed(list(words)):
            if token.dep_ in SUBJECTS and token.pos_ != "PRON" and token.i not in within:
                yield token, where
