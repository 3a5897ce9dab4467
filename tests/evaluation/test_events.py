"""Scores of hand-made cases; every figure asserted here was computed by hand."""

import json
from typing import Any

import pytest

from tasks.evaluation.bootstrap import Interval
from tasks.evaluation.events import EvaluationError, format_scores, score_events, to_dict
from tasks.evaluation.figures import SHOWN, EventScores
from tasks.evaluation.gold import read_coded
from tasks.plover.ontology import ontology
from tests.evaluation.cases import event, party


def score(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> EventScores:
    article = read_coded({"id": "a", "events": gold})
    return score_events([article], [{"id": "a", "events": predicted}])


def figures(scores: EventScores) -> tuple[float | None, float | None, float | None]:
    total = scores.total
    return total.precision.value, total.recall.value, total.f1


def test_one_of_two_found_and_one_of_three_right() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ACCUSE", "USA", "IRN")]
    predicted = [
        event("AID", "GRC", "TUR"),
        event("AID", "TUR", "GRC"),
        event("REJECT", "USA", "IRN"),
    ]
    # P = 1/3, R = 1/2, F1 = 2 · 1/3 · 1/2 / (5/6) = 2/5
    assert figures(score(gold, predicted)) == pytest.approx((1 / 3, 1 / 2, 2 / 5))


@pytest.mark.parametrize("kind", ["CONSULT", "AGREE", "COOPERATE"])
def test_direction_does_not_count_where_both_sides_take_part(kind: str) -> None:
    scores = score([event(kind, "IRN", "IRQ")], [event(kind, "IRQ IRN")])
    assert figures(scores) == (1.0, 1.0, 1.0)


def test_direction_counts_elsewhere() -> None:
    scores = score([event("SUPPORT", "IRN", "IRQ")], [event("SUPPORT", "IRQ", "IRN")])
    assert figures(scores) == (0.0, 0.0, 0.0)


def test_a_triple_needs_all_countries_of_a_side() -> None:
    scores = score([event("ACCUSE", "ESP BEL", "ISR")], [event("ACCUSE", "ESP", "ISR")])
    assert figures(scores) == (0.0, 0.0, 0.0)


def test_order_repetition_and_parties_without_country_change_no_triple() -> None:
    gold = event("SANCTION", "FRA DEU", "NER")
    predicted = event("SANCTION", "DEU FRA DEU", "NER")
    predicted["recipient"].append(party(None, "MIL"))
    assert figures(score([gold], [predicted])) == (1.0, 1.0, 1.0)


def test_events_with_one_triple_count_once() -> None:
    meeting, aid = event("CONSULT", "IRQ", "IRN"), event("AID", "IRQ", "SYR")
    scores = score([meeting, meeting, meeting, aid], [meeting, meeting])
    # two triples in the gold, one of them found; one predicted, and right
    assert figures(scores) == pytest.approx((1.0, 1 / 2, 2 / 3))


def test_gold_that_is_not_core_makes_a_prediction_right_but_is_not_missed() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ASSAULT", "IRN", "IRQ", core=False)]
    assert figures(score(gold, [event("ASSAULT", "IRN", "IRQ")])) == (1.0, 0.0, 0.0)
    assert figures(score(gold, [event("AID", "GRC", "TUR")])) == (1.0, 1.0, 1.0)


def test_a_triple_is_core_when_one_of_its_events_is() -> None:
    gold = [event("AID", "GRC", "TUR", core=False), event("AID", "GRC", "TUR")]
    assert score(gold, []).total.recall.of == 1


def test_predictions_that_are_not_actual_count_only_where_they_match() -> None:
    gold = [event("RETREAT", "RUS", aux="future"), event("AID", "GRC", "TUR")]
    predicted = [
        event("RETREAT", "RUS", realis="future"),
        event("ASSAULT", "RUS", "UKR", realis="hypothetical"),
        event("AID", "GRC", "TUR", realis="actual"),
        event("REJECT", "GRC", "TUR", realis="actual"),
    ]
    # right: RETREAT, AID; counted besides: REJECT alone
    assert figures(score(gold, predicted)) == pytest.approx((2 / 3, 1.0, 4 / 5))


def test_scores_stand_by_type() -> None:
    gold = [event("AID", "GRC", "TUR"), event("AID", "IRQ", "SYR"), event("ACCUSE", "USA", "IRN")]
    scores = score(gold, [event("AID", "GRC", "TUR"), event("PROTEST", "FRA", "FRA")])
    aid, accuse, protest = (scores.by_type[name] for name in ("AID", "ACCUSE", "PROTEST"))
    assert (aid.precision.value, aid.recall.value, aid.recall.of) == (1.0, 0.5, 2)
    assert (accuse.precision.value, accuse.recall.value, accuse.f1) == (None, 0.0, None)
    assert (protest.precision.value, protest.recall.value, protest.recall.of) == (0.0, None, 0)


def test_nothing_predicted_has_no_precision() -> None:
    assert figures(score([event("AID", "GRC", "TUR")], [])) == (None, 0.0, None)


def test_sector_day_and_place_are_judged_on_matches_alone() -> None:
    place = {"name": "Baghdad", "country": "IRQ"}
    gold = [
        event("ACCUSE", "IRN", "IRQ", date="2024-01-16", place=place),
        event("AID", "GRC", "TUR", date="2023-02-06"),
    ]
    predicted = event("ACCUSE", "IRN", "IRQ", date="2024-01-16", place={"country": "IRN"})
    predicted["actor"] = [party("IRN", "MIL", "GOV")]
    matched = score(gold, [predicted]).matched
    assert {name: (share.right, share.of) for name, share in matched.items()} == {
        "actor sector": (0, 1),
        "recipient sector": (1, 1),
        "day": (1, 1),
        "day where told": (1, 1),
        "place country": (0, 1),
        "place country where told": (0, 1),
    }


def test_those_are_paired_first_that_agree_in_most() -> None:
    place = {"name": "Izmir", "country": "TUR"}
    gold = [
        event("AID", "GRC", "TUR", date="2023-02-06"),
        event("AID", "GRC", "TUR", date="2023-02-07", place=place),
    ]
    said = [gold[1], event("AID", "GRC", "TUR", date="2023-02-06", place=place)]
    matched = score(gold, said).matched
    assert (matched["day"].right, matched["day"].of) == (2, 2)


def test_abstaining_is_told_from_being_wrong() -> None:
    gold = event("AID", "GRC", "TUR", date="2023-02-06", place={"name": "Izmir", "country": "TUR"})
    matched = score([gold], [event("AID", "GRC", "TUR")]).matched
    assert (matched["day"].of, matched["day where told"].of) == (1, 0)
    assert (matched["place country"].of, matched["place country where told"].of) == (1, 0)


def test_what_the_gold_leaves_open_is_not_judged() -> None:
    gold = event("REQUEST", "RUS")
    gold["actor"] = [party("RUS")]
    matched = score([gold], [event("REQUEST", "RUS", date="2024-01-12")]).matched
    assert [share.of for share in matched.values()] == [0] * len(matched)


def test_sectors_of_united_sides_are_compared_whichever_side_they_stand_on() -> None:
    gold, predicted = event("CONSULT", "IRN", "IRQ"), event("CONSULT", "IRQ IRN")
    matched = score([gold], [predicted]).matched
    assert (matched["actor sector"].right, matched["recipient sector"].of) == (1, 0)


def test_the_prediction_that_agrees_most_is_paired() -> None:
    gold = event("CONSULT", "IRQ", "IRN", date="2024-01-16")
    other, same = (event("CONSULT", "IRQ", "IRN", date=f"2024-01-{day}") for day in (15, 16))
    assert score([gold], [other, same]).matched["day"].right == 1


def test_each_prediction_is_paired_once() -> None:
    gold = [event("CONSULT", "IRQ", "IRN", date="2024-01-16")] * 2
    predicted = event("CONSULT", "IRQ", "IRN", date="2024-01-16")
    assert score(gold, [predicted]).matched["day"].of == 1


def test_predictions_on_articles_without_event_are_counted() -> None:
    gold = [read_coded({"id": name, "events": []}) for name in ("a", "b")]
    predicted = [event("AID", "GRC", "TUR"), event("ASSAULT", "IRN", "IRQ", realis="future")]
    scores = score_events(gold, [{"id": "a", "events": predicted}])
    assert (scores.n_articles_without_event, scores.n_predicted_without_event) == (2, 1)


def test_an_article_without_prediction_is_one_where_nothing_was_found() -> None:
    gold = [read_coded({"id": "a", "events": [event("AID", "GRC", "TUR")]})]
    assert score_events(gold, []).total.recall.value == 0.0


def test_the_intervals_are_of_resampled_articles() -> None:
    gold = [read_coded({"id": one, "events": [event("AID", "GRC", "TUR")]}) for one in "ab"]
    found = score_events(gold, [{"id": "a", "events": [event("AID", "GRC", "TUR")]}]).intervals
    # a alone: P 1, R 1, F1 1; both: P 1, R 1/2, F1 2/3; b alone: R 0, and nothing predicted.
    assert found["precision"] == Interval(value=1.0, low=1.0, high=1.0)
    assert found["recall"] == Interval(value=0.5, low=0.0, high=1.0)
    assert found["f1"] == Interval(value=2 / 3, low=2 / 3, high=1.0)


def test_events_of_one_article_are_not_drawn_apart() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ACCUSE", "USA", "IRN")]
    assert score(gold, gold[:1]).intervals["recall"] == Interval(value=0.5, low=0.5, high=0.5)


def test_a_figure_that_is_not_there_has_no_interval() -> None:
    assert list(score([event("AID", "GRC", "TUR")], []).intervals) == ["recall"]
    assert list(score([], [event("AID", "GRC", "TUR")]).intervals) == ["precision"]
    assert score_events([], []).intervals == {}


def test_missed_events_and_confidence_are_gathered_over_articles() -> None:
    gold = [read_coded({"id": one, "events": [event("AID", "GRC", "TUR")]}) for one in "abc"]
    said = {
        "a": event("SUPPORT", "GRC", "TUR", confidence=0.61),
        "b": event("SUPPORT", "GRC", "TUR", confidence=0.65),
        "c": event("AID", "GRC", "TUR", confidence=0.69),
    }
    scores = score_events(gold, [{"id": one, "events": [each]} for one, each in said.items()])
    assert (scores.confusion.missed, list(scores.confusion.said)) == (2, [("AID", "SUPPORT", 2)])
    (tenth,) = scores.reliability
    assert (tenth.mean_confidence, tenth.share_right) == pytest.approx((0.65, 1 / 3))
    assert tenth.n == 3


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([{"id": "b", "events": []}], "b: predicted, but not in the gold."),
        ([{"id": "a", "events": []}] * 2, "a: predicted twice."),
        ([{"id": "a"}], 'a: "events" must be a list, empty if there are none.'),
    ],
)
def test_predictions_that_do_not_fit_are_named(lines: list[dict[str, Any]], message: str) -> None:
    gold = [read_coded({"id": "a", "events": []})]
    with pytest.raises(EvaluationError) as raised:
        score_events(gold, lines)
    assert str(raised.value) == message


