"""Short ways to read a sentence, for the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tasks.events.bodies import passages_of
from tasks.events.coding import code_article
from tasks.events.language import Token, parse
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.resolved import Resolved
from tasks.records import Article, Coding, Report, Role

WEDNESDAY = date(2024, 5, 15)


def article(
    text: str, *, published: date | None = WEDNESDAY, dateline: str | None = None
) -> Article:
    return Article(
        url="https://outlet.test/a",
        outlet="outlet",
        title=None,
        text=text,
        published_on=published,
        dateline_place=dateline,
    )


def code(text: str, *, published: date | None = WEDNESDAY, dateline: str | None = None) -> Coding:
    return code_article(article(text, published=published, dateline=dateline))


def report(text: str, event_type: str) -> Report:
    """Return the one report of this type that a text gives."""
    (found,) = [r for r in code(text).reports if r.event_type == event_type]
    return found


def countries(found: Report, role: Role) -> list[str | None]:
    return [p.country for p in found.in_role(role)]


@dataclass(frozen=True)
class Reading:
    """A text whose words can be resolved."""

    passages: list[Passage]
    resolver: Resolver

    def at(self, word: str, nth: int = 0) -> tuple[Token, Passage]:
        """Return the nth token of this form and its passage."""
        return [(t, p) for p in self.passages for t in p.doc if t.text == word][nth]

    def resolve(self, word: str, nth: int = 0) -> tuple[Resolved, ...]:
        token, passage = self.at(word, nth)
        return self.resolver.resolve(token, passage)


def read(text: str) -> Reading:
    passages = passages_of(parse(text))
    return Reading(passages, Resolver(passages))


def token(text: str, word: str) -> Token:
    """Return the first token of this form."""
    return next(t for p in parse(text) for t in p.doc if t.text == word)
