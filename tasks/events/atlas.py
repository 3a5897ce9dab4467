"""The tables of the map: places and their names as GeoNames has them, regions of our own.

What belongs here: reading `map/`, refusing what does not fit, all places of one exact name. What
does not: which of them is meant (`gazetteer`, `toponyms`).

places.tsv and aliases.tsv are made by `training/gazetteer.py`, far too large to read at each
start, and sorted by the bytes of their first column, so that a name is found where the files lie.
Where the tables come from is told in `map/PROVENANCE.md`.
"""

from __future__ import annotations

import math
import mmap
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tasks.distance import great_circle
from tasks.plover.folding import fold, name_key
from tasks.plover.tables import Row, read_table

FOLDER = Path(__file__).with_name("map")
REACH = 4  # degrees
CODE = re.compile("[A-Z]{3}")
FEATURE = re.compile("[A-Z][A-Z0-9]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A place that the map knows."""

    id: int | None  # of GeoNames; None where we are not certain
    name: str
    feature: str  # GeoNames feature code
    country: str | None  # alpha-3 of the state it counts as; None where it spans several
    admin1: str | None = None
    admin2: str | None = None
    lat: float
    lon: float
    population: int = 0


Point = tuple[int | None, float, float]
Squares = dict[tuple[int, int], list[Known]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country or territory with a code of its own."""

    code: str  # ISO 3166 alpha-3, or KOS
    place: Known
    continent: str  # two letters
    neighbours: tuple[str, ...]  # codes


def distance(one: Known, other: Known) -> float:
    """Return the great-circle distance of two places, in km."""
    return great_circle((one.lat, one.lon), (other.lat, other.lon))


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Land]:
    """Return countries and territories by code. Raises TableError."""
    found: dict[str, Land] = {}
    columns = (
        "code", "state", "name", "geonames_id", "feature", "lat", "lon", "population",
        "continent", "neighbours",
    )  # fmt: skip
    for row in read_table(FOLDER / "countries.csv", columns):
        if row["code"] in found or not CODE.fullmatch(row["code"]):
            raise row.error(f"code {row['code']!r} is there twice or no code.")
        place = _known(row, country=row["state"], population=int(row["population"]))
        found[row["code"]] = Land(
            code=row["code"],
            place=place,
            continent=row["continent"],
            neighbours=row.several("neighbours"),
        )
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def regions() -> Mapping[str, tuple[Known, ...]]:
    """Return regions, seas, mountains, bases … by the keys of their names. Raises TableError."""
    return _by_names("aliases")


@lru_cache(maxsize=1)
def peoples() -> Mapping[str, tuple[Known, ...]]:
    """Return regions by the keys of their demonyms: "Catalan". Raises TableError."""
    return _by_names("demonyms")


def _by_names(column: str) -> Mapping[str, tuple[Known, ...]]:
    found: dict[str, list[Known]] = defaultdict(list)
    columns = ("name", "aliases", "demonyms", "feature", "country", "geonames_id", "lat", "lon")
    for row in read_table(FOLDER / "regions.csv", columns):
        place = _known(row, country=row["country"])
        names = (row["name"], *row.several("aliases")) if column == "aliases" else ()
        for key in dict.fromkeys(name_key(name) for name in names or row.several(column)):
            found[key].append(place)
    return MappingProxyType({key: tuple(places) for key, places in found.items()})


@lru_cache(maxsize=1)
def abbreviations() -> Mapping[str, tuple[str, str, str]]:
    """Return (name, country, feature) of "Calif." and the like, as printed. Raises TableError."""
    found: dict[str, tuple[str, str, str]] = {}
    columns = ("abbreviations", "name", "country", "feature")
    for row in read_table(FOLDER / "abbreviations.csv", columns):
        for form in row.several("abbreviations"):
            if form in found:
                raise row.error(f"{form!r} is there twice.")
            found[form] = row["name"], row["country"], row["feature"]
    return MappingProxyType(found)


def _known(row: Row, *, country: str, population: int = 0) -> Known:
    if country and not CODE.fullmatch(country):
        raise row.error(f"country {country!r} is no alpha-3 code.")
    if not FEATURE.fullmatch(row["feature"]):
        raise row.error(f"feature {row['feature']!r} is no feature code of GeoNames.")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.error(f"{lat}, {lon} is no point of the earth.")
    return Known(
        id=int(row["geonames_id"]) if row["geonames_id"] else None,
        name=row["name"],
        feature=row["feature"],
        country=country or None,
        lat=lat,
        lon=lon,
        population=population,
    )


@lru_cache(maxsize=8_192)
def listed(name: str) -> tuple[tuple[Known, bool], ...]:
    """Return the cities and divisions of a name, and of each whether that is its main name."""
    key = fold(name).encode()
    if not key or b"\t" in key:
        return ()
    found = {_place(cells): True for cells in _lines("places.tsv", key)}
    for _, main, number in _lines("aliases.tsv", key):
        for cells in _lines("places.tsv", main.encode()):
            if cells[1] == number:
                found.setdefault(_place(cells), False)
    return tuple(found.items())


def _place(cells: list[str]) -> Known:
    _, number, name, feature, country, admin1, admin2, lat, lon, population = cells
    return Known(
        id=int(number) if number else None,
        name=name,
        feature=feature,
        country=country,
        admin1=admin1 or None,
        admin2=admin2 or None,
        lat=float(lat),
        lon=float(lon),
        population=int(population),
    )


def countries_of(points: Sequence[Point]) -> list[str | None]:
    """Return the country of each (GeoNames id, latitude, longitude): its own, or the nearest's.

    The map's own where it has the id, which is None for what spans several countries; else that
    of the nearest city, None where none is within REACH degrees. Reads the whole map: seconds.
    """
    known, squares = _by_id_and_square()
    return [
        known[number] if number in known else _nearest(lat, lon, squares)
        for number, lat, lon in points
    ]


def _by_id_and_square() -> tuple[dict[int | None, str | None], Squares]:
    known: dict[int | None, str | None] = {}
    squares: Squares = defaultdict(list)
    for line in _mapped("places.tsv")[:].splitlines():
        found = _place(line.decode().split("\t"))
        if found.id is not None:
            known[found.id] = found.country
        if found.feature.startswith("PPL"):
            squares[math.floor(found.lat), math.floor(found.lon)].append(found)
    own = (place for places in regions().values() for place in places)
    for place in (*(land.place for land in countries().values()), *own):
        if place.id is not None:
            known[place.id] = place.country
    return known, squares


def _nearest(lat: float, lon: float, squares: Squares) -> str | None:
    row, column = math.floor(lat), math.floor(lon)
    around = (
        city
        for north in range(-REACH, REACH + 1)
        for east in range(-REACH, REACH + 1)
        for city in squares.get((row + north, (column + east + 180) % 360 - 180), ())
    )
    nearest = min(around, key=lambda c: great_circle((lat, lon), (c.lat, c.lon)), default=None)
    return nearest.country if nearest is not None else None


@lru_cache(maxsize=2)
def _mapped(file: str) -> mmap.mmap:
    with (FOLDER / file).open("rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def _lines(file: str, key: bytes) -> Iterator[list[str]]:
    """Yield the cells of the lines whose first cell is the key, found by halving."""
    content, wanted = _mapped(file), key + b"\t"
    low, high = 0, len(content)
    while low < high:
        middle = (low + high) // 2
        start = content.rfind(b"\n", 0, middle) + 1
        end = content.find(b"\n", middle)
        if content[start : end + 1] < wanted:
            low = end + 1
        else:
            high = start
    while content[low : low + len(wanted)] == wanted:
        end = content.find(b"\n", low)
        yield content[low:end].decode().split("\t")
        low = end + 1
