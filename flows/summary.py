"""What one run did, in numbers and words.

What belongs here: counting and the closing lines. What does not: running stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tasks.quality.alarms import Alarm
from tasks.records import Rejection


@dataclass(slots=True, kw_only=True)
class Summary:
    """Counts of one run; `named` are the pages and URLs that the user asked for by name."""

    run_id: str = ""  # known once it is begun
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reports: int = 0  # read from new and changed articles
    events: int = 0  # created or changed
    linked: int = 0  # articles found to be copies of others
    outside: int = 0  # left out because they were published on other days than asked for
    skipped: int = 0  # records of web archives that are no page
    rejections: list[Rejection] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)  # ids of articles that are new or changed
    alarms: tuple[Alarm, ...] = ()
    snapshot: Path | None = None

    @property
    def articles(self) -> int:
        """Articles that were read, whether or not they were news to us."""
        return self.new + self.changed + self.unchanged

    @property
    def lost_by_name(self) -> list[Rejection]:
        """Rejections of what the user asked for by name."""
        return [loss for loss in self.rejections if loss.subject in self.named]

    @property
    def nothing_changed(self) -> bool:
        """Whether the run found nothing that was not already stored."""
        return self.new + self.changed == 0

    def counts(self) -> dict[str, int]:
        """Return the numbers alone, as the run table keeps them."""
        numbers = ("new", "changed", "unchanged", "reports", "events", "linked", "outside")
        return {name: getattr(self, name) for name in numbers} | {
            "rejections": len(self.rejections)
        }

    def as_json(self) -> dict[str, Any]:
        """Return everything a program wants to know, in plain types."""
        return {
            "run_id": self.run_id,
            **self.counts(),
            "rejections": [asdict(loss) for loss in self.rejections],
            "snapshot": str(self.snapshot),
        }

    def lines(self) -> Iterator[str]:
        """Yield the closing lines for a person."""
        yield (
            f"Articles: {self.new} new, {self.changed} changed, {self.unchanged} unchanged."
            f" Reports: {self.reports}. Events new or changed: {self.events}."
        )
        if self.articles and self.nothing_changed:
            yield "Nothing changed since the last run."
        if self.linked:
            yield f"Copies of other articles found: {self.linked}."
        if self.outside:
            yield f"Outside the days asked for: {self.outside}."
        if self.skipped:
            yield f"Archive records that hold no page: {self.skipped}."
        yield from self._losses()
        if self.snapshot:
            yield f"Database to query: {self.snapshot}"

    def _losses(self) -> Iterator[str]:
        by_reason = Counter((loss.stage, loss.reason) for loss in self.rejections)
        if by_reason:
            yield f"Rejected: {len(self.rejections)}"
        for (stage, reason), count in by_reason.most_common():
            example = next(r for r in self.rejections if (r.stage, r.reason) == (stage, reason))
            yield f"  {count:>4}  {stage} {reason}, for example: {example.detail}"
