"""The day an article counts from, and the days that it tells in its order.

What belongs here: what reading one sentence needs of the whole article. What does not: the times
within a sentence (`dating`), what reports take over from each other (`chronology`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.events.dating import Dated, date_of, names_time
from tasks.events.days import DAYS_AHEAD
from tasks.events.expressions import read_expression
from tasks.events.language import Span, Token
from tasks.events.phrases import Passage
from tasks.events.times import counts_from_told, last_told, occasion_of, resolved
from tasks.records import Article, Basis

DATELINE_DAYS = 7  # a dateline's day lies at most so far before publication
RECENT_DAYS = 31  # a day given to an occasion counts elsewhere only so long


@dataclass(frozen=True, slots=True)
class OwnDay:
    """The day an article counts from and what that rests on."""

    day: date | None
    basis: Basis = "publication"


def own_day(article: Article) -> OwnDay:
    """Return the day of an article: its dateline's where that names one, else publication's.

    A dateline's day a week before publication, or after it, is a mistake and not taken.
    """
    published = article.published_on
    printed = read_expression(article.dateline, published) if article.dateline else None
    if printed is None or printed.day is None or printed.precision != "day":
        return OwnDay(published)
    before = 0 if published is None else (published - printed.day).days
    if before == 0 and published is not None:
        return OwnDay(published)
    is_near = -DAYS_AHEAD <= before <= DATELINE_DAYS
    return OwnDay(printed.day, "dateline") if is_near else OwnDay(published)


class Timeline:
    """The days that an article tells, in its order; `own` is the day it counts from."""

    def __init__(self, passages: Sequence[Passage], own: OwnDay) -> None:
        self.own = own
        self._passages = passages
        self._before: dict[tuple[int, int], date | None] = {}
        self._occasions: dict[str, set[date]] = {}

    def date_of(self, predicate: Token) -> Dated:
        """Return the time of a predicate from its own sentence.

        A noun without a time there is of the one recent day that the article gives it elsewhere:
        "a bombing", then "Friday's bombing" (basis inferred).
        """
        sentence = predicate.sent
        told = self._told(sentence) if counts_from_told(sentence, self.own.day) else None
        found = date_of(predicate, self.own.day, told=told)
        if found.day is None and predicate.pos_ == "NOUN" and not names_time(predicate):
            self._read()
            days = self._occasions.get(predicate.lemma_.lower(), set())
            return Dated(min(days), "day", "inferred") if len(days) == 1 else found
        return found

    def _told(self, sentence: Span) -> date | None:
        """Return the last day told before a sentence."""
        self._read()
        return self._before.get((id(sentence.doc), sentence.start))

    def _read(self) -> None:
        """Read the whole article, once."""
        if self._before:
            return
        told = None
        for passage in self._passages:
            for sentence in passage.doc.sents:
                self._before[id(passage.doc), sentence.start] = told
                self._note_occasions(sentence, told)
                told = last_told(sentence, self.own.day, told)

    def _note_occasions(self, sentence: Span, told: date | None) -> None:
        for named, found in resolved(sentence, self.own.day, told):
            noun = occasion_of(named)
            if found.day is None or self.own.day is None or noun is None or named.bound:
                continue
            if found.precision == "day" and 0 <= (self.own.day - found.day).days <= RECENT_DAYS:
                self._occasions.setdefault(noun.lemma_.lower(), set()).add(found.day)
