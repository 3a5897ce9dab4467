"""Everything that is extracted from articles, replaced article by article.

What belongs here: SQL of the tables of mentions, parties, places, reports and quotes, within the
transaction of its caller. What does not: which field becomes which column (`rows`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks import database
from tasks.database import Connection, listed, statement
from tasks.records import Coding
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


def replace_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Replace everything extracted from these articles, also where nothing is left of it."""
    ids = [coding.article_id for coding in codings]
    parties, places = _forget(connection, ids)
    tables: dict[str, list[Row]] = {}
    for coding in codings:
        for table, rows in coding_rows(coding).items():
            tables.setdefault(table, []).extend(rows)
    for table, rows in tables.items():
        database.insert(connection, table, rows)
    parties |= {p.id for c in codings for p in c.parties}
    _settle_parties(connection, sorted(parties))
    unsettled: list[Row] = [{"party_id": key} for key in sorted(parties)]
    replace_rows(connection, "pending_identity", "party_id", unsettled)
    places |= {r.place.id for c in codings for r in c.reports if r.place}
    _settle_places(connection, sorted(places))
    pending: list[Row] = [{"article_id": key} for key in sorted({*ids})]
    replace_rows(connection, "pending_merge", "article_id", pending)


def _forget(connection: Connection, articles: Sequence[str]) -> tuple[set[str], set[str]]:
    """Delete what is stored of some articles; return the parties and places that it told of.

    Of articles that were never coded nothing is stored, and no table is looked through for them.
    """
    rows = connection.execute(statement("articles_with_codings"), [listed(articles)]).fetchall()
    ids = [row[0] for row in rows]
    if not ids:
        return set(), set()
    told = [listed(ids)]
    connection.execute(statement("forget_report_parties"), told)
    connection.execute(statement("forget_report_counts"), told)
    parties = connection.execute(statement("parties_of_articles"), told).fetchall()
    places = connection.execute(statement("places_of_articles"), told).fetchall()
    for table in OF_ARTICLE:
        database.delete(connection, table, "article_id", ids)
    return {row[0] for row in parties}, {row[0] for row in places}


def _settle_parties(connection: Connection, parties: Sequence[str]) -> None:
    """Derive the party rows anew from what all articles tell of them."""
    database.delete(connection, "party", "id", parties)
    connection.execute(statement("settle_parties"), [listed(parties)])


def _settle_places(connection: Connection, places: Sequence[str]) -> None:
    """Derive the place rows anew from what all articles tell of them."""
    database.delete(connection, "place", "id", places)
    connection.execute(statement("settle_places"), [listed(places)])
