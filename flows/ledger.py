"""What a run did for each outlet: counts, and the table that shows them in the Prefect UI.

What belongs here: counting by outlet. What does not: the closing lines of a run (`summary`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prefect.artifacts import create_table_artifact

from tasks.news.urls import is_web, outlet_of
from tasks.records import Article, FetchOutcome, Rejection

FILES = "(files)"  # what was lost of a file, before anybody could tell its outlet
ARTIFACT = "ingest-by-outlet"


def by_reason(losses: Counter[str]) -> str:
    """Return losses in words, the most frequent reason first: "http_404 2, not_english 1"."""
    return ", ".join(f"{reason} {count}" for reason, count in losses.most_common())


@dataclass(slots=True)
class OutletCounts:
    """One outlet's share of a run."""

    tried: int = 0  # URLs asked for
    not_modified: int = 0  # of these, the server said that nothing changed
    articles: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged
    losses: Counter[str] = field(default_factory=Counter)  # by reason

    def row(self) -> dict[str, Any]:
        """Return the counts as columns, in the order to be shown."""
        states = {state: self.articles[state] for state in ("new", "changed", "unchanged")}
        return {
            "URLs tried": self.tried,
            "not modified": self.not_modified,
            **states,
            "rejected": self.losses.total(),
            "reasons": by_reason(self.losses),
        }


class Ledger:
    """The counts of a run, by outlet."""

    def __init__(self) -> None:
        self.outlets: dict[str, OutletCounts] = {}
        self._names: dict[str, str] = {}

    def name(self, url: str, outlet: str | None) -> None:
        """Note the outlet of a URL; what is known later is known better."""
        if outlet:
            self._names[url] = outlet

    def _of(self, url: str) -> OutletCounts:
        guess = outlet_of(url) if is_web(url) else FILES
        return self.outlets.setdefault(self._names.get(url) or guess, OutletCounts())

    def count_fetches(self, outcomes: Iterable[FetchOutcome]) -> None:
        """Count URLs that were asked for."""
        for outcome in outcomes:
            known = outcome.final_url if outcome.final_url in self._names else outcome.url
            counts = self._of(known or outcome.url)
            counts.tried += 1
            counts.not_modified += outcome.outcome == "unchanged"

    def count_articles(self, articles: Sequence[Article], states: Mapping[str, str]) -> None:
        """Count articles by what storing them did; `states` is by article id."""
        for article in articles:
            counts = self.outlets.setdefault(article.outlet, OutletCounts())
            if article.id in states:
                counts.articles[states[article.id]] += 1

    def count_losses(self, losses: Iterable[Rejection]) -> None:
        """Count what was lost, by reason."""
        for loss in losses:
            self._of(loss.subject).losses[loss.reason] += 1

    def rows(self) -> list[dict[str, Any]]:
        """Return one row an outlet, by name."""
        return [{"outlet": name} | self.outlets[name].row() for name in sorted(self.outlets)]


def show_in_ui(ledger: Ledger, description: str) -> None:
    """Save the table as an artifact of the running flow."""
    create_table_artifact(key=ARTIFACT, table=ledger.rows(), description=description)
