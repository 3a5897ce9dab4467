"""Names of places to places: what a name can mean, and what it means without any context.

What belongs here: the forms of a name, how likely each of its places is by size alone. What does
not: the article's say in it (`toponyms`), which place an event has (`placing`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.events.atlas import Known, abbreviations, countries, listed, peoples, regions
from tasks.plover.folding import fold, name_key
from tasks.plover.lexicons import Country, lexicons
from tasks.records import Place

# How likely a place is meant by its name, in powers of ten of inhabitants.
COUNTRY, CAPITAL, REGION, AIRPORT = 3.0, 1.5, 7.0, 3.5
DIVISION = {"ADM1": -1.0, "ADM2": -1.5}
OTHER_NAME, PART_OF_NAME = -1.2, -0.3  # "Kiev" for Kyiv; "New York" for New York City
SMALLEST, SMALLEST_BY_OTHER_NAME = 5_000, 15_000  # inhabitants, without context
SIDES = (
    "north|south|east|west|central|northern|southern|eastern|western|northeastern|northwestern|"
    "southeastern|southwestern|northeast|northwest|southeast|southwest|north-east|north-west|"
    "south-east|south-west|upper|lower|greater|metropolitan|downtown|inner|outer|old|occupied|"
    "mainland|rural|suburban|coastal|mid"
)
KINDS = (
    "province|governorate|oblast|region|regions|state|prefecture|department|district|county|city|"
    "town|village|municipality|area|republic|krai|territory|peninsula|island|islands|metro|"
    "suburbs|suburb|raion|canton|voivodeship|emirate|valley|border|coast|international|airport|"
    "refugee|camp|crossing|base|airbase"
)
_BEFORE = re.compile(rf"(?:(?:the|{SIDES})[ -])+|(?:the )?(?:{KINDS}) of (?:the )?", re.IGNORECASE)
_AFTER = re.compile(rf"(?: (?:{KINDS}))+$", re.IGNORECASE)
_SHORT = {"St.": "Saint", "St": "Saint", "Ste.": "Sainte", "Mt.": "Mount", "Mt": "Mount",
          "Ft.": "Fort", "Ft": "Fort"}  # fmt: skip
_DIVISION_WORDS = re.compile(
    r"\b(?:province|governorate|oblast|region|state|prefecture|department|krai)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean, and how likely by itself: powers of ten of inhabitants."""

    known: Known
    prior: float


def place(known: Known) -> Place:
    """Return a known place as a record."""
    return Place(
        name=known.name,
        country=known.country,
        geonames_id=known.id,
        admin1=known.admin1,
        lat=known.lat,
        lon=known.lon,
        feature=known.feature,
    )


@lru_cache(maxsize=8_192)
def candidates(name: str) -> tuple[Candidate, ...]:
    """Return what a name can mean, the likeliest first; nationalities mean their country.

    A name the map does not have is tried without what stands around it: "northern Lebanon",
    "Fars Province", "the city of Homs". Raises TableError.
    """
    for form in _forms(name):
        if found := _named(form):
            if form != name and _DIVISION_WORDS.search(name):
                found = {k: p + 3 * (k.feature == "ADM1") for k, p in found.items()}
            ranked = sorted(found.items(), key=lambda one: (-one[1], one[0].id or 0, one[0].name))
            return tuple(Candidate(known, prior) for known, prior in ranked)
    return ()


def _forms(name: str) -> Iterator[str]:
    written = " ".join(name.split()).strip(' ,;:()"“”')
    yield written
    bare = re.sub(r"(?:['’]s|['’])$", "", written)
    if bare != written:
        yield bare
    words = bare.split()
    if words and words[0] in _SHORT:
        yield " ".join([_SHORT[words[0]], *words[1:]])
    if words and words[0] == "Saint":
        yield " ".join(["St.", *words[1:]])
    inner = _AFTER.sub("", _BEFORE.sub("", bare, count=1))
    if inner != bare and inner != inner.lower():
        yield from _forms(inner)


