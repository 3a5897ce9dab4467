"""Rows as CSV or tab-separated lines that a spreadsheet opens without running anything.

What belongs here: how a value is written. What does not: which rows; opening files.

- A text that starts with = + - @, their full-width forms, a tab or a line break would be taken for
  a formula: it gets an apostrophe before it, and so does one that starts with an apostrophe. To
  read a cell back, take one apostrophe off its start. Numbers are no text and stay as they are.
  Cells are told apart by commas: where a spreadsheet expects semicolons, say so when importing.
- Lists are joined by `|`, an unknown item empty; `\\` before a `|` or `\\` that belongs to an item.
- Days are 2023-03-04, points in time 2023-03-04T10:30:00Z, truth is true or false, null is empty.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

RISKY = tuple("=+-@＝＋－＠\t\r\n'")
_BLANKS = str.maketrans("\t\r\n", "   ")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the header and a line for each row, with line ends; quoted as RFC 4180 has it."""
    buffer = io.StringIO()
    # Python 3.11 leaves a lone "\r" unquoted unless it ends lines: it would begin a new row.
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in chain([columns], rows):
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue().removesuffix("\r\n") + "\n"
        buffer.seek(0)
        buffer.truncate()


def tab_line(values: Iterable[Any]) -> str:
    """Return one line of a layout without quotes: tabs and line breaks in a cell are blanks."""
    # Most cells of these layouts are empty.
    cells = ("" if value is None else cell(value).translate(_BLANKS) for value in values)
    return "\t".join(cells) + "\n"


def cell(value: Any) -> str:
    """Return a value as it stands in a cell, before any quoting."""
    if value is None:
        return ""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    return safe(_text(value))


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"  # all our times are UTC
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "|".join(_item(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, default=_text, ensure_ascii=False)
    return str(value)


def _item(value: Any) -> str:
    text = "" if value is None else _text(value)
    return text.replace("\\", "\\\\").replace("|", "\\|")
