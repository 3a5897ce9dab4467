"""The identify stage: parties that articles tell of by different names are found to be one.

What belongs here: which parties to compare, and which a change can touch. What does not: when two
are alike and what follows (`identity`), and events, which `merge` brings up to date.

Three things are kept, each a function of the articles and an operator's decisions alone: the keys
of every party as told, the pairs that are alike, and whom each party is. A change to an article
touches the keys and pairs of its own parties, the parties that pairs connect with these, and the
events of those that turn out to be others.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.chunks import chunks
from tasks.database import Connection, Row, fetch_keys, fetch_rows, listed, statement
from tasks.identity.grouping import ITSELF, Fit, Identity, identities
from tasks.identity.likeness import WEAK, likeness
from tasks.identity.telling import Same, Telling
from tasks.storing.identities import decisions, identity_row, stored, tellings

# A key that more parties share proposes nothing: of 1,000 people called Kim no two are one.
CROWD = 200
PARTIES = 20_000  # looked at, at once
PAIRS = 50_000  # compared at once
# What rows were made by; another makes them all anew.
RULES = f"names-1-{CROWD}"

Keys = Counter[int]  # key → how many parties have it
Stored = Mapping[str, dict[str, Any]]  # party → its row of `identity`


def _write(connection: Connection, rows: Mapping[str, dict[str, Any]]) -> None:
    database.delete(connection, "identity", "party_id", rows)
    database.insert(connection, "identity", [rows[key] for key in sorted(rows)])


def _sketch(connection: Connection, parties: Sequence[str], before: Stored) -> tuple[Keys, Keys]:
    """Bring the keys of some parties up to date; return how many had and have each key."""
    told = tellings(connection, parties)
    wanted = {key: identity_row(one, before.get(key), RULES) for key, one in told.items()}
    gone = before.keys() - wanted.keys()
    database.delete(connection, "identity", "party_id", sorted(gone & {*parties}))
    _write(connection, {key: row for key, row in wanted.items() if before.get(key) != row})
    had = Counter(k >> 2 for key in parties if key in before for k in before[key]["block_keys"])
    return had, Counter(k >> 2 for row in wanted.values() for k in row["block_keys"])


def _shifted(connection: Connection, had: Keys, have: Keys) -> set[str]:
    """Return the parties with a key that became, or is no longer, too many parties' key."""
    asked = [key for key in had.keys() | have.keys() if had[key] != have[key]]
    held: dict[int, int] = dict(
        fetch_rows(connection, "identities_held", json.dumps(sorted(asked)))
    )
    shifted = []
    for key in asked:
        now = held.get(key, 0)
        if (now > CROWD) != (now - have[key] + had[key] > CROWD):
            shifted.append(key)
    if not shifted:
        return set()
    return fetch_keys(connection, "identities_with_keys", json.dumps(shifted))


