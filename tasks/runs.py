"""The diary of runs, as it stands: which still run, which died and were never closed.

What belongs here: telling the dead from the living, and closing the rows of the dead. What does
not: opening and closing a run of one's own (`store`), the runs that Prefect shows (`flows`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tasks import database
from tasks.database import Connection, fetch_dicts, statement
from tasks.processes import Process, has_ended

LONGEST = timedelta(days=1)  # of a run whose process we cannot ask about
TODO = "what it stored is kept; the next run of the same sources reads the rest"


@dataclass(frozen=True, slots=True)
class Closed:
    """A run that was found dead."""

    id: str
    kind: str
    label: str
    reason: str

    def __str__(self) -> str:
        return f"Closed run {self.id} ({self.kind} {self.label}): {self.reason}"


def close_dead(now: datetime | None = None) -> list[Closed]:
    """Close every run whose process has died, as "crashed"; return them, the oldest first."""
    moment = (now or datetime.now(UTC)).replace(tzinfo=None)
    with database.working() as connection, database.transaction(connection):
        dead = _dead(connection, moment)
        for one in dead:
            row = [moment, "crashed", json.dumps({}), one.reason, one.id]
            connection.execute(statement("finish_run"), row)
    return dead


def _dead(connection: Connection, now: datetime) -> list[Closed]:
    rows = fetch_dicts(connection, statement("runs_open"))
    told = ((row, why_dead(row["process"], now - row["started_at"])) for row in rows)
    return [Closed(row["id"], row["kind"], row["label"], why) for row, why in told if why]


def why_dead(process: Mapping[str, Any] | None, age: timedelta) -> str | None:
    """Return why a run that nobody closed cannot be alive; None where it is, or may be.

    `age` is since its last sign of life. It decides only where the process cannot be asked about:
    another machine's, or none that we know of.
    """
    one = Process(**process) if process else None
    ended = has_ended(one) if one else None
    if ended:
        return f"{one} ended without closing it (killed, or the machine went down); {TODO}"
    if ended is None and age > LONGEST:
        return f"no sign of {one or 'its process'} for {age.days} days; {TODO}"
    return None
