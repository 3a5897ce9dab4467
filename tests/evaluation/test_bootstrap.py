"""Intervals whose percentiles can be told by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tasks.evaluation.bootstrap import RESAMPLES, Places, interval


class Script:
    """A figure that says the given values, the first of the whole, then one a resample."""

    def __init__(self, whole: float, resamples: list[float]) -> None:
        self.values = iter([whole, *resamples])
        self.samples: list[list[int]] = []

    def __call__(self, places: Places) -> float:
        self.samples.append(places.tolist())
        return next(self.values)


def test_the_interval_holds_the_middle_95_of_100_resamples() -> None:
    found = interval(Script(0.5, [n / 1000 for n in range(1000)]), 3)
    # The places of 2.5 % and 97.5 % among 0 to 999, and straight lines between neighbours:
    # 0.025 · 999 = 24.975, 0.975 · 999 = 974.025.
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.024975, 0.974025))


def test_the_figure_is_of_all_and_each_resample_is_as_large_and_drawn_from_them() -> None:
    script = Script(0.0, [0.0] * RESAMPLES)
    interval(script, 4)
    whole, *samples = script.samples
    assert whole == [0, 1, 2, 3]
    assert len(samples) == RESAMPLES == 1000
    assert {len(sample) for sample in samples} == {4}
    assert {place for sample in samples for place in sample} == {0, 1, 2, 3}
    assert any(len({*sample}) < 4 for sample in samples)


def test_of_two_unlike_things_either_may_be_all_there_is() -> None:
    # Both the one in a quarter of the resamples, both the other in a quarter.
    values = np.array([0.0, 1.0])
    found = interval(lambda sample: float(values[sample].mean()), 2)
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_more_of_the_same_makes_a_narrower_interval() -> None:
    def width(n: int) -> float:
        values = np.arange(n) % 2
        found = interval(lambda sample: float(values[sample].mean()), n)
        return found.high - found.low

    # A share of one half has the standard error 1 / (2 √n): 95 % are about 1.96 / √n wide.
    assert width(100) == pytest.approx(0.196, abs=0.03)
    assert width(10_000) == pytest.approx(0.0196, abs=0.003)


def test_the_interval_is_the_same_every_time() -> None:
    values = np.arange(30)
    first, second = (interval(lambda sample: float(values[sample].mean()), 30) for _ in "12")
    assert first == second


def test_resamples_with_nothing_to_count_are_left_out() -> None:
    found = interval(Script(0.5, [0.25] * 400 + [math.nan] * 200 + [0.75] * 400), 2)
    assert (found.low, found.high) == (0.25, 0.75)


@pytest.mark.parametrize("n", [0, 2])
def test_nothing_has_no_interval(n: int) -> None:
    with pytest.raises(ValueError, match=f"of {n} things there is no figure"):
        interval(lambda sample: math.nan, n)