def test_plain_data_holds_figures_and_counts() -> None:
    gold = [event("AID", "GRC", "TUR", date="2023-02-06"), event("ACCUSE", "USA", "IRN")]
    plain = to_dict(score(gold, [event("AID", "GRC", "TUR")]))
    assert (plain["precision"], plain["recall"], plain["core"]) == (1.0, 0.5, 2)
    assert plain["by_type"]["ACCUSE"]["precision"] is None
    assert plain["matched"]["day"] == {"right": 0, "of": 1, "share": 0.0}
    assert plain["articles"] == 1


def test_plain_data_holds_intervals_confusion_and_reliability() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ACCUSE", "USA", "IRN")]
    said = [event("AID", "GRC", "TUR", confidence=0.95), event("REJECT", "USA", "IRN")]
    plain = json.loads(json.dumps(to_dict(score(gold, said))))
    assert plain["intervals"]["recall"] == {"value": 0.5, "low": 0.5, "high": 0.5}
    assert plain["confusion"] == {
        "missed": 1,
        "said": [{"gold": "ACCUSE", "said": "REJECT", "n": 1}],
        "only_actor": 0,
        "only_recipient": 0,
        "only_part": 0,
    }
    assert plain["reliability"] == [
        {"low": 0.9, "high": 1.0, "n": 1, "mean_confidence": 0.95, "share_right": 1.0}
    ]


