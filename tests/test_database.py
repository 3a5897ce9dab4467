"""The door to DuckDB: locks, migrations, inserts and the user's queries."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pytest
from duckdb.sqltypes import DuckDBPyType

from tasks import database
from tasks.settings import settings
from tests.builders import use_home

ROOT = Path(__file__).parents[1]
HOLD = """
import sys, duckdb
held = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def test_a_file_held_by_another_process_is_named_with_that_process() -> None:
    with database.working():
        pass
    file = settings().working_file
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(database.DatabaseLocked) as error, database.working():
            pass
        holder.communicate()
    assert str(file) in str(error.value)
    assert f"process {holder.pid}" in str(error.value)


def test_a_writer_is_named_with_its_command_and_how_long_was_waited() -> None:
    hold = "import sys; from tasks.database import working\nwith working():\n"
    hold += "    print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, "Maputo"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(database.DatabaseLocked) as error, database.working():
            pass
        holder.communicate()
    told = f"is in use by process {holder.pid} (-c Maputo) since "
    assert told in str(error.value)
    assert "waited 0 seconds" in str(error.value)
    assert "COMMUNIQUE_LOCK_WAIT" in str(error.value)


def test_a_snapshot_of_a_newer_version_is_not_asked() -> None:
    with database.working(settings().snapshot_file) as connection:
        connection.execute("INSERT INTO migration (name) VALUES ('9999_later')")
    with pytest.raises(database.DatabaseNewer, match="9999_later"):
        database.query("SELECT 1")


def test_a_damaged_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(b"not a database" * 1000)
    with (
        pytest.raises(database.DatabaseDamaged, match=r"x\.duckdb"),
        database.reading(tmp_path / "x.duckdb"),
    ):
        pass


def test_a_home_that_cannot_be_made_is_named_with_its_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    use_home(monkeypatch, tmp_path / "file" / "home")
    with pytest.raises(database.DatabaseUnwritable, match="COMMUNIQUE_HOME"), database.working():
        pass


def test_a_file_of_a_newer_version_is_refused_and_keeps_its_rows() -> None:
    with database.working() as connection:
        connection.execute("INSERT INTO migration (name) VALUES ('9999_later')")
        connection.execute("INSERT INTO source (location) VALUES ('kept')")
    with pytest.raises(database.DatabaseNewer, match="9999_later"), database.working():
        pass
    with duckdb.connect(str(settings().working_file)) as connection:
        assert connection.execute("SELECT location FROM source").fetchall() == [("kept",)]


@pytest.mark.usefixtures("from_nothing")
def test_a_migration_that_fails_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "0001_good.sql"
    good.write_text("CREATE TABLE good (x INTEGER)")
    bad = tmp_path / "0002_bad.sql"
    bad.write_text("CREATE TABLE half (x INTEGER); SELECT no_such_function()")
    monkeypatch.setattr(database, "sql_files", lambda folder: [good, bad])
    with pytest.raises(duckdb.Error), database.working():
        pass
    with duckdb.connect(str(settings().working_file)) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        assert names == [("good",), ("migration",)]


def test_a_failed_transaction_is_undone() -> None:
    with database.working() as connection:
        wrong = "INSERT INTO source (location) VALUES ('x'); SELECT no_such_function()"
        with pytest.raises(duckdb.Error), database.transaction(connection):
            connection.execute(wrong)
        assert connection.execute("SELECT * FROM source").fetchall() == []


def test_inserted_text_comes_back_character_for_character() -> None:
    text = "quote \" ' back\\slash line\nend \x00 nul \u2028 \U0001f600"
    row = {"location": text, "outlet": None, "country": "SWE", "language": "en", "trust": 0.5}
    with database.working() as connection:
        database.insert(connection, "source", [row])
        assert database.fetch_dicts(connection, "SELECT * FROM source") == [row]


def test_rows_are_inserted_in_their_order_with_columns_in_any() -> None:
    rows: list[dict[str, object]] = [
        {"trust": 0.5, "language": "pt", "country": "AGO", "outlet": "Diário", "location": "one"},
        {"location": "two", "outlet": None, "country": None, "language": None, "trust": None},
        {"location": "three", "outlet": "Ñandú", "country": "PRY", "language": None, "trust": 1.0},
    ]
    with database.working() as connection:
        database.insert(connection, "source", rows)
        assert database.fetch_dicts(connection, "FROM source ORDER BY rowid") == [
            {key: row[key] for key in ("location", "outlet", "country", "language", "trust")}
            for row in rows
        ]


def test_a_row_that_lacks_a_column_is_refused_with_its_name() -> None:
    lacking = {"location": "x", "country": None, "language": None, "trust": None}
    whole = lacking | {"location": "y", "outlet": None}
    with database.working() as connection:
        for rows in ([lacking], [whole, lacking]):
            with pytest.raises(KeyError, match="outlet"):
                database.insert(connection, "source", rows)
        assert connection.execute("FROM source").fetchall() == []


def test_a_value_of_another_type_than_its_column_is_refused() -> None:
    row = {"location": "x", "outlet": None, "country": None, "language": None, "trust": "high"}
    with database.working() as connection:
        with pytest.raises(pyarrow.ArrowInvalid, match="high"):
            database.insert(connection, "source", [row])
        assert connection.execute("FROM source").fetchall() == []


