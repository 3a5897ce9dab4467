"""Scores of typed relations, small enough to count by hand, and what is wrong with a gold file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.relations import (
    GivenRelation,
    RelationScores,
    decided,
    format_relations,
    read_relations,
    score_relations,
)

LINE = {
    "id": "one",
    "text": "Suva blamed Apia.",
    "actor": [0, 4],
    "recipient": [12, 16],
    "event_type": "ACCUSE",
}


def gold(*types: str) -> list[GivenRelation]:
    return [
        GivenRelation(id=str(n), text="x y", actor=(0, 1), recipient=(2, 3), event_type=one)
        for n, one in enumerate(types)
    ]


def score(right: str, said: str) -> RelationScores:
    return score_relations(gold(*right.split()), said.split())


def test_macro_f1_is_the_mean_over_the_types_of_the_gold() -> None:
    scores = score("AID AID AID ACCUSE", "AID AID ACCUSE ACCUSE")
    # AID: P 1, R 2/3, F1 4/5. ACCUSE: P 1/2, R 1, F1 2/3.
    assert scores.by_type["AID"].f1 == pytest.approx(4 / 5)
    assert scores.by_type["AID"].precision == 1.0
    assert scores.by_type["ACCUSE"].f1 == pytest.approx(2 / 3)
    assert scores.types.value == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert scores.accuracy == 3 / 4


def test_a_type_that_is_only_said_lowers_others_and_has_no_line_of_its_own() -> None:
    scores = score("AID AID", "AID PROTEST")
    assert scores.types.value == pytest.approx(2 / 3)
    assert list(scores.by_type) == ["AID"]


def test_quads_forgive_confusion_within_a_class() -> None:
    scores = score("SANCTION COERCE AID", "COERCE SANCTION AID")
    assert scores.types.value == pytest.approx(1 / 3)
    assert scores.quads.value == 1.0


@pytest.mark.parametrize("said", ["CONCEDE", "RETREAT"])
def test_yield_is_concede_or_retreat(said: str) -> None:
    scores = score("YIELD AID", f"{said} AID")
    assert (scores.types.value, scores.quads.value) == (1.0, 1.0)


def test_yield_is_of_quad_class_two_as_aid_is() -> None:
    assert score("YIELD AID ACCUSE", "AID CONCEDE ACCUSE").quads.value == 1.0


def test_gold_without_yield_tells_concede_from_retreat() -> None:
    assert score("CONCEDE RETREAT", "RETREAT RETREAT").accuracy == 1 / 2


def test_confusions_are_counted_the_most_frequent_first() -> None:
    scores = score("AID AID ACCUSE AID", "AGREE AGREE REJECT AID")
    assert scores.confused == [("AID", "AGREE", 2), ("ACCUSE", "REJECT", 1)]


def test_the_interval_is_the_same_every_time_and_holds_the_figure() -> None:
    right, said = "AID ACCUSE REJECT " * 20, "AID ACCUSE AID " * 12 + "AID ACCUSE REJECT " * 8
    first, second = score(right, said).types, score(right, said).types
    assert first == second
    assert 0 < first.low < first.value < first.high < 1


def test_no_doubt_no_interval() -> None:
    found = score("AID ACCUSE " * 20, "AID ACCUSE " * 20).types
    assert (found.low, found.high) == (1.0, 1.0)


def test_concede_and_retreat_stand_together() -> None:
    name, sure = decided({"CONCEDE": 0.2, "RETREAT": 0.3, "AID": 0.4, "ACCUSE": 0.1})
    assert name == "RETREAT"
    assert sure == pytest.approx(0.5)


def test_none_is_no_answer() -> None:
    name, sure = decided({"NONE": 0.8, "AID": 0.15, "ACCUSE": 0.05})
    assert name == "AID"
    assert sure == pytest.approx(0.75)


def test_the_table_shows_types_totals_and_confusions() -> None:
    shown = format_relations(score("AID AID ACCUSE", "AID AGREE ACCUSE"))
    assert "AID                  1.000     0.500     0.667       2" in shown
    assert "AID             AGREE                1" in shown
    assert "type macro-F1   0.833" in shown
    assert not shown.endswith("\n")


def write(folder: Path, **changes: Any) -> Path:
    file = folder / "gold.jsonl"
    file.write_text(json.dumps(LINE | changes) + "\n", encoding="utf-8")
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    (found,) = read_relations(write(tmp_path))
    assert found == GivenRelation(
        id="one", text=str(LINE["text"]), actor=(0, 4), recipient=(12, 16), event_type="ACCUSE"
    )


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": " "}, '"text" is missing'),
        ({"actor": [0]}, '"actor" must be'),
        ({"actor": [0, True]}, '"actor" must be'),
        ({"recipient": [12, 99]}, "lies outside the text"),
        ({"recipient": [5, 5]}, "lies outside the text"),
        ({"event_type": "NONE"}, "is no type"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(EvaluationError, match=f"gold.jsonl:1: .*{complaint}"):
        read_relations(write(tmp_path, **changes))


def test_a_file_without_types_can_be_read_but_not_scored(tmp_path: Path) -> None:
    found = read_relations(write(tmp_path, event_type=None))
    with pytest.raises(EvaluationError, match="every line needs"):
        score_relations(found, ["AID"])


def test_answers_must_be_as_many_as_lines() -> None:
    with pytest.raises(EvaluationError, match="1 types said of 2"):
        score_relations(gold("AID", "AID"), ["AID"])
