"""What may be an event: a word of a sentence, who may act, who may be acted upon.

What belongs here: which words are asked about, the lexicon's and others. What does not: how the
relation model is asked (`questions`), whether there is an event (`judgement`), which words the
lexicon knows (`predicates`), where parties stand (`roles`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from tasks.events.decision import Draft
from tasks.events.language import Span, Token
from tasks.events.marking import Candidate, Chars
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.predicates import Predicate, predicates
from tasks.events.questions import question
from tasks.events.realis import FUTURE_HEADS, FUTURE_MODALS
from tasks.events.resolved import Resolved
from tasks.events.roles import draft_of
from tasks.plover.triggers import UNKNOWN, Trigger

VERB_RECIPIENTS = (
    "object", "with", "to", "against", "on", "at", "into", "in", "toward", "from", "of", "for",
    "over", "xcomp.object", "object.with", "object.against", "object.to", "object.on", "object.of",
    "object.poss", "object.by", "object.adj",
)  # fmt: skip
POS = {"VERB": "verb", "NOUN": "noun"}
CARRIED = frozenset({"dobj", "nsubjpass", "acomp", "attr", "oprd"})  # "issued a warning"
NOUN_ACTORS = ("poss", "adj", "by", "subject", "from")
NOUN_RECIPIENTS = (
    "against", "with", "to", "on", "of", "at", "for", "toward", "into", "in", "over", "object",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that may tell of an event, with the parties that may have part in it."""

    predicate: Predicate
    draft: Draft
    passage: Passage
    sentence: Span

    @property
    def token(self) -> Token:
        """The word."""
        return self.predicate.token

    @property
    def start(self) -> int:
        """Where its sentence starts in the article."""
        return self.passage.offset + self.sentence.start_char

    @property
    def by_lexicon(self) -> bool:
        """Whether an entry of the lexicon says which type it is."""
        return self.predicate.trigger.event_type != UNKNOWN

    @property
    def question(self) -> Candidate:
        """What the relation model is asked."""
        first, last = _trigger(
            self.token, [*self.draft.actors, *self.draft.recipients], self.passage
        )
        return question(
            self.sentence.text,
            self.start,
            (first - self.sentence.start_char, last - self.sentence.start_char),
            self.draft.actors,
            self.draft.recipients,
        )


def _trigger(token: Token, parties: Iterable[Resolved], passage: Passage) -> Chars:
    """Return the span of a word as the corpus marks it: with "will" and with what plans it.

    "will send", "plans to send". No party is within the span.
    """
    words = [token]
    if token.pos_ == "VERB":
        words += _modals(token)
        if token.dep_ == "xcomp" and token.head.lemma_.lower() in FUTURE_HEADS:
            words += [token.head]
    first, last = min(w.idx for w in words), token.idx + len(token.text)
    within = (passage.offset + first, passage.offset + last)
    if any(r.start < within[1] and within[0] < r.end for r in parties):
        return token.idx, last
    return first, last


def _modals(verb: Token) -> list[Token]:
    return [c for c in verb.lefts if c.dep_ == "aux" and c.lower_ in FUTURE_MODALS]


def proposals(
    passage: Passage, sentence: Span, resolver: Resolver, evokes: Collection[str] = ()
) -> Iterator[Proposal]:
    """Yield what may be an event in a sentence, in text order.

    `evokes` are the words to ask about besides those of the lexicon, as "raid/noun", "raid/verb".
    Words without anybody who acts are left out, and so are those whose parties can have no
    country: nobody learns anything from them (`decision`).
    """

    def is_party(token: Token) -> bool:
        return bool(resolver.resolve(token, passage))

    tokens = list(sentence)
    known, taken = predicates(tokens, is_party)
    new = (t for t in tokens if t.i not in taken and word_of(t) in evokes)
    asked = [*known, *_unknown(new, taken, is_party)]
    for predicate in sorted(asked, key=lambda one: one.token.i):
        draft = draft_of(predicate, resolver, passage)
        if any(map(_may_have_country, draft.actors)):
            yield Proposal(predicate, draft, passage, sentence)


def _may_have_country(resolved: Resolved) -> bool:
    return resolved.party.country is not None or resolved.label == "DESCRIPTION"


def word_of(token: Token) -> str:
    """Return a word as `evokes` names it: "raid/noun", "raid/verb"; other words as none of both."""
    return f"{token.lemma_.lower()}/{POS.get(token.pos_, '')}"


def _unknown(
    tokens: Iterable[Token], taken: Collection[int], is_party: Callable[[Token], bool]
) -> Iterator[Predicate]:
    """Yield the words that may evoke an event though the lexicon does not know them."""
    for token in tokens:
        carries = any(c.i in taken for c in token.children if c.dep_ in CARRIED)
        describes = token.dep_ in {"amod", "aux"} or bool(token.ent_type_)
        if not (carries or describes or is_party(token)):
            yield Predicate(token, _entry(token))


def _entry(token: Token) -> Trigger:
    """Return the entry of a word that the lexicon lacks: any party may stand anywhere."""
    is_verb = token.pos_ == "VERB"
    return Trigger(
        line=0,
        lemma=token.lemma_.lower(),
        pos="verb" if is_verb else "noun",
        needs=(),
        objects=(),
        event_type=UNKNOWN,
        modes=(),
        actor=("subject",) if is_verb else NOUN_ACTORS,
        recipient=VERB_RECIPIENTS if is_verb else NOUN_RECIPIENTS,
        example="",
    )
