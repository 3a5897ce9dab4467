"""Commands without a database: the user's files in, one result or one message for each."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from flows import stateless
from flows.stateless import clean_files, evaluate_pages
from tasks.evaluation.gold import EvaluationError
from tasks.news.cleaning import Order, fill
from tasks.records import Article, Rejection
from tasks.settings import Settings

STORY = "The harbour board of Lindvik voted on Monday to dredge the northern channel again."


def hang(order: Order) -> Article | Rejection:
    while "slow" in order.page.url:
        pass
    return fill(order)


def test_a_page_that_hangs_costs_one_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stateless, "fill", hang)
    monkeypatch.setattr(stateless, "settings", lambda: Settings(parse_deadline=2))
    files = [tmp_path / name for name in ("first.html", "slow.html", "last.html")]
    for file in files:
        file.write_text(f"<html lang=en><h1>Dredging</h1><p>{STORY}</p></html>", encoding="utf-8")
    first, slow, last = clean_files(files)
    assert isinstance(first, dict)
    assert isinstance(last, dict)
    assert first["text"] == last["text"] == STORY
    assert isinstance(slow, str)
    assert "slow.html took more than 2 seconds to clean" in slow


def test_saved_pages_are_scored_against_the_truth(tmp_path: Path) -> None:
    markup = f"<html lang=en><h1>Dredging</h1><p>{STORY}</p></html>".encode()
    (tmp_path / "a.html").write_bytes(markup)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(markup))
    (tmp_path / "c.html").write_bytes(b"<html></html>")
    truth = tmp_path / "truth.json"
    truth.write_text(json.dumps({name: {"articleBody": STORY} for name in "abc"}))
    scores = evaluate_pages(truth, tmp_path)
    assert (scores.precision, scores.recall) == pytest.approx((1, 2 / 3))
    assert (scores.n_pages, scores.n_lost) == (3, 1)
    (tmp_path / "a.html").unlink()
    with pytest.raises(EvaluationError, match=r"there is no file a\.html"):
        evaluate_pages(truth, tmp_path)
