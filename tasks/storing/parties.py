"""Parties as all articles together tell of them: counted by differences, never summed anew.

What belongs here: how many articles tell of a party in which way and by which name, and the row of
`party` that follows. What does not: what one article tells (`codings`), whom a party is
(`identity`).

A popular party is told of by every other article. To go through all of these for each batch would
cost the more the more is stored; so what a batch takes away and brings is subtracted and added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

from tasks import database
from tasks.database import Connection, Row, fetch_rows, listed, statement
from tasks.records import Coding
from tasks.storing.rows import unique

TELLING = ("party_id", "name", "kind", "country", "sectors", "wikidata_id", "articles")
NAME = ("party_id", "alias", "articles")
# table → its columns, and the statement that reads what is counted of some parties
COUNTED = {
    "party_telling": (TELLING, "tellings_of_parties"),
    "party_name": (NAME, "names_of_parties"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some articles tell of parties in which way, and by which names."""

    tellings: Counter[Row] = field(default_factory=Counter)  # as the columns of TELLING
    names: Counter[Row] = field(default_factory=Counter)

    @property
    def parties(self) -> set[str]:
        """The parties that are told of, by id."""
        return {row[0] for row in self.tellings}


def tally_of_codings(codings: Sequence[Coding]) -> Tally:
    """Return what codings tell of parties."""
    tally = Tally()
    for coding in codings:
        parties = unique(coding.parties, lambda party: party.id)
        tally.tellings.update((party.id, *astuple(party)) for party in parties)
        tally.names.update({*coding.aliases})
    return tally


def tally_of_articles(connection: Connection, articles: Sequence[str]) -> Tally:
    """Return what is stored that some articles tell of parties."""
    asked = listed(articles)
    return Tally(
        _counted(fetch_rows(connection, "tellings_of_articles", asked)),
        _counted(fetch_rows(connection, "names_of_articles", asked)),
    )


def settle_parties(connection: Connection, before: Tally, after: Tally) -> set[str]:
    """Count what some articles no longer tell and tell now; return the parties of both.

    Rows of `party` are derived anew from what all articles tell of them.
    """
    _recount(connection, "party_telling", before.tellings, after.tellings)
    _recount(connection, "party_name", before.names, after.names)
    parties = before.parties | after.parties
    database.delete(connection, "party", "id", sorted(parties))
    connection.execute(statement("settle_parties"), [listed(sorted(parties))])
    return parties


def _recount(connection: Connection, table: str, before: Counter[Row], after: Counter[Row]) -> None:
    """Subtract and add in one of the tables of counts."""
    columns, of_parties = COUNTED[table]
    moved = {key[0] for key in before.keys() | after.keys() if before[key] != after[key]}
    if not moved:
        return
    asked = listed(sorted(moved))
    stored = _counted(fetch_rows(connection, of_parties, asked))
    for key in before.keys() | after.keys():
        if key[0] in moved:
            stored[key] += after[key] - before[key]
    database.delete(connection, table, "party_id", sorted(moved))
    rows = sorted(((*key, number) for key, number in stored.items() if number), key=repr)
    database.insert(connection, table, [dict(zip(columns, row, strict=True)) for row in rows])


def _counted(rows: Sequence[Row]) -> Counter[Row]:
    """Return rows that end with a number as it by what stands before; lists as tuples."""
    return Counter(
        {tuple(tuple(v) if isinstance(v, list) else v for v in row[:-1]): row[-1] for row in rows}
    )
