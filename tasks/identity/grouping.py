"""Tellings that are connected by likeness, put together into parties.

What belongs here: what follows from likenesses of pairs, and an operator's word, for all of them.
What does not: why two are alike (`likeness`).

The surest likenesses count first. A telling that would join two others which are not one joins
neither, and of those that say too little, a surname alone or a name without a country, each joins
only where a single party fits. All of it depends on the tellings alone, not on their order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tasks.components import components
from tasks.identity.decisions import DECIDED, NONE, Decisions, Pair
from tasks.identity.likeness import likeness
from tasks.identity.telling import Different, Likeness, Same, Telling

UNSURE = 99
LARGE = 300  # tellings; of a larger crowd nobody is told apart, and nobody is joined
ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a telling is of: the telling that stands for the party, and why."""

    party_id: str
    same_as: str
    reason: str


@dataclass
class _Crowd:
    """Tellings of one connected component, and what is known of each two."""

    tellings: Mapping[str, Telling]
    decisions: Decisions
    known: dict[Pair, Likeness] = field(default_factory=dict)

    def between(self, one: str, other: str) -> Likeness:
        pair = frozenset((one, other))
        if pair not in self.known:
            apart = self.decisions.apart(one, other)
            self.known[pair] = (
                Different(DECIDED) if apart else likeness(self.tellings[one], self.tellings[other])
            )
        return self.known[pair]

    def level(self, one: str, other: str) -> int:
        """Return how surely two tellings that are alike are one."""
        found = self.between(one, other)
        return found.level if isinstance(found, Same) else UNSURE


Cluster = tuple[frozenset[str], ...]  # parts, each of tellings that an operator welded
Edge = tuple[int, int]  # between clusters, by their places


@dataclass(frozen=True, slots=True)
class Fit:
    """That a telling which says too little, the guest, may be of the party of a fuller one."""

    guest: str
    host: str
    host_name: str
    reason: str
    same_as: str  # whom the host is, as far as it is not among those that are settled


def identities(
    tellings: Iterable[Telling],
    alike: Iterable[Sequence[str]],
    fits: Iterable[Fit] = (),
    decisions: Decisions = NONE,
) -> tuple[Identity, ...]:
    """Return whom each of some tellings is of, in id order.

    `alike` are the pairs of ids that are surely one, `fits` those of which one says too little.
    The tellings must be all that `alike` and an operator's decisions connect.
    """
    crowd = _Crowd({t.id: t for t in tellings}, decisions)
    edges = [edge for edge in alike if not decisions.apart(*edge)]
    clusters = _surely([(part,) for part in _welded(crowd)], edges, crowd)
    groups = [sorted(frozenset().union(*cluster)) for cluster in clusters]
    found = {one.party_id: one for group in groups for one in _named(group, crowd)}
    for one in _attached(groups, fits, found, crowd):
        found[one.party_id] = one
    return tuple(found[key] for key in sorted(found))


def _welded(crowd: _Crowd) -> list[frozenset[str]]:
    """Return the tellings in parts that an operator merged; later decisions outrank earlier."""
    parts = {one: frozenset({one}) for one in sorted(crowd.tellings)}
    for one, other, _ in crowd.decisions.merged:
        if one not in parts or other not in parts:
            continue
        both = parts[one] | parts[other]
        if not any(crowd.decisions.apart(a, b) for a, b in combinations(sorted(both), 2)):
            parts |= dict.fromkeys(both, both)
    return sorted(set(parts.values()), key=sorted)


def _between(
    clusters: Sequence[Cluster], edges: Iterable[Sequence[str]]
) -> dict[Edge, list[Sequence[str]]]:
    """Return which clusters edges between tellings connect, with the edges."""
    place = {one: n for n, cluster in enumerate(clusters) for part in cluster for one in part}
    found: dict[Edge, list[Sequence[str]]] = {}
    for edge in edges:
        a, b = sorted((place[edge[0]], place[edge[1]]))
        if a != b:
            found.setdefault((a, b), []).append(edge)
    return found


def _surely(
    clusters: Sequence[Cluster], edges: Sequence[Sequence[str]], crowd: _Crowd
) -> list[Cluster]:
    """Return clusters joined level by level, each group that edges connect by itself."""
    between = _between(clusters, edges)
    groups = components(range(len(clusters)), between)
    place = {one: n for n, group in enumerate(groups) for one in group}
    own: dict[int, list[Sequence[str]]] = {}
    for (one, _), connecting in between.items():
        own.setdefault(place[one], []).extend(connecting)
    found: list[Cluster] = []
    for n, group in enumerate(groups):
        members = [clusters[one] for one in group]
        few = len(group) <= LARGE
        for level in sorted({crowd.level(*edge) for edge in own.get(n, ())} if few else ()):
            near = [edge for edge in own[n] if crowd.level(*edge) <= level]
            members = _joined(members, list(_between(members, near)), crowd)
        found += members
    return found


