"""What was said instead of missed events, on articles small enough to pair by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tasks.evaluation.confusion import Miss, confusion_of, misses
from tasks.evaluation.figures import NOTHING, Confusion
from tests.evaluation.cases import article, event

Events = list[dict[str, Any]]


def confusion(gold: Events, predicted: Events) -> Confusion:
    return confusion_of(Counter(misses(article(*gold), article(*predicted))))


def only(found: Confusion) -> tuple[int, int, int]:
    return found.only_actor, found.only_recipient, found.only_part


def test_another_type_between_the_same_countries_is_said_instead() -> None:
    found = confusion([event("THREATEN", "USA", "IRN")], [event("ACCUSE", "USA", "IRN")])
    assert (found.missed, list(found.said)) == (1, [("THREATEN", "ACCUSE", 1)])
    assert only(found) == (0, 0, 0)


def test_what_was_found_is_not_missed() -> None:
    gold = [event("AID", "GRC", "TUR")]
    assert confusion(gold, [*gold, event("REJECT", "GRC", "TUR")]).missed == 0


def test_what_is_not_core_is_not_missed() -> None:
    assert confusion([event("AID", "GRC", "TUR", core=False)], []).missed == 0


@pytest.mark.parametrize(
    "predicted",
    [
        [],
        [event("REJECT", "IRN", "USA")],
        [event("REJECT", "USA", "IRN IRQ")],
        [event("THREATEN", "IRN", "USA")],
        [event("THREATEN", "USA FRA", "IRQ")],
    ],
    ids=["none", "the other way round", "more countries", "sides swapped", "both sides wrong"],
)
def test_nothing_was_said_where_no_prediction_has_the_same_countries(predicted: Events) -> None:
    found = confusion([event("THREATEN", "USA", "IRN")], predicted)
    assert list(found.said) == [("THREATEN", NOTHING, 1)]
    assert only(found) == (0, 0, 0)


@pytest.mark.parametrize("countries", [("IRN", "USA"), ("USA", "IRN"), ("USA IRN", "")])
def test_countries_are_compared_together_where_one_type_unites_the_sides(
    countries: tuple[str, str],
) -> None:
    met, blamed = event("CONSULT", "USA", "IRN"), event("ACCUSE", *countries)
    assert list(confusion([met], [blamed]).said) == [("CONSULT", "ACCUSE", 1)]
    assert list(confusion([blamed], [met]).said) == [("ACCUSE", "CONSULT", 1)]


def test_a_prediction_that_is_right_stands_for_no_other() -> None:
    gold = [event("ACCUSE", "USA", "IRN"), event("THREATEN", "USA", "IRN")]
    assert list(confusion(gold, gold[:1]).said) == [("THREATEN", NOTHING, 1)]


def test_a_prediction_that_is_in_the_gold_without_being_core_stands_for_no_other() -> None:
    gold = [event("ACCUSE", "USA", "IRN", core=False), event("THREATEN", "USA", "IRN")]
    assert list(confusion(gold, gold[:1]).said) == [("THREATEN", NOTHING, 1)]


def test_a_prediction_stands_for_one_missed_event() -> None:
    gold = [event("ACCUSE", "USA", "IRN"), event("THREATEN", "USA", "IRN")]
    found = confusion(gold, [event("REJECT", "USA", "IRN")])
    assert sorted(found.said) == [("ACCUSE", "REJECT", 1), ("THREATEN", NOTHING, 1)]


def test_a_prediction_that_is_not_actual_can_be_what_was_said() -> None:
    said = event("REJECT", "USA", "IRN", realis="hypothetical")
    assert list(confusion([event("ACCUSE", "USA", "IRN")], [said]).said) == [
        ("ACCUSE", "REJECT", 1)
    ]


@pytest.mark.parametrize("said", ["FRA", "USA FRA", ""], ids=["other", "more", "missing"])
def test_a_side_alone_can_be_wrong(said: str) -> None:
    gold = event("ACCUSE", "USA", "IRN")
    of_actor = confusion([gold], [event("ACCUSE", said, "IRN")])
    of_recipient = confusion([gold], [event("ACCUSE", "USA", said)])
    assert (only(of_actor), only(of_recipient)) == ((1, 0, 0), (0, 1, 0))
    assert list(of_actor.said) == list(of_recipient.said) == [("ACCUSE", NOTHING, 1)]


def test_of_united_sides_a_part_can_be_right() -> None:
    gold = event("CONSULT", "USA", "IRN")
    assert only(confusion([gold], [event("CONSULT", "USA")])) == (0, 0, 1)
    assert only(confusion([gold], [event("CONSULT", "FRA", "IRN")])) == (0, 0, 1)
    assert only(confusion([gold], [event("CONSULT", "FRA", "IRQ")])) == (0, 0, 0)
    assert only(confusion([gold], [event("AGREE", "USA")])) == (0, 0, 0)


def test_the_same_countries_come_before_a_wrong_side() -> None:
    # ACCUSE by the USA could pass for the first with its actor wrong, but it has the countries of
    # the second.
    gold = [event("ACCUSE", "FRA", "IRN"), event("THREATEN", "USA", "IRN")]
    found = confusion(gold, [event("ACCUSE", "USA", "IRN")])
    assert sorted(found.said) == [("ACCUSE", NOTHING, 1), ("THREATEN", "ACCUSE", 1)]
    assert only(found) == (0, 0, 0)


def test_the_most_frequent_comes_first_then_by_name() -> None:
    missed: Counter[Miss] = Counter(
        {
            ("AID", "countries", "AGREE"): 1,
            ("AID", None, NOTHING): 2,
            ("AID", "actor", "AID"): 1,
            ("ACCUSE", "countries", "REJECT"): 1,
        }
    )
    found = confusion_of(missed)
    assert list(found.said) == [("AID", NOTHING, 3), ("ACCUSE", "REJECT", 1), ("AID", "AGREE", 1)]
    assert (found.missed, only(found)) == (5, (1, 0, 0))
