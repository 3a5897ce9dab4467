"""The data dictionary: what every column of every exported table holds, as Markdown.

What belongs here: reading meanings from the comments of `sql/` and from `columns.csv`, laying them
out. What does not: which tables are exported (`export_tables`), running SQL.

A meaning comes from the comment beside the column where it is made, in `sql/migrations` or a view,
and from `columns.csv`, whose lines hold for one table or, without a table, for every column of that
name. Where both tell something, both are shown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

COLUMNS = Path(__file__).with_name("columns.csv")
_GRAIN = re.compile(r"Grain: (.*?)(?=\n(?!--)|\n--\n|\Z)", re.DOTALL)
_MADE = re.compile(r'^(?:CREATE TABLE|CREATE OR REPLACE VIEW|ALTER TABLE) "?(\w+)', re.MULTILINE)
_COLUMN = re.compile(r"^(?:ALTER TABLE \w+ ADD COLUMN |    )(.+?)[,;]?\s+-- (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """What the SQL files say of their objects."""

    grains: Mapping[str, str]  # by table or view: what one row is
    columns: Mapping[tuple[str, str], str]  # by table or view and column


def read_comments(files: Iterable[str]) -> Comments:
    """Return the comments of SQL files, given as text; of one object, the first grain counts."""
    grains: dict[str, str] = {}
    columns: dict[tuple[str, str], str] = {}
    for text in files:
        if not (made := _MADE.search(text)):
            continue
        if grain := _GRAIN.search(text):
            grains.setdefault(made[1], re.sub(r"\s*\n-- ", " ", grain[1]))
        for definition, comment in _COLUMN.findall(text):
            columns.setdefault((made[1], _column_of(definition)), comment)
    return Comments(grains=grains, columns=columns)


def meaning(comments: Comments, table: str, column: str) -> str:
    """Return what a column holds; empty when nothing tells."""
    words = _glossary().get((table, column)) or _glossary().get(("", column), "")
    beside = comments.columns.get((table, column), "")
    return f"{words} ({beside})" if words and beside else words or beside


def dictionary(
    tables: Mapping[str, Sequence[tuple[str, str]]], comments: Comments, *, head: str = ""
) -> str:
    """Return Markdown for tables given as name → (column, type) in order."""
    parts = [f"# Data dictionary\n\n{head}".strip()]
    for table, columns in tables.items():
        lines = [f"## {table}", "", f"One row: {comments.grains.get(table, '')}", ""]
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column, kind in columns:
            told = meaning(comments, table, column).replace("|", "\\|")
            lines.append(f"| `{column}` | {kind} | {told} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def glossary_lines() -> frozenset[tuple[str, str]]:
    """Return the (table or "", column) of every line of `columns.csv`."""
    return frozenset(_glossary())


@lru_cache(maxsize=1)
def _glossary() -> dict[tuple[str, str], str]:
    with COLUMNS.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(file)}


def _column_of(definition: str) -> str:
    """Return the column that a line of SQL defines: `x INTEGER`, `a.x`, `count(*) AS x`."""
    named = re.search(r'\bAS "?(\w+)"?$', definition)
    plain = re.match(r'(?:\w+\.)?"?(\w+)"?', definition)
    found = named or plain
    return found[1] if found else definition
