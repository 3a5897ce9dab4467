"""How long each stage of a run took.

What belongs here: measuring. What does not: showing it (`flows.artifacts`).

Time goes by laps: what passed since the last one is the stage's whose end is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Stopwatch:
    """Seconds and laps by stage, in the order in which the stages first ended."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.stages: dict[str, tuple[int, float]] = {}
        self._now = now
        self._last = now()

    def lap(self, stage: str) -> None:
        """Note that a stage has just ended."""
        laps, seconds = self.stages.get(stage, (0, 0.0))
        last, self._last = self._last, self._now()
        self.stages[stage] = (laps + 1, seconds + self._last - last)


_RUNNING: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """Measure the run within; a run inside another has a watch of its own."""
    before = _RUNNING.set(watch := Stopwatch())
    try:
        yield watch
    finally:
        _RUNNING.reset(before)


def lap(stage: str) -> None:
    """Note that a stage of the run has just ended; of no run, nothing."""
    if watch := _RUNNING.get():
        watch.lap(stage)
