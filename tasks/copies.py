"""Copies of a database file: made, verified, and put in the place of another.

What belongs here: what publishing, backing up and restoring have in common. What does not: when
they happen, and what else they carry.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tasks import database, locks
from tasks.database import Connection, DatabaseDamaged, DatabaseError, DatabaseUnwritable

BACKUP, RESTORE = "communique-backup", "communique-restore"  # names of what is half done


def need_space(folder: Path, needed: int, to: str) -> None:
    """Raise DatabaseUnwritable unless a folder has this many bytes left, to do what `to` says."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DatabaseUnwritable(
            f"{folder} has too little free space to {to}: {needed:,} bytes are needed, {free:,} "
            "are free. Free some, or name another folder; nothing was changed."
        )


def log_of(file: Path) -> Path:
    """Return where DuckDB logs what it has not yet written into a file."""
    return file.with_name(f"{file.name}.wal")


def copy(connection: Connection, to: Path) -> dict[str, int]:
    """Copy the open database to a new file, views included; return the sizes it must have.

    Raises DatabaseUnwritable.
    """
    current = connection.execute("SELECT current_database()").fetchall()[0][0]
    quoted = str(to).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS copied")
        try:
            connection.execute(f'COPY FROM DATABASE "{current}" TO copied')
            return database.table_sizes(connection)
        finally:
            connection.execute("DETACH copied")
    except database.EngineError as error:
        why = " ".join(str(error).split())
        raise DatabaseUnwritable(f"Cannot write {to}: {why}") from error


def verify(file: Path, expected: Mapping[str, int]) -> None:
    """Raise DatabaseError unless a copy opens, has every row, and its views answer."""
    if log_of(file).exists():
        raise DatabaseError(f"{file} was not written to its end; try again.")
    try:
        with database.reading(file) as connection:
            if database.table_sizes(connection) != dict(expected):
                raise DatabaseError(f"The copy {file} differs from what was copied; not used.")
            for (view,) in connection.execute(
                "SELECT view_name FROM duckdb_views() WHERE NOT internal"
            ).fetchall():
                connection.execute(f'SELECT * FROM "{view}" LIMIT 0')
    except database.EngineError as error:
        raise DatabaseDamaged(f"The copy {file} cannot be read: {error}") from error


def put(made: Path, place: Path) -> Path:
    """Put a finished file in its place, whole and on disk; return the place."""
    with made.open("rb") as written:
        os.fsync(written.fileno())
    made.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return place


@contextmanager
def scratch(folder: Path, name: str) -> Iterator[Path]:
    """Give a folder for what is half done; remove it, and those that killed processes left."""
    for left in leftovers(folder, name):
        _remove(left)
    made = folder / f".{name}.{os.getpid()}"
    _remove(made)
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def leftovers(folder: Path, name: str) -> list[Path]:
    """Return what killed processes left half done in a folder under a name of `scratch`."""
    found = folder.glob(f".{name}.*")
    return sorted(one for one in found if not _is_in_use(one.name[len(name) + 2 :]))


def _is_in_use(pid: str) -> bool:
    number = pid.partition(".")[0]
    return number.isdecimal() and int(number) != os.getpid() and locks.is_alive(int(number))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
