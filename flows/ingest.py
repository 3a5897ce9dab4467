"""Read news into events: the stages, composed over batches.

What belongs here: which stage runs when, on what. What does not: what a stage does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from prefect import flow
from prefect.runtime import flow_run

from flows.progress import say
from flows.sources import read_sources
from flows.summary import Summary
from tasks.clean import clean
from tasks.discover import discover, expand
from tasks.events.coding import coder
from tasks.extract import extract
from tasks.fetch import fetch
from tasks.merge import merge
from tasks.publish import publish
from tasks.records import Coding, FetchOutcome, Page, Rejection, Source, Target
from tasks.settings import settings
from tasks.store import Stored, finish_run, keep_pages, needs_coding, start_run, store
from tasks.summarise import summarise

T = TypeVar("T")
LEVELS = 3  # given addresses, what they name, and what that names


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages that are cleaned, coded and stored together, and what was lost on the way to them."""

    pages: Sequence[Page]
    rejections: Sequence[Rejection] = ()
    outcomes: Sequence[FetchOutcome] = ()


def label(sources: Sequence[str] | None) -> str:
    """Return a short name for what a run reads: the first source and how many more."""
    if not sources:
        return "sources.toml"
    return sources[0] if len(sources) == 1 else f"{sources[0]} and {len(sources) - 1} more"


def _run_name() -> str:
    return f"ingest {label(flow_run.parameters.get('sources'))}"


@flow(name="ingest", flow_run_name=_run_name, persist_result=False)
def ingest(sources: list[str] | None = None) -> Summary:
    """Read feeds, pages, files or folders into the database and publish a snapshot.

    Without sources, reads those of `deployments/sources.toml`. What cannot be read is stored
    as a rejection; an error ends the run, with every batch before it kept.
    """
    named = tuple(Source(location=location) for location in sources or ())
    return read_news(named or read_sources(), kind="ingest", label=label(sources))


def read_news(sources: Sequence[Source], *, kind: str, label: str) -> Summary:
    """Take sources through every stage within the running flow; return what happened."""
    summary = Summary(run_id=start_run(kind, label, sources))
    status = "failed"
    try:
        for number, batch in enumerate(_batches(sources, summary), 1):
            _process(batch, f"batch {number}", summary)
        summary.events = merge()
        say(f"Merged: {summary.events} events new or changed")
        summarise()
        status = "completed"
    finally:
        finish_run(summary.run_id, summary.counts(), status)
    summary.snapshot = publish()
    return summary


def _batches(sources: Sequence[Source], summary: Summary) -> Iterator[Batch]:
    size = settings().batch_size
    found = discover(sources)
    summary.named |= {loss.subject for loss in found.rejections}
    summary.named |= {page.url for page in found.pages}
    summary.named |= {target.url for target in found.targets}
    skipped = f" ({found.skipped} archive records hold none)" if found.skipped else ""
    addresses = f"{len(found.targets)} addresses to fetch"
    say(f"Found {len(found.pages)} pages in files{skipped} and {addresses}")
    if found.rejections:
        yield Batch((), found.rejections)
    for pages in chunks(found.pages, size):
        yield Batch(pages)
    yield from _followed(found.targets, size)


def _followed(targets: Sequence[Target], size: int) -> Iterator[Batch]:
    """Fetch addresses and what the feeds and sitemaps among them name, each address once.

    A sitemap index names sitemaps, which name pages: LEVELS says how far we follow.
    """
    seen: set[str] = set()
    for _ in range(LEVELS):
        fresh = {target.url: target for target in targets if target.url not in seen}
        seen |= fresh.keys()
        named: list[Target] = []
        for chunk in chunks(fresh.values(), size):
            fetched = fetch(chunk)
            expanded = expand(fetched.pages)
            named += expanded.targets
            losses = (*fetched.rejections, *expanded.rejections)
            yield Batch(expanded.pages, losses, fetched.outcomes)
        targets = named
    if beyond := [target.url for target in targets if target.url not in seen]:
        yield Batch((), [_too_deep(url) for url in beyond])


def _too_deep(url: str) -> Rejection:
    detail = f"{url} is named {LEVELS} steps from a given address; give it, or its feed, itself."
    return Rejection(stage="discover", subject=url, reason="too_deep", detail=detail)


def _process(batch: Batch, name: str, summary: Summary) -> None:
    """Clean, code and store one batch; what was stored unchanged is not coded again."""
    losses = list(batch.rejections)
    keep_pages(batch.pages)
    cleaned = clean(batch.pages)
    losses += cleaned.rejections
    codings: tuple[Coding, ...] = ()
    if pending := needs_coding(cleaned.articles, coder(settings().spacy_model)):
        extracted = extract(pending, name)
        codings = extracted.codings
        losses += extracted.rejections
    stored = store(summary.run_id, cleaned.articles, codings, losses, batch.outcomes, name)
    summary.new += stored.new
    summary.changed += stored.changed
    summary.unchanged += stored.unchanged
    summary.reports += stored.reports
    summary.rejections += losses
    say(f"{name.capitalize()}: {_told(batch, stored, len(losses))}")


def _told(batch: Batch, stored: Stored, losses: int) -> str:
    numbers = {
        "fetched": sum(outcome.outcome == "fetched" for outcome in batch.outcomes),
        "pages": len(batch.pages),
        "articles new": stored.new,
        "changed": stored.changed,
        "unchanged": stored.unchanged,
        "reports": stored.reports,
        "rejected": losses,
    }
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number)


def chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """Yield the items in tuples of at most `size`."""
    iterator = iter(items)
    while chunk := tuple(islice(iterator, size)):
        yield chunk
