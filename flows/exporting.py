"""What `communique export` does: rows of the snapshot out, as files in the layouts of others.

What belongs here: bringing statements, layouts and files together, and putting files in place
whole. What does not: layouts (`tasks.report`), SQL, printing.

Every export reads one snapshot from beginning to end, also while the next one replaces it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tasks.database import (
    Connection,
    EngineError,
    NoSnapshot,
    QueryError,
    expect_known,
    reading,
    sql_files,
    statement,
)
from tasks.report.dictionary import Comments, dictionary, read_comments
from tasks.report.export import plover
from tasks.report.export_csv import csv_lines
from tasks.report.export_gdelt import Layout, gdelt
from tasks.report.export_icews import icews
from tasks.report.export_tables import ALSO, HEAD, PUBLIC, STATEMENTS
from tasks.settings import settings

DICTIONARY = "DICTIONARY.md"
_AT_ONCE = 2_000  # rows in memory


class ExportError(Exception):
    """The export cannot be written where the user wants it; the message says why."""


def plover_lines() -> Iterator[str]:
    """Yield events as JSON lines with the codebook's names, with line ends."""
    with _snapshot() as connection:
        for line in plover(_dicts(connection, statement("export_plover"))):
            yield f"{line}\n"


def gdelt_lines(*, layout: Layout, header: bool) -> Iterator[str]:
    """Yield events in a layout of GDELT's, with line ends."""
    with _snapshot() as connection:
        rows = _dicts(connection, statement("export_cameo"))
        yield from gdelt(rows, layout=layout, header=header)


def icews_lines(*, header: bool) -> Iterator[str]:
    """Yield events in ICEWS' layout, with line ends."""
    with _snapshot() as connection:
        yield from icews(_dicts(connection, statement("export_cameo")), header=header)


def csv_table(table: str) -> Iterator[str]:
    """Yield a public table as CSV, with line ends."""
    with _snapshot() as connection:
        yield from _csv(connection, table)


def csv_files(tables: Sequence[str], folder: Path) -> list[Path]:
    """Write public tables of one snapshot as FOLDER/NAME.csv, each put in place whole."""
    folder.mkdir(parents=True, exist_ok=True)
    with _snapshot() as connection:
        return [write(folder / f"{table}.csv", _csv(connection, table)) for table in tables]


def left_out() -> int:
    """Return how many events the layouts of GDELT and ICEWS have no place for."""
    with _snapshot() as connection:
        counted = connection.execute("SELECT count(*) FROM event WHERE realis <> 'actual'")
        return int(counted.fetchall()[0][0])


def write(file: Path, lines: Iterable[str]) -> Path:
    """Write lines to a file that is there whole or not at all; return its path.

    A link stays one, and a device is written to. Raises ExportError when its folder is not there.
    """
    if file.exists() and not file.is_file():
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        return file
    file = file.resolve()
    if not file.parent.is_dir():
        raise ExportError(f"{file.parent} is not there; make it, or give another file.")
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        unfinished.chmod(0o666 & ~_umask())
        return unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def parquet_folder(folder: Path) -> dict[str, int]:
    """Write every public table into a folder, as Parquet, with a dictionary; return their sizes.

    The folder is replaced whole. Raises ExportError when it holds anything but such an export.
    """
    folder = folder.resolve()
    if folder.exists() and not _is_ours(folder):
        raise ExportError(f"{folder} holds other files; give a new folder, or one of an export.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with _snapshot() as connection:
            sizes = {table: _parquet(connection, table, unfinished) for table in PUBLIC}
            text = dictionary(columns(connection), comments(), head=HEAD)
        (unfinished / DICTIONARY).write_text(text, encoding="utf-8")
        unfinished.chmod(0o777 & ~_umask())
        _replace(folder, unfinished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return sizes


def comments() -> Comments:
    """Return what the SQL files say of the tables and columns that are exported."""
    files = [path for name in ("migrations", "views") for path in sql_files(name)]
    texts = [path.read_text(encoding="utf-8") for path in files]
    return read_comments([*texts, *map(_as_view, STATEMENTS)])


def columns(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """Return public table → (column, type) in order, as Parquet has them."""
    found = {}
    for table in PUBLIC:
        rows = connection.execute(f"DESCRIBE {_sql(table)}").fetchall()
        found[table] = [(row[0], row[1]) for row in rows]
    found["events"] += [("year", "BIGINT"), ("month", "BIGINT")]
    return found


def _as_view(name: str) -> str:
    """Return the statement of an export as the view that it could be."""
    grain, _, rest = statement(f"export_{name}").partition("\n")
    return f"{grain}\nCREATE OR REPLACE VIEW {name} AS\n{rest}"


@contextmanager
def _snapshot() -> Iterator[Connection]:
    file = settings().snapshot_file
    if not file.is_file():
        raise NoSnapshot(
            f"There is no database at {file} yet; run `communique ingest` first, or name its "
            "folder with --db."
        )
    with reading(file) as connection:
        expect_known(connection, file)
        try:
            yield connection
        except EngineError as error:
            raise QueryError(" ".join(str(error).split())) from error


def _sql(table: str) -> str:
    name = ALSO.get(table, table)
    if name in STATEMENTS:
        return statement(f"export_{name}").rstrip().rstrip(";")
    return f'SELECT * FROM "{name}" ORDER BY ALL'


def _csv(connection: Connection, table: str) -> Iterator[str]:
    cursor = connection.execute(_sql(table))
    columns = [column[0] for column in cursor.description or ()]
    yield from csv_lines(columns, _rows(cursor))


def _rows(cursor: Connection) -> Iterator[Sequence[Any]]:
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows


def _dicts(connection: Connection, sql: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(sql)
    columns = [column[0] for column in cursor.description or ()]
    return (dict(zip(columns, row, strict=True)) for row in _rows(cursor))


def _parquet(connection: Connection, table: str, folder: Path) -> int:
    """Write one table; return its number of rows."""
    sql, options, to = _sql(table), "FORMAT parquet", folder / f"{table}.parquet"
    if table == "events":
        # An event of a year has a first day, but no month.
        month = "CASE WHEN date_precision <> 'year' THEN month(event_date) END"
        sql = f"SELECT *, year(event_date) AS year, {month} AS month FROM ({sql})"
        options, to = "FORMAT parquet, PARTITION_BY (year, month)", folder / table
    quoted = str(to).replace("'", "''")
    done = connection.execute(f"COPY ({sql}) TO '{quoted}' ({options})").fetchall()
    return int(done[0][0])


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / DICTIONARY).is_file() or not any(folder.iterdir()))


def _replace(folder: Path, new: Path) -> None:
    """Put a new folder in the place of one that may be there."""
    old = new.with_name(f"{new.name}.old")
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