def test_the_tables_show_intervals_missed_events_and_confidence() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ACCUSE", "USA", "IRN"), event("AID", "USA", "FRA")]
    said = [event("AID", "GRC", "TUR", confidence=0.95), event("AID", "USA", "ITA", confidence=0.9)]
    shown = format_scores(score(gold, said)).splitlines()
    # P 1/2, R 1/3, F1 2/5
    assert [line.split() for line in shown[3:14]] == [
        ["all", "0.500", "0.333", "0.400", "2", "3"],
        ["95%", "from", "0.500", "0.333", "0.400"],
        ["to", "0.500", "0.333", "0.400"],
        [],
        ["missed", "said", "instead", "n"],
        ["ACCUSE", "nothing", "1"],
        ["AID", "nothing", "1"],
        "2 missed; only the actor wrong in 0, only the recipient in 1,"
        " a part of united sides in 0".split(),
        [],
        ["confidence", "n", "mean", "right"],
        ["0.9", "to", "1.0", "2", "0.925", "0.500"],
    ]
    assert max(len(line) for line in shown) <= 100


def test_the_ends_of_an_interval_stand_below_its_figure() -> None:
    gold = [read_coded({"id": one, "events": [event("AID", "GRC", "TUR")]}) for one in "ab"]
    scores = score_events(gold, [{"id": "a", "events": [event("AID", "GRC", "TUR")]}])
    assert [line.split()[-3:] for line in format_scores(scores).splitlines()[3:5]] == [
        ["1.000", "0.000", "0.667"],
        ["1.000", "1.000", "1.000"],
    ]


