"""The times that a sentence names, found in its text and seen in its parse.

What belongs here: one sentence's expressions in order, each read against the days before it. What
does not: how words are read (`expressions`), and whose time it is (`dating`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tasks.events.days import DAYS_AHEAD, Anchor, Dated
from tasks.events.expressions import Time, times_in
from tasks.events.language import Span, Token
from tasks.events.quotes import SPEECH

VERBAL = frozenset({"VERB", "AUX"})
MODIFIERS = frozenset({"compound", "nmod", "nummod", "amod", "poss"})
AHEAD = frozenset({"will", "shall", "'ll", "’ll", "wo"})
SCHEDULED = frozenset("due expect schedule slate".split())
# Infinitives under these are not of the future: "managed to", "refused to".
NOT_AHEAD = frozenset(
    "manage begin start continue proceed happen help come go fail refuse decline try attempt seem "
    "appear claim force use say believe think report allege know find be".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """A time expression of a sentence; `ahead` where its clause is about the future."""

    span: Span
    time: Time
    ahead: bool

    @property
    def is_modifier(self) -> bool:
        """Whether it only tells which, "Friday's raid".

        A weekday that opens a sentence tells when, whatever the parse: "Early Friday men raided".
        """
        root = self.span.root
        opens = self.time.kind == "weekday" and self.span.start - root.sent.start < 2
        return root.dep_ in MODIFIERS and (root.dep_ == "poss" or not opens)

    @property
    def bound(self) -> str:
        """Return "since" or "limit" where what it hangs on only begins or ends then."""
        return "" if self.is_modifier else self.time.bound

    def tells(self, found: Dated) -> bool:
        """Whether what it hangs on is of that time; "since Monday" is, from its first day on."""
        return not self.bound or (self.bound == "since" and found.precision == "day")

    @property
    def is_silent(self) -> bool:
        """Whether it leaves open what day it is: "until Friday", "hours later"."""
        return self.bound == "limit" or self.time.kind == "same day"


@lru_cache(maxsize=128)
def expressions(sentence: Span) -> tuple[Named, ...]:
    """Return the times that a sentence names, in order."""
    found = []
    for time in times_in(sentence.text):
        start, end = (sentence.start_char + at for at in (time.start, time.end))
        span = sentence.doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.append(Named(span, time, _looks_ahead(span.root)))
    return tuple(found)


def _looks_ahead(token: Token) -> bool:
    """Whether a word stands in a clause about the future: "will meet", "is due", "to meet"."""
    verb = next((a for a in token.ancestors if a.pos_ in VERBAL or a.lower_ == "due"), None)
    if verb is None:
        return False
    if verb.lemma_.lower() in SCHEDULED and verb.tag_ in {"JJ", "IN", "VBN"}:
        return True
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if words & AHEAD:
        return True
    if verb.tag_ == "VB" and "to" in words and verb.dep_ in {"xcomp", "ccomp", "acl"}:
        return verb.head.lemma_.lower() not in NOT_AHEAD
    return "would" in words and any(a.lemma_.lower() in SPEECH for a in verb.ancestors)


def resolved(
    sentence: Span, published: date | None, told: date | None = None
) -> Iterator[tuple[Named, Dated]]:
    """Yield the times a sentence names with their days; `told` is the last day named before."""
    for named in expressions(sentence):
        found = named.time.on(Anchor(published, told, ahead=named.ahead))
        yield named, found
        told = _told_now(named, found, published) or told


def _told_now(named: Named, found: Dated, published: date | None) -> date | None:
    """Return the day that a text has come to; a limit and a day to come leave it where it was."""
    if found.day is None or found.precision != "day" or named.bound:
        return None
    is_past = published is None or (found.day - published).days <= DAYS_AHEAD
    return found.day if is_past else None


def last_told(sentence: Span, published: date | None, told: date | None) -> date | None:
    """Return the last day that is told up to the end of a sentence."""
    for named, found in resolved(sentence, published, told):
        told = _told_now(named, found, published) or told
    return told


def occasion_of(named: Named) -> Token | None:
    """Return the noun that a time is said of: "Friday's raid", "the raid late on Friday"."""
    above, first = named.span.root.head, named.span.start
    above = above.head if above.dep_ == "prep" else above
    while first > named.span.sent.start and above.doc[first - 1].lower_ in {"on", "late", "early"}:
        first -= 1
    before = above.doc[max(first - 1, 0)]
    noun = before if before.dep_ in {"nsubj", "nsubjpass"} else above
    return noun if noun.pos_ == "NOUN" and noun not in named.span else None


def counts_from_told(sentence: Span, published: date | None) -> bool:
    """Whether a time of a sentence needs the days told before it."""
    return any(named.time.is_told or published is None for named in expressions(sentence))
