"""The store stage: articles, codings and losses into the working file, one transaction a batch.

What belongs here: what is replaced by what. What does not: events (`merge`) and views
(`summarise`). Content tables are a function of the articles and codings stored, never of the
order or number of runs; `run` and `fetch_log` are the diary.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from uuid import uuid4

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.bodies import keep
from tasks.database import Connection, listed
from tasks.records import Article, Coding, FetchOutcome, Page, Rejection, Report, Source
from tasks.settings import settings

OF_ARTICLE = (
    "mention",
    "article_party",
    "article_place",
    "party_alias",
    "party_office",
    "report",
    "coding",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch changed."""

    new: int
    changed: int  # text or coder differs from what was stored
    unchanged: int
    reports: int


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
        "versions": versions,
    }
    told = [asdict(source) for source in _unique(sources, lambda s: s.location)]
    with database.working() as connection, database.transaction(connection):
        database.insert(connection, "run", [row])
        _replace(connection, "source", "location", told)
    return run_id


@task(
    name="finish run",
    task_run_name="finish run: {status}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def finish_run(run_id: str, counts: Mapping[str, int], status: str) -> None:
    """Close the diary of a run with its counts."""
    with database.working() as connection:
        connection.execute(
            database.statement("finish_run"), [_now(), status, json.dumps(dict(counts)), run_id]
        )


def _unique(items: Iterable[Any], key: Any) -> list[Any]:
    """Return items without repeats of a key, the last one told winning, in key order."""
    found = {key(item): item for item in items}
    return [found[k] for k in sorted(found)]


def _replace(
    connection: Connection, table: str, key: str, rows: Sequence[Mapping[str, object]]
) -> None:
    database.delete(connection, table, key, [str(row[key]) for row in rows])
    database.insert(connection, table, rows)


def _stored_hashes(
    connection: Connection, articles: Sequence[Article]
) -> dict[str, tuple[str, str]]:
    """Return article id → (text hash, coder) of what is already coded."""
    rows = connection.execute(
        database.statement("coded_articles"), [listed(article.id for article in articles)]
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


@task(
    name="compare with stored",
    task_run_name="compare with stored articles",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def needs_coding(articles: Sequence[Article], coder: str) -> tuple[Article, ...]:
    """Return the articles that are new, whose text changed, or that another coder coded."""
    with database.working() as connection:
        known = _stored_hashes(connection, articles)
    return tuple(a for a in articles if known.get(a.id) != (a.text_hash, coder))


def _article_row(article: Article) -> dict[str, object]:
    row = asdict(article)
    return row | {"id": article.id, "text_hash": article.text_hash, "near_duplicate_of": None}


def _report_row(report: Report) -> dict[str, object]:
    row = asdict(report)
    del row["parties"], row["place"]
    row["sentence_start"], row["sentence_end"] = row.pop("start"), row.pop("end")
    return row | {"id": report.id, "place_id": report.place.id if report.place else None}


def _report_party_rows(report: Report) -> list[dict[str, object]]:
    rows = []
    for party in report.parties:
        row = asdict(party)
        row["mention_start"], row["mention_end"] = row.pop("start"), row.pop("end")
        row["mention_text"] = row.pop("text")
        rows.append(row | {"report_id": report.id})
    return rows


def _coding_rows(coding: Coding) -> dict[str, list[dict[str, object]]]:
    """Return table → rows of one coding."""
    of_article = {"article_id": coding.article_id}
    reports = _unique(coding.reports, lambda r: r.id)
    mentions, offices = [], []
    for mention in _unique(coding.mentions, lambda m: m.id):
        row = asdict(mention) | {"id": mention.id}
        row["mention_start"], row["mention_end"] = row.pop("start"), row.pop("end")
        mentions.append(row)
    for office in _unique(coding.offices, lambda o: o.id):
        row = asdict(office) | {"id": office.id}
        row["evidence_start"], row["evidence_end"] = row.pop("start"), row.pop("end")
        offices.append(row)
    parties = [
        asdict(p) | of_article | {"party_id": p.id} for p in _unique(coding.parties, lambda p: p.id)
    ]
    places = _unique((r.place for r in reports if r.place), lambda p: p.id)
    return {
        "mention": mentions,
        "article_place": [asdict(p) | of_article | {"place_id": p.id} for p in places],
        "article_party": parties,
        "party_alias": [
            of_article | {"party_id": p, "alias": alias} for p, alias in sorted({*coding.aliases})
        ],
        "party_office": offices,
        "report": [_report_row(r) for r in reports],
        "report_party": [row for r in reports for row in _report_party_rows(r)],
        "coding": [of_article | {"text_hash": coding.text_hash, "coder": coding.coder}],
    }


def _store_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Replace everything extracted from these articles, also where nothing is left of it."""
    ids = [coding.article_id for coding in codings]
    told = [listed(ids)]
    connection.execute(database.statement("forget_report_parties"), told)
    touched = connection.execute(database.statement("parties_of_articles"), told).fetchall()
    left = connection.execute(database.statement("places_of_articles"), told).fetchall()
    for table in OF_ARTICLE:
        database.delete(connection, table, "article_id", ids)
    tables: dict[str, list[dict[str, object]]] = {}
    for coding in codings:
        for table, rows in _coding_rows(coding).items():
            tables.setdefault(table, []).extend(rows)
    for table, rows in tables.items():
        database.insert(connection, table, rows)
    parties = {row[0] for row in touched} | {p.id for c in codings for p in c.parties}
    _settle_parties(connection, sorted(parties))
    places = {row[0] for row in left}
    places |= {r.place.id for c in codings for r in c.reports if r.place}
    _settle_places(connection, sorted(places))
    _replace(connection, "pending_merge", "article_id", [{"article_id": i} for i in sorted({*ids})])


def _settle_parties(connection: Connection, parties: Sequence[str]) -> None:
    """Derive the party rows anew from what all articles tell of them."""
    database.delete(connection, "party", "id", parties)
    connection.execute(database.statement("settle_parties"), [listed(parties)])


def _settle_places(connection: Connection, places: Sequence[str]) -> None:
    """Derive the place rows anew from what all articles tell of them."""
    database.delete(connection, "place", "id", places)
    connection.execute(database.statement("settle_places"), [listed(places)])


@task(
    name="keep pages",
    task_run_name="keep the bodies of a batch",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def keep_pages(pages: Sequence[Page]) -> None:
    """Keep raw bodies and what came beside them, so that cleaning can be done anew."""
    folder = settings().home / "pages"
    rows = {}
    for page in pages:
        row = asdict(page) | {"body_hash": keep(folder, page.body), "n_bytes": len(page.body)}
        del row["body"]
        rows[page.url, row["body_hash"]] = row
    with database.working() as connection, database.transaction(connection):
        for url, digest in rows:
            connection.execute("DELETE FROM page WHERE url = ? AND body_hash = ?", [url, digest])
        database.insert(connection, "page", list(rows.values()))


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
) -> Stored:
    """Store one batch in one transaction; what is already stored unchanged stays untouched."""
    coded = _unique(codings, lambda c: c.article_id)
    changing = {c.article_id for c in coded}
    written = [a for a in _unique(articles, lambda a: a.id) if a.id in changing]
    with database.working() as connection, database.transaction(connection):
        known = _stored_hashes(connection, articles)
        _replace(connection, "article", "id", [_article_row(a) for a in written])
        _store_codings(connection, coded)
        # What was lost before and is read now is lost no more.
        database.delete(connection, "rejection", "subject", [a.url for a in articles])
        losses = _unique(rejections, lambda r: r.id)
        _replace(connection, "rejection", "id", [asdict(r) | {"id": r.id} for r in losses])
        tried = _unique(outcomes, lambda o: o.url)
        rows = [asdict(o) | {"run_id": run_id} for o in tried]
        _delete_fetches(connection, run_id, tried)
        database.insert(connection, "fetch_log", rows)
    new = sum(a.id not in known for a in written)
    return Stored(
        new=new,
        changed=len(written) - new,
        unchanged=sum(a.id in known for a in _unique(articles, lambda a: a.id))
        - (len(written) - new),
        reports=sum(len(c.reports) for c in coded),
    )


def _delete_fetches(connection: Connection, run_id: str, tried: Sequence[FetchOutcome]) -> None:
    connection.execute(
        "DELETE FROM fetch_log WHERE run_id = ? AND url IN (SELECT unnest(?::JSON::VARCHAR[]))",
        [run_id, listed(outcome.url for outcome in tried)],
    )
