"""Query results and texts as Markdown that shows them and does nothing else.

What belongs here: escaping, tables, code. What does not: choosing what is shown.

Titles, names, addresses and reasons come from the web: none of it may become a link, an image, a
heading or HTML where somebody looks at a run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LONGEST = 300  # characters of one text
# An underscore within a word, as in http_404, emphasises nothing.
_SPECIAL = re.compile(r"([\\`*{}\[\]()#+\-.!|~:/@$^=\"']|(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9]))")
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+@")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def redacted(text: str) -> str:
    """Return a text whose addresses name no user and no password."""
    return _CREDENTIALS.sub("…@", text)


def plain(value: object) -> str:
    """Return a value as one line without control characters, cut where it is too long."""
    line = " ".join("" if value is None else redacted(str(value)).split())
    shown = "".join(one for one in line if unicodedata.category(one)[0] != "C")
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST].rstrip()} …"


def escaped(value: object) -> str:
    """Return a value as Markdown that is read as the value's own characters."""
    return _SPECIAL.sub(r"\\\1", plain(value).translate(_ENTITIES))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as a table, each value escaped; numbers stand to the right."""
    told = [tuple(row) for row in rows]
    numbers = [all(isinstance(row[at], int | float) for row in told) for at in range(len(columns))]
    rule = ["---:" if right and told else "---" for right in numbers]
    lines = [map(escaped, columns), rule, *(map(_cell, row) for row in told)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else escaped(value)


def escaped_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a table artifact, whose cells Prefect shows as Markdown, escaped."""
    return [
        {name: escaped(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in rows
    ]


def listing(lines: Iterable[object]) -> str:
    """Return lines as a list, each escaped."""
    return "\n".join(f"- {escaped(line)}" for line in lines)


def code(text: str, language: str = "") -> str:
    """Return a text as a block of code, whatever fences it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{redacted(text)}\n{fence}"
