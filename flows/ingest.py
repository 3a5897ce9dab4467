"""Read news into events: the stages, composed over batches.

What belongs here: which stage runs when, on what. What does not: what a stage does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date

from prefect import flow
from prefect.runtime import flow_run

from flows.gates import expect_no_alarms
from flows.leads import LEVELS, too_deep, too_many
from flows.ledger import Ledger, show_in_ui, told
from flows.parameters import Since, Sources, Strict, Until, sources_named
from flows.progress import progress, say
from flows.recovery import ended, reconcile
from flows.reporting import ingested, reported
from flows.sources import read_rules
from flows.stopwatch import lap
from flows.strict import expect_sources_read
from flows.summary import Summary
from tasks import database, workers
from tasks.chunks import chunks
from tasks.clean import clean
from tasks.discover import Discovery, Walk, discover, expand
from tasks.events.coding import coder
from tasks.extract import extract
from tasks.fetch import fetch
from tasks.gauge import expect_models, gauge
from tasks.identify import identify
from tasks.link import link
from tasks.merge import merge
from tasks.news.sieve import newest
from tasks.news.windows import Window
from tasks.publish import publish
from tasks.records import Coding, FetchOutcome, LayoutRule, Page, Rejection, Source, Target
from tasks.reread import STORED, reread
from tasks.settings import settings
from tasks.store import finish_run, keep_pages, kept, needs_coding, start_run, store
from tasks.summarise import summarise

Rules = Mapping[str, Sequence[LayoutRule]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run is to read: sources, days, and what is known of their outlets' layouts."""

    sources: Sequence[Source]
    window: Window = field(default_factory=Window)
    rules: Rules = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages that are cleaned, coded and stored together, and what was lost on the way to them."""

    pages: Sequence[Page]
    rejections: Sequence[Rejection] = ()
    outcomes: Sequence[FetchOutcome] = ()


def label(
    sources: Sequence[str] | None, since: date | None = None, until: date | None = None
) -> str:
    """Return a short name for what a run reads: the first source, how many more, the days."""
    named = sources[0] if sources else "sources.toml"
    more = f" and {len(sources) - 1} more" if sources and len(sources) > 1 else ""
    days = f" from {since}" if since else ""
    return f"{named}{more}{days}" + (f" until {until}" if until else "")


def _run_name() -> str:
    given = flow_run.parameters
    return f"ingest {label(given.get('sources'), given.get('since'), given.get('until'))}"


@flow(name="ingest", flow_run_name=_run_name, persist_result=False)
def ingest(
    sources: Sources = None, since: Since = None, until: Until = None, strict: Strict = False
) -> Summary:
    """Read feeds, pages, files or folders into the database and publish a snapshot.

    Without sources, reads those of `deployments/sources.toml`. `since` and `until` bound the days
    of publication, the second without itself. What cannot be read is stored as a rejection; an
    error ends the run, with every batch before it kept. Raises SourcesLostError, at the end, when
    it is `strict` and a source itself could not be read.
    """
    window = Window(since=since, until=until)
    plan = Plan(sources=sources_named(sources), window=window, rules=read_rules())
    summary = read_news(plan, kind="ingest", label=label(sources, since, until))
    if strict:
        expect_sources_read(plan.sources, summary.rejections)
    return summary


def read_news(plan: Plan, *, kind: str, label: str) -> Summary:
    """Take sources through every stage within the running flow; return what happened."""
    reconcile()
    summary, ledger = Summary(), Ledger()
    status, reason = "failed", None
    page = reported(kind, label, lambda: ingested(summary, ledger))
    with page, ExitStack() as alone:
        summary.run_id = start_run(kind, label, plan.sources)
        try:
            expect_models()
            for number, batch in enumerate(_batches(plan, summary, ledger), 1):
                _process(batch, f"batch {number}", plan, summary, ledger)
            # What another run stores now would be published half: it waits for the snapshot.
            alone.enter_context(database.exclusive(settings().working_file))
            with database.working():  # held open, the file is written to once
                summary.linked = link()
                lap("link")
                identify()
                lap("identify")
                summary.events = merge()
                lap("merge")
                say(f"Merged: {summary.events} events new or changed")
                summarise()
                lap("summarise")
            if plan.window == Window():  # a backfill of some days is like no past
                summary.alarms = gauge(summary.run_id, plan.sources)
            status = "completed"
        except BaseException as error:
            status, reason = ended(error)
            raise
        finally:
            workers.stop()
            finish_run(summary.run_id, summary.counts(), status, reason)
            show_in_ui(ledger, f"Run {summary.run_id}, {status}: {label}")
        summary.snapshot = publish()
        lap("publish")
        alone.close()
        expect_no_alarms(summary.alarms)
    return summary


def _batches(plan: Plan, summary: Summary, ledger: Ledger) -> Iterator[Batch]:
    """Yield what files hold as it is read, then what addresses lead to."""
    walk = Walk([one for one in plan.sources if one.location != STORED], plan.window)
    if len(walk.sources) < len(plan.sources):
        yield from _kept(summary, ledger)
    targets: list[Target] = []
    done = False
    while not done:
        found = discover(walk, settings().batch_size)
        lap("discover")
        done = found.done
        targets += found.targets
        _note(found, summary, ledger)
        summary.named |= {loss.subject for loss in found.rejections}
        summary.named |= {page.url for page in found.pages}
        keep_pages(found.pages)
        if found.pages or found.rejections:
            yield Batch(found.pages, found.rejections)
    summary.named |= {target.url for target in targets}
    if targets:
        say(f"Found {len(targets)} addresses to fetch")
    yield from _followed(targets, plan.window, summary, ledger)


def _kept(summary: Summary, ledger: Ledger) -> Iterator[Batch]:
    """Yield the pages that were kept; what lists among them name is not fetched."""
    after: str | None = ""
    while after is not None:
        again = reread(after, settings().batch_size)
        after, pages = again.last, expand(again.pages).pages
        lap("reread")
        for page in pages:
            ledger.name(page.url, page.outlet)
        summary.named |= {page.url for page in pages}
        yield Batch(pages, again.rejections)


def _note(found: Discovery, summary: Summary, ledger: Ledger) -> None:
    summary.outside += found.outside
    summary.skipped += found.skipped
    for page in found.pages:
        ledger.name(page.url, page.outlet)
    for target in found.targets:
        ledger.name(target.url, target.outlet)


def _followed(
    targets: Sequence[Target], window: Window, summary: Summary, ledger: Ledger
) -> Iterator[Batch]:
    """Fetch addresses and what the feeds and sitemaps among them name, each address once.

    A sitemap index names sitemaps, which name pages: LEVELS says how far we follow.
    """
    seen: set[str] = set()
    tell, done = progress("ingest-progress"), 0
    for level in range(LEVELS):
        fresh = {target.url: target for target in targets if target.url not in seen}
        seen |= fresh.keys()
        named: list[Target] = []
        asked = list(fresh.values())
        if level and len(asked) > (most := settings().max_addresses):
            yield Batch((), [too_many(asked[0].url, len(asked), most)])
            asked = list(newest(asked, most))
        for chunk in chunks(asked, settings().batch_size):
            fetched = fetch(chunk, kept(chunk))
            lap("fetch")
            done += len(chunk)
            tell(done, len(seen))
            keep_pages(fetched.pages)
            lost = [
                target
                for target, outcome in zip(chunk, fetched.outcomes, strict=True)
                if outcome.outcome == "rejected"
            ]
            expanded = expand(fetched.pages, given=level == 0, window=window, lost=lost)
            lap("expand")
            _note(expanded, summary, ledger)
            named += expanded.targets
            losses = (*fetched.rejections, *expanded.rejections)
            yield Batch(expanded.pages, losses, fetched.outcomes)
        targets = named
    if beyond := [target.url for target in targets if target.url not in seen]:
        yield Batch((), [too_deep(url) for url in beyond])


def _process(batch: Batch, name: str, plan: Plan, summary: Summary, ledger: Ledger) -> None:
    """Clean, code and store one batch; what was stored unchanged is not coded again."""
    losses = list(batch.rejections)
    cleaned = clean(batch.pages, plan.rules, plan.window)
    losses += cleaned.rejections
    lap("clean")
    codings: tuple[Coding, ...] = ()
    current = coder(settings().spacy_model)
    if pending := needs_coding(cleaned.articles, current, read_from=cleaned.read_from):
        extracted = extract(pending, name)
        codings = extracted.codings
        losses += extracted.rejections
    lap("extract")
    stored = store(
        summary.run_id, cleaned.articles, codings, losses, batch.outcomes, name,
        read_from=cleaned.read_from,
    )  # fmt: skip
    lap("store")
    summary.read |= {one for one, state in stored.states.items() if state != "unchanged"}
    summary.new += stored.new
    summary.changed += stored.changed
    summary.unchanged += stored.unchanged
    summary.reports += stored.reports
    summary.outside += cleaned.outside
    summary.rejections += losses
    ledger.enter(batch.outcomes, cleaned, stored, losses)
    say(f"{name.capitalize()}: {told(batch.outcomes, len(batch.pages), stored, losses)}")
