"""Run every benchmark and print its ratio to its baseline.

What belongs here: running and printing. What does not: asserting; speed is never a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.benchmarks import cleaning, coding, fetching, identifying, resolving, storing
from tests.benchmarks.figure import Figure

ROW = "{:<34} {:>12} {:>12} {:>7}  {}"


def _figures() -> Iterator[Figure]:
    for benchmark in (fetching, cleaning, coding, resolving, storing, identifying):
        yield from benchmark.figures()


def main() -> None:
    """Print one line a benchmark."""
    out = sys.stdout.write
    out(ROW.format("what", "ours", "baseline", "ratio", "baseline is") + "\n")
    for figure in _figures():
        ratio = f"{figure.ours / figure.baseline:.2f}"
        ours, baseline = f"{figure.ours:,.1f}", f"{figure.baseline:,.1f}"
        out(ROW.format(f"{figure.name} ({figure.unit})", ours, baseline, ratio, figure.against))
        out("\n")


if __name__ == "__main__":
    main()
