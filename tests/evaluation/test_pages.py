"""Scores of cleaned pages, on texts small enough to count by hand."""

from __future__ import annotations

import pytest

from tasks.evaluation.pages import PageScores, page_shares, score_pages


def test_what_is_the_same_word_for_word_is_perfect() -> None:
    pairs = [("The ferry left the port.", "The ferry, left the port!")]
    assert score_pages(pairs) == PageScores(precision=1.0, recall=1.0, f1=1.0, n_pages=1)


def test_shingles_are_of_four_tokens_and_counted() -> None:
    # Gold: a b c d, b c d e; found: a b c d twice over, with three across the seam.
    right, extra, missed = page_shares("a b c d e", "a b c d a b c d")
    assert (right, extra, missed) == pytest.approx((1 / 6, 4 / 6, 1 / 6))


def test_a_long_page_weighs_as_much_as_a_short_one() -> None:
    long = " ".join(f"word{number}" for number in range(1000))
    scores = score_pages([(long, long), ("one two three four", "")])
    assert (scores.precision, scores.recall) == (1.0, 0.5)
    assert scores.f1 == pytest.approx(2 / 3)


def test_figures_are_of_the_sums() -> None:
    # First page: 1 right, 1 extra. Second: 1 right, 1 missed.
    scores = score_pages([("a b c d", "a b c d e"), ("a b c d e", "a b c d")])
    assert (scores.precision, scores.recall) == pytest.approx((2 / 3, 2 / 3))


def test_nothing_has_no_figures() -> None:
    assert score_pages([]) == PageScores(precision=None, recall=None, f1=None, n_pages=0)
    assert score_pages([("", "")]).f1 is None
