"""The two commands of training: parts of the corpus, tables, and what a missing file brings."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch belongs to the training extra")
pytest.importorskip("transformers", reason="transformers belongs to the training extra")

from tasks.evaluation.relations import GivenRelation, score_relations
from tests.training.telling import sentence
from training import curve, relations


def test_a_smaller_part_lies_within_a_larger() -> None:
    corpus = [sentence("Nothing happened.", brief=str(n)) for n in range(40)]
    small, large, whole = curve.parts(corpus, (0.25, 0.5, 1.0))
    assert (len(small), len(large), len(whole)) == (10, 20, 40)
    assert large[:10] == small
    assert sorted(one.brief for one in whole) == sorted(one.brief for one in corpus)


def test_a_line_of_the_curve_has_size_and_both_figures() -> None:
    gold = [
        GivenRelation(id=name, text="x y", actor=(0, 1), recipient=(2, 3), event_type=name)
        for name in ("AID", "ACCUSE")
    ]
    said = curve.line(1200, score_relations(gold, ["AID", "REJECT"]))
    assert said.startswith("  1200 0.500 1.000  ")
    assert "AID 1.00" in said
    assert "ACCUSE 0.00" in said


def test_an_empty_corpus_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert relations.main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_missing_gold_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert curve.main([str(tmp_path / "gold.jsonl"), str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_table_shows_every_figure() -> None:
    held = {
        "event_found": 0.91,
        "none_kept": 0.8,
        "type_with_trigger": 0.7,
        "type_without_trigger": 0.6,
        "modes_exact": 0.5,
        "realis": {"all": 0.97},
        "by_type": {"AID": 0.75},
        "reliability": [
            {"from": 0.8, "to": 0.9, "n": 12, "mean_confidence": 0.85, "share_right": 0.83}
        ],
    }
    shown = relations.table({"held_out": held})
    for piece in ("event found             0.910", "realis all", "AID                     0.750"):
        assert piece in shown
    assert shown.endswith("0.8 to 0.9     12   0.85   0.83")