VALUES: dict[str, list[object]] = {
    "VARCHAR": [
        *("", " ", "NULL", "null", 'it\'s "so"', "a\\n", "two\nlines\t\r", "\x00", "\u2028"),
        *("{}", "[1]", "2023-03-05", "ﬁ é e\u0301", "\U0001f600", "x" * 5000),
    ],
    "INTEGER": [0, -1, 2**31 - 1, -(2**31)],
    "BIGINT": [0, 2**63 - 1, -(2**63)],
    "UINTEGER": [0, 2**32 - 1],
    "UBIGINT": [0, 2**53 + 1, 2**64 - 1],
    "DOUBLE": [0.0, -0.0, 1e-320, 1 / 3, 1e308, -1.5e-7, 5, math.nan, math.inf, -math.inf],
    "BOOLEAN": [True, False],
    "DATE": [date(1, 1, 1), date(2024, 2, 29), date(9999, 12, 31)],
    "TIMESTAMP": [
        datetime(2023, 3, 5, 23, 59, 58, 1),
        datetime(1, 1, 1),
        datetime(1969, 7, 20, 20),
    ],
    "JSON": ["{}", '{"a":[1.5,null,"it\'s \u2028"],"é":{"b":true}}', '{"n":18446744073709551615}'],
}


def _any_value(kind: DuckDBPyType, chance: random.Random) -> object:
    """Return a value of a column's type, or NULL."""
    if chance.random() < 0.2:
        return None
    parts: Any = kind.children if kind.id in ("list", "struct") else []
    if kind.id == "list":
        return tuple(_any_value(parts[0][1], chance) for _ in range(chance.randrange(4)))
    if kind.id == "struct":
        return {name: _any_value(part, chance) for name, part in parts}
    return chance.choice(VALUES[str(kind)])


def test_what_is_inserted_is_what_duckdb_takes_one_by_one() -> None:
    chance = random.Random(5)
    with database.working() as connection:
        for table in database.table_sizes(connection):
            for copy in ("together", "singly"):  # without keys: any value may be NULL
                connection.execute(f"CREATE OR REPLACE TEMP TABLE {copy} AS FROM {table} LIMIT 0")
            kinds = {
                name: duckdb.sqltype(kind)
                for name, kind, *_ in connection.execute("DESCRIBE singly").fetchall()
            }
            rows = [
                {name: _any_value(kind, chance) for name, kind in kinds.items()} for _ in range(40)
            ]
            database.insert(connection, "together", rows)
            one = f"INSERT INTO singly VALUES ({', '.join('?' * len(kinds))})"
            for row in rows:
                connection.execute(one, [row[name] for name in kinds])
            told, wanted = (
                connection.execute(f"FROM {copy} ORDER BY rowid").fetchall()
                for copy in ("together", "singly")
            )
            assert [*map(repr, told)] == [*map(repr, wanted)], table  # repr tells -0.0 from 0.0


def test_a_query_before_anything_is_published_says_what_to_run() -> None:
    with pytest.raises(database.NoSnapshot, match="communique ingest"):
        database.query("SELECT 1")


def test_a_broken_file_is_not_taken_for_a_locked_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_home(monkeypatch, tmp_path / "flock")
    settings().working_file.parent.mkdir(parents=True)
    settings().working_file.write_bytes(b"not a database" * 1000)
    with pytest.raises(database.DatabaseUnwritable, match="not a valid"), database.working():
        pass


@pytest.mark.usefixtures("from_nothing")
def test_a_new_file_gets_every_migration_and_an_old_one_none_again() -> None:
    applied = "SELECT name FROM migration ORDER BY name"
    with database.working() as connection:
        first = connection.execute(applied).fetchall()
        connection.execute("INSERT INTO source (location) VALUES ('kept')")
    with database.working() as connection:
        assert connection.execute(applied).fetchall() == first
        assert connection.execute("SELECT location FROM source").fetchall() == [("kept",)]
    assert [name for (name,) in first] == [p.stem for p in database.sql_files("migrations")]


def test_lists_days_times_and_nulls_keep_their_types() -> None:
    row = {
        "id": "a",
        "url": "u1",
        "outlet": "Example",
        "title": None,
        "byline": None,
        "language": "en",
        "dateline": None,
        "dateline_place": None,
        "published_on": date(2023, 3, 5),
        "published_at": datetime(2023, 3, 5, 23, 59, 58),
        "published_basis": "feed",
        "text": "",
        "text_hash": "h",
        "captions": ["one, two", "", "it's [three]"],
        "initials": None,
        "license": None,
        "near_duplicate_of": None,
        "modified_on": date(2023, 3, 6),
        "modified_at": datetime(2023, 3, 6, 0, 0, 1),
        "section": "Politics",
        "version": 2,
    }
    with database.working() as connection:
        database.insert(connection, "article", [row])
        assert database.fetch_dicts(connection, "FROM article") == [row]


def test_rows_are_deleted_by_key_however_the_key_is_written() -> None:
    keys = ["plain", "it's", 'say "so"', "a, b", "\u2028"]
    blank = {"outlet": None, "country": None, "language": None, "trust": None}
    with database.working() as connection:
        database.insert(connection, "source", [blank | {"location": k} for k in (*keys, "kept")])
        database.delete(connection, "source", "location", [])
        database.delete(connection, "source", "location", keys)
        assert connection.execute("SELECT location FROM source").fetchall() == [("kept",)]


@pytest.mark.parametrize("sql", ["", " ", ";", "-- nothing yet"])
def test_a_query_without_a_statement_says_so(sql: str) -> None:
    settings().snapshot_file.parent.mkdir()
    duckdb.connect(str(settings().snapshot_file)).close()
    with pytest.raises(database.QueryError, match="no statement"):
        database.query(sql)
