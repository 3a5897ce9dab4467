"""The store stage: articles, codings and losses into the working file, one transaction a batch.

What belongs here: what is replaced by what. What does not: events (`merge`), views (`summarise`),
and how records become rows (`tasks.storing`).

Content tables are a function of the articles and codings stored, never of the order or number of
runs. Two kinds of table remember instead. `run` and `fetch_log` are the diary of runs. What tells
when a source changed is history: `article_version` with `article.version`, `page.read_at` and
`article_page`. It grows when a source, or our cleaning, changes; a run over unchanged sources
changes no row of it, and nothing is ever deleted from it.

A body and its validators are kept before its article is stored, each in one transaction. A run
that is killed in between leaves a page that the next run finds unchanged, and cleans from the
kept body.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal
from uuid import uuid4

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import bodies, database, locks, processes
from tasks.database import fetch_dicts, listed, statement
from tasks.records import (
    Article,
    Coding,
    FetchOutcome,
    Kept,
    Page,
    ReadFrom,
    Rejection,
    Source,
    Target,
)
from tasks.settings import settings
from tasks.storing import tables
from tasks.storing.codings import replace_codings
from tasks.storing.corrections import changed_pages
from tasks.storing.outcomes import ended, gone, heard
from tasks.storing.pages import changed_rows, page_row
from tasks.storing.rows import unique

STOPPED_WAIT = 3.0  # seconds that a run which was told to end waits for another writer

State = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch changed: article id → state, of every article that is stored now."""

    states: Mapping[str, State]  # changed: text or coder differs from what was stored
    reports: int

    @property
    def new(self) -> int:
        """Articles that were not stored before."""
        return self._count("new")

    @property
    def changed(self) -> int:
        """Articles whose text or coder differs from what was stored."""
        return self._count("changed")

    @property
    def unchanged(self) -> int:
        """Articles that stand as they stood."""
        return self._count("unchanged")

    def _count(self, state: State) -> int:
        return Counter(self.states.values())[state]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@task(
    name="start run",
    task_run_name="start run: {label}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def start_run(kind: str, label: str, sources: Sequence[Source] = ()) -> str:
    """Open the diary of a run and note the sources it reads; return the run's id."""
    run_id = uuid4().hex[:16]
    versions = {name: version(name) for name in ("communique", "prefect", "spacy", "duckdb")}
    row = {
        "id": run_id,
        "kind": kind,
        "label": label,
        "started_at": _now(),
        "finished_at": None,
        "status": "running",
        "counts": None,
        "versions": json.dumps(versions),
        "process": asdict(processes.this_process()),
        "reason": None,
    }
    told = [asdict(source) for source in unique(sources, lambda s: s.location)]
    with database.working() as connection, database.transaction(connection):
        database.insert(connection, "run", [row])
        tables.replace_rows(connection, "source", "location", told)
        bodies.sweep(_pages_folder())
    return run_id


@task(
    name="finish run",
    task_run_name="finish run: {status}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def finish_run(
    run_id: str, counts: Mapping[str, int], status: str, reason: str | None = None
) -> None:
    """Close the diary of a run with its counts, and why it did not complete.

    A run that was stopped has little time: where another process writes, it stays open, and the
    next run closes it.
    """
    row = [_now(), status, json.dumps(dict(counts)), reason, run_id]
    with ExitStack() as stack, suppress(locks.LockBusyError):
        if status == "stopped":
            stack.enter_context(locks.exclusive(settings().working_file, STOPPED_WAIT))
        stack.enter_context(database.working()).execute(statement("finish_run"), row)


@task(
    name="compare with stored",
    task_run_name="compare with stored articles",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def needs_coding(
    articles: Sequence[Article], coder: str, *, read_from: Sequence[ReadFrom] = ()
) -> tuple[Article, ...]:
    """Return the articles that are new, whose text changed, or that another coder coded.

    Not those that a second address of an article gives as before, when the text that is stored
    is another address's: `read_from` says which page gave which article, as to `store`.
    """
    with database.working() as connection:
        before = tables.look_up(connection, articles, read_from)
    return tuple(a for a in articles if before.needs_coding(a, coder))


def _pages_folder() -> Path:
    return settings().home / "pages"


@task(
    name="keep pages",
    task_run_name="keep the bodies of a batch",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def keep_pages(pages: Sequence[Page]) -> dict[str, str]:
    """Keep raw bodies, their validators and what came beside them; return url → SHA-256.

    Of two pages with one URL the first is kept, which is also the one that is read on.
    """
    first = {page.url: page for page in reversed(pages)}
    with database.working() as connection, database.transaction(connection):
        digests = {url: bodies.keep(_pages_folder(), page.body) for url, page in first.items()}
        told = [page_row(page, digests[url]) for url, page in first.items()]
        stored = fetch_dicts(connection, statement("pages_of_urls"), [listed(first)])
        rows = changed_rows(told, stored, _now())
        keys = [listed(row[key] for row in rows) for key in ("url", "body_hash")]
        connection.execute(statement("forget_bodies"), keys)
        database.insert(connection, "page", rows)
    return digests


@task(
    name="look up what was read before",
    task_run_name="look up what was read before",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def kept(targets: Sequence[Target]) -> dict[str, Kept]:
    """Return url → current body that has a validator, of targets and where they last led.

    A body whose file is missing is left out: a server asked about it would send no other.
    """
    urls = {target.url for target in targets}
    with database.working() as connection:
        urls |= tables.final_urls(connection, urls)
        rows = fetch_dicts(connection, statement("kept_pages"), [listed(sorted(urls))])
    found = [Kept(**row) for row in rows]
    return {one.url: one for one in found if bodies.has(_pages_folder(), one.body_hash)}


@task(
    name="store",
    task_run_name="store {batch}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def store(
    run_id: str,
    articles: Sequence[Article],
    codings: Sequence[Coding],
    rejections: Sequence[Rejection] = (),
    outcomes: Sequence[FetchOutcome] = (),
    batch: str = "articles",
    *,
    read_from: Sequence[ReadFrom] = (),
) -> Stored:
    """Store one batch in one transaction; what is already stored unchanged stays untouched.

    `read_from` says which page gave which article; without it, no correction is known to be the
    outlet's, and no removal is noticed.
    """
    given = {article.id: article for article in articles}
    coded = unique(codings, lambda c: c.article_id)
    written = {c.article_id for c in coded} & given.keys()
    with database.working() as connection, database.transaction(connection):
        before = tables.look_up(connection, articles, read_from)
        settled = {key for key, a in given.items() if key in written or before.is_settled(a)}
        tables.write_articles(connection, [given[key] for key in sorted(written)], before, _now())
        replace_codings(connection, coded, {key: a.published_on for key, a in given.items()})
        told = {key: given[key].text_hash for key in settled}
        tables.write_article_pages(connection, changed_pages(read_from, told, before.pages))
        gave = {one.url: given[one.article_id].url for one in read_from if one.article_id in given}
        tried = ended(outcomes, rejections, gave, {given[key].url for key in settled})
        well = {*(article.url for article in articles), *gave, *heard(outcomes)}
        tables.write_losses(connection, rejections, well)
        tables.write_outcomes(connection, run_id, tried)
        tables.mark_gone(connection, run_id, gone(tried), _now())
    states: dict[str, State] = dict.fromkeys(given.keys() & before.coded.keys(), "unchanged")
    states |= {key: "changed" if key in before.coded else "new" for key in sorted(written)}
    return Stored(states, sum(len(c.reports) for c in coded))
