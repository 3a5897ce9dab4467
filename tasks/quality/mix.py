"""Whether the mix of event types shifted against its own past.

What belongs here: the measure and the rule. What does not: which events are new, and which past.

The measure is the Jensen-Shannon divergence in bits, 0 for equal mixes and 1 for mixes without a
type in common (J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions on
Information Theory 37 (1991) 145-151). The rule: it is at least `shift` between at least `least`
events each. Chance alone gives about (types - 1) / (8 ln 2) * (1/n + 1/m): .02 of 200 and 400.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

from tasks.quality.alarms import Alarm

SHOWN = 3  # types that moved most


def divergence(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return the Jensen-Shannon divergence of two counts by type, in bits; both count some."""
    mine, theirs = shares(one), shares(other)
    middle = {name: (mine[name] + theirs[name]) / 2 for name in mine.keys() & theirs.keys()}
    middle |= {name: (mine | theirs)[name] / 2 for name in mine.keys() ^ theirs.keys()}
    return (_relative(mine, middle) + _relative(theirs, middle)) / 2


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Return counts as shares of their sum, without those that are zero."""
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items() if count}


def _relative(one: Mapping[str, float], middle: Mapping[str, float]) -> float:
    """Kullback and Leibler's divergence of a mix from one that has all its types."""
    return sum(share * log2(share / middle[name]) for name, share in one.items())


def mix(
    now: Mapping[str, int], before: Mapping[str, int], shift: float, least: int
) -> Alarm | None:
    """Return an alarm where events of late are of other types than those before them."""
    if min(sum(now.values()), sum(before.values())) < least:
        return None
    moved = divergence(now, before)
    if moved < shift:
        return None
    return Alarm(
        gate="mix",
        subject="events",
        what=f"The {sum(now.values()):,} newest events are of other types than the"
        f" {sum(before.values()):,} before them: {moved:.2f} bits apart, where {shift:g} alarms"
        f" ({_moves(now, before)})",
        todo="Read some in the view latest_events: is it the news, a source, or the coder? Raise"
        " COMMUNIQUE_MIX_SHIFT if it is the news",
    )


def _moves(now: Mapping[str, int], before: Mapping[str, int]) -> str:
    mine, theirs = shares(now), shares(before)
    names = sorted(mine | theirs, key=lambda name: -abs(mine.get(name, 0) - theirs.get(name, 0)))
    told = (f"{name} {theirs.get(name, 0):.0%} → {mine.get(name, 0):.0%}" for name in names)
    return ", ".join(list(told)[:SHOWN])
