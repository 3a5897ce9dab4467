"""What stands right beside the name of a place and tells what it lies in: "Paris, Texas".

What belongs here: reading the characters around a mention. What does not: which place is meant
(`toponyms`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.events.atlas import Known, distance
from tasks.events.gazetteer import Candidate, candidates

WINDOW = 80  # characters read on each side
LONGEST = 4  # words of a name
RANGE_KM = 600.0  # a city of a region without borders on the map is no farther from its point

KINDS = (
    "city|town|village|suburb|district|province|region|state|county|capital|port|area|hamlet|"
    "neighbourhood|neighborhood|governorate|municipality|island|community|oblast|enclave|"
    "republic|prefecture|territory|department|outskirts|settlement"
)
_WORD = r"[A-Z](?:[\w’'-]|\.(?=[A-Z]))*(?:(?<=\b[A-Z])\.|(?<=[a-z])\.(?= |,|$))?"
_NAME = rf"{_WORD}(?: (?:(?:of|the|and|de|al|el) )?{_WORD}){{0,{LONGEST - 1}}}"
_AFTER = re.compile(
    rf"(?:,? and {_NAME})?(?: (?:{KINDS}))?"
    rf"(?:, ?| \(|,? in (?:the )?(?:[a-z-]+ ){{0,2}}(?:of )?(?:the )?| of (?:the )?)"
    rf"(?P<name>{_NAME})"
)
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?:['’]s?)?(?: [a-z-]+){{0,2}} (?:{KINDS})(?: of(?: the)?)? $"
    rf"|(?P<owner>{_NAME})['’]s? (?:[a-z-]+ )?$"
)
# "Lindvik, Ohio" tells where a place lies that the map lacks; "In Geneva, Iran said" does not.
_STATE = re.compile(rf", (?P<name>{_NAME})(?=[,.;:)\]]| [—–-]|$)")
_IN = re.compile(rf"(?:,? and {_NAME})?(?: (?:{KINDS}))? (?:in|near|outside) (?P<name>{_NAME})")
_OWNER = re.compile(rf"(?P<name>{_NAME})['’]s? $")
_CITY = re.compile(rf"(?P<name>{_NAME}), $")
_DIVISION_AFTER = re.compile(
    r" (?:province|governorate|region|state|oblast|prefecture|county|department)\b", re.IGNORECASE
)
_DIVISION_BEFORE = re.compile(
    r"\b(?:province|governorate|region|state|oblast|prefecture|county|department) of $",
    re.IGNORECASE,
)
_CITY_AFTER = re.compile(r" (?:city|town|village|suburb)\b", re.IGNORECASE)
_CITY_BEFORE = re.compile(r"\b(?:city|town|village|suburb|port|capital)(?:,| of) $", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def wholes(name: str) -> tuple[Known, ...]:
    """Return the countries, divisions and regions of a name."""
    found = (c.known for c in candidates(name))
    return tuple(known for known in found if not known.feature.startswith(("PPL", "AIRP")))


def lies_in(part: Known, whole: Known) -> bool:
    """Whether a place is part of a country, division or region; no place is part of itself."""
    if part.feature.startswith("PCL") or whole.feature.startswith("PPL"):
        return False
    if whole.feature.startswith("PCL"):
        return part.country == whole.country
    if part.feature == "ADM1" or (part.country != whole.country and whole.country):
        return False
    if whole.feature == "ADM1":
        return part.admin1 == whole.admin1
    if whole.feature == "ADM2":
        return part.admin2 == whole.admin2 and part.admin1 == whole.admin1
    return distance(part, whole) <= RANGE_KM


def beside(text: str, start: int, end: int) -> tuple[Known, ...]:
    """Return what the words around a mention may name as the whole that it lies in."""
    after = _AFTER.match(text[end : end + WINDOW])
    before = _BEFORE.search(text[max(0, start - WINDOW) : start])
    found = _longest(after["name"])[1] if after else ()
    return found + (_last(before["name"] or before["owner"]) if before else ())


def _last(words: str) -> tuple[Known, ...]:
    """Return what the longest name that the words end in may name as a whole."""
    parts = words.split()
    names = (" ".join(parts[first:]) for first in range(len(parts)))
    return next((wholes(name) for name in names if candidates(name)), ())


def _longest(words: str) -> tuple[str, tuple[Known, ...]]:
    """Return the longest name of a place that the words begin with."""
    parts = words.split()
    for last in range(len(parts), 0, -1):
        name = " ".join(parts[:last])
        for form in (name, name.rstrip(".")):
            if candidates(form):
                return form, wholes(form)
    return words, ()


def places_beside(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the names that the words around a mention give for where it lies, cities too."""
    if match := _IN.match(text, end):
        yield _longest(match["name"])[0]
    if match := _OWNER.search(text[max(0, start - WINDOW) : start]):
        yield match["name"]


def state_told(text: str, end: int) -> Known | None:
    """Return the state or province printed after a mention, as in "Lindvik, Ohio"."""
    match = _STATE.match(text, end)
    if match is None:
        return None
    name, found = _longest(match["name"])
    divisions = [whole for whole in found if whole.feature == "ADM1"]
    whole = name.rstrip(".") == match["name"].rstrip(".")
    return divisions[0] if divisions and found[0] == divisions[0] and whole else None


def parts_told(text: str, start: int) -> tuple[Candidate, ...]:
    """Return what the name before a mention may mean, as in "Atlanta, Georgia"."""
    match = _CITY.search(text[max(0, start - WINDOW) : start])
    if match is None:
        return ()
    words = match["name"].split()
    for first in range(len(words)):
        if found := candidates(" ".join(words[first:])):
            return found
    return ()


def kind_told(text: str, start: int, end: int) -> str | None:
    """Return "ADM" for "Homs province", "PPL" for "the city of Homs", None when nothing tells."""
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    if _DIVISION_AFTER.match(after) or _DIVISION_BEFORE.search(before):
        return "ADM"
    if _CITY_AFTER.match(after) or _CITY_BEFORE.search(before):
        return "PPL"
    return None
