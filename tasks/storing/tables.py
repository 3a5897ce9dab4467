"""What a batch changes in the tables of articles, their pages, losses and the diary.

What belongs here: SQL within the transaction of its caller. What does not: deciding what a batch
means for what is stored (`corrections`, `outcomes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from tasks import database
from tasks.database import Connection, fetch_dicts, fetch_rows, listed, statement
from tasks.records import Article, FetchOutcome, ReadFrom, Rejection
from tasks.storing.corrections import Before, known_pages, replacing
from tasks.storing.rows import Row, unique


def replace_rows(
    connection: Connection, table: str, key: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """Delete the rows that have the key of one of these, and insert these."""
    database.delete(connection, table, key, [str(row[key]) for row in rows])
    database.insert(connection, table, rows)


def look_up(
    connection: Connection, articles: Sequence[Article], read_from: Sequence[ReadFrom]
) -> Before:
    """Return what is stored of some articles and of the pages that gave them."""
    rows = fetch_rows(connection, "coded_articles", listed(article.id for article in articles))
    coded = {key: (text_hash, coder) for key, text_hash, coder in rows}
    # Only what is stored has pages; for none, no table is looked through.
    asked = [listed(coded)]
    pages = fetch_dicts(connection, statement("pages_of_articles"), asked) if coded else []
    return Before(
        coded,
        known_pages(pages),
        {one.article_id: one for one in reversed(read_from)},  # the first counts
    )


def write_articles(
    connection: Connection, articles: Sequence[Article], before: Before, now: datetime
) -> None:
    """Replace articles; where one says something else, what it said is kept as a version."""
    ids = [article.id for article in articles]
    stored = fetch_dicts(connection, statement("stored_articles"), [listed(ids)])
    rows, versions = replacing(articles, {row["id"]: row for row in stored}, before, now)
    database.insert(connection, "article_version", versions)
    replace_rows(connection, "article", "id", rows)
    unlinked: list[Row] = [{"article_id": row["id"]} for row in rows]
    replace_rows(connection, "pending_link", "article_id", unlinked)


def write_article_pages(connection: Connection, pages: Mapping[str, Sequence[Row]]) -> None:
    """Replace the page addresses of some articles, given by article id."""
    database.delete(connection, "article_page", "article_id", pages)
    database.insert(connection, "article_page", [row for rows in pages.values() for row in rows])


def write_losses(
    connection: Connection, rejections: Sequence[Rejection], heard: Iterable[str]
) -> None:
    """Write what was lost; earlier losses of what is heard from now are told no more."""
    database.delete(connection, "rejection", "subject", heard)
    losses = unique(rejections, lambda r: r.id)
    replace_rows(connection, "rejection", "id", [asdict(r) | {"id": r.id} for r in losses])


def write_outcomes(connection: Connection, run_id: str, outcomes: Sequence[FetchOutcome]) -> None:
    """Write one row for each URL tried."""
    tried = unique(outcomes, lambda o: o.url)
    urls = listed(outcome.url for outcome in tried)
    connection.execute(statement("forget_fetches"), [run_id, urls])
    database.insert(connection, "fetch_log", [asdict(o) | {"run_id": run_id} for o in tried])


def mark_gone(connection: Connection, run_id: str, urls: Collection[str], now: datetime) -> None:
    """Mark page addresses as gone: some URLs, and where they led when they last answered.

    Not those that this run reached; its outcomes so far are in `fetch_log`.
    """
    if urls:
        missing = listed(sorted({*urls, *final_urls(connection, urls)}))
        connection.execute(statement("mark_gone"), [now, missing, run_id])


def final_urls(connection: Connection, urls: Iterable[str]) -> set[str]:
    """Return where the redirects of some URLs ended when each last answered."""
    rows = connection.execute(statement("final_urls"), [listed(sorted(urls))]).fetchall()
    return {final_url for _, final_url in rows}
