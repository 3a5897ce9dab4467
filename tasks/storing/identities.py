"""What is stored of identities, as records, and parties as rows of their identity.

What belongs here: reading and making rows. What does not: whom a party is (`identity`), and which
rows a change touches (`identify`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from tasks.database import Connection, fetch_dicts, listed, statement
from tasks.identity.decisions import Decisions
from tasks.identity.grouping import ITSELF
from tasks.identity.offices import office_of
from tasks.identity.telling import Held, Telling


def tellings(connection: Connection, parties: Iterable[str]) -> dict[str, Telling]:
    """Return what articles tell of some parties, by id; of those that are gone, nothing."""
    asked = listed(sorted(parties))
    held: dict[str, list[Held]] = {}
    for party, title, first, last in connection.execute(
        statement("identities_offices"), [asked]
    ).fetchall():
        held.setdefault(party, []).append(_held(title, first, last))
    return {
        row["id"]: Telling(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            sectors=frozenset(row["sectors"]),
            wikidata_id=row["wikidata_id"],
            aliases=frozenset(row["aliases"]),
            held=tuple(held.get(row["id"], ())),
            articles=row["articles"],
        )
        for row in fetch_dicts(connection, statement("identities_tellings"), [asked])
    }


def _held(title: str, first: date | None, last: date | None) -> Held:
    office = office_of(title)
    return Held(
        name=office.name,
        post=office.post,
        single=office.single,
        first=first,
        last=last,
        title=title,
    )


def stored(connection: Connection, parties: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return the rows of `identity` of some parties, by id."""
    asked = listed(sorted(parties))
    rows = fetch_dicts(connection, statement("identities_stored"), [asked])
    return {row["party_id"]: row for row in rows}


def identity_row(one: Telling, before: dict[str, Any] | None, method: str) -> dict[str, Any]:
    """Return a party's row, whom it is as it was before."""
    return {
        "party_id": one.id,
        "same_as": before["same_as"] if before else one.id,
        "reason": before["reason"] if before else ITSELF,
        "country": one.country,
        "offices": [
            {"title": held.title, "office": held.name, "post": held.post, "single": held.single}
            for held in one.held
        ],
        "block_keys": list(one.keys()),
        "method": method,
        "pending": before["pending"] if before else None,
    }


def decisions(connection: Connection) -> Decisions:
    """Return an operator's decisions."""
    merged: list[tuple[str, str, str | None]] = []
    parted: set[frozenset[str]] = set()
    alone: set[str] = set()
    for one, other, decision, why in connection.execute(statement("identities_decided")).fetchall():
        if decision == "merge":
            merged.append((one, other, why))
        elif other is None:
            alone.add(one)
        else:
            parted.add(frozenset((one, other)))
    return Decisions(tuple(merged), frozenset(parted), frozenset(alone))
