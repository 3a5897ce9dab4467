"""Read the corpus: one JSON object a line, one sentence an object.

What belongs here: the shape of a line, and a complaint that names file and line when it is wrong.
What does not: whether the line makes sense as PLOVER (`check`). `corpus/STYLE.md` says what the
fields mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"
LINE_KEYS = ("text", "events", "kind", "brief")
EVENT_KEYS = ("type", "modes", "realis", "trigger", "actor", "recipient")
SPAN_KEYS = ("start", "end", "country")
KINDS = ("positive", "negative")


class CorpusError(Exception):
    """A line of the corpus has the wrong shape; the message starts with `file:line:`."""


class _MalformedError(Exception):
    """As CorpusError, but not yet saying where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedParty:
    """A span of the sentence that names a party, with its country or non-state code."""

    start: int  # half-open, in characters
    end: int
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEvent:
    """An event that the sentence tells of."""

    event_type: str
    modes: tuple[str, ...]
    realis: str
    trigger: tuple[int, int]  # half-open, in characters
    actor: tuple[MarkedParty, ...]
    recipient: tuple[MarkedParty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One line of the corpus and where it stands."""

    file: str
    line: int  # 1-based
    text: str
    events: tuple[MarkedEvent, ...]
    kind: str  # "positive" or "negative"
    brief: str  # what the writer was asked for

    @property
    def where(self) -> str:
        """`file:line`, as complaints begin."""
        return f"{self.file}:{self.line}"


def files(folder: Path) -> list[Path]:
    """Return the corpus files of a folder by name. Raises CorpusError when there are none."""
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise CorpusError(f"{folder.name}:0: no .jsonl file here; name the folder of the corpus.")
    return found


def read(folder: Path) -> list[Sentence]:
    """Return every sentence, by file and line. Raises CorpusError for the first bad line."""
    return [
        read_line(raw, file.name, number) for file in files(folder) for number, raw in lines(file)
    ]


def lines(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file with their numbers."""
    with file.open(encoding="utf-8") as handle:
        yield from enumerate(handle, 1)


def read_line(raw: str, file: str, line: int) -> Sentence:
    """Read one line. Raises CorpusError saying what is missing or of the wrong kind."""
    try:
        given = _fields(json.loads(raw), LINE_KEYS, "the line")
        return Sentence(
            file=file,
            line=line,
            text=_string(given["text"], "text"),
            events=tuple(_event(event) for event in _list(given["events"], "events")),
            kind=_string(given["kind"], "kind", KINDS),
            brief=_string(given["brief"], "brief"),
        )
    except (json.JSONDecodeError, _MalformedError) as error:
        raise CorpusError(f"{file}:{line}: {error}") from error


def _event(given: object) -> MarkedEvent:
    fields = _fields(given, EVENT_KEYS, "an event")
    return MarkedEvent(
        event_type=_string(fields["type"], "type"),
        modes=tuple(_string(mode, "mode") for mode in _list(fields["modes"], "modes")),
        realis=_string(fields["realis"], "realis"),
        trigger=_trigger(fields["trigger"]),
        actor=tuple(_party(party) for party in _list(fields["actor"], "actor")),
        recipient=tuple(_party(party) for party in _list(fields["recipient"], "recipient")),
    )


def _trigger(given: object) -> tuple[int, int]:
    span = _list(given, "trigger")
    if len(span) != 2:
        raise _MalformedError(f"trigger is {span}, expected [start, end].")
    return _number(span[0], "trigger start"), _number(span[1], "trigger end")


def _party(given: object) -> MarkedParty:
    fields = _fields(given, SPAN_KEYS, "a party")
    return MarkedParty(
        start=_number(fields["start"], "start"),
        end=_number(fields["end"], "end"),
        country=_string(fields["country"], "country"),
    )


def _fields(given: object, keys: tuple[str, ...], what: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise _MalformedError(f"{what} is no JSON object.")
    if given.keys() != set(keys):
        raise _MalformedError(f"{what} has {sorted(given)}, expected exactly {sorted(keys)}.")
    return given


def _string(given: object, what: str, allowed: tuple[str, ...] = ()) -> str:
    if not isinstance(given, str) or not given:
        raise _MalformedError(f"{what} is {given!r}, expected words.")
    if allowed and given not in allowed:
        raise _MalformedError(f"{what} {given!r} is not one of {', '.join(allowed)}.")
    return given


def _number(given: object, what: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise _MalformedError(f"{what} is {given!r}, expected a whole number.")
    return given


def _list(given: object, what: str) -> list[Any]:
    if not isinstance(given, list):
        raise _MalformedError(f"{what} is {given!r}, expected a list.")
    return given
