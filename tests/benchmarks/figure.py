"""One measured figure beside its baseline."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours and the baseline in the same unit, measured in the same run."""

    name: str
    unit: str
    ours: float
    baseline: float
    against: str


def best_seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the fastest of a few runs: the one that the machine disturbed least."""
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)
