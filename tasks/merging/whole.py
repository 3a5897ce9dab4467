"""All reports at once, without a database: what merging comes to, however they arrive.

What belongs here: the rules in their order. What does not: the rules, doing it batch by batch
(`merge`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from tasks.merging.accounts import Account, Told, accounts, anchor, block_keys
from tasks.merging.decisions import NONE, Decisions
from tasks.merging.events import event_of
from tasks.merging.grouping import group, pair, reasons
from tasks.records import Event

DAYS = 15  # how far apart two accounts are looked for


def merge_reports(told: Iterable[Told], decisions: Decisions = NONE) -> tuple[Event, ...]:
    """Return the events that reports tell of, in id order; the order of reports does not matter."""
    known = accounts(told)
    pairs = {found for two in _proposed(known) if (found := pair(*two))}
    groups = group(known, pairs, decisions)
    why = reasons(groups, pairs)
    events = [event_of([known[one] for one in members], why) for members in groups]
    return tuple(sorted(events, key=lambda event: event.id))


def _proposed(known: Mapping[str, Account]) -> Iterator[tuple[Account, Account]]:
    """Yield the accounts that share a key and were near in time, or at a time not known."""
    keys = {
        one: {key for t in account.told for key in block_keys(t)} for one, account in known.items()
    }
    for one, other in combinations(sorted(known), 2):
        if keys[one] & keys[other] and _near(known[one], known[other]):
            yield known[one], known[other]


def _near(one: Account, other: Account) -> bool:
    days = [{anchor(t) for t in account.told} for account in (one, other)]
    return any(
        mine is None or theirs is None or abs((mine - theirs).days) <= DAYS
        for mine in days[0]
        for theirs in days[1]
    )
