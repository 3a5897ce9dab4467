"""Whether more of a site is lost than was before.

What belongs here: the rule. What does not: what a loss is, counting them.

The rule: of at least `least` addresses of a site that were tried in this run, the share lost is
higher than in its own past by `jump`. The past needs as many addresses.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.quality.alarms import Alarm

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """What became of the addresses of one site: in this run, and in the runs before it."""

    site: str
    tried: int  # this run; without those that the server says have not changed
    lost: int
    tried_before: int
    lost_before: int
    reasons: str  # of this run, the most frequent first

    @property
    def share(self) -> float:
        """The share lost in this run."""
        return self.lost / self.tried if self.tried else 0.0

    @property
    def share_before(self) -> float:
        """The share lost before."""
        return self.lost_before / self.tried_before if self.tried_before else 0.0


def losses(tries: Tries, jump: float, least: int) -> Alarm | None:
    """Return an alarm where the share lost of a site jumped."""
    if min(tries.tried, tries.tried_before) < least:
        return None
    if tries.share - tries.share_before < jump - ROUNDING:
        return None
    return Alarm(
        gate="losses",
        subject=tries.site,
        what=f"{tries.lost} of {tries.tried} addresses of {tries.site} were lost ({tries.reasons}),"
        f" {tries.share:.0%} where {tries.share_before:.0%} is usual",
        todo="""Look at them: SELECT url, status, reason FROM "fetch" WHERE outcome = 'rejected'"""
        " ORDER BY started_at DESC",
    )