def test_rare_confusions_are_told_together() -> None:
    kinds = sorted({*ontology().event_types})[: SHOWN + 1]
    pairs = [(one, other) for one in kinds for other in kinds if one != other]
    gold = [
        read_coded({"id": f"{one} {other}", "events": [event(one, "USA", "IRN")]})
        for one, other in pairs
    ]
    lines = [
        {"id": f"{one} {other}", "events": [event(other, "USA", "IRN")]} for one, other in pairs
    ]
    shown = format_scores(score_events(gold, lines)).splitlines()
    start = shown.index(next(line for line in shown if line.startswith("missed")))
    assert shown[start + SHOWN + 1].split() == ["others", str(len(pairs) - SHOWN)]
    assert shown[start + SHOWN + 2].startswith(f"{len(pairs)} missed; ")


def test_the_table_shows_a_row_for_each_type_and_for_all() -> None:
    gold = [event("AID", "GRC", "TUR"), event("ACCUSE", "USA", "IRN")]
    lines = format_scores(score(gold, [event("AID", "GRC", "TUR")])).splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["precision", "recall", "F1", "predicted", "core"],
        ["ACCUSE", "–", "0.000", "–", "0", "1"],
        ["AID", "1.000", "1.000", "1.000", "1", "1"],
        ["all", "1.000", "0.500", "0.667", "1", "2"],
    ]
    assert lines[-1] == "0 predicted on the 0 of 1 articles without an event"
