"""The only door to DuckDB: open, migrate, run a named statement, check, query.

What belongs here: files, locks, transactions and errors of the database. What does not: what the
rows mean; that is in `sql/` and in the stages.

Two files: the working file is private to the one process that writes; the snapshot is what
everybody queries and is only ever replaced whole.

Errors, all with a one-line message that says what to do:
- DatabaseError
  - DatabaseLocked: another process holds the working file
  - DatabaseUnwritable: the folder cannot be written, or the disk is full
  - DatabaseNewer: the file was made by a newer Communiqué
  - DatabaseDamaged: the file cannot be read as a database
  - NoSnapshot: nothing has been published yet
  - QueryError: the user's SQL is wrong
  - ChecksFailed: a query of `sql/checks` returned rows
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow

from tasks import locks
from tasks.settings import settings

SQL = Path(__file__).parents[1] / "sql"
RETRY_SECONDS = 0.25
# Up to this many keys or days (DuckDB: 50) that a statement joins tell which blocks are not read;
# of more, only the least and the greatest do.
# What is committed is moved from the log into the file when there is more of it than this.
TUNING = "SET dynamic_or_filter_threshold = 500; SET checkpoint_threshold = '256MB'"

Connection = duckdb.DuckDBPyConnection
EngineError = duckdb.Error  # what DuckDB itself raises
Row = tuple[Any, ...]


class DatabaseError(Exception):
    """The database cannot do what was asked."""


class DatabaseLocked(DatabaseError):  # noqa: N818 — the state, as users say it
    """Another process holds the working file."""


class DatabaseUnwritable(DatabaseError):  # noqa: N818
    """The folder cannot be written, or the disk is full."""


class DatabaseNewer(DatabaseError):  # noqa: N818
    """The file was made by a newer Communiqué."""


class DatabaseDamaged(DatabaseError):  # noqa: N818
    """The file cannot be read as a database."""


class NoSnapshot(DatabaseError):  # noqa: N818
    """Nothing has been published yet."""


class QueryError(DatabaseError):
    """The user's SQL is wrong."""


class ChecksFailed(DatabaseError):  # noqa: N818
    """A query that must return no row returned some."""


@dataclass(frozen=True, slots=True)
class Result:
    """Column names and rows of a query."""

    columns: tuple[str, ...]
    rows: list[Row]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".write-test-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise DatabaseUnwritable(
            f"Cannot write the database folder {folder} ({error.strerror}); "
            "make it writable or set COMMUNIQUE_HOME to another folder."
        ) from error


def _open(file: Path, wait: float) -> Connection:
    deadline = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(file))
        except duckdb.IOException as error:
            if not _is_lock(error):
                raise DatabaseUnwritable(f"Cannot open {file}: {_first_line(error)}") from error
            if time.monotonic() >= deadline:
                raise _locked(file, _holder(error)) from error
            time.sleep(RETRY_SECONDS)


def _is_lock(error: Exception) -> bool:
    return "could not set lock" in str(error).lower()


def _holder(error: Exception) -> str:
    holder = re.search(r"PID (\d+)", str(error))
    return f"process {holder[1]}" if holder else "another process"


