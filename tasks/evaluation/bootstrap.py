"""How far chance alone may move a figure: its bootstrap interval.

What belongs here: resampling and the percentiles. What does not: the figures themselves.

The percentile interval of Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter
13: the figure is computed anew of RESAMPLES samples, each as large as the whole and drawn from it
with replacement; the interval is what holds the middle LEVEL of them. The seed is fixed, so the
same numbers always give the same interval. What is drawn must be independent of one another: lines
where each is about something else, whole articles where several events come from one (Field and
Welsh, Bootstrapping clustered data, 2007).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES, SEED = 1000, 4
LEVEL = 0.95

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A figure with its bootstrap interval, all 0 to 1."""

    value: float
    low: float
    high: float


def interval(figure: Callable[[Places], float], n: int) -> Interval:
    """Return a figure of n things with its interval.

    `figure` is given the places, 0 to n - 1, of those that it is computed of, and returns NaN
    where it has nothing to count; such samples are left out. Raises ValueError where the figure of
    all n is NaN, or n is 0.
    """
    value = figure(np.arange(n)) if n else np.nan
    if np.isnan(value):
        raise ValueError(f"of {n} things there is no figure, and so no interval.")
    samples = np.random.default_rng(SEED).integers(n, size=(RESAMPLES, n))
    figures = [figure(sample) for sample in samples]
    low, high = np.nanquantile(figures, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value=value, low=float(low), high=float(high))
