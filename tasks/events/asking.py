"""Whom the marked words of an article mean: spans in, parties out.

What belongs here: words that somebody else marked, as `communique evaluate parties` has them. What
does not: resolving them (`parties`), finding out who takes part in what (`candidates`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.events.desk import Desk
from tasks.events.language import Span, Token, parse_all
from tasks.events.marking import Chars
from tasks.events.resolved import Resolved
from tasks.records import Article, Party


@dataclass(frozen=True, slots=True)
class Asked:
    """An article, and the spans asked about, half-open, in the characters of its text."""

    article: Article
    spans: tuple[Chars, ...]


def meant(asked: Sequence[Asked], *, model: str | None = None) -> list[list[tuple[Party, ...]]]:
    """Return, for each span of each article, the parties it means; none where it means nobody.

    A span stands for the word that heads it. What is coordinated with it outside of the span is
    not part of the answer. Raises ModelError as `tasks.events.coding.code_article`.
    """
    parsed = parse_all([one.article.text for one in asked], model=model)
    desks = [Desk(one.article, found) for one, found in zip(asked, parsed, strict=True)]
    return [
        [_meant(desk, start, end) for start, end in one.spans]
        for one, desk in zip(asked, desks, strict=True)
    ]


def _meant(desk: Desk, start: int, end: int) -> tuple[Party, ...]:
    for passage in desk.passages:
        first, last = start - passage.offset, end - passage.offset
        if not 0 <= first < len(passage.doc.text):
            continue
        span = passage.doc.char_span(first, last, alignment_mode="expand")
        if span is None:
            return ()
        found = desk.resolver.meant(_head(span), passage)
        inside = [one for one in found if one.start < end and start < one.end]
        # "A spokesman, X": who is renamed outside of the span is meant by it.
        return tuple(_at_home(one, desk) for one in inside or found[: len(found) == 1])
    return ()


def _head(span: Span) -> Token:
    """Return the word that heads a span: of several that hang on words outside, the last noun."""
    heads = [t for t in span if not span.start <= t.head.i < span.end or t.head == t]
    nouns = [t for t in heads if t.pos_ in {"NOUN", "PROPN"}]
    return nouns[-1] if nouns and span.root.pos_ not in {"NOUN", "PROPN", "PRON"} else span.root


def _at_home(one: Resolved, desk: Desk) -> Party:
    """Return the party; who is only described is of the article's country, as in an event."""
    unplaced = one.label == "DESCRIPTION" and one.party.country is None
    return replace(one.party, country=desk.resolver.home) if unplaced else one.party
