"""Scores of cleaned pages, on texts small enough to count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.pages import (
    PageScores,
    TruePage,
    format_pages,
    page_shares,
    read_truth,
    score_pages,
)


def test_what_is_the_same_word_for_word_is_perfect() -> None:
    pairs = [("The ferry left the port.", "The ferry, left the port!")]
    assert score_pages(pairs) == PageScores(precision=1.0, recall=1.0, f1=1.0, n_pages=1, n_lost=0)


def test_shingles_are_of_four_tokens_and_counted() -> None:
    # Gold: a b c d, b c d e; found: a b c d twice over, with three across the seam.
    right, extra, missed = page_shares("a b c d e", "a b c d a b c d")
    assert (right, extra, missed) == pytest.approx((1 / 6, 4 / 6, 1 / 6))


def test_a_long_page_weighs_as_much_as_a_short_one() -> None:
    long = " ".join(f"word{number}" for number in range(1000))
    scores = score_pages([(long, long), ("one two three four", "")])
    assert (scores.precision, scores.recall, scores.n_lost) == (1.0, 0.5, 1)
    assert scores.f1 == pytest.approx(2 / 3)


def test_figures_are_of_the_sums() -> None:
    # First page: 1 right, 1 extra. Second: 1 right, 1 missed.
    scores = score_pages([("a b c d", "a b c d e"), ("a b c d e", "a b c d")])
    assert (scores.precision, scores.recall) == pytest.approx((2 / 3, 2 / 3))


def test_nothing_has_no_figures() -> None:
    empty = score_pages([])
    assert empty == PageScores(precision=None, recall=None, f1=None, n_pages=0, n_lost=0)
    assert score_pages([("", "")]).f1 is None


def test_scores_print_as_a_table() -> None:
    head, row = format_pages(score_pages([("a b c d e", "a b c d"), ("a b c d", "")])).split("\n")
    assert head.split() == ["precision", "recall", "F1", "pages", "lost"]
    assert row.split() == ["body", "1.000", "0.250", "0.400", "2", "1"]
    assert format_pages(score_pages([])).split("\n")[1].split() == ["body", *"–––", "0", "0"]


def test_truth_is_read_by_page(tmp_path: Path) -> None:
    file = tmp_path / "truth.json"
    file.write_text('{"a": {"articleBody": "Quay.", "url": "https://a.example/1"},'
                    ' "b": {"articleBody": ""}}')  # fmt: skip
    assert read_truth(file) == (
        TruePage(id="a", url="https://a.example/1", body="Quay."),
        TruePage(id="b", url=None, body=""),
    )


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (None, "cannot be read"),
        ("{", "no JSON"),
        ("[]", "expected one object"),
        ("{}", "expected one object"),
        ('{"a": {"text": "Quay."}}', 'a has no "articleBody"'),
        ('{"a": "Quay."}', 'a has no "articleBody"'),
    ],
)
def test_a_truth_that_cannot_be_used_says_why(
    told: str | None, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "truth.json"
    if told is not None:
        file.write_text(told)
    with pytest.raises(EvaluationError, match=f"truth.json: .*{message}"):
        read_truth(file)
