"""The published snapshot as its readers see it: an answer, with how old it is and what made it.

What belongs here: asking the snapshot, and telling of when it is. What does not: how it is made
(`publish`), what a statement means.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks import database
from tasks.database import Connection, DatabaseDamaged, Result, fetch_dicts, statement
from tasks.settings import settings

STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave, and of when that is."""

    result: Result
    file: Path
    published_at: datetime  # UTC
    run: dict[str, Any] | None  # the last run that had ended; None where none had

    def lines(self, now: datetime) -> tuple[str, str]:
        """Return where the answer comes from and how old it is, for a person."""
        count = len(self.result.rows)
        age = told((now - self.published_at).total_seconds())
        return (
            f"{count} row{'' if count == 1 else 's'} from {self.file}",
            f"Published {self.published_at:%Y-%m-%d %H:%M:%S} UTC, {age} ago; {self._made_by()}",
        )

    def _made_by(self) -> str:
        if self.run is None:
            return "no run had ended."
        kind, label, key, status = (self.run[name] for name in ("kind", "label", "id", "status"))
        return (
            f"last run: {kind} {label} ({key}), {status} "
            f"{self.run['finished_at']:%Y-%m-%d %H:%M:%S} UTC."
        )


def told(seconds: float) -> str:
    """Return a length of time in its largest whole unit: "3 hours"."""
    whole = max(0, int(seconds))
    length, unit = next(((n, name) for n, name in STEPS if whole >= n), STEPS[-1])
    count = whole // length
    return f"{count} {unit}{'' if count == 1 else 's'}"


def ask(sql: str) -> Answer:
    """Run the user's SQL on the snapshot; return the answer with the age of that very snapshot.

    A publish may replace the snapshot at any time; whoever has opened it reads on in the old one.
    Raises what `database.query` raises.
    """
    file = settings().snapshot_file
    while True:
        if (found := _identity(file)) is None:
            database.query("SELECT 1")  # says that there is none, unless one has come by now
            continue
        with database.reading(file) as held:
            if _identity(file) == found:
                # As long as it is held, every connection of this process to its name is to it.
                result = database.query(sql)
                return Answer(result, file, _moment(found), _last_run(held))


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from the one that replaces it, and when it was written."""
    try:
        known = file.stat()
    except FileNotFoundError:
        return None
    return known.st_ino, known.st_mtime_ns


def _moment(found: tuple[int, int]) -> datetime:
    return datetime.fromtimestamp(found[1] / 1e9, UTC)


def _last_run(connection: Connection) -> dict[str, Any] | None:
    try:
        return next(iter(fetch_dicts(connection, statement("last_run"))), None)
    except database.EngineError as error:
        why = " ".join(str(error).split())
        raise DatabaseDamaged(f"Cannot read the runs of the snapshot: {why}") from error
