"""What every SQL file promises its reader: one object, named as the file, its grain said first.

A migration may also alter one table. DuckDB takes one change a statement, so it may hold several,
and is named after the table and what it adds: `0022_page_validators`. What no alteration can do, it
does by moving all rows into a table made anew: `0053_mention_unkeyed`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks import database

FILES = sorted(database.SQL.rglob("*.sql"))
CREATES = {"views": "CREATE OR REPLACE VIEW", "migrations": "CREATE TABLE"}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _code(path: Path) -> str:
    return re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8")).strip()


CHANGES = [p for p in database.sql_files("migrations") if _code(p).startswith("ALTER ")]
MOVES = [p for p in CHANGES if "CREATE TABLE" in _code(p)]
ALTERATIONS = [p for p in CHANGES if p not in MOVES]
CREATIONS = [p for p in FILES if p.parent.name in CREATES and p not in CHANGES]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_says_its_grain_before_any_sql(path: Path) -> None:
    comments = path.read_text(encoding="utf-8").split("\n" + _code(path)[:8])[0]
    assert all(line.startswith("--") for line in comments.splitlines())
    assert re.search(r"\bGrain: \w+", comments)


@pytest.mark.parametrize("path", [p for p in FILES if p not in CHANGES], ids=_name)
def test_a_file_holds_one_statement(path: Path) -> None:
    assert _code(path).endswith(";")
    assert _code(path).count(";") == 1


@pytest.mark.parametrize("path", CREATIONS, ids=_name)
def test_a_file_is_named_after_its_object(path: Path) -> None:
    makes = CREATES[path.parent.name]
    name = re.sub(r"^\d{4}_", "", path.stem)
    assert re.match(rf'{makes} ({name}\b|"{name}" )', _code(path))


@pytest.mark.parametrize("path", ALTERATIONS, ids=_name)
def test_a_migration_alters_one_table_and_is_named_after_it(path: Path) -> None:
    *statements, rest = _code(path).split(";")
    assert rest == ""
    tables = {re.match(r"\s*ALTER TABLE (\w+) \w", statement) for statement in statements}
    names = {table[1] if table else None for table in tables}
    assert len(names) == 1
    assert re.match(rf"\d{{4}}_{names.pop()}_\w+$", path.stem)


@pytest.mark.parametrize("path", MOVES, ids=_name)
def test_a_migration_moves_one_table_and_is_named_after_it(path: Path) -> None:
    alter, create, insert, drop, rest = (part.split() for part in _code(path).split(";"))
    table, old = alter[2], alter[-1]
    assert alter == ["ALTER", "TABLE", table, "RENAME", "TO", old]
    assert create[:3] == ["CREATE", "TABLE", table]
    assert insert[:3] == ["INSERT", "INTO", table]
    assert insert[insert.index("FROM") + 1] == old
    assert drop == ["DROP", "TABLE", old]
    assert not rest
    assert re.match(rf"\d{{4}}_{table}_\w+$", path.stem)


@pytest.mark.parametrize("path", CHANGES, ids=_name)
def test_a_migration_alters_a_table_that_one_before_it_creates(path: Path) -> None:
    table = _code(path).split()[2]
    creation = next(p for p in database.sql_files("migrations") if p.stem[5:] == table)
    assert creation.name < path.name


@pytest.mark.parametrize("path", database.sql_files("checks"), ids=_name)
def test_a_check_says_that_it_must_return_no_row(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- Must return no row. Grain: ")


def test_migrations_are_numbered_without_gap() -> None:
    numbers = [int(path.stem[:4]) for path in database.sql_files("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))