def _named(name: str) -> dict[Known, float]:
    """Return the places of exactly this name with their priors."""
    if not name or name == name.lower():
        return {}
    if name in abbreviations():
        return _abbreviated(name)
    if not lexicons().country_by_name(name) and (state := lexicons().country_by_seat(name)):
        return _capital(state)
    found = _listed(name)
    state = lexicons().country_by_name(name)
    part = [k for k in found if state and k.country == state.code and _is_part(k, name, state)]
    land = _territories().get(fold(name)) or (_point(state) if state and not part else None)
    if land is not None:
        found[land] = COUNTRY + _size(land)
    for known in part:
        found[known] = max(found[known], COUNTRY + _size(known))
    if own := peoples().get(name_key(name)):
        return found | dict.fromkeys(own, REGION)
    people = lexicons().country_by_demonym(name)
    if people and not state:
        found[_point(people)] = COUNTRY + _size(_point(people))
    return found


def _is_part(known: Known, name: str, state: Country) -> bool:
    """Whether a country's other name is that of a part of it: "Scotland", "Chechnya"."""
    settled = known.feature.startswith("PPL") or known.feature == "ADM2"
    return not settled and fold(name) != fold(state.name)


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, Known]:
    lands = (land.place for land in countries().values())
    return {fold(land.name): land for land in lands if land.feature == "PCLD"}


@lru_cache(maxsize=256)
def _point(state: Country) -> Known:
    return replace(countries()[state.code].place, name=state.name)


def _size(known: Known) -> float:
    return math.log10(known.population + 10)


def _capital(state: Country) -> dict[Known, float]:
    """Return where a seat of power stands: "the Kremlin"."""
    return {
        known: CAPITAL + REGION
        for capital in state.capitals
        for known, _ in listed(capital)
        if known.feature == "PPLC" and known.country == state.code
    }


def _abbreviated(form: str) -> dict[Known, float]:
    name, country, feature = abbreviations()[form]
    found = [k for k in _listed(name) if k.country == country and k.feature == feature]
    return {max(found, key=lambda k: k.population): COUNTRY + REGION}


def _listed(name: str) -> dict[Known, float]:
    """Return cities, divisions and regions; of a region that is a division, the region's point."""
    own = dict.fromkeys(regions().get(name_key(name), ()), REGION)
    found = {}
    for known, main in listed(name):
        prior = _prior(known, name, main=main)
        for region in list(own):
            if region.country == known.country and region.feature == known.feature:
                known = replace(known, lat=region.lat, lon=region.lon)
                prior = max(prior, own.pop(region) - 1)
        found[known] = prior
    return found | own


def _prior(known: Known, name: str, *, main: bool) -> float:
    if known.feature == "AIRP":
        return AIRPORT
    prior = _size(known) + DIVISION.get(known.feature, 0.0)
    if not main and not f"{fold(known.name)} ".startswith(f"{fold(name)} "):
        return prior + OTHER_NAME
    if not main:
        prior += PART_OF_NAME
    return prior + CAPITAL * (known.feature == "PPLC")


@lru_cache(maxsize=4096)
def find(name: str, *, prefer: tuple[str, ...] = ()) -> Place | None:
    """Return the place a toponym means by itself, or None when the map has no such name.

    Countries first, then capitals, then others: one in a preferred country (ISO alpha-3, best
    first), else the largest. The name returned is the map's main one.
    """
    found = [c.known for c in candidates(name) if _meant_alone(c.known, name)]
    if not found:
        return None
    best = found[0]
    capital = lexicons().country_by_capital(name)
    if best.feature.startswith("PCL") or not (prefer or capital):
        return place(best)
    for code in ((capital.code,) if capital else ()) + prefer:
        for known in found:
            if known.country == code:
                return place(known)
    return place(best)


def _meant_alone(known: Known, name: str) -> bool:
    """Whether a place may be meant without context: no hamlet, and "Pearson" is no airport."""
    if known.feature == "AIRP":
        return "airport" in name.lower()
    if known.feature == "PPL":
        least = SMALLEST if fold(known.name) == fold(name) else SMALLEST_BY_OTHER_NAME
        return known.population >= least
    return known.feature != "ADM2"
