"""How well the relation model types what two given parties do: F1 by type and by quad class.

What belongs here: the gold file, the comparison, its table. What does not: running the model.

There always is an event between the two, so none is no answer. PLOVER 1 knew YIELD where PLOVER 2
has CONCEDE and RETREAT: in what is said the chances of the two are added, and in gold that has
YIELD anywhere all three count as YIELD, which is of quad class 2. Macro-F1 is the plain mean over
the types of the gold; its interval is of resampled lines (`bootstrap`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tasks.evaluation.bootstrap import Interval, interval
from tasks.evaluation.gold import EvaluationError, read_lines
from tasks.plover.ontology import ontology

YIELD = "YIELD"
YIELDING = ("CONCEDE", "RETREAT")
YIELD_QUAD = 2
SHOWN = 12  # confusions in the table

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRelation:
    """A sentence with its two parties, and the type where the file is gold."""

    id: str
    text: str
    actor: Span  # half-open, in characters
    recipient: Span
    event_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScores:
    """The figures of one type."""

    precision: float
    recall: float
    f1: float
    n_gold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationScores:
    """The figures of one comparison."""

    types: Interval  # macro-F1
    quads: Interval  # macro-F1
    accuracy: float
    by_type: Mapping[str, TypeScores]
    confused: Sequence[tuple[str, str, int]]  # gold, said, how often; the most frequent first
    n: int


def read_relations(path: Path) -> tuple[GivenRelation, ...]:
    """Read JSON lines `{"id", "text", "actor": [s, e], "recipient": [s, e], "event_type"?}`.

    Raises EvaluationError naming file and line.
    """
    return tuple(_relation(line, where) for where, line in read_lines(path))


def decided(types: Mapping[str, float]) -> tuple[str, float]:
    """Return the type that chances of the sixteen speak for, and how likely it is among them.

    CONCEDE and RETREAT stand together against the rest; the likelier of them is named.
    """
    total = sum(chance for name, chance in types.items() if name in ontology().event_types)
    chances = {name: types.get(name, 0.0) for name in ontology().event_types}
    first, second = YIELDING
    yielding = max(YIELDING, key=lambda name: (chances[name], name))
    both = chances.pop(first) + chances.pop(second)
    best = max([*chances.items(), (yielding, both)], key=lambda pair: pair[1])
    return best[0], best[1] / total if total else 0.0


def as_line(given: GivenRelation, predicted: str, confidence: float) -> dict[str, Any]:
    """Return the line of a relation with what was said of it, as `--out` writes it."""
    line: dict[str, Any] = {
        "id": given.id,
        "text": given.text,
        "actor": list(given.actor),
        "recipient": list(given.recipient),
    }
    if given.event_type is not None:
        line["event_type"] = given.event_type
    return line | {"predicted": predicted, "confidence": round(confidence, 4)}


def score_relations(gold: Sequence[GivenRelation], said: Sequence[str]) -> RelationScores:
    """Compare what is said, a type a line, with gold.

    Raises EvaluationError for gold without types, or of another length.
    """
    if len(gold) != len(said):
        raise EvaluationError(f"{len(said)} types said of {len(gold)} relations.")
    if not gold or any(one.event_type is None for one in gold):
        raise EvaluationError('no score without gold: every line needs an "event_type".')
    right = [str(one.event_type) for one in gold]
    if YIELD in right:
        right, said = _folded(right), _folded(said)
    pairs = list(zip(right, said, strict=True))
    return RelationScores(
        types=_interval(pairs),
        quads=_interval([(_quad(one), _quad(other)) for one, other in pairs]),
        accuracy=sum(one == other for one, other in pairs) / len(pairs),
        by_type={name: _of_type(pairs, name) for name in sorted({*right})},
        confused=_confused(pairs),
        n=len(pairs),
    )


def format_relations(scores: RelationScores) -> str:
    """Return the scores as a table for a terminal, without a newline at the end."""
    head = f"{'':16}{'precision':>10}{'recall':>10}{'F1':>10}{'gold':>8}"
    rows = [
        f"{name:16}{one.precision:>10.3f}{one.recall:>10.3f}{one.f1:>10.3f}{one.n_gold:>8}"
        for name, one in scores.by_type.items()
    ]
    totals = [
        f"{name:16}{one.value:.3f}  ({one.low:.3f} to {one.high:.3f})"
        for name, one in (("type macro-F1", scores.types), ("quad macro-F1", scores.quads))
    ]
    totals.append(f"{'accuracy':16}{scores.accuracy:.3f}  of {scores.n}")
    confused = [f"{gold:16}{said:16}{n:>6}" for gold, said, n in scores.confused[:SHOWN]]
    return "\n".join([head, *rows, "", *totals, "", f"{'gold':16}{'said':16}{'n':>6}", *confused])


def _relation(line: Mapping[str, Any], where: str) -> GivenRelation:
    text = line.get("text")
    if not isinstance(text, str) or not text.strip():
        raise EvaluationError(f'{where}: "text" is missing or empty.')
    event_type = line.get("event_type")
    if event_type is not None and event_type not in {*ontology().event_types, YIELD}:
        raise EvaluationError(f'{where}: "event_type" {event_type!r} is no type of PLOVER.')
    return GivenRelation(
        id=str(line["id"]),
        text=text,
        actor=_span(line, "actor", where),
        recipient=_span(line, "recipient", where),
        event_type=event_type,
    )


def _span(line: Mapping[str, Any], key: str, where: str) -> Span:
    given = line.get(key)
    if not isinstance(given, list) or [type(place) for place in given] != [int, int]:
        raise EvaluationError(f'{where}: "{key}" must be [start, end].')
    start, end = given
    if not 0 <= start < end <= len(line["text"]):
        raise EvaluationError(f'{where}: "{key}" [{start}, {end}] lies outside the text.')
    return start, end


def _folded(types: Sequence[str]) -> list[str]:
    return [YIELD if name in YIELDING else name for name in types]


def _quad(event_type: str) -> str:
    return str(YIELD_QUAD if event_type == YIELD else ontology().quad_class(event_type))


def _of_type(pairs: Sequence[tuple[str, str]], name: str) -> TypeScores:
    right = sum(gold == said == name for gold, said in pairs)
    n_gold = sum(gold == name for gold, _ in pairs)
    n_said = sum(said == name for _, said in pairs)
    return TypeScores(
        precision=right / n_said if n_said else 0.0,
        recall=right / n_gold,
        f1=2 * right / (n_gold + n_said),
        n_gold=n_gold,
    )


def _confused(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str, int]]:
    wrong = Counter((gold, said) for gold, said in pairs if gold != said)
    return sorted(((*pair, n) for pair, n in wrong.items()), key=lambda one: (-one[2], one[:2]))


def _interval(pairs: Sequence[tuple[str, str]]) -> Interval:
    names = sorted({name for pair in pairs for name in pair})
    number = {name: place for place, name in enumerate(names)}
    cells = np.array([number[gold] * len(names) + number[said] for gold, said in pairs])
    return interval(lambda sample: _macro_f1(cells[sample], len(names)), len(cells))


def _macro_f1(cells: np.ndarray[Any, np.dtype[np.int64]], n_names: int) -> float:
    """Return the mean F1 of the types that the gold of these lines has.

    A cell is a line's place in the table of gold by said.
    """
    table = np.bincount(cells, minlength=n_names**2).reshape(n_names, n_names)
    gold, said = table.sum(axis=1), table.sum(axis=0)
    return float((2 * table.diagonal() / np.maximum(gold + said, 1))[gold > 0].mean())
