"""`communique evaluate places`, and the places that `communique code` puts out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click.testing

Run = Callable[..., click.testing.Result]

TEXT = "Clerks in Trujillo struck. Honduran police looked on."
TOPONYMS = [
    {"start": 10, "end": 18, "text": "Trujillo", "geonames_id": 3600643, "lat": 15.9, "lon": -86.0},
    {"start": 27, "end": 35, "text": "Honduran", "geonames_id": 3608932, "lat": 15.0, "lon": -86.5},
]


def write(folder: Path, **changes: Any) -> Path:
    file = folder / "places.jsonl"
    line = {"id": "a", "text": TEXT, "toponyms": TOPONYMS} | changes
    file.write_text(json.dumps(line), encoding="utf-8")
    return file


def test_places_are_scored_and_written(communique: Run, tmp_path: Path) -> None:
    file, out = write(tmp_path), tmp_path / "said.jsonl"
    result = communique("evaluate", "places", file, "--out", out)
    assert result.exit_code == 0, result.output
    assert "within 161 km   1.000" in result.stdout
    said = json.loads(out.read_text(encoding="utf-8"))
    assert [one["predicted"]["country"] for one in said["toponyms"]] == ["HND", "HND"]
    for one, given in zip(said["toponyms"], TOPONYMS, strict=True):
        assert {*one["predicted"]} == {"geonames_id", "lat", "lon", "country"}
        assert one.items() >= given.items()
    as_json = json.loads(communique("evaluate", "places", file, "--json").stdout)
    assert (as_json["country"]["value"], as_json["n"], as_json["answered"]) == (1.0, 2, 1.0)


def test_places_without_points_are_answered_not_scored(communique: Run, tmp_path: Path) -> None:
    asked = [{"start": one["start"], "end": one["end"]} for one in TOPONYMS]
    file, out = write(tmp_path, toponyms=asked), tmp_path / "said.jsonl"
    result = communique("evaluate", "places", file, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    said = json.loads(out.read_text(encoding="utf-8"))
    assert said["toponyms"][0]["predicted"]["geonames_id"] == 3600591
    refused = communique("evaluate", "places", file)
    assert refused.exit_code == 1
    assert 'every toponym needs "lat" and "lon"' in refused.output


def test_a_name_off_the_map_is_null(communique: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "said.jsonl"
    line = {"id": "a", "text": "They left Ufundiko.", "toponyms": [{"start": 10, "end": 18}]}
    file.write_text(json.dumps(line), encoding="utf-8")
    assert communique("evaluate", "places", file, "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["toponyms"][0]["predicted"] is None


def test_a_wrong_line_is_named(communique: Run, tmp_path: Path) -> None:
    file = write(tmp_path, toponyms=[{"start": 1, "end": 999}])
    result = communique("evaluate", "places", file)
    assert result.exit_code == 1
    assert f"{file}:1: toponym 1: [1, 999] lies outside the text" in result.output


def test_coded_places_tell_division_and_precision(communique: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    text = "Kenyan police arrested four students in Nakuru."
    file.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    result = communique("code", file)
    assert result.exit_code == 0, result.output
    place = json.loads(result.stdout)["events"][0]["place"]
    assert (place["name"], place["country"]) == ("Nakuru", "KEN")
    assert (place["admin1"], place["precision"]) == ("Nakuru", "city")