def _contradict(one: Cluster, other: Cluster, crowd: _Crowd) -> bool:
    return any(_differ(a, b, crowd) for a in one for b in other)


def _differ(one: frozenset[str], other: frozenset[str], crowd: _Crowd) -> bool:
    """Whether two parts are two parties; welded tellings differ when none of them is alike."""
    if any(crowd.decisions.apart(a, b) for a in one for b in other):
        return True
    found = [crowd.between(a, b) for a in one for b in other]
    same = any(isinstance(likeness, Same) for likeness in found)
    return not same and any(isinstance(likeness, Different) for likeness in found)


def _joined(clusters: Sequence[Cluster], edges: Sequence[Edge], crowd: _Crowd) -> list[Cluster]:
    """Return clusters joined along edges, but for those that would join what is not one."""
    edges = [(a, b) for a, b in edges if not _contradict(clusters[a], clusters[b], crowd)]
    near: dict[int, list[int]] = {}
    for one, other in edges:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    torn = {
        one
        for one, others in near.items()
        if any(_contradict(clusters[a], clusters[b], crowd) for a, b in combinations(others, 2))
    }
    kept = [edge for edge in edges if torn.isdisjoint(edge)]
    found: list[Cluster] = []
    for group in components(range(len(clusters)), kept):
        members = [clusters[one] for one in group]
        if any(_contradict(a, b, crowd) for a, b in combinations(members, 2)):
            found += members
        else:
            found.append(tuple(sorted((part for m in members for part in m), key=sorted)))
    return found


def _attached(
    groups: Iterable[Sequence[str]],
    fits: Iterable[Fit],
    found: Mapping[str, Identity],
    crowd: _Crowd,
) -> list[Identity]:
    """Return whom those are that say too little and fit a single party."""
    by_guest: dict[str, list[Fit]] = {}
    for fit in fits:
        if not crowd.decisions.apart(fit.guest, fit.host):
            by_guest.setdefault(fit.guest, []).append(fit)
    hosts: dict[str, str] = {}  # guest → the only party that its group fits
    for group in groups:
        fitting = [fit for one in group for fit in by_guest.get(one, ())]
        parties = {found[f.host].same_as if f.host in found else f.same_as for f in fitting}
        if len(parties) == 1 and all(crowd.tellings[one].little for one in group):
            hosts |= dict.fromkeys(group, parties.pop())
    barred = {
        found[one].same_as
        for one, host in hosts.items()
        for other in crowd.decisions.parted_from(one)
        if host in {hosts.get(other), found[other].same_as if other in found else None}
    }
    return [
        Identity(one, host, _fitting(by_guest.get(one, ()), host, found[one]))
        for one, host in hosts.items()
        if found[one].same_as not in barred
    ]


def _fitting(fits: Iterable[Fit], host: str, before: Identity) -> str:
    """Return why a guest is of a party: by the telling that stands for it, if that is told."""
    best = min(fits, key=lambda fit: (fit.host != host, fit.host), default=None)
    return f"{best.reason}: {best.host_name}" if best else before.reason


def _rank(one: Telling) -> tuple[bool, bool, int, int, int, str]:
    """What stands for a party: a full name with a country, told most, in most words."""
    words = len(one.name.split())
    return one.bare, one.country is None, -one.articles, -words, -len(one.name), one.id


def _named(members: Collection[str], crowd: _Crowd) -> list[Identity]:
    """Return whom each member is: the one that stands for all, with what connects them."""
    first = min((crowd.tellings[one] for one in members), key=_rank)
    return [Identity(one, first.id, _reason(one, first, members, crowd)) for one in members]


def _reason(one: str, first: Telling, members: Collection[str], crowd: _Crowd) -> str:
    if one == first.id:
        return ITSELF
    for other in (first.id, *sorted({*members} - {one, first.id})):
        why = crowd.decisions.why(one, other)
        found = crowd.between(one, other)
        if why or isinstance(found, Same):
            said = why or (found.reason if isinstance(found, Same) else "")
            return f"{said}: {crowd.tellings[other].name}"
    return DECIDED
