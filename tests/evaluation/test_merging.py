"""Scores of merging: which reports count, and which of their pairs are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import CodedArticle, EvaluationError, read_coded
from tasks.evaluation.merging import (
    Groups,
    MergedReport,
    MergingScores,
    format_merging,
    read_groups,
    score_merging,
    to_dict,
)
from tests.evaluation.cases import event

QUOTE = "the ministers of both states met in Accra"
GROUPS = Groups(of={"a": "g", "b": "g", "c": "h"}, same={("a", 0): ("g", 0), ("b", 0): ("g", 0)})


def gold(name: str, *events: dict[str, Any]) -> CodedArticle:
    return read_coded({"id": name, "events": list(events)})


MET = event("CONSULT", "GHA", "TGO", quote=QUOTE)
GOLD = [gold("a", MET, event("ACCUSE", "GHA", "TGO", quote="Ghana blamed Togo for it")),
        gold("b", MET), gold("c", MET)]  # fmt: skip


def told(article: str, into: str, kind: str = "CONSULT", **more: Any) -> MergedReport:
    plain: dict[str, Any] = {"actors": ("GHA",), "recipients": ("TGO",), "sentence": QUOTE}
    return MergedReport(article=article, event=into, event_type=kind, **(plain | more))


def score(*reports: MergedReport) -> MergingScores:
    return score_merging(GROUPS, GOLD, reports)


def test_reports_of_one_event_are_to_be_merged() -> None:
    found, missed = score(told("a", "1"), told("b", "1")), score(told("a", "1"), told("b", "2"))
    assert (found.precision, found.recall, found.f1) == (1, 1, 1)
    assert (missed.precision, missed.recall, missed.f1) == (None, 0, 0)
    assert [pair.merged for pair in missed.wrong] == [False]


def test_reports_of_two_events_are_not() -> None:
    accused = told("a", "1", "ACCUSE", sentence="Ghana blamed Togo for it")
    scores = score(told("a", "1"), told("b", "1"), accused)
    assert (scores.right, scores.merged, scores.same) == (1, 3, 1)
    assert scores.f1 == 0.5
    assert [pair.merged for pair in scores.wrong] == [True, True]


def test_articles_of_different_groups_make_no_pairs() -> None:
    assert score(told("a", "1"), told("c", "1")).f1 is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"actors": ("MLI",)},
        {"kind": "AGREE"},
        {"sentence": "Somebody else said something else"},
        {"article": "unknown"},
    ],
)
def test_a_report_that_is_coded_wrongly_does_not_count(wrong: dict[str, Any]) -> None:
    assert score(told(**({"article": "a", "into": "1"} | wrong))).n_reports == 0


def test_sides_of_a_meeting_may_be_swapped() -> None:
    swapped = told("a", "1", actors=("TGO",), recipients=("GHA",))
    assert score(swapped).n_reports == 1


def test_it_prints_figures_and_what_is_wrong() -> None:
    scores = score(told("a", "1"), told("b", "2"))
    assert "precision none  recall 0.000  F1 0.000" in format_merging(scores, wrong=False)
    assert "Not merged:\n  a CONSULT the ministers" in format_merging(scores, wrong=True)
    assert to_dict(scores)["pairs"] == {"right": 0, "merged": 0, "same": 1}


def test_a_file_of_groups_is_read(tmp_path: Path) -> None:
    file = tmp_path / "groups.json"
    same = [[["a", 0], ["b", 0]]]
    lines = {"groups": [{"group": "g", "articles": ["a", "b"], "same_events": same}]}
    file.write_text(json.dumps(lines))
    read = read_groups(file)
    assert read.of == {"a": "g", "b": "g"}
    assert read.same == {("a", 0): ("g", 0), ("b", 0): ("g", 0)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"groups": [{"group": "g"}]}'])
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "groups.json"
    file.write_text(text)
    with pytest.raises(EvaluationError, match=r"groups\.json: expected"):
        read_groups(file)
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_groups(tmp_path / "none.json")
