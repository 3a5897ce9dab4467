"""JSON Lines, one object a line, read line by line: article files and sidecar manifests.

What belongs here: lines to facts about an article, and what is wrong with a line. What does not:
where the files are, and what becomes of a broken line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.news.dates import read_declared


class LineError(Exception):
    """A line cannot be used: `reason` is a rejection's code, the message what is wrong."""

    def __init__(self, reason: str, message: str):
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: its object, or the fault that hid it."""

    number: int  # 1-based
    record: dict[str, Any]
    fault: LineError | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sidecar or an article line says of one article."""

    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None
    license: str | None = None


def read_lines(path: Path, max_bytes: int) -> Iterator[Line]:
    """Yield the lines that are not blank; one over `max_bytes` is a fault and is passed over.

    Raises OSError when the file cannot be read.
    """
    with path.open("rb") as handle:
        number = 0
        while raw := handle.readline(max_bytes + 1):
            number += 1
            if len(raw) > max_bytes:
                _pass_over(handle, raw, max_bytes)
                yield Line(number, {}, LineError("too_large", _too_large(max_bytes)))
            elif raw.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _line(number, raw)


def _too_large(max_bytes: int) -> str:
    return f"is longer than {max_bytes} bytes; split it or raise COMMUNIQUE_MAX_BYTES"


def _pass_over(handle: Any, raw: bytes, max_bytes: int) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = handle.readline(max_bytes)


def _line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, _object(raw))
    except LineError as fault:
        return Line(number, {}, fault)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
        json.dumps(record, ensure_ascii=False).encode()  # a lone surrogate is no text
    except UnicodeDecodeError as error:
        raise LineError("wrong_encoding", "is not UTF-8; convert the file to UTF-8") from error
    except (ValueError, RecursionError) as error:
        what = (
            f"{error.msg} at column {error.colno}"
            if isinstance(error, json.JSONDecodeError)
            else ("its text or nesting cannot be read")
        )
        raise LineError("broken_json", f"is not JSON ({what}); mend or delete the line") from error
    if not isinstance(record, dict):
        raise LineError("broken_json", "is not a JSON object; write one {…} a line")
    return record


def facts(record: dict[str, Any]) -> Facts:
    """Return what a line says of its article; a number serves as id.

    Raises LineError (broken_field) naming the field that is not a string.
    """
    values = {name: text_field(record, name) for name in Facts.__slots__ if name != "id"}
    identity = record.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    return Facts(id=text_field({"id": identity}, "id"), **values)


def text_field(record: dict[str, Any], name: str) -> str | None:
    """Return a field that is text; None when it is absent, null or blank; else raise LineError."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise LineError("broken_field", f'has a "{name}" that is not text; write it in quotes')
    return value if value.strip() else None


def date_fault(told: Facts) -> LineError | None:
    """Return what is wrong with the publication date, or None when it is absent or a date."""
    if told.published is None or read_declared(told.published):
        return None
    return LineError(
        "broken_date",
        f'has published "{told.published[:40]}", which is no ISO 8601 or RFC 822 date; it was read'
        " as undated",
    )
