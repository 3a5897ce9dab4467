"""Whether confidence keeps its word, on a handful of predictions."""

from __future__ import annotations

import pytest

from tasks.evaluation.figures import Tenth
from tasks.evaluation.reliability import judged, tenths
from tests.evaluation.cases import article, event


def test_predictions_of_one_tenth_are_told_together() -> None:
    first, second = tenths([(0.75, True), (0.125, False), (0.78125, False), (0.71875, True)])
    assert first == Tenth(low=0.1, high=0.2, n=1, mean_confidence=0.125, share_right=0.0)
    assert second == Tenth(low=0.7, high=0.8, n=3, mean_confidence=0.75, share_right=2 / 3)


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.0999, 0.0), (0.1, 0.1), (0.3, 0.3), (0.7, 0.7), (1, 0.9)]
)
def test_a_tenth_holds_its_lower_end_and_the_last_holds_one(confidence: float, low: float) -> None:
    (found,) = tenths([(confidence, True)])
    assert (found.low, found.high) == pytest.approx((low, low + 0.1))


def test_no_predictions_have_no_table() -> None:
    assert tenths([]) == []


def test_right_is_what_precision_calls_right() -> None:
    gold = article(event("AID", "GRC", "TUR", core=False), event("CONSULT", "USA", "IRN"))
    predicted = article(
        event("AID", "GRC", "TUR", confidence=0.9),
        event("CONSULT", "IRN", "USA", confidence=0.8),
        event("AID", "TUR", "GRC", confidence=0.7),
    )
    assert list(judged(gold, predicted)) == [(0.9, True), (0.8, True), (0.7, False)]


def test_what_is_neither_right_nor_actual_is_left_out() -> None:
    gold = article(event("AID", "GRC", "TUR"))
    predicted = article(
        event("AID", "GRC", "TUR", realis="future", confidence=0.4),
        event("REJECT", "GRC", "TUR", realis="future", confidence=0.3),
        event("REJECT", "GRC", "TUR", realis="actual", confidence=0.2),
    )
    assert list(judged(gold, predicted)) == [(0.4, True), (0.2, False)]


def test_each_prediction_of_a_triple_counts_and_those_without_confidence_do_not() -> None:
    aid = event("AID", "GRC", "TUR")
    predicted = article({**aid, "confidence": 0}, {**aid, "confidence": 1}, aid)
    assert list(judged(article(aid), predicted)) == [(0.0, True), (1.0, True)]
