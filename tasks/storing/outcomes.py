"""How each URL tried in a run ended, when everything is known that became of its page.

What belongs here: fetch outcomes joined with later losses. What does not: finding either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tasks.records import FetchOutcome, Rejection


def addresses(outcome: FetchOutcome) -> tuple[str, ...]:
    """Return the URL and, where they led to another, the end of its redirects."""
    return tuple(dict.fromkeys((outcome.url, outcome.final_url or outcome.url)))


def ended(
    outcomes: Iterable[FetchOutcome],
    rejections: Iterable[Rejection],
    gave: Mapping[str, str],
    stored: Collection[str],
) -> list[FetchOutcome]:
    """Return the outcomes, of which those whose page was lost after it was fetched say so.

    `gave` is page url → url of the article read there, `stored` the urls of articles that are
    stored as read: where one is, a loss is that of a second page at its address.
    """
    reasons: dict[str, str] = {}
    for loss in rejections:
        if loss.stage != "fetch":
            reasons.setdefault(loss.subject, loss.reason)
    return [_ended(outcome, reasons, gave, stored) for outcome in outcomes]


def _ended(
    outcome: FetchOutcome,
    reasons: Mapping[str, str],
    gave: Mapping[str, str],
    stored: Collection[str],
) -> FetchOutcome:
    pages = addresses(outcome)
    articles = [gave[page] for page in pages if page in gave]
    lost = [reasons[subject] for subject in (*pages, *articles) if subject in reasons]
    if outcome.outcome == "rejected" or not lost or any(url in stored for url in articles):
        return outcome
    return replace(outcome, outcome="rejected", reason=lost[0])


def heard(outcomes: Iterable[FetchOutcome]) -> set[str]:
    """Return the addresses that answered: what became of their pages is told anew."""
    return {url for one in outcomes if one.outcome != "rejected" for url in addresses(one)}


def gone(outcomes: Iterable[FetchOutcome]) -> set[str]:
    """Return the addresses at which a server says that there is nothing (any more)."""
    return {url for one in outcomes if one.status in (404, 410) for url in addresses(one)}
