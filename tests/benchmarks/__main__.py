"""Run every benchmark and print its ratio to its baseline.

What belongs here: running and printing. What does not: asserting; speed is never a test.
"""

from __future__ import annotations

import sys

from tests.benchmarks import coding, storing

ROW = "{:<34} {:>12} {:>12} {:>7}  {}"


def main() -> None:
    """Print one line a benchmark."""
    out = sys.stdout.write
    out(ROW.format("what", "ours", "baseline", "ratio", "baseline is") + "\n")
    for figure in (*coding.figures(), *storing.figures()):
        ratio = f"{figure.ours / figure.baseline:.2f}"
        ours, baseline = f"{figure.ours:,.1f}", f"{figure.baseline:,.1f}"
        out(ROW.format(f"{figure.name} ({figure.unit})", ours, baseline, ratio, figure.against))
        out("\n")


if __name__ == "__main__":
    main()
