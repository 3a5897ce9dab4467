"""How good the relation model is on held-out sentences, and how sure it should be.

What belongs here: the temperature and the figures. What does not: benchmarks of others
(tasks.evaluation.relations), asking the network (`learning`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.events.relations import sigmoid, softmax
from training.examples import MODES, REALIS, TYPES, Example
from training.fit import reliability

TEMPERATURES = np.geomspace(0.5, 4.0, 200)
LIKELY = 0.5  # a mode at least as likely as this is given

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """Logits, a line an example."""

    types: Floats
    modes: Floats
    realis: Floats


def right_types(shown: Sequence[Example]) -> NDArray[np.int64]:
    """Return the number, in TYPES, of each example's type; of several, that of most share."""
    best = (max(one.types, key=lambda name: one.types[name]) for one in shown)
    return np.array([TYPES.index(name) for name in best])


def temperature(logits: Floats, right: NDArray[np.int64]) -> float:
    """Return what to divide logits by so that the log loss is least.

    Guo et al., On Calibration of Modern Neural Networks (2017).
    """
    lines = np.arange(len(right))

    def wrong(divisor: float) -> float:
        given = softmax(logits / divisor)[lines, right]
        return float(-np.log(np.clip(given, 1e-12, 1)).mean())

    return float(min(TEMPERATURES, key=wrong))


def figures(said: Said, shown: Sequence[Example], divisor: float) -> dict[str, Any]:
    """Return the shares that are right, by question, and the calibration table of the types."""
    right, chances = right_types(shown), softmax(said.types / divisor)
    best = chances.argmax(axis=1)
    event = right > 0
    marked = np.array([one.candidate.trigger is not None for one in shown])
    among = chances[:, 1:].argmax(axis=1) + 1
    return {
        "examples": len(shown),
        "event_found": _share(best[event & marked] > 0),
        "none_kept": _share(best[~event & marked] == 0),
        "type_with_trigger": _share(among[event & marked] == right[event & marked]),
        "type_without_trigger": _share(among[event & ~marked] == right[event & ~marked]),
        "by_type": {
            name: _share(among[right == number] == number)
            for number, name in enumerate(TYPES)
            if number and (right == number).any()
        },
        "modes_exact": _share(_modes_right(said, shown)),
        "realis": _realis(said, shown),
        "reliability": reliability(chances.max(axis=1), (best == right).tolist()),
    }


def _share(right: Any) -> float:
    return float(np.mean(right)) if len(right) else 0.0


def _modes_right(said: Said, shown: Sequence[Example]) -> list[bool]:
    """Return, for each event, whether exactly its modes are given, its type being known."""
    chances = sigmoid(said.modes)
    judged = []
    for line, example in zip(chances, shown, strict=True):
        if example.realis is None:
            continue
        mine = {f"{example.event_type}:{mode}" for mode in example.modes}
        likely = {
            name
            for name, chance in zip(MODES, line, strict=True)
            if chance >= LIKELY and name.startswith(f"{example.event_type}:")
        }
        judged.append(mine == likely)
    return judged


def _realis(said: Said, shown: Sequence[Example]) -> dict[str, float]:
    """Return the share right of all events, and of each realis."""
    asked = [(number, one.realis) for number, one in enumerate(shown) if one.realis]
    judged = [(name, REALIS[said.realis[number].argmax()] == name) for number, name in asked]
    by_name = {
        name: _share([right for other, right in judged if other == name])
        for name in REALIS
        if any(other == name for other, _ in judged)
    }
    return {"all": _share([right for _, right in judged])} | by_name