def _locked(file: Path, by: str) -> DatabaseLocked:
    return DatabaseLocked(
        f"{file} is in use by {by}; waited {settings().lock_wait:g} seconds. Wait for it to end, "
        "or raise COMMUNIQUE_LOCK_WAIT."
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


@contextmanager
def exclusive(file: Path) -> Iterator[float]:
    """Hold the one lock of all that write a file; yield the seconds that are left to wait.

    Raises DatabaseLocked, naming the holder, once settings().lock_wait has passed.
    """
    _make_folder(file.parent)
    with ExitStack() as stack:
        try:
            left = stack.enter_context(locks.exclusive(file, settings().lock_wait))
        except locks.LockBusyError as error:
            raise _locked(file, str(error)) from error
        yield left


@contextmanager
def working(file: Path | None = None) -> Iterator[Connection]:
    """Open the working file read-write and migrated, waiting for it as long as settings say."""
    file = file or settings().working_file
    with exclusive(file) as left:
        connection = _open(file, left)
        try:
            migrate(connection, file)
            connection.execute(TUNING)
            yield connection
        finally:
            connection.close()


def settle(file: Path, wait: float) -> None:
    """Write into a file what a killed process left in its log; needs the lock, migrates nothing.

    Waits `wait` seconds for readers. Raises DatabaseLocked, DatabaseUnwritable.
    """
    _open(file, wait).close()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def sql_files(folder: str) -> list[Path]:
    """Return the files of one folder of `sql/`, in name order."""
    return sorted((SQL / folder).glob("*.sql"))


@lru_cache(maxsize=256)
def statement(name: str) -> str:
    """Return the SQL of `sql/statements/NAME.sql`."""
    return (SQL / "statements" / f"{name}.sql").read_text(encoding="utf-8")


def applied_migrations(connection: Connection) -> set[str]:
    """Return the migrations that a file has; none where it is not one of ours."""
    tables = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'migration'"
    if not connection.execute(f"{tables} AND database_name = current_database()").fetchall():
        return set()
    return {row[0] for row in connection.execute("SELECT name FROM migration").fetchall()}


def expect_known(connection: Connection, file: Path) -> set[str]:
    """Return the migrations that a file has. Raises DatabaseNewer when we lack one of them."""
    applied = applied_migrations(connection)
    if unknown := sorted(applied - {path.stem for path in sql_files("migrations")}):
        raise DatabaseNewer(
            f"{file} was written by a newer Communiqué (it has {unknown[0]}); upgrade, or set "
            "COMMUNIQUE_HOME to another folder."
        )
    return applied


def migrate(connection: Connection, file: Path) -> None:
    """Apply the migrations that the file lacks, in one transaction each.

    Raises DatabaseNewer, and touches nothing, when the file has one that this version lacks.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name VARCHAR PRIMARY KEY)")
    known = {path.stem: path for path in sql_files("migrations")}
    for name in sorted(known.keys() - expect_known(connection, file)):
        with transaction(connection):
            connection.execute(known[name].read_text(encoding="utf-8"))
            connection.execute("INSERT INTO migration VALUES (?)", [name])


def insert(connection: Connection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows given as column → value, JSON as text; every row must name every column.

    Rows travel as an Arrow table with the columns that DuckDB says the table has: far faster than
    one INSERT a row. The caller has removed rows with the same key.

    Raises KeyError where a row lacks a column, and what pyarrow does where a value is not of its
    column's type.
    """
    pending = list(rows)
    if not pending:
        return
    columns = connection.table(table).limit(0).to_arrow_table().schema
    kinds = zip(columns.names, columns.types, strict=True)
    values = [pyarrow.array([*map(itemgetter(name), pending)], kind) for name, kind in kinds]
    connection.from_arrow(pyarrow.table(values, columns)).insert_into(table)


def listed(keys: Iterable[str]) -> str:
    """Return keys as the JSON text that statements unnest.

    DuckDB 1.5 takes 1,000 times as long over a list given as a parameter, and `list_contains`
    looks through the whole list for every row.
    """
    return json.dumps(list(keys))


def delete(connection: Connection, table: str, column: str, keys: Iterable[str]) -> None:
    """Delete the rows that have one of these keys in a column."""
    wanted = "(SELECT unnest(?::JSON::VARCHAR[]))"
    connection.execute(f"DELETE FROM {table} WHERE {column} IN {wanted}", [listed(keys)])


def _view_order() -> list[Path]:
    """Return the view files so that a view comes after those it uses."""
    files = {path.stem: path for path in sql_files("views")}
    uses = {
        name: set(re.findall(r"\w+", path.read_text(encoding="utf-8"))) & files.keys() - {name}
        for name, path in files.items()
    }
    return [files[name] for name in TopologicalSorter(uses).static_order()]


def apply_views(connection: Connection) -> tuple[str, ...]:
    """Make every view of `sql/views` anew, and no other; return their names."""
    files = _view_order()
    views = "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    for (name,) in connection.execute(views).fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    for path in files:
        connection.execute(path.read_text(encoding="utf-8"))
    return tuple(path.stem for path in files)


def failing_checks(connection: Connection) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name and first rows of every query of `sql/checks` that returns rows."""
    for path in sql_files("checks"):
        rows = connection.execute(path.read_text(encoding="utf-8")).fetchmany(3)
        if rows:
            yield path.name, rows


def run_checks(connection: Connection) -> None:
    """Run every query of `sql/checks`. Raises ChecksFailed for the first that returns rows."""
    for name, rows in failing_checks(connection):
        raise ChecksFailed(
            f"sql/checks/{name} must return no row but returned {rows}; the snapshot was left as "
            "it was. Please report this."
        )


@contextmanager
def reading(file: Path) -> Iterator[Connection]:
    """Open a file read-only, as it is.

    Raises DatabaseLocked at once while it is being written, DatabaseDamaged.
    """
    try:
        connection = duckdb.connect(str(file), read_only=True)
    except duckdb.Error as error:
        if _is_lock(error):
            raise DatabaseLocked(f"{file} is being written by {_holder(error)}.") from error
        if "different configuration" in str(error):
            raise DatabaseLocked(f"{file} is being written by this process.") from error
        raise DatabaseDamaged(f"Cannot open {file}: {_first_line(error)}") from error
    try:
        yield connection
    finally:
        connection.close()


def table_sizes(connection: Connection) -> dict[str, int]:
    """Return table → number of rows of the database the connection is in."""
    names = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        for (name,) in names
    }


def query(sql: str) -> Result:
    """Run the user's SQL against the published snapshot, read-only.

    Raises NoSnapshot before the first publish, DatabaseNewer for the snapshot of a newer
    Communiqué, and QueryError with DuckDB's reason.
    """
    snapshot = settings().snapshot_file
    if not snapshot.is_file():
        raise NoSnapshot(
            f"There is no database at {snapshot} yet; run `communique ingest` first, or name its "
            "folder with --db."
        )
    try:
        with reading(snapshot) as connection:
            expect_known(connection, snapshot)
            cursor = connection.execute(sql)
            if cursor is None:
                raise QueryError("There is no statement in this; give one, such as SELECT 1.")
            columns = tuple(column[0] for column in cursor.description or ())
            return Result(columns, cursor.fetchall())
    except duckdb.Error as error:
        raise QueryError(" ".join(str(error).split())) from error


def rows_as_dicts(result: Result) -> list[dict[str, Any]]:
    """Return rows as column → value."""
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def fetch_rows(
    connection: Connection, name: str, *parameters: object, **named: object
) -> list[Row]:
    """Run a statement of `sql/statements`, its parameters in order or by name; return its rows."""
    return connection.execute(statement(name), named or list(parameters)).fetchall()


def fetch_keys(connection: Connection, name: str, *parameters: object, **named: object) -> set[str]:
    """Run a statement of `sql/statements`; return the values of its first column, each once."""
    return {row[0] for row in fetch_rows(connection, name, *parameters, **named)}


def fetch_dicts(
    connection: Connection, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()
) -> list[dict[str, Any]]:
    """Run a query on an open connection; rows as column → value."""
    given = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
    cursor = connection.execute(sql, given)
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
