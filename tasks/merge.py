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
from dataclasses import asdict, replace
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.chunks import chunks
from tasks.database import Connection, Row, fetch_dicts, fetch_keys, fetch_rows, listed, statement
from tasks.merging.accounts import (
    Account,
    Told,
    account,
    account_id,
    anchor,
    block_keys,
    makes_event,
    name_keys,
    words_of,
)
from tasks.merging.decisions import Decisions
from tasks.merging.events import event_of
from tasks.merging.grouping import Pair, group, hosts, pair, reasons
from tasks.merging.whole import DAYS
from tasks.records import Event
from tasks.storing.told import decisions, told_reports

# A key that more accounts share within DAYS proposes nothing, so that 10,000 reports from one
# template cost 10,000 rows, not 50 million pairs.
CROWD = 400
REPORTS = 5_000  # read at once
PAIRS = 20_000  # compared at once
# What rows were made by; another makes them all anew.
RULES = f"points-2-{DAYS}-{CROWD}"

Held = Mapping[tuple[int, bool, int | None], int]  # key, in all or span → how many accounts


def _ids(connection: Connection, name: str, asked: Collection[str]) -> set[str]:
    return fetch_keys(connection, name, listed(sorted(asked)))


def _sketch(connection: Connection, reports: Sequence[str], decided: Decisions) -> set[str]:
    """Bring up to date which accounts some reports, there or gone, are part of; return these.

    And those with a key that became, or is no longer, too many accounts' key.
    """
    before = fetch_dicts(connection, statement("merge_accounts"), [listed(reports)])
    rows = _account_rows(connection, reports, decided)
    keys = sorted({key for row in (*before, *rows) for key in row["block_keys"]})
    had = _held(connection, keys)
    database.delete(connection, "report_account", "report_id", reports)
    database.insert(connection, "report_account", rows)
    articles = listed(sorted({row["article_id"] for row in before}))
    connection.execute(statement("merge_forget_names"), {"articles": articles})
    shifted = _shifted(had, _held(connection, keys))
    touched = {row["account_id"] for row in (*before, *rows)}
    if shifted:
        touched |= fetch_keys(connection, "merge_with_keys", json.dumps(shifted))
    return touched


def _account_rows(
    connection: Connection, reports: Sequence[str], decided: Decisions
) -> list[dict[str, Any]]:
    """Return the rows of `report_account` of those reports that are of happenings."""
    sentences: dict[str, str] = dict(fetch_rows(connection, "merge_sentences", listed(reports)))
    rows: list[dict[str, Any]] = []
    for stored in told_reports(connection, reports, decided.named):
        report = stored.report
        if makes_event(report):
            words, trigger = words_of(report, sentences[report.id])
            told = replace(stored, words=words, trigger=trigger)
            rows.append(
                {
                    "report_id": report.id,
                    "article_id": report.article_id,
                    "account_id": account_id(told),
                    "block_keys": block_keys(told),
                    "anchor_day": anchor(told),
                    "words": sorted(words),
                    "trigger_words": sorted(trigger),
                    "method": RULES,
                }
            )
    _write_names(connection, sorted({row["article_id"] for row in rows}))
    return rows


def _write_names(connection: Connection, articles: Sequence[str]) -> None:
    names: dict[str, list[str]] = {article: [] for article in articles}
    for article, name in fetch_rows(connection, "merge_names", listed(articles)):
        names[article].append(name)
    database.delete(connection, "article_story", "article_id", articles)
    rows = [{"article_id": key, "names": name_keys(told)} for key, told in names.items()]
    database.insert(connection, "article_story", rows)


def _held(connection: Connection, keys: Sequence[int]) -> Held:
    held = fetch_rows(connection, "merge_held", keys=json.dumps(keys), days=DAYS)
    return {row[:3]: row[3] for row in held}


def _shifted(had: Held, have: Held) -> list[int]:
    """Return the keys that became, or are no longer, too many accounts' keys."""
    both = had.keys() | have.keys()
    return sorted({at[0] for at in both if (had.get(at, 0) > CROWD) != (have.get(at, 0) > CROWD)})


def _load(connection: Connection, asked: Collection[str], decided: Decisions) -> dict[str, Account]:
    """Return accounts by id, those that no report is part of any longer left out."""
    of: dict[str, str] = dict(
        fetch_rows(connection, "merge_reports_of_accounts", listed(sorted(asked)))
    )
    groups: dict[str, list[Told]] = {}
    for told in told_reports(connection, of, decided.named):
        groups.setdefault(of[told.report.id], []).append(told)
    return {key: account(key, told) for key, told in groups.items()}


