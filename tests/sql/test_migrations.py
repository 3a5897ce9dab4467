"""From the first version on: a row in each table, as it appears, comes to the newest schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks import database
from tasks.database import Connection
from tests.builders import use_home

VALUES = {
    "VARCHAR": "'x'", "JSON": "'{}'", "BOOLEAN": "true", "DATE": "DATE '2023-03-05'",
    "TIMESTAMP": "TIMESTAMP '2023-03-05 06:00:00'",
}  # fmt: skip


def value(kind: str) -> str:
    return "[]" if kind.endswith("[]") else VALUES.get(kind, "1")


def fill_empty(connection: Connection) -> None:
    """Put a row into each table that has none."""
    columns = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?"
    for table, rows in database.table_sizes(connection).items():
        if not rows:
            found = connection.execute(columns, [table]).fetchall()
            row = ", ".join(f'{value(kind)} AS "{column}"' for column, kind in found)
            connection.execute(f'INSERT INTO "{table}" BY NAME SELECT {row}')


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


@pytest.mark.usefixtures("from_nothing")
def test_rows_of_every_version_come_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default "
        "FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    )
    with database.working(tmp_path / "new.duckdb") as connection:
        newest = connection.execute(schema).fetchall()
    every = database.sql_files("migrations")
    first = every[:1]
    monkeypatch.setattr(database, "sql_files", lambda _: first)
    with database.working() as connection:
        for number in range(1, len(every) + 1):
            upto = every[:number]
            monkeypatch.setattr(database, "sql_files", lambda _, upto=upto: upto)
            before = database.table_sizes(connection)
            database.migrate(connection, tmp_path)
            after = database.table_sizes(connection)
            lost = {t for t, rows in before.items() if after.get(t, 0) < rows}
            assert not lost, every[number - 1].name
            fill_empty(connection)
        assert connection.execute(schema).fetchall() == newest
        assert database.applied_migrations(connection) == {path.stem for path in every}
