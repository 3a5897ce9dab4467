"""What an operator decided of events, by the reports that tell of them.

What belongs here: the record and questions to it. What does not: what follows (`grouping`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

DECIDED = "an operator's decision"
Two = frozenset[str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Reports that are of one event and reports that are not, and all that are named, by id."""

    merged: tuple[tuple[str, str], ...] = ()
    parted: frozenset[Two] = frozenset()
    named: frozenset[str] = frozenset()

    def apart(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether a report of some and one of others must not be of one event."""
        if not self.parted:
            return False
        return any(frozenset((one, other)) in self.parted for one in some for other in others)


NONE = Decisions()
