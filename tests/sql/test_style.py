"""What every SQL file promises its reader: one object, named as the file, its grain said first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks import database

FILES = sorted(database.SQL.rglob("*.sql"))
CREATES = {"views": "CREATE OR REPLACE VIEW", "migrations": "(CREATE|ALTER) TABLE"}


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _code(path: Path) -> str:
    return re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8")).strip()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_says_its_grain_before_any_sql(path: Path) -> None:
    comments = path.read_text(encoding="utf-8").split("\n" + _code(path)[:8])[0]
    assert all(line.startswith("--") for line in comments.splitlines())
    assert re.search(r"\bGrain: \w+", comments)


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_file_holds_one_statement(path: Path) -> None:
    assert _code(path).endswith(";")
    assert _code(path).count(";") == 1


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name in CREATES], ids=_name)
def test_a_file_is_named_after_its_object(path: Path) -> None:
    makes = CREATES[path.parent.name]
    name = re.sub(r"^\d{4}_", "", path.stem)
    assert re.match(rf"{makes} {name}\b", _code(path))


@pytest.mark.parametrize("path", database.sql_files("checks"), ids=_name)
def test_a_check_says_that_it_must_return_no_row(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- Must return no row. Grain: ")


def test_migrations_are_numbered_without_gap() -> None:
    numbers = [int(path.stem[:4]) for path in database.sql_files("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))
