"""Distances on the earth against known ones."""

from __future__ import annotations

import pytest

from tasks.distance import great_circle


def test_known_distances() -> None:
    quito, nairobi = (-0.2299, -78.525), (-1.2833, 36.8167)
    assert great_circle(quito, nairobi) == pytest.approx(12_830, abs=40)
    assert great_circle(quito, quito) == 0


def test_it_goes_round_the_earth_the_short_way() -> None:
    assert great_circle((0, 0), (0, 180)) == pytest.approx(20_015, abs=1)
    assert great_circle((60, 179), (60, -179)) == pytest.approx(111, abs=1)
