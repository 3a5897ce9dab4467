"""Query results as aligned text for a terminal.

What belongs here: laying out rows. What does not: choosing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def aligned(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows under their column names, numbers to the right, nulls blank, one line each."""
    rows = [tuple(row) for row in rows]
    table = [tuple(columns), *(tuple(_cell(value) for value in row) for row in rows)]
    widths = [max(len(line[i]) for line in table) for i in range(len(columns))]
    right = [_is_number(line) for line in zip(*rows, strict=True)] or [False] * len(columns)
    lines = [_line(line, widths, right) for line in table]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, (list, tuple)):
        return ", ".join(_cell(item) for item in value)
    return " ".join(str(value).split())


def _is_number(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, (int, float)) for value in known)
