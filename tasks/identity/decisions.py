"""What an operator decided of parties.

What belongs here: the record and questions to it. What does not: what follows (`grouping`).
"""

from __future__ import annotations

from dataclasses import dataclass

DECIDED = "an operator's decision"
Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """An operator's word on pairs of tellings, the latest first, and on those that stand alone."""

    merged: tuple[tuple[str, str, str | None], ...] = ()  # one, the other, why
    parted: frozenset[Pair] = frozenset()
    alone: frozenset[str] = frozenset()

    def apart(self, one: str, other: str) -> bool:
        """Whether two tellings must not be one."""
        if self.alone & {one, other}:
            return True
        return frozenset((one, other)) in self.parted

    @property
    def named(self) -> frozenset[str]:
        """All tellings that a decision names."""
        merged = {one for row in self.merged for one in row[:2]}
        return self.alone.union(merged, *self.parted)

    def parted_from(self, one: str) -> list[str]:
        """Return the tellings that must not be one with a telling."""
        return sorted(other for pair in self.parted if one in pair for other in pair - {one})

    def why(self, one: str, other: str) -> str | None:
        """Return the reason for which two were merged; None when they were not."""
        for a, b, why in self.merged:
            if {a, b} == {one, other}:
                return f"{DECIDED}: {why}" if why else DECIDED
        return None


NONE = Decisions()
