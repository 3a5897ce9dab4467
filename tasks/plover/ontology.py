"""PLOVER 2.0 in memory: event types, modes, contexts, sectors, scores, read from this folder.

What belongs here: loading the tables of the codebook, refusing any that do not fit together, and
the lookups that follow from them alone. What does not: trigger words and names (the lexicon), how
a sentence is coded (tasks.events). PROVENANCE.md says where each table comes from and which
reading we pinned where the codebook contradicts itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, get_args

from tasks.plover.tables import FOLDER, Row, TableError, read_table
from tasks.records import Realis

TYPE_NAME = re.compile(r"[A-Z]+")
MODE_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
CONTEXT_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
OPTIONAL = ("score", "automatic_context")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
CODE = re.compile(r"[A-Z]{3}")
QUAD_CLASSES = ("1", "2", "3", "4")
MOST_EXTREME_SCORE = 10.0

Key = TypeVar("Key", str, int)
Value = TypeVar("Value")


class UnknownNameError(LookupError):
    """PLOVER has no event type or mode of that name; the message lists those it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One way in which an event of its type happens."""

    name: str
    score: float | None  # -10 to 10; None where the codebook prints none
    automatic_context: str | None  # the context that comes with this mode
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of the sixteen kinds of event.

    `reciprocal` says that all participants may stand as actors, with no recipient, when no side
    can be told from the other.
    """

    name: str
    quad_class: int  # 1 to 4, see Ontology.quad_classes
    score: float  # -10 (conflict) to 10 (cooperation)
    requires_recipient: bool
    reciprocal: bool
    definition: str
    modes: Mapping[str, Mode]  # by name, in the codebook's order; empty for types without modes

    def mode(self, name: str) -> Mode:
        """Return one mode. Raises UnknownNameError when this type does not have it."""
        return _known(self.modes, name, f"mode of {self.name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A three-letter code for a sector or a non-state participant."""

    code: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """PLOVER 2.0, read-only; every mapping keeps the order of its table."""

    event_types: Mapping[str, EventType]  # by name
    quad_classes: Mapping[int, str]  # number, 1 to 4, to name
    contexts: Mapping[str, str]  # name to definition
    sectors: Mapping[str, Code]  # by code
    nonstate: Mapping[str, Code]  # by code; stands where a country would
    realis: Mapping[str, str]  # name to definition
    partially_recognised: Mapping[str, str]  # territory to alpha-3 of the country that claims it

    def event_type(self, name: str) -> EventType:
        """Return one event type. Raises UnknownNameError when there is none of that name."""
        return _known(self.event_types, name, "event type")

    def quad_class(self, event_type: str) -> int:
        """Return the quad class, 1 to 4. Raises UnknownNameError."""
        return self.event_type(event_type).quad_class

    def score(self, event_type: str, modes: Sequence[str] = ()) -> float:
        """Return the PLOVER score, -10 (conflict) to 10 (cooperation).

        Without modes it is the type's own score; with one it is the mode's; with several, which
        the codebook does not settle, the one farthest from zero, and of two equally far the
        lower. A mode without a score counts with its type's. Raises UnknownNameError.
        """
        kind = self.event_type(event_type)
        scores = [kind.mode(mode).score for mode in modes]
        candidates = [kind.score if score is None else score for score in scores] or [kind.score]
        return max(candidates, key=lambda score: (abs(score), -score))

    def automatic_contexts(self, event_type: str, modes: Sequence[str]) -> tuple[str, ...]:
        """Return the contexts these modes bring, in order, each once. Raises UnknownNameError."""
        kind = self.event_type(event_type)
        contexts = [kind.mode(mode).automatic_context for mode in modes]
        return tuple(dict.fromkeys(context for context in contexts if context))


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """Return the ontology that ships with this package, read once; raises as `load` does."""
    return load(FOLDER)


def load(folder: Path) -> Ontology:
    """Read the eight tables of one folder and check that they fit together.

    Raises TableError, starting with `file:line:`, for the first thing that is wrong.
    """
    quad_classes = _table(folder / "quad_classes.csv", "quad_class,name,definition", _quad_class)
    contexts = _table(folder / "contexts.csv", "name,definition", _context)
    columns = "name,quad_class,score,requires_recipient,reciprocal,definition"
    types = _table(folder / "types.csv", columns, partial(_event_type, quad_classes))
    code, claim = "code,name,definition", "name,country"
    return Ontology(
        event_types=_with_modes(types, folder / "modes.csv", contexts),
        quad_classes=quad_classes,
        contexts=contexts,
        sectors=_table(folder / "sectors.csv", code, _code),
        nonstate=_table(folder / "nonstate.csv", code, _code),
        realis=_table(folder / "realis.csv", "name,definition", _realis),
        partially_recognised=_table(folder / "partially_recognised.csv", claim, _territory),
    )


def _known(mapping: Mapping[str, Value], name: str, what: str) -> Value:
    if name not in mapping:
        raise UnknownNameError(f"{name!r} is no {what}; there is {', '.join(mapping) or 'none'}.")
    return mapping[name]


def _rows(file: Path, header: str) -> Iterator[Row]:
    """Yield the rows of a table; it must have some, and fill every cell that is not optional."""
    empty = True
    for row in read_table(file, header.split(",")):
        empty = False
        for column, cell in row.values.items():
            if not cell and column not in OPTIONAL:
                raise row.error(f"{column} is empty.")
        yield row
    if empty:
        raise TableError(f"{file.name}:1: the table has no rows.")


def _table(
    file: Path, header: str, read: Callable[[Row], tuple[Key, Value]]
) -> Mapping[Key, Value]:
    entries: dict[Key, Value] = {}
    for row in _rows(file, header):
        key, value = read(row)
        if key in entries:
            raise row.error(f"{key} is there twice.")
        entries[key] = value
    return MappingProxyType(entries)


def _quad_class(row: Row) -> tuple[int, str]:
    return int(row.one_of("quad_class", QUAD_CLASSES)), row["name"]


def _event_type(quad_classes: Mapping[int, str], row: Row) -> tuple[str, EventType]:
    """Read a type, its modes still to come."""
    kind = EventType(
        name=_matching(row, "name", TYPE_NAME, "upper-case letters"),
        quad_class=int(row.one_of("quad_class", [str(number) for number in quad_classes])),
        score=_score(row),
        requires_recipient=row.one_of("requires_recipient", ("yes", "no")) == "yes",
        reciprocal=row.one_of("reciprocal", ("yes", "no")) == "yes",
        definition=row["definition"],
        modes=MappingProxyType({}),
    )
    if kind.requires_recipient and kind.reciprocal:
        raise row.error("a type that requires a recipient cannot be reciprocal.")
    return kind.name, kind


def _with_modes(
    event_types: Mapping[str, EventType], file: Path, contexts: Mapping[str, str]
) -> Mapping[str, EventType]:
    """Return the types with their modes from `file`, which may name no other type or context."""
    modes: dict[str, dict[str, Mode]] = {name: {} for name in event_types}
    for row in _rows(file, "type,mode,score,automatic_context,definition"):
        owner = row.one_of("type", tuple(event_types))
        mode = _mode(row, contexts)
        if mode.name in modes[owner]:
            raise row.error(f"{owner} {mode.name} is there twice.")
        modes[owner][mode.name] = mode
    return MappingProxyType(
        {n: replace(kind, modes=MappingProxyType(modes[n])) for n, kind in event_types.items()}
    )


def _mode(row: Row, contexts: Mapping[str, str]) -> Mode:
    return Mode(
        name=_matching(row, "mode", MODE_NAME, "lower-case words joined by hyphens"),
        score=_score(row) if row["score"] else None,
        automatic_context=row.one_of("automatic_context", ("", *contexts)) or None,
        definition=row["definition"],
    )


def _context(row: Row) -> tuple[str, str]:
    name = _matching(row, "name", CONTEXT_NAME, "lower-case words joined by underscores")
    return name, row["definition"]


def _code(row: Row) -> tuple[str, Code]:
    code = _matching(row, "code", CODE, "three upper-case letters")
    return code, Code(code=code, name=row["name"], definition=row["definition"])


def _realis(row: Row) -> tuple[str, str]:
    return row.one_of("name", get_args(Realis)), row["definition"]


def _territory(row: Row) -> tuple[str, str]:
    return row["name"], _matching(row, "country", CODE, "three upper-case letters")


def _matching(row: Row, column: str, pattern: re.Pattern[str], what: str) -> str:
    if not pattern.fullmatch(row[column]):
        raise row.error(f"{column} {row[column]!r} must be {what}.")
    return row[column]


def _score(row: Row) -> float:
    score = row["score"]
    if not NUMBER.fullmatch(score) or abs(float(score)) > MOST_EXTREME_SCORE:
        raise row.error(f"score {score!r} must be a number from -10 to 10.")
    return float(score)
