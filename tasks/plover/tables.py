"""Read the CSV tables of this package, naming file and line in every complaint.

What belongs here: reading and the checks any table needs. What does not: what the columns mean.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


class TableError(Exception):
    """A table of the ontology or of a lexicon is wrong; the message starts with `file:line:`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, with where it stands."""

    file: Path
    line: int  # 1-based; the header is line 1
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, message: str) -> TableError:
        """Return the complaint about this row, ready to raise."""
        return TableError(f"{self.file.name}:{self.line}: {message}")

    def several(self, column: str) -> tuple[str, ...]:
        """Return a `|`-separated cell as a tuple; an empty cell is an empty tuple."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """Return a cell that must be one of the allowed values."""
        if self[column] not in allowed:
            raise self.error(f"{column} {self[column]!r} is not one of {', '.join(allowed)}.")
        return self[column]


def read_table(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a UTF-8 CSV file whose header must be exactly `columns`.

    Raises TableError for a missing file, a wrong header, a row with too few or too many cells,
    or cells with surrounding blanks. Lines that start with `#` are comments.
    """
    if not file.is_file():
        raise TableError(f"{file.name}:1: the file is missing; reinstall communique.")
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, [])
        if header != list(columns):
            raise TableError(f"{file.name}:1: header is {header}, expected {list(columns)}.")
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            row = Row(file, reader.line_num, dict(zip(columns, cells, strict=False)))
            if len(cells) != len(columns):
                raise row.error(f"{len(cells)} cells, expected {len(columns)}.")
            if any(cell != cell.strip() for cell in cells):
                raise row.error("a cell starts or ends with a blank.")
            yield row
