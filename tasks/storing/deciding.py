"""What an operator's words on parties and on events have in common.

What belongs here: the words themselves, what takes one back, looking at the published snapshot.
What does not: what a word is about (`decide`, `decide_events`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from tasks import database
from tasks.database import Connection
from tasks.settings import settings

Decision = Literal["merge", "split"]
TAKEN_BACK: dict[Decision, Decision] = {"merge": "split", "split": "merge"}
SEVERAL = 6  # named in a message


class NothingToDecide(Exception):  # noqa: N818 — the state, as users say it
    """What the operator asks for is so already, or cannot be."""


def now() -> datetime:
    """Return when a word is given, in UTC, as tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def snapshot() -> Iterator[Connection]:
    """Open the published snapshot.

    Raises NoSnapshot before the first publish, DatabaseNewer, DatabaseError for one too old.
    """
    file = settings().snapshot_file
    if not file.is_file():
        raise database.NoSnapshot(f"There is no database at {file} yet; run `communique ingest`.")
    try:
        with database.reading(file) as connection:
            database.expect_known(connection, file)
            yield connection
    except database.EngineError as error:  # such as a view that it lacks
        reason = str(error).strip().splitlines()[0]
        raise database.DatabaseError(
            f"Cannot read {file}: {reason} If an earlier Communiqué made it, run "
            "`communique publish`."
        ) from error
