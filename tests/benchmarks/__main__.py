"""Run benchmarks and print each one's ratio to its baseline.

`python -m tests.benchmarks [NAME …]` runs some of them by name, without names all. `growing` and
`summing` make stores of several GB in the folder for temporary files and take most of the time.

What belongs here: running and printing. What does not: asserting; speed is never a test.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module

from tests.benchmarks.figure import Figure

NAMES = (
    "fetching",
    "cleaning",
    "coding",
    "resolving",
    "storing",
    "identifying",
    "growing",
    "summing",
    "publishing",
)
ROW = "{:<34} {:>12} {:>12} {:>7}  {}"


def _figures(names: Sequence[str]) -> Iterator[Figure]:
    for name in names:
        yield from import_module(f"tests.benchmarks.{name}").figures()


def main(names: Sequence[str]) -> int:
    """Print one line a figure; return 2 for a name that is no benchmark's."""
    if unknown := [name for name in names if name not in NAMES]:
        sys.stderr.write(f"No benchmark is called {unknown[0]}; take of: {', '.join(NAMES)}.\n")
        return 2
    out = sys.stdout
    out.write(ROW.format("what", "ours", "baseline", "ratio", "baseline is") + "\n")
    for figure in _figures(names or NAMES):
        ratio = f"{figure.ours / figure.baseline:.2f}"
        ours, baseline = f"{figure.ours:,.1f}", f"{figure.baseline:,.1f}"
        what = f"{figure.name} ({figure.unit})"
        out.write(ROW.format(what, ours, baseline, ratio, figure.against) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
