"""How well toponyms are resolved: distance, identity and country of the place against gold.

What belongs here: the gold file, the comparison, its table. What does not: resolving, the map.

The shares are of all toponyms; one that was not answered is wrong in every one of them. Near is
within 161 km of the gold's point, the 100 miles that the field counts by (Leidner, Toponym
Resolution in Text, 2007; Gritta et al., A Pragmatic Guide to Geoparsing Evaluation, 2020). The
intervals are of resampled texts (`bootstrap`), for the toponyms of one text hang together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tasks.distance import great_circle
from tasks.evaluation.bootstrap import Interval, interval
from tasks.evaluation.gold import EvaluationError, read_lines
from tasks.records import Place

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToponym:
    """A name in a text, and where it lies where the file is gold."""

    start: int
    end: int
    geonames_id: int | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenText:
    """A text with the toponyms that are asked about; `line` is its line as read."""

    id: str
    text: str
    toponyms: tuple[GivenToponym, ...]
    line: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScores:
    """Shares of all toponyms, with their intervals."""

    near: Interval  # within NEAR_KM
    exact: Interval  # the same GeoNames id
    country: Interval
    answered: float
    median_km: float | None  # of those answered
    n: int
    n_texts: int


def read_places(path: Path) -> tuple[GivenText, ...]:
    """Read JSON lines `{"id", "text", "toponyms": [{"start", "end", "geonames_id"?, "lat"?, …}]}`.

    Raises EvaluationError naming file and line.
    """
    return tuple(_text(line, where) for where, line in read_lines(path))


def is_gold(given: Sequence[GivenText]) -> bool:
    """Whether there are toponyms and every one has a point."""
    points = [toponym.lat is not None for text in given for toponym in text.toponyms]
    return bool(points) and all(points)


def as_line(given: GivenText, said: Sequence[Place | None]) -> dict[str, Any]:
    """Return the line of a text with what was said of each toponym, as `--out` writes it."""
    toponyms = [
        {**told, "predicted": _said(place)}
        for told, place in zip(given.line["toponyms"], said, strict=True)
    ]
    return {**given.line, "toponyms": toponyms}


def score_places(
    gold: Sequence[GivenText],
    said: Sequence[Sequence[Place | None]],
    countries: Sequence[Sequence[str | None]],
) -> PlaceScores:
    """Compare what is said with gold, a place for each toponym of each text.

    `countries` are those of the gold's points, None for what no country has. Raises
    EvaluationError for gold without points, or of another length.
    """
    if [len(text.toponyms) for text in gold] != [len(one) for one in said]:
        raise EvaluationError("the places said are not those of the toponyms asked about.")
    if not is_gold(gold):
        raise EvaluationError('no score without gold: every toponym needs "lat" and "lon".')
    rows = [
        (number, *_right(toponym, place, country), _km(toponym, place))
        for number, (text, places, codes) in enumerate(zip(gold, said, countries, strict=True))
        for toponym, place, country in zip(text.toponyms, places, codes, strict=True)
    ]
    distances = [km for *_, km in rows if km is not None]
    near, exact, country = (_interval(rows, column, len(gold)) for column in (1, 2, 3))
    return PlaceScores(
        near=near,
        exact=exact,
        country=country,
        answered=len(distances) / len(rows),
        median_km=float(np.median(distances)) if distances else None,
        n=len(rows),
        n_texts=len(gold),
    )


def format_places(scores: PlaceScores) -> str:
    """Return the scores as a table for a terminal, without a newline at the end."""
    shares = (
        (f"within {NEAR_KM:.0f} km", scores.near),
        ("GeoNames id", scores.exact),
        ("country", scores.country),
    )
    rows = [f"{name:16}{one.value:.3f}  ({one.low:.3f} to {one.high:.3f})" for name, one in shares]
    rows.append(f"{'answered':16}{scores.answered:.3f}  of {scores.n} in {scores.n_texts} texts")
    if scores.median_km is not None:
        rows.append(f"{'median':16}{scores.median_km:.0f} km")
    return "\n".join(rows)


def _said(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {key: getattr(place, key) for key in ("geonames_id", "lat", "lon", "country")}


def _km(toponym: GivenToponym, place: Place | None) -> float | None:
    """Return how far off a place is; None when there is none, or it has no point."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if toponym.lat is None or toponym.lon is None:
        return None
    return great_circle((toponym.lat, toponym.lon), (place.lat, place.lon))


def _right(
    toponym: GivenToponym, place: Place | None, country: str | None
) -> tuple[bool, bool, bool]:
    """Return whether a place is near, the very one, and in the right country."""
    km = _km(toponym, place)
    if place is None:
        return False, False, False
    same = place.geonames_id is not None and place.geonames_id == toponym.geonames_id
    return km is not None and km <= NEAR_KM, same, place.country == country


def _interval(rows: Sequence[tuple[Any, ...]], column: int, n_texts: int) -> Interval:
    """Return the share of right ones with its interval, whole texts resampled."""
    right, every = np.zeros(n_texts), np.zeros(n_texts)
    for row in rows:
        right[row[0]] += bool(row[column])
        every[row[0]] += 1

    def share(sample: np.ndarray[Any, np.dtype[np.int64]]) -> float:
        count = every[sample].sum()
        return float(right[sample].sum() / count) if count else float("nan")

    return interval(share, n_texts)


def _text(line: Mapping[str, Any], where: str) -> GivenText:
    text, toponyms = line.get("text"), line.get("toponyms")
    if not isinstance(text, str) or not text.strip():
        raise EvaluationError(f'{where}: "text" is missing or empty.')
    if not isinstance(toponyms, list) or not all(isinstance(one, dict) for one in toponyms):
        raise EvaluationError(f'{where}: "toponyms" must be a list of objects.')
    read = [_toponym(one, len(text), f"{where}: toponym {n}") for n, one in enumerate(toponyms, 1)]
    return GivenText(id=str(line["id"]), text=text, toponyms=tuple(read), line=line)


def _toponym(told: Mapping[str, Any], length: int, where: str) -> GivenToponym:
    start, end, number = told.get("start"), told.get("end"), told.get("geonames_id")
    if type(start) is not int or type(end) is not int:
        raise EvaluationError(f'{where}: "start" and "end" must be whole numbers.')
    if not 0 <= start < end <= length:
        raise EvaluationError(f"{where}: [{start}, {end}] lies outside the text.")
    if number is not None and type(number) is not int:
        raise EvaluationError(f'{where}: "geonames_id" must be a whole number or null.')
    lat, lon = _degrees(told, "lat", 90, where), _degrees(told, "lon", 180, where)
    if (lat is None) != (lon is None):
        raise EvaluationError(f'{where}: "lat" and "lon" go together.')
    return GivenToponym(start=start, end=end, geonames_id=number, lat=lat, lon=lon)


def _degrees(told: Mapping[str, Any], key: str, most: int, where: str) -> float | None:
    value = told.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise EvaluationError(f'{where}: "{key}" {value!r} is no number from -{most} to {most}.')
    return float(value)