def _pairs(connection: Connection, asked: Collection[str]) -> set[Pair]:
    found = fetch_rows(connection, "merge_pairs", accounts=listed(sorted(asked)))
    return {Pair(*row) for row in found}


def _proposed(connection: Connection, asked: Collection[str]) -> list[Row]:
    """Return the pairs of accounts to compare, with at least one of some accounts."""
    named: dict[str, object] = {"accounts": listed(sorted(asked)), "days": DAYS}
    ((earliest, latest),) = fetch_rows(connection, "merge_reach", **named)
    named |= {"crowd": CROWD, "earliest": earliest, "latest": latest}
    return fetch_rows(connection, "merge_proposed", **named)


def _pair_up(connection: Connection, asked: Collection[str], decided: Decisions) -> set[str]:
    """Bring the pairs of some accounts up to date; return the accounts of pairs that changed."""
    proposed = _proposed(connection, asked)
    wanted: set[Pair] = set()
    for some in chunks(proposed, PAIRS):
        known = _load(connection, {one for two in some for one in two}, decided)
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
    connection: Connection, start: Collection[str], decided: Decisions
) -> tuple[set[str], int]:
    """Make the events of some accounts anew; return all accounts that touched, and how many."""
    reached, pairs = _connected(connection, start)
    while True:
        reports = _ids(connection, "merge_reports_of_accounts", reached)
        stale = _ids(connection, "merge_events", reports)
        held = _ids(connection, "merge_reports_of_events", stale)
        more = _ids(connection, "merge_accounts_of_reports", held) - reached
        more |= _welded(connection, decided, reports) - reached
        if not more:
            break
        reached, pairs = _connected(connection, reached | more)
    known = _load(connection, reached, decided)
    groups = group(known, pairs, decided)
    why = reasons(groups, pairs)
    _remove(connection, sorted(stale))
    _insert(connection, [event_of([known[one] for one in each], why) for each in groups])
    return reached, len(groups)


def _welded(connection: Connection, decided: Decisions, reports: Collection[str]) -> set[str]:
    """Return the accounts of reports that an operator merged with some reports."""
    here = {*reports}
    others = {one for two in decided.merged if here & {*two} for one in two}
    return _ids(connection, "merge_accounts_of_reports", others)


def _remove(connection: Connection, events: Sequence[str]) -> None:
    for table, key in (("event_report", "event_id"), ("participant", "event_id"), ("event", "id")):
        database.delete(connection, table, key, events)


def _insert(connection: Connection, events: Sequence[Event]) -> None:
    rows, participants, links = [], [], []
    for event in events:
        row = asdict(event)
        for participant in row.pop("participants"):
            participants.append(participant | {"event_id": event.id})
        for report, reason in row.pop("reports"):
            links.append({"event_id": event.id, "report_id": report, "reason": reason})
        rows.append(row)
    database.insert(connection, "event", rows)
    database.insert(connection, "participant", participants)
    database.insert(connection, "event_report", links)


def _changed(connection: Connection) -> set[str]:
    """Return the reports that are new, changed or gone since the last merge."""
    return fetch_keys(connection, "merge_changed") | fetch_keys(connection, "merge_gone")


def settle_events(connection: Connection) -> int:
    """Bring events up to date with the reports; return how many were made anew."""
    decided = decisions(connection)
    if fetch_rows(connection, "merge_other_rules", RULES):
        changed = fetch_keys(connection, "merge_happenings") | _changed(connection)
        lost = {row[0] for row in connection.execute("SELECT id FROM event").fetchall()}
    else:
        changed = _changed(connection)
        lost = _ids(connection, "merge_events", changed)
    left = _ids(connection, "merge_reports_of_events", lost)
    touched = _ids(connection, "merge_accounts_of_reports", left)
    _remove(connection, sorted(lost))
    for reports in chunks(sorted(changed), REPORTS):
        touched |= _sketch(connection, reports, decided)
    for some in chunks(sorted(touched), REPORTS):
        touched |= _pair_up(connection, some, decided)
    made = 0
    done: set[str] = set()
    for some in chunks(sorted(touched), REPORTS):
        if fresh := {*some} - done:
            reached, events = _settle(connection, fresh, decided)
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
        connection.execute(statement("identities_merged"))
    return made
