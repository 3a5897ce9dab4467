"""What a run did for each outlet: counts, and the table that shows them in the Prefect UI.

What belongs here: counting by outlet, and what is said of a batch. What does not: the closing lines
of a run (`summary`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from prefect.artifacts import create_table_artifact

from flows.progress import attempt
from tasks.clean import Cleaned
from tasks.news.urls import is_web, outlet_of
from tasks.records import Article, FetchOutcome, Rejection
from tasks.report.markdown import escaped, escaped_rows
from tasks.store import Stored

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

    def enter(
        self,
        outcomes: Sequence[FetchOutcome],
        cleaned: Cleaned,
        stored: Stored,
        losses: Sequence[Rejection],
    ) -> None:
        """Count a batch: what was asked for, what became of its articles, what was lost."""
        outlets = {article.id: article.outlet for article in cleaned.articles}
        for page in cleaned.read_from:
            self.name(page.url, outlets[page.article_id])
        self.count_fetches(outcomes)
        self.count_articles(cleaned.articles, stored.states)
        self.count_losses(losses)

    def rows(self) -> list[dict[str, Any]]:
        """Return one row an outlet, by name."""
        return [{"outlet": name} | self.outlets[name].row() for name in sorted(self.outlets)]


def told(
    outcomes: Sequence[FetchOutcome], pages: int, stored: Stored, losses: Sequence[Rejection]
) -> str:
    """Return what became of a batch, in words."""
    by_outcome = Counter(outcome.outcome for outcome in outcomes)
    numbers = {
        "fetched": by_outcome["fetched"],
        "not modified": by_outcome["unchanged"],
        "pages": pages,
        "articles new": stored.new,
        "changed": stored.changed,
        "unchanged": stored.unchanged,
        "reports": stored.reports,
        "rejected": len(losses),
    }
    said = ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
    named = by_reason(Counter(loss.reason for loss in losses))
    return f"{said} ({named})" if named else said or "nothing"


def show_in_ui(ledger: Ledger, description: str) -> None:
    """Save the table as an artifact of the running flow."""

    def show() -> UUID:
        rows = escaped_rows(ledger.rows())
        saved = create_table_artifact(key=ARTIFACT, table=rows, description=escaped(description))
        return UUID(str(saved))

    attempt("the table by outlet", show)
