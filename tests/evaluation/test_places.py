"""Scores of resolved toponyms, small enough to count by hand, and what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.places import (
    GivenText,
    PlaceScores,
    as_line,
    format_places,
    is_gold,
    read_places,
    score_places,
)
from tasks.records import Place

LIMA = {"start": 0, "end": 4, "text": "Lima", "geonames_id": 3936456, "lat": -12.04, "lon": -77.03}
QUITO = {"start": 9, "end": 14, "geonames_id": 3652462, "lat": -0.23, "lon": -78.52}
LINE = {"id": "one", "text": "Lima met Quito.", "toponyms": [LIMA, QUITO]}


def write(folder: Path, **changes: Any) -> Path:
    file = folder / "places.jsonl"
    file.write_text(json.dumps(LINE | changes) + "\n", encoding="utf-8")
    return file


def at(lat: float, lon: float, *, number: int | None = None, country: str = "PER") -> Place:
    return Place(name="x", country=country, geonames_id=number, lat=lat, lon=lon)


@pytest.fixture
def gold(tmp_path: Path) -> tuple[GivenText, ...]:
    return read_places(write(tmp_path))


def score(gold: tuple[GivenText, ...], *said: Place | None) -> PlaceScores:
    return score_places(gold, [said], [["PER", "ECU"]])


def test_the_very_places_are_right_in_every_way(gold: tuple[GivenText, ...]) -> None:
    lima = at(-12.04, -77.03, number=3936456)
    quito = at(-0.23, -78.52, number=3652462, country="ECU")
    scores = score(gold, lima, quito)
    assert (scores.near.value, scores.exact.value, scores.country.value) == (1, 1, 1)
    assert (scores.answered, scores.median_km, scores.n, scores.n_texts) == (1, 0, 2, 1)


def test_no_answer_is_a_wrong_one(gold: tuple[GivenText, ...]) -> None:
    scores = score(gold, at(-12.04, -77.03, number=3936456), None)
    assert (scores.near.value, scores.exact.value, scores.country.value) == (0.5, 0.5, 0.5)
    assert scores.answered == 0.5


def test_near_is_within_a_hundred_miles(gold: tuple[GivenText, ...]) -> None:
    # A degree of latitude is 111.2 km: 160.1 km and 161.2 km off.
    assert score(gold, at(-13.48, -77.03), None).near.value == 0.5
    assert score(gold, at(-13.49, -77.03), None).near.value == 0.0


def test_a_place_without_a_point_can_still_have_the_country(gold: tuple[GivenText, ...]) -> None:
    scores = score(gold, Place(name="Peru", country="PER"), None)
    assert (scores.near.value, scores.country.value, scores.answered) == (0, 0.5, 0)


def test_two_unknown_ids_are_not_the_same(tmp_path: Path) -> None:
    gold = read_places(write(tmp_path, toponyms=[{**LIMA, "geonames_id": None}]))
    scores = score_places(gold, [[at(-12.04, -77.03)]], [["PER"]])
    assert (scores.near.value, scores.exact.value) == (1, 0)


def test_what_no_country_has_asks_for_none(tmp_path: Path) -> None:
    gold = read_places(write(tmp_path, toponyms=[LIMA]))
    sea = Place(name="x", country=None, lat=0, lon=0)
    assert score_places(gold, [[sea]], [[None]]).country.value == 1
    assert score_places(gold, [[None]], [[None]]).country.value == 0


def test_texts_are_resampled_whole(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    lines = [json.dumps(LINE | {"id": str(n)}) for n in range(10)]
    file.write_text("\n".join(lines), encoding="utf-8")
    gold = read_places(file)
    lima, nowhere = at(-12.04, -77.03), at(50, 50)
    mixed = score_places(gold, [[lima, nowhere]] * 10, [["PER", "ECU"]] * 10)
    assert (mixed.near.value, mixed.near.low, mixed.near.high) == (0.5, 0.5, 0.5)
    half = [[lima, at(-0.2, -78.5)]] * 5 + [[None, None]] * 5
    halved = score_places(gold, half, [["PER", "ECU"]] * 10)
    assert halved.near.low < 0.3 < 0.7 < halved.near.high


def test_a_line_keeps_all_it_had_and_gains_what_is_said(gold: tuple[GivenText, ...]) -> None:
    line = as_line(gold[0], [at(1, 2, number=3), None])
    first = {"geonames_id": 3, "lat": 1, "lon": 2, "country": "PER"}
    assert line == LINE | {"toponyms": [LIMA | {"predicted": first}, QUITO | {"predicted": None}]}


def test_only_points_make_gold(tmp_path: Path) -> None:
    asked = read_places(write(tmp_path, toponyms=[{"start": 0, "end": 4}]))
    assert not is_gold(asked)
    with pytest.raises(EvaluationError, match="no score without gold"):
        score_places(asked, [[None]], [[None]])
    assert not is_gold(read_places(write(tmp_path, toponyms=[])))


def test_other_places_than_asked_about_are_refused(gold: tuple[GivenText, ...]) -> None:
    with pytest.raises(EvaluationError, match="not those of the toponyms"):
        score(gold, None)


def test_the_table_shows_shares_and_intervals(gold: tuple[GivenText, ...]) -> None:
    shown = format_places(score(gold, at(-12.04, -77.03, number=3936456), None))
    assert shown.splitlines()[0] == "within 161 km   0.500  (0.500 to 0.500)"
    assert "answered        0.500  of 2 in 1 texts" in shown
    assert not shown.endswith("\n")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": " "}, '"text" is missing or empty'),
        ({"toponyms": {}}, '"toponyms" must be a list'),
        ({"toponyms": [{"start": 0}]}, 'toponym 1: "start" and "end" must be whole numbers'),
        ({"toponyms": [{"start": 3, "end": 99}]}, r"toponym 1: \[3, 99\] lies outside the text"),
        ({"toponyms": [{**LIMA, "lat": 91}]}, '"lat" 91 is no number from -90 to 90'),
        ({"toponyms": [{**LIMA, "lon": "x"}]}, "\"lon\" 'x' is no number from -180 to 180"),
        ({"toponyms": [{**LIMA, "lon": None}]}, '"lat" and "lon" go together'),
        ({"toponyms": [{**LIMA, "geonames_id": "7"}]}, '"geonames_id" must be a whole number'),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(EvaluationError, match=rf"places\.jsonl:1: .*{message}"):
        read_places(write(tmp_path, **changes))
