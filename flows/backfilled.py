"""What a backfill did, chunk by chunk, in rows and words.

What belongs here: telling of chunks. What does not: having them read (`flows.backfill`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tasks.backfilling import Chunk, Known
from tasks.report.markdown import table
from tasks.settings import settings

COUNTED = ("new", "changed", "unchanged", "reports", "rejections")
AGAIN = "Start the same backfill again: it reads what is not complete"


class BackfillIncompleteError(Exception):
    """Some chunks failed; the message says which, and what to do. `outcome` has all of them."""

    def __init__(self, outcome: Backfilled) -> None:
        super().__init__(outcome.told())
        self.outcome = outcome


@dataclass(slots=True)
class Backfilled:
    """What became of each chunk of a backfill, in the order of days."""

    chunks: Sequence[Chunk]  # at least one
    earlier: frozenset[str] = frozenset()  # ids of chunks that an earlier backfill completed
    ended: dict[str, str | None] = field(default_factory=dict)  # chunk id → why it failed, if so
    known: Mapping[str, Known] = field(default_factory=dict)

    @property
    def faults(self) -> dict[str, str]:
        """Why chunks failed, by id."""
        return {key: fault for key, fault in self.ended.items() if fault}

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a chunk."""
        return [self._row(chunk) for chunk in self.chunks]

    def _row(self, chunk: Chunk) -> dict[str, Any]:
        known = self.known.get(chunk.id)
        counts = known.counts if known else {}
        return {
            "since": str(chunk.since),
            "until": str(chunk.until),
            "status": self._status(chunk),
            **{name: counts.get(name) for name in COUNTED},
            "fault": self.faults.get(chunk.id),
        }

    def _status(self, chunk: Chunk) -> str:
        if chunk.id in self.ended:
            return "failed" if self.ended[chunk.id] else "completed"
        return "completed earlier" if chunk.id in self.earlier else "not read"

    def page(self) -> Iterator[str]:
        """Yield what is shown of it in the UI, in Markdown."""
        rows = self.rows()
        yield table(list(rows[0]), [list(row.values()) for row in rows])

    def told(self) -> str:
        """Return what failed and what to do, in one line."""
        failed = [chunk for chunk in self.chunks if chunk.id in self.faults]
        examples = "; ".join(f"{chunk}: {self.faults[chunk.id]}" for chunk in failed[:3])
        more = f"; and {len(failed) - 3} more" if len(failed) > 3 else ""
        return f"{len(failed)} of {len(self.chunks)} chunks failed. {AGAIN}. {examples}{more}"

    def lines(self) -> Iterator[str]:
        """Yield the closing lines for a person."""
        done = len(self.chunks) - len(self.faults)
        yield f"Chunks complete: {done} of {len(self.chunks)}, {len(self.earlier)} of them earlier."
        total = {name: sum(row[name] or 0 for row in self.rows()) for name in COUNTED}
        yield ", ".join(f"{number} {name}" for name, number in total.items()) + "."
        for chunk in self.chunks:
            if chunk.id in self.faults:
                yield f"Failed: {chunk}: {self.faults[chunk.id]}"
        if self.faults:
            yield f"{AGAIN}."
        yield f"Database to query: {settings().snapshot_file}"
