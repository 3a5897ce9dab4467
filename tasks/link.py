"""The link stage: syndicated copies are linked to the article they copy.

What belongs here: which articles to compare, and which one is the first. What does not: when two
texts are copies (`news.near_duplicates`), and events, which count a copy as a report all the same.

Three things are kept, each a function of the articles alone: the band keys of every article, the
pairs of copies, and the first of every group that pairs connect. A change to an article touches
its own keys and pairs and the groups these are in, and no other row.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.chunks import chunks
from tasks.components import components
from tasks.database import Connection, Row, fetch_rows, listed, statement
from tasks.news.near_duplicates import METHOD, compare, is_copy, keys, outline
from tasks.storing import crowds

DAYS = 7  # between publications of copies
# A band key that more articles share within DAYS is a template's or a machine's. It proposes
# nothing, so that 10,000 pages with one notice for a text cost 10,000 rows, not 50 million pairs.
CROWD = 500
TEXTS = 5_000  # read at once; DuckDB goes through all texts for each lot
PAIRS = 500  # compared at once; 1,000 outlines take about 100 MB
# What rows were made by; another makes them all anew.
RULES = f"{METHOD}-spans-{DAYS}-{CROWD}"
KEYED = "near_duplicates_keyed"  # the statement that gives what has keys

Pair = tuple[str, str]


def _to_look_for(connection: Connection) -> list[str]:
    """Return the articles that are new, changed or gone since copies of them were looked for."""
    other = fetch_rows(connection, "near_duplicates_other_rules", RULES)
    name = "near_duplicates_all" if other else "near_duplicates_to_look_for"
    return [row[0] for row in fetch_rows(connection, name)]


def _sketch(connection: Connection, articles: Sequence[str]) -> set[str]:
    """Bring the band keys of some articles up to date.

    Return the articles with a key that became, or is no longer, too many articles' key.
    """
    texts = fetch_rows(connection, "near_duplicates_texts", listed(articles))
    wanted = {row[0]: (row[0], row[1], RULES, row[2], keys(row[3])) for row in texts}
    stored = fetch_rows(connection, "near_duplicates_sketches", listed(articles))
    known = {row[0]: (*row[:4], tuple(row[4])) for row in stored}
    stale = [row for article, row in known.items() if wanted.get(article) != row]
    fresh = [row for article, row in wanted.items() if known.get(article) != row]
    had = _held(connection, [*stale, *fresh])
    database.delete(connection, "article_sketch", "article_id", [row[0] for row in stale])
    columns = ("article_id", "text_hash", "method", "day", "band_keys")
    rows = [dict(zip(columns, row, strict=True)) for row in fresh]
    database.insert(connection, "article_sketch", rows)
    have = _held(connection, [*stale, *fresh])
    return crowds.touched(connection, KEYED, had, have, CROWD)


def _held(connection: Connection, rows: Sequence[Row]) -> crowds.Held:
    return crowds.held(connection, KEYED, [(row[3], row[4]) for row in rows], DAYS)


def _proposed(connection: Connection, articles: Collection[str]) -> list[Pair]:
    """Return the pairs of articles to compare, with at least one of some articles."""
    rows = fetch_rows(connection, "near_duplicates_days", listed(sorted(articles)))
    days = [(article, day) for article, day in rows]
    return crowds.proposed(connection, KEYED, days, DAYS, CROWD)


def _copies(connection: Connection, pairs: Sequence[Pair]) -> Iterator[dict[str, object]]:
    """Yield the rows of those proposed pairs that are copies."""
    for chunk in chunks(pairs, PAIRS):
        ids = {article for pair in chunk for article in pair}
        texts = fetch_rows(connection, "near_duplicates_texts", listed(sorted(ids)))
        outlines = {article: outline(text) for article, *_, text in texts}
        for one, other in chunk:
            likeness = compare(outlines[one], outlines[other])
            if is_copy(likeness):
                yield {"article_id": one, "other_id": other} | asdict(likeness)


def _stored_pairs(connection: Connection, articles: Collection[str]) -> list[Row]:
    asked = listed(sorted(articles))
    return fetch_rows(connection, "near_duplicates_of_articles", articles=asked)


def _pair_up(connection: Connection, articles: Collection[str]) -> set[str]:
    """Bring the pairs of some articles up to date; return the articles of old and new pairs."""
    proposed = _proposed(connection, articles)
    wanted: dict[Row, dict[str, object]] = {
        tuple(row.values()): row for row in _copies(connection, proposed)
    }
    known = {*_stored_pairs(connection, articles)}
    stale = [{"one": row[0], "other": row[1]} for row in known - wanted.keys()]
    connection.execute(statement("near_duplicates_forget"), [json.dumps(stale)])
    fresh = [wanted[row] for row in sorted(wanted.keys() - known)]
    database.insert(connection, "near_duplicate", fresh)
    return {article for row in known | wanted.keys() for article in row[:2]}


def _settle(connection: Connection, touched: Collection[str]) -> int:
    """Link the members of touched groups to their first; return how many links are new."""
    stored = fetch_rows(connection, "near_duplicates_connected", listed(sorted(touched)))
    order = {row[0]: (row[1] is None, row[1], row[0]) for row in stored}
    pairs = _stored_pairs(connection, order)
    first: dict[str, str | None] = {}
    for group in components(order, [row[:2] for row in pairs]):
        earliest = min(group, key=lambda article: order[article])
        first |= dict.fromkeys(group, earliest) | {earliest: None}
    changed = [row[0] for row in stored if first[row[0]] != row[2]]
    links = [{"copy": article, "first": first[article]} for article in changed]
    connection.execute(statement("near_duplicates_link"), [json.dumps(links)])
    return sum(first[article] is not None for article in changed)


@task(
    name="link",
    task_run_name="link copies to the first",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def link() -> int:
    """Link articles to the first telling of their text; return how many links are new.

    Runs before `merge`, which forgets what is pending. A run that was killed is made up for by
    the next: what was not looked at is still told by its hash or by being pending.
    """
    with database.working() as connection, database.transaction(connection):
        to_look_for = _to_look_for(connection)
        touched = {*to_look_for}
        for articles in chunks(to_look_for, TEXTS):
            shifted = _sketch(connection, articles)
            touched |= _pair_up(connection, shifted.union(articles))
        connection.execute("DELETE FROM pending_link")
        return _settle(connection, touched)
