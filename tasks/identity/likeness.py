"""Whether two tellings are of one party, and why.

What belongs here: what must agree beside the name. What does not: names alone (`names`), what
follows when three tellings do not fit together (`grouping`).

Precision first: the less of a name two tellings share, the more else must agree. Countries must
never differ, nor may one hold an office that the other's office excludes at the same time.
"""

from __future__ import annotations

from tasks.identity.names import Degree, Kinship, relation
from tasks.identity.telling import Different, Likeness, Same, Telling, plain

OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PTY", "ELI"})
WEAK = int(Degree.BARE)  # one says too little, and joins only the one party that fits
NAMED = int(Degree.PARTLY)


def likeness(one: Telling, other: Telling) -> Likeness:
    """Return whether two tellings are of one party; symmetrical."""
    if one.kind != other.kind:
        return Different("not of one kind")
    if one.country and other.country and one.country != other.country:
        return Different("of different countries")
    return _people(one, other) if one.kind == "person" else _bodies(one, other)


def _bodies(one: Telling, other: Telling) -> Likeness:
    if one.wikidata_id and other.wikidata_id:
        if one.wikidata_id == other.wikidata_id:
            return Same(Degree.SAME, "same Wikidata entry")
        return Different("different Wikidata entries")
    if one.country != other.country:
        return None
    if plain(one.name) == plain(other.name):
        return Same(Degree.SAME, "same name")
    names = plain(one.name), plain(other.name)
    short = {plain(alias) for alias in one.aliases} | {plain(alias) for alias in other.aliases}
    if short.issuperset(names):
        return Same(NAMED, "one article tells both names")
    return None


def _people(one: Telling, other: Telling) -> Likeness:
    kin = relation(one.words, other.words)
    if kin == "different":
        return Different("different names")
    if kin is None or not isinstance(kin, Kinship):
        return None
    if _excluding(one, other):
        return Different("offices that exclude each other")
    if not _may_be_one(one.sectors, other.sectors):
        return Different("sectors that exclude each other")
    if one.country != other.country:
        return _without_country(one, other, kin)
    return _of_one_country(one, other, kin)


def _of_one_country(one: Telling, other: Telling, kin: Kinship) -> Likeness:
    shared = _shared(one, other)
    sector = bool(one.sectors & other.sectors)
    told = one.country is not None
    if kin.degree == Degree.BARE:
        bare = one if one.bare else other
        sure = bool(shared) or (sector and not bare.held)
        return _same(WEAK, kin, shared) if told and sure else None
    if kin.degree == Degree.PARTLY or one.bare:
        return _same(kin.degree, kin, shared) if told and shared else None
    if kin.degree in {Degree.SLIP, Degree.SHORTER}:
        return _same(kin.degree, kin, shared) if told and (shared or sector) else None
    return _same(kin.degree, kin, shared)


def _shared(one: Telling, other: Telling) -> list[str]:
    """Return the offices that both hold, then the ranks."""
    both = {(not held.post, held.name) for held in one.held if held.name in other.offices}
    return [name for _, name in sorted(both)]


def _without_country(one: Telling, other: Telling, kin: Kinship) -> Likeness:
    """A full name without a country may be the one party of that name."""
    if one.bare or kin.degree > Degree.SPELT:
        return None
    return Same(WEAK, f"{kin.how}, no country told")


def _same(level: int, kin: Kinship, shared: list[str]) -> Same:
    return Same(level, f"{kin.how}, {shared[0]} too" if shared else kin.how)


def _may_be_one(some: frozenset[str], others: frozenset[str]) -> bool:
    if not some or not others or some & others:
        return True
    return some <= OFFICIAL and others <= OFFICIAL


def _excluding(one: Telling, other: Telling) -> bool:
    """Whether each holds an office at one time that nobody was seen to hold together."""
    if one.country is None or one.country != other.country:
        return False
    mine = [held for held in one.held if held.single]
    theirs = [held for held in other.held if held.single]
    if {held.name for held in mine} & {held.name for held in theirs}:
        return False
    return any(a.near(b) for a in mine for b in theirs)
