"""Words with a party for their subject that evoke no event: what the coder must let pass.

What belongs here: finding them in the corpus with the coder's own parse. What does not: pairs of
marked parties (`examples`).

The corpus marks every event of a sentence. So a verb whose subject is a party, or a noun that one
owns or brings about, tells of none if it is no trigger: "police said", "the minister's hope". Left
out are words that a trigger hangs on ("held" talks, "began" shelling): they tell the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.events.arguments import agent, arguments, patient
from tasks.events.language import Token, parse
from tasks.events.marking import Candidate, Chars
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage, annotate, base
from tasks.events.relations import NONE
from training.examples import Example
from training.sentences import Sentence

OWNERS = ("poss", "by")
# A clause that hangs on a trigger so is another happening, or the content of a saying.
APART = frozenset({"ccomp", "advcl", "conj", "relcl", "acl", "parataxis"})
BARE = frozenset({"DET", "PUNCT"})


def bystanders(sentence: Sentence) -> list[Example]:
    """Return the candidates of a sentence that its writer marked as no event, by position."""
    triggers = [event.trigger for event in sentence.events]
    passages = [annotate(p.doc, p.offset) for p in parse(sentence.text)]
    resolver = Resolver(passages)
    return [
        Example(candidate=candidate, types={NONE: 1.0})
        for passage in passages
        for token in passage.doc
        if not _tells(token, passage, triggers)
        for candidate in _candidates(token, passage, resolver, sentence.text)
    ]


def _candidates(
    token: Token, passage: Passage, resolver: Resolver, text: str
) -> Iterator[Candidate]:
    for actor in _actors(token, passage):
        if not resolver.resolve(actor, passage):
            continue
        other = patient(token) if token.pos_ == "VERB" else None
        known = other is not None and other != actor and resolver.resolve(other, passage)
        start = passage.offset + token.idx
        acting, receiving = (
            _span(actor, passage),
            _span(other, passage) if known and other else None,
        )
        if acting == receiving or acting[0] <= start < acting[1]:
            return
        yield Candidate(
            text=text,
            actors=(acting,),
            recipients=(receiving,) if receiving else (),
            trigger=(start, start + len(token.text)),
        )
        return


def _actors(token: Token, passage: Passage) -> Iterator[Token]:
    if token.pos_ == "VERB":
        found = agent(token)
        if found is not None:
            yield found
    elif token.pos_ == "NOUN" and token.i not in passage.tags_at and not token.ent_type_:
        for place in OWNERS:
            yield from arguments(token, place)


def _tells(token: Token, passage: Passage, triggers: list[Chars]) -> bool:
    """Whether the word is part of a trigger, or one that a trigger hangs on."""
    marked = [t for t in passage.doc if _inside(t, passage, triggers)]
    return token in marked or any(token in _above(inner) for inner in marked)


def _above(token: Token) -> Iterator[Token]:
    for _ in range(2):
        if token.dep_ in APART or token.head == token:
            return
        token = token.head
        yield token


def _inside(token: Token, passage: Passage, spans: list[Chars]) -> bool:
    start = passage.offset + token.idx
    return any(start < span[1] and start + len(token.text) > span[0] for span in spans)


def _span(token: Token, passage: Passage) -> Chars:
    """Return the words of a phrase up to its head, without article."""
    first, last = base(token)
    while first < last - 1 and passage.doc[first].pos_ in BARE:
        first += 1
    span = passage.doc[first:last]
    return passage.offset + span.start_char, passage.offset + span.end_char
