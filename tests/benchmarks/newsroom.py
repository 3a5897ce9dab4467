"""Batches of new articles, with codings, about the parties and places of a made store.

What belongs here: records as extraction would give them. What does not: the store (`made_store`).
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tasks.records import Article, Coding, Mention, Party, Report, ReportParty, Role
from tests.benchmarks.identifying import World
from tests.benchmarks.made_store import (
    CODER,
    EACH,
    LAST_DAY,
    PARTIES,
    TYPES,
    people,
    places,
)

WORDS = 400  # of an article
ROLES: tuple[Role, Role] = ("actor", "recipient")


class Newsroom:
    """New articles about the parties of the store, the same in every run."""

    def __init__(self) -> None:
        self.random = Random(11)
        self.world = World()
        self.people, self.places = people(), places()
        self.number = 0

    def batch(self, size: int) -> tuple[list[Article], list[Coding]]:
        """Return articles that were never seen, with their codings."""
        articles = [self._article() for _ in range(size)]
        return articles, [self._coding(article) for article in articles]

    def _article(self) -> Article:
        self.number += 1
        words = (self.random.choice(self.world.surnames).lower() for _ in range(WORDS))
        return Article(
            url=f"https://outlet.example/new/{self.number}",
            outlet=f"Outlet {self.number % 50}",
            title=f"New {self.number}",
            text=" ".join(words).capitalize() + ".",
            published_on=LAST_DAY - timedelta(days=self.random.randrange(3)),
            published_basis="metadata",
        )

    def _coding(self, article: Article) -> Coding:
        told = [self._report(article, number) for number in range(EACH)]
        named = {one.id: one for _, sides in told for one in sides}
        mentions = [
            Mention(
                article_id=article.id, start=p.start, end=p.end, label="PERSON", party_id=p.party_id
            )
            for report, _ in told
            for p in report.parties
        ]
        return Coding(
            article_id=article.id,
            text_hash=article.text_hash,
            coder=CODER,
            mentions=tuple(mentions),
            parties=tuple(named.values()),
            aliases=tuple((one.id, one.name) for one in named.values()),
            reports=tuple(report for report, _ in told),
        )

    def _report(self, article: Article, number: int) -> tuple[Report, list[Party]]:
        sides = [self.people[int(self.random.random() ** 2 * PARTIES)] for _ in ROLES]
        start = number * 100
        parties = [
            ReportParty(
                role=role,
                position=0,
                party_id=one.id,
                start=start + 40 * at,
                end=start + 40 * at + 9,
                text=one.name,
                country=one.country,
                sectors=one.sectors,
                basis="text",
            )
            for at, (role, one) in enumerate(zip(ROLES, sides, strict=True))
        ]
        assert article.published_on
        report = Report(
            article_id=article.id,
            start=start,
            end=start + 90,
            trigger_start=start + 20,
            trigger_end=start + 26,
            event_type=self.random.choice(TYPES),
            modes=(),
            realis="actual",
            parties=tuple(parties),
            event_date=article.published_on - timedelta(days=number % 4),
            date_precision="day",
            date_basis="text",
            place=self.random.choice(self.places) if number == 0 else None,
            place_basis="text" if number == 0 else None,
            confidence=0.8,
            coder=CODER,
            explanation="made for the benchmark",
        )
        return report, sides