def _alike(connection: Connection, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Yield the rows of those proposed pairs that are alike."""
    for some in chunks(pairs, PAIRS):
        told = tellings(connection, {party for pair in some for party in pair})
        for one, other in some:
            found = likeness(told[one], told[other])
            if isinstance(found, Same):
                sure = found.level < WEAK
                yield one, other, None if sure else _guest(told[one], told[other]), found.reason


def _guest(one: Telling, other: Telling) -> str:
    return one.id if one.little else other.id


def _pair_up(connection: Connection, parties: Collection[str]) -> set[str]:
    """Bring the pairs of some parties up to date; return the parties of old and new pairs.

    Not those that others may be, which are who they are whoever else is.
    """
    named: dict[str, object] = {"parties": listed(sorted(parties))}
    proposed = connection.execute(
        statement("identities_proposed"), named | {"crowd": CROWD}
    ).fetchall()
    wanted = set(_alike(connection, proposed))
    known = set(connection.execute(statement("identities_pairs"), named).fetchall())
    stale = [{"one": row[0], "other": row[1]} for row in known - wanted]
    if stale:
        connection.execute(statement("identities_forget_pairs"), [json.dumps(stale)])
    columns = ("party_id", "other_id", "guest_id", "reason")
    fresh = [dict(zip(columns, row, strict=True)) for row in sorted(wanted - known, key=repr)]
    database.insert(connection, "identity_pair", fresh)
    return {party for row in known | wanted for party in ((row[2],) if row[2] else row[:2])}


def _settle(connection: Connection, touched: Collection[str]) -> dict[str, Identity]:
    """Return whom the parties are that pairs connect with some parties, by id."""
    connected = _ids(connection, "identities_connected", touched)
    connected |= _ids(connection, "identities_guests", connected)
    connected = _ids(connection, "identities_connected", connected)
    alike = fetch_rows(connection, "identities_pairs_among", listed(sorted(connected)))
    fits = [
        Fit(*row) for row in fetch_rows(connection, "identities_fits", listed(sorted(connected)))
    ]
    decided = decisions(connection)
    paired = {*chain.from_iterable(alike), *decided.named}
    paired |= {one for fit in fits for one in (fit.guest, fit.host)}
    told = tellings(connection, connected & paired)
    found = identities(told.values(), alike, fits, decided)
    alone = {one: Identity(one, one, ITSELF) for one in connected - told.keys()}
    return alone | {one.party_id: one for one in found}


def _ids(connection: Connection, name: str, parties: Collection[str]) -> set[str]:
    return fetch_keys(connection, name, listed(sorted(parties)))


def _enter(connection: Connection, found: Mapping[str, Identity], before: Stored) -> set[str]:
    """Write whom parties are; return those that are others than before."""
    rows = stored(connection, found)
    changed: dict[str, dict[str, Any]] = {}
    moved = set()
    for key, row in rows.items():
        one = found[key]
        was = before[key]["same_as"] if key in before else row["same_as"]
        if one.same_as != was:
            moved.add(key)
        if (one.same_as, one.reason) != (row["same_as"], row["reason"]):
            pending = "identity" if one.same_as != was else row["pending"]
            changed[key] = row | {
                "same_as": one.same_as,
                "reason": one.reason,
                "pending": pending,
            }
    _write(connection, changed)
    return moved


def _offices(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the offices that one holds at a time, as `identities_in_offices` asks for them."""
    countries = {row["same_as"]: row["country"] for row in rows if row["country"]}
    return {
        f"{row['country'] or countries.get(row['same_as'], '')} {office['office']}"
        for row in rows
        for office in row["offices"]
        if office["single"]
    }


def _memory(row: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    return (row["same_as"], row["country"], row["offices"], row["method"]) if row else None


def _remember(connection: Connection, parties: Collection[str], before: Stored) -> None:
    """Have events merged anew that take from other articles what their own left out.

    Those of the parties of whom something else is told than before, and of all who were ever seen
    in an office of theirs.
    """
    now = stored(connection, parties)
    sighted = fetch_keys(connection, "identities_sighted")
    changed = {
        key
        for key in parties
        if key in sighted or _memory(now.get(key)) != _memory(before.get(key))
    }
    then = [before[key] for key in changed & before.keys()]
    groups = {row["same_as"] for row in (*then, *(now[key] for key in changed & now.keys()))}
    kin = fetch_keys(connection, "identities_of_group", listed(sorted(groups)))
    seen = _offices([*then, *stored(connection, kin).values()])
    if seen:
        others = fetch_rows(connection, "identities_in_offices", listed(sorted(seen)))
        kin |= {row[0] for row in others}
    connection.execute(statement("identities_remember"), [listed(sorted(kin))])


def settle_identities(connection: Connection) -> int:
    """Bring identities up to date; return how many parties are others than before."""
    asked = [row[0] for row in fetch_rows(connection, "identities_to_look_for", RULES)]
    if not asked:
        return 0
    before = stored(connection, asked)
    reached = set(asked)
    for parties in chunks(asked, PARTIES):
        shifted = _shifted(connection, *_sketch(connection, parties, before))
        reached |= _pair_up(connection, shifted.union(parties))
    found = _settle(connection, reached)
    before = stored(connection, found) | before
    moved = _enter(connection, found, before)
    _remember(connection, {*asked, *moved}, before)
    connection.execute("DELETE FROM pending_identity")
    connection.execute("DELETE FROM pending_office")
    return len(moved)


@task(
    name="identify",
    task_run_name="find parties that are one",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def identify() -> int:
    """Find which parties of different articles are one; return how many are others than before.

    Runs before `merge`, which brings the events of these up to date. A run that was killed is made
    up for by the next: what was not looked at is still pending.
    """
    with database.working() as connection, database.transaction(connection):
        return settle_identities(connection)
