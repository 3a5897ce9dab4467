"""Everything that is extracted from articles, replaced article by article.

What belongs here: SQL of the tables of mentions, parties, places, reports and quotes, within the
transaction of its caller. What does not: which field becomes which column (`rows`), and what all
articles together tell of a party (`parties`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tasks import database
from tasks.database import Connection, fetch_keys, listed, statement
from tasks.records import Coding
from tasks.storing.parties import Tally, settle_parties, tally_of_articles, tally_of_codings
from tasks.storing.rows import Row, coding_rows
from tasks.storing.tables import replace_rows

OF_ARTICLE = (
    "mention",
    "article_party",
    "article_place",
    "party_alias",
    "party_office",
    "report",
    "quote",
    "coding",
)


def replace_codings(
    connection: Connection, codings: Sequence[Coding], published: Mapping[str, date | None]
) -> None:
    """Replace everything extracted from these articles, also where nothing is left of it.

    `published` is the day of each article.
    """
    before, places, holders = _forget(connection, [coding.article_id for coding in codings])
    tables: dict[str, list[Row]] = {}
    for coding in codings:
        for table, rows in coding_rows(coding, published[coding.article_id]).items():
            tables.setdefault(table, []).extend(rows)
    for table, rows in tables.items():
        database.insert(connection, table, rows)
    parties = settle_parties(connection, before, tally_of_codings(codings))
    unsettled: list[Row] = [{"party_id": key} for key in sorted(parties)]
    replace_rows(connection, "pending_identity", "party_id", unsettled)
    holders |= {office.party_id for c in codings for office in c.offices}
    sighted: list[Row] = [{"party_id": key} for key in sorted(holders)]
    replace_rows(connection, "pending_office", "party_id", sighted)
    places |= {r.place.id for c in codings for r in c.reports if r.place}
    _settle_places(connection, sorted(places))
    pending: list[Row] = [{"article_id": key} for key in sorted({c.article_id for c in codings})]
    replace_rows(connection, "pending_merge", "article_id", pending)


def _forget(connection: Connection, articles: Sequence[str]) -> tuple[Tally, set[str], set[str]]:
    """Delete what is stored of some articles; return what it told of parties, places, holders.

    Of articles that were never coded nothing is stored, and no table is looked through for them.
    """
    ids = sorted(fetch_keys(connection, "articles_with_codings", listed(articles)))
    if not ids:
        return Tally(), set(), set()
    told = [listed(ids)]
    connection.execute(statement("forget_reports"), told)
    connection.execute(statement("forget_report_parties"), told)
    connection.execute(statement("forget_report_counts"), told)
    parties = tally_of_articles(connection, ids)
    places = fetch_keys(connection, "places_of_articles", *told)
    holders = fetch_keys(connection, "holders_of_articles", *told)
    for table in OF_ARTICLE:
        database.delete(connection, table, "article_id", ids)
    return parties, places, holders


def _settle_places(connection: Connection, places: Sequence[str]) -> None:
    """Derive the place rows anew from what all articles tell of them."""
    database.delete(connection, "place", "id", places)
    connection.execute(statement("settle_places"), [listed(places)])
