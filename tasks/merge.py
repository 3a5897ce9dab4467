"""The merge stage: reports that changed since the last merge into events.

What belongs here: which accounts and events a change can touch, and replacing just those. What does
not: the rules (`merging`), reading reports (`storing.told`).

Three things are kept, each a function of the reports and an operator's decisions alone: the account
that each report is part of, the pairs of accounts that are alike, and the events. A change to a
report touches its account, the pairs of this, and the events that these pairs connect.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.chunks import chunks
from tasks.database import Connection, fetch_keys, fetch_rows, listed, statement
from tasks.merging.accounts import Account, Told, account
from tasks.merging.decisions import Decisions
from tasks.merging.events import event_of
from tasks.merging.grouping import Pair, group, hosts, pair, reasons
from tasks.merging.whole import DAYS
from tasks.records import Event
from tasks.storing import accounts, crowds
from tasks.storing.rows import told_on
from tasks.storing.told import OnDay, by_day, decisions, on_days, told_reports

REPORTS = 5_000  # read at once
PAIRS = 20_000  # compared at once


def _ids(connection: Connection, name: str, asked: Collection[str]) -> set[str]:
    return fetch_keys(connection, name, listed(sorted(asked)))


def _told_of(connection: Connection, name: str, reports: Collection[OnDay]) -> set[str]:
    return {row[0] for row in fetch_rows(connection, name, **on_days(reports))}


def _reports(connection: Connection, name: str, *asked: Collection[str]) -> set[OnDay]:
    return {*fetch_rows(connection, name, *(listed(sorted(some)) for some in asked))}


def _load(
    members: accounts.Members, asked: Collection[str], decided: Decisions
) -> dict[str, Account]:
    """Return accounts by id, those that no report is part of any longer left out."""
    rows = members.rows(asked)
    of: dict[str, str] = {row[1]: row[0] for row in rows}
    groups: dict[str, list[Told]] = {}
    for told in told_reports(members.connection, {row[1:3] for row in rows}, decided.named):
        groups.setdefault(of[told.report.id], []).append(told)
    return {key: account(key, told) for key, told in groups.items()}


def _pairs(connection: Connection, asked: Collection[str]) -> set[Pair]:
    found = fetch_rows(connection, "merge_pairs", accounts=listed(sorted(asked)))
    return {Pair(*row) for row in found}


def _proposed(members: accounts.Members, asked: Collection[str]) -> list[tuple[str, str]]:
    """Return the pairs of accounts to compare, with at least one of some accounts."""
    days = {(row[0], row[3]) for row in members.rows(asked)}
    return crowds.proposed(members.connection, accounts.KEYED, days, DAYS, accounts.CROWD)


def _pair_up(members: accounts.Members, asked: Collection[str], decided: Decisions) -> set[str]:
    """Bring the pairs of some accounts up to date; return the accounts of pairs that changed."""
    connection = members.connection
    proposed = _proposed(members, asked)
    wanted: set[Pair] = set()
    for some in chunks(proposed, PAIRS):
        known = _load(members, {one for two in some for one in two}, decided)
        alike = (pair(known[one], known[other]) for one, other in some)
        wanted |= {found for found in alike if found}
    stored = _pairs(connection, asked)
    stale = [{"one": each.one, "other": each.other} for each in stored - wanted]
    if stale:
        connection.execute(statement("merge_forget_pairs"), [json.dumps(stale)])
    fresh = [
        {
            "account_id": each.one,
            "other_id": each.other,
            "score": each.score,
            "reason": each.reason,
            "hosting": each.hosting,
        }
        for each in sorted(wanted - stored)
    ]
    database.insert(connection, "account_pair", fresh)
    return {one for each in stored ^ wanted for one in (each.one, each.other)}


def _connected(connection: Connection, start: Collection[str]) -> tuple[set[str], set[Pair]]:
    """Return the accounts that may be of one event with some accounts, and all pairs of these.

    From a guest to its likely hosts and back, from peer to peer where neither has a host.
    """
    seen: set[str] = set()
    found: set[Pair] = set()
    frontier = set(start)
    while frontier:
        seen |= frontier
        near = _pairs(connection, frontier)
        guests = {each.other for each in near if each.hosting}
        found |= near | _pairs(connection, guests - seen)
        best = hosts(found)
        reached = {
            one
            for each in near
            if each in best.get(each.other, ())
            or not (each.hosting or {each.one, each.other} & best.keys())
            for one in (each.one, each.other)
        }
        frontier = reached - seen
    return seen, found


def _settle(
    members: accounts.Members, start: Collection[str], decided: Decisions
) -> tuple[set[str], int]:
    """Make the events of some accounts anew; return all accounts that touched, and how many."""
    connection = members.connection
    reached, pairs = _connected(connection, start)
    while True:
        reports = {row[1:3] for row in members.rows(reached)}
        stale = _told_of(connection, "merge_events", reports)
        held = _reports(connection, "merge_reports_of_events", stale)
        more = _told_of(connection, "merge_accounts_of_reports", held) - reached
        more |= _welded(connection, decided, {report for report, _ in reports}) - reached
        if not more:
            break
        reached, pairs = _connected(connection, reached | more)
    known = _load(members, reached, decided)
    groups = group(known, pairs, decided)
    why = reasons(groups, pairs)
    _remove(connection, sorted(stale))
    days = {t.report.id: told_on(t.published) for one in known.values() for t in one.told}
    _insert(connection, [event_of([known[one] for one in each], why) for each in groups], days)
    return reached, len(groups)


def _welded(connection: Connection, decided: Decisions, here: set[str]) -> set[str]:
    """Return the accounts of reports that an operator merged with some reports."""
    others = {one for two in decided.merged if here & {*two} for one in two}
    if not others:
        return set()
    found = _reports(connection, "days_of_reports", others)
    return _told_of(connection, "merge_accounts_of_reports", found)


def _remove(connection: Connection, events: Sequence[str]) -> None:
    for table, key in (("event_report", "event_id"), ("participant", "event_id"), ("event", "id")):
        database.delete(connection, table, key, events)


def _insert(connection: Connection, events: Sequence[Event], days: Mapping[str, date]) -> None:
    rows, participants, links = [], [], []
    for event in events:
        row = asdict(event)
        for participant in row.pop("participants"):
            participants.append(participant | {"event_id": event.id})
        for report, reason in row.pop("reports"):
            link = {"event_id": event.id, "report_id": report, "reason": reason}
            links.append(link | {"told_on": days[report]})
        rows.append(row)
    database.insert(connection, "event", rows)
    database.insert(connection, "participant", participants)
    database.insert(connection, "event_report", links)


def _changed(connection: Connection) -> set[OnDay]:
    """Return the reports that are new, changed or gone since the last merge."""
    return _reports(connection, "merge_changed") | _reports(connection, "merge_gone")


def settle_events(connection: Connection) -> int:
    """Bring events up to date with the reports; return how many were made anew."""
    decided = decisions(connection)
    if fetch_rows(connection, "merge_other_rules", accounts.RULES):
        changed = _reports(connection, "merge_happenings") | _changed(connection)
        lost = {row[0] for row in connection.execute("SELECT id FROM event").fetchall()}
    else:
        changed = _changed(connection)
        lost = _told_of(connection, "merge_events", changed)
    left = _reports(connection, "merge_reports_of_events", lost)
    touched = _told_of(connection, "merge_accounts_of_reports", left)
    _remove(connection, sorted(lost))
    for reports in chunks(by_day(changed), REPORTS):
        touched |= accounts.settle_accounts(connection, reports, decided)
    members = accounts.Members(connection)
    for some in chunks(members.in_order(touched), REPORTS):
        touched |= _pair_up(members, some, decided)
    made = 0
    done: set[str] = set()
    for some in chunks(members.in_order(touched), REPORTS):
        if fresh := {*some} - done:
            reached, events = _settle(members, fresh, decided)
            done |= reached
            made += events
    return made


@task(
    name="merge",
    task_run_name="merge reports into events",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def merge() -> int:
    """Bring events up to date with the reports; return how many events were made anew.

    Touches only events that a changed article's report can touch, or in which somebody takes part
    of whom `identify` found something else.
    """
    with database.working() as connection, database.transaction(connection):
        made = settle_events(connection)
        connection.execute("DELETE FROM pending_merge")
        connection.execute("DELETE FROM pending_report")
        connection.execute(statement("identities_merged"))
    return made
