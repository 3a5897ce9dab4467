"""Fitting the confidence: signs recovered, figures right, the same bytes twice."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from tasks.events.confidence import WEIGHTS
from tasks.records import Report, ReportParty, Role
from training.fit import Case, cross_validate, fit, log_loss, predict, reliability
from training.sentences import CORPUS, MarkedEvent, MarkedParty, Sentence
from training.train import cases, coded_triple, fingerprint, marked_triple, train, write


def made_up() -> list[Case]:
    """`good` reports are right 8 times in 10, `bad` ones 2 in 10, `idle` says nothing."""
    table = []
    for number in range(200):
        good = number % 2 == 0
        right = (number // 2) % 10 < (8 if good else 2)
        idle = float(number % 4 < 2)
        features = {"intercept": 1.0, "good" if good else "bad": 1.0, "idle": idle}
        table.append(Case(features=features, right=right, group=number))
    return table


def test_the_signs_of_the_weights_are_recovered() -> None:
    weights = fit(made_up())
    assert weights["good"] > 0.5
    assert weights["bad"] < -0.5
    assert abs(weights["idle"]) < 0.1


def test_the_penalty_spares_the_intercept() -> None:
    table = [Case(features={"intercept": 1.0}, right=n < 3, group=n) for n in range(4)]
    assert fit(table, penalty=100.0)["intercept"] == pytest.approx(math.log(3))


def test_a_heavier_penalty_draws_weights_to_zero() -> None:
    assert abs(fit(made_up(), penalty=50.0)["good"]) < abs(fit(made_up(), penalty=1.0)["good"])


def test_the_same_cases_give_the_same_weights() -> None:
    assert fit(made_up()) == fit(made_up())


def test_nothing_to_fit_is_said() -> None:
    with pytest.raises(ValueError, match="no cases"):
        fit([])


def test_an_unknown_feature_counts_nothing() -> None:
    weights = {"intercept": 0.0, "good": 2.0}
    case = Case(features={"intercept": 1.0, "new": 1.0}, right=True, group=0)
    assert predict(weights, [case]).tolist() == [0.5]


def test_cross_validation_never_shows_a_model_the_group_it_is_judged_on() -> None:
    # Whether a case is right depends on its group alone: learnt by heart, it could be told.
    table = [
        Case(features={"intercept": 1.0, f"g{n % 5}": 1.0}, right=n % 5 == 0, group=n)
        for n in range(100)
    ]
    said, base = cross_validate(table)
    held = said[[case.group % 5 == 0 for case in table]]
    assert held.max() < 0.1  # nothing right was in the other folds
    assert base[0] == 0
    assert predict(fit(table), table[:1])[0] > 0.5


def test_a_model_that_knows_something_beats_the_bare_share() -> None:
    table = made_up()
    right = [case.right for case in table]
    said, base = cross_validate(table)
    assert log_loss(said, right) < log_loss(base, right)


def test_log_loss_is_the_mean_surprise() -> None:
    said = np.array([0.8, 0.25])
    assert log_loss(said, [True, False]) == pytest.approx(-(math.log(0.8) + math.log(0.75)) / 2)


def test_the_calibration_table_counts_by_tenth() -> None:
    said = np.array([0.05, 0.61, 0.65, 0.69, 1.0])
    low, middle, high = reliability(said, [False, True, True, False, True])
    assert low == {"from": 0.0, "to": 0.1, "n": 1, "mean_confidence": 0.05, "share_right": 0.0}
    assert (middle["from"], middle["to"], middle["n"]) == (0.6, 0.7, 3)
    assert middle["mean_confidence"] == pytest.approx(0.65)
    assert middle["share_right"] == pytest.approx(2 / 3)
    assert (high["from"], high["to"], high["n"]) == (0.9, 1.0, 1)


def party(country: str | None, role: Role) -> ReportParty:
    return ReportParty(
        role=role,
        position=0,
        party_id="p",
        start=0,
        end=1,
        text="x",
        country=country,
        sectors=(),
        basis="text",
    )


def report(event_type: str, actor: str | None, recipient: str | None) -> Report:
    return Report(
        article_id="a",
        start=0,
        end=1,
        trigger_start=0,
        trigger_end=1,
        event_type=event_type,
        modes=(),
        realis="actual",
        parties=(party(actor, "actor"), party(recipient, "recipient")),
        event_date=None,
        date_precision="unknown",
        date_basis=None,
        place=None,
        place_basis=None,
        confidence=0.5,
        coder="tests",
    )


def marked(event_type: str, actor: str, recipient: str, realis: str = "actual") -> MarkedEvent:
    return MarkedEvent(
        event_type=event_type,
        modes=(),
        realis=realis,
        trigger=(0, 1),
        actor=(MarkedParty(start=0, end=1, country=actor),),
        recipient=(MarkedParty(start=0, end=1, country=recipient),),
    )


def test_direction_counts_except_in_talks() -> None:
    talks = report("CONSULT", "TON", "FJI")
    assert coded_triple(talks) == marked_triple(marked("CONSULT", "FJI", "TON"))
    blame = report("ACCUSE", "TON", "FJI")
    assert coded_triple(blame) != marked_triple(marked("ACCUSE", "FJI", "TON"))
    assert coded_triple(blame) == marked_triple(marked("ACCUSE", "TON", "FJI"))


def test_realis_has_to_be_equal() -> None:
    blame = report("ACCUSE", "TON", "FJI")
    assert coded_triple(blame) != marked_triple(marked("ACCUSE", "TON", "FJI", "negated"))


def test_training_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n", encoding="utf-8")
    files = tmp_path / "first.json", tmp_path / "second.json"
    for file in files:
        write(train(made_up(), tmp_path, 200), file)
    assert files[0].read_bytes() == files[1].read_bytes()
    content = json.loads(files[0].read_text(encoding="utf-8"))
    assert (content["n_reports"], content["share_right"]) == (200, 0.5)
    assert sum(row["n"] for row in content["reliability"]) == 200
    assert all(weight == round(weight, 4) for weight in content["weights"].values())


def test_the_shipped_model_was_fitted_on_the_corpus_that_ships() -> None:
    content = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert content["corpus"]["sha256"] == fingerprint(CORPUS)
    assert content["log_loss"] < content["log_loss_baseline"]


def test_cases_are_judged_against_their_own_sentence() -> None:
    told = "Kenya condemned Somalia."
    events = marked("ACCUSE", "KEN", "SOM"), marked("ACCUSE", "SOM", "KEN")
    sentences = [
        Sentence(file="a", line=n, text=told, events=(event,), kind="positive", brief="tests")
        for n, event in enumerate(events, 1)
    ]
    assert [(case.right, case.group) for case in cases(sentences)] == [(True, 0), (False, 1)]
