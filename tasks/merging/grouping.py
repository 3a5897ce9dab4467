"""Accounts put together into events.

What belongs here: what follows from likenesses of pairs, and an operator's word, for all of them.
What does not: why two are alike (`likeness`).

Accounts rank by how well their day is told. Those of one rank, its peers, are joined the likeliest
first, unless that joins two that cannot be of one event. A lesser account, a guest, joins the one
account of a better rank that it is most like, its host, and no other: so that a report without a
date, which is like the talks of every week, does not join these to one another. If it is as like
to accounts of two events, it joins neither. All of it depends on the accounts alone, not on their
order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tasks.components import components
from tasks.merging.accounts import Account
from tasks.merging.decisions import NONE, Decisions
from tasks.merging.likeness import ENOUGH, Apart, likeness

LARGE = 200  # accounts; of a larger crowd only the likelier are joined
STEP = 0.5  # points by which they must be likelier
MARGIN = 0.25  # points: two hosts no farther apart are as likely


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two accounts that are alike, their points and the reason; `one` has the better rank."""

    score: float
    one: str
    other: str
    reason: str
    hosting: bool  # whether `one` may be the other's host; else they are peers


def pair(one: Account, other: Account) -> Pair | None:
    """Return two accounts as a pair if they are alike; the order does not matter."""
    found = likeness(one, other)
    if isinstance(found, Apart) or found.score < ENOUGH:
        return None
    first, second = sorted((one, other), key=lambda a: (a.rank, a.id))
    return Pair(found.score, first.id, second.id, found.reason, first.rank < second.rank)


def hosts(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Return the pairs of each guest with the likeliest host and those as likely, best first."""
    found: dict[str, list[Pair]] = {}
    for each in pairs:
        if each.hosting:
            found.setdefault(each.other, []).append(each)
    return {guest: _likeliest(some) for guest, some in found.items()}


def _likeliest(pairs: Sequence[Pair]) -> list[Pair]:
    least = max(each.score for each in pairs) - MARGIN
    return sorted((p for p in pairs if p.score >= least), key=lambda p: (-p.score, p.one))


def group(
    accounts: Mapping[str, Account], pairs: Collection[Pair], decisions: Decisions = NONE
) -> list[list[str]]:
    """Return the ids of accounts in groups that are one event each, in order.

    Pairs of which an account is missing are left out.
    """
    known = [p for p in pairs if p.one in accounts and p.other in accounts]
    guests = hosts(known)
    peers = [p for p in known if not p.hosting and not {p.one, p.other} & guests.keys()]
    clusters = _Clusters(accounts, decisions)
    clusters.weld()
    for some in _crowds(peers):
        for each in sorted(some, key=lambda p: (-p.score, p.one, p.other)):
            clusters.join(each.one, each.other)
    for guest in sorted(guests, key=lambda g: (accounts[g].rank, g)):
        clusters.lodge(guest, [each.one for each in guests[guest]])
    return clusters.groups()


def _crowds(peers: Sequence[Pair]) -> list[list[Pair]]:
    """Return pairs by what they connect, each crowd small enough: of a larger the likelier."""
    found: list[list[Pair]] = []
    waiting = [(list(peers), ENOUGH)]
    while waiting:
        some, least = waiting.pop()
        for connected in _connected(some):
            if len({one for p in connected for one in (p.one, p.other)}) <= LARGE:
                found.append(connected)
            else:
                likelier = [p for p in connected if p.score >= least + STEP]
                waiting.append((likelier, least + STEP))
    return found


def _connected(pairs: Sequence[Pair]) -> list[list[Pair]]:
    edges = [(each.one, each.other) for each in pairs]
    groups = components(dict.fromkeys(one for edge in edges for one in edge), edges)
    place = {one: number for number, members in enumerate(groups) for one in members}
    found: list[list[Pair]] = [[] for _ in groups]
    for each in pairs:
        found[place[each.one]].append(each)
    return found


class _Clusters:
    """Accounts that are being joined."""

    def __init__(self, accounts: Mapping[str, Account], decisions: Decisions) -> None:
        self._accounts = accounts
        self._decisions = decisions
        self._of = {one: frozenset({one}) for one in accounts}
        self._welded: set[str] = set()
        self._known: dict[tuple[str, str], bool] = {}
        self._reports = {one: {t.report.id for t in accounts[one].told} for one in accounts}

    def lodge(self, guest: str, likely: Sequence[str]) -> None:
        """Join a guest to its host, unless those as likely are of different events."""
        if len({self._of[host] for host in likely}) == 1:
            self.join(likely[0], guest)

    def weld(self) -> None:
        """Join what an operator merged, whatever the accounts tell."""
        place = {report: one for one, ids in self._reports.items() for report in ids}
        for one, other in self._decisions.merged:
            if one in place and other in place:
                self._unite(place[one], place[other])
                self._welded |= {place[one], place[other]}

    def join(self, one: str, other: str) -> None:
        """Join the clusters of two accounts, unless two of their accounts are apart."""
        mine, theirs = self._of[one], self._of[other]
        if mine is theirs or any(self._apart(a, b) for a in mine for b in theirs):
            return
        self._unite(one, other)

    def _unite(self, one: str, other: str) -> None:
        both = self._of[one] | self._of[other]
        self._of |= dict.fromkeys(both, both)

    def _apart(self, one: str, other: str) -> bool:
        if (one, other) not in self._known:
            self._known[one, other] = self._told_apart(one, other)
        return self._known[one, other]

    def _told_apart(self, one: str, other: str) -> bool:
        if self._decisions.apart(self._reports[one], self._reports[other]):
            return True
        if {one, other} & self._welded:
            return False  # whoever is like one of those that an operator merged is of their event
        return isinstance(likeness(self._accounts[one], self._accounts[other]), Apart)

    def groups(self) -> list[list[str]]:
        return sorted(sorted(members) for members in set(self._of.values()))


def reasons(groups: Sequence[Sequence[str]], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return why accounts are of their event: the likeliest pair with another one of it."""
    place = {one: number for number, members in enumerate(groups) for one in members}
    found: dict[str, Pair] = {}
    for each in pairs:
        if each.one in place and place[each.one] == place.get(each.other):
            for one in (each.one, each.other):
                if one not in found or each > found[one]:
                    found[one] = each
    return {one: f"{each.score:g} points: {each.reason}" for one, each in found.items()}
